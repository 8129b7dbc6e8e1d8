"""Stocks that grow: what stands is what stood before and what is new."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.model import COUNT, ReportModel, measure
from geomsan.check.identities.declare import Identity, RecordTotal, formula


class Growth(ReportModel):
    """Numbers of sites, accumulated and new."""

    stock: Series[object] = measure("개소", COUNT)
    new: Optional[Series[object]] = measure("신규", COUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up the kinds, and add what is new to what stood before."""
        return (
            RecordTotal("유형"),
            formula("개소 = 직전(개소) + 신규"),
        )
