"""Making claims: a verdict with its statement, its figures, and what is said where it stays open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from geomsan.check.identities.edits import Basis
from geomsan.check.identities.verdicts import Verdict
from geomsan.claims.claim import Claim, Context, Kind, Mention
from geomsan.claims.quantity import Quantity
from geomsan.claims.tokens import Token
from geomsan.claims.verdicts import Computed, as_printed, decide
from geomsan.common.errors import Bilingual

UNNAMED = Bilingual("목록이 ‘등’으로 끝나 나머지를 알 수 없습니다", "the list is not whole (등)")
"""Why the sum of parts that are not all named stays open."""


def rivals(*readings: str) -> Bilingual:
    """Return why a sentence that can be read in two ways stays open."""
    told = ", ".join(f"‘{reading}’" for reading in readings)
    return Bilingual(f"달리 읽을 수도 있습니다: {told}", f"it can also be read as {told}")


def _mention(context: Context, figure: Token | Mention) -> Mention:
    if isinstance(figure, Mention):
        return figure
    return Mention(context.line.at(figure), figure.text.strip())


def judged(
    context: Context,
    kind: Kind,
    result: Token,
    computed: Computed,
    statement: str,
    others: Sequence[Token | Mention],
    *,
    number: Quantity | None = None,
    line: int | None = None,
    because: Bilingual | None = None,
    basis: Basis = Basis.WORDED,
    quoted: Sequence[Token] = (),
) -> Claim:
    """Return the claim that ``result`` is what the others give.

    Parameters
    ----------
    context, kind, statement
        Where it was met, and what is said of it.
    result, number, line
        The asserted figure; ``number`` where its unit is that of others, ``line`` where it is another.
    computed, others
        What the other figures give, and those.
    because
        Given where the claim can be read in another way: then what does not hold is undecided.
    basis, quoted
        What the reading rests on, and the words to quote where they are more than the figures.
    """
    printed = number or result.number
    assert printed is not None
    verdict = decide(printed, computed)
    if verdict is Verdict.VIOLATED and because is not None:
        verdict = Verdict.UNDECIDED
    here = context.line.at(result)
    mentions = [Mention(line or here, result.text.strip()), *(_mention(context, other) for other in others)]
    own = [token for token in (result, *others) if isinstance(token, Token)]
    return Claim(
        kind=kind,
        line=line or here,
        statement=statement,
        verdict=verdict,
        mentions=tuple(mentions),
        quote=context.quote(*(quoted or own)) if line in (None, here) else "",
        unit=printed.unit_name,
        reported=printed.printed,
        expected=as_printed(printed, computed[0]),
        basis=basis,
        because=because if verdict is Verdict.UNDECIDED else None,
    )


def told(
    context: Context,
    kind: Kind,
    statement: str,
    verdict: Verdict,
    figures: Sequence[Token | Mention],
    *,
    reported: Decimal | int | None = None,
    expected: Decimal | int | None = None,
    unit: str = "",
    because: Bilingual | None = None,
    basis: Basis = Basis.WORDED,
) -> Claim:
    """Return a claim whose verdict is known already."""
    own = [token for token in figures if isinstance(token, Token)]
    return Claim(
        kind=kind,
        line=context.line.at(own[0]) if own else context.line.number,
        statement=statement,
        verdict=verdict,
        mentions=tuple(_mention(context, figure) for figure in figures),
        quote=context.quote(*own) if own else "",
        unit=unit,
        reported=None if reported is None else Decimal(reported),
        expected=None if expected is None else Decimal(expected),
        basis=basis,
        because=because if verdict is Verdict.UNDECIDED else None,
    )
