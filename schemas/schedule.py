"""A timetable with the amounts paid at each step."""

from pandera.typing import Series

from geomsan.families.model import AMOUNT, ReportModel, measure
from geomsan.identities.declare import Identity, RecordTotal


class Schedule(ReportModel):
    """추진일정과 집행 금액."""

    amount: Series[object] = measure("집행금액", AMOUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """계는 단계의 합이다."""
        return (RecordTotal("단계"),)
