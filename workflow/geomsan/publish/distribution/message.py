"""The message of a list: as a file to look at and send by hand, and as it goes to one person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta, timezone
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from hashlib import sha256

from geomsan.publish.distribution.lists import Mailbox, MailingList
from geomsan.publish.distribution.released import Released, ReleasedPack

KOREA = timezone(timedelta(hours=9))

# The newer policies of `email` lose spaces when they fold long fields of Korean, and split file names
# into pieces; with this one the fields are written as they are made below.
_POLICY = compat32.clone(linesep="\r\n")
# Characters that Windows allows in no file name.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def draft(mailing: MailingList, released: Released, sender: Mailbox) -> bytes:
    """Return the ``.eml`` of a list; the same release gives the same bytes.

    It names no recipient, so that nobody learns of the others when it is passed on. ``X-Unsent`` makes
    Outlook open it as a message still to be sent. Its date is the latest day that the release names,
    and is left out when it names none.
    """
    packs = released.chosen(mailing.packs)
    message = _message(mailing, released, packs, sender, mailing.name)
    message["To"] = f"{_words(mailing.title, 'To')}:;"
    if released.day is not None:
        message["Date"] = format_datetime(datetime.combine(released.day, time(), KOREA))
    message["X-Unsent"] = "1"
    return message.as_bytes(policy=_POLICY)


def letter(
    mailing: MailingList,
    released: Released,
    packs: Sequence[ReleasedPack],
    sender: Mailbox,
    to: Mailbox,
    now: datetime,
) -> bytes:
    """Return the message to one person.

    Parameters
    ----------
    mailing, released
        The list, and the release that it names.
    packs
        Those that the person does not have yet, at least one.
    sender, to
        From whom, and to whom alone.
    now
        When it is sent, with its time zone.
    """
    message = _message(mailing, released, packs, sender, to.identity)
    message["To"] = _address(to, "To")
    message["Date"] = format_datetime(now)
    return message.as_bytes(policy=_POLICY)


def file_name(pack: ReleasedPack) -> str:
    """Return the name of an attachment: the title for people, the pack's name to tell two apart."""
    name = unicodedata.normalize("NFC", _FORBIDDEN.sub(" ", f"{pack.title} ({pack.name})"))
    return " ".join(name.split()) + ".pdf"


def _message(
    mailing: MailingList,
    released: Released,
    packs: Sequence[ReleasedPack],
    sender: Mailbox,
    to: str,
) -> MIMEMultipart:
    text = _text(mailing, released, packs)
    subject = mailing.subject or f"[검산] {released.title}"
    mark = _digest([subject, text, to, *(pack.sha256 for pack in packs)])
    message = MIMEMultipart(boundary=f"={_digest([mark])}=")
    message["Subject"] = _words(subject, "Subject")
    message["From"] = _address(sender, "From")
    # The same content to the same person has the same mark: a second copy can be told from a second message.
    message["Message-ID"] = f"<{mark}@{sender.address.rpartition('@')[2]}>"
    message.attach(MIMEText(text.replace("\n", "\r\n"), "plain", "utf-8"))
    for pack in packs:
        message.attach(_attachment(pack))
    return message


def _attachment(pack: ReleasedPack) -> MIMEApplication:
    """Return a PDF with its name twice.

    As RFC 2231 has it, in one piece, and as an encoded word, for mail programs that know no RFC 2231:
    Outlook calls the file "Untitled attachment" otherwise.
    """
    name = file_name(pack)
    part = MIMEApplication(pack.content, "pdf", name=_words(name, "Content-Type"))
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part


def _text(mailing: MailingList, released: Released, packs: Sequence[ReleasedPack]) -> str:
    greeting = f"안녕하십니까. 아래 자료를 붙임과 같이 보내 드립니다.\n\n{released.title}"
    lines = [mailing.text or greeting, "", "붙임"]
    for number, pack in enumerate(packs, 1):
        title = f"{pack.title} ({pack.subtitle})" if pack.subtitle else pack.title
        lines += [f"{number}. {title}", f"   파일: {file_name(pack)}", f"   SHA-256: {pack.sha256}"]
    lines += [
        "",
        f"배포 확인값: {released.fingerprint}",
        "받은 파일의 SHA-256 값이 위와 같으면 보낸 그대로입니다.",
    ]
    return "\n".join(lines) + "\n"


def _address(mailbox: Mailbox, field: str) -> str:
    name = _words(mailbox.name, field)
    return f"{name} <{mailbox.address}>" if name else mailbox.address


def _words(text: str, field: str) -> str:
    """Return text as encoded words of at most 75 characters (RFC 2047, 2)."""
    return Header(text, "utf-8", maxlinelen=75, header_name=field).encode() if text else ""


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode("utf-8")).hexdigest()[:32]
