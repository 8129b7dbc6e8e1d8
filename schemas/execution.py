"""Budgets and their execution: committed and spent amounts with their rates, and budgets by programme."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import AMOUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import Identity, RecordTotal, formula


class Execution(ReportModel):
    """Budgets and their execution, by department or by programme."""

    initial: Optional[Series[object]] = measure("본예산", AMOUNT, yearly=True)
    carried_in: Optional[Series[object]] = measure("이월", AMOUNT)
    current: Series[object] = measure("예산현액", AMOUNT)
    previous: Optional[Series[object]] = measure("전년도최종예산", AMOUNT, yearly=True)
    committed: Optional[Series[object]] = measure("원인행위액", AMOUNT)
    committed_rate: Optional[Series[object]] = measure("원인행위집행률", RATE)
    spent: Series[object] = measure("지출액", AMOUNT)
    spent_rate: Optional[Series[object]] = measure("지출집행률", RATE)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add what was carried in to the initial budget; take every rate over the current budget."""
        return (
            RecordTotal("부서 또는 세부사업"),
            formula("예산현액 = 본예산 + 이월"),
            formula("원인행위집행률 = 원인행위액 / 예산현액"),
            formula("지출집행률 = 지출액 / 예산현액"),
        )

    @classmethod
    def views(cls) -> tuple[Bars, ...]:
        """Show what is spent of each budget, and each budget after the year before."""
        return (
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
