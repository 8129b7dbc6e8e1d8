"""R&D programmes: projects applied for and supported, and their budgets."""

from geomsan.check.families.model import AMOUNT, COUNT, ReportModel, measure
from geomsan.check.identities.declare import RecordTotal


class Research(ReportModel):
    """연구개발 지원사업의 과제와 예산 (support for research and development)."""

    class Config:
        """사업을 더하면 계이다."""

        prints = [
            measure("접수과제", COUNT, optional=True),
            measure("과제", COUNT),
            measure("예산", AMOUNT, optional=True),
        ]
        holds = [
            RecordTotal("사업"),
        ]
