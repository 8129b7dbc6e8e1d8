"""What localization says when a table is large, when few steps are given, and when much is wrong."""

import time

import pytest

from build import table
from geomsan.check.identities.declare import MemberTotal, RecordTotal, SharesAddTo100, formula
from geomsan.check.localization import proof
from geomsan.check.localization.proof import contradiction
from geomsan.check.localization.ranking import rank, suspects
from geomsan.check.localization.repairs import localize, violated_edits
from geomsan.check.localization.search import LimitMetError, Steps
from geomsan.check.localization.system import build_system
from localization.tables import COUNT, RATE, edits_of


def rows_apart(count):
    """A table of rows with totals of their own, each of them wrong."""
    columns = ["값@계", "값@가", "값@나"]
    body = [[f"과{n}", f"{100 + n}", "40", "50"] for n in range(count)]
    read = table([["과", *columns], *body], {"값": COUNT}, unit="명", columns=columns)
    return build_system(edits_of(read, MemberTotal("구분")))


def test_a_consistent_table_needs_no_repair():
    read = table([["과", "값"], ["계", "3"], ["가", "1"], ["나", "2"]], {}, unit="명", columns=["값"])
    found = localize(build_system(edits_of(read, RecordTotal("과"))))
    assert (found.sets, found.size, found.is_complete, found.parts) == ((), 0, True, ())


def test_rows_that_share_no_figure_are_judged_apart():
    system = rows_apart(7)
    found = localize(system, most=100)
    assert found.size == 7
    assert [(part.size, len(part.sets), part.is_complete) for part in found.parts] == [(1, 3, True)] * 7
    assert not found.is_complete
    assert len(found.sets) == len(set(found.sets)) == 100
    assert found.is_decided
    ranked = rank(system, found, violated_edits(system))
    assert len(ranked) == 100
    assert [repair.score for repair in ranked] == sorted(repair.score for repair in ranked)
    for part in suspects(system, found, violated_edits(system)):
        assert len(part) == 3
        assert len({repair.cells[0].entry.record for repair in part}) == 1


def test_all_choices_are_listed_when_they_are_few():
    found = localize(rows_apart(3))
    assert found.is_complete
    assert len(found.sets) == 27


def test_above_the_largest_size_the_size_is_a_lower_bound():
    text = """
        과|값@계|값@가|값@나
        계|300|150|150
        가|101|40|50
        나|102|50|40
        다|103|60|60
    """
    columns = ["값@계", "값@가", "값@나"]
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    read = table(rows, {"값": COUNT}, unit="명", columns=columns)
    system = build_system(edits_of(read, RecordTotal("과"), MemberTotal("구분")))
    true = localize(system)
    assert true.is_complete
    bounded = localize(system, largest=true.size - 1)
    assert bounded.sets == ()
    assert not bounded.is_complete
    assert 1 <= bounded.size <= true.size
    assert rank(system, bounded, violated_edits(system)) == ()


def test_steps_are_counted_and_what_is_said_is_a_lower_bound():
    members = [f"값@{n}" for n in range(12)]
    columns = ["값@계", *members]
    body = [[f"과{n}", f"{1000 + 7 * n}", *["10.5"] * 12] for n in range(30)]
    total = ["계", "99,999", *[f"{400 + n * n}" for n in range(12)]]
    read = table([["과", *columns], total, *body], {}, unit="백만원", columns=columns)
    system = build_system(edits_of(read, RecordTotal("과"), MemberTotal("구분")))
    found = localize(system, steps=300, largest=60)
    assert not found.is_complete
    assert found.size >= 12
    assert found.is_decided or found.sets == ()
    more = localize(system, steps=3_000, largest=60)
    assert more.size >= found.size
    assert localize(system, steps=300, largest=60) == found


def test_what_is_found_does_not_depend_on_the_clock(monkeypatch):
    system = rows_apart(3)
    found = localize(system)
    for clock in ("time", "monotonic", "perf_counter", "process_time"):
        monkeypatch.setattr(time, clock, lambda: 1e9)
    assert localize(system) == found


def test_steps_are_taken_until_none_is_left():
    steps = Steps(3)
    steps.take(2)
    steps.take()
    with pytest.raises(LimitMetError):
        steps.take()
    assert localize(rows_apart(1), steps=0).sets == ()
    assert not localize(rows_apart(1), steps=0).is_complete


def test_shares_that_pass_one_by_one_but_not_together():
    rows = [["과", "비중"], ["가", "33.4"], ["나", "33.4"], ["다", "33.4"]]
    read = table(rows, {"비중": RATE}, columns=["비중"])
    system = build_system(edits_of(read, SharesAddTo100("비중")))
    assert contradiction(system) == (0,)
    found = localize(system)
    # The 100 that is printed nowhere is no suspect.
    assert sorted(map(sorted, found.sets)) == [[1], [2], [3]]


def test_shares_that_all_touch_an_excluded_end():
    # The shares add to less than 100 by their excluded ends alone: 31.6 + 31.9 + 36.5.
    names = ["금액", "비중"]
    rows = [["계", "3", "97.0"], ["가", "1", "31.5"], ["나", "1", "31.8"], ["다", "1", "36.4"]]
    read = table([["과", *names], *rows], {"비중": RATE}, unit="백만원", columns=names)
    share = formula("비중 = 금액 / 전체(금액)")
    edits = edits_of(read, RecordTotal("과", ("비중",)), share, SharesAddTo100("비중"))
    found = localize(build_system(edits))
    assert found.size == 2


def test_a_joint_contradiction_names_every_rule_it_needs_and_no_other():
    columns = ["값@계", "값@가", "값@나"]
    # Each sum may be off by a little; all together they may not.
    body = [["계", "10", "4", "8"], ["과", "5", "2", "2"], ["부", "5", "2", "4"], ["국", "7", "3", "4"]]
    read = table([["과", *columns], *body], {}, unit="백만원", columns=columns)
    edits = edits_of(read, RecordTotal("과"), MemberTotal("구분"))
    system = build_system(edits)
    rules = contradiction(system)
    assert rules
    for left_out in rules:
        rest = [edits[rule] for rule in rules if rule != left_out]
        assert not rest or contradiction(build_system(rest)) == ()


def test_a_long_list_is_proved_near_the_few_figures_that_rounding_moves(monkeypatch):
    columns = ["값@계", "값@가", "값@나"]
    parts = [(3 + n % 7, 5 + n % 11) for n in range(60)]
    body = [[f"{n}과", str(one + other), str(one), str(other)] for n, (one, other) in enumerate(parts)]
    ones, others = sum(one for one, _ in parts), sum(other for _, other in parts)
    body[7][1] = str(sum(parts[7]) + 1)
    total = ["계", str(ones + others + 1), str(ones), str(others)]
    read = table([["과", *columns], total, *body], {}, unit="백만원", columns=columns)
    system = build_system(edits_of(read, RecordTotal("과"), MemberTotal("구분")))
    sizes = []

    class Counted(proof.Programme):
        def __init__(self, part):
            sizes.append(len(part.constraints))
            super().__init__(part)

    monkeypatch.setattr(proof, "Programme", Counted)
    assert contradiction(system) == ()
    assert sizes
    assert max(sizes) < len(system.constraints) / 4
