"""Settlements of several years: what is carried in, spent, carried over and left."""

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.identities.declare import Carry, formula

SETTLED = "세출결산의 용어: 예산현액, 이월액, 불용액 (지방의회 의회용어사전)"


class Settlement(ReportModel):
    """여러 해의 결산 (settled accounts of several years)."""

    class Config:
        """쓸 수 있는 돈은 쓰거나, 다음 해로 넘기거나, 남는다."""

        prints = [
            measure("최종예산", AMOUNT),
            measure("전년이월", AMOUNT),
            measure("예산변경", AMOUNT, optional=True),
            measure("예산현액", AMOUNT),
            measure("집행액", AMOUNT),
            measure("차년이월", AMOUNT),
            measure("집행잔액", AMOUNT),
        ]
        holds = [
            formula("예산현액 = 최종예산 + 전년이월 + 예산변경", SETTLED),
            formula("집행잔액 = 예산현액 - 집행액 - 차년이월", SETTLED),
            Carry("전년이월", "차년이월", "지방재정법 제50조 (세출예산의 이월)"),
        ]


Settlement.show(
    Bars("연도별 예산현액과 집행액", "집행액", against="예산현액", reading="share"),
)
