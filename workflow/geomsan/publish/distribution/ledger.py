"""Who was sent what: an append-only file, one JSON line an event, on the disk before anything follows.

An attempt begins with ``sending`` and ends with ``sent``, ``refused`` or ``failed``. An attempt without
an end may have been delivered: the program, the computer or the connection broke off after the message
went out. Nothing is sent on such a doubt; a person decides.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from geomsan.common.errors import GeomsanError
from geomsan.common.files import unreadable, unwritable

LEDGER = Path("distribution") / "ledger.jsonl"
"""Its place in the project. Not in ``results/``, which anybody may delete at any time."""

SENDING, SENT, REFUSED, FAILED, ASSUMED = "sending", "sent", "refused", "failed", "assumed"
_ENDS = (SENT, REFUSED, FAILED)

Key = tuple[str, str]
"""A person's identity and a pack's SHA-256."""


@dataclass
class History:
    """What the events say, in their order."""

    delivered: set[Key] = field(default_factory=set)
    begun: dict[int, frozenset[Key]] = field(default_factory=dict)
    attempts: int = 0

    def add(self, entry: Mapping[str, Any]) -> None:
        """Take in one event.

        Raises
        ------
        KeyError, TypeError, ValueError, AttributeError
            When it is none of this program's.
        """
        attempt = int(entry["attempt"])
        keys = frozenset((str(entry["to"]), str(value)) for value in entry["packs"].values())
        event = entry["event"]
        if event == SENDING:
            self.begun[attempt] = keys
        elif event in _ENDS:
            # Ends its own attempt only: an earlier one of the same person stays as doubtful as it was.
            self.begun.pop(attempt, None)
        elif event != ASSUMED:
            raise ValueError(event)
        if event in (SENT, ASSUMED):
            self.delivered |= keys
        self.attempts = max(self.attempts, attempt)

    def is_doubtful(self, key: Key) -> bool:
        """Tell whether a pack may have reached a person without a word about it."""
        return key not in self.delivered and any(key in keys for keys in self.begun.values())


def read_history(path: Path) -> History:
    """Read a ledger without locking it; an empty history when there is none.

    Raises
    ------
    GeomsanError
        When it cannot be read or a line of it was altered.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    except OSError as error:
        raise unreadable(path, error) from error
    return _history(path, content)[0]


class Ledger:
    """The ledger, held by one process alone for as long as it is open.

    Parameters
    ----------
    path
        The file; it is made when there is none.

    Raises
    ------
    GeomsanError
        When another process holds it, when it cannot be written, or when a line was altered.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise unwritable(path, error) from error
        try:
            self._lock()
            self.history = self._load()
        except BaseException:
            os.close(self._file)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)

    def begin(self) -> int:
        """Return the number of a new attempt."""
        return self.history.attempts + 1

    def write(
        self, event: str, attempt: int, to: str, packs: Mapping[str, str], now: datetime, **details: str
    ) -> None:
        """Add an event; when this returns it is on the disk.

        Parameters
        ----------
        event
            One of the names in this module.
        attempt
            What :meth:`begin` gave.
        to
            The person's identity.
        packs
            SHA-256 of each pack by its name.
        now
            The time, for people.
        details
            What else people may want to know.

        Raises
        ------
        GeomsanError
            When it cannot be written: whoever asked must not go on.
        """
        entry = {
            "time": now.isoformat(timespec="seconds"),
            "event": event,
            "attempt": attempt,
            "to": to,
            "packs": dict(packs),
            **{key: value for key, value in details.items() if value},
        }
        self._append(json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        self.history.add(entry)

    def _lock(self) -> None:
        try:
            # The kernel lets go of it when the process ends, however it ends.
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise GeomsanError(
                str(self._path),
                "다른 geomsan send가 보내는 중입니다. 끝난 뒤에 다시 하십시오.",
                "another geomsan send is at work; run this again when it has ended.",
            ) from error
        except OSError as error:
            raise unwritable(self._path, error) from error

    def _load(self) -> History:
        try:
            content = self._path.read_bytes()
            history, whole = _history(self._path, content)
            if whole < len(content):
                os.ftruncate(self._file, whole)
                os.fsync(self._file)
            elif content and not content.endswith(b"\n"):
                self._append(b"\n")
            _settle(self._path.parent)
            _settle(self._path.parent.parent)
        except OSError as error:
            raise unwritable(self._path, error) from error
        return history

    def _append(self, line: bytes) -> None:
        try:
            while line:
                line = line[os.write(self._file, line) :]
            os.fsync(self._file)
        except OSError as error:
            raise unwritable(self._path, error) from error


def _history(path: Path, content: bytes) -> tuple[History, int]:
    """Return what a ledger says, and how many of its bytes are whole lines.

    A last line without its end is what a break-off in the middle of writing leaves. What it would
    have said had not happened yet, or is doubtful by the line before.
    """
    history = History()
    lines: Sequence[bytes] = content.split(b"\n")
    for number, line in enumerate(lines, 1):
        is_last = number == len(lines)
        if is_last and not line:
            break
        try:
            history.add(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if is_last:
                return history, len(content) - len(line)
            raise GeomsanError(
                f"{path}:{number}",
                "이 줄을 읽을 수 없어 누구에게 보냈는지 알 수 없습니다. 고치거나 되돌린 뒤에 보내십시오.",
                "this line cannot be read, so it is not known who was sent what; restore it first.",
            ) from error
    return history, len(content)


def _settle(folder: Path) -> None:
    """Bring a folder's list of files to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
