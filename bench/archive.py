"""A generated archive, as a city has one: councils, offices, sessions over the years, packs, decisions.

Each document has the budget of its office with a total, sums and rates; its staff; the settlement of last
year; and the founding budget, which every session prints again. Every seventh document has a slip in a
total, every ninth restates the founding budget with one. The same number gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

COUNCILS = ("가람구의회", "나루구의회")
OFFICES = ("기획과", "재무과", "복지과", "교통과", "환경과")
A_YEAR = 4
"""Sessions a year."""
FIRST_YEAR = 2001
PROGRAMMES = 8
FOUNDED = "1995"
TOPIC = "generated-topic"
HEAD = ("사업", "본예산", "이월", "예산현액", "원인행위액", "집행률", "지출액", "집행률")
COLUMNS = ["본예산", "이월", "예산현액", "원인행위액", "원인행위집행률", "지출액", "지출집행률"]

Rows = list[list[str]]


@dataclass(frozen=True)
class Report:
    """One report: the how manieth of the archive, and of which council, office and session it is."""

    number: int

    @property
    def council(self) -> int:
        """Number of its council."""
        return self.number % len(COUNCILS)

    @property
    def office(self) -> int:
        """Number of its office."""
        return self.number // len(COUNCILS) % len(OFFICES)

    @property
    def session(self) -> int:
        """Number of its session."""
        return self.number // len(COUNCILS) // len(OFFICES)

    @property
    def year(self) -> int:
        """The year of its session."""
        return FIRST_YEAR + self.session // A_YEAR

    @property
    def date(self) -> str:
        """The day of its session."""
        return f"{self.year}-{3 * (self.session % A_YEAR) + 1:02}-15"

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"council-{self.council}-office-{self.office}-{self.date}"

    @property
    def seed(self) -> int:
        """What its figures are drawn from: the same for all sessions of an office."""
        return 10 * self.council + self.office


def write_archive(folder: Path, count: int) -> list[str]:
    """Write ``raw/`` and ``config.yaml`` of an archive into a project, and return its documents.

    There is a pack for each tenth document, the latest first, and one of a topic; each is released.
    """
    reports = [Report(number) for number in range(count)]
    for report in reports:
        write_report(folder / "raw", report)
    latest = [report.name for report in reversed(reports)][::10]
    packs: list[dict[str, object]] = [
        {"name": name, "title": "주요업무보고 검산", "documents": [name]} for name in latest
    ]
    packs.append({"name": "topic", "title": "주제별 검산", "topics": [TOPIC]})
    releases = [
        {"session": f"session-{number}", "title": "검산", "packs": [pack["name"]]}
        for number, pack in enumerate(packs)
    ]
    config = {"documents": "all", "packs": packs, "releases": releases}
    (folder / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    return [report.name for report in reports]


def write_report(raw: Path, report: Report) -> None:
    """Write one document: its tables and its descriptor."""
    target = raw / report.name
    target.mkdir(parents=True)
    resources = []
    for name, rows, described in _tables(report):
        (target / f"{name}.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
        resources.append({"name": name, "path": f"{name}.tsv", **described})
    if report.number == 0:
        resources[0]["topics"] = [TOPIC]
    descriptor = {
        "name": report.name,
        "title": f"{OFFICES[report.office]} 주요업무보고",
        "office": OFFICES[report.office],
        "council": COUNCILS[report.council],
        "date": report.date,
        "sources": [{"title": "보고서", "path": f"{report.name}.txt"}],
        "resources": resources,
    }
    text = yaml.safe_dump(descriptor, allow_unicode=True, sort_keys=False)
    (target / "datapackage.yaml").write_text(text, encoding="utf-8")


def _tables(report: Report) -> Iterator[tuple[str, Rows, dict[str, object]]]:
    """Yield name, rows and description of each table."""
    execution: dict[str, object] = {"family": "execution", "unit": "백만원", "layout": {"columns": COLUMNS}}
    budget = _budget(report, report.session)
    if report.number % 7 == 6:
        budget[1][3] = f"{int(budget[1][3].replace(',', '')) + 100:,}"
    yield "budget", budget, {"title": "예산 집행 현황", "as-of": report.date, **execution}
    yield "staff", _staff(report), {
        "title": "정원과 현원", "family": "staffing", "as-of": report.date,
        "layout": {"columns": [f"정원@{kind} / 현원@{kind}" for kind in ("합계", "일반직", "임기제")]},
    }  # fmt: skip
    last_year = A_YEAR * (report.session // A_YEAR) - 1
    settled = {"title": "전년도 결산", "period": str(report.year - 1), **execution}
    yield "settled", _budget(report, last_year), settled
    founding = _budget(report, -100)
    if report.number % 9 == 8:
        founding[3][6] = f"{int(founding[3][6].replace(',', '')) + 10:,}"
    yield "founding", founding, {"title": "설립 예산", "period": FOUNDED, **execution}


def _budget(report: Report, session: int) -> Rows:
    year = session // A_YEAR
    items = [
        _amounts(1000 * report.seed + 10 * year + number, session % A_YEAR) for number in range(PROGRAMMES)
    ]
    total = [sum(column) for column in zip(*items, strict=True)]
    names = [f"{OFFICES[report.office]} 사업 {number + 1}" for number in range(PROGRAMMES)]
    return [
        list(HEAD),
        _printed("계", total),
        *(_printed(name, item) for name, item in zip(names, items, strict=True)),
    ]


def _amounts(number: int, quarter: int) -> list[int]:
    initial, carried = 1000 + number * 7919 % 90_000, number * 104_729 % 500
    committed = (initial + carried) * (10 + 20 * quarter + number % 20) // 100
    return [initial, carried, committed, committed * (40 + number % 60) // 100]


def _printed(label: str, amounts: Sequence[int]) -> list[str]:
    initial, carried, committed, spent = amounts
    current = initial + carried
    first, second = (f"{int(1000 * part / current + 0.5) / 10:.1f}" for part in (committed, spent))
    return [
        label,
        f"{initial:,}",
        f"{carried:,}",
        f"{current:,}",
        f"{committed:,}",
        first,
        f"{spent:,}",
        second,
    ]


def _staff(report: Report) -> Rows:
    teams = [(5 + report.seed % 7 + number, 1 + (report.session + number) % 3) for number in range(4)]
    rows = [["팀", "합계", "일반직", "임기제"]]
    total = (sum(team[0] for team in teams), sum(team[1] for team in teams))
    labels = ["계", *(f"{OFFICES[report.office]} {number + 1}팀" for number in range(4))]
    for label, (regular, fixed) in zip(labels, [total, *teams], strict=True):
        whole = regular + fixed
        rows.append([label, f"{whole}/{whole}", f"{regular}/{regular}", f"{fixed}/{fixed}"])
    return rows
