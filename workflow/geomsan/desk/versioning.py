"""The child process that lays a new version of a document beside the present one, and takes it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import msgspec

from geomsan.check.report import Finding
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import write_whole
from geomsan.common.lock import held
from geomsan.desk.children import on_drop
from geomsan.desk.examining import TAKE_IN
from geomsan.desk.received import Drop
from geomsan.read.documents.project import Project
from geomsan.replace.carrying import Fate
from geomsan.replace.proposing import Proposal, proposal
from geomsan.replace.replacing import Replacement, TableChange, compared_version
from geomsan.replace.versions import write_version

DESCRIBED, REFUSED = "descriptor.yaml", "refused.msgpack"
"""Files of a drop: how somebody has described the version, and why it was not taken in."""


@dataclass(frozen=True)
class ChangedCell:
    """A cell that prints something else: the labels before it and over it, and what stood and stands."""

    label: str
    head: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedTable:
    """A table that prints something else; rows and columns that came and went by their labels."""

    title: str
    cells: tuple[ChangedCell, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


@dataclass(frozen=True)
class Version:
    """What a new version changes, in sentences.

    Attributes
    ----------
    needs
        What a person has to settle before it can be taken in.
    unknown, unknown_files
        Tables that the document does not have, and the SHA-256 of the files that they would become.
    gone, new, still
        The violations that it no longer has, that it alone has, and those of both.
    kept
        How many decisions stand.
    stale, settled
        What becomes of the others.
    failed
        Why it could not be read.
    earlier
        Where the version before lies, once this one was taken in.
    proposal
        What is proposed for the tables that changed their form, came or went.
    """

    needs: tuple[Bilingual, ...] = ()
    changes: tuple[ChangedTable, ...] = ()
    unchanged: int = 0
    unknown: tuple[Bilingual, ...] = ()
    unknown_files: frozenset[str] = frozenset()
    gone: tuple[Bilingual, ...] = ()
    new: tuple[Bilingual, ...] = ()
    still: tuple[Bilingual, ...] = ()
    kept: int = 0
    stale: tuple[Bilingual, ...] = ()
    settled: tuple[Bilingual, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    is_same: bool = False
    failed: Bilingual | None = None
    earlier: str = ""
    proposal: Proposal = field(default_factory=Proposal)


def read_version(drop: Drop) -> Version:
    """Return what was stored about a version."""
    return msgspec.msgpack.decode(drop.answer.read_bytes(), type=Version)


def write_told(drop: Drop, version: Version) -> None:
    """Store what there is to say of a version."""
    write_whole(drop.answer, msgspec.msgpack.encode(version))


def _told(found: Replacement, earlier: str = "") -> Version:
    fates = found.decisions
    told = {each.check_id: _about(each) for each in (*found.gone, *found.still, *found.new)}
    return Version(
        needs=tuple(_named(need.title, need.sentence) for need in found.needs),
        changes=tuple(map(_changed, found.changes)),
        unchanged=found.unchanged,
        unknown=tuple(_named(title, where) for where, title in found.unknown),
        unknown_files=found.unknown_files,
        gone=_sentences(found.gone),
        new=_sentences(found.new),
        still=_sentences(found.still),
        kept=len(fates.kept) if fates else 0,
        stale=tuple(_fate(each, told) for each in fates.stale) if fates else (),
        settled=tuple(_fate(each, told) for each in fates.settled) if fates else (),
        notes=found.notes,
        is_same=found.is_same,
        earlier=earlier,
    )


def _named(title: str, sentence: Bilingual) -> Bilingual:
    head = f"{title}: " if title else ""
    return Bilingual(head + sentence.ko, head + sentence.en)


def _changed(change: TableChange) -> ChangedTable:
    found = change.alignment
    cells = tuple(
        ChangedCell(cell.label, cell.head, cell.before.strip(), cell.after.strip()) for cell in found.cells
    )
    return ChangedTable(change.title, cells, found.added, found.removed, found.came, found.went)


def _sentences(found: tuple[Finding, ...]) -> tuple[Bilingual, ...]:
    return tuple(Bilingual(each.message_ko, each.message_en) for each in found)


def _about(finding: Finding) -> str:
    """Return what a check says, without its figures."""
    return f"{finding.source}, {finding.statement}"


def _fate(fate: Fate, told: Mapping[str, str]) -> Bilingual:
    """Return what becomes of a decision; its check in words, where it is among those told."""
    about = told.get(fate.decision.check, fate.decision.check)
    return Bilingual(f"{about}: {fate.because.ko}", f"{about}: {fate.because.en}")


def write_compared(drop: Drop, root: str, wish: str = "") -> None:
    """Compare a version and say what it changes; take it in besides, where that is the wish."""
    project, file = Project(Path(root)), drop.about.files[0]
    name, path = drop.about.document, drop.path(file)
    try:
        if wish == TAKE_IN:
            write_told(drop, _taken_in(project, drop))
            return
        found = compared_version(project, name, path, received=file.name)
        write_told(drop, replace(_told(found), proposal=_proposed(project, found, path)))
    except GeomsanError as error:
        if wish == TAKE_IN:  # what was compared stays, for another try
            write_whole(drop.folder / REFUSED, msgspec.msgpack.encode((error.place, error.message)))
        else:
            write_told(drop, Version(failed=error.message))


def _proposed(project: Project, found: Replacement, path: Path) -> Proposal:
    """Return what a person can settle in a form; nothing where it cannot be taken apart."""
    if not (found.needs or found.unknown):
        return Proposal()
    try:
        return proposal(project, found, path)
    except GeomsanError:
        return Proposal()


def _taken_in(project: Project, drop: Drop) -> Version:
    """Take a version in, as somebody has described it where that was needed."""
    name, file = drop.about.document, drop.about.files[0]
    described = drop.folder / DESCRIBED
    given = described if described.is_file() else None
    with held(project.results):
        found = compared_version(project, name, drop.path(file), given, file.name)
        if found.needs:
            need = found.needs[0]
            raise GeomsanError(need.title, need.sentence.ko, need.sentence.en)
        # Somebody else may have been quicker.
        kept = None if found.is_same else write_version(project, found, date.today())
    return _told(found, kept.relative_to(project.root).as_posix() if kept else "")


def refusal(drop: Drop) -> GeomsanError | None:
    """Return why a version was not taken in; None when it was."""
    path = drop.folder / REFUSED
    if not path.is_file():
        return None
    place, message = msgspec.msgpack.decode(path.read_bytes(), type=tuple[str, Bilingual])
    return GeomsanError(place, message.ko, message.en)


def write_described(drop: Drop, text: str) -> None:
    """Write how somebody has described a version, for it to be taken in, and forget why it was refused."""
    (drop.folder / REFUSED).unlink(missing_ok=True)
    if text:
        write_whole(drop.folder / DESCRIBED, text)


if __name__ == "__main__":
    on_drop(write_compared)
