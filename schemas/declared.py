"""Tables whose identities stand in their own descriptor, inferred or confirmed by a person."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.model import ReportModel, measure


class Declared(ReportModel):
    """Tables of any kind; what holds in them is declared table by table, under ``identities``."""

    figure: Optional[Series[object]] = measure("*")
