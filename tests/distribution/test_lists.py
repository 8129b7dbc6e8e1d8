"""What may stand in the configuration."""

from __future__ import annotations

from email.headerregistry import Address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.common.errors import GeomsanError
from geomsan.publish.distribution.command import write_drafts
from geomsan.publish.distribution.lists import Mailbox, read_distribution, read_mailbox
from geomsan.read.documents.project import Project

from .conftest import configure, mailing


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("kim@example.org", "", "kim@example.org"),
        (" kim@example.org ", "", "kim@example.org"),
        ("<kim@example.org>", "", "kim@example.org"),
        ("예산 담당관 <budget+1@mail.example.org>", "예산 담당관", "budget+1@mail.example.org"),
        ("예산<budget@example.org>", "예산", "budget@example.org"),
        ('"Kim, Seoul" <kim@example.org>', "Kim, Seoul", "kim@example.org"),
    ],
)
def test_an_address_is_read(text: str, name: str, address: str) -> None:
    assert read_mailbox(text, "x") == Mailbox(name, address)


@pytest.mark.parametrize(
    "text",
    [
        "", "kim", "kim@", "@example.org", "kim@localhost", "kim@example..org", "kim example.org",
        "kim@example.org, lee@example.org", "kim@example.org lee@example.org", "김@example.org",
        "kim@서울.kr", "kim@example.org\nBcc: x@example.org", "kim@example.org (home)", "kim@[127.0.0.1]",
        "Kim <kim@example.org> <lee@example.org>", "list: kim@example.org;", "kim@-example.org",
        "(" * 5000 + "kim@example.org",
    ],
)  # fmt: skip
def test_what_is_no_single_address_is_refused(text: str) -> None:
    with pytest.raises(GeomsanError):
        read_mailbox(text, "x")


@pytest.mark.slow
@given(st.one_of(st.text(), st.text(alphabet='ab@.<>"(),:; \\\n김', max_size=20)))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        mailbox = read_mailbox(text, "x")
    except GeomsanError:
        return
    assert mailbox.address in text
    assert Address(addr_spec=mailbox.address).addr_spec == mailbox.address


def test_people_are_told_apart_by_the_local_part_alone() -> None:
    same = {read_mailbox(text, "x").identity for text in ("Kim@EXAMPLE.org", "K <Kim@example.ORG>")}
    assert same == {"Kim@example.org"}
    assert read_mailbox("kim@example.org", "x").identity not in same


SMTP = {"host": "mail.example.org", "port": 587, "security": "starttls"}


@pytest.mark.parametrize(
    ("lists", "more", "told"),
    [
        ([mailing("a", "kim@example.org", "kim@Example.org")], {}, "두 번"),
        ([mailing("a"), mailing("a")], {}, "두 번"),
        ([mailing("a", release="2027-01")], {}, "2027-01"),
        ([mailing("a", packs=["nothing"])], {}, "nothing"),
        ([mailing("a", "kim")], {}, "메일 주소가 아닙니다"),
        ([mailing("a", cc=["kim@example.org"])], {}, "모르는 키입니다: cc"),
        ([mailing("../a")], {}, "distribution/lists/0/name"),
        ([mailing("a", recipients=[])], {}, "recipients"),
        ([mailing("a")], {"sender": "budget"}, "메일 주소가 아닙니다"),
        ([mailing("a")], {"smtp": {**SMTP, "security": "none"}}, "이 컴퓨터의 서버에만"),
        ([mailing("a")], {"smtp": {**SMTP, "password": "x"}}, "모르는 키입니다: password"),
        ([mailing("a")], {"smtp": {**SMTP, "port": 0}}, "distribution/smtp/port"),
        ([mailing("a")], {"smtp": {**SMTP, "security": "ssl"}}, "starttls, tls, none"),
    ],
)
def test_a_wrong_configuration_is_named(project: Path, lists: Any, more: Any, told: str) -> None:
    configure(project, *lists, **more)
    with pytest.raises(GeomsanError, match=told) as refused:
        write_drafts(project, "ko")
    assert "config.yaml [distribution" in str(refused.value)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_no_encryption_is_for_this_computer(project: Path, host: str) -> None:
    configure(project, smtp={**SMTP, "host": host, "security": "none"})
    found = read_distribution(Project(project).read_config(), "config.yaml")
    assert found is not None
    assert found.server is not None
    assert found.server.security == "none"
