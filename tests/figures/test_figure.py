"""The grammar of one printed figure, case by case."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomsan.read.figures.figure import State, plain, read_figure, strip_footnote

VALUES = [
    # text, value, step, unit
    ("0", "0", "1", None),
    ("7", "7", "1", None),
    ("1234", "1234", "1", None),
    ("1,234", "1234", "1", None),
    ("1,234,567", "1234567", "1", None),
    ("1, 500", "1500", "1", None),
    ("999,999.9", "999999.9", "0.1", None),
    ("8.60", "8.60", "0.01", None),
    ("△1,086,455", "-1086455", "1", None),
    ("▲3", "-3", "1", None),
    ("− 3.5", "-3.5", "0.1", None),
    ("-3", "-3", "1", None),
    ("–3", "-3", "1", None),
    ("+3", "3", "1", None),
    ("△0", "0", "1", None),
    ("１，２３４．５", "1234.5", "0.1", None),
    ("－５", "-5", "1", None),
    ("1\u200b2\ufeff3\u2060", "123", "1", None),
    ("\u202a12\u202c", "12", "1", None),
    ("\u3000 12\u00a0", "12", "1", None),
    ("85.3%", "85.3", "0.1", "%"),
    ("８５％", "85", "1", "%"),
    ("1.2%p", "1.2", "0.1", "%"),
    ("△4.2 %", "-4.2", "0.1", "%"),
    ("50,388백만원", "50388", "1", "백만원"),
    ("12개사", "12", "1", "개사"),
    ("3 명", "3", "1", "명"),
    ("3천명", "3", "1", "천명"),
    ("330㎡", "330", "1", "㎡"),
    ("330m^2", "330", "1", "m^2"),
    ("330m²", "330", "1", "m²"),
    ("330m^{2}", "330", "1", "m^{2}"),
    ("330m2", "330", "1", "m2"),
    ("6.6억", "6.6", "0.1", "억"),
    ("6.6억원", "6.6", "0.1", "억원"),
    ("3백만원", "3", "1", "백만원"),
    ("3백만 원", "3", "1", "백만원"),
    ("4조 4,075억", "4407500000000", "100000000", "원"),
    ("4조4,075억원", "4407500000000", "100000000", "원"),
    ("△4조 4,075억", "-4407500000000", "100000000", "원"),
    ("1조 2.5억", "1000250000000", "10000000", "원"),
    ("2천 3백만원", "23000000", "1000000", "원"),
    ("3백 5원", "305", "1", "원"),
    ("5억 3천원", "500003000", "1000", "원"),
    ("3만 5,000원", "35000", "1", "원"),
    ("3천 2억 5백만원", "300205000000", "1000000", "원"),
    ("35¹⁾", "35", "1", None),
    ("35 ²⁾", "35", "1", None),
    ("35²", "35", "1", None),
    ("35*", "35", "1", None),
    ("35 **", "35", "1", None),
    ("35주1)", "35", "1", None),
    ("35 주 2)", "35", "1", None),
    ("35^{1)}", "35", "1", None),
    ("35†※", "35", "1", None),
    ("330㎡¹⁾", "330", "1", "㎡"),
    ("330m²¹⁾", "330", "1", "m²"),
    ("(x-) 5,621,879", "5621879", "1", None),
    # what parts the thousands
    ("245 600", "245600", "1", None),
    ("3 847 500.25", "3847500.25", "0.01", None),
    ("3\u202f847\u202f500", "3847500", "1", None),
    ("3\u2009847\u2009500", "3847500", "1", None),
    ("3\u2007847", "3847", "1", None),
    ("3\u00a0847\u00a0500", "3847500", "1", None),
    ("1.234.567", "1234567", "1", None),
    ("△1.234.567", "-1234567", "1", None),
    ("1.234", "1.234", "0.001", None),
    ("1'234'567", "1234567", "1", None),
    ("1’234.5", "1234.5", "0.1", None),
    ("1'000", "1000", "1", None),
    ("3 847 500원", "3847500", "1", "원"),
    ("1,245,600\u200b", "1245600", "1", None),
    ("\ufeff1,245\u00ad,600", "1245600", "1", None),
    # signs
    ("▽750", "-750", "1", None),
    ("▼ 750", "-750", "1", None),
    ("−750", "-750", "1", None),
    ("‑750", "-750", "1", None),
    ("－750", "-750", "1", None),
    # currencies: a sign of the won takes the unit of the table, like a bare figure
    ("₩1,245,600", "1245600", "1", None),
    ("￦ 1,245,600", "1245600", "1", None),
    ("\\1,245,600", "1245600", "1", None),
    ("₩1 245 600", "1245600", "1", None),
    ("-₩1,245", "-1245", "1", None),
    ("₩-1,245", "-1245", "1", None),
    ("₩△1,245", "-1245", "1", None),
    ("1,245₩", "1245", "1", None),
    ("₩1,245원", "1245", "1", "원"),
    ("₩5백만", "5", "1", "백만원"),
    ("금1,245,600원", "1245600", "1", "원"),
    ("金 1,245,600원整", "1245600", "1", "원"),
    ("금 1,245,600원정", "1245600", "1", "원"),
    ("금 3억 5,000만원정", "350000000", "10000", "원"),
    ("$1,245.50", "1245.50", "0.01", "달러"),
    ("US$ 1,245", "1245", "1", "달러"),
    ("1,245달러", "1245", "1", "달러"),
    ("1,245$", "1245", "1", "$"),
    ("$5백만", "5", "1", "백만달러"),
    ("€1,245", "1245", "1", "유로"),
    ("£1,245", "1245", "1", "£"),
    # provisional, estimated, revised
    ("1,234p", "1234", "1", None),
    ("1,234 r", "1234", "1", None),
    ("12.5e", "12.5", "0.1", None),
    ("1,234ᵖ", "1234", "1", None),
    ("1,234ʳ⁾", "1234", "1", None),
    ("1,234(p)", "1234", "1", None),
    ("△1,234 (R)", "-1234", "1", None),
    ("1.2%p", "1.2", "0.1", "%"),
]

UNREADABLE = [
    *("1,23,4", "1,2345", "12,34", "1234,567", ",123", "123,", "1,,234", "5.", ".5", "1. 5"),
    *("1,2340원", "1 0원", "1.5 0.5억", "1234 567", "12 3억", "1.50.5원"),
    *("--5", "△△5", "+-5", "△", "▲", "+", "- -", "--", "-)", "(-", "5-", "5△"),
    *("(1,234)", "(△5)", "()", "( )", "(5", "5)", "((5))"),
    *("4조4,075", "4,075억 4조", "4조 4조", "4조 40,750억", "5억 3천", "2천 3백", "4.5조 300억", "1만2천명"),
    *("약 85", "20여명", "85 내외", "85명 이상", "1~5", "3/5", "1e999", "1e5", "0x1F", "Infinity", "-inf"),
    *("٣٤", "१२", "Ⅳ", "①", "½", "十", "일", "1٣", "1,٢٣٤", "12⃣"),
    *("¹⁾", "주1)", "(x-)", "계", "abc", "5 x 3", "5원정", "3원원", "%", "백만원", "1_000"),
    *("12,45,600", "1 234,567", "1,234 567", "1'234,567", "1.234,567", "1.234.56", "12.34.567", "0 123"),
    *("010 123 456", "1 23", "1  234", "1 234 56", "1'23", "1''234", "2026.123.456", "1.234.5678"),
    *("₩", "₩₩5", "-₩-5", "₩5명", "$5원", "€5%", "₩$5", "5원정", "$5정", "5정", "금5명", "원5", "\\"),
    *(
        "#REF!",
        "#DIV/0!",
        "#N/A",
        "#VALUE!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#####",
        "<5",
        "5 미만",
        "p",
        "(p)",
    ),
    *("5pp", "5 per", "12p5", "1p,234", "750-", "750−", "(△750)", "₩(750)"),
]


@pytest.mark.parametrize(("text", "value", "step", "unit"), VALUES)
def test_reads_a_value(text, value, step, unit):
    figure = read_figure(text)
    assert figure.state is State.VALUE
    assert (figure.value, figure.step) == (Decimal(value), Decimal(step))
    assert (figure.unit.name if figure.unit else None) == unit
    assert figure.text == text
    assert figure.is_known
    assert not (figure.value == 0 and figure.value.is_signed())


@pytest.mark.parametrize("text", UNREADABLE)
def test_does_not_guess(text):
    figure = read_figure(text)
    assert figure.state is State.UNREADABLE
    assert figure.value is None
    assert not figure.is_known


@pytest.mark.parametrize(
    "text", ["-", "–", "—", "―", "－", "−", "ㅡ", "─", " - ", "(-)", "( - )", "（－）", "-*", "₩ -", "$-"]
)
def test_nil_is_exactly_zero(text):
    figure = read_figure(text)
    assert (figure.state, figure.value, figure.step) == (State.NIL, 0, 0)
    assert figure.is_known


@pytest.mark.parametrize(
    "text",
    [
        *("미정", "N/A", "n/a", "NaN", "…", "...", "?", "x", "X", "c", "*", "＊", "‥", "..", "비공개"),
        *("집계중", "미정*"),
    ],
)
def test_missing_is_not_zero(text):
    figure = read_figure(text)
    assert (figure.state, figure.value) == (State.MISSING, None)
    assert not figure.is_known


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u3000", "\u200b"])
def test_blank(text):
    assert read_figure(text).state is State.BLANK


@pytest.mark.parametrize(
    ("text", "brackets", "value"),
    [
        ("(1,234)", "negative", "-1234"),
        ("(1,234)", "plain", "1234"),
        ("( 5.0% )", "plain", "5.0"),
        ("(0)", "negative", "0"),
        ("(△5)", "plain", "-5"),
        ("（5）", "negative", "-5"),
        ("1,234", "negative", "1234"),
        ("(4조 4,075억)", "negative", "-4407500000000"),
        ("(△750)", "negative", "-750"),
        ("(-750)", "plain", "-750"),
        ("750-", "negative", "-750"),
        ("1,750−", "negative", "-1750"),
        ("₩(1,234)", "negative", "-1234"),
        ("₩ (1,234)", "plain", "1234"),
        ("(₩1,234)", "negative", "-1234"),
    ],
)
def test_brackets_mean_what_the_layout_says(text, brackets, value):
    figure = read_figure(text, brackets=brackets)
    assert figure.state is State.VALUE
    assert str(figure.value) == value


@pytest.mark.parametrize("text", ["(△5)", "(-5)", "(−5)", "(▽5)"])
@pytest.mark.parametrize("brackets", ["negative", "plain"])
def test_bracket_and_sign_together_are_no_double_negative(text, brackets):
    assert read_figure(text, brackets=brackets).value == -5


@pytest.mark.parametrize("digits", [29, 60, 400, 5_000])
def test_long_figures_lose_no_digit(digits):
    number = "1" + "0" * (digits - 2) + "7"
    assert read_figure(number).value == Decimal(number)
    assert read_figure(f"△{number}").value == Decimal(f"-{number}")
    assert read_figure(f"({number})", brackets="negative").value == Decimal(f"-{number}")
    assert str(read_figure(f"{number}조 5억").value) == number + "000500000000"


def test_a_decomposed_syllable_is_the_same_syllable():
    assert read_figure("5백만원").unit.name == "백만원"
    assert plain("계") == "계"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("합계¹⁾", "합계"),
        ("합계 ¹⁾ ²⁾", "합계"),
        ("삼성(주)", "삼성(주)"),
        ("면적 m²", "면적 m²"),
        ("^{1)}합계", "^{1)}합계"),
        ("합계 주1)*", "합계"),
        ("", ""),
    ],
)
def test_footnote_marks(text, bare):
    assert strip_footnote(text) == bare


_PIECES = st.sampled_from(
    [
        *"0123456789,.()-△▲−+%*¹²⁾^{}/~ \t\n\u200b\u3000원명조억만천백십주x약…",
        "백만원",
        "m²",
        "(x-)",
        "주1)",
        "4조",
        "٣",
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_any_text_is_read_without_an_error(text):
    for brackets in ("unknown", "plain", "negative"):
        figure = read_figure(text, brackets=brackets)
        assert figure.text == text
        assert (figure.value is not None) == (figure.state in (State.VALUE, State.NIL))
        if figure.state is State.VALUE:
            assert figure.value.is_finite()
            assert figure.step > 0
            # A value is only ever read from digits that are printed.
            assert any(character.isdecimal() for character in plain(text))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**40), max_value=10**40))
def test_a_printed_number_is_read_back(number):
    assert read_figure(f"{number:,f}").value == number
    assert read_figure(f"{number:f}".replace("-", "△")).value == number


_RUNS = [
    "1",
    "1,",
    "1 ",
    "1.",
    ",",
    " ",
    "(",
    ")",
    "()",
    "-",
    "△",
    "*",
    "¹",
    "¹⁾",
    "주1)",
    "^{",
    "^{1)}",
    "m²",
]
_RUNS += [
    "천",
    "1천",
    "1억 ",
    "1조",
    "억",
    "원",
    "\u200b",
    "\u3000",
    "가",
    "(가",
    "(가)",
    "%",
    "x",
    "/",
    "1/",
    "\n",
]


@pytest.mark.parametrize("run", _RUNS)
def test_no_run_of_characters_takes_long(run):
    long = (run * 10_000)[:10_000]
    for text in (long, f"1{long}x", f"({long}", f"{long})", f"△{long}원", f"1{long}%"):
        start = time.process_time()
        read_figure(text, brackets="plain")
        strip_footnote(text)
        assert time.process_time() - start < 2
