"""A timetable with the amounts paid at each step."""

from pandera.typing import Series

from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.identities.declare import Identity, RecordTotal


class Schedule(ReportModel):
    """Steps of a project and what is paid at each."""

    amount: Series[object] = measure("집행금액", AMOUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up steps."""
        return (RecordTotal("단계"),)
