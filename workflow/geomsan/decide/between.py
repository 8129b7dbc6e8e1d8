"""What the comparison of all documents found about each: ``results/between/<document>.json``."""

from __future__ import annotations

from collections.abc import Iterable

from geomsan.check.report import Finding
from geomsan.decide.file import DECISIONS
from geomsan.decide.stored import AcrossReport
from geomsan.read.documents.descriptor import DESCRIPTOR


def by_document(across: AcrossReport, names: Iterable[str]) -> dict[str, AcrossReport]:
    """Return what is about each document and nothing else, so that it changes only with that."""
    found = {name: AcrossReport([]) for name in names}
    for finding in across.findings:
        found[finding.document].findings.append(finding)
    for finding in across.other_ends:
        found[finding.document].other_ends.append(finding)
    for decision in across.moot:
        found[decision.document].moot.append(decision)
    for about in found.values():
        for finding in (*about.findings, *about.other_ends):
            document, table = finding.partner
            about.titles[f"{document}/{table}"] = across.titles[f"{document}/{table}"]
            read = about.inputs.setdefault(document, {})
            read |= {
                path: value
                for path, value in across.inputs[document].items()
                if _rests_on(finding, document, path)
            }
    return found


def _rests_on(finding: Finding, document: str, path: str) -> bool:
    """Tell whether a comparison rests on a file of the other document: its table, descriptor or decisions."""
    name = path.removeprefix(f"raw/{document}/")
    if name == DECISIONS:
        return finding.is_other_end
    places = [cell["place"] for cell in finding.cells if cell.get("document") == document]
    return name == DESCRIPTOR or any(place.startswith(name) for place in places)
