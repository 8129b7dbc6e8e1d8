"""Findings: the columns and cells that other programs rely on, finite numbers, sentences in two languages."""

import json
from decimal import Decimal

import pytest

from build import SCHEMAS, checks, source, table
from geomsan.check.contract import repair_numbers
from geomsan.check.families.registry import load_families
from geomsan.check.findings import cells_of, findings_of, message
from geomsan.check.identities.declare import RecordTotal, SharesAddTo100, formula
from geomsan.check.report import COLUMNS
from geomsan.check.validation import check_document, check_table
from geomsan.common.errors import GeomsanError
from geomsan.read.documents.descriptor import Document
from geomsan.read.figures.printed import json_number
from geomsan.read.figures.units import Kind
from geomsan.read.tables.reading import MeasureSpec

RATE = MeasureSpec(Kind.RATE)
FAMILIES = load_families(SCHEMAS)


def one(cells, unit="백만원"):
    read = table([["과", "예산"], *zip(["계", "A", "B"], cells, strict=True)], unit=unit, columns=["예산"])
    (check,) = checks(RecordTotal("과"), read)
    return check


def findings(cells, **given):
    given = {"unit": "백만원", "family": "counts", "columns": ["예산"], **given}
    rows_given = [["과", "예산"], *zip(["계", "A", "B"], cells, strict=True)]
    return findings_of(check_table(source(rows_given, **given), FAMILIES["counts"]))


def test_columns_are_those_of_the_contract():
    contract = "document, table, check_id, rule, statement, verdict, status, unit, reported, expected, "
    contract += "difference, cells, repairs, source, message_ko, message_en, cause, basis, number"
    assert tuple(contract.split(", ")) == COLUMNS


def test_a_violation():
    (row,) = findings(["9", "1", "2"])
    assert row.check_id == "document/table/계=항목의합@r1c1"
    assert (row.rule, row.verdict, row.status) == ("sum", "violated", "open")
    assert (row.unit, row.source) == ("백만원", "report.txt:2")
    assert (row.reported, row.expected, row.difference) == (9, 3, 6)
    assert row.statement == "계 = A + B"
    repairs = row.repairs
    values = {(cell["row"], cell["text"]): cell["value"] for repair in repairs for cell in repair["cells"]}
    assert values == {(1, "9"): "3", (2, "1"): "7", (3, "2"): "8"}
    assert [repair["score"] for repair in repairs] == sorted(repair["score"] for repair in repairs)
    assert "가장 의심되는 곳: 9 → 3" in row.message_ko
    assert row.cells == [
        {"row": 1, "column": 1, "text": "9", "role": "total"},
        {"row": 2, "column": 1, "text": "1", "role": "part"},
        {"row": 3, "column": 1, "text": "2", "role": "part"},
    ]


@pytest.mark.parametrize(("cells", "verdict"), [(["3", "1", "2"], "exact"), (["4", "1", "2"], "rounding")])
def test_what_passes_has_no_status(cells, verdict):
    (row,) = findings(cells)
    assert (row.verdict, row.status) == (verdict, "")


def test_undecided_has_no_numbers_but_the_reported_one():
    (row,) = findings(["3", "", "2"])
    assert (row.verdict, row.status) == ("undecided", "")
    assert (row.reported, row.expected, row.difference) == (3.0, None, None)
    assert "비어 있습니다" in row.message_ko
    assert "missing" in row.message_en


def test_sentences_in_both_languages():
    ko, en = (message(one(["9", "1", "2"])).in_language(language) for language in ("ko", "en"))
    assert ko == "계 = A + B: 적힌 값 9백만원, 나머지 숫자로 계산한 값 3백만원 (차이 6)"
    assert en == "계 = A + B: printed 9백만원, but the other figures give 3백만원 (off by 6)"
    sentence = message(one(["1,004", "1,001", "2"]))
    assert (
        sentence.ko == "계 = A + B: 적힌 값 1,004백만원, 계산한 값 1,003백만원 (차이 1) — 반올림으로 설명됨"
    )
    assert sentence.en.endswith("explained by rounding half up")
    assert message(one(["△1", "1", "△2"])).ko == "계 = A + B: △1백만원 일치"
    assert message(one(["△1", "1", "△2"])).en == "계 = A + B: △1백만원 agrees"
    assert message(one(["4.9", "1", "2"])).ko.endswith("버림으로 설명됨")
    assert message(one(["2.3", "1", "2"])).ko.endswith("반올림으로 설명됨")
    assert message(one(["6.6억", "3.3억", "3.3억"])).ko == "계 = A + B: 6.6억 일치"


def test_no_particle_hangs_on_a_number():
    for cells in (["9", "1", "2"], ["4", "1", "2"], ["3", "약 1", "2"], ["3", "1", "2"]):
        sentence = message(one(cells)).ko
        for particle in ("와 ", "과 계산", "은(는)", "이(가)", "(으)로", "을(를)"):
            assert particle not in sentence


def test_parts_of_compound_cells_are_told_apart():
    read = table("과 | 지출 (률)\nA | 3 (40)", {"률": RATE}, unit="명", columns=["지출 (률)"])
    (check,) = checks(formula("률 = 지출 / 지출"), read)
    assert cells_of(check) == [
        {"row": 1, "column": 1, "part": 1, "text": "40", "role": "rate"},
        {"row": 1, "column": 1, "part": 0, "text": "3", "role": "numerator"},
    ]


