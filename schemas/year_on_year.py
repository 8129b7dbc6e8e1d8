"""A budget beside the year before: increase and rate of increase."""

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import AMOUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import HEAD, RecordTotal, formula


class YearOnYear(ReportModel):
    """전년도와 비교한 예산 (a budget beside last year's)."""

    class Config:
        """증감은 당해연도에서 전년도를 뺀 것이고, 증감률은 전년도에 대한 비율이다."""

        prints = [
            measure("전년도예산", AMOUNT),
            measure("당해연도예산", AMOUNT),
            measure("증감", AMOUNT, optional=True),
            measure("증감률", RATE, optional=True),
        ]
        holds = [
            RecordTotal("과목"),
            formula("증감 = 당해연도예산 - 전년도예산", f"{HEAD}: 증감 (B-A)"),
            formula("증감률 = 증감 / 전년도예산", f"{HEAD}: (B-A)*100/A"),
        ]


YearOnYear.show(
    Bars("전년도와 당해연도 예산", "당해연도예산", against="전년도예산", reading="change", rate="증감률"),
)
