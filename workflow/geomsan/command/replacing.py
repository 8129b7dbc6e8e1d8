"""``geomsan replace``: a new version of a document taken in, and what it changes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from geomsan.check.report import Finding
from geomsan.common.errors import Bilingual, GeomsanError, safe
from geomsan.common.files import write_whole
from geomsan.common.lock import held
from geomsan.common.output import answers
from geomsan.read.documents.project import Project, find_project
from geomsan.replace.carrying import Carried, Fate
from geomsan.replace.proposing import present_descriptor, proposal
from geomsan.replace.replacing import Replacement, TableChange, compared_version
from geomsan.replace.versions import write_version

DONE, NEEDS_A_PERSON = 0, 1
"""Exit status of ``geomsan replace``."""
_MOST_CELLS, _MOST_FINDINGS = 20, 20


def replace(options: argparse.Namespace, language: str) -> int:
    """Take a new version in, or say what keeps it out."""
    folder = options.folder.resolve()
    project = _project_of(folder)
    with held(project.results):
        found = compared_version(project, folder.name, options.path, options.descriptor)
        lines = list(told(found))
        if options.draft is not None:
            lines.append(_drafted(project, found, options.path, options.draft))
        is_written = not (found.needs or found.is_same or options.dry_run or options.draft)
        if is_written:
            kept = write_version(project, found, date.today())
            lines.append(_written(kept.relative_to(project.root).as_posix()))
    if not is_written and options.draft is None:
        lines.append(_NOTHING)
    for line in lines:
        print(safe_lines(line.in_language(language)), file=answers())
    return NEEDS_A_PERSON if found.needs else DONE


def safe_lines(text: str) -> str:
    """Return a line that a terminal shows and does not obey, its indent kept."""
    bare = text.lstrip(" ")
    return " " * (len(text) - len(bare)) + safe(bare)


def _project_of(folder: Path) -> Project:
    project = find_project(folder)
    if project is None or folder.parent != project.raw:
        raise GeomsanError(
            str(folder),
            "프로젝트의 raw/에 있는 문서 폴더가 아닙니다. raw/이름을 적으십시오.",
            "is no document folder in the raw/ of a project; name raw/NAME.",
        )
    return project


def _drafted(project: Project, found: Replacement, path: Path, out: Path) -> Bilingual:
    """Write the descriptor that is proposed for a new version."""
    if out.exists():
        raise GeomsanError(
            str(out), "이미 있습니다. 다른 이름을 쓰십시오.", "is there already; name another."
        )
    made = proposal(project, found, path).descriptor(present_descriptor(project, found.document))
    write_whole(out, made)
    return Bilingual(
        f"새 판에 맞춘 설명 파일의 초안을 {out}에 썼습니다. 살펴보고 --descriptor로 주십시오.",
        f"a descriptor for the new version was drafted into {out}; look at it and give it as --descriptor.",
    )


_HINT = Bilingual(
    "  --draft 파일.yaml로 새 판에 맞춘 설명 파일의 초안을 받아, 살펴본 뒤 --descriptor로 주십시오.",
    "  get a descriptor drafted for the new version with --draft FILE.yaml, look at it, give it as "
    "--descriptor.",
)
_NOTHING = Bilingual("아무것도 쓰지 않았습니다.", "nothing was written.")


def _written(kept: str) -> Bilingual:
    return Bilingual(
        f"새 판을 담았습니다. 지난 판은 {kept}에 있습니다. make briefs를 다시 하십시오.",
        f"the new version was taken in; the earlier one is in {kept}. Run make briefs again.",
    )


def told(found: Replacement) -> Iterator[Bilingual]:
    """Yield what a new version changes, line by line."""
    yield Bilingual(f"{found.document} ← {found.source}", f"{found.document} ← {found.source}")
    for note in found.notes:
        yield Bilingual(f"  ! {note.ko}", f"  ! {note.en}")
    if found.needs:
        yield Bilingual("사람이 먼저 정해야 합니다:", "a person has to settle this first:")
        for need in found.needs:
            name = f"{need.title} ({need.table}): " if need.table else ""
            yield Bilingual(f"  ✗ {name}{need.sentence.ko}.", f"  ✗ {name}{need.sentence.en}.")
        yield _HINT
    count, same = len(found.changes), found.unchanged
    yield Bilingual(f"바뀐 표 {count}개, 그대로인 표 {same}개", f"{count} tables changed, {same} did not")
    for change in found.changes:
        yield from _change(change)
    if found.unknown:
        yield Bilingual(
            f"설명 파일에 없는 표 {len(found.unknown)}개(담지 않음)",
            f"{len(found.unknown)} tables that the descriptor does not have (left out)",
        )
        for where, title in found.unknown:
            yield Bilingual(f"  - {where.ko} {title}".rstrip(), f"  - {where.en} {title}".rstrip())
    if found.decisions is not None:
        yield from _findings("사라진 불일치", "violations gone", found.gone)
        yield from _findings("새 불일치", "new violations", found.new)
        still = len(found.still)
        if still:
            yield Bilingual(f"그대로인 불일치 {still}건", f"violations still there: {still}")
        yield from _decisions(found.decisions)


def _change(change: TableChange) -> Iterator[Bilingual]:
    yield Bilingual(f"  {change.title} ({change.name})", f"  {change.title} ({change.name})")
    cells = change.alignment.cells
    for cell in cells[:_MOST_CELLS]:
        name = " ".join(filter(None, [cell.label, f"[{cell.head}]" if cell.head else ""]))
        line = f"{name}: {cell.before.strip() or '(빈칸)'} → {cell.after.strip() or '(빈칸)'}"
        yield Bilingual(f"    {line}", f"    {line.replace('(빈칸)', '(empty)')}")
    if len(cells) > _MOST_CELLS:
        more = len(cells) - _MOST_CELLS
        yield Bilingual(f"    그 밖에 {more}칸", f"    and {more} more cells")
    for words, rows in (
        (("생긴 열", "columns that came"), change.alignment.came),
        (("없어진 열", "columns that went"), change.alignment.went),
        (("생긴 행", "rows that came"), change.alignment.added),
        (("없어진 행", "rows that went"), change.alignment.removed),
    ):
        if rows:
            yield Bilingual(f"    {words[0]}: {', '.join(rows)}", f"    {words[1]}: {', '.join(rows)}")


def _findings(ko: str, en: str, found: Sequence[Finding]) -> Iterator[Bilingual]:
    if not found:
        return
    yield Bilingual(f"{ko} {len(found)}건", f"{en}: {len(found)}")
    for each in found[:_MOST_FINDINGS]:
        place = f"  - {each.document}/{each.table}: "
        yield Bilingual(place + each.message_ko, place + each.message_en)
    if len(found) > _MOST_FINDINGS:
        more = len(found) - _MOST_FINDINGS
        yield Bilingual(f"  그 밖에 {more}건", f"  and {more} more")


def _decisions(found: Carried) -> Iterator[Bilingual]:
    if not (found.kept or found.stale or found.settled):
        return
    yield Bilingual(
        f"결정: 그대로 {len(found.kept)}건, 다시 확인 {len(found.stale)}건, 끝난 것 {len(found.settled)}건",
        f"decisions: {len(found.kept)} stand, {len(found.stale)} stale, {len(found.settled)} settled",
    )
    for fate in (*found.stale, *found.settled):
        yield _fate(fate)


def _fate(fate: Fate) -> Bilingual:
    check = fate.decision.check
    return Bilingual(f"  - {check}: {fate.because.ko}", f"  - {check}: {fate.because.en}")
