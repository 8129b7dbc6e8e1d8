"""What was decided about a finding, for the page: who, when, why, and what has changed since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from geomsan.check.report import Decision, DocumentReport, Finding
from geomsan.decide.file import corrected_entry, to_entry
from geomsan.decide.pinning import pins

_PLACE = ("document", "table", "row", "column", "part")
_SAID = ("check", "example", "by", "date", "reason", "evidence", "office", "due")


def decision_entry(
    decision: Decision, finding: Finding | None = None, known: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return a decision as plain data; a stale finding's with what has changed.

    Parameters
    ----------
    decision
        The decision.
    finding
        The finding as it is now; None when there is none any more.
    known
        Hashes of the tables as they are now.
    """
    entry: dict[str, Any] = {"kind": decision.kind}
    entry |= {key: value for key in _SAID if (value := getattr(decision, key))}
    entry["corrected"] = [corrected_entry(cell) for cell in decision.corrected]
    if finding is None:
        entry["cells"] = [dict(cell) for cell in decision.cells]
        entry["inputs"] = dict(decision.inputs)
    elif finding.status == "stale":
        entry["changed"] = changed_cells(decision, finding)
        entry["files"] = sorted(
            name for name, value in decision.inputs.items() if (known or {}).get(name) != value
        )
    return entry


def mark(decision: Decision | None) -> str:
    """Return a digest of a decision; empty for none."""
    if decision is None:
        return ""
    text = json.dumps(to_entry(decision), ensure_ascii=False, sort_keys=True)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def changed_cells(decision: Decision, finding: Finding) -> list[dict[str, Any]]:
    """Return the figures of a check that differ from those decided on: ``was`` and ``now``, None for none."""
    before, after = ({_place(cell): cell for cell in cells} for cells in (decision.cells, pins(finding)))
    return [
        {**{key: cell[key] for key in _PLACE if key in cell}, "was": was, "now": now}
        for place, cell in (before | after).items()
        if (was := before.get(place, {}).get("text")) != (now := after.get(place, {}).get("text"))
    ]


def gone(report: DocumentReport) -> list[dict[str, Any]]:
    """Return the decisions whose finding is gone, each with what is needed to withdraw it."""
    return [decision_entry(decision) for decision in report.moot]


def _place(cell: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(cell.get(key) for key in _PLACE)
