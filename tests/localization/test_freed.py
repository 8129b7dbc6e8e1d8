"""What is said of freed figures without a linear programme, against exact elimination."""

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from build import table
from geomsan.check import proving
from geomsan.check.identities.declare import RecordTotal, formula
from geomsan.check.identities.verdicts import evaluate
from geomsan.check.localization.bounds import Bounds
from geomsan.check.localization.freed import clash
from geomsan.check.localization.points import Point
from geomsan.check.localization.proof import contradiction
from geomsan.check.localization.solver import Worst
from geomsan.check.localization.system import build_system
from localization.exact import is_consistent, place
from localization.tables import RATE, edits_of, printed

few = settings(max_examples=max(20, settings.default.max_examples // 5))
COLUMNS = ["현액", "지출액", "집행률"]


def system_of(rows):
    read = table([["과", *COLUMNS], *rows], {"집행률": RATE}, unit="백만원", columns=COLUMNS)
    return build_system(edits_of(read, RecordTotal("과"), formula("집행률 = 지출액 / 현액")))


def at(system, *places):
    """The figures in these rows and columns, counted below the head and right of the stub."""
    numbers = {(v.entry.row, v.entry.column): n for n, v in enumerate(system.variables)}
    return frozenset(numbers[row + 1, column + 1] for row, column in places)


WRONG_SUM = [["계", "300", "150", "50.0"], ["가", "100", "50", "50.0"], ["나", "200", "130", "50.0"]]


def test_a_freed_figure_between_two_constraints_that_disagree_is_proved():
    system = system_of(WRONG_SUM)
    # 나's 지출액 would be 100, for the total and for its rate.
    assert clash(Bounds.of(system), at(system, (2, 1))) is None
    # 가's 지출액 would be 20 for the total and 50 for its rate.
    proof = clash(Bounds.of(system), at(system, (1, 1)))
    assert proof is not None
    assert at(system, (0, 1), (2, 1), (1, 0), (1, 2)) <= proof.cells


def test_what_bounds_one_freed_figure_bounds_the_next():
    system = system_of(WRONG_SUM)
    # 가's 지출액 is 20 for the total, so that its 현액 is 40 for the rate, but 100 for the total of 현액.
    proof = clash(Bounds.of(system), at(system, (1, 0), (1, 1)))
    assert proof is not None
    assert at(system, (0, 0), (2, 0), (0, 1), (2, 1), (1, 2)) <= proof.cells
    assert not proof.cells & at(system, (1, 0), (1, 1))


def test_a_point_suffices_where_only_what_is_freed_must_move():
    system = system_of(WRONG_SUM)
    printed_point = Point.printed(Bounds.of(system))
    assert printed_point.missed
    assert printed_point.suffices(at(system, (2, 1)))
    assert not printed_point.suffices(at(system, (1, 1)))
    # Two freed figures in one sum: left to the linear programme, which finds that they do.
    both = at(system, (1, 1), (2, 1))
    assert not printed_point.suffices(both)
    programme = Worst(system)
    programme.free(both)
    assert programme.solve().is_feasible


def test_a_solution_stands_near_the_next_one():
    # 현액 adds up only with rounding, so that no print but a solution is a point where it holds.
    rows = [["계", "301", "150", "49.8"], ["가", "100", "50", "50.0"], ["나", "200", "100", "50.0"]]
    rows += [["다", "0", "4", "50.0"]]
    system = system_of(rows)
    bounds = Bounds.of(system)
    first = at(system, (3, 1))
    programme = Worst(system)
    programme.free(first)
    outcome = programme.solve()
    assert outcome.is_feasible
    assert not Point.printed(bounds).suffices(at(system, (2, 1), (2, 2)))
    assert Point.near(bounds, outcome.values, first).suffices(at(system, (2, 1), (2, 2)))


def test_what_holds_as_printed_is_asked_once_for_all_groups_of_rules(monkeypatch):
    rows = [[f"과{number}", "100", "50", "50.0"] for number in range(5)]
    read = table([["과", *COLUMNS], *rows], {"집행률": RATE}, unit="백만원", columns=COLUMNS)
    rules = [formula("집행률 = 지출액 / 현액"), formula("현액 = 지출액 + 지출액")]
    system = build_system([edit for rule in rules for edit in edits_of(read, rule)])
    assert len(system.components()) == len(rows)
    asked, printed_point = [], Point.printed
    monkeypatch.setattr(Point, "printed", lambda bounds: asked.append(bounds) or printed_point(bounds))
    assert contradiction(system) == ()
    assert len(asked) == 1


def test_of_a_long_table_only_what_is_near_a_rounding_becomes_a_system(monkeypatch):
    rows = [["계", "5,000", "2,500", "50.0"], *([f"과{number}", "100", "50", "50.0"] for number in range(49))]

    def proved(*last):
        sizes = []
        monkeypatch.setattr(
            proving, "build_system", lambda edits: sizes.append(len(edits)) or build_system(edits)
        )
        read = table([["과", *COLUMNS], *rows, last], {"집행률": RATE}, unit="백만원", columns=COLUMNS)
        edits = edits_of(read, RecordTotal("과"), formula("집행률 = 지출액 / 현액"))
        return len(edits), sizes, proving.prove([evaluate(edit) for edit in edits])

    number, sizes, proof = proved("끝", "100", "50", "50.3")
    # Its own rule and two totals; as these must move, the rate of the total.
    assert sizes == [3, 4]
    assert number > 50
    assert proof == proving.TableProof()


@few
@given(printed() | printed(faults=1) | printed(faults=2))
def test_what_is_near_a_rounding_hides_no_contradiction(edits):
    checks = [evaluate(edit) for edit in edits]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proving, "_FEW", 0)
        holds = proving._holds_near_print(checks)
    event(f"holds: {holds}")
    assert is_consistent(edits) or not holds


@few
@given(printed(faults=1) | printed(faults=2), st.data())
def test_neither_says_what_is_not_so(edits, data):
    system = build_system(edits)
    bounds = Bounds.of(system)
    changeable = [n for n, variable in enumerate(system.variables) if not variable.is_given]
    free = frozenset(data.draw(st.lists(st.sampled_from(changeable), max_size=4, unique=True)))
    proof = clash(bounds, free)
    programme = Worst(system)
    programme.free(free)
    outcome = programme.solve()
    points = [Point.printed(bounds), Point.near(bounds, outcome.values, free)]
    consistent = is_consistent(edits, frozenset(place(system.variables[cell].entry) for cell in free))
    event(f"consistent: {consistent}, proved: {proof is not None}")
    assert not (proof and consistent)
    assert consistent or not any(point.suffices(free) for point in points)
