"""Participants by field, with their share of the whole."""

from typing import Optional

from pandera.typing import Series

from geomsan.families.model import COUNT, RATE, ReportModel, measure
from geomsan.identities.declare import Identity, RecordTotal, SharesAddTo100, formula


class Participation(ReportModel):
    """참여 인원과 비중."""

    projects: Optional[Series[object]] = measure("사업", COUNT)
    people: Series[object] = measure("참여인원", COUNT, "명")
    share: Optional[Series[object]] = measure("비중", RATE)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """전체는 분야의 합, 비중은 전체에 대한 비율이고 모두 더하면 100이다."""
        return (
            RecordTotal("분야"),
            formula("비중 = 참여인원 / 전체(참여인원)"),
            SharesAddTo100("비중"),
        )
