"""The documents as they are now: what is violated in them, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from geomsan.check.assembly import validate
from geomsan.check.facts import Fact
from geomsan.check.families.model import ReportModel
from geomsan.check.families.registry import load_families
from geomsan.check.report import Decision, DocumentReport, Finding, with_findings
from geomsan.claims.stage import with_prose
from geomsan.common.errors import GeomsanError
from geomsan.decide.correction import Printed
from geomsan.decide.file import DECISIONS, read_decisions
from geomsan.decide.pinning import hashes
from geomsan.read.documents.descriptor import Document, read_document
from geomsan.read.documents.project import Project
from geomsan.reconcile.aliases import Aliases, read_aliases
from geomsan.reconcile.outcome import compared_across, compared_within


@dataclass(frozen=True)
class PresentDocument:
    """A document as it is printed, checked and reconciled now.

    Attributes
    ----------
    path
        Its file of decisions, which need not exist.
    decisions
        What that file holds.
    """

    document: Document
    report: DocumentReport
    facts: Sequence[Fact]
    path: Path
    decisions: Sequence[Decision]

    @property
    def printed(self) -> Printed:
        """What a correction is proved on."""
        return Printed(self.document, self.report, self.facts)


@dataclass(frozen=True)
class Present:
    """All documents of a project.

    Attributes
    ----------
    across
        What the comparison of the documents with each other found.
    missing
        ``document -> what is wrong`` of those that cannot be used; the others go on without them.
    """

    documents: Mapping[str, PresentDocument]
    across: Sequence[Finding]
    families: Mapping[str, type[ReportModel]]
    aliases: Aliases
    missing: Mapping[str, GeomsanError] = field(default_factory=dict)

    @property
    def in_time(self) -> list[str]:
        """Names of the documents in the order of time."""
        return sorted(self.documents, key=lambda name: self.documents[name].report.order)

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """Every check by its id, whatever its verdict."""
        return {each.check_id: each for each in self._findings()}

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """``document/table -> SHA-256`` of the files of every table."""
        return {
            name: value for each in self.documents.values() for name, value in hashes(each.report).items()
        }

    def violated(self, check: str, place: str) -> Finding:
        """Return the violated check of a name.

        Raises
        ------
        GeomsanError
            When its document, its table or the check is not there, or it is not violated.
        """
        found = self.findings.get(check)
        if found is not None and found.verdict == "violated":
            return found
        document, table, *_ = [*check.split("/", 2), "", ""]
        if document in self.missing:
            raise self.missing[document]
        if document not in self.documents:
            raise GeomsanError(
                place,
                f"그런 문서가 없습니다: {document}. 목록을 다시 만드십시오(make briefs).",
                f"there is no document {document!r}; make the list again (make briefs).",
            )
        if f"{document}/{table}" not in self.hashes:
            raise GeomsanError(
                place,
                f"그런 표가 없습니다: {document}/{table}. 목록을 다시 만드십시오(make briefs).",
                f"there is no table {document}/{table}; make the list again (make briefs).",
            )
        if found is None:
            raise GeomsanError(
                place,
                f"그런 검산이 없습니다: {check}. 목록을 다시 만드십시오(make briefs).",
                f"there is no check {check}; make the list again (make briefs).",
            )
        raise GeomsanError(
            place,
            f"지금은 불일치가 아닌 검산입니다: {check}. 목록을 다시 만드십시오(make briefs).",
            f"the check {check} is not violated now; make the list again (make briefs).",
        )

    def _findings(self) -> Iterator[Finding]:
        for each in self.documents.values():
            for table in each.report.tables:
                yield from table.findings
        yield from self.across


def examine(project: Project) -> Present:
    """Check and reconcile every document of a project; one that cannot be used is told apart.

    Raises
    ------
    GeomsanError
        When the families or the aliases cannot be used as they are.
    """
    families = load_families(project.schemas)
    aliases = read_aliases(project.aliases, project.aliases_schema)
    documents, missing = {}, {}
    for name in project.documents(project.read_config()):
        try:
            documents[name] = _examined(project, name, families, aliases)
        except GeomsanError as error:
            missing[name] = error
    return _compared(Present(documents, (), families, aliases, missing))


def _compared(present: Present) -> Present:
    here = (present.documents[name] for name in present.in_time)
    told = ((each.report.council, each.facts) for each in here)
    return replace(present, across=compared_across(told, present.aliases))


def with_document(present: Present, document: Document) -> Present:
    """Return the documents with another version of one of them, checked and reconciled anew.

    Raises
    ------
    GeomsanError
        When its tables do not lie as it says.
    """
    former = present.documents[document.name]
    made = _checked(document, former.path, former.decisions, present.families, present.aliases)
    return _compared(replace(present, documents={**present.documents, document.name: made}))


def _examined(
    project: Project, name: str, families: Mapping[str, type[ReportModel]], aliases: Aliases
) -> PresentDocument:
    document = read_document(project.raw / name, project.descriptor_schema)
    path = project.raw / name / DECISIONS
    return _checked(document, path, read_decisions(path, project.decisions_schema), families, aliases)


def _checked(
    document: Document,
    path: Path,
    decisions: Sequence[Decision],
    families: Mapping[str, type[ReportModel]],
    aliases: Aliases,
) -> PresentDocument:
    checked = with_prose(validate(document, families), document)
    report = with_findings(checked.report, compared_within(checked.facts, aliases))
    return PresentDocument(document, report, checked.facts, path, decisions)
