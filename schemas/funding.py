"""Funds secured and spent, by source and by year."""

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.identities.declare import MemberTotal, RecordTotal


class Funding(ReportModel):
    """재원별, 연도별 예산 확보와 집행 (funds secured and spent)."""

    class Config:
        """재원을 더하면 소계이고, 연도를 더하면 계이다."""

        prints = [
            measure("확보액", AMOUNT),
            measure("집행액", AMOUNT, optional=True),
        ]
        holds = [
            RecordTotal("재원"),
            MemberTotal("연도"),
        ]


Funding.show(
    Bars("연도별 확보액과 집행액", "집행액", against="확보액", reading="share", by_member=True),
)
