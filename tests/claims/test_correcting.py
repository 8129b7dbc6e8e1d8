"""A correction of a sentence: proved by reading the claim again, refused where it cannot be."""

from pathlib import Path

import pytest

from geomsan.claims.correcting import corrected_quote
from geomsan.decide.intake import RefusedError, take
from geomsan.decide.present import Present, examine
from geomsan.decide.requests import Request
from geomsan.read.documents.project import Project
from office import cell, corrected, make_project, statuses, take_in

PROSE = """2024년 보고

 - **거점** 5개소(송파, 은평, 관악, 중랑) 운영
 - 회의 : 5.14(수) 14:00
 - 훈련 : 총 5,226명
   - 시 : 3,051명
   - 국가 : 2,075명
"""
COUNT = "5개소(송파, 은평, 관악, 중랑)"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "project")
    (project.raw / "one" / "one.txt").write_text(PROSE, encoding="utf-8")
    return project


def wrong(present: Present, rule: str) -> str:
    return next(
        name
        for name, found in present.findings.items()
        if found.table == "prose" and found.rule == rule and found.verdict == "violated"
    )


@pytest.mark.parametrize("given", ["4", "4개소", "4개소(송파, 은평, 관악, 중랑)"])
def test_a_number_or_the_words_are_put_into_the_sentence_and_proved(project: Project, given: str) -> None:
    present = examine(project)
    check = wrong(present, "count")
    take_in(project, corrected(present, check, cell(1, 2, COUNT, given)))
    assert statuses(project)[check] == "corrected"
    written = (project.raw / "one" / "decisions.yaml").read_text(encoding="utf-8")
    assert "4개소(송파, 은평, 관악, 중랑)" in written
    assert (project.raw / "one" / "one.txt").read_text(encoding="utf-8") == PROSE


def test_a_weekday(project: Project) -> None:
    present = examine(project)
    check = wrong(present, "weekday")
    take_in(project, corrected(present, check, cell(2, 2, "5.14(수)", "5.14(화)")))
    assert statuses(project)[check] == "corrected"


def refusal(present: Present, wanted: Request) -> str:
    with pytest.raises(RefusedError) as refused:
        take(present, [wanted])
    return str(refused.value)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("6", "정정한 값으로도 이 검산이 맞지 않습니다"),
        ("송파, 은평 등 여러 곳", "정정한 글에서 이 셈을 읽을 수 없습니다"),
    ],
)
def test_what_does_not_hold_or_says_nothing_is_refused(project: Project, given: str, told: str) -> None:
    present = examine(project)
    assert told in refusal(present, corrected(present, wrong(present, "count"), cell(1, 2, COUNT, given)))


def test_words_that_are_not_there(project: Project) -> None:
    present = examine(project)
    wanted = corrected(present, wrong(present, "count"), cell(1, 2, "7개소(송파)", "4"))
    assert "자리가 아닙니다" in refusal(present, wanted)


def test_words_of_several_lines_are_not_mended_here(project: Project) -> None:
    names = "송파구민체육센터, 은평구민체육센터, 관악구민체육센터,\n중랑구민체육센터"
    (project.raw / "one" / "one.txt").write_text(f"- 시설 3개소({names}) 운영\n", encoding="utf-8")
    present = examine(project)
    check = wrong(present, "count")
    quote = present.findings[check].cells[0]["text"]
    assert "여러 줄에 걸치거나" in refusal(present, corrected(present, check, cell(1, 2, quote, "4")))


def test_a_correction_that_breaks_another_claim_is_refused(project: Project) -> None:
    text = "- 기간 : '24.5.14(화) ~ 5.17(토), 4일간\n"
    (project.raw / "one" / "one.txt").write_text(text, encoding="utf-8")
    present = examine(project)
    check = wrong(present, "weekday")
    wanted = corrected(present, check, cell(1, 2, "5.17(토)", "5.15(수)"))
    assert "다른 검산이 깨집니다" in refusal(present, wanted)
    take(present, [corrected(present, check, cell(1, 2, "5.17(토)", "5.17(금)"))])


def test_quotes() -> None:
    assert (
        corrected_quote("1,210백만원(가 430, 나 780)", "1,210백만원", "1,220")
        == "1,220백만원(가 430, 나 780)"
    )
    assert corrected_quote("5.14(수)", "5.14(수)", "5.14(화)") == "5.14(화)"
