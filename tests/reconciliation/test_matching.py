"""The same fact in two places: which are compared, and what becomes of it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.check.facts import Fact
from geomsan.check.identities.edits import Rule
from geomsan.check.identities.verdicts import rounded
from geomsan.check.report import COLUMNS
from geomsan.common.stored import restore, store
from geomsan.decide.stored import AcrossReport
from geomsan.read.figures.interval import RoundingMode
from geomsan.read.figures.units import Kind
from geomsan.reconcile.aliases import Aliases, Name
from geomsan.reconcile.matching import across, within
from geomsan.reconcile.outcome import finding

from .facts import detail, fact

NONE = Aliases()


def verdict(one, other):
    (pair,) = within([one, other], NONE)
    return finding(pair).verdict


@pytest.mark.parametrize(
    ("summary", "printed", "expected"),
    [
        ("7,627", "7,627,000", "exact"),
        ("7,627", "7,627,027", "rounding"),
        ("7,627", "7,627,999", "rounding"),  # cut off
        ("7,627", "7,626,500", "rounding"),  # rounded half up
        ("7,627", "7,626,498", "violated"),
        ("7,627", "7,628,000", "rounding"),  # 7,627,999.7 does both
        ("7,627", "7,628,001", "violated"),
        ("2,069", "2,108,849", "violated"),
        ("-", "-", "exact"),
        ("-", "1,250", "violated"),
        ("0", "1,250", "violated"),
        ("0", "250", "rounding"),
        ("추후 협의", "7,627,027", "undecided"),
    ],
)
def test_verdicts_by_the_units(summary, printed, expected):
    assert verdict(fact(text=summary), detail(printed)) == expected


def test_different_quantities_are_undecided():
    assert verdict(fact(text="5", unit="명", kind=Kind.COUNT), detail("5", unit="백만원")) == "undecided"


def test_the_finding_names_both_places():
    (pair,) = within([fact(text="2,069"), detail("2,108,849", part=0)], NONE)
    found = finding(pair)
    assert found.check_id == "report/detail/다른표와같음@r2c1p0=summary@r2c1"
    assert (found.table, found.rule, found.verdict, found.status) == ("detail", "same", "violated", "open")
    assert found.statement == "서울패션허브 운영 [본예산]: ‘예산 집행 현황’(천원) = ‘예산현황’(백만원)"
    assert (found.unit, found.reported, found.expected, found.difference) == ("천원", 2108849, 2069000, 39849)
    assert found.message_ko.endswith(
        "여기 2,108,849천원, 다른 곳 2,069백만원 (report.txt:12), 차이 39,849천원 — 끝수 처리로 설명되지 않음"
    )
    assert "report.txt:12" in found.message_en
    own, partner = found.cells
    assert own == {"row": 2, "column": 1, "part": 0, "text": "2,108,849", "role": "result"}
    assert partner == {
        "document": "report", "table": "summary", "row": 2, "column": 1, "text": "2,069", "role": "source",
        "place": "report.txt:12",
    }  # fmt: skip
    assert found.own_cells == [own]


@pytest.mark.parametrize(
    ("summary", "printed", "own", "partner"),
    [
        ("2,069", "2,108,849", 2069000, 2109),  # rounded half up to the coarser unit
        ("2,069", "2,108,449", 2069000, 2108),
        ("72.5", "80,000", 72500, 80),
        ("72.5", "80,050", 72500, Decimal("80.1")),  # as many decimals as are printed
        ("-", "1,250", 0, 1),
        ("7,627", "-", 7627000, 0),
    ],
)
def test_a_violated_pair_has_two_repairs_in_the_units_of_their_cells(summary, printed, own, partner):
    (pair,) = within([fact(text=summary), detail(printed)], NONE)
    found = finding(pair)
    values = {
        (repair["cells"][0].get("table"), Decimal(repair["cells"][0]["value"]), repair["score"])
        for repair in found.repairs
    }
    assert values == {(None, own, 0.0), ("summary", partner, 0.0)}
    assert {"document": "report", "table": "summary", "row": 2, "column": 1, "text": summary}.items() <= (
        found.repairs[1]["cells"][0].items()
    )


def test_where_nothing_can_be_corrected_nothing_is_offered():
    (pair,) = within([fact(text="2,069", row=None), detail("2,108,849")], NONE)
    assert [repair["cells"][0]["value"] for repair in finding(pair).repairs] == ["2069000"]
    (pair,) = across([[fact(text="2,069", document="before")], [detail("2,108,849")]], NONE)
    assert [repair["cells"][0].get("table") for repair in finding(pair).repairs] == [None]
    (pair,) = within([fact(text="2,108"), detail("2,108,849")], NONE)
    assert finding(pair).repairs == []


def test_findings_are_stored_and_read_back(tmp_path):
    (pair,) = within([fact(), detail()], NONE)
    store(tmp_path / "between.json", AcrossReport([finding(pair)]))
    (again,) = restore(tmp_path / "between.json", AcrossReport).findings
    assert again == finding(pair)
    assert set(vars(again)) | {"cause"} == {*COLUMNS, "decision"}


@pytest.mark.parametrize("text", ["7,627", "-", "추후 협의", "8.60"])
def test_facts_are_stored_and_read_back(text, tmp_path):
    given = detail(text, part=1, next_measure="전년이월", member="국비")
    store(tmp_path / "fact.json", given)
    assert restore(tmp_path / "fact.json", Fact) == given


@pytest.mark.parametrize(
    "other",
    [
        detail(name="하이서울쇼룸 운영"),
        detail(measure="예산현액"),
        detail(when="2025"),
        detail(when=""),
        detail(member="국비"),
        detail(family="settlement"),
        detail(table="summary"),
        detail(is_total=True),
    ],
    ids=["name", "measure", "time", "time not known", "member", "family", "table", "total"],
)
def test_what_differs_is_not_compared(other):
    assert within([fact(), other], NONE) == []
    assert within([fact(when=""), detail(when="")], NONE) == []


def test_spaces_and_footnotes_do_not_matter():
    assert len(within([fact("글로벌 패션브랜드 육성*"), detail(name="글로벌패션브랜드육성")], NONE)) == 1


def test_three_places_are_three_comparisons():
    facts = [fact(), detail(), fact(table="card", text="76", unit="억원")]
    pairs = within(facts, NONE)
    assert [(pair.result.table, pair.source.table) for pair in pairs] == [
        ("detail", "summary"), ("summary", "card"), ("detail", "card"),
    ]  # fmt: skip
    assert {finding(pair).verdict for pair in pairs} == {"rounding"}
    assert len({finding(pair).check_id for pair in pairs}) == 3


def test_a_name_that_a_table_prints_twice_is_not_compared():
    assert within([fact("기본경비"), fact("기본경비", row=9), detail(name="기본경비")], NONE) == []


def test_documents_are_compared_where_the_time_is_the_same():
    earlier = [fact(when="2025-12-31"), fact(measure="현액", when="2025-12-31")]
    later = [
        detail(document="later", when="2025-12-31"),
        detail(document="later", measure="현액", when="2026-01-31"),
    ]
    (pair,) = across([earlier, later], NONE)
    assert (pair.rule, pair.result.document, pair.source.document) == (Rule.SAME, "later", "report")
    assert "later" not in finding(pair).statement.split("=")[1]
    assert finding(pair).check_id == "later/detail/다른표와같음@r2c1=report/summary@r2c1"
    assert across([earlier], NONE) == []


def test_a_figure_that_every_session_restates_is_held_against_the_one_before():
    texts = ["300", "300", "310", "310", "300"]
    documents = [[fact(text=text, document=f"session-{place}")] for place, text in enumerate(texts)]
    pairs = across(documents, NONE)
    assert [(pair.result.document[-1], pair.source.document[-1]) for pair in pairs] == [
        ("1", "0"), ("2", "1"), ("3", "2"), ("4", "3"),
    ]  # fmt: skip
    assert [finding(pair).verdict for pair in pairs] == ["exact", "violated", "exact", "violated"]
    many = [[fact(document=f"session-{place}")] for place in range(200)]
    assert len(across(many, NONE)) == 199


def test_the_chain_goes_past_a_document_that_means_something_else():
    name = "서울패션허브 운영"
    apart = Aliases(apart=((Name("서울패션허브운영", "b/summary"), Name("서울패션허브운영")),))
    documents = [[fact(name=name, document=document)] for document in "abc"]
    assert [(pair.result.document, pair.source.document) for pair in across(documents, apart)] == [("c", "a")]


def test_what_is_handed_on_is_taken_from_the_report_just_before():
    out_of = [
        [fact(measure="차년이월", next_measure="전년이월", when="2025", document=f"a{n}")] for n in "12"
    ]
    into = [[fact(measure="전년이월", when="2026", document=f"b{n}")] for n in "12"]
    pairs = [pair for pair in across([*out_of, *into], NONE) if pair.rule is Rule.CARRY]
    assert [(pair.result.document, pair.source.document) for pair in pairs] == [("b1", "a2"), ("b2", "a2")]


@pytest.mark.parametrize(("into", "expected"), [("300", "exact"), ("299", "rounding"), ("297", "violated")])
def test_what_one_year_hands_on_the_next_takes_over(into, expected):
    out_of = fact(measure="차년이월", next_measure="전년이월", when="2025", text="300")
    next_year = fact(measure="전년이월", when="2026", document="next", text=into)
    (pair,) = across([[out_of], [next_year]], NONE)
    found = finding(pair)
    assert (found.rule, found.document, found.verdict) == ("carry", "next", expected)
    assert "앞연도에서이월" in found.check_id
    assert across([[out_of], [fact(measure="전년이월", when="2027", document="next")]], NONE) == []


def test_equivalent_measures_of_two_families():
    same = Aliases(measures={"execution/본예산": "m", "research/예산": "m"})
    other = detail(measure="예산", family="research")
    assert within([fact(), other], NONE) == []
    (pair,) = within([fact(), other], same)
    assert finding(pair).statement.endswith("[예산]: ‘예산 집행 현황’(천원) = ‘예산현황’(백만원) 본예산")


def test_totals_are_compared_by_name_and_table_only():
    total = detail(name="합계", is_total=True)
    named = Aliases(groups={Name("서울패션허브운영"): "g", Name("합계", "report/detail"): "g"})
    elsewhere = Aliases(groups={Name("서울패션허브운영"): "g", Name("합계", "report/other"): "g"})
    assert len(within([fact(), total], named)) == 1
    assert within([fact(), total], elsewhere) == []


UNITS = {"원": 0, "천원": 3, "백만원": 6, "억원": 8, "조원": 12}


@given(
    true=st.fractions(min_value=-(10**15), max_value=10**15, max_denominator=100),
    units=st.tuples(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS))),
    places=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    modes=st.tuples(*[st.sampled_from([RoundingMode.HALF_UP, RoundingMode.TRUNCATION])] * 2),
)
def test_one_true_value_is_never_violated(true, units, places, modes):
    printed = [
        f"{rounded(true / Fraction(10) ** UNITS[unit], Decimal(1).scaleb(-place), mode):,f}"
        for unit, place, mode in zip(units, places, modes, strict=True)
    ]
    one, other = (
        fact(text=text, unit=unit, table=table)
        for text, unit, table in zip(printed, units, ("summary", "detail"), strict=True)
    )
    assert verdict(one, other) in ("exact", "rounding")
