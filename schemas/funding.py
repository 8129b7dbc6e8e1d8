"""Funds secured and spent, by source and by year."""

from typing import Optional

from pandera.typing import Series

from geomsan.families.model import AMOUNT, ReportModel, measure
from geomsan.identities.declare import Identity, MemberTotal, RecordTotal


class Funding(ReportModel):
    """재원별·연차별 예산 확보 및 집행 실적."""

    secured: Series[object] = measure("확보액", AMOUNT)
    spent: Optional[Series[object]] = measure("집행액", AMOUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """소계는 재원의 합, 계는 연도의 합이다."""
        return (
            RecordTotal("재원"),
            MemberTotal("연도"),
        )
