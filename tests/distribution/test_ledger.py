"""The ledger: what is on the disk is believed, what broke off is a doubt, what was altered stops all."""

from __future__ import annotations

import contextlib
import json
import os
import smtplib
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.common.errors import GeomsanError
from geomsan.publish.distribution.ledger import (
    ASSUMED,
    FAILED,
    REFUSED,
    SENDING,
    SENT,
    Ledger,
    read_history,
)
from geomsan.publish.distribution.lists import Mailbox, MailingList
from geomsan.publish.distribution.message import KOREA
from geomsan.publish.distribution.released import Released, ReleasedPack
from geomsan.publish.distribution.sending import Job, Sending

NOW = datetime(2026, 3, 4, 9, tzinfo=KOREA)
KEY = ("kim@example.org", "aa")
PACKS = {"economy": "aa"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "distribution" / "ledger.jsonl"


def write(path: Path, *entries: tuple[str, int]) -> None:
    with Ledger(path) as ledger:
        for event, attempt in entries:
            ledger.write(event, attempt, KEY[0], PACKS, NOW, reply="250 받음")


@pytest.mark.parametrize(
    ("entries", "is_delivered", "is_doubtful"),
    [
        ([], False, False),
        ([(SENDING, 1)], False, True),
        ([(SENDING, 1), (SENT, 1)], True, False),
        ([(SENDING, 1), (FAILED, 1)], False, False),
        ([(SENDING, 1), (REFUSED, 1)], False, False),
        ([(REFUSED, 1)], False, False),
        ([(SENDING, 1), (REFUSED, 2)], False, True),
        ([(SENDING, 1), (SENDING, 2), (FAILED, 2)], False, True),
        ([(SENDING, 1), (SENDING, 2), (SENT, 2)], True, False),
        ([(SENDING, 1), (ASSUMED, 2)], True, False),
    ],
)
def test_what_the_events_say(path: Path, entries: Any, is_delivered: bool, is_doubtful: bool) -> None:
    write(path, *entries)
    history = read_history(path)
    assert (KEY in history.delivered) is is_delivered
    assert history.is_doubtful(KEY) is is_doubtful
    with Ledger(path) as ledger:
        assert ledger.history == history
        assert ledger.begin() == max((attempt for _, attempt in entries), default=0) + 1


def test_a_line_that_broke_off_says_nothing(path: Path) -> None:
    write(path, (SENDING, 1))
    whole = path.read_bytes()
    write(path, (SENT, 1))
    line = path.read_bytes()[len(whole) :]
    for cut in range(1, len(line) + 1):
        path.write_bytes(whole + line[:cut])
        is_complete = cut >= len(line) - 1
        assert read_history(path).is_doubtful(KEY) is not is_complete
        write(path, (SENDING, 7))
        events = [json.loads(text)["event"] for text in path.read_text(encoding="utf-8").splitlines()]
        assert events == [SENDING, *([SENT] * is_complete), SENDING]


def test_zeros_after_a_power_cut_say_nothing(path: Path) -> None:
    write(path, (SENDING, 1), (SENT, 1))
    whole = path.read_bytes()
    path.write_bytes(whole + bytes(64))
    with Ledger(path) as ledger:
        assert KEY in ledger.history.delivered
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "null", "{}", '{"event": "sent", "attempt": 1, "to": "a", "packs": []}']
)
def test_an_altered_line_stops_everything(path: Path, line: str) -> None:
    write(path, (SENDING, 1), (SENT, 1))
    first, second = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{first}\n{line}\n{second}\n", encoding="utf-8")
    with pytest.raises(GeomsanError, match=r"ledger\.jsonl:2"):
        read_history(path)
    with pytest.raises(GeomsanError, match=r"ledger\.jsonl:2"):
        Ledger(path)


def test_one_process_at_a_time(path: Path) -> None:
    with Ledger(path), pytest.raises(GeomsanError, match="보내는 중"):
        Ledger(path)
    Ledger(path).__exit__(None, None, None)


def test_only_the_owner_reads_it(path: Path) -> None:
    write(path, (SENDING, 1))
    assert path.stat().st_mode & 0o077 == 0


def test_a_full_disk_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with Ledger(path) as ledger:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(GeomsanError, match="디스크가 가득 참"):
            ledger.write(SENDING, 1, KEY[0], PACKS, NOW)


