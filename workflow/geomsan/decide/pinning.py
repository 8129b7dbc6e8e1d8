"""What a decision is pinned to: the printed cells of its check, and the files that they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geomsan.check.report import Decision, DocumentReport, Finding

_PIN = ("document", "table", "row", "column", "part", "text")


def pins(finding: Finding) -> tuple[dict[str, Any], ...]:
    """Return each cell of a finding with its printed text; another table's with its names."""
    return tuple({key: cell[key] for key in _PIN if key in cell} for cell in finding.cells)


def hashes(report: DocumentReport) -> dict[str, str]:
    """Return ``document/table -> SHA-256`` of the files of a document's tables."""
    return {f"{table.document}/{table.name}": table.sha256 for table in report.tables}


def inputs(finding: Finding, known: Mapping[str, str]) -> dict[str, str]:
    """Return the hashes of the finding's own document that it rests on; ``known`` as :func:`hashes` gives.

    Another document's cells are pinned by their text alone: that document changes by itself.
    """
    tables = [finding.table]
    tables += [cell["table"] for cell in finding.cells if cell.get("document") == finding.document]
    names = dict.fromkeys(f"{finding.document}/{table}" for table in tables)
    return {name: known[name] for name in names if name in known}


def is_stale(decision: Decision, known: Mapping[str, str], finding: Finding | None = None) -> bool:
    """Tell whether anything that a decision is pinned to has changed since.

    Parameters
    ----------
    decision
        The decision.
    known
        Hashes of the tables as they are now.
    finding
        The finding that it is about, where it is at hand: its cells are compared, too.
    """
    if any(known.get(name) != value for name, value in decision.inputs.items()):
        return True
    return finding is not None and _sorted(decision.cells) != _sorted(pins(finding))


def is_across(decision: Decision) -> bool:
    """Tell whether the decision is about a comparison with another document."""
    return any(cell.get("document", decision.document) != decision.document for cell in decision.cells)


def _sorted(cells: tuple[Mapping[str, Any], ...]) -> list[str]:
    return sorted(repr([cell.get(key) for key in _PIN]) for cell in cells)
