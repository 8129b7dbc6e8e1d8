"""Funds secured and spent, by source and by year."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.identities.declare import Identity, MemberTotal, RecordTotal


class Funding(ReportModel):
    """Funds secured and spent, by source and by year."""

    secured: Series[object] = measure("확보액", AMOUNT)
    spent: Optional[Series[object]] = measure("집행액", AMOUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up sources to subtotals, and years to the total."""
        return (
            RecordTotal("재원"),
            MemberTotal("연도"),
        )

    @classmethod
    def views(cls) -> tuple[Bars, ...]:
        """Show what is spent of the funds secured, year by year."""
        return (Bars("연도별 확보액과 집행액", "집행액", against="확보액", reading="share", by_member=True),)
