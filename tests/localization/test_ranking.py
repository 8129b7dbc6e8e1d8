"""Which repair comes first, what it says and which value it proposes."""

from decimal import Decimal

import pytest

from build import table
from geomsan.check.identities.declare import MemberTotal, RecordTotal, formula
from geomsan.check.localization.ranking import rank
from geomsan.check.localization.repairs import localize, violated_edits
from geomsan.check.localization.system import build_system
from geomsan.check.localization.typing_errors import near, slip
from localization.tables import COUNT, RATE, edits_of


def ranked(read, *identities):
    system = build_system(edits_of(read, *identities))
    return rank(system, localize(system), violated_edits(system))


def first(read, *identities):
    """Texts and proposed values of the first repair, and its reason."""
    best = ranked(read, *identities)[0]
    return [(cell.entry.figure.text, cell.value) for cell in best.cells], best.reason.ko


@pytest.mark.parametrize(
    ("printed", "meant", "name"),
    [
        ("△12", "12", "sign"),
        ("12000", "12", "unit"),
        ("986", "98.6", "shift"),
        ("1243", "1234", "transposed"),
        ("134", "1234", "dropped"),
        ("12234", "1234", "doubled"),
        ("1235", "1234", "digit"),
        ("12934", "1234", "added"),
        ("5678", "1234", "other"),
    ],
)
def test_slips_are_recognised_and_undone(printed, meant, name):
    shown, wanted = (Decimal(text.replace("△", "-")) for text in (printed, meant))
    assert slip(shown, wanted).name == name
    if name != "other" and wanted == wanted.to_integral():
        assert wanted in near(shown, Decimal(1))


def test_a_typing_error_comes_before_a_figure_nothing_explains():
    read = table(
        [["과", "값"], ["계", "5,321"], ["가", "1,243"], ["나", "4,087"]], {}, unit="명", columns=["값"]
    )
    cells, reason = first(read, RecordTotal("과"))
    assert cells == [("1,243", Decimal(1234))]
    assert reason == "이웃한 두 숫자가 바뀌었습니다"


def test_totals_not_brought_up_to_date_come_first():
    columns = ["값@계", "값@2024", "값@2025"]
    body = [["계", "994", "500", "494"], ["가", "694", "200", "494"], ["나", "521", "300", "221"]]
    read = table([["과", *columns], *body], {"값": COUNT}, unit="명", columns=columns)
    cells, reason = first(read, RecordTotal("과"), MemberTotal("연도"))
    assert cells == [("994", Decimal(1215)), ("494", Decimal(715))]
    assert "합계를 고치지 않은" in reason


def test_neighbours_that_changed_places_come_first():
    columns = ["값@계", "값@가", "값@나"]
    body = [["계", "100", "60", "40"], ["과", "70", "21", "49"], ["부", "30", "11", "19"]]
    read = table([["과", *columns], *body], {"값": COUNT}, unit="명", columns=columns)
    cells, reason = first(read, RecordTotal("과"), MemberTotal("구분"))
    assert sorted(cells) == [("21", Decimal(49)), ("49", Decimal(21))]
    assert reason == "이웃한 두 값이 서로 바뀌었습니다"


def test_a_total_whose_rate_agrees_is_wrong_with_its_rate():
    names = ["현액", "지출액", "집행률"]
    body = [["계", "1,000", "780", "78.0"], ["가", "600", "400", "66.7"], ["나", "400", "250", "62.5"]]
    read = table([["과", *names], *body], {"집행률": RATE}, unit="백만원", columns=names)
    cells, reason = first(read, RecordTotal("과"), formula("집행률 = 지출액 / 현액"))
    assert cells == [("780", Decimal(650)), ("78.0", Decimal("65.0"))]
    assert "비율도 틀린 값에서" in reason


def test_a_class_left_out_of_the_table():
    columns = ["값@계", "값@가", "값@나"]
    body = [["계", "33", "20", "10"], ["과", "17", "11", "4"], ["부", "10", "5", "5"], ["국", "6", "4", "1"]]
    read = table([["과", *columns], *body], {"값": COUNT}, unit="명", columns=columns)
    _, reason = first(read, RecordTotal("과"), MemberTotal("구분"))
    assert "빠진 줄이 있을 수 있습니다" in reason


def test_a_rate_of_another_base():
    names = ["예산", "현액", "지출액", "집행률"]
    read = table(
        [["과", *names], ["가", "500", "800", "400", "80.0"], ["나", "100", "100", "50", "50.0"]],
        {"집행률": RATE},
        unit="백만원",
        columns=names,
    )
    cells, reason = first(read, formula("집행률 = 지출액 / 현액"), formula("현액 = 예산 + 이월"))
    assert cells[0][0] in ("80.0", "400", "800")
    assert reason


@pytest.mark.parametrize(
    ("spent", "rate", "wrong"),
    [
        # Two digits that changed places, though a hundred amounts would do and one rate.
        ("45,132", "45.9", [("45,132", Decimal(45312))]),
        # 9.91 %: off by one in its last place, though 9,878 would do, too.
        ("9,788", "10.0", [("10.0", Decimal("9.9"))]),
    ],
)
def test_an_amount_is_as_open_under_a_right_rate_as_under_a_wrong_one(spent, rate, wrong):
    columns = ["현액", "지출액", "집행률"]
    read = table(
        [["과", *columns], ["가", "98,765", spent, rate]], {"집행률": RATE}, unit="천원", columns=columns
    )
    assert first(read, formula("집행률 = 지출액 / 현액"))[0] == wrong


def test_a_base_printed_below_zero_is_a_suspect():
    names = ["현액", "지출액", "집행률"]
    read = table(
        [["과", *names], ["가", "△800", "400", "50.0"]], {"집행률": RATE}, unit="백만원", columns=names
    )
    cells, reason = first(read, formula("집행률 = 지출액 / 현액"))
    assert cells == [("△800", Decimal(800))]
    assert reason == "부호가 바뀌었습니다"


def test_ranges_hold_what_would_do_and_nothing_is_below_zero():
    read = table([["과", "값"], ["계", "10"], ["가", "25"], ["나", "30"]], {}, unit="백만원", columns=["값"])
    repairs = ranked(read, RecordTotal("과"))
    assert [[cell.entry.figure.text for cell in repair.cells] for repair in repairs] == [["10"]]
    (cell,) = repairs[0].cells
    assert (cell.low, cell.value, cell.high) == (Decimal(54), Decimal(55), Decimal(57))
