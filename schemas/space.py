"""Floor space and areas, and who moved in."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.model import AMOUNT, COUNT, ReportModel, measure
from geomsan.check.identities.declare import Identity, RecordTotal


class Space(ReportModel):
    """Floor space and who occupies it."""

    area: Series[object] = measure("면적", AMOUNT, "㎡")
    tenants: Optional[Series[object]] = measure("입주기업", COUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up facilities."""
        return (RecordTotal("시설"),)
