"""Labels: totals, subtotals, rates, units, letter spacing."""

import time

import pytest

from geomsan.read.tables.labels import (
    ITEM,
    SUBTOTAL,
    TOTAL,
    bare,
    is_rate_label,
    level_of,
    readable,
    squeeze,
    unit_in_label,
)


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("계", TOTAL),
        ("합계", TOTAL),
        ("합 계", TOTAL),
        ("총 계 (소요예산)", TOTAL),
        ("합 계(여성)", TOTAL),
        ("합계 (A+B)", TOTAL),
        ("계¹⁾", TOTAL),
        ("누계", TOTAL),
        ("총\u3000계", TOTAL),
        ("계:", TOTAL),
        ("(합계)", TOTAL),
        ("[합계]", TOTAL),
        ("<합 계>", TOTAL),
        ("소 계", SUBTOTAL),
        ("소계(3개 과)", SUBTOTAL),
        ("(소계)", SUBTOTAL),
        ("회계과", ITEM),
        ("통계", ITEM),
        ("설계", ITEM),
        ("합계액 외", ITEM),
        ("경 제 정 책 과", ITEM),
        ("()", ITEM),
        ("", ITEM),
    ],
)
def test_levels(label, level):
    assert level_of(label) == level


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("집행률", True),
        ("집행률 (C/B)", True),
        ("비 율", True),
        ("구성비", True),
        ("증감(%)", True),
        ("증감 (단위: %)", True),
        ("%", True),
        ("증감", False),
        ("예산(백만원)", False),
        ("비고", False),
        ("", False),
    ],
)
def test_rate_labels(label, expected):
    assert is_rate_label(label) is expected


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("매출액(백만원)", "백만원"),
        ("면적(m ²)", "m²"),
        ("면적 (㎡)", "㎡"),
        ("인원(단위 : 명)", "명"),
        ("예산[천원]", "천원"),
        ("예산 (A) (천원)", "천원"),
        ("예산(A)", None),
        ("예산", None),
    ],
)
def test_unit_in_label(label, unit):
    found = unit_in_label(label)
    assert (found.name if found else None) == unit


def test_forms_of_a_label():
    assert squeeze("경 제\n정 책 과 ¹⁾") == "경제정책과"
    assert bare("총 계 (소요예산)") == "총계"
    assert bare("(소요예산)") == "(소요예산)"
    assert readable("경 제 정 책 과") == "경제정책과"
    assert readable("서울\n시립  과학관") == "서울 시립 과학관"
    assert readable("AI 바이오 과") == "AI 바이오 과"


@pytest.mark.parametrize("run", ["(", "( ", " ", "[", "가", "(가", "()", "1", "*", "주1)"])
def test_no_label_takes_long(run):
    label = "(" + (run * 10_000)[:10_000] + "x"
    start = time.process_time()
    level_of(label), is_rate_label(label), unit_in_label(label), readable(label)
    assert time.process_time() - start < 2
