"""Coverage: printed totals and rates, found by their words, held against what is checked."""

from build import checks, table
from geomsan.check.coverage import cover
from geomsan.check.identities.declare import RecordTotal, formula
from geomsan.read.figures.units import Kind
from geomsan.read.tables.reading import MeasureSpec

RATE = MeasureSpec(Kind.RATE)
ROWS = "과 | 예산 | 지출 | 집행률\n계 | 3 | 2 | 66.7\nA | 1 | 1 | 100\nB | 2 | 1 | {}"


def covered(read, *identities, reasons=()):
    found = [check for identity in identities for check in checks(identity, read)]
    return cover(read, found, reasons)


def counts(coverage):
    return coverage.totals, coverage.rates, coverage.declared, coverage.checked


def budget(last="50.0", columns=("예산", "지출", "집행률")):
    return table(ROWS.format(last), {"집행률": RATE}, unit="명", columns=list(columns))


def test_everything_declared_and_checked():
    coverage = covered(budget(), RecordTotal("과"), formula("집행률 = 지출 / 예산"))
    assert counts(coverage) == (2, 3, 5, 5)
    assert coverage.uncovered == ()


def test_what_no_identity_declares_is_listed_with_its_place():
    coverage = covered(budget(), RecordTotal("과"))
    assert counts(coverage) == (2, 3, 2, 2)
    assert [(item.text, item.row, item.column, item.place, item.reason) for item in coverage.uncovered] == [
        ("66.7", 1, 3, "report.txt:2", ""),
        ("100", 2, 3, "report.txt:3", ""),
        ("50.0", 3, 3, "report.txt:4", ""),
    ]


def test_undecided_is_declared_but_not_checked():
    coverage = covered(budget(last="약 50"), RecordTotal("과"), formula("집행률 = 지출 / 예산"))
    assert counts(coverage) == (2, 3, 5, 4)


def test_a_violation_is_checked():
    coverage = covered(budget(last="99.9"), RecordTotal("과"), formula("집행률 = 지출 / 예산"))
    assert counts(coverage) == (2, 3, 5, 5)


def test_one_decided_rule_is_enough():
    read = table("과 | 예산 | 본\n계 | 3 | \nA | 1 | 1\nB | 2 | 2", unit="명", columns=["예산", "본"])
    assert counts(covered(read, formula("예산 = 본"), RecordTotal("과")))[2:] == (1, 1)
    assert counts(covered(read, RecordTotal("과"), formula("예산 = 본")))[2:] == (1, 1)


def test_totals_and_rates_in_text_columns_are_found_by_their_words():
    coverage = covered(budget(columns=("-", "지출", "-")), RecordTotal("과"))
    assert counts(coverage) == (2, 3, 1, 1)
    assert {(item.row, item.column) for item in coverage.uncovered} == {(1, 1), (1, 3), (2, 3), (3, 3)}


def test_head_rows_of_later_parts_and_prose_are_no_totals():
    rows = "과 | 계\nA | 5\n과 | 계\nB | 2026년부터 " + "추진한다 " * 10
    read = table(rows, columns=["-"], part_starts=(0, 2))
    assert [item.text for item in covered(read).uncovered] == ["5"]


def test_reasons_by_record_measure_member_row_and_column():
    def reasons(*items):
        given = [{"reason": "목표", **item} for item in items]
        return [item.reason for item in covered(budget(), reasons=given).uncovered]

    assert reasons() == ["", "", "", "", ""]
    assert reasons({"measure": "집행률"}) == ["", "", "목표", "목표", "목표"]
    assert reasons({"measure": "집행률", "record": "계"}) == ["", "", "목표", "", ""]
    assert reasons({"row": 3}) == ["", "", "", "", "목표"]
    assert reasons({"row": 1, "column": 1}) == ["목표", "", "", "", ""]
    assert reasons({"member": "2024"}) == ["", "", "", "", ""]
    assert reasons({"record": "없음"}) == ["", "", "", "", ""]


def test_compound_rates_count_by_part():
    read = table("과 | 지출 (률)\n계 | 3 (50)\nA | 3 (50)", {"률": RATE}, columns=["지출 (률)"])
    coverage = covered(read, RecordTotal("과"))
    assert counts(coverage) == (1, 2, 1, 1)
