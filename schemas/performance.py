"""Results by year in which every row adds up in its own way (sum, cumulative, first years)."""

from pandera.typing import Series

from geomsan.check.families.model import ReportModel, measure
from geomsan.check.identities.declare import Identity, MemberTotal


class Performance(ReportModel):
    """Results by year; what the total means differs from row to row."""

    result: Series[object] = measure("실적")

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up years, unless ``rules.member-totals`` says otherwise for a row."""
        return (MemberTotal("연도"),)
