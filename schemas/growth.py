"""Stocks that grow: what stands is what stood before and what is new."""

from geomsan.check.families.model import COUNT, ReportModel, measure
from geomsan.check.identities.declare import RecordTotal, formula


class Growth(ReportModel):
    """늘어나는 개소 (numbers of sites, accumulated and new)."""

    class Config:
        """지금의 개소는 직전의 개소에 신규를 더한 것이다."""

        prints = [
            measure("개소", COUNT),
            measure("신규", COUNT, optional=True),
        ]
        holds = [
            RecordTotal("유형"),
            formula("개소 = 직전(개소) + 신규", "칸에 적힌 말: (신규 n)"),
        ]
