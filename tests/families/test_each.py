"""Each identity of each family on a table in which it holds, is violated, and cannot be decided."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from build import SCHEMAS, source
from geomsan.check.families.registry import load_families
from geomsan.check.identities.verdicts import Verdict
from geomsan.check.validation import CheckedTable, check_table
from geomsan.read.tables.reading import TableSource

FAMILIES = load_families(SCHEMAS)


@dataclass(frozen=True)
class Example:
    """A table in which everything holds, with a slot for each identity and the value that breaks it.

    ``breaks`` has identity -> (slot, wrong figure); a figure that cannot be read leaves it undecided.
    """

    rows: str
    holds: dict[str, str]
    breaks: dict[str, tuple[str, str]]
    layout: dict[str, Any] = field(default_factory=dict)
    unit: str | None = None


EXAMPLES = {
    "audit": Example(
        "구분 | 계 | 완료 | 추진중\n계 | 5 | 3 | {a}\n시정 | 2 | {b} | 1\n건의 | 3 | 2 | 1",
        {"a": "2", "b": "1"},
        {"계 = 요구 종류의 합": ("a", "3"), "합계 = 처리 상태의 합": ("b", "2")},
        {"columns": ["건수@계", "건수@완료", "건수@추진중"]},
    ),
    "breakdown": Example(
        "과목 | 내역 | 금액\n운영비 | ○ 운영 | = {a}천원\n"
        " | - 인건비 1,000,000원 | = {b}천원\n | - 물품비 | = 500천원",
        {"a": "1,500", "b": "1,000"},
        {"계 = 세부 내역의 합": ("a", "1,600"), "산출금액 = 산식금액": ("b", "1,100")},
        {
            "stub": ["group", {"record": "* 산식금액"}],
            "columns": ["= 산출금액"],
            "units": {"산식금액": "원"},
            "markers": ["○", "-"],
        },
        "천원",
    ),
    "counts": Example(
        "구분 | 계 | 가 | 나\n계 | 6 | {a} | 4\n동 | 3 | 1 | {b}\n서 | 3 | 1 | 2",
        {"a": "2", "b": "2"},
        {"계 = 항목의 합": ("a", "3"), "합계 = 구분의 합": ("b", "3")},
        {"columns": ["업체@계", "업체@가", "업체@나"]},
        "개사",
    ),
    "execution": Example(
        "과 | 본예산 | 이월 | 현액 | 원인 (률) | 지출 (률)\n"
        "계 | 300 | {a} | 330 | 165 (50.0) | 110 (33.3)\n"
        "가 | {b} | 10 | 110 | 55 ({c}) | 44 ({d})\n"
        "나 | 200 | 20 | 220 | 110 (50.0) | 66 (30.0)",
        {"a": "30", "b": "100", "c": "50.0", "d": "40.0"},
        {
            "계 = 부서 또는 세부사업의 합": ("a", "40"),
            "예산현액 = 본예산 + 이월": ("b", "120"),
            "원인행위집행률 = 원인행위액 / 예산현액": ("c", "55.0"),
            "지출집행률 = 지출액 / 예산현액": ("d", "45.0"),
        },
        {"columns": ["본예산", "이월", "예산현액", "원인행위액 (원인행위집행률)", "지출액 (지출집행률)"]},
        "백만원",
    ),
    "fund": Example(
        "분야 | 목표 | 조성 합계 | 24 | 25 | 달성률\n"
        "계 | {a} | 300 | 100 | 200 | {c}\n가 | 100 | 100 | {b} | 60 | 100\n나 | 100 | 200 | 60 | 140 | 200",
        {"a": "200", "b": "40", "c": "150"},
        {
            "계 = 분야의 합": ("a", "250"),
            "합계 = 연도의 합": ("b", "50"),
            "달성률 = 조성액 / 조성목표": ("c", "140"),
        },
        {
            "columns": ["조성목표@합계", "조성액@합계", "조성액@2024", "조성액@2025", "달성률@합계"],
        },
        "억원",
    ),
    "funding": Example(
        "구분 | 재원 | 계 | 2024\n확보액 | 소계 | 3 | {a}\n | 국비 | {b} | 1\n | 시비 | 2 | 2",
        {"a": "3", "b": "1"},
        {"계 = 재원의 합": ("a", "9"), "합계 = 연도의 합": ("b", "8")},
        {"stub": ["measure", "record"], "columns": ["@계", "@2024"]},
        "천원",
    ),
    "growth": Example(
        "유형 | 2024 | 2025 | 신규\n계 | 4 | {a} | 3\n가 | 1 | 3 | {b}\n나 | 3 | 4 | 1",
        {"a": "7", "b": "2"},
        {"계 = 유형의 합": ("a", "8"), "개소 = 직전(개소) + 신규": ("b", "1")},
        {"columns": ["개소@2024", "개소@2025", "신규@2025"]},
    ),
    "national_share": Example(
        "지표 | 전국 | 서울 | 비중\n인구 | 200 | {a} | 25.0",
        {"a": "50"},
        {"비중 = 서울 / 전국": ("a", "60")},
        {"columns": ["전국", "서울", "비중"]},
        "천명",
    ),
    "participation": Example(
        "분야 | 계 | 남 | 여 | 비중\n계 | 8 | {a} | 5 | 100\n가 | 2 | 1 | {b} | {c}\n나 | 6 | 2 | 4 | {d}",
        {"a": "3", "b": "1", "c": "25", "d": "75"},
        {
            "계 = 분야의 합": ("a", "4"),
            "합계 = 구분의 합": ("b", "2"),
            "비중 = 참여인원 / 전체(참여인원)": ("c", "30"),
            "비중의 합 = 100": ("d", "80"),
        },
        {"columns": ["참여인원@계", "참여인원@남", "참여인원@여", "비중@계"]},
    ),
    "performance": Example(
        "지표 | 합계 | 24 | 25\n기업 | 3 | {a} | 2",
        {"a": "1"},
        {"합계 = 연도의 합": ("a", "2")},
        {"columns": ["실적@합계", "실적@2024", "실적@2025"]},
        "개사",
    ),
    "pledge": Example(
        "지표 | 구분 | 24 | 25 | 이행률\n행사 | 목표 | 2 | 2 | 75\n | 실적 | 1 | {a} | ",
        {"a": "2"},
        {"이행률 = 누계(실적) / 누계(목표)": ("a", "1")},
        {"stub": ["record", "measure"], "columns": ["@2024", "@2025", "이행률"]},
    ),
    "research": Example(
        "사업 | 과제\n계 | 3\n가 | {a}\n나 | 2",
        {"a": "1"},
        {"계 = 사업의 합": ("a", "2")},
        {"columns": ["과제"]},
    ),
    "schedule": Example(
        "단계 | 금액\n계 | 300\n1차 | {a}\n2차 | 200",
        {"a": "100"},
        {"계 = 단계의 합": ("a", "120")},
        {"columns": ["집행금액"]},
        "천원",
    ),
    "settlement": Example(
        "연도 | 최종 | 전년이월 | 변경 | 현액 | 집행 | 차년이월 | 잔액\n"
        "2023 | 100 | 0 | {a} | 100 | 60 | 30 | 10\n2024 | 200 | {c} | 0 | 230 | 200 | {b} | 10",
        {"a": "0", "b": "20", "c": "30"},
        {
            "예산현액 = 최종예산 + 전년이월 + 예산변경": ("a", "5"),
            "집행잔액 = 예산현액 - 집행액 - 차년이월": ("b", "25"),
            "전년이월 = 앞 연도의 차년이월": ("c", "35"),
        },
        {
            "columns": ["최종예산", "전년이월", "예산변경", "예산현액", "집행액", "차년이월", "집행잔액"],
        },
        "천원",
    ),
    "space": Example(
        "시설 | 면적 | 입주\n계 | 300 | 3\n가 | 100 | {a}\n나 | 200 | 2",
        {"a": "1"},
        {"계 = 시설의 합": ("a", "2")},
        {"columns": ["면적", "입주기업"]},
    ),
    "staffing": Example(
        "과 | 계 | 일반 | 과부족\n계 | 6/5 | 6/{a} | △1\n가 | 2/2 | 2/{b} | 0\n나 | 4/3 | 4/3 | {c}",
        {"a": "5", "b": "2", "c": "△1"},
        {
            "계 = 부서의 합": ("a", "4"),
            "합계 = 직렬의 합": ("b", "1"),
            "과부족 = 현원 - 정원": ("c", "0"),
        },
        {"columns": ["정원@계 / 현원@계", "정원@일반 / 현원@일반", "과부족@계"]},
    ),
    "training": Example(
        "구분 | 합계 | 동부 | 북부\n계 | 3/30 | 1/{a} | 2/20\n가 | 1/10 | 1/10 | -\n나 | 2/20 | - | 2/{b}",
        {"a": "10", "b": "20"},
        {"계 = 과정 구분의 합": ("a", "11"), "합계 = 캠퍼스의 합": ("b", "21")},
        {"columns": {"members": "과정 / 인원"}},
    ),
    "valuation": Example(
        "펀드 | 회수 | 잔여 | 총액\n계 | 30 | {a} | 100\n가 | 10 | 20 | {b}\n나 | 20 | 50 | 70",
        {"a": "70", "b": "30"},
        {"계 = 펀드의 합": ("a", "80"), "자산평가총액 = 회수총액 + 잔여자산평가금": ("b", "40")},
        {"columns": ["회수총액", "잔여자산평가금", "자산평가총액"]},
        "억원",
    ),
    "year_on_year": Example(
        "과목 | 전년 | 당해 | 증감 | 증감률\n계 | 300 | {a} | 60 | 20.0\n가 | 100 | 110 | {b} | 10.0\n"
        "나 | 200 | 250 | 50 | {c}",
        {"a": "360", "b": "10", "c": "25.0"},
        {
            "계 = 과목의 합": ("a", "370"),
            "증감 = 당해연도예산 - 전년도예산": ("b", "20"),
            "증감률 = 증감 / 전년도예산": ("c", "30.0"),
        },
        {"columns": ["전년도예산", "당해연도예산", "증감", "증감률"]},
        "천원",
    ),
}
ONE_BY_ONE = [(name, text) for name, example in EXAMPLES.items() for text in example.breaks]


def printed(name: str, **changed: str) -> TableSource:
    example = EXAMPLES[name]
    rows = example.rows.format(**{**example.holds, **changed})
    return source(rows, family=name, unit=example.unit, **example.layout)


def verdicts(checked: CheckedTable, identity: str) -> list[Verdict]:
    return [check.verdict for check in checked.checks if check.edit.identity == identity]


def test_every_identity_of_every_family_has_an_example() -> None:
    declared = [(name, law.text) for name, family in FAMILIES.items() for law in family.identities()]
    assert sorted(ONE_BY_ONE) == sorted(declared)


@pytest.mark.parametrize("name", EXAMPLES)
def test_everything_holds(name: str) -> None:
    checked = check_table(printed(name), FAMILIES[name])
    for identity in EXAMPLES[name].breaks:
        assert verdicts(checked, identity)
        assert set(verdicts(checked, identity)) <= {Verdict.EXACT, Verdict.ROUNDING}
    assert checked.proof.repairs == ()


@pytest.mark.parametrize(("name", "identity"), ONE_BY_ONE)
def test_a_wrong_figure_violates_it(name: str, identity: str) -> None:
    slot, wrong = EXAMPLES[name].breaks[identity]
    checked = check_table(printed(name, **{slot: wrong}), FAMILIES[name])
    assert Verdict.VIOLATED in verdicts(checked, identity)
    assert checked.proof.repairs


@pytest.mark.parametrize(("name", "identity"), ONE_BY_ONE)
def test_a_figure_that_cannot_be_read_leaves_it_undecided(name: str, identity: str) -> None:
    slot, _ = EXAMPLES[name].breaks[identity]
    checked = check_table(printed(name, **{slot: "1,2"}), FAMILIES[name])
    assert Verdict.UNDECIDED in verdicts(checked, identity)
    assert Verdict.VIOLATED not in verdicts(checked, identity)
