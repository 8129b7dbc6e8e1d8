"""Floor space and areas, and who moved in."""

from geomsan.check.families.model import AMOUNT, COUNT, ReportModel, measure
from geomsan.check.identities.declare import RecordTotal


class Space(ReportModel):
    """시설의 면적과 입주 (floor space and who occupies it)."""

    class Config:
        """시설을 더하면 계이다."""

        prints = [
            measure("면적", AMOUNT, "㎡"),
            measure("입주기업", COUNT, optional=True),
        ]
        holds = [
            RecordTotal("시설"),
        ]
