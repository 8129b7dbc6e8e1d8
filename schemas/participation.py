"""Participants by field, with their share of the whole."""

from geomsan.check.families.bars import Bars
from geomsan.check.families.model import COUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import MemberTotal, RecordTotal, SharesAddTo100, formula


class Participation(ReportModel):
    """분야별 참여인원과 비중 (participants by field, and their shares)."""

    class Config:
        """분야를 더하면 전체이고, 비중은 전체에 대한 비율이며 더하면 100이다."""

        prints = [
            measure("사업", COUNT, optional=True),
            measure("참여인원", COUNT, "명"),
            measure("비중", RATE, optional=True),
        ]
        holds = [
            RecordTotal("분야"),
            MemberTotal("구분"),
            formula("비중 = 참여인원 / 전체(참여인원)", "인원 옆 괄호 안의 %: 전체에 대한 비율로 읽음"),
            SharesAddTo100("비중", "전체를 나눈 비율은 더하면 100이다"),
        ]


Participation.show(
    Bars("분야별 참여인원", "참여인원", rate="비중"),
    Bars("분야별 참여인원", "참여인원", by_member=True),
)
