"""Budgets and their execution: committed and spent amounts with their rates, and budgets by programme."""

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import AMOUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import HEAD, RecordTotal, formula


class Execution(ReportModel):
    """부서별, 세부사업별 예산과 집행 (budgets and their execution)."""

    class Config:
        """예산현액은 본예산과 이월의 합이고, 집행률은 모두 예산현액에 대한 비율이다."""

        prints = [
            measure("본예산", AMOUNT, yearly=True, optional=True),
            measure("이월", AMOUNT, optional=True),
            measure("예산현액", AMOUNT),
            measure("전년도최종예산", AMOUNT, yearly=True, optional=True),
            measure("원인행위액", AMOUNT, optional=True),
            measure("원인행위집행률", RATE, optional=True),
            measure("지출액", AMOUNT),
            measure("지출집행률", RATE, optional=True),
        ]
        holds = [
            RecordTotal("부서 또는 세부사업"),
            formula("예산현액 = 본예산 + 이월", f"{HEAD}: 예산현액 (A=a+b)"),
            formula(
                "원인행위집행률 = 원인행위액 / 예산현액",
                "표에 적힌 말: 집행률 (지출집행률과 같은 분모로 읽음)",
            ),
            formula("지출집행률 = 지출액 / 예산현액", f"{HEAD}: 집행률 (C/B)"),
        ]


Execution.show(
    Bars(
        "예산현액과 지출액",
        "지출액",
        against="예산현액",
        reading="share",
        rate="지출집행률",
        within_year=("지출액", "지출집행률"),
    ),
    Bars("본예산과 전년도 최종예산", "본예산", against="전년도최종예산", reading="change"),
)
