"""Indicators of the city beside the nation's."""

from pandera.typing import Series

from geomsan.check.families.model import AMOUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import Identity, formula


class NationalShare(ReportModel):
    """Main indicators with the city's share of the nation."""

    nation: Series[object] = measure("전국", AMOUNT)
    city: Series[object] = measure("서울", AMOUNT)
    share: Series[object] = measure("비중", RATE)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Take the city's figure over the nation's."""
        return (formula("비중 = 서울 / 전국"),)
