"""Kinds that national statistics show: weighted counts, totals of early years, mean ages under 소계."""

from random import Random

from inference.build import checks, violated


def _survey(shift: int = 0) -> str:
    """Respondents by course and sex, each figure weighted and rounded by itself; ``shift`` on one of them."""
    made = Random(11)
    lines = ["과정|남자 응답자수(명)|여자 응답자수(명)|전체 응답자수(명)"]
    sums = [0.0, 0.0]
    for number in range(24):
        parts = [made.uniform(8, 90), made.uniform(8, 90)]
        sums = [whole + part for whole, part in zip(sums, parts, strict=True)]
        total = round(sum(parts)) + (shift if number == 4 else 0)
        lines.append(f"{number + 1}과정|{parts[0]:.0f}|{parts[1]:.0f}|{total}")
    return "\n".join([*lines, f"계|{sums[0]:.0f}|{sums[1]:.0f}|{sum(sums):.0f}"])


def test_counts_that_are_off_by_one_up_and_down_may_be_rounded() -> None:
    told = checks(_survey())
    assert {check.verdict.value for check in told} == {"exact", "undecided"}
    reasons = {check.because.ko for check in told if check.because is not None}
    assert any("반올림한 수라면" in reason for reason in reasons)


def test_what_exceeds_the_rounding_of_counts_stays_wrong() -> None:
    assert any(check.edit.result.entry.row == 5 for check in violated(_survey(shift=40)))


def _counted(wrong: dict[int, int]) -> str:
    lines = ["과|남자(명)|여자(명)|전체(명)"]
    for number in range(9):
        parts = [31 + 7 * number, 42 + 3 * number]
        lines.append(f"{number + 1}과|{parts[0]}|{parts[1]}|{sum(parts) + wrong.get(number, 0)}")
    return "\n".join(lines)


def test_one_count_that_is_off_by_one_is_wrong() -> None:
    assert [check.difference for check in violated(_counted({3: 1}))] == [1]
    # All in one direction is no rounding: something was left out.
    assert len(violated(_counted({1: 1, 3: 1, 5: 1}))) == 3


def _moves(sign: int, early: range, slip: int = 0) -> str:
    """People who moved, by year: in some years the total holds what no row lists."""
    made = Random(7)
    years = range(1990, 2010)
    rows = {name: [made.randint(10_000, 99_999) for _ in years] for name in ("가시", "나시", "다도", "라도")}
    sums = [sum(column) for column in zip(*rows.values(), strict=True)]
    totals = [
        total + (sign * made.randint(100, 900) if year in early else 0) + (slip if year == 2005 else 0)
        for year, total in zip(years, sums, strict=True)
    ]
    lines = ["전입지|" + "|".join(map(str, years)), "전국|" + "|".join(map(str, totals))]
    lines += [f"{name}|" + "|".join(map(str, row)) for name, row in rows.items()]
    return "\n".join(lines)


def test_totals_that_hold_more_in_the_first_years_are_asked() -> None:
    told = checks(_moves(1, range(1990, 1997)))
    unsure = {
        check.edit.result.entry.column
        for check in told
        if check.because is not None and "적지 않은 것" in check.because.ko
    }
    assert unsure == set(range(1, 8))
    assert not violated(_moves(1, range(1990, 1997)))


def test_totals_that_are_off_here_and_there_are_wrong() -> None:
    assert len(violated(_moves(1, range(1990, 1992)))) == 2
    assert violated(_moves(1, range(1990, 1997), slip=-270))


_AGES = {
    "가구": ([41.4, 42.3, 40.9, 42.8, 41.1, 40.6, 43.2, 41.7, 42.0, 41.2], 41.5),
    "나구": ([43.6, 46.4, 43.3, 42.7, 41.3, 44.9, 44.6, 49.6, 46.3, 42.1, 47.2], 44.3),
    "다구": ([40.7, 50.4, 48.6, 45.1, 41.0, 47.6, 52.2], 43.8),
    "라구": ([42.5, 43.9, 47.6, 41.3, 41.7, 44.2], 42.7),
}


def _ages(tops: dict[str, float]) -> str:
    lines = ["구|동|남"]
    for gu, (ages, mean) in _AGES.items():
        lines.append(f"{gu}|소계|{tops.get(gu, mean)}")
        lines += [f"{gu}|{gu[0]}{number}동|{age}" for number, age in enumerate(ages, 1)]
    return "\n".join(lines)


def test_a_mean_that_looks_like_a_sum_with_a_digit_lost_is_no_sum() -> None:
    # The ages of 가구 add up to 417.2, ten times its 41.5 but for a little.
    assert not violated(_ages({}))


def test_a_sum_with_a_digit_lost_is_wrong_where_the_others_are_sums() -> None:
    sums = {gu: round(sum(ages), 1) for gu, (ages, _) in _AGES.items()}
    wrong = violated(_ages(sums | {"가구": 41.7}))
    assert [check.edit.result.entry.figure.text for check in wrong] == ["41.7"]


