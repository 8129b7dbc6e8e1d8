"""Investment funds: amounts raised by field and year, with the city's own share in parallel."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import AMOUNT, COUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import Identity, MemberTotal, RecordTotal, formula


class Fund(ReportModel):
    """Amounts raised for investment funds."""

    goal: Optional[Series[object]] = measure("조성목표", AMOUNT)
    raised: Optional[Series[object]] = measure("조성액", AMOUNT)
    rate: Optional[Series[object]] = measure("달성률", RATE)
    city: Optional[Series[object]] = measure("시출자금", AMOUNT)
    received: Optional[Series[object]] = measure("접수업체", COUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up fields and years; take the rate of what was raised over the goal."""
        return (
            RecordTotal("분야"),
            MemberTotal("연도"),
            formula("달성률 = 조성액 / 조성목표"),
        )

    @classmethod
    def views(cls) -> tuple[Bars, ...]:
        """Show what was raised year by year, and the goal of each field."""
        return (
            Bars("연도별 조성액", "조성액", by_member=True),
            Bars("분야별 조성목표", "조성목표"),
        )
