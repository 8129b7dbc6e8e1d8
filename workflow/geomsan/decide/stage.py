"""The stages after a document's own tables were checked: how findings stand, in it and between documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geomsan.check.checked import CheckedDocument
from geomsan.check.facts import Fact, changed_facts, with_changes
from geomsan.check.report import Decision, with_findings
from geomsan.common.errors import GeomsanError
from geomsan.common.missing import Missing
from geomsan.decide.disclosure import DISCLOSURES, read_disclosures, undisclosed
from geomsan.decide.file import DECISIONS, read_decisions
from geomsan.decide.numbering import numbered, numbers, numbers_across
from geomsan.decide.pinning import hashes
from geomsan.decide.standing import decide_across, decide_document
from geomsan.decide.stored import AcrossReport, DecidedDocument, Standing, TableTitle
from geomsan.read.documents.project import Project
from geomsan.reconcile.aliases import Aliases, read_aliases
from geomsan.reconcile.matching import Pair
from geomsan.reconcile.outcome import compared_within, finding, other_end, pairs_across
from geomsan.reconcile.proposals import Proposal, Unmatched, loose_ends, unused_names
from geomsan.reconcile.sessions import compare

if TYPE_CHECKING:  # most documents have no correction and need not be checked again
    from geomsan.decide.correction import Corrections, Rechecked


def decide(
    checked: CheckedDocument,
    earlier: Sequence[DecidedDocument],
    project: Project,
    missing: Sequence[Missing] = (),
    recheck: Callable[[Corrections], Rechecked] | None = None,
) -> Standing:
    """Return how the findings of a document stand.

    Parameters
    ----------
    checked
        The document as printed.
    earlier
        The documents that were reported to its council before, as decided.
    project
        Where the alias file and the decisions lie; a document with corrections is read once more.
    missing
        Earlier documents that are not there to be held against; every series says so.
    recheck
        Checks the document with corrections in place; without, it is read once more for that.

    Raises
    ------
    GeomsanError
        When the aliases or the decisions cannot be used, a correction does not hold or breaks a check,
        or the document has changed since it was checked.
    """
    name, seen = checked.report.name, dict[str, str]()
    aliases = read_aliases(project.aliases, project.aliases_schema, seen)
    decisions = read_decisions(project.raw / name / DECISIONS, project.decisions_schema, seen)
    disclosures = read_disclosures(project.raw / name / DISCLOSURES, project.disclosures_schema, seen)
    compared = compared_within(checked.facts, aliases)
    printed = with_findings(checked.report, compared)
    known = numbers(printed)
    printed = replace(
        printed,
        tables=[replace(table, findings=numbered(table.findings, known)) for table in printed.tables],
    )
    decided, again = decide_document(
        printed,
        decisions,
        recheck or (lambda corrections: _recheck(checked, corrections, project, aliases)),
    )
    series = compare(decided, [each.report for each in earlier], aliases, [each.name for each in missing])
    shown = {session.document for each in series for session in each.sessions}
    return Standing(
        compared=compared,
        decided={
            finding.check_id: (finding.status, finding.decision)
            for table in decided.tables
            for finding in table.findings
            if finding.decision is not None
        },
        moot=decided.moot,
        corrected_facts=changed_facts(checked.facts, again.facts) if again else [],
        series=series,
        inputs=_inputs(seen, project)
        | {
            path: value
            for each in earlier
            if each.report.name in shown
            for path, value in each.inputs.items()
        },
        numbers=known,
        personal=undisclosed(checked.report, decisions, disclosures),
    )


def reconcile(
    checked: Sequence[CheckedDocument], standing: Sequence[Standing], project: Project
) -> tuple[AcrossReport, list[Proposal], list[Unmatched]]:
    """Return the findings between documents, names that may be one, and names without a partner.

    Parameters
    ----------
    checked, standing
        All documents, and how the findings of each stand, in one order.
    project
        Where the alias file and the decisions lie.

    Raises
    ------
    GeomsanError
        As :func:`decide`.
    """
    between = across(checked, standing, project)
    aliases = read_aliases(project.aliases, project.aliases_schema)
    printed = [each.facts for each in checked]
    ends = [loose_ends(facts, aliases) for facts in printed]
    unused = unused_names([fact for facts in printed for fact in facts], aliases)
    proposals = [proposal for found, _ in ends for proposal in found]
    return between, proposals, [*(record for _, found in ends for record in found), *unused]


def across(
    checked: Sequence[CheckedDocument],
    standing: Sequence[Standing],
    project: Project,
    decided: Mapping[str, Sequence[Decision]] | None = None,
) -> AcrossReport:
    """Return the findings between documents; see :func:`reconcile`.

    ``decided`` has the decisions about each document, where they were read already.
    """
    aliases = read_aliases(project.aliases, project.aliases_schema)
    pairs, missing = list(zip(checked, standing, strict=True)), list[Missing]()
    while True:
        try:
            found = _across(pairs, project, aliases, decided)
            break
        except GeomsanError as error:
            # A document whose decisions do not hold is left out; a fault of none of them is everybody's.
            wrong = [each for each, _ in pairs if error.place.startswith(f"raw/{each.report.name}/")]
            if not wrong:
                raise
            name, message = wrong[0].report.name, error.message
            missing.append(Missing(name, error.place, message.ko, message.en))
            pairs = [pair for pair in pairs if pair[0].report.name != name]
    return replace(found, missing=missing)


def _across(
    pairs: Sequence[tuple[CheckedDocument, Standing]],
    project: Project,
    aliases: Aliases,
    decided: Mapping[str, Sequence[Decision]] | None,
) -> AcrossReport:
    """Return the findings between documents, decided and numbered, and their other ends."""

    def decisions_of(name: str) -> Sequence[Decision]:
        if decided is not None:
            return decided[name]
        return read_decisions(project.raw / name / DECISIONS, project.decisions_schema)

    in_time = sorted(pairs, key=lambda pair: pair[0].report.order)
    decisions = [decision for each, _ in pairs for decision in decisions_of(each.report.name)]
    known = {name: value for each, _ in pairs for name, value in hashes(each.report).items()}

    def compared(facts: Callable[[CheckedDocument, Standing], Sequence[Fact]]) -> list[Pair]:
        told = ((each.report.council, facts(each, stands)) for each, stands in in_time)
        return pairs_across(told, aliases)

    printed = compared(lambda each, _: each.facts)
    found = after = [finding(pair) for pair in printed]
    if any(stands.corrected_facts for _, stands in pairs):
        corrected = compared(lambda each, stands: with_changes(each.facts, stands.corrected_facts))
        after = [finding(pair) for pair in corrected]
    made = decide_across(found, after, decisions, known)
    taken = {each.report.name: len(stands.numbers) for each, stands in pairs}
    findings = numbered(made.findings, numbers_across(made.findings, taken))
    violated = [both for both in zip(printed, findings, strict=True) if both[1].verdict == "violated"]
    return replace(
        made,
        findings=findings,
        other_ends=[other_end(pair, own) for pair, own in violated],
        titles={
            f"{table.document}/{table.name}": TableTitle(each.report.title, table.title)
            for each, _ in pairs
            for table in each.report.tables
        },
        inputs={each.report.name: _read_for(each, stands) for each, stands in pairs},
    )


def _read_for(checked: CheckedDocument, standing: Standing) -> dict[str, str]:
    """Return hashes of the files of a document itself, as read, by path within the project."""
    name = checked.report.name
    own = {path: value for path, value in standing.inputs.items() if path.startswith(f"raw/{name}/")}
    return {f"raw/{path}": value for path, value in checked.inputs.items()} | own


def _recheck(
    checked: CheckedDocument, corrections: Corrections, project: Project, aliases: Aliases
) -> Rechecked:
    """Check a document again with corrections in place; it must be the one that was checked."""
    from geomsan.check.families.registry import load_families
    from geomsan.decide.correction import Printed, recheck
    from geomsan.read.documents.descriptor import read_document

    folder = project.raw / checked.report.name
    document = read_document(folder, project.descriptor_schema)
    if dict(document.inputs) != checked.inputs:
        raise GeomsanError(
            str(folder),
            "검산하는 동안 표가 바뀌었습니다. 다시 하십시오.",
            "changed while it was being checked; run again.",
        )
    printed = Printed(document, checked.report, checked.facts)
    return recheck(printed, corrections, load_families(project.schemas), aliases)


def _inputs(seen: dict[str, str], project: Project) -> dict[str, str]:
    """Return hashes by path within the project."""
    return {Path(path).relative_to(project.root).as_posix(): value for path, value in seen.items()}
