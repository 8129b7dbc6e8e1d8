"""The lists of recipients and the mail server, as ``config.yaml`` gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Any

from geomsan.common.errors import GeomsanError

# The form that the HTML standard asks of an address, with a domain of two labels or more: what it
# leaves out (quoted local parts, bare hosts) is a typing error far more often than an address.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+")

_LONGEST = 500
"""Characters of a name and an address: an address alone has 254 at the most (RFC 5321, 4.5.3.1)."""


@dataclass(frozen=True)
class Mailbox:
    """Somebody's address, with the name to show; the name may be empty."""

    name: str
    address: str

    @property
    def identity(self) -> str:
        """Return what tells people apart: domains are the same in capitals, local parts need not be.

        RFC 5321, 2.4.
        """
        local, _, domain = self.address.rpartition("@")
        return f"{local}@{domain.casefold()}"


@dataclass(frozen=True)
class Server:
    """The mail server that takes the messages in.

    Attributes
    ----------
    security
        ``starttls``, ``tls`` (from the first byte), or ``none``: on this computer only.
    user
        Whom to log in as; nobody when empty.
    """

    host: str
    port: int
    security: str
    user: str


@dataclass(frozen=True)
class MailingList:
    """One message and those who are to have it.

    Attributes
    ----------
    name, title
        Name of its file, and what its message is addressed to.
    session, packs
        The release, and which of its packs; all of them when empty.
    subject, text
        In the place of the usual ones; may be empty.
    """

    name: str
    title: str
    session: str
    packs: Sequence[str]
    recipients: Sequence[Mailbox]
    subject: str
    text: str


@dataclass(frozen=True)
class Distribution:
    """Who sends, by which server (None: nothing is sent), to whom."""

    sender: Mailbox
    server: Server | None
    lists: Sequence[MailingList]


def read_distribution(config: Mapping[str, Any], path: str) -> Distribution | None:
    """Return the distribution of a configuration that :meth:`Project.check_config` has passed.

    Parameters
    ----------
    config
        The configuration; None is returned when it has no ``distribution``.
    path
        Its file, for messages.

    Raises
    ------
    GeomsanError
        When an address is none, somebody stands twice in a list, or a password would go over a network
        as it is.
    """
    given = config.get("distribution")
    if given is None:
        return None
    place = f"{path} [distribution/"
    sender = read_mailbox(given["sender"], f"{place}sender]")
    lists = [_list(item, f"{place}lists/{item['name']}]") for item in given["lists"]]
    return Distribution(sender, _server(given.get("smtp"), f"{place}smtp]"), lists)


def read_mailbox(text: str, place: str) -> Mailbox:
    """Read ``kim@example.org`` or ``예산과 <budget@example.org>``.

    Raises
    ------
    GeomsanError
        When the text is no single address.
    """
    stripped = text.strip()
    # parseaddr goes as deep as the brackets do.
    name, address = parseaddr(stripped) if len(stripped) <= _LONGEST else ("", "")
    head = stripped.partition("<")[0].strip()
    # Whatever parseaddr passed over in silence (a second address, a comment) is a mistake here.
    expected = {address, f"<{address}>"} if not name else {f"{head} <{address}>", f"{head}<{address}>"}
    if not stripped.isprintable() or stripped not in expected or not _ADDRESS.fullmatch(address):
        raise GeomsanError(
            place,
            f"메일 주소가 아닙니다: {text!r}. ‘kim@example.org’나 ‘이름 <kim@example.org>’처럼 적으십시오.",
            f"{text!r} is no mail address; write 'kim@example.org' or 'Name <kim@example.org>'",
        )
    return Mailbox(name, address)


def _list(given: Mapping[str, Any], place: str) -> MailingList:
    recipients: dict[str, Mailbox] = {}
    for text in given["recipients"]:
        mailbox = read_mailbox(text, place)
        if mailbox.identity in recipients:
            raise GeomsanError(
                place,
                f"받는 이 {mailbox.address}이(가) 두 번 있습니다. 하나를 지우십시오.",
                f"the recipient {mailbox.address} stands twice; remove one",
            )
        recipients[mailbox.identity] = mailbox
    return MailingList(
        name=given["name"],
        title=_line(given.get("title", given["name"])),
        session=given["release"],
        packs=tuple(given.get("packs", ())),
        recipients=tuple(recipients.values()),
        subject=_line(given.get("subject", "")),
        text=given.get("text", "").strip(),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _server(given: Mapping[str, Any] | None, place: str) -> Server | None:
    if given is None:
        return None
    server = Server(given["host"], given["port"], given["security"], given.get("user", ""))
    if server.security == "none" and not _is_loopback(server.host):
        raise GeomsanError(
            place,
            f"security: none은 이 컴퓨터의 서버에만 됩니다. {server.host}에는 starttls나 tls로 하십시오.",
            f"security: none is for a server on this computer only; use starttls or tls for {server.host}",
        )
    return server


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
