"""Valuation of funds: what was recovered and what the remaining assets are worth."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.identities.declare import Identity, RecordTotal, formula


class Valuation(ReportModel):
    """Valuation of the assets of funds."""

    raised: Optional[Series[object]] = measure("조성액", AMOUNT)
    principal: Optional[Series[object]] = measure("투자원금", AMOUNT)
    written_off: Optional[Series[object]] = measure("감액", AMOUNT)
    recovered: Series[object] = measure("회수총액", AMOUNT)
    remaining: Series[object] = measure("잔여자산평가금", AMOUNT)
    total: Series[object] = measure("자산평가총액", AMOUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add what the remaining assets are worth to what was recovered."""
        return (
            RecordTotal("펀드"),
            formula("자산평가총액 = 회수총액 + 잔여자산평가금"),
        )
