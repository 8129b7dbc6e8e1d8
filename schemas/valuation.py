"""Valuation of funds: what was recovered and what the remaining assets are worth."""

from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.identities.declare import HEAD, RecordTotal, formula


class Valuation(ReportModel):
    """펀드의 자산평가 (valuation of the assets of funds)."""

    class Config:
        """자산평가총액은 회수한 것과 남은 자산의 평가금을 더한 것이다."""

        prints = [
            measure("조성액", AMOUNT, optional=True),
            measure("투자원금", AMOUNT, optional=True),
            measure("감액", AMOUNT, optional=True),
            measure("회수총액", AMOUNT),
            measure("잔여자산평가금", AMOUNT),
            measure("자산평가총액", AMOUNT),
        ]
        holds = [
            RecordTotal("펀드"),
            formula("자산평가총액 = 회수총액 + 잔여자산평가금", f"{HEAD}: 자산평가총액 (a+b)"),
        ]
