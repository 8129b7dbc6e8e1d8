"""Amounts that are prices times quantities: discounts, several numbers, what is added, what is wrong."""

import pytest

from geomsan.check.identities.edits import Role, Rule
from geomsan.infer.understand import understand
from inference.build import checks, found
from inference.test_kinds import HOLD, UNDECIDED, VIOLATED, verdicts

GOODS = (
    "품목|단가(원)|수량|금액(원)\n책상|120,500|12|1,446,000\n의자|48,900|24|1,173,600\n"
    "장|215,000|7|{}\n프린터|330,000|3|990,000"
)
LECTURES = (
    "구분|단가(원)|인원(명)|횟수(회)|금액(원)\n강사료|120,000|2|1|240,000\n교통비|15,500|2|1|31,000\n"
    "다과비|4,700|35|2|{}\n교재비|12,300|35|1|430,500\n계||||{}"
)
LESS = (
    "품목|단가(원)|수량|할인액(원)|금액(원)\n책상|120,500|12|0|1,446,000\n의자|48,900|24|-|1,173,600\n"
    "장|215,000|7|131,250|{}\n프린터|330,000|3|-|990,000"
)
PLUS = (
    "품목|단가(원)|수량|설치비(원)|금액(원)\n책상|120,500|12|0|1,446,000\n의자|48,900|24|0|1,173,600\n"
    "장|215,000|7|30,000|{}\n전등|22,100|5|0|110,500"
)
WAGES = (
    "사업|인원|월 보수|개월|인건비|보험료(10%)|계\n공원 관리|21|2,347|12|591,444|59,144|650,588\n"
    "단속 보조|12|2,093|8|{}|20,093|221,021\n방역|19|2,246|8|341,392|34,139|375,531\n"
    "도서관|11|2,097|10|230,670|23,067|253,737"
)
BILL = (
    "연번|품명|수량|단가(원)|금액(원)\n1|의자|44|111,250|4,895,000\n2|책상|40|359,250|14,370,000\n"
    "3|칸막이|20|230,500|4,610,000\n|소계|||{}\n|부가가치세(10%)|||2,387,500\n|합계|||26,262,500"
)

KINDS = {
    "a price times a quantity": (GOODS.format("1,505,000"), "", {(1, 3): HOLD, (3, 3): HOLD}),
    "two digits exchanged": (GOODS.format("1,550,000"), "", {(1, 3): HOLD, (3, 3): VIOLATED}),
    "one won too much where all others are exact": (GOODS.format("1,505,010"), "", {(3, 3): VIOLATED}),
    "a tenth less": (GOODS.format("1,354,500"), "", {(1, 3): HOLD, (3, 3): UNDECIDED}),
    "a tenth more": (GOODS.format("1,655,500"), "", {(3, 3): UNDECIDED}),
    "two numbers of which one is nearly always 1": (
        LECTURES.format("329,000", "1,030,500"),
        "",
        {(1, 4): HOLD, (3, 4): HOLD, (5, 4): HOLD},
    ),
    "one of the two numbers forgotten": (
        LECTURES.format("164,500", "866,000"),
        "",
        {(2, 4): HOLD, (3, 4): UNDECIDED},
    ),
    "what a column deducts": (LESS.format("1,373,750"), "", {(1, 4): HOLD, (3, 4): HOLD}),
    "what a column deducts, and a slip": (LESS.format("1,337,750"), "", {(1, 4): HOLD, (3, 4): VIOLATED}),
    "what a column adds": (PLUS.format("1,535,000"), "", {(1, 4): HOLD, (3, 4): HOLD}),
    "wages by persons and months under a caption of three units": (
        WAGES.format("200,928"),
        "(단위: 명, 천원, 개월)",
        {(1, 4): HOLD, (2, 4): HOLD, (2, 6): HOLD},
    ),
    "the months of another row": (
        WAGES.format("301,392"),
        "(단위: 명, 천원, 개월)",
        {(1, 4): HOLD, (2, 4): VIOLATED, (1, 6): HOLD},
    ),
    "a number is not that of the rows below that have none": (
        BILL.format("23,875,000"),
        "",
        {(4, 4): HOLD, (6, 4): HOLD, (1, 4): HOLD},
    ),
    "a subtotal under numbered rows is wrong": (BILL.format("23,785,000"), "", {(4, 4): VIOLATED}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_product(kind: str) -> None:
    text, caption, expected = KINDS[kind]
    told = verdicts(understand(found(text, caption)))
    for place, allowed in expected.items():
        assert told.get(place, set()) <= allowed if place in told else not allowed, (place, told.get(place))


def test_the_first_suspect_of_a_product_is_the_figure_with_the_slip() -> None:
    table = understand(found(GOODS.format("1,550,000")))
    (cell,) = table.proof.repairs[0].cells
    assert (cell.entry.row, cell.entry.column, str(cell.value)) == (3, 3, "1505000")
    prices = [repair for repair in table.proof.repairs if repair.cells[0].entry.column == 1]
    assert prices
    assert all("계산" not in repair.reason.ko for repair in prices)  # nobody computes a price
    wrong_count = understand(found(GOODS.format("1,505,000").replace("|12|", "|21|")))
    named = {
        (cell.entry.row, cell.entry.column) for repair in wrong_count.proof.repairs for cell in repair.cells
    }
    assert (1, 2) in named


def test_a_product_names_its_factors() -> None:
    told = [
        check for check in checks(LECTURES.format("329,000", "1,030,500")) if check.edit.rule is Rule.PRODUCT
    ]
    assert [term.entry.figure.text for term in told[2].edit.with_role(Role.FACTOR)] == ["4,700", "35", "2"]
    assert told[2].edit.statement == "다과비 [금액(원)] = 단가(원) × 인원(명) × 횟수(회)"


CUT_OFF = (
    "품명|단가(원)|수량(개)|금액(천원)\n의자|663,159|17|11,273\n책상|787,820|23|18,119\n모니터|843,820|34|{}\n"
    "프린터|40,414|30|1,212\n복합기|823,651|16|13,178\n파쇄기|690,499|4|2,761\n계|||75,232"
)


def test_a_total_of_amounts_that_were_cut_off_may_be_what_their_prints_add_up_to() -> None:
    """The prices say each amount to a won: cut off later, the total would be 75,235."""
    table = understand(found(CUT_OFF.format("28,689")))
    assert table.proof.joint is None
    assert not table.proof.repairs
    wrong = understand(found(CUT_OFF.format("28,689").replace("843,820", "834,820")))
    (cell,) = wrong.proof.repairs[0].cells
    assert (cell.entry.row, cell.entry.column, str(cell.value)) == (3, 1, "843820")


def test_pieces_that_would_have_to_be_a_fraction_are_no_repair() -> None:
    table = understand(found(GOODS.format("1,505,900")))
    values = [(cell.entry.printed, cell.value) for repair in table.proof.repairs for cell in repair.cells]
    assert values
    assert all(printed != value for printed, value in values)
