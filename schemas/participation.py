"""Participants by field, with their share of the whole."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import COUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import Identity, MemberTotal, RecordTotal, SharesAddTo100, formula


class Participation(ReportModel):
    """Participants by field, and their shares."""

    projects: Optional[Series[object]] = measure("사업", COUNT)
    people: Series[object] = measure("참여인원", COUNT, "명")
    share: Optional[Series[object]] = measure("비중", RATE)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up fields to the whole; take every share over the whole, and the shares together as 100."""
        return (
            RecordTotal("분야"),
            MemberTotal("구분"),
            formula("비중 = 참여인원 / 전체(참여인원)"),
            SharesAddTo100("비중"),
        )

    @classmethod
    def views(cls) -> tuple[Bars, ...]:
        """Show the participants by field."""
        return (
            Bars("분야별 참여인원", "참여인원", rate="비중"),
            Bars("분야별 참여인원", "참여인원", by_member=True),
        )