# Wherever a run breaks off, and whatever the server does: nobody gets a pack twice, and nobody is
# forgotten without a word.

PEOPLE = [Mailbox("", f"{name}@example.org") for name in ("a", "b")]
RELEASED = Released("s", "t", "f", None, [ReleasedPack(name, name, "", name, b"%PDF") for name in "xy"])
LISTS = [
    MailingList("first", "first", "s", ("x",), PEOPLE[:1], "", ""),
    MailingList("second", "second", "s", (), PEOPLE, "", ""),
]
JOBS = [Job(mailing, RELEASED, to) for mailing in LISTS for to in mailing.recipients]
KEYS = {(to.identity, pack.sha256) for to in PEOPLE for pack in RELEASED.packs}

ANSWERS = st.sampled_from(
    [
        "ok",
        "ok",
        "ok",
        "450 at rcpt",
        "550 at rcpt",
        "354 refused",
        "451 after",
        "550 after",
        "lost",
        "lost after",
    ]
)


class CrashError(BaseException):
    """The computer went off."""


@dataclass
class Fate:
    """Breaks off a run at one of its steps, with so many bytes of a line written."""

    left: int
    cut: int

    def step(self, at_last: Callable[[], object] = lambda: None) -> None:
        self.left -= 1
        if self.left == 0:
            at_last()
            raise CrashError


class BreakingLedger(Ledger):
    fate = Fate(0, 0)

    def _append(self, line: bytes) -> None:
        self.fate.step(lambda: os.write(self._file, line[: self.fate.cut]))
        super()._append(line)
        self.fate.step()


@dataclass
class FakeSession:
    """A mail server without a network."""

    fate: Fate
    answers: list[str]
    taken: Counter[tuple[str, str]]
    sock: None = None
    to: str = ""
    answer: str = ""
    steps: list[str] = field(default_factory=list)

    def has_extn(self, name: str) -> bool:
        return False

    def rset(self) -> tuple[int, bytes]:
        return 250, b""

    quit = close = rset

    def mail(self, sender: str, options: list[str]) -> tuple[int, bytes]:
        return 250, b""

    def rcpt(self, to: str) -> tuple[int, bytes]:
        self.fate.step()
        self.to = to
        self.answer = self.answers.pop(0) if self.answers else "ok"
        if self.answer.endswith("rcpt"):
            return int(self.answer[:3]), b"no"
        return 250, b""

    def data(self, content: bytes) -> tuple[int, bytes]:
        self.fate.step()
        if self.answer == "354 refused":
            raise smtplib.SMTPDataError(451, b"not now")
        if self.answer.endswith("after") and self.answer[0] in "45":
            return int(self.answer[:3]), b"no"
        if self.answer == "lost":
            raise smtplib.SMTPServerDisconnected("gone")
        message = message_from_bytes(content, policy=policy.default)
        for part in message.iter_attachments():
            self.taken[self.to, part.get_filename()[0]] += 1
        self.fate.step()
        if self.answer == "lost after":
            raise ConnectionResetError
        return 250, b""


def run(path: Path, fate: Fate, answers: list[str], taken: Counter[tuple[str, str]]) -> None:
    BreakingLedger.fate = fate
    with BreakingLedger(path) as ledger:
        connect: Any = lambda: FakeSession(fate, answers, taken)  # noqa: E731
        Sending(PEOPLE[0], ledger, connect, set(), lambda line: None, pauses=(0, 0)).run(JOBS)


@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 250), st.lists(ANSWERS, max_size=8)), max_size=3)
)
def test_wherever_it_breaks_off_nobody_gets_a_pack_twice(runs: list[tuple[int, int, list[str]]]) -> None:
    taken: Counter[tuple[str, str]] = Counter()
    # Nothing here survives the test; waiting for the disk would take most of its time.
    with patch("os.fsync"), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "distribution" / "ledger.jsonl"
        for left, cut, answers in runs:
            with contextlib.suppress(CrashError):
                run(path, Fate(left, cut), list(answers), taken)
        run(path, Fate(0, 0), [], taken)
        history = read_history(path)
    assert set(taken.values()) <= {1}
    for key in KEYS:
        assert (key in history.delivered) != history.is_doubtful(key)
        assert taken[key] == 1 or history.is_doubtful(key)
