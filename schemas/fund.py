"""Investment funds: amounts raised by field and year, with the city's own share in parallel."""

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import AMOUNT, COUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import HEAD, MemberTotal, RecordTotal, formula


class Fund(ReportModel):
    """투자펀드의 조성 (amounts raised for investment funds)."""

    class Config:
        """분야와 연도를 더하면 합계이고, 달성률은 조성목표에 대한 비율이다."""

        prints = [
            measure("조성목표", AMOUNT, optional=True),
            measure("조성액", AMOUNT, optional=True),
            measure("달성률", RATE, optional=True),
            measure("시출자금", AMOUNT, optional=True),
            measure("접수업체", COUNT, optional=True),
        ]
        holds = [
            RecordTotal("분야"),
            MemberTotal("연도"),
            formula("달성률 = 조성액 / 조성목표", f"{HEAD}: 달성률 (B/A)"),
        ]


Fund.show(
    Bars("연도별 조성액", "조성액", by_member=True),
    Bars("분야별 조성목표", "조성목표"),
)
