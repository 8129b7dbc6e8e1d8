"""Generated tables with known truth: nothing true is called wrong, and what is wrong is found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reports import FAMILIES, Made, corrupt, generate
from geomsan.check.identities.verdicts import Verdict
from geomsan.infer.understand import UnderstoodTable, understand
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.grid import Grid
from inference.build import cells


def read(made: Made) -> UnderstoodTable:
    rows = tuple(map(tuple, made.grid))
    places = tuple(f"report.txt:{number}" for number in range(len(rows)))
    return understand(FoundTable(Grid(rows, places), "table", 1, len(rows), made.title, made.caption))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(family=st.sampled_from(sorted(FAMILIES)), seed=st.integers(0, 10**9))
def test_clean_tables_are_never_violated(family: str, seed: int) -> None:
    assert all(check.verdict is not Verdict.VIOLATED for check in read(generate(family, seed)).checks)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_identities_and_errors_are_found(family: str) -> None:
    true = found = wrong = detected = 0
    for seed in range(8):
        made = generate(family, seed)
        mine = {(check.edit.rule.value, frozenset(cells(check))) for check in read(made).checks}
        true += len(made.truths)
        found += sum((truth.rule, frozenset(truth.cells)) in mine for truth in made.truths)
        broken = corrupt(made, seed)
        if broken is not None:
            wrong += 1
            detected += any(check.verdict is Verdict.VIOLATED for check in read(broken).checks)
    assert found >= 0.95 * true
    assert detected >= wrong - 1
