"""Indicators of the city beside the nation's."""

from pandera.typing import Series

from geomsan.families.model import AMOUNT, RATE, ReportModel, measure
from geomsan.identities.declare import Identity, formula


class NationalShare(ReportModel):
    """주요 지표의 전국 대비 비중."""

    nation: Series[object] = measure("전국", AMOUNT)
    city: Series[object] = measure("서울", AMOUNT)
    share: Series[object] = measure("비중", RATE)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """비중은 전국에 대한 서울의 비율이다."""
        return (formula("비중 = 서울 / 전국"),)
