"""Results by year in which every row adds up in its own way (sum, cumulative, first years)."""

from pandera.typing import Series

from geomsan.families.model import ReportModel, measure
from geomsan.identities.declare import Identity, MemberTotal


class Performance(ReportModel):
    """연도별 성과: 행마다 합계의 뜻이 다르다."""

    result: Series[object] = measure("실적")

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """합계는 연도의 합이되, 행마다 rules.member-totals로 달리 정한다."""
        return (MemberTotal("연도"),)
