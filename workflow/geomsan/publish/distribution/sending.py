"""Sending to everybody on the lists what they do not have yet."""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import sleep
from types import TracebackType
from typing import Self

from geomsan.common.errors import Bilingual
from geomsan.publish.distribution import ledger as events
from geomsan.publish.distribution.ledger import History, Key, Ledger
from geomsan.publish.distribution.lists import Mailbox, MailingList
from geomsan.publish.distribution.message import KOREA, letter
from geomsan.publish.distribution.released import Released, ReleasedPack
from geomsan.publish.distribution.server import (
    DOUBTFUL,
    FAILED,
    REFUSED,
    SENT,
    Reply,
    UnreachableError,
    close,
    transact,
)

PAUSES = (5, 30, 120)
"""Seconds before the second, third and fourth try. Greylisting lets a message in after a minute or two."""

ALREADY = "already"
_ENDS = {SENT: events.SENT, REFUSED: events.REFUSED, FAILED: events.FAILED}

Connect = Callable[[], smtplib.SMTP]


@dataclass(frozen=True)
class Job:
    """A list's message to one person."""

    mailing: MailingList
    released: Released
    to: Mailbox

    @property
    def packs(self) -> Sequence[ReleasedPack]:
        """Every pack of the list."""
        return self.released.chosen(self.mailing.packs)

    def outstanding(self, history: History, again: set[Key]) -> list[ReleasedPack]:
        """Return the packs to send: neither delivered nor in doubt, or to be sent despite the doubt."""
        return [
            pack
            for pack in self.packs
            if (key := (self.to.identity, pack.sha256)) not in history.delivered
            and (key in again or not history.is_doubtful(key))
        ]

    def doubtful(self, history: History) -> list[ReleasedPack]:
        """Return the packs that may have been delivered."""
        return [pack for pack in self.packs if history.is_doubtful((self.to.identity, pack.sha256))]


@dataclass
class Sending:
    """One run: what it works with, and what became of each message.

    Attributes
    ----------
    connect
        Opens a session with the server.
    again
        What is sent although it may have been delivered; each once.
    say
        Takes one line for the person who waits.
    pauses
        Before each further try.
    """

    sender: Mailbox
    ledger: Ledger
    connect: Connect
    again: set[Key]
    say: Callable[[Bilingual], None]
    pauses: Sequence[float] = PAUSES

    def run(self, jobs: Sequence[Job]) -> Counter[str]:
        """Send everything; return how many messages ended in which way.

        Raises
        ------
        GeomsanError
            When the ledger cannot be written or the server's set-up is wrong.
        """
        counts: Counter[str] = Counter()
        waiting = [(job, "") for job in jobs]
        for pause in (0, *self.pauses):
            if not waiting:
                break
            if pause:
                self.say(_again_soon(len(waiting), pause, waiting[0][1]))
                sleep(pause)
            waiting = self._round([job for job, _ in waiting], counts)
        for job, reason in waiting:
            self.say(_told(job, job.packs, Reply(FAILED, reason)))
            counts[FAILED] += 1
        for job in jobs:
            if packs := job.doubtful(self.ledger.history):
                self.say(doubt(job, packs))
                counts[DOUBTFUL] += 1
        return counts

    def _round(self, jobs: Sequence[Job], counts: Counter[str]) -> list[tuple[Job, str]]:
        """Try each message once; return those to try again, each with the reason."""
        waiting: list[tuple[Job, str]] = []
        with _Session(self.connect) as session:
            for number, job in enumerate(jobs):
                packs = job.outstanding(self.ledger.history, self.again)
                if not packs:
                    counts[ALREADY] += not job.doubtful(self.ledger.history)
                    continue
                try:
                    reply = self._try(job, packs, session)
                except UnreachableError as error:
                    return waiting + [(left, str(error)) for left in jobs[number:]]
                if reply.kind == FAILED:
                    waiting.append((job, reply.text))
                elif reply.kind != DOUBTFUL:  # Doubts are told at the end, with those of earlier runs.
                    counts[reply.kind] += 1
                    self.say(_told(job, packs, reply))
        return waiting

    def _try(self, job: Job, packs: Sequence[ReleasedPack], session: _Session) -> Reply:
        """Make one attempt.

        Raises
        ------
        UnreachableError
            When the server is not to be reached for now.
        """
        opened = session.get()
        attempt = self.ledger.begin()
        hashes = {pack.name: pack.sha256 for pack in packs}
        about = {"session": job.released.session, "list": job.mailing.name}

        def write(event: str, reply: str = "") -> None:
            now = datetime.now(KOREA)
            self.ledger.write(event, attempt, job.to.identity, hashes, now, reply=reply, **about)

        content = letter(job.mailing, job.released, packs, self.sender, job.to, datetime.now(KOREA))
        reply = transact(
            opened, self.sender.address, job.to.address, content, before_data=lambda: write(events.SENDING)
        )
        if reply.kind != DOUBTFUL:  # An attempt without an end is a doubt.
            write(_ENDS[reply.kind], reply.text)
        if reply.kind != FAILED:
            self.again -= {(job.to.identity, value) for value in hashes.values()}
        if reply.is_lost:
            session.drop()
        return reply


class _Session:
    """The session that is open: made when it is first needed, and again when it was lost."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open is not None and error is None:
            close(self._open)
        self.drop()

    def get(self) -> smtplib.SMTP:
        if self._open is None:
            self._open = self._connect()
        return self._open

    def drop(self) -> None:
        """Break the session off without a word: it may stand in the middle of a message."""
        if self._open is not None:
            self._open.close()
            self._open = None


def doubt(job: Job, packs: Sequence[ReleasedPack]) -> Bilingual:
    """Say that somebody may have packs already, and what to do about it."""
    who, names = job.to.address, _names(packs)
    return Bilingual(
        f"{job.mailing.name}: {who} 보내다가 끊겨 받았는지 알 수 없으므로 다시 보내지 않습니다 ({names}). "
        f"받는 이에게 물어, 못 받았으면 --resend {who}, 받았으면 --assume-sent {who}(으)로 하십시오.",
        f"{job.mailing.name}: {who} may or may not have it, as sending broke off; not sent again ({names}). "
        f"Ask; then use --resend {who} if it did not arrive, --assume-sent {who} if it did.",
    )


def _told(job: Job, packs: Sequence[ReleasedPack], reply: Reply) -> Bilingual:
    head, names = f"{job.mailing.name}: {job.to.address}", _names(packs)
    if reply.kind == SENT:
        return Bilingual(f"{head} 보냈습니다 ({names})", f"{head} sent ({names})")
    if reply.kind == REFUSED:
        return Bilingual(f"{head} 서버가 거절했습니다: {reply.text}", f"{head} was refused: {reply.text}")
    return Bilingual(f"{head} 보내지 못했습니다: {reply.text}", f"{head} could not be sent: {reply.text}")


def _again_soon(count: int, pause: float, reason: str) -> Bilingual:
    return Bilingual(
        f"{count}건은 {pause:g}초 뒤에 다시 해 봅니다 ({reason})",
        f"trying {count} again in {pause:g} seconds ({reason})",
    )


def _names(packs: Sequence[ReleasedPack]) -> str:
    return ", ".join(pack.name for pack in packs)
