"""Staff of an office: established posts, staff in post, by department and class of service."""

from typing import Optional

from pandera.typing import Series

from geomsan.families.model import COUNT, ReportModel, measure
from geomsan.identities.declare import Identity, MemberTotal, RecordTotal, formula


class Staffing(ReportModel):
    """정원·현원 현황."""

    quota: Series[object] = measure("정원", COUNT, "명")
    staff: Series[object] = measure("현원", COUNT, "명")
    gap: Optional[Series[object]] = measure("과부족", COUNT, "명")
    women: Optional[Series[object]] = measure("여성", COUNT, "명")

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """계는 부서의 합, 합계는 직렬의 합, 과부족은 현원에서 정원을 뺀 것이다."""
        return (
            RecordTotal("부서"),
            MemberTotal("직렬"),
            formula("과부족 = 현원 - 정원"),
        )
