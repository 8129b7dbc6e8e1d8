"""The documents as they are now: checked once, kept, and looked at again where a file has changed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import is_not
from pathlib import Path

from geomsan.check.assembly import validate
from geomsan.check.checked import CheckedDocument
from geomsan.check.families.model import ReportModel
from geomsan.check.families.registry import load_families
from geomsan.check.report import DocumentReport, Finding, with_findings
from geomsan.decide.file import DECISIONS, read_decisions
from geomsan.decide.present import Present, PresentDocument
from geomsan.decide.stage import across, decide
from geomsan.decide.stored import Standing, with_across, with_standing
from geomsan.read.documents.descriptor import Document, read_document
from geomsan.read.documents.project import CONFIG, Project
from geomsan.reconcile.aliases import Aliases, read_aliases
from geomsan.reconcile.outcome import compared_across

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
    """

    version: str
    present: Present
    reports: Sequence[DocumentReport]


@dataclass(frozen=True)
class _Kept:
    """A document with what it was made of."""

    files: Seen
    decided: Seen
    document: Document
    checked: CheckedDocument
    standing: Standing
    present: PresentDocument


class Live:
    """The documents of a project, as the stages of the workflow check and decide them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._guard = threading.RLock()
        self._shared: Seen = ()
        self._families: Mapping[str, type[ReportModel]] = {}
        self._kept: dict[str, _Kept] = {}
        self._printed: Sequence[CheckedDocument] = ()
        self._compared: Sequence[Finding] = ()
        self._now: Now | None = None

    def now(self) -> Now:
        """Return the documents as they are now.

        Raises
        ------
        GeomsanError
            When a document, a family, the aliases, the configuration or a decision cannot be used.
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
        return _seen([*project.schemas.iterdir(), project.aliases, project.root / CONFIG])

    def _made(self, version: str) -> Now:
        project = self._project
        if (shared := self._seen_shared()) != self._shared:
            self._families = load_families(project.schemas)
            self._kept.clear()
            self._printed = ()
        names = project.documents(project.read_config())
        self._kept = {name: self._document(name) for name in names}
        self._shared = shared
        kept = list(self._kept.values())
        in_time = sorted(kept, key=lambda each: each.checked.report.order)
        aliases = read_aliases(project.aliases, project.aliases_schema)
        between = across([each.checked for each in kept], [each.standing for each in kept], project)
        present = Present(
            {name: each.present for name, each in self._kept.items()},
            self._between(in_time, aliases),
            self._families,
            aliases,
        )
        reports = [with_across(with_standing(each.checked.report, each.standing), between) for each in kept]
        return Now(version, present, reports)

    def _between(self, kept: Sequence[_Kept], aliases: Aliases) -> Sequence[Finding]:
        """Return what the documents say of each other as printed; no decision changes that."""
        printed = [each.checked for each in kept]
        if len(printed) != len(self._printed) or any(map(is_not, printed, self._printed)):
            self._compared = compared_across([each.facts for each in printed], aliases)
            self._printed = printed
        return self._compared

    def _document(self, name: str) -> _Kept:
        """Return a document, made anew as far as its files have changed."""
        folder = self._project.raw / name
        files = _seen(path for path in folder.iterdir() if path.name != DECISIONS)
        decided = _seen([folder / DECISIONS])
        known = self._kept.get(name)
        if known is not None and (known.files, known.decided) == (files, decided):
            return known
        if known is not None and known.files == files:
            document, checked = known.document, known.checked
        else:
            document = read_document(folder, self._project.descriptor_schema)
            checked = validate(document, self._families)
        standing = decide(checked, (), self._project)
        report = with_findings(checked.report, standing.compared)
        path = folder / DECISIONS
        decisions = read_decisions(path, self._project.decisions_schema)
        present = PresentDocument(document, report, checked.facts, path, decisions)
        return _Kept(files, decided, document, checked, standing, present)


def _seen(paths: Iterable[Path]) -> Seen:
    found = []
    for path in paths:
        try:
            state = path.stat()
        except FileNotFoundError:
            continue
        found.append((path.name, state.st_mtime_ns, state.st_size))
    return tuple(sorted(found))
