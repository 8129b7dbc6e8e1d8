"""``raw/<document>/disclosures.yaml``: which personal data of a document may be handed out, and who says so.

What looks like personal data stops a release until somebody takes it out of ``raw/`` or decides that it may
go out (the telephone number of an office, an address of a department). Such a decision is pinned to the
text that it is about: another text in the same place is asked about again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import yaml

from geomsan.check.personal import PersonalDatum, personal_data
from geomsan.check.report import Decision, DocumentReport
from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.files import within, write_whole
from geomsan.common.lock import held
from geomsan.common.missing import missing_in
from geomsan.common.stored import restore
from geomsan.decide.stored import Standing
from geomsan.read.documents.project import Project
from geomsan.read.documents.yamlfile import read_yaml

DISCLOSURES = "disclosures.yaml"
_HEAD = "# 개인정보로 보이지만 배포해도 된다고 정한 글자. `geomsan disclose`가 씁니다.\n"
_SAID = ("by", "reason", "evidence", "office")


@dataclass(frozen=True)
class Disclosure:
    """That one text may be handed out.

    Attributes
    ----------
    place, digest
        Of the personal datum that it is about (:class:`geomsan.check.personal.PersonalDatum`).
    by, date, reason
        The office that decided, the day (ISO), and why.
    """

    place: str
    digest: str
    by: str
    date: str
    reason: str


def read_disclosures(path: Path, schema: Path, seen: dict[str, str] | None = None) -> list[Disclosure]:
    """Read what may be handed out; nothing where a document has no such file.

    Raises
    ------
    GeomsanError
        When the file does not fit its JSON Schema.
    """
    if not path.exists():
        return []
    data = read_yaml(within(path.parent, path.name), schema, seen)
    return [Disclosure(**entry) for entry in data["disclosures"]]


def undisclosed(
    report: DocumentReport, decisions: Iterable[Decision], disclosures: Iterable[Disclosure]
) -> list[PersonalDatum]:
    """Return what looks like personal data in a document and its decisions, and nobody decided about."""
    settled = {(each.place, each.digest) for each in disclosures}
    found = personal_data([*_texts(report), *_decision_texts(decisions)])
    return [each for each in found if (each.place, each.digest) not in settled]


def _texts(report: DocumentReport) -> Iterator[tuple[str, str, str]]:
    yield f"{report.name}/@title", "", report.title
    for key, text in report.details.items():
        yield f"{report.name}/@{key}", "", text
    for table in report.tables:
        place = f"{report.name}/{table.name}"
        for key in ("title", "section", "caption", "footnote"):
            yield f"{place}@{key}", table.source, getattr(table, key)
        for number, (row, source) in enumerate(zip(table.rows, table.places, strict=True)):
            for column, text in enumerate(row):
                yield f"{place}@r{number}c{column}", source, text


def _decision_texts(decisions: Iterable[Decision]) -> Iterator[tuple[str, str, str]]:
    for decision in decisions:
        for key in _SAID:
            yield f"{decision.check}@{key}", "decisions.yaml", getattr(decision, key)


def disclose(project: Project, places: Sequence[str], *, by: str, reason: str, day: str | None = None) -> int:
    """Decide that personal data may be handed out, and return how many texts that is about.

    Parameters
    ----------
    project
        Whose ``results/standing`` says what was found.
    places
        Each the place of a datum, or a document or ``document/table`` that it lies in.
    by, reason, day
        The office that decides, why, and the day (ISO; today by default).

    Raises
    ------
    GeomsanError
        When nothing was found in a place, a reason or office is missing, or a run is under way.
    """
    for name, given in (("--by", by), ("--reason", reason)):
        if not given.strip():
            raise GeomsanError(name, "비어 있습니다. 적으십시오.", "is empty; say it.")
    when = day or date.today().isoformat()
    with held(project.results):
        wanted = [each for place in places for each in _found_in(project, place)]
        for name in sorted({each.document for each in wanted}):
            path = project.raw / name / DISCLOSURES
            known = read_disclosures(path, project.disclosures_schema)
            added = [
                Disclosure(each.place, each.digest, by.strip(), when, reason.strip())
                for each in wanted
                if each.document == name
            ]
            kept = {(each.place, each.digest): each for each in [*known, *added]}
            _write(path, kept.values())
    return len({(each.place, each.digest) for each in wanted})


def _found_in(project: Project, place: str) -> list[PersonalDatum]:
    name = place.partition("/")[0]
    standing = project.results / "standing" / f"{name}.json"
    found = (
        restore(standing, Standing).personal
        if (project.raw / name).is_dir() and standing.exists() and missing_in(standing) is None
        else []
    )
    inside = [
        each for each in found if each.place == place or each.place.startswith((f"{place}/", f"{place}@"))
    ]
    if not inside:
        raise GeomsanError(
            place,
            "여기에서는 개인정보로 보이는 글자를 찾지 못했습니다. make briefs의 끝에 나온 자리를 적으십시오.",
            "nothing that looks like personal data was found here; give a place that make briefs named.",
        )
    return inside


def _write(path: Path, disclosures: Iterable[Disclosure]) -> None:
    entries = [asdict(each) for each in sorted(disclosures, key=lambda each: each.place)]
    text = yaml.safe_dump({"disclosures": entries}, allow_unicode=True, sort_keys=False, width=110)
    write_whole(path, _HEAD + text)


def told(count: int) -> list[Bilingual]:
    """Return what to say after :func:`disclose`."""
    return [
        Bilingual(f"배포해도 되는 것으로 적었습니다: {count}곳", f"may be handed out: {count}"),
        Bilingual("make briefs를 다시 하면 결과에 반영됩니다.", "make briefs brings it into the results."),
    ]
