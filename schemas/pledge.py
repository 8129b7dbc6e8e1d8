"""Indicators of a pledge: yearly targets and results, and the rate of cumulative achievement."""

from pandera.typing import Series

from geomsan.check.families.model import COUNT, RATE, ReportModel, measure
from geomsan.check.identities.declare import Identity, formula


class Pledge(ReportModel):
    """Indicators by which a pledge is judged, with targets and results."""

    target: Series[object] = measure("목표", COUNT)
    result: Series[object] = measure("실적", COUNT)
    rate: Series[object] = measure("이행률", RATE)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Take the accumulated result over the target of the whole term."""
        return (formula("이행률 = 누계(실적) / 누계(목표)"),)
