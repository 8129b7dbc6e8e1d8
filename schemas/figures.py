"""Tables that hold figures but assert nothing: targets, descriptions, lists of facilities."""

from geomsan.check.families.model import ReportModel, measure


class Figures(ReportModel):
    """합계도 비율도 없는 표 (targets, facilities, lists of what is supported)."""

    class Config:
        """성립해야 하는 식이 없다."""

        prints = [
            measure("*", optional=True),
        ]
