"""Violations by what is wrong: one cause, one matter, those that wait for somebody and the largest first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from geomsan.check.report import DocumentReport, Finding
from geomsan.decide.file import QUESTION
from geomsan.read.figures.units import read_unit


@dataclass(frozen=True)
class Cause:
    """Violations that the same smallest repairs settle.

    Attributes
    ----------
    findings
        The largest first.
    weight
        That of the largest; see :func:`weights`.
    """

    findings: tuple[Finding, ...]
    weight: float

    @property
    def lead(self) -> Finding:
        """The largest of its findings."""
        return self.findings[0]

    @property
    def waits(self) -> int:
        """Return 0 while nobody has decided, 1 while an office is asked, 2 when all is settled."""
        return min(map(_waits, self.findings))


def causes(reports: Sequence[DocumentReport], known: Mapping[str, float]) -> list[Cause]:
    """Return the causes of all violations, those that wait first, among them the largest first.

    Parameters
    ----------
    reports
        The decided documents.
    known
        The weights of their violations, as :func:`weights` gives them.
    """
    grouped: dict[str, list[Finding]] = {}
    for finding in _violations(reports):
        grouped.setdefault(finding.cause, []).append(finding)
    found = [
        Cause(tuple(sorted(each, key=lambda finding: -known[finding.check_id])), 0.0)
        for each in grouped.values()
    ]
    weighed = [Cause(each.findings, known[each.lead.check_id]) for each in found]
    return sorted(weighed, key=lambda cause: (cause.waits, -cause.weight))


def weights(reports: Sequence[DocumentReport]) -> dict[str, float]:
    """Return how large each violation is among all, from 0 to 1, by its check.

    Won and persons have no common measure. So a difference has two ranks: among all, by its share of
    the figure that it is about; and among those of its kind of unit, by its size. The mean of both puts
    first what is large either way, and neither one person of two nor a few won of a billion. The only
    one of its kind counts as neither large nor small.
    """
    found = [(finding.check_id, relative(finding), *_size(finding)) for finding in _violations(reports)]
    shares = sorted(share for _, share, _, _ in found)
    sizes: dict[str, list[float]] = {}
    for _, _, quantity, size in found:
        sizes.setdefault(quantity, []).append(size)
    for each in sizes.values():
        each.sort()
    return {
        check: round((_rank(shares, share) + _rank(sizes[quantity], size)) / 2, 6)
        for check, share, quantity, size in found
    }


def relative(finding: Finding) -> float:
    """Return the difference as a share of the larger of the printed and the computed figure."""
    figures = [abs(each) for each in (finding.reported, finding.expected) if each is not None]
    whole = max(figures, default=Decimal(0))
    if finding.difference is None or not whole:
        return 0.0
    return round(float(abs(finding.difference) / whole), 6)


def _size(finding: Finding) -> tuple[str, float]:
    unit = read_unit(finding.unit)
    size = float(abs(finding.difference or Decimal(0)))
    return (unit.quantity, size * float(unit.scale)) if unit else (finding.unit, size)


def _rank(ordered: Sequence[float], value: float) -> float:
    return bisect_right(ordered, value) / (len(ordered) + 1)


def _waits(finding: Finding) -> int:
    if not finding.is_open:
        return 2
    decision = finding.decision
    return 1 if finding.status == "open" and decision is not None and decision.kind == QUESTION else 0


def _violations(reports: Iterable[DocumentReport]) -> list[Finding]:
    return [finding for report in reports for table in report.tables for finding in table.violations]
