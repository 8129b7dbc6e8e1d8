"""Corrections in prose: a sentence with the figure that it should have, and its claims read again.

What is corrected is the quotation that the table of claims shows. Somebody who gives a number alone means
the asserted figure in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geomsan.check.report import CorrectedCell, Finding, TableReport
from geomsan.claims.claim import Claim
from geomsan.claims.tokens import clean
from geomsan.common.errors import GeomsanError
from geomsan.read.readers.found import ProseLine

CUT = "…"
"""The end of a quotation that is too long to be shown whole."""
_FIGURE = re.compile(r"[+\-△▲]?\s?[0-9][0-9,.]*(?:\s?[가-힣%㎡]{1,6}(?:\s?[0-9][0-9,]*[가-힣]{1,4})*)?")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def corrected_quote(quote: str, result: str, given: str) -> str:
    """Return a quotation as somebody wants it.

    Parameters
    ----------
    quote, result
        The quotation, and the asserted figure in it as printed.
    given
        The new quotation; or a number alone, which stands for the asserted figure and keeps its unit.

    Examples
    --------
    >>> corrected_quote("5개소(송파, 은평)", "5개소", "2")
    '2개소(송파, 은평)'
    >>> corrected_quote("5개소(송파, 은평)", "5개소", "2개소(송파, 은평)")
    '2개소(송파, 은평)'
    """
    given = given.strip()
    if not _FIGURE.fullmatch(given) or result not in quote:
        return given
    figure = given if _NUMBER.fullmatch(given) is None else _NUMBER.sub(given, result, count=1)
    return quote.replace(result, figure, 1)


def with_corrections_in(
    prose: Sequence[ProseLine], printed: TableReport, cells: Sequence[CorrectedCell]
) -> list[ProseLine]:
    """Return the lines with each corrected quotation in its place.

    Raises
    ------
    GeomsanError
        When a quotation is not that of its row, or cannot be put into one line of the source.
    """
    lines = list(prose)
    for cell in cells:
        row = printed.rows[cell.row] if cell.row < len(printed.rows) else ["", "", ""]
        place = f"{printed.document}/{printed.name} [행 {cell.row}]"
        if row[cell.column : cell.column + 1] != [cell.text] or not row[0]:
            raise GeomsanError(
                place,
                f"‘{cell.text}’이(가) 있는 자리가 아닙니다. 결정을 다시 하십시오.",
                f"does not quote {cell.text!r}; decide again.",
            )
        at = next((at for at, line in enumerate(lines) if _quotes(line, int(row[0]), cell.text)), None)
        if at is None or cell.text.endswith(CUT):
            raise GeomsanError(
                place,
                "여러 줄에 걸치거나 표 안에 있는 글, 또는 너무 긴 글이어서 여기서 고쳐 볼 수 없습니다. "
                "원문을 고쳐 다시 넣거나 ‘질의’나 ‘수용’을 고르십시오.",
                "the words go over several lines, stand in a table, or are too long to be mended here; "
                "correct the source file and hand it in again, or choose 질의 or 수용.",
            )
        lines[at] = replace(lines[at], text=_replaced(lines[at].text, cell))
    return lines


def _quotes(line: ProseLine, number: int, quote: str) -> bool:
    return line.number == number and quote in clean(line.text)


def _replaced(text: str, cell: CorrectedCell) -> str:
    if cell.text in text:
        return text.replace(cell.text, cell.value, 1)
    indent = text[: len(text) - len(text.lstrip())]
    return indent + clean(text).replace(cell.text, cell.value, 1)


def corrected_claim(
    claims: Sequence[Claim], finding: Finding, line: int, cell: CorrectedCell
) -> Claim | None:
    """Return what the corrected sentence asserts in the place of a finding.

    Raises
    ------
    GeomsanError
        When it asserts nothing there: a sentence that is no claim any more proves nothing. Only where two
        prints of one fact were held together is agreement the end of it: then there is nothing left to say.
    """
    own = [claim for claim in claims if claim.line == line and claim.kind.value == finding.rule]
    found = next(
        (claim for claim in own if (claim.quote and claim.quote in cell.value) or cell.value in claim.quote),
        None,
    )
    expected = "" if finding.expected is None else f"{finding.expected:,f}"
    if found is None and not (finding.rule == "same" and expected and expected in cell.value):
        raise GeomsanError(
            f"{finding.document}/{finding.table} [행 {cell.row}]",
            f"정정한 글에서 이 셈을 읽을 수 없습니다: ‘{cell.value}’. 원문의 모양대로 숫자만 고치십시오.",
            f"asserts nothing that can be checked: {cell.value!r}; keep the form of the sentence.",
        )
    return found