def test_a_stated_figure_has_a_place_and_no_position():
    stated = [{"record": "계", "pattern": "예산", "text": "3", "line": 9}]
    read = table("과 | 예산\nA | 1\nB | 1", columns=["예산"], unit="명", stated=stated)
    (check,) = checks(RecordTotal("과"), read)
    cell = {"row": None, "column": None, "text": "3", "role": "total", "place": "report.txt:9"}
    assert cells_of(check)[0] == cell


def test_the_100_that_is_not_printed_is_no_cell():
    read = table("분야 | 률\nA | 60\nB | 30", {"률": RATE}, columns=["률"])
    (check,) = checks(SharesAddTo100("률"), read)
    assert [cell["role"] for cell in cells_of(check)] == ["part", "part"]
    assert message(check).ko == "률: A + B = 100: 적힌 값 100%, 나머지 숫자로 계산한 값 90% (차이 10)"


def test_blanks_that_count_as_zero_are_cells():
    (row,) = findings(["9", "1", ""], blank="zero")
    assert row.cells[-1] == {"row": 3, "column": 1, "text": "", "role": "part"}


@pytest.mark.parametrize("digits", [1, 15, 17, 20, 299, 300, 301, 400, 5_000])
def test_numbers_are_finite_json_and_keep_every_digit(digits):
    for sign, printed in (("", "9" * digits), ("-", "△" + "9" * digits)):
        (row,) = findings([printed, "1", "2"], unit="명")
        value = json.loads(json.dumps(json_number(row.reported), allow_nan=False))
        assert Decimal(value if isinstance(value, str) else repr(value)) == Decimal(sign + "9" * digits)
        assert isinstance(value, str) == (digits > 15)


def test_the_numbers_of_a_repair_keep_every_digit():
    (row,) = findings(["12345678901234568", "12345678901234560", "7"], unit="명")
    (repair,) = (each for each in row.repairs if each["cells"][0]["row"] == 1)
    assert repair["cells"][0]["value"] == "12345678901234567"
    assert repair_numbers(repair)["cells"][0]["value"] == "12345678901234567"
    assert "계산한 값 12,345,678,901,234,567명 (차이 1)" in row.message_ko
    (row,) = findings(["9", "1", "2"])
    numbers = repair_numbers(row.repairs[0])["cells"][0]
    assert {type(numbers[name]) for name in ("value", "low", "high")} == {float}


def document(*tables):
    return Document(name="document", title="", details={}, tables=tables, reasons={})


def test_checking_a_document():
    given = source("과 | 정원\n계 | 3\nA | 1", family="counts", unit="명", columns=["정원"])
    (checked,) = check_document(document(given), FAMILIES)
    assert [check.verdict.value for check in checked.checks] == ["violated"]
    assert checked.coverage.totals == checked.coverage.checked == 1


@pytest.mark.parametrize(
    ("rows_given", "family", "columns", "message_ko"),
    [
        ("과 | 정원\nA | 1", "nothing", ["정원"], "schemas/에 없는 이름입니다: nothing. 있는 것: audit"),
        ("과 | 정원\nA | 1", "staffing", ["정원"], "schemas/staffing.py에 맞지 않습니다: 항목 현원 없음"),
        ("과 | a | b | c\nA | 1 | 1 | 1", "staffing", ["정원", "현원", "면적"], "모르는 항목 면적"),
        ("과 | 정원", "counts", ["정원"], "행이 하나도 없습니다"),
    ],
)
def test_a_table_that_does_not_fit_its_family(rows_given, family, columns, message_ko):
    given = source(rows_given, family=family, columns=columns)
    with pytest.raises(GeomsanError) as caught:
        check_document(document(given), FAMILIES)
    assert caught.value.place.startswith("document/table")
    assert message_ko in caught.value.message.ko
    assert caught.value.message.en.isascii() or "면적" in message_ko or "현원" in message_ko


def test_findings_that_one_repair_settles_have_one_cause():
    lines = ["합계 | 3 | 4 | 7", "A | 1 | 2 | 3", "B | 2 | 1 | 4"]
    rows_given = [line.split(" | ") for line in ("과 | 가 | 나 | 계", *lines)]
    read = source(rows_given, unit="명", family="declared", columns=["가", "나", "계"], rules={"identities": [
        {"rule": "sum", "statement": "합계", "status": "confirmed", "totals": ["가", "나", "계"]},
        {"rule": "sum", "statement": "가로", "status": "inferred", "formula": "계 = 가 + 나"},
    ]})  # fmt: skip
    found = findings_of(check_table(read, FAMILIES["declared"]))
    violated = [finding for finding in found if finding.verdict == "violated"]
    assert len(violated) == 2
    assert len({finding.cause for finding in violated}) == 1
    assert {finding.cause for finding in found if finding.verdict == "exact"} == {""}
    assert {finding.basis for finding in found} == {"stated", "worded"}
    (other,) = findings(["9", "1", "2"])
    assert other.cause != violated[0].cause
