"""A number of a sentence as the sum of a column, or of a row, of a table below it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from geomsan.check.identities.edits import Basis
from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Kind, Mention
from geomsan.claims.lists import bare
from geomsan.claims.quantity import Quantity, digits
from geomsan.claims.said import Said
from geomsan.claims.tabled import TabledFigure, TextTable, place_of
from geomsan.claims.verdicts import as_printed, decide, given, total

_NEAR = 25
"""Lines between a sentence and the table below it; four times as many where four digits agree."""
_SHOWN = 6


def sum_in_table(each: Said, tables: Sequence[TextTable]) -> Claim | None:
    """Return the claim that a figure is the sum of a column, or of a row, of a table below it."""
    told = digits(each.quantity.printed)
    if told < 3 and not each.quantity.is_total:
        return None
    for table in tables:
        away = table.first - each.line.number
        if not table.first or not 0 < away <= (_NEAR if told < 4 else 4 * _NEAR):
            continue
        for column in table.columns():
            parts = [figure.quantity for figure in column]
            if any(not _may_be_part(part, each.quantity) for part in parts):
                continue
            computed = total(given(part.in_unit_of(each.quantity)) for part in parts)
            verdict = decide(each.quantity, computed)
            if verdict is Verdict.EXACT or (verdict is Verdict.ROUNDING and told > 3):
                return _of_column(each, column, computed[0], verdict)
    return None


def _may_be_part(part: Quantity, whole: Quantity) -> bool:
    return part.family == whole.family if part.dimension else whole.is_count


def _of_column(each: Said, column: Sequence[TabledFigure], value: Fraction, verdict: Verdict) -> Claim:
    place = each.line.at(each.token)
    shown = " + ".join(figure.text for figure in column[:_SHOWN]) + (" + …" if len(column) > _SHOWN else "")
    return Claim(
        kind=Kind.SPLIT,
        line=place,
        statement=f"{bare(each.token)} = {place_of(column[0].table, column[0].line)}의 {shown}",
        verdict=verdict,
        mentions=(
            Mention(place, each.token.text.strip()),
            *(Mention(one.line, one.text, one.table, one.row, one.column) for one in column),
        ),
        quote=each.token.text.strip(),
        unit=each.quantity.unit,
        reported=each.quantity.printed,
        expected=as_printed(each.quantity, value),
        basis=Basis.FIGURES,
        pattern="split-table",
    )