def test_a_label_written_into_empty_cells_moves_no_row() -> None:
    text = """
|구분|2012|2013|2014|2015
남한|합계|5,010|5,053|5,220|5,281
|수력|77|84|78|58
|화력|3,430|3,581|3,427|3,402
|원자력|1,503|1,388|1,564|1,648
|신재생|신재생|신재생|151|173
"""
    told = checks(text)
    assert {check.edit.statement.partition(" = ")[2] for check in told} == {"수력 + 화력 + 원자력 + 신재생"}
    assert [check.verdict.value for check in told][2:] == ["exact", "exact"]
    assert len(violated(text.replace("5,281", "5,821"))) == 1


def _rates() -> str:
    """Rates by sex, called 계; those of 가시 are near each other, and nothing says that these are rates."""
    regions = {
        "계": ("3.5 3.6 3.7 3.7 3.8 3.8", "3.5 3.6 3.8 3.8 3.9 3.9", "3.5 3.5 3.6 3.5 3.7 3.6"),
        "가시": ("4.4 4.2 4.2 4.5 4.8 4.4", "4.4 4.3 4.2 4.6 4.8 4.5", "4.4 4.1 4.2 4.4 4.7 4.3"),
        "나시": ("3.8 4.1 3.9 4.6 4.1 3.7", "4.4 4.2 4.2 4.4 4.5 3.8", "3.0 3.9 3.5 4.8 3.7 3.7"),
        "다시": ("3.8 3.5 4.1 4.0 4.4 3.7", "3.5 3.5 4.3 4.2 4.8 3.8", "4.1 3.5 3.8 3.7 3.9 3.6"),
        "라시": ("2.9 3.1 2.7 2.6 3.3 2.8", "3.3 3.2 2.9 2.4 3.6 3.1", "2.4 2.8 2.5 2.9 2.9 2.4"),
    }
    lines = ["시도별|성별|2014|2015|2016|2017|2018|2019"]
    for region, rows in regions.items():
        for outer, name, row in zip((region, "", ""), ("계", "남자", "여자"), rows, strict=True):
            lines.append("|".join([outer, name, *row.split()]))
    return "\n".join(lines)


def test_rates_that_are_called_totals_are_no_sums() -> None:
    assert not violated(_rates())


def test_a_number_that_binary_floating_point_missed_is_the_short_one() -> None:
    rows = ["YEAR|SPENT|GDP|RATIO"]
    for year, spent, gdp, ratio in (
        (1976, 9_314, 1_873_412, "0.49700000000000005"),
        (1977, 10_568, 2_081_826, "0.508"),
        (1978, 11_625, 2_351_599, "0.494"),
        (1979, 14_000, 2_627_333, "0.5329999999999999"),
        (1980, 15_182, 2_857_307, "0.531"),
        (1981, 17_053, 3_207_042, "0.532"),
        (1982, 15_374, 3_343_789, "0.45999999999999996"),
    ):
        rows.append(f"{year}|{spent}|{gdp}|{ratio}")
    text = "\n".join(rows)
    assert {check.verdict.value for check in checks(text)} == {"exact"}
    told = checks(text.replace("0.5329999999999999", "0.5929999999999999"))
    assert [check.edit.result.entry.row for check in told if check.verdict.value != "exact"] == [4]


def _unfinished(last: str) -> str:
    """Old people by 동, by two ages: 19 of them, with the last figure of the file, 17, in question."""
    made = Random(2)
    rows = [[made.randint(200, 900), made.randint(20, 200)] for _ in range(18)] + [[204, 17]]
    lines = ["동별|계|65~79세|80세 이상"]
    lines.append(
        "|".join(["소계", *(str(sum(map(sum, rows))), *(str(sum(c)) for c in zip(*rows, strict=True)))])
    )
    lines += [f"{n + 1}동|{sum(row)}|{row[0]}|{row[1]}" for n, row in enumerate(rows[:-1])]
    return "\n".join([*lines, f"19동|221|204|{last}"])


def test_an_empty_cell_calls_nothing_wrong_alone_or_with_others() -> None:
    assert not violated(_unfinished(""))
    assert {check.verdict.value for check in checks(_unfinished("17"))} == {"exact"}
    assert violated(_unfinished("71"))


def test_years_in_a_column_of_their_own_name_the_rows_of_a_long_form() -> None:
    made = Random(4)
    names = ("가 부처", "나 부처", "다 부처")
    rows: list[tuple[str, str, int]] = []
    for year in ("2019", "2020", "TQ", "2021", "2022"):
        figures = [made.randint(1_000, 9_999) for _ in names]
        rows += [(name, year, figure) for name, figure in zip(names, figures, strict=True)]
        rows.append(("합계", year, sum(figures) + (90 if year == "2021" else 0)))
    text = "\n".join(
        ["부처|연도|예산액", *(f"{name}|{year}|{figure}" for name, year, figure in sorted(rows))]
    )
    told = checks(text)
    assert {len(check.edit.others) for check in told} == {3}
    assert [check.difference for check in told if check.verdict.value == "violated"] == [90]
    assert len(told) == 5


def test_a_row_that_ends_within_the_stub_is_read() -> None:
    text = "<<< 초안\n구분|과|2019|2020\n합계|계|30|50\n가국|하과|10|20\n나국|두과|20|30\n=== 끝"
    assert {check.verdict.value for check in checks(text)} == {"exact"}
