"""The documents as they are now: checked once, kept, and looked at again where a file has changed."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from operator import is_not
from pathlib import Path

from geomsan.check.assembly import validate
from geomsan.check.checked import CheckedDocument
from geomsan.check.families.model import ReportModel
from geomsan.check.families.registry import load_families
from geomsan.check.report import DocumentReport, Finding, with_findings
from geomsan.claims.stage import with_prose
from geomsan.common.errors import GeomsanError
from geomsan.common.missing import Missing
from geomsan.decide.correction import recheck
from geomsan.decide.file import DECISIONS, read_decisions
from geomsan.decide.present import Present, PresentDocument
from geomsan.decide.stage import across, decide
from geomsan.decide.stored import Standing, with_across, with_standing
from geomsan.desk.faults import fault
from geomsan.desk.remembered import remembered, rules_digest
from geomsan.read.documents.descriptor import Document, read_document
from geomsan.read.documents.project import CONFIG, Project
from geomsan.reconcile.aliases import Aliases, read_aliases
from geomsan.reconcile.outcome import compared_across, compared_within

Seen = tuple[tuple[str, int, int], ...]
"""Names of files, when they were written and how large they are."""


@dataclass(frozen=True)
class Now:
    """All documents at one moment.

    Attributes
    ----------
    version
        Changes with every file that they are made of.
    present
        As printed, with the decisions: what decisions are held against.
    reports
        As decided: what is shown.
    missing
        Those that cannot be shown, and why.
    """

    version: str
    present: Present
    reports: Sequence[DocumentReport]
    missing: Sequence[Missing] = ()


@dataclass(frozen=True)
class _Kept:
    """A document with what it was made of, as far as it can be used.

    Attributes
    ----------
    files, decided
        The files that it was read from, and that of the decisions.
    read
        As it was read and checked; None where it cannot be.
    present
        The same with the decisions; None where those cannot be read.
    standing, report
        How its findings stand, and the document with them; None where the decisions do not hold, and then
        they can be withdrawn still.
    wrong
        Why something is None.
    """

    files: Seen
    decided: Seen
    read: tuple[Document, CheckedDocument] | None = None
    present: PresentDocument | None = None
    standing: Standing | None = None
    report: DocumentReport | None = None
    wrong: GeomsanError | None = None


class Live:
    """The documents of a project, as the stages of the workflow check and decide them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._guard = threading.RLock()
        self._shared: Seen = ()
        self._families: Mapping[str, type[ReportModel]] = {}
        self._rules = ""
        self._kept: dict[str, _Kept] = {}
        self._printed: Sequence[CheckedDocument] = ()
        self._compared: Sequence[Finding] = ()
        self._now: Now | None = None

    def now(self) -> Now:
        """Return the documents as they are now; those that cannot be used are told apart.

        Raises
        ------
        GeomsanError
            When a family, the aliases or the configuration cannot be used.
        """
        with self._guard:
            version = self._version()
            if self._now is None or self._now.version != version:
                self._now = self._made(version)
            return self._now

    def _version(self) -> str:
        project = self._project
        folders = sorted(path for path in project.raw.glob("*") if path.is_dir())
        seen = [self._seen_shared(), *(_seen(folder.iterdir()) for folder in folders)]
        return sha256(repr(seen).encode()).hexdigest()[:32]

    def _seen_shared(self) -> Seen:
        """Return what changes with what every document is read by."""
        project = self._project
        # Python puts a folder of its own beside the families.
        families = [path for path in project.schemas.iterdir() if path.is_file()]
        return _seen([*families, project.aliases, project.root / CONFIG])

    def _made(self, version: str) -> Now:
        project = self._project
        if (shared := self._seen_shared()) != self._shared:
            self._families = load_families(project.schemas)
            self._rules = rules_digest(project.schemas, project.root / "requirements" / "run.txt")
            self._kept.clear()
            self._printed = ()
        names = project.documents(project.read_config())
        aliases = read_aliases(project.aliases, project.aliases_schema)
        self._kept = {name: self._document(name, aliases) for name in names}
        self._shared = shared
        wrong = {name: each.wrong for name, each in self._kept.items() if each.wrong is not None}
        documents = {name: each.present for name, each in self._kept.items() if each.present is not None}
        present = Present(documents, (), self._families, aliases, wrong)
        present = replace(present, across=self._between(present))
        reports, missing = self._decided()
        return Now(version, present, reports, [*(_missing(*each) for each in wrong.items()), *missing])

    def _decided(self) -> tuple[list[DocumentReport], Sequence[Missing]]:
        """Return the documents as decided, and those whose decisions about others do not hold."""
        kept = [each for each in self._kept.values() if each.read and each.standing]
        checked = [each.read[1] for each in kept if each.read]
        stands = [each.standing for each in kept if each.standing]
        decided = {name: each.present.decisions for name, each in self._kept.items() if each.present}
        between = across(checked, stands, self._project, decided)
        gone = {each.name for each in between.missing}
        reports = [each.report for each in kept if each.report and each.report.name not in gone]
        return [with_across(report, between) for report in reports], between.missing

    def _between(self, present: Present) -> Sequence[Finding]:
        """Return what the documents say of each other as printed; no decision changes that."""
        printed = [read[1] for name in present.in_time for read in [self._kept[name].read] if read]
        if len(printed) != len(self._printed) or any(map(is_not, printed, self._printed)):
            self._compared = compared_across(
                ((each.report.council, each.facts) for each in printed), present.aliases
            )
            self._printed = printed
        return self._compared

    def _document(self, name: str, aliases: Aliases) -> _Kept:
        """Return a document, made anew as far as its files have changed."""
        folder = self._project.raw / name
        files = _seen(path for path in folder.glob("*") if path.name != DECISIONS)
        decided = _seen([folder / DECISIONS])
        known = self._kept.get(name)
        if known is not None and (known.files, known.decided) == (files, decided):
            return known
        made = _Kept(files, decided, known.read if known is not None and known.files == files else None)
        try:
            document, checked = made.read or self._read(folder)
            made = replace(made, read=(document, checked))
            decisions = read_decisions(folder / DECISIONS, self._project.decisions_schema)
            compared = compared_within(checked.facts, aliases)
            report = with_findings(checked.report, compared)
            present = PresentDocument(document, report, checked.facts, folder / DECISIONS, decisions)
            made = replace(made, present=present)
            again = partial(recheck, present.printed, families=self._families, aliases=aliases)
            standing = decide(checked, (), self._project, recheck=again)
            return replace(made, standing=standing, report=with_standing(checked.report, standing))
        except Exception as error:  # noqa: BLE001 (it must not cost the sight of the others)
            return replace(made, wrong=self._wrong(name, error))

    def _read(self, folder: Path) -> tuple[Document, CheckedDocument]:
        document = read_document(folder, self._project.descriptor_schema)
        path = self._project.results / "desk" / "checked" / f"{document.name}.json"
        return document, remembered(path, document.inputs, self._rules, lambda: self._check(document))

    def _check(self, document: Document) -> CheckedDocument:
        return with_prose(validate(document, self._families), document)

    def _wrong(self, name: str, error: Exception) -> GeomsanError:
        """Return what to say of a document that cannot be used."""
        if isinstance(error, GeomsanError):
            place = error.place.removeprefix(f"{self._project.root}{os.sep}")
            return GeomsanError(place, error.message.ko, error.message.en)
        logging.getLogger("uvicorn.error").error("%s", name, exc_info=error)
        sentence = fault(error)
        return GeomsanError(f"raw/{name}", sentence.ko, sentence.en)


def _missing(name: str, error: GeomsanError) -> Missing:
    return Missing(name, error.place, error.message.ko, error.message.en)


def _seen(paths: Iterable[Path]) -> Seen:
    found = []
    for path in paths:
        try:
            state = path.stat()
        except FileNotFoundError:
            continue
        found.append((path.name, state.st_mtime_ns, state.st_size))
    return tuple(sorted(found))
