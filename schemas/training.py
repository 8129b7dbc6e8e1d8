"""Training: courses and head counts by campus."""

from pandera.typing import Series

from geomsan.check.families.model import COUNT, ReportModel, measure
from geomsan.check.identities.declare import Identity, MemberTotal, RecordTotal


class Training(ReportModel):
    """Courses and their trainees."""

    courses: Series[object] = measure("과정", COUNT)
    people: Series[object] = measure("인원", COUNT, "명")

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up kinds of course and campuses."""
        return (
            RecordTotal("과정 구분"),
            MemberTotal("캠퍼스"),
        )
