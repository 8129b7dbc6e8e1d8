"""Indicators of the city beside the nation's."""

from geomsan.check.families.model import AMOUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import HEAD, formula


class NationalShare(ReportModel):
    """전국과 견준 서울의 지표 (main indicators with the city's share of the nation)."""

    class Config:
        """비중은 전국에 대한 서울의 비율이다."""

        prints = [
            measure("전국", AMOUNT),
            measure("서울", AMOUNT),
            measure("비중", RATE),
        ]
        holds = [
            formula("비중 = 서울 / 전국", f"{HEAD}: 비중 (B/A)"),
        ]
