"""The same figure in two tables that nobody described: found by names, borne out by figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geomsan.command.cli import main

# In 백만원 here, in 천원 in the reports of the programmes below.
SUMMARY = {
    "가로등 정비": (5231, 7627),
    "공원 관리": (1476, 1555),
    "하천 준설": (2172, 2422),
    "도서관 운영": (3201, 3344),
}
DETAIL = {
    "가로등 정비": (5230943, 7627027),
    "공원 관리": (1475820, 1555474),
    "하천 준설": (2171816, 2422270),
    "도서관 운영": (3200900, 3343600),
}
HEADS = "사업명\t{}예산현액\t{}최종예산"


def rows(figures: dict[str, tuple[int, int]]) -> str:
    return "\n".join(f"{name}\t{now:,}\t{before:,}" for name, (now, before) in figures.items())


def report(detail: dict[str, tuple[int, int]], heads: str = HEADS.format("'26년 ", "'25년 ")) -> str:
    first = HEADS.format("2026년도 ", "2025년도 ")
    return (
        f"사업별 예산\n(단위: 백만원)\n{first}\n{rows(SUMMARY)}\n\n"
        f"사업별 집행\n(단위: 천원)\n{heads}\n{rows(detail)}\n"
    )


def comparisons(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> list[dict[str, object]]:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    main(["check", str(path), "--format", "json"])
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["tables"]) == 2
    return answer["comparisons"]


def test_what_agrees_across_units_is_told(tmp_path, capsys) -> None:
    found = comparisons(tmp_path, capsys, report(DETAIL))
    assert [check["verdict"] for check in found] == ["rounding"] * 8
    assert {check["basis"] for check in found} == {"worded"}
    result, source = found[0]["cells"]
    assert (result["table"], result["role"], source["table"], source["role"]) == (1, "result", 0, "source")


def test_one_figure_that_differs_is_violated(tmp_path, capsys) -> None:
    found = comparisons(tmp_path, capsys, report(DETAIL | {"공원 관리": (1475820, 1855474)}))
    (violated,) = (check for check in found if check["verdict"] == "violated")
    assert [cell["text"] for cell in violated["cells"]] == ["1,855,474", "1,555"]
    assert (violated["reported"], violated["expected"]) == (1855474, 1555000)


def test_the_exit_status_and_the_text_say_so(tmp_path, capsys) -> None:
    path = tmp_path / "report.txt"
    path.write_text(report(DETAIL | {"공원 관리": (1475820, 1855474)}), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    told = capsys.readouterr().out
    assert "두 표에 적힌 같은 값: 반올림 차이 7, 불일치 1" in told
    assert "공원 관리" in told


@pytest.mark.parametrize(
    ("detail", "heads"),
    [
        # Another year: the same names say something else.
        (
            {name: (now * 3, before * 5) for name, (now, before) in DETAIL.items()},
            HEADS.format("'24년 ", "'23년 "),
        ),
        # A measure that does not agree elsewhere either is another measure of that name.
        (
            {name: (now, before + 777777) for name, (now, before) in DETAIL.items()},
            HEADS.format("'26년 ", "'25년 "),
        ),
        # No other figure of the row agrees: it may be another programme of that name.
        (DETAIL | {"공원 관리": (9475820, 9555474)}, HEADS.format("'26년 ", "'25년 ")),
    ],
)
def test_names_alone_prove_nothing(tmp_path, capsys, detail, heads) -> None:
    found = comparisons(tmp_path, capsys, report(detail, heads))
    assert "violated" not in {check["verdict"] for check in found}


def test_a_name_that_stands_twice_in_a_table_is_left_alone(tmp_path, capsys) -> None:
    text = report(DETAIL) + "공원 관리\t1,111,111\t2,222,222\n"
    found = comparisons(tmp_path, capsys, text)
    assert len(found) == 6
    assert not any("공원" in str(check["statement"]) for check in found)


def of_two(first: str, second: str, *, every: int) -> str:
    """Two tables of one form: the first figure is the same, but for one row; ``every`` other row differs."""
    names = ["기획과", "재무과", "복지과", "교통과", "환경과", "공원과"]
    tables = [
        "\n".join(
            f"{name}\t{4_000 + 11 * n + (50 if second == title and n == 2 else 0)}\t"
            f"{70_000 + 13 * n + (777 if second == title and n % every == 0 else 0)}\t{210 + 7 * n}"
            for n, name in enumerate(names, 1)
        )
        for title in (first, second)
    ]
    return "\n\n".join(
        f"{title}\n(단위: 백만원)\n부서\t예비비\t사업비\t관리비\n{body}"
        for title, body in zip((first, second), tables, strict=True)
    )


@pytest.mark.parametrize(
    ("first", "second", "every", "violated"),
    [
        ("부서별 예산", "부서별 예산(요약)", 9, 1),
        # Most of what two accounts share differs: what is equal is so by chance.
        ("일반회계", "특별회계", 1, 0),
        # Tables of two years: most offices keep their figure.
        ("2024년도 부서별 예산", "2025년도 부서별 예산", 9, 0),
        ("2025년도 부서별 예산", "2025년도 부서별 예산(요약)", 9, 1),
    ],
)
def test_tables_of_one_form_may_be_of_two_things(tmp_path, capsys, first, second, every, violated) -> None:
    found = comparisons(tmp_path, capsys, of_two(first, second, every=every))
    assert [check["verdict"] for check in found].count("violated") == violated
