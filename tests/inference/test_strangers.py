"""Kinds that tables of strangers show: what a total never counts, nouns of totals, remarks, letters."""

from random import Random

from geomsan.infer.inspection import sentences
from geomsan.infer.understand import understand
from inference.build import checks, found, violated


def _stations(late: bool) -> str:
    """Thirty rows, of which four print 접수 보류; the total counts those never, or forgets one in one row."""
    lines = ["투표소|접수 보류|가 후보|나 후보|다 후보|계"]
    for number in range(30):
        kept = 40 + number if number % 8 == 3 else 0
        votes = [310 + 7 * number, 420 - 3 * number, 155 + 11 * number]
        total = sum(votes) + (kept if late and number != 11 else 0)
        lines.append("|".join(map(str, [f"제{number + 1}투표소", kept, *votes, total])))
    return "\n".join(lines)


def test_what_a_total_counts_nowhere_is_asked_and_not_called_wrong() -> None:
    told = checks(_stations(late=False))
    unsure = [check for check in told if check.verdict.value == "undecided"]
    assert [check.edit.result.entry.row for check in unsure] == [4, 12, 20, 28]
    assert {entry.figure.text for check in unsure for entry in check.edit.left_out} == {
        "43",
        "51",
        "59",
        "67",
    }
    assert {check.verdict.value for check in told} == {"exact", "undecided"}


def test_what_a_total_counts_elsewhere_was_forgotten() -> None:
    wrong = violated(_stations(late=True))
    assert [(check.edit.result.entry.row, check.difference) for check in wrong] == [(12, -51)]


def test_a_total_of_a_noun_adds_up_the_columns_of_that_noun() -> None:
    text = "District|Male Electors|Male Voters|Female Electors|Female Voters|Total Electors|Total Voters"
    text += (
        "\nNorth|25,433|21,585|24,489|21,654|49,922|43,239\nSouth|18,214|11,070|17,655|12,302|35,869|23,372"
    )
    told = checks(text)
    assert {check.edit.statement.partition(" = ")[2] for check in told} == {
        "Male Electors + Female Electors",
        "Male Voters + Female Voters",
    }
    assert {check.verdict.value for check in told} == {"exact"}
    wrong = violated(text.replace("35,869", "35,689"))
    assert [check.edit.result.entry.figure.text for check in wrong] == ["35,689"]


def test_a_remark_that_says_its_own_figure_is_no_item() -> None:
    text = "학교|보조금|기부금\n가학교|3,214|1,150\n나학교|2,408|930"
    text += "\n보고하지 않은 학교 수 = 14|14|\n합계|5,622|2,080"
    assert {check.verdict.value for check in checks(text)} == {"exact"}


def test_letters_that_run_into_each_other_are_no_formula() -> None:
    text = "id|smiles (C)|value (O)\n1|CC(=O)OO|5.1\n2|C(=O)O)OO|4.2\n3|A=(A)AA|3.3"
    assert understand(found(text)).checks == ()


def test_noughts_beside_noughts_were_not_worked_out() -> None:
    text = "계약|전일|거래량|정산|증감\n1월|2,310|84|2,293|△17\n2월|2,354|32|2,335|△19\n3월|2,367|0|2,348|0"
    text += "\n4월|2,381|0|2,362|0\n5월|2,356|11|2,338|△18"
    told = {check.edit.result.entry.row: check.verdict.value for check in checks(text)}
    assert told == {1: "exact", 2: "exact", 3: "undecided", 4: "undecided", 5: "exact"}
    wrong = violated(text.replace("|0|2,348|0", "|7|2,348|0").replace("|0|2,362|0", "|3|2,362|0"))
    assert [check.edit.result.entry.row for check in wrong] == [3, 4]


def test_what_stands_behind_the_digits_of_floating_point_is_chance() -> None:
    text = "drive|size|all\nHybrid|all|27.327583927314382"
    text += "\n|small|11.120031460521397\n|large|16.207552466792988"
    assert not violated(text)
    assert violated(text.replace("27.3275", "27.3285"))


def test_a_rate_in_a_line_without_a_name_is_not_called_wrong() -> None:
    text = "월|가입|유지|유지율(%)\n1월|2,000|1,500|75.0\n2월|1,600|1,320|82.5\n3월|2,400|1,500|62.5"
    total = "\n{}|6,000|4,320|73.3"
    assert not violated(text + total.format(""))
    assert [check.edit.result.entry.row for check in violated(text + total.format("계"))] == [4]


def test_figures_that_slid_are_moved_back_first() -> None:
    """The column adds up all the same: no other repair is as plain as one slide."""
    text = "Area|Sent|Returned|Returned (%)\nNorth|4,120|2,815|43.5\nSouth|3,355|4,460|83.9"
    text += "\nEast|5,248|3,177|85.0\nWest|6,034|1,792|52.7\nTotal|18,757|12,244|65.3"
    table = understand(found(text))
    wrong = [check for check in table.checks if check.verdict.value == "violated"]
    assert [check.edit.result.entry.row for check in wrong] == [1, 2, 3, 4]
    cells = table.proof.repairs[0].cells
    assert [(cell.entry.figure.text, int(cell.value)) for cell in cells] == [
        ("2,815", 1_792),
        ("4,460", 2_815),
        ("3,177", 4_460),
        ("1,792", 3_177),
    ]


