"""Tables that hold figures but assert nothing: targets, descriptions, lists of facilities."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.model import ReportModel, measure


class Figures(ReportModel):
    """Tables without a total or a rate: targets, facilities, lists of what is supported."""

    figure: Optional[Series[object]] = measure("*")
