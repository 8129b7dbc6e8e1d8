"""Tables that assert nothing, or not what their words suggest."""

import pytest

from bench.reports import generate
from geomsan.check.identities.verdicts import Verdict
from geomsan.infer.flows import same_but_later
from geomsan.infer.understand import understand
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.grid import Grid
from inference.build import checks, statements, violated

SILENT = {
    "medians": "구분|2022|2023|중위값\nA센터|120|130|125\nB센터|220|230|225\n중위값|170|180|175",
    "ranks": "순위|자치구|점수|전년 순위\n1|가구|97.1|2\n2|나구|95.3|1\n3|다구|92.2|7\n4|라구|90.5|4",
    "directory": "연번|시설|개관연도|전화번호\n1|가|1999|02-123-4567\n2|나|2005|02-555-1234",
    "prices": "품목|단가(원)|수량(개)\n책상|120,000|12\n의자|45,000|30\n책장|88,000|9",
    "extremes": "구분|1월|2월|최대|최소\n가|120|250|250|120\n나|320|111|320|111\n다|90|91|91|90",
    "words": "구분|내용\n위치|마포구\n규모|지상 3층",
    "partial": "주요 사업|예산(백만원)\n계|9,120\n도로 정비|3,000\n공원 조성 등|2,000",
    "top": "순위|국가|수출액\n1|중국|500\n2|미국|300\n3|일본|100\n전체||1,250",
}


@pytest.mark.parametrize("name", SILENT)
def test_it_asserts_nothing(name: str) -> None:
    assert not violated(SILENT[name])
    assert not checks(SILENT[name])


@pytest.mark.parametrize("seed", range(40))
def test_generated_traps(seed: int) -> None:
    made = generate("traps", seed)
    rows = tuple(map(tuple, made.grid))
    table = FoundTable(
        Grid(rows, tuple(map(str, range(len(rows))))), "t", 1, len(rows), made.title, made.caption
    )
    assert all(check.verdict is not Verdict.VIOLATED for check in understand(table).checks)


def test_names_that_end_like_counts_leave_amounts_amounts() -> None:
    text = "구분|예산액\n4차산업혁명|3,155\n인력 양성|1,001\n참여자 지원|2,000\n합계|6,157"
    assert not violated(text, "(단위: 백만원)")


def test_a_balance_is_told_once() -> None:
    text = "구분|예산액|집행액|잔액\n가|1,200|1,000|200\n나|800|700|100\n다|500|450|50"
    assert not any(statement.startswith("sum") for statement in statements(text))


def test_women_beside_the_classes_are_no_part() -> None:
    text = "구분|합계|일반직|임기제|여성\n총무과|12|7|5|4\n기획과|15|8|7|6\n재무과|20|12|8|9"
    assert "sum: 합계 [총무과] = 일반직 + 임기제" in statements(text, "(단위: 명)")
    assert not violated(text, "(단위: 명)")


def test_no_figures_no_table() -> None:
    assert checks("") == []
    assert checks("구분|내용") == []


def test_a_running_total_is_the_one_before_and_what_came_since() -> None:
    text = "연도|신규|누계\n2021|120|320\n2022|30|350\n2023|55|405\n2024|70|475"
    assert statements(text) == {
        "sum: 2022 [누계] = 2021 누계 + 신규",
        "sum: 2023 [누계] = 2022 누계 + 신규",
        "sum: 2024 [누계] = 2023 누계 + 신규",
    }
    assert not violated(text)


def test_shares_off_by_rounding_hide_no_group_among_them() -> None:
    shares = (22, 20, 19, 10, 10, 7, 6, 3, 2, 2)
    lines = [f"{name}|{share}%" for name, share in zip("가나다라마바사아자차", shares, strict=True)]
    found_checks = checks("\n".join(["배포판|응답 비율", *lines, "합계|100%"]))
    assert [check.verdict.value for check in found_checks] == ["rounding"]


@pytest.mark.parametrize(
    ("first", "last", "is_later"),
    [
        ("2024 말", "2025 말", True),
        ("2025 말", "2024 말", False),
        ("9차", "10차", True),
        ("09차", "9차", False),
        ("1" * 5000, "1" * 4999 + "2", True),
        ("가 1", "나 2", False),
    ],
)
def test_labels_are_later_by_their_numbers_of_any_length(first: str, last: str, *, is_later: bool) -> None:
    assert same_but_later(first, last) is is_later
