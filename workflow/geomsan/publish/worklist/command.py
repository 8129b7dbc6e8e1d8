"""``geomsan decide``: from a file of decisions to ``raw/<document>/decisions.yaml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geomsan.common.errors import Bilingual, GeomsanError
from geomsan.common.lock import held
from geomsan.decide.file import CORRECTED
from geomsan.decide.intake import Taken, take, without_examples, without_gone, write_taken
from geomsan.decide.present import Present, examine
from geomsan.decide.requests import Request, read_requests
from geomsan.publish.worklist.columns import KIND_WORDS
from geomsan.publish.worklist.days import read_day
from geomsan.publish.worklist.reading import read_worklist
from geomsan.read.documents.project import Project, find_project

_DRY = Bilingual("아무것도 쓰지 않았습니다(--dry-run).", "nothing was written (--dry-run).")
_NEXT = Bilingual("make briefs를 다시 하면 결과에 반영됩니다.", "make briefs brings it into the results.")


def decide(path: Path, *, by: str = "", day: str | None = None, dry: bool = False) -> list[Bilingual]:
    """Take the decisions of a file in, all or none, and return what was taken.

    Parameters
    ----------
    path
        The worklist (``.xlsx``), or the file that the review page makes (``.json``).
    by, day
        The office that decided and the day, where the file does not say; today by default.
    dry
        Prove everything and write nothing.

    Returns
    -------
    list
        One line a document, and one that says what to do next.

    Raises
    ------
    RefusedError
        With one error for each bad row; nothing was written.
    GeomsanError
        When the file or the project cannot be used, or a run is under way.
    """
    given = None if day is None else read_day(day)
    if day is not None and given is None:
        raise GeomsanError("--date", f"없는 날짜입니다: {day}", f"no such date: {day}")
    project, today = _project(Path.cwd(), path.resolve().parent), date.today().isoformat()
    with held(project.results):
        present = examine(project)
        if path.suffix.lower() == ".xlsx":
            requests, errors = read_worklist(path, present, by=by.strip(), day=given, today=today)
        else:
            schema = project.decisions_schema
            requests, errors = read_requests(path, schema, by=by.strip(), day=given, today=today)
        taken = take(present, requests, errors)
        if not dry:
            write_taken(present, taken)
    return _told(taken, dry)


@dataclass(frozen=True)
class Unwanted:
    """Decisions that are taken back together: which, and what they are called."""

    among: Callable[[Present], list[Request]]
    called: Bilingual


EXAMPLES = Unwanted(without_examples, Bilingual("예시 결정", "examples"))
GONE = Unwanted(without_gone, Bilingual("불일치가 없어진 결정", "decisions without a violation"))


def remove(start: Path, unwanted: Unwanted, *, dry: bool = False) -> list[Bilingual]:
    """Take decisions of a project back, all or none, and return what was done.

    Parameters
    ----------
    start
        A folder of the project.
    unwanted
        Which.
    dry
        Prove that they can go, and write nothing.

    Returns
    -------
    list
        One line a document, and one that says what to do next.

    Raises
    ------
    RefusedError
        When a decision that is to stay holds with one of them only; nothing was written.
    GeomsanError
        When the project cannot be used, or a run is under way.
    """
    project = _project(start)
    with held(project.results):
        present = examine(project)
        taken = take(present, unwanted.among(present))
        if not dry:
            write_taken(present, taken)
    counts = {name: sum(each.counts.values()) for name, each in taken.items()}
    if not counts:
        return [
            Bilingual(
                f"{unwanted.called.ko}이 없습니다. 바뀐 것이 없습니다.",
                f"there are no {unwanted.called.en}; nothing changed.",
            )
        ]
    done = Bilingual("없앱니다", "to remove") if dry else Bilingual("없앴습니다", "removed")
    lines = [
        Bilingual(
            f"{name}: {unwanted.called.ko} {count}건을 {done.ko}.",
            f"{name}: {count} {unwanted.called.en} {done.en}.",
        )
        for name, count in counts.items()
    ]
    return [*lines, _DRY if dry else _NEXT]


def _project(*starts: Path) -> Project:
    """Return the project that the first of the folders lies in."""
    project = next(filter(None, map(find_project, starts)), None)
    if project is None:
        raise GeomsanError(
            str(starts[0]),
            "config.yaml과 schemas/가 있는 프로젝트 폴더에서 실행하십시오.",
            "run this in the folder of the project, where config.yaml and schemas/ are.",
        )
    return project


def _told(taken: Mapping[str, Taken], dry: bool) -> list[Bilingual]:
    changed = {name: each for name, each in taken.items() if each.changes}
    if not changed:
        return [Bilingual("새로운 결정이 없습니다. 바뀐 것이 없습니다.", "no new decision; nothing changed.")]
    if not dry:
        return [*(_counted(name, each.counts) for name, each in changed.items()), _NEXT]
    lines = [
        line for name, each in changed.items() for line in (_counted(name, each.counts), *_changes(each))
    ]
    return [*lines, _DRY]


def _changes(taken: Taken) -> Iterator[Bilingual]:
    """Yield what would be decided about each check, and what was proved of it."""
    decisions = {decision.check: decision for decision in taken.decisions}
    for check, kind in taken.changes.items():
        place = check.split("/", 1)[1]
        if kind == CORRECTED:
            values = ", ".join(f"{cell.text.strip()} → {cell.value}" for cell in decisions[check].corrected)
            yield Bilingual(
                f"  {KIND_WORDS[kind]} {place}: {values} — 다시 검산하여 맞고, 깨지는 검산이 없음",
                f"  {kind} {place}: {values} (checked again: it holds, and nothing else breaks)",
            )
        else:
            yield Bilingual(f"  {KIND_WORDS[kind]} {place}", f"  {kind} {place}")


def _counted(name: str, counts: Counter[str]) -> Bilingual:
    kinds = [kind for kind in KIND_WORDS if counts[kind]]
    ko = ", ".join(f"{KIND_WORDS[kind]} {counts[kind]}" for kind in kinds)
    en = ", ".join(f"{kind} {counts[kind]}" for kind in kinds)
    return Bilingual(f"{name}: {ko}", f"{name}: {en}")
