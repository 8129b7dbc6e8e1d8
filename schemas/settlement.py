"""Settlements of several years: what is carried in, spent, carried over and left."""

from typing import Optional

from pandera.typing import Series

from geomsan.families.model import AMOUNT, ReportModel, measure
from geomsan.identities.declare import Carry, Identity, formula


class Settlement(ReportModel):
    """결산 현황."""

    final: Series[object] = measure("최종예산", AMOUNT)
    carried_in: Series[object] = measure("전년이월", AMOUNT)
    changed: Optional[Series[object]] = measure("예산변경", AMOUNT)
    current: Series[object] = measure("예산현액", AMOUNT)
    spent: Series[object] = measure("집행액", AMOUNT)
    carried_out: Series[object] = measure("차년이월", AMOUNT)
    left: Series[object] = measure("집행잔액", AMOUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """예산현액은 최종예산·전년이월·예산변경의 합, 집행잔액은 그중 쓰지도 넘기지도 않은 것이다."""
        return (
            formula("예산현액 = 최종예산 + 전년이월 + 예산변경"),
            formula("집행잔액 = 예산현액 - 집행액 - 차년이월"),
            Carry(into="전년이월", out_of="차년이월"),
        )
