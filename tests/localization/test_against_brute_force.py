"""Verdicts and repairs against exact elimination over all small sets of figures."""

from fractions import Fraction

from hypothesis import event, given, settings
from hypothesis import strategies as st

from geomsan.check.localization.proof import contradiction, is_proof
from geomsan.check.localization.repairs import localize, violated_edits
from geomsan.check.localization.solver import Programme
from geomsan.check.localization.system import build_system
from localization.exact import is_consistent, place, smallest_repairs
from localization.tables import grouped, printed

few = settings(max_examples=max(20, settings.default.max_examples // 5))
LARGEST = 2


@given(printed() | grouped())
def test_what_was_printed_from_true_figures_is_never_contradicted(edits):
    system = build_system(edits)
    assert contradiction(system) == ()
    assert localize(system).sets == ()
    assert localize(system).is_complete


@given(printed(faults=1) | printed(faults=2))
def test_a_contradiction_is_one_and_is_irreducible(edits):
    system = build_system(edits)
    rules = contradiction(system)
    event(f"{len(rules)} rules")
    assert bool(rules) != is_consistent(edits)
    chosen = [edits[rule] for rule in rules]
    if chosen:
        assert not is_consistent(chosen)
        assert all(is_consistent(chosen[:n] + chosen[n + 1 :]) for n in range(len(chosen)))


@given(printed(faults=0) | printed(faults=1), st.randoms(use_true_random=False))
def test_no_multipliers_prove_a_consistent_system_wrong(edits, dice):
    system = build_system(edits)
    multipliers = [dice.choice([0.0, 1.0, -1.0, dice.uniform(-1, 1)]) for _ in system.constraints]
    solved = Programme(system).solve().multipliers
    for guess in (multipliers, list(solved), [value + dice.uniform(-1e-6, 1e-6) for value in solved]):
        if is_proof(system, guess):
            assert not is_consistent(edits)


@few
@given(printed(faults=1) | printed(faults=2))
def test_the_smallest_repairs_are_those_of_brute_force(edits):
    system = build_system(edits)
    if not contradiction(system):
        return
    found = localize(system, steps=1_000_000)
    assert found.is_complete
    sets = {frozenset(place(system.variables[cell].entry) for cell in chosen) for chosen in found.sets}
    wanted = smallest_repairs(edits, LARGEST)
    event(f"{found.size} cells")
    if wanted:
        assert sets == wanted
    else:
        assert found.size > LARGEST
        assert all(is_consistent(edits, chosen) for chosen in sets)


@few
@given(printed(faults=2))
def test_violated_rules_are_those_that_cannot_hold_alone(edits):
    system = build_system(edits)
    assert violated_edits(system) == [n for n, edit in enumerate(edits) if not is_consistent([edit])]


def test_the_exact_check_knows_open_ends():
    from localization.exact import solvable

    x = {"x": Fraction(1)}
    assert solvable([], [(x, Fraction(1), False), ({"x": Fraction(-1)}, Fraction(-1), False)])
    assert not solvable([], [(x, Fraction(1), True), ({"x": Fraction(-1)}, Fraction(-1), False)])
