"""Inferred rules as identities of a descriptor."""

from dataclasses import replace

import pytest

from build import table
from geomsan.check.identities.declare import RecordTotal, bind
from geomsan.check.identities.verdicts import Verdict, evaluate
from geomsan.infer.drafting.identities import Wanted, draft_identities, signature


@pytest.mark.parametrize(("parts", "is_written"), [(30, True), (5000, False)])
def test_a_total_of_more_parts_than_a_formula_holds_is_lost_and_said_to_be(parts: int, is_written: bool):
    rows = [["과", "금액"], ["계", str(parts)], *([f"항목{number}", "1"] for number in range(parts))]
    read = table(rows, columns=["금액"])
    (edit,) = bind(RecordTotal("항목"), read)
    assert evaluate(edit).verdict is Verdict.EXACT
    flat = replace(read, records=tuple(replace(record, parent=None) for record in read.records))
    wanted = {signature(edit): Wanted(edit, "계 = 항목의 합", Verdict.EXACT)}
    items, lost = draft_identities(wanted, flat, {})
    assert [len(item["cells"]) for item in items] == [1] * is_written
    assert lost == (not is_written)
