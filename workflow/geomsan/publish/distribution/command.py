"""``geomsan send``, and the messages that ``geomsan release`` writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import write_whole
from geomsan.common.output import answers
from geomsan.publish.distribution.ledger import ASSUMED, LEDGER, History, Ledger, read_history
from geomsan.publish.distribution.lists import (
    Distribution,
    MailingList,
    Server,
    read_distribution,
    read_mailbox,
)
from geomsan.publish.distribution.message import KOREA, draft
from geomsan.publish.distribution.released import Released, ReleasedPack, read_released
from geomsan.publish.distribution.sending import ALREADY, Job, Sending, doubt
from geomsan.publish.distribution.server import DOUBTFUL, FAILED, REFUSED, SENT, connect
from geomsan.read.documents.project import CONFIG, Project, find_project

PASSWORD = "GEOMSAN_SMTP_PASSWORD"  # noqa: S105 - the name of the variable
DONE, INCOMPLETE = 0, 1
"""Exit status; a wrong configuration is a :class:`GeomsanError`."""


@dataclass(frozen=True)
class Wishes:
    """What the call asks for.

    Attributes
    ----------
    sessions, lists
        Which; all of them when empty.
    is_trial
        Tell only what would be sent.
    resend, assume_sent
        Addresses of people for whom a doubt is settled.
    """

    sessions: Sequence[str] = ()
    lists: Sequence[str] = ()
    is_trial: bool = False
    resend: Sequence[str] = ()
    assume_sent: Sequence[str] = ()


def write_drafts(start: Path, language: str) -> None:
    """Write ``results/mail/<session>/<list>.eml`` for every list whose packs are all released.

    Messages of lists and releases that are no more are removed.

    Raises
    ------
    GeomsanError
        When the lists are wrong or a message cannot be written.
    """
    project, distribution = configured(start)
    folder = project.root / "results" / "mail"
    written = set()
    if distribution is not None:
        for mailing in distribution.lists:
            release = _folder(project, mailing.session)
            if not release.is_dir():
                continue
            path = folder / mailing.session / f"{mailing.name}.eml"
            write_whole(path, draft(mailing, read_released(release), distribution.sender))
            written.add(path)
            print(f"{mailing.name}: {path.relative_to(project.root)}", file=answers())
        if written and distribution.server is not None:
            line = Bilingual("geomsan send로 보냅니다.", "Send them with geomsan send.")
            print(line.in_language(language), file=answers())
    for path in folder.glob("*/*.eml"):
        if path not in written:
            path.unlink(missing_ok=True)


def run_send(start: Path, wishes: Wishes, language: str) -> int:
    """Send the messages of the lists, each pack to each person once; return the exit status.

    Parameters
    ----------
    start
        A folder of the project.
    wishes
        What the call asks for.
    language
        Of the messages: ``ko`` or ``en``.

    Raises
    ------
    GeomsanError
        When the configuration is wrong, the server's set-up is, or the ledger cannot be written.
    """

    def say(line: Bilingual) -> None:
        print(line.in_language(language), flush=True, file=answers())

    project, distribution = configured(start)
    if distribution is None:
        raise GeomsanError(
            str(project.root / CONFIG),
            "distribution이 없습니다. 받는 이의 목록을 적으십시오(docs/distribution.md).",
            "has no distribution; write down who receives what (docs/distribution.md).",
        )
    lists = _chosen(distribution.lists, wishes, str(project.root / CONFIG))
    jobs, missing = jobs_for(project, lists, say)
    path = project.root / LEDGER
    if wishes.is_trial:
        _tell(jobs, read_history(path), say)
        return INCOMPLETE if missing else DONE
    server, password = _access(distribution, str(project.root / CONFIG))
    with Ledger(path) as ledger:
        arrived = _in_doubt(jobs, ledger.history, wishes.assume_sent, "--assume-sent")
        lost = _in_doubt(jobs, ledger.history, wishes.resend, "--resend")
        _assume_sent(ledger, arrived)
        again = {(job.to.identity, pack.sha256) for job, packs in lost for pack in packs}
        sending = Sending(distribution.sender, ledger, lambda: connect(server, password), again, say)
        counts = sending.run(jobs)
    failed = counts[REFUSED] + counts[FAILED]
    say(
        Bilingual(
            f"보냄 {counts[SENT]}, 이미 보냄 {counts[ALREADY]}, 보내지 못함 {failed}, "
            f"확인 필요 {counts[DOUBTFUL]}",
            f"sent {counts[SENT]}, sent before {counts[ALREADY]}, not sent {failed}, "
            f"to be settled {counts[DOUBTFUL]}",
        )
    )
    return INCOMPLETE if missing or failed or counts[DOUBTFUL] else DONE


def configured(start: Path) -> tuple[Project, Distribution | None]:
    """Return the project of a folder with its lists; None where it has none.

    Raises
    ------
    GeomsanError
        When there is no project, or its configuration is wrong.
    """
    project = find_project(start.resolve())
    if project is None:
        raise GeomsanError(str(start), "프로젝트 폴더가 아닙니다.", "is not in a project.")
    config = project.read_config()
    project.check_config(config)
    return project, read_distribution(config, str(project.root / CONFIG))


def _access(distribution: Distribution, path: str) -> tuple[Server, str]:
    server = distribution.server
    if server is None:
        raise GeomsanError(
            f"{path} [distribution]",
            "smtp가 없습니다. 적거나, results/mail/의 .eml을 메일 프로그램으로 열어 보내십시오.",
            "has no smtp; add it, or open the .eml in results/mail/ with a mail program and send them.",
        )
    password = os.environ.get(PASSWORD, "")
    if server.user and not password.isascii():
        raise GeomsanError(
            PASSWORD,
            "비밀번호에 ASCII가 아닌 글자가 있습니다.",
            "the password holds characters beyond ASCII.",
        )
    if server.user and not password:
        raise GeomsanError(
            PASSWORD,
            f"환경 변수가 비어 있습니다. {server.user}의 비밀번호를 넣으십시오.",
            f"the environment variable is empty; put the password of {server.user} into it.",
        )
    return server, password


def _chosen(lists: Sequence[MailingList], wishes: Wishes, path: str) -> list[MailingList]:
    known: tuple[tuple[Sequence[str], Collection[str]], ...] = (
        (wishes.sessions, {mailing.session for mailing in lists}),
        (wishes.lists, {mailing.name for mailing in lists}),
    )
    for wanted, present in known:
        for name in wanted:
            if name not in present:
                raise GeomsanError(
                    f"{path} [distribution/lists]",
                    f"{name}이(가) 없습니다. 있는 것: {', '.join(sorted(present))}",
                    f"there is no {name!r}; there are {', '.join(sorted(present))}",
                )
    return [
        mailing
        for mailing in lists
        if (not wishes.sessions or mailing.session in wishes.sessions)
        and (not wishes.lists or mailing.name in wishes.lists)
    ]


def jobs_for(
    project: Project, lists: Sequence[MailingList], say: Callable[[Bilingual], None]
) -> tuple[list[Job], int]:
    """Return one job a person and list, and how many lists have no release to send."""
    releases: dict[str, Released] = {}
    jobs: list[Job] = []
    missing = 0
    for mailing in lists:
        folder = _folder(project, mailing.session)
        if not folder.is_dir():
            missing += 1
            shown = folder.relative_to(project.root)
            say(
                Bilingual(
                    f"{mailing.name}: 아직 배포하지 않았습니다({shown} 없음). make release를 먼저 하십시오.",
                    f"{mailing.name}: not released yet (no {shown}); run make release first.",
                )
            )
            continue
        if mailing.session not in releases:
            releases[mailing.session] = read_released(folder)
        releases[mailing.session].chosen(mailing.packs)
        jobs += [Job(mailing, releases[mailing.session], to) for to in mailing.recipients]
    return jobs, missing


def _folder(project: Project, session: str) -> Path:
    return project.root / "results" / "release" / session


def _tell(jobs: Sequence[Job], history: History, say: Callable[[Bilingual], None]) -> None:
    """Say who would be sent what."""
    for job in jobs:
        head = f"{job.mailing.name}: {job.to.address}"
        packs = ", ".join(pack.name for pack in job.outstanding(history, set()))
        if packs:
            say(Bilingual(f"{head} 보낼 것: {packs}", f"{head} would be sent {packs}"))
        if doubtful := job.doubtful(history):
            say(doubt(job, doubtful))
        elif not packs:
            say(Bilingual(f"{head} 이미 보냈습니다", f"{head} has everything"))


def _in_doubt(
    jobs: Sequence[Job], history: History, addresses: Sequence[str], option: str
) -> list[tuple[Job, list[ReleasedPack]]]:
    """Return what may have been delivered to these people; there must be something for each."""
    found = []
    for text in addresses:
        identity = read_mailbox(text, option).identity
        of_person = [(job, job.doubtful(history)) for job in jobs if job.to.identity == identity]
        doubts = [(job, packs) for job, packs in of_person if packs]
        if not doubts:
            raise GeomsanError(
                option,
                f"{text}에게 보냈는지 확인할 것이 없습니다.",
                f"nothing is in doubt about {text}.",
            )
        found += doubts
    return found


def _assume_sent(ledger: Ledger, doubts: Sequence[tuple[Job, Sequence[ReleasedPack]]]) -> None:
    for job, packs in doubts:
        about = {"session": job.released.session, "list": job.mailing.name}
        hashes = {pack.name: pack.sha256 for pack in packs}
        ledger.write(ASSUMED, ledger.begin(), job.to.identity, hashes, datetime.now(KOREA), **about)
