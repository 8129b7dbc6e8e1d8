"""A budget beside the year before: increase and rate of increase."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import AMOUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import Identity, RecordTotal, formula


class Comparison(ReportModel):
    """A budget summarised beside last year's."""

    before: Series[object] = measure("전년도예산", AMOUNT)
    now: Series[object] = measure("당해연도예산", AMOUNT)
    increase: Optional[Series[object]] = measure("증감", AMOUNT)
    rate: Optional[Series[object]] = measure("증감률", RATE)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up budget lines; take the difference of the years and its rate over last year."""
        return (
            RecordTotal("과목"),
            formula("증감 = 당해연도예산 - 전년도예산"),
            formula("증감률 = 증감 / 전년도예산"),
        )

    @classmethod
    def views(cls) -> tuple[Bars, ...]:
        """Show each budget line beside the year before."""
        return (
            Bars(
                "전년도와 당해연도 예산",
                "당해연도예산",
                against="전년도예산",
                reading="change",
                rate="증감률",
            ),
        )
