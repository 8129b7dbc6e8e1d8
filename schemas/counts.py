"""Counts and amounts that simply add up: franchises, gardens, users, firms, sales."""

from pandera.typing import Series

from geomsan.families.model import ReportModel, measure
from geomsan.identities.declare import Identity, MemberTotal, RecordTotal


class Counts(ReportModel):
    """현황 집계: 가맹점, 텃밭, 이용자, 지원기업, 매출액."""

    quantity: Series[object] = measure("*")

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """계는 항목의 합이다. 무엇을 세는지는 표마다 다르다."""
        return (
            RecordTotal("항목"),
            MemberTotal("구분"),
        )
