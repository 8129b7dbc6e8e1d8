"""R&D programmes: projects applied for and supported, and their budgets."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.model import AMOUNT, COUNT, ReportModel, measure
from geomsan.check.identities.declare import Identity, RecordTotal


class Research(ReportModel):
    """Support for research and development."""

    applied: Optional[Series[object]] = measure("접수과제", COUNT)
    projects: Series[object] = measure("과제", COUNT)
    budget: Optional[Series[object]] = measure("예산", AMOUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up programmes."""
        return (RecordTotal("사업"),)
