"""Totals of rows among inferred rules: a rule counts where it adds up rows of one column."""

from __future__ import annotations

from dataclasses import replace

from build import table
from geomsan.check.identities.declare import RecordTotal, bind
from geomsan.check.identities.edits import Edit
from geomsan.infer.drafting.hierarchy import levels_of, members_of
from geomsan.read.tables.labels import ITEM, SUBTOTAL, TOTAL

READ = table(
    "과 | 예산 | 결산\n계 | 6 | 5\n소계 | 3 | 3\nA | 1 | 1\nB | 2 | 2\n소계 | 3 | 2\nC | 3 | 2",
    columns=["예산", "결산"],
)
MEMBERS = {1: {2, 5}, 2: {3, 4}, 5: {6}}


def rows() -> list[Edit]:
    return bind(RecordTotal("과"), READ)


def test_the_parts_of_each_total_and_the_levels_that_follow() -> None:
    assert members_of(rows()) == MEMBERS
    levels = levels_of(members_of(rows()), is_nested=False)
    assert levels == {1: TOTAL, 2: SUBTOTAL, 5: SUBTOTAL, 3: ITEM, 4: ITEM, 6: ITEM}


def test_a_sum_over_two_columns_is_no_total_of_rows() -> None:
    (first, *_), other = rows(), rows()[1]
    across = replace(first, terms=(first.terms[0], *other.terms[1:]))
    assert members_of([across]) == {}


def test_a_row_belongs_to_the_total_that_more_columns_show() -> None:
    one, other = rows()[:2]
    rival = replace(one, terms=(one.terms[0], rows()[2].terms[1]))
    assert members_of([rival, one, other]) == {1: MEMBERS[1]}
