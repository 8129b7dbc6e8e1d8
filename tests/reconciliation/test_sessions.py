"""Comparisons of sessions: what is matched, converted, and what is left alone."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from geomsan.check.report import CorrectedCell, Decision, with_corrections
from geomsan.common.stored import restore, store
from geomsan.read.documents.order import MOST_EARLIER, earlier_documents
from geomsan.reconcile.aliases import Aliases, Name
from geomsan.reconcile.series import GONE, NEW, SHARED, TOTAL, SessionSeries
from geomsan.reconcile.sessions import compare, convert
from packs.views import BUDGET, EXECUTION, STAFF, STAFFING, report

BEFORE = (
    "과 | 예산현액 | 지출액 | 집행률\n계 | 250,000 | 50,000 | 20.0\n가 과 | 80,000 | 20,000 | 25.0\n"
    "나과 | 100,000 | 10,000 | 10.0\n옛과 | 70,000 | 20,000 | 28.6"
)
NOW = BUDGET + "\n새과 | - | - | -"


def budgets(now=NOW, before=BEFORE, unit="천원", as_of="2025-08-31", **details):
    own = report(("execution", now, EXECUTION), name="now")
    other = report(
        ("execution", before, EXECUTION), name="before", date="2025-09", unit=unit, as_of=as_of, **details
    )
    return own, other


def only(own, *others, aliases=None):
    (found,) = compare(own, others, aliases or Aliases())
    return found


def lines(series):
    return {line.name: line for line in series.lines}


def figures(series, name, measure=0):
    return [each and each.value for each in lines(series)[name].figures[measure]]


def test_departments_are_matched_and_the_others_are_said():
    found = only(*budgets())
    assert {name: line.kind for name, line in lines(found).items()} == {
        "계": TOTAL,
        "가과": SHARED,
        "나과": SHARED,
        "새과": NEW,
        "옛과": GONE,
    }
    assert [each.document for each in found.sessions] == ["before", "now"]
    assert any("옛과" in remark for remark in found.remarks)
    assert any("새과" in remark for remark in found.remarks)
    assert figures(found, "옛과") == ["70", None]
    assert figures(found, "새과") == [None, "0"]


def test_figures_are_converted_to_the_unit_of_the_document_exactly():
    found = only(*budgets(before=BEFORE.replace("80,000", "80,001")))
    assert found.units == ("백만원", "백만원", "%")
    assert figures(found, "가과") == ["80.001", "100"]
    assert lines(found)["가과"].figures[0][0].printed == "80,001천원"
    assert any("천원을 백만원으로 바꾸어" in remark for remark in found.remarks)
    pair = found.change(lines(found)["가과"], 0)
    assert pair is not None
    assert pair[1].number - pair[0].number == Decimal("19.999")


def test_another_kind_of_unit_is_not_converted():
    found = only(*budgets(unit="달러"))
    assert figures(found, "가과") == [None, "100"]
    assert found.change(lines(found)["가과"], 0) is None
    assert any("바꿀 수 없어" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("number", "unit", "into", "expected"),
    [
        ("15765332", "천원", "백만원", "15765.332"),
        ("1.5", "억원", "백만원", "150"),
        ("9007199254740993", "원", "조원", "9007.199254740993"),
        ("3", "명", "원", None),
        ("3", "명", "개소", "3"),
        ("△", "", "", None),
    ],
)
def test_conversion_keeps_every_place(number, unit, into, expected):
    if number == "△":
        assert convert(Decimal(3), "", "") == 3
        return
    converted = convert(Decimal(number), unit, into)
    assert converted == (None if expected is None else Decimal(expected))


def test_what_grows_through_the_year_changes_only_between_equal_days():
    apart = only(*budgets())
    assert apart.changing == ("예산현액",)
    assert any("기준일이 서로 달라" in remark for remark in apart.remarks)
    same = only(*budgets(as_of="2025-01-31"))
    assert same.changing == ("예산현액", "지출액")
    unknown = only(*budgets(as_of=""))
    assert unknown.changing == ("예산현액",)


def test_names_are_one_only_when_the_alias_file_says_so():
    own, other = budgets()
    renamed = Aliases({Name("옛과"): "same/0", Name("새과"): "same/0"})
    found = only(own, other, aliases=renamed)
    assert lines(found)["새과"].kind == SHARED
    assert lines(found)["새과"].names == ("옛과", "새과")
    assert any("별칭 파일" in remark and "옛과" in remark for remark in found.remarks)
    apart = Aliases(apart=((Name("가과", "now/execution"), Name("가과", "before/execution")),))
    assert compare(own, [other], apart) == []


def test_a_name_that_stands_twice_is_not_compared():
    own, other = budgets(before=BEFORE.replace("옛과", "나과"), now=NOW.replace("새과", "옛과"))
    assert compare(own, [other], Aliases()) == []


def test_figures_of_open_violations_carry_their_finding_and_no_change():
    own, other = budgets(before=BEFORE.replace("250,000", "260,000").replace("20.0\n", "19.2\n"))
    found = only(own, other)
    total = lines(found)["계"]
    assert total.figures[0][0].doubts
    assert [found.doubts[index].status for index in total.figures[0][0].doubts] == ["open"]
    assert found.change(total, 0) is None
    decided = replace(
        other,
        tables=[
            replace(table, findings=[replace(each, status="accepted") for each in table.findings])
            for table in other.tables
        ],
    )
    assert only(own, decided).doubts == ()


@pytest.mark.parametrize(("example", "shown"), [(False, "250000"), (True, "260000")])
def test_an_example_corrects_no_figure(example, shown):
    own, other = budgets(
        before=BEFORE.replace("250,000", "260,000").replace("20.0\n", "19.2\n"), unit="백만원"
    )
    cell = CorrectedCell(1, 1, None, "260,000", "250,000")

    def settled(finding):
        made = Decision(finding.check_id, "corrected", "과", "2026-01-01", example=example, corrected=(cell,))
        return replace(finding, status="corrected", decision=made) if finding.is_open else finding

    tables = [replace(table, findings=list(map(settled, table.findings))) for table in other.tables]
    found = only(own, with_corrections(replace(other, tables=tables)))
    (figure, _), *_ = lines(found)["계"].figures
    assert (figure.value, figure.is_corrected, bool(figure.doubts)) == (shown, not example, example)


@pytest.mark.parametrize(
    "details", [{"council": "다른의회"}, {"date": "2026-03"}, {"date": "2027-01"}, {"date": ""}]
)
def test_only_earlier_documents_of_the_same_council_are_partners(details):
    own, _ = budgets()
    other = report(
        ("execution", BEFORE, EXECUTION), name="before", **({"date": "2025-09", "unit": "천원"} | details)
    )
    assert compare(own, [other], Aliases()) == []


def test_tables_that_share_one_name_only_are_no_partners():
    own, other = budgets(before=BEFORE.replace("나과", "다른과"))
    assert compare(own, [other], Aliases()) == []


def test_sessions_stand_in_the_order_of_their_dates():
    own = report(("staffing", STAFF, STAFFING), name="c", date="2026-03")
    others = [
        report(("staffing", STAFF, STAFFING), name=name, date=date)
        for name, date in (("b", "2022-09"), ("a", "2019-09-02"))
    ]
    found = only(own, *others)
    assert [each.document for each in found.sessions] == ["a", "b", "c"]
    assert all(len(row) == 3 for line in found.lines for row in line.figures)


def test_series_are_stored_whole(tmp_path: Path):
    found = compare(*[(lambda own, other: (own, [other]))(*budgets())][0], Aliases())
    path = tmp_path / "series.json"
    store(path, found)
    assert restore(path, list[SessionSeries]) == found


def test_earlier_documents_are_told_by_the_heads_of_their_descriptors(tmp_path: Path):
    heads = {
        "a": 'council: 시의회\ndate: "2019-09-02"',
        "b": "council: 시의회\ndate: 2022-09",
        "c": "council: 구의회\ndate: 2020-01",
        "d": "council: 시의회",
        "e": "council: 시의회\ndate: '2026-03'  # 회기",
    }
    for name, head in heads.items():
        (tmp_path / name).mkdir()
        text = f"name: {name}\n{head}\nresources:\n- name: t\n  date: 1999\n"
        (tmp_path / name / "datapackage.yaml").write_text(text, encoding="utf-8")
    earlier = earlier_documents(tmp_path, sorted(heads))
    assert earlier == {"a": [], "b": ["a"], "c": [], "d": [], "e": ["a", "b"]}


def test_a_document_is_held_against_a_fixed_number_of_earlier_ones(tmp_path: Path):
    offices = ["기획과", "재무과", "복지과"]
    for number in range(60):
        folder = tmp_path / f"d{number:02}"
        folder.mkdir()
        head = f"council: 시의회\noffice: {offices[number % 3]}\ndate: {2001 + number // 3}-03\n"
        (folder / "datapackage.yaml").write_text(head, encoding="utf-8")
    earlier = earlier_documents(tmp_path, [f"d{number:02}" for number in range(60)])
    assert earlier["d05"] == ["d00", "d01", "d02"], "the same day is not earlier"
    last = [int(name[1:]) for name in earlier["d59"]]
    assert [number for number in last if number % 3 == 2] == [56 - 3 * step for step in range(MOST_EARLIER)][
        ::-1
    ]
    assert [number for number in last if number % 3 != 2] == [n for n in range(45, 57) if n % 3 != 2]
    assert max(map(len, earlier.values())) == 2 * MOST_EARLIER
