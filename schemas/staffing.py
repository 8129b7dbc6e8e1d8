"""Staff of an office: established posts, staff in post, by department and class of service."""

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import COUNT, ReportModel, measure
from geomsan.check.identities.declare import MemberTotal, RecordTotal, formula


class Staffing(ReportModel):
    """부서별, 직렬별 정원과 현원 (established posts and staff in post)."""

    class Config:
        """부서와 직렬을 더하면 계이고, 과부족은 현원에서 정원을 뺀 것이다."""

        prints = [
            measure("정원", COUNT, "명"),
            measure("현원", COUNT, "명"),
            measure("과부족", COUNT, "명", optional=True),
            measure("여성", COUNT, "명", optional=True),
        ]
        holds = [
            RecordTotal("부서"),
            MemberTotal("직렬"),
            formula("과부족 = 현원 - 정원", "표에 적힌 말: 과부족"),
        ]


Staffing.show(
    Bars("정원과 현원", "현원", against="정원", reading="target"),
)
