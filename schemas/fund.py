"""Investment funds: amounts raised by field and year, with the city's own share in parallel."""

from typing import Optional

from pandera.typing import Series

from geomsan.families.model import AMOUNT, COUNT, RATE, ReportModel, measure
from geomsan.identities.declare import Identity, MemberTotal, RecordTotal, formula


class Fund(ReportModel):
    """펀드 조성 현황."""

    goal: Optional[Series[object]] = measure("조성목표", AMOUNT)
    raised: Optional[Series[object]] = measure("조성액", AMOUNT)
    rate: Optional[Series[object]] = measure("달성률", RATE)
    city: Optional[Series[object]] = measure("시출자금", AMOUNT)
    received: Optional[Series[object]] = measure("접수업체", COUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """총계는 분야의 합, 합계는 연도 또는 분야의 합, 달성률은 목표에 대한 조성액의 비율이다."""
        return (
            RecordTotal("분야"),
            MemberTotal("연도"),
            formula("달성률 = 조성액 / 조성목표"),
        )
