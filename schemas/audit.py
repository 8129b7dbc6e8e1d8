"""Follow-up of a council's audit: requests by kind and by state of settlement."""

from pandera.typing import Series

from geomsan.families.model import COUNT, ReportModel, measure
from geomsan.identities.declare import Identity, MemberTotal, RecordTotal


class Audit(ReportModel):
    """행정사무감사 처리요구사항 조치내역."""

    requests: Series[object] = measure("건수", COUNT, "건")

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """계는 요구 종류의 합이고, 처리 상태의 합이다."""
        return (
            RecordTotal("요구 종류"),
            MemberTotal("처리 상태"),
        )
