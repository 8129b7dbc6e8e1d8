"""The five real reports without their descriptors, against the curated families."""

import pytest

from build import DESCRIPTOR_SCHEMA, ROOT, SCHEMAS
from calls import calls
from geomsan.check.families.registry import load_families
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.validation import check_document
from geomsan.infer.understand import join_fragments, understand
from geomsan.read.documents.descriptor import read_document
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.grid import Grid

FOLDERS = sorted(path.parent for path in (ROOT / "raw").glob("*/datapackage.yaml"))
LEAST = {"seoul-manufacturing-hub-2024": 0.55, "seoul-economy-2019-09": 0.89, "junggu-pledge-2025": 0.9}
"""Shares of the declared identities that are found; 원 and 천원 told twice are what the first lacks."""


def known(check: Check) -> frozenset[object]:
    entries = [term.entry for term in check.edit.terms if not term.entry.is_nil]
    return frozenset((entry.row, entry.column, entry.part) for entry in entries)


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_declared_is_found_and_nothing_else_is_wrong(folder) -> None:
    document = read_document(folder, DESCRIPTOR_SCHEMA)
    declared = found = 0
    for source, checked in zip(
        document.tables, check_document(document, load_families(SCHEMAS)), strict=True
    ):
        caption = f"(단위 : {source.unit.name})" if source.unit else ""
        table = FoundTable(source.grid, source.name, 1, len(source.grid.rows), source.title, caption)
        mine = understand(table).checks
        theirs = [
            check
            for check in checked.checks
            if check.verdict is not Verdict.UNDECIDED
            and all(t.entry.row is not None for t in check.edit.terms)
        ]
        declared += len(theirs)
        found += sum(known(check) in set(map(known, mine)) for check in theirs)
        curated = {known(check) for check in theirs if check.verdict is Verdict.VIOLATED}
        wrong = {known(check) for check in mine if check.verdict is Verdict.VIOLATED}
        assert wrong <= curated, source.name
    assert found >= LEAST.get(document.name, 0.95) * declared


def test_fragments_with_the_same_head_are_one_table() -> None:
    def part(first: int, *rows: str) -> FoundTable:
        cells = tuple(tuple(row.split("|")) for row in rows)
        grid = Grid(cells, tuple(f"r.txt:{first + n}" for n in range(len(cells))))
        return FoundTable(grid, f"lines {first}-{first + len(cells) - 1}", first, first + len(cells) - 1)

    parts = [part(1, "구분|예산", "계|600", "가|100"), part(9, "구분|예산", "나|200", "다|300")]
    (joined,) = join_fragments(parts)
    assert joined.locator == "lines 1-3, 9-11"
    (total,) = understand(joined).checks
    assert total.verdict is Verdict.EXACT


@pytest.mark.slow
def test_time_goes_with_the_size() -> None:
    def work(rows: int) -> None:
        cells = [("구분", "계", *(f"제{n}항" for n in range(18)))]
        cells += [(f"사업{n}", str(18 * n + 153), *(str(n + k) for k in range(18))) for n in range(rows)]
        grid = Grid(tuple(cells), tuple(map(str, range(len(cells)))))
        assert understand(FoundTable(grid, "t", 1, len(cells))).checks

    small, large = calls(lambda: work(100)), calls(lambda: work(400))
    assert large < 6 * small
