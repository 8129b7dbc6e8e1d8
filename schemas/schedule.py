"""A timetable with the amounts paid at each step."""

from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.identities.declare import RecordTotal


class Schedule(ReportModel):
    """추진일정과 단계별 집행금액 (steps of a project and what is paid at each)."""

    class Config:
        """단계를 더하면 계이다."""

        prints = [
            measure("집행금액", AMOUNT),
        ]
        holds = [
            RecordTotal("단계"),
        ]
