"""Follow-up of a council's audit: requests by kind and by state of settlement."""

from pandera.typing import Series

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import COUNT, ReportModel, measure
from geomsan.check.identities.declare import Identity, MemberTotal, RecordTotal


class Audit(ReportModel):
    """Action taken on the requests of an administrative audit."""

    requests: Series[object] = measure("건수", COUNT, "건")

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up kinds of request and states of settlement to the total."""
        return (
            RecordTotal("요구 종류"),
            MemberTotal("처리 상태"),
        )

    @classmethod
    def views(cls) -> tuple[Bars, ...]:
        """Show how far the requests are settled."""
        return (Bars("처리 상태별 건수", "건수", by_member=True),)
