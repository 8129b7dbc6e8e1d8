"""Which group a subtotal sums up."""

from __future__ import annotations

from geomsan.read.tables.hierarchy import with_groups
from geomsan.read.tables.table import Record


def test_only_a_subtotal_without_a_group_takes_that_of_its_rows() -> None:
    records = (
        Record(0, "합계", "", 0),
        Record(1, "소계", "", 1, parent=0),
        Record(2, "인건비", "본청", 2, parent=1),
        Record(3, "물건비", "", 2, parent=1),
        Record(4, "소계", "사업소", 1, parent=0),
        Record(5, "인건비", "출장소", 2, parent=4),
        Record(6, "소계", "", 1, parent=0),
        Record(7, "예비비", "", 2, parent=6),
    )
    groups = [record.group for record in with_groups(records)]
    assert groups == ["", "본청", "본청", "", "사업소", "출장소", "", ""]
