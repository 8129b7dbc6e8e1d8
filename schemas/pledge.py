"""Indicators of a pledge: yearly targets and results, and the rate of cumulative achievement."""

from geomsan.check.families.model import COUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import formula


class Pledge(ReportModel):
    """공약 확인지표의 목표와 실적 (targets and results by which a pledge is judged)."""

    class Config:
        """이행률은 임기 전체의 목표에 대한 누적 실적의 비율이다."""

        prints = [
            measure("목표", COUNT),
            measure("실적", COUNT),
            measure("이행률", RATE),
        ]
        holds = [
            formula(
                "이행률 = 누계(실적) / 누계(목표)",
                "표에 적힌 말: 이행률 (임기 전체 목표에 대한 비율로 읽음)",
            ),
        ]
