"""The grammar of formulas."""

import pytest

from geomsan.check.identities.formula import Operand, read_formula


@pytest.mark.parametrize(
    ("text", "rule", "numerator", "denominator"),
    [
        ("a = b", "same", [("b", 1, None)], []),
        ("a = b + c", "sum", [("b", 1, None), ("c", 1, None)], []),
        ("a = b - c - d", "difference", [("b", 1, None), ("c", -1, None), ("d", -1, None)], []),
        ("a = b - (c - d)", "difference", [("b", 1, None), ("c", -1, None), ("d", 1, None)], []),
        ("a = 누계(b)", "sum", [("b", 1, "누계")], []),
        ("개소 = 직전(개소) + 신규", "sum", [("개소", 1, "직전"), ("신규", 1, None)], []),
        ("a = b / c", "rate", [("b", 1, None)], [("c", 1, None)]),
        ("a = (b - c) / c", "rate", [("b", 1, None), ("c", -1, None)], [("c", 1, None)]),
        ("a = b / 전체(b)", "rate", [("b", 1, None)], [("b", 1, "전체")]),
        ("a = 누계(b) / 누계(c)", "rate", [("b", 1, "누계")], [("c", 1, "누계")]),
    ],
)
def test_reads_a_formula(text, rule, numerator, denominator):
    law = read_formula(text)
    assert law.rule == rule
    assert law.result == text.partition(" =")[0]
    assert law.numerator == tuple(Operand(*operand) for operand in numerator)
    assert law.denominator == tuple(Operand(*operand) for operand in denominator)
    assert law.measures == {law.result} | {name for name, *_ in numerator + denominator}


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "a =", "= b", "a b = c", "a == b", "1 = b", "a = 1", "a = b * c", "a = -b", "a = b ** c"),
        *("a = b / c / d", "a = b / c + d", "a = (b", "a = b +", "a = f(b)", "a = 누계()", "a = 누계(b, c)"),
        *("a = 누계(b + c)", "a = 누계(b, x=c)", "a = 누계(*b)", "a = b.c", "a = 'b'", "a = b if c else d"),
    ],
)
def test_what_is_no_formula_is_refused(text):
    with pytest.raises(ValueError, match=r"formula|may stand in"):
        read_formula(text)
