"""Training: courses and head counts by campus."""

from geomsan.check.families.model import COUNT, ReportModel, measure
from geomsan.check.identities.declare import MemberTotal, RecordTotal


class Training(ReportModel):
    """교육과정과 인원 (courses and their trainees)."""

    class Config:
        """과정의 구분과 캠퍼스를 더하면 계이다."""

        prints = [
            measure("과정", COUNT),
            measure("인원", COUNT, "명"),
        ]
        holds = [
            RecordTotal("과정 구분"),
            MemberTotal("캠퍼스"),
        ]
