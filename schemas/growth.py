"""Stocks that grow: what stands is what stood before and what is new."""

from typing import Optional

from pandera.typing import Series

from geomsan.families.model import COUNT, ReportModel, measure
from geomsan.identities.declare import Identity, formula


class Growth(ReportModel):
    """누적 개소와 신규 개소."""

    stock: Series[object] = measure("개소", COUNT)
    new: Optional[Series[object]] = measure("신규", COUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """개소는 앞 시점의 개소에 신규를 더한 것이다."""
        return (formula("개소 = 직전(개소) + 신규"),)
