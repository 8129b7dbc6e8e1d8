"""Tables whose identities stand in their own descriptor, inferred or confirmed by a person."""

from geomsan.check.families.model import ReportModel, measure


class Declared(ReportModel):
    """규칙을 표마다 따로 적은 표 (what holds is declared table by table, under ``identities``)."""

    class Config:
        """종류로서 아는 규칙은 없다."""

        prints = [
            measure("*", optional=True),
        ]
