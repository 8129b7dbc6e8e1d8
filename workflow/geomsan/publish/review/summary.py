"""The counts of the review page: verdicts, statuses, coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geomsan.check.report import TableReport

VERDICTS = ("violated", "undecided", "rounding", "exact")
STATUSES = ("open", "stale", "accepted", "corrected")


@dataclass(frozen=True)
class Summary:
    """Counts over one or several documents.

    Attributes
    ----------
    tables, unchecked_tables
        Tables, and those of them without any check.
    verdicts
        Number of checks by verdict, every verdict of :data:`VERDICTS`.
    printed, declared, checked
        Printed totals and rates, those with an identity, and those that were decided.
    explained, unexplained
        Those without an identity, with a reason and without.
    inferred
        Those with an identity that was inferred and that nobody has confirmed.
    """

    tables: int
    unchecked_tables: int
    verdicts: dict[str, int]
    printed: int
    declared: int
    checked: int
    explained: int
    unexplained: int
    inferred: int = 0

    @property
    def checks(self) -> int:
        """Number of checks."""
        return sum(self.verdicts.values())


def summary(tables: Iterable[TableReport]) -> Summary:
    """Count the checks and the coverage of tables."""
    tables = list(tables)
    verdicts = Counter(finding.verdict for table in tables for finding in table.findings)
    coverage = [table.coverage for table in tables]
    reasons = [item.reason for each in coverage for item in each.uncovered]
    return Summary(
        tables=len(tables),
        unchecked_tables=sum(not table.findings for table in tables),
        verdicts={verdict: verdicts[verdict] for verdict in VERDICTS},
        printed=sum(each.totals + each.rates for each in coverage),
        declared=sum(each.declared for each in coverage),
        checked=sum(each.checked for each in coverage),
        explained=sum(bool(reason) for reason in reasons),
        unexplained=sum(not reason for reason in reasons),
        inferred=sum(each.inferred for each in coverage),
    )
