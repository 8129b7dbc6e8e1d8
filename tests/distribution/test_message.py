"""The messages: what mail programs make of them, and the same bytes for the same release."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.common.errors import GeomsanError
from geomsan.publish.distribution.command import write_drafts
from geomsan.publish.distribution.lists import Mailbox, MailingList
from geomsan.publish.distribution.message import KOREA, draft, file_name, letter
from geomsan.publish.distribution.released import Released, ReleasedPack, read_released
from geomsan.publish.release.folder import write_folder

from .conftest import SESSION, configure, mailing, make_release

SENDER = Mailbox("예산담당관", "budget@example.org")


def a_list(packs: Sequence[str] = (), subject: str = "", text: str = "") -> MailingList:
    return MailingList("committee", "기획경제위원회", SESSION, packs, (), subject, text)


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


@pytest.fixture
def released(project: Path) -> Released:
    return read_released(project / "results" / "release" / SESSION)


def test_a_draft_says_what_is_in_it(released: Released) -> None:
    content = draft(a_list(), released, SENDER)
    message = read(content)
    assert message["Subject"] == "[검산] 2026년 3월 검산 자료"
    assert message["To"].groups[0].display_name == "기획경제위원회"
    assert message["To"].addresses == ()
    assert message["X-Unsent"] == "1"
    assert message["Date"].datetime == datetime(2026, 3, 4, tzinfo=KOREA)
    text = message.get_body().get_content()
    for pack in released.packs:
        assert f"SHA-256: {sha256(pack.content).hexdigest()}" in text
        assert file_name(pack) in text
    assert released.fingerprint in text


def test_every_line_is_ascii_and_short_enough_for_mail(released: Released) -> None:
    content = draft(a_list(), released, SENDER)
    assert content.isascii()
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 998  # RFC 5322, 2.1.1
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_old_mail_programs_find_the_file_names_too(released: Released) -> None:
    for part, pack in zip(
        read(draft(a_list(), released, SENDER)).iter_attachments(), released.packs, strict=True
    ):
        assert part.get_filename() == file_name(pack)
        assert part.get_content_type() == "application/pdf"
    names = re.findall(rb'Content-Type: application/pdf;\s+name="([^"]*)"', draft(a_list(), released, SENDER))
    assert [str(make_header(decode_header(name.decode()))) for name in names] == [
        file_name(pack) for pack in released.packs
    ]
    words = [word for name in names for word in name.split()]
    assert max(map(len, words)) <= 75  # RFC 2047, 2


def test_subject_and_text_of_a_list_are_used(released: Released) -> None:
    message = read(draft(a_list(["pledge"], "회의 자료", "위원님들께\n드립니다."), released, SENDER))
    assert message["Subject"] == "회의 자료"
    body = message.get_body().get_content().replace("\r\n", "\n")
    assert body.startswith("위원님들께\n드립니다.\n\n붙임\n1. 공약사업")
    assert len(list(message.iter_attachments())) == 1


def test_a_letter_has_the_day_it_is_sent(released: Released) -> None:
    now = datetime(2026, 11, 21, 9, 30, tzinfo=KOREA)
    to = Mailbox("이검산", "lee@example.org")
    message = read(letter(a_list(), released, released.packs, SENDER, to, now))
    assert message["Date"].datetime == now
    assert message["X-Unsent"] is None
    assert str(message["To"]) == "이검산 <lee@example.org>"


def test_the_same_content_has_the_same_mark_and_other_content_another(released: Released) -> None:
    def mark(packs: Sequence[ReleasedPack], address: str, hour: int) -> str:
        now = datetime(2026, 11, 21, hour, tzinfo=KOREA)
        return read(letter(a_list(), released, packs, SENDER, Mailbox("", address), now))["Message-ID"]

    first = mark(released.packs, "kim@example.org", 1)
    assert first == mark(released.packs, "kim@example.org", 2)
    assert first != mark(released.packs, "lee@example.org", 1)
    assert first != mark(released.packs[:1], "kim@example.org", 1)
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", first)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_title_becomes_a_file_name_that_arrives(title: str) -> None:
    pack = ReleasedPack("pack", title, "", "aa", b"%PDF")
    name = file_name(pack)
    assert not set(name) & set('\\/:*?"<>|\r\n')
    (part,) = read(draft(a_list(), Released("s", "t", "f", None, [pack]), SENDER)).iter_attachments()
    assert part.get_filename() == name
    assert part.get_content() == b"%PDF"


WORDS = st.lists(st.text('검산서울추진실적업무보고aZ09.,-·‘’()<>@"=?_', min_size=1, max_size=12), min_size=1)


@given(WORDS, WORDS, WORDS)
def test_no_word_and_no_space_is_lost_on_the_way(
    subject: list[str], title: list[str], name: list[str]
) -> None:
    mailing = MailingList("a", " ".join(title), "s", (), (), " ".join(subject), "")
    released = Released("s", "t", "f", None, [])
    content = draft(mailing, released, Mailbox(" ".join(name), "budget@example.org"))
    fields = message_from_bytes(content)
    assert str(make_header(decode_header(fields["Subject"]))) == " ".join(subject)
    assert str(make_header(decode_header(fields["To"].removesuffix(":;")))) == " ".join(title)
    shown, address = parseaddr(fields["From"])
    assert str(make_header(decode_header(shown))) == " ".join(name)
    assert address == "budget@example.org"
    head = content.partition(b"\r\n\r\n")[0]
    assert max(len(word) for line in head.split(b"\r\n") for word in line.split(b" ")) <= 78


def test_drafts_are_the_same_bytes_on_a_second_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(project, mailing("a"), mailing("b", packs=["pledge"]))
    write_drafts(project, "ko")
    folder = project / "results" / "mail" / SESSION
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(first) == ["a.eml", "b.eml"]
    assert "results/mail/2026-03/a.eml" in capsys.readouterr().out
    for content in first.values():
        assert b"kim@example.org" not in content
    monkeypatch.setenv("TZ", "America/New_York")
    make_release(project)
    write_drafts(project, "ko")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_drafts_of_lists_that_are_no_more_go(project: Path) -> None:
    configure(project, mailing("a"), mailing("b"))
    write_drafts(project, "ko")
    configure(project, mailing("b"))
    write_drafts(project, "ko")
    assert [path.name for path in (project / "results" / "mail").rglob("*.eml")] == ["b.eml"]


def test_a_pack_that_is_not_in_the_folder_is_named(project: Path) -> None:
    make_release(project, ["economy"])
    configure(project, mailing("a", packs=["pledge"]))
    with pytest.raises(GeomsanError, match="pledge"):
        write_drafts(project, "ko")


def test_a_release_of_another_program_is_named(project: Path) -> None:
    folder = project / "results" / "release" / SESSION
    no_words = {"session": "s", "title": 5, "packs": {}}
    none = ({}, {"session": "s", "title": "t", "packs": []}, {"session": "s", "packs": {"a": {}}})
    for manifest in (*none, no_words):
        write_folder(folder, {"decisions.csv": b"date\n"}, manifest)
        with pytest.raises(GeomsanError, match=r"manifest\.json"):
            read_released(folder)
    write_folder(folder, {"decisions.csv": b"date\n" + b"x" * 200_000}, {**no_words, "title": "t"})
    with pytest.raises(GeomsanError, match=r"manifest\.json"):
        read_released(folder)
