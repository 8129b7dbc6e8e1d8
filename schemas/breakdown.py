"""How an amount is made up, in levels (○ - ▷), each level adding up to the one above."""

from typing import Optional

from pandera.typing import Series

from geomsan.check.families.model import AMOUNT, ReportModel, measure
from geomsan.check.identities.declare import Identity, RecordTotal, formula


class Breakdown(ReportModel):
    """How a budgeted amount is computed."""

    computed: Optional[Series[object]] = measure("산식금액", AMOUNT)
    amount: Series[object] = measure("산출금액", AMOUNT)

    @classmethod
    def identities(cls) -> tuple[Identity, ...]:
        """Add each level up to the one above, and hold an amount against its formula."""
        return (
            RecordTotal("세부 내역"),
            formula("산출금액 = 산식금액"),
        )
