"""Tables that hold figures but assert nothing: targets, descriptions, lists of facilities."""

from typing import Optional

from pandera.typing import Series

from geomsan.families.model import ReportModel, measure


class Figures(ReportModel):
    """합계나 비율이 없는 표: 추진목표, 시설 현황, 대상 목록."""

    figure: Optional[Series[object]] = measure("*")
