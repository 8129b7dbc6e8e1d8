"""Which family a table belongs to, where its head says so in the family's own words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from geomsan.check.families.model import ReportModel
from geomsan.check.identities.verdicts import Verdict
from geomsan.check.validation import CheckedTable, check_table
from geomsan.common.errors import GeomsanError
from geomsan.infer.drafting.identities import Signature, signature
from geomsan.infer.drafting.layout import LayoutDraft
from geomsan.infer.lines import Line
from geomsan.infer.matrix import Matrix
from geomsan.read.tables.labels import bare, squeeze
from geomsan.read.tables.layout import layout_from
from geomsan.read.tables.reading import TableSource

_FEWEST_MEASURES = 2
"""One column called 건수 or 면적 is no evidence of a family."""


def fitting_family(
    source: TableSource,
    matrix: Matrix,
    layout: LayoutDraft,
    wanted: Mapping[Signature, Verdict],
    families: Mapping[str, type[ReportModel]],
) -> tuple[str, dict[str, Any]] | None:
    """Return the name of the family that says all that was inferred, and the table's layout in its words.

    Every column of figures must bear the name of one of the family's measures, alone or with that of a
    member; the family must declare every inferred rule with its verdict and prove nothing wrong that
    inference did not. Of several, the one that checks most.
    """
    found: list[tuple[int, str, dict[str, Any]]] = []
    for name, family in sorted(families.items()):
        measures = family.measures()
        words = _words(matrix.columns, measures) if "*" not in measures else None
        if words is None:
            continue
        drafted = _in_words(layout, words)
        try:
            checked = check_table(replace(source, family=name, layout=layout_from(drafted)), family)
        except GeomsanError:
            continue  # it lacks a measure that the family must have
        if _says_all(checked, wanted):
            found.append((len(checked.checks), name, drafted))
    if not found:
        return None
    _, name, drafted = max(found, key=lambda item: item[0])
    return name, drafted


def _says_all(checked: CheckedTable, wanted: Mapping[Signature, Verdict]) -> bool:
    if checked.proof.joint is not None:
        return False
    verdicts = {signature(check.edit): check.verdict for check in checked.checks}
    wrong = {sign for sign, verdict in verdicts.items() if verdict is Verdict.VIOLATED}
    known = {sign for sign, verdict in wanted.items() if verdict is Verdict.VIOLATED}
    return wanted.items() <= verdicts.items() and wrong <= known


def _words(columns: Collection[Line], measures: Collection[str]) -> dict[int, str] | None:
    """Return each column in the words of a family, ``정원`` or ``정원@일반직``; None where one has none."""
    named: dict[int, str] = {}
    for position, line in enumerate(columns):
        word = next(iter(_readings(line, measures)), None)
        if word is None or word in named.values():
            return None
        named[position] = word
    is_plain = len({word.partition("@")[0] for word in named.values()}) >= _FEWEST_MEASURES
    return named if is_plain else None


def _readings(line: Line, measures: Collection[str]) -> Iterator[str]:
    labels = [*line.labels[:-1], line.name] if line.name else list(line.labels)
    words = [bare(label) for label in labels if label]
    if len(words) == 1 and words[0] in measures:
        yield words[0]
    elif len(words) == 2 and (words[0] in measures) != (words[1] in measures):
        measure, member = words if words[0] in measures else reversed(words)
        yield f"{measure}@{squeeze(member)}"


def _in_words(layout: LayoutDraft, words: Mapping[int, str]) -> dict[str, Any]:
    """Return the layout with the family's names; the family says of what kind they are."""
    return replace(layout, names=dict(words), kinds={}, units={}).to_json()
