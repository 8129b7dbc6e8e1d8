"""Training: courses and head counts by campus."""

from pandera.typing import Series

from geomsan.families.model import COUNT, ReportModel, measure
from geomsan.identities.declare import Identity, MemberTotal, RecordTotal


class Training(ReportModel):
    """교육과정과 인원."""

    courses: Series[object] = measure("과정", COUNT)
    people: Series[object] = measure("인원", COUNT, "명")

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """전체는 과정 구분의 합, 합계는 캠퍼스의 합이다."""
        return (
            RecordTotal("과정 구분"),
            MemberTotal("캠퍼스"),
        )
