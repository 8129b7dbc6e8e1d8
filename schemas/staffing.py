"""Staff of an office: established posts, staff in post, by department and class of service."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import COUNT, ReportModel, measure
from geomsan.check.identities.declare import Identity, MemberTotal, RecordTotal, formula


class Staffing(ReportModel):
    """Established posts and staff in post."""

    quota: Series[object] = measure("정원", COUNT, "명")
    staff: Series[object] = measure("현원", COUNT, "명")
    gap: Optional[Series[object]] = measure("과부족", COUNT, "명")
    women: Optional[Series[object]] = measure("여성", COUNT, "명")

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up departments and classes of service; take posts from staff for the gap."""
        return (
            RecordTotal("부서"),
            MemberTotal("직렬"),
            formula("과부족 = 현원 - 정원"),
        )

    @classmethod
    def views(cls) -> tuple[Bars, ...]:
        """Hold the staff in post against the established posts."""
        return (Bars("정원과 현원", "현원", against="정원", reading="target"),)
