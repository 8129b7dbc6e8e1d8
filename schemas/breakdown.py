"""How an amount is made up, in levels (○ - ▷), each level adding up to the one above."""

from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.identities.declare import RecordTotal, formula


class Breakdown(ReportModel):
    """예산 산출근거 (how a budgeted amount is computed)."""

    class Config:
        """아래 단계의 금액을 더하면 위 단계의 금액이고, 적힌 산식의 값이 그 금액이다."""

        prints = [
            measure("산식금액", AMOUNT, optional=True),
            measure("산출금액", AMOUNT),
        ]
        holds = [
            RecordTotal("세부 내역", rests_on="표의 단계 기호 (○ - ▷)"),
            formula("산출금액 = 산식금액", "표에 적힌 산식 (= 금액)"),
        ]
