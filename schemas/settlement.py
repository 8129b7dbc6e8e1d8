"""Settlements of several years: what is carried in, spent, carried over and left."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.identities.declare import Carry, Identity, formula


class Settlement(ReportModel):
    """Settled accounts of several years."""

    final: Series[object] = measure("최종예산", AMOUNT)
    carried_in: Series[object] = measure("전년이월", AMOUNT)
    changed: Optional[Series[object]] = measure("예산변경", AMOUNT)
    current: Series[object] = measure("예산현액", AMOUNT)
    spent: Series[object] = measure("집행액", AMOUNT)
    carried_out: Series[object] = measure("차년이월", AMOUNT)
    left: Series[object] = measure("집행잔액", AMOUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up the current budget; leave over what was neither spent nor carried on."""
        return (
            formula("예산현액 = 최종예산 + 전년이월 + 예산변경"),
            formula("집행잔액 = 예산현액 - 집행액 - 차년이월"),
            Carry(into="전년이월", out_of="차년이월"),
        )

    @classmethod
    def views(cls) -> tuple[Bars, ...]:
        """Show what is spent of each year's current budget."""
        return (Bars("연도별 예산현액과 집행액", "집행액", against="예산현액", reading="share"),)
