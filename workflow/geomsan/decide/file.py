"""``raw/<document>/decisions.yaml``: the decisions about one document, one a violated check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from geomsan.check.report import CorrectedCell, Decision
from geomsan.common.errors import GeomsanError
from geomsan.common.files import within, write_whole
from geomsan.read.documents.yamlfile import read_yaml

DECISIONS = "decisions.yaml"
ACCEPTED, CORRECTED, QUESTION = "accepted", "corrected", "question"
_HEAD = """\
# 불일치에 대한 결정. `geomsan decide`가 쓰며, 다시 쓸 때 이 파일의 주석은 남지 않습니다.
# cells와 inputs는 결정할 때의 인쇄된 값과 원본의 SHA-256입니다. 원본이 바뀌면 결정은 '다시 확인'이 됩니다.
"""
_TEXTS = ("by", "date", "reason", "evidence", "office", "due")


def read_decisions(path: Path, schema: Path, seen: dict[str, str] | None = None) -> list[Decision]:
    """Read the decisions about a document; none where it has no such file.

    Parameters
    ----------
    path, schema
        The file, and its JSON Schema.
    seen
        Where to note the SHA-256 of the bytes that were read, by path.

    Raises
    ------
    GeomsanError
        When the file does not fit its JSON Schema, decides a check twice, names a check of another
        document, or prints a day that does not exist.
    """
    if not path.exists():
        return []
    found: list[Decision] = []
    for index, entry in enumerate(read_yaml(within(path.parent, path.name), schema, seen)["decisions"]):
        place = f"{path} [decisions/{index}]"
        decision = from_entry(entry, place)
        if decision.document != path.parent.name:
            raise GeomsanError(
                place,
                f"다른 문서의 검산입니다: {decision.check}. 그 문서의 폴더에 두십시오.",
                f"the check {decision.check} belongs to another document; move it to that folder.",
            )
        if any(other.check == decision.check for other in found):
            raise GeomsanError(
                place,
                f"같은 검산을 두 번 결정했습니다: {decision.check}. 하나를 지우십시오.",
                f"the check {decision.check} is decided twice; delete one.",
            )
        found.append(decision)
    return found


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write the decisions about a document, by the name of the check."""
    write_whole(path, decisions_text(decisions))


def decisions_text(decisions: Iterable[Decision]) -> str:
    """Return the decisions about a document as their file holds them."""
    entries = [to_entry(decision) for decision in sorted(decisions, key=lambda decision: decision.check)]
    text = yaml.safe_dump({"decisions": entries}, allow_unicode=True, sort_keys=False, width=110)
    return _HEAD + text


def from_entry(entry: Mapping[str, Any], place: str) -> Decision:
    """Return the decision of an entry that fits ``decisions.schema.json``.

    Parameters
    ----------
    entry
        As it stands in the file.
    place
        Where, for the error.

    Raises
    ------
    GeomsanError
        When a day does not exist, or a corrected figure stands in a table that the check is not about.
    """
    for key in ("date", "due"):
        if key in entry:
            try:
                date.fromisoformat(entry[key])
            except ValueError as error:
                raise GeomsanError(
                    f"{place} [{key}]", f"없는 날짜입니다: {entry[key]}", f"no such date: {entry[key]}"
                ) from error
    corrected = tuple(CorrectedCell(**{"part": None, **cell}) for cell in entry.get("corrected", ()))
    decision = Decision(
        check=entry["check"],
        kind=entry["decision"],
        **{key: entry[key] for key in _TEXTS if key in entry},
        example=entry.get("example", False),
        corrected=corrected,
        cells=tuple(entry["cells"]),
        inputs=dict(entry["inputs"]),
    )
    _require_pinned(decision, place)
    return decision


def _require_pinned(decision: Decision, place: str) -> None:
    """Refuse a corrected figure of a table that may change without the decision becoming stale."""
    for cell in decision.corrected:
        if cell.table and f"{decision.document}/{cell.table}" not in decision.inputs:
            raise GeomsanError(
                place,
                f"이 검산에 나오는 이 문서의 표가 아닙니다: {cell.table}. "
                "그 표의 값은 그 표의 검산에서 정정하십시오.",
                f"{cell.table!r} is no table of this document that the check is about; correct its figures "
                "at a check of its own.",
            )


def to_entry(decision: Decision) -> dict[str, Any]:
    """Return a decision as its file holds it; what is empty is left out."""
    entry: dict[str, Any] = {"check": decision.check, "decision": decision.kind}
    entry |= {key: value for key in ("example", *_TEXTS) if (value := getattr(decision, key))}
    if decision.corrected:
        entry["corrected"] = [corrected_entry(cell) for cell in decision.corrected]
    return entry | {"cells": [dict(cell) for cell in decision.cells], "inputs": dict(decision.inputs)}


def merged(old: Sequence[Decision], new: Iterable[Decision]) -> list[Decision]:
    """Return the decisions, a new one in the place of an old one about the same check."""
    return list({decision.check: decision for decision in (*old, *new)}.values())


def corrected_entry(cell: CorrectedCell) -> dict[str, Any]:
    """Return a corrected figure as a file holds it: ``table`` and ``part`` only where they say something."""
    table = {"table": cell.table} if cell.table else {}
    part = {} if cell.part is None else {"part": cell.part}
    return {**table, "row": cell.row, "column": cell.column, **part, "text": cell.text, "value": cell.value}
