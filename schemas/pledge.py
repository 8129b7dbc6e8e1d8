"""Indicators of a pledge: yearly targets and results, and the rate of cumulative achievement."""

from pandera.typing import Series

from geomsan.families.model import COUNT, RATE, ReportModel, measure
from geomsan.identities.declare import Identity, formula


class Pledge(ReportModel):
    """공약달성 확인지표 및 실적."""

    target: Series[object] = measure("목표", COUNT)
    result: Series[object] = measure("실적", COUNT)
    rate: Series[object] = measure("이행률", RATE)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """이행률은 임기 전체 목표에 대한 누적 실적의 비율이다."""
        return (formula("이행률 = 누계(실적) / 누계(목표)"),)