def test_a_kind_that_each_row_names_is_no_whole_of_another() -> None:
    text = "id|class|mass\n1|inactive|137.162\n2|inactive|280.393\n3|active|417.555\n4|inactive|359.289"
    text += "\n5|active|500.728\n6|active|354.458"
    assert not checks(text)
    assert not violated(text.replace("417.555", "368.485"))


def test_a_merged_cell_adds_up_the_rows_that_it_lies_over() -> None:
    text = (
        "사업|총사업비|재원|금액\n도로|2,465|국비|1,215\n|||843\n|||407\n공원|3,445|국비|2,318\n||시비|1,127"
    )
    text = text.replace("|||843", "||시비|843").replace("|||407", "||민자|407")
    spans = {(1, 0): (3, 1), (1, 1): (3, 1), (4, 0): (2, 1), (4, 1): (2, 1)}
    told = understand(found(text, "(단위: 백만원)", spans=spans)).checks
    assert [(check.edit.statement, check.verdict.value) for check in told] == [
        ("도로 [총사업비] = 금액의 합 (3줄)", "exact"),
        ("공원 [총사업비] = 금액의 합 (2줄)", "exact"),
    ]
    wrong = understand(found(text.replace("3,445", "3,454"), "(단위: 백만원)", spans=spans)).checks
    assert [check.verdict.value for check in wrong] == ["exact", "violated"]
    unnamed = text.replace("3,445", "3,454").replace("총사업비", "규모")
    assert not any(
        check.verdict.value == "violated" for check in understand(found(unnamed, spans=spans)).checks
    )


def test_a_total_that_meant_less_in_the_first_years_is_not_called_wrong() -> None:
    lines = ["연도|원자력|화력|양수|기타|계"]
    for number in range(12):
        parts = [52_068 - 911 * number, 115_980 - 4_203 * number, 1_863 + 57 * number, 3_619 + 83 * number]
        lines.append("|".join(map(str, [2004 + number, *parts, sum(parts[: 2 if number < 4 else 4])])))
    told = checks("\n".join(lines))
    assert [check.verdict.value for check in told] == ["undecided"] * 4 + ["exact"] * 8
    two = lines.copy()
    two[1], two[2] = two[1].replace("2004", "2016"), two[2].replace("2005", "2017")
    assert len(violated("\n".join([two[0], *two[5:], *two[1:3]]))) == 2


def test_what_only_figures_promise_calls_nothing_wrong_together_with_others() -> None:
    """In one row each of two sums holds within its rounding, and both together do not."""
    lines = ["지역|공단|농사|가정|심야|일반|나머지|판매"]
    for number in range(6):
        leaves = [118_123 + 917 * number, 172_701 + 3_013 * number]
        others = [239_402 + 7_177 * number, 51_207 + 1_303 * number]
        off = 2 * (number == 3)
        home, rest = sum(leaves) + off, sum(others)
        figures = [*leaves, home, *others, rest, home + rest + off]
        lines.append("|".join([f"{number}구", *(f"{figure / 10:,.1f}" for figure in figures)]))
    table = understand(found("\n".join(lines)))
    assert {check.verdict.value for check in table.checks} == {"exact", "rounding"}
    assert {check.edit.basis.value for check in table.checks} == {"figures"}


def test_a_total_column_that_holds_nowhere_is_said_once() -> None:
    made = Random(3)
    lines = ["투표소|가 후보|나 후보|다 후보|계"]
    lines += [
        "|".join(map(str, [f"제{n}투표소", *(made.randint(100, 999) for _ in range(3)), 4100 + 13 * n]))
        for n in range(1, 40)
    ]
    table = understand(found("\n".join(lines)))
    assert table.checks == ()
    assert [(item.row, item.column, item.text) for item in table.unchecked] == [(0, 4, "계")]
    told = sentences(table, "ko")
    assert [kind for kind, _ in told] == ["unchecked"]
    assert "계" in told[0][1]
    assert "합계인지" in told[0][1]


def test_figures_that_slid_are_one_sentence() -> None:
    made = Random(5)
    pairs = [(made.randint(1000, 9999), made.randint(100, 999)) for _ in range(12)]
    rates = [f"{100 * spent / budget:.1f}" for budget, spent in pairs]
    slid = [*rates[:3], rates[11], *rates[3:11]]
    rows = [
        f"{n}과|{budget:,}|{spent:,}|{rate}"
        for n, ((budget, spent), rate) in enumerate(zip(pairs, slid, strict=True))
    ]
    table = understand(found("\n".join(["부서|예산|집행|집행률(%)", *rows])))
    told = [sentence for kind, sentence in sentences(table, "ko") if kind == "violated"]
    assert len([check for check in table.checks if check.verdict.value == "violated"]) >= 7
    assert len(told) == 1
    assert "밀린" in told[0]


def test_a_row_that_prints_nothing_is_not_named() -> None:
    text = "Fund|2023|2024\nGeneral Fund|1,200|1,310\nSpecial Fund||\nParks|300|412\nLibrary|211|187"
    text += "\nTotal|1,711|{}"
    right = checks(text.format("1,909"))
    assert {check.edit.statement.partition(" = ")[2] for check in right} == {"General Fund + Parks + Library"}
    # Its figure may be missing all the same.
    open_ = [check.verdict.value for check in checks(text.format("1,999"))]
    assert open_ == ["exact", "undecided"]
