"""Counts and amounts that simply add up: franchises, gardens, users, firms, sales."""

from pandera.typing import Series

from geomsan.check.families.model import ReportModel, measure
from geomsan.check.identities.declare import Identity, MemberTotal, RecordTotal


class Counts(ReportModel):
    """Plain tallies: franchises, gardens, users, firms supported, sales."""

    quantity: Series[object] = measure("*")

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add up the items, whatever the table counts."""
        return (
            RecordTotal("항목"),
            MemberTotal("구분"),
        )
