"""Mailing releases: who would get what, each message before it is sent, and sending in a child process."""

from __future__ import annotations

import argparse
import email
import email.policy
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.common.files import write_whole
from geomsan.desk.children import begun, start
from geomsan.publish.distribution.command import PASSWORD, Wishes, configured, jobs_for, run_send
from geomsan.publish.distribution.ledger import LEDGER, read_history
from geomsan.publish.distribution.lists import MailingList, Server
from geomsan.publish.distribution.message import KOREA, letter
from geomsan.read.documents.project import Project


@dataclass(frozen=True)
class Addressee:
    """A person on a list: what they would be sent, and what they may have already."""

    address: str
    outstanding: Sequence[str]
    doubtful: Sequence[str]


@dataclass(frozen=True)
class Preview:
    """A message as it would arrive."""

    subject: str
    text: str
    attached: Sequence[str]


@dataclass(frozen=True)
class MailList:
    """A list with the people on it; no preview where nothing was released or nothing is to be sent."""

    mailing: MailingList
    people: Sequence[Addressee]
    preview: Preview | None
    is_released: bool


class Mail:
    """The lists of a project and the sending of its releases."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._log = project.results / "desk" / "mail.log"
        self._child: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()

    @property
    def is_sending(self) -> bool:
        """True while messages are sent."""
        return self._child is not None and self._child.poll() is None

    @property
    def said(self) -> str:
        """What the latest sending has said."""
        try:
            return self._log.read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            return ""

    def lists(self) -> tuple[list[MailList], Server | None]:
        """Return the lists as they stand, and the server that sends.

        Raises
        ------
        GeomsanError
            When the configuration is wrong, or a release was altered.
        """
        _, distribution = configured(self._project.root)
        if distribution is None:
            return [], None
        history = read_history(self._project.root / LEDGER)
        found = []
        for mailing in distribution.lists:
            jobs, missing = jobs_for(self._project, [mailing], lambda _: None)
            people = [
                Addressee(
                    job.to.address,
                    [pack.title for pack in job.outstanding(history, set())],
                    [pack.title for pack in job.doubtful(history)],
                )
                for job in jobs
            ]
            shown = next((job for job, who in zip(jobs, people, strict=True) if who.outstanding), None)
            preview = None
            if shown is not None:
                packs = shown.outstanding(history, set())
                content = letter(
                    mailing, shown.released, packs, distribution.sender, shown.to, datetime.now(KOREA)
                )
                preview = _preview(content)
            if not jobs:
                people = [Addressee(to.address, [], []) for to in mailing.recipients]
            found.append(MailList(mailing, people, preview, not missing))
        return found, distribution.server

    def send(self, name: str, password: str, language: str, settled: tuple[str, str] = ("", "")) -> None:
        """Send what is outstanding of a list, in the background.

        Parameters
        ----------
        name
            The list.
        password
            Of the mail server; where it is empty, that of the environment counts.
        language
            Of what the sending says.
        settled
            ``arrived`` or ``lost``, and the address of a person about whom there was a doubt.

        Raises
        ------
        GeomsanError
            When something is being sent already.
        """
        with self._guard:
            if self.is_sending:
                raise GeomsanError(
                    name, "메일을 보내고 있습니다. 끝난 뒤 다시 하십시오.", "mail is being sent."
                )
            write_whole(self._log, "")
            given = {PASSWORD: password} if password else {}
            self._child = start(
                "mailing", str(self._project.root), name, language, str(self._log), *settled,
                environment=given,
            )  # fmt: skip


def _preview(content: bytes) -> Preview:
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_body(("plain",))
    return Preview(
        str(message["Subject"]),
        body.get_content() if body is not None else "",
        [part.get_filename() or "" for part in message.iter_attachments()],
    )


def main() -> None:
    """Send what is outstanding of the list that the command line names, and say so in a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("given", nargs="+")
    root, name, language, log, kind, address = begun(parser).given
    wishes = Wishes(
        lists=[name],
        resend=[address] if kind == "lost" else [],
        assume_sent=[address] if kind == "arrived" else [],
    )
    with Path(log).open("a", encoding="utf-8", buffering=1) as out:
        sys.stdout = out
        try:
            run_send(Path(root), wishes, language)
        except GeomsanError as error:
            out.write(f"{error.message.in_language(language)}\n")


if __name__ == "__main__":
    main()
