"""Follow-up of a council's audit: requests by kind and by state of settlement."""

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import COUNT, ReportModel, measure
from geomsan.check.identities.declare import MemberTotal, RecordTotal


class Audit(ReportModel):
    """행정사무감사 처리요구사항의 조치 (action taken on the requests of an audit)."""

    class Config:
        """처리요구는 종류별로, 처리 상태별로 더하면 전체이다."""

        prints = [
            measure("건수", COUNT, "건"),
        ]
        holds = [
            RecordTotal("요구 종류"),
            MemberTotal("처리 상태"),
        ]


Audit.show(
    Bars("처리 상태별 건수", "건수", by_member=True),
)
