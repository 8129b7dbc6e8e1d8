"""``geomsan release`` and ``geomsan verify``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomsan.common.errors import GeomsanError, safe
from geomsan.common.output import answers
from geomsan.publish.release.checksums import fingerprint
from geomsan.publish.release.verify import verify

if TYPE_CHECKING:
    from geomsan.check.report import DocumentReport
    from geomsan.common.missing import Missing
    from geomsan.publish.release.build import Release
    from geomsan.read.documents.project import Project

DONE, REFUSED, UNUSABLE = 0, 1, 2
"""Exit status."""


def run_release(start: Path, names: Sequence[str], language: str) -> int:
    """Write every release of the configuration whose packs are final; list what keeps the others.

    Parameters
    ----------
    start
        A folder of the project.
    names
        The sessions to release; all of them when empty.
    language
        Of the messages: ``ko`` or ``en``.

    Raises
    ------
    GeomsanError
        When there is no project, no such release, a pack is older than its inputs, or a run is
        under way.
    """
    from geomsan.common.lock import held
    from geomsan.publish.release.build import planned
    from geomsan.read.documents.project import CONFIG, find_project

    project = find_project(start.resolve())
    if project is None:
        raise GeomsanError(str(start), "프로젝트 폴더가 아닙니다.", "is not in a project.")
    with held(project.results):
        config = project.read_config()
        project.check_config(config)
        whole, broken = planned(config, *decided_reports(project, config))
        releases = {release.name: release for release in whole}
        known = [item["session"] for item in config.get("releases", ())]
        _require(names, known, project.root / CONFIG)
        written = [
            _refuse(name, [broken[name].in_language(language)], language)
            if name in broken
            else _write(releases[name], project, language)
            for name in names or known
        ]
    return DONE if all(written) else REFUSED


def _write(release: Release, project: Project, language: str) -> bool:
    """Write a release whose packs are final, and tell whether that was so; list what keeps it."""
    from geomsan.publish.release.refusal import refusals

    is_korean = language == "ko"
    against = [refusal for pack in release.packs for refusal in refusals(pack)]
    if against:
        reasons = [f"{refusal.pack} {refusal.sentence.in_language(language)}" for refusal in against]
        return _refuse(release.name, reasons, language)
    folder, mark = write_release(release, project)
    told = f"확인값 {mark}" if is_korean else f"fingerprint {mark}"
    print(f"{release.name}: {folder.relative_to(project.root)}/  {told}", file=answers())
    return True


def write_release(release: Release, project: Project) -> tuple[Path, str]:
    """Write a release against which nothing stands; return its folder and its fingerprint.

    Raises
    ------
    GeomsanError
        When a pack is missing or older than its inputs, or something cannot be written.
    """
    from geomsan.publish.release.build import release_files
    from geomsan.publish.release.folder import write_folder

    folder = project.root / "results" / "release" / release.name
    return folder, fingerprint(write_folder(folder, *release_files(release, project.root, project.templates)))


def _refuse(name: str, reasons: Sequence[str], language: str) -> bool:
    """Say why a release is not written; False."""
    said = "배포하지 않음" if language == "ko" else "not released"
    print(f"{name}: {said} ({len(reasons)})", file=sys.stderr)
    for reason in reasons:
        print(f"  {reason}", file=sys.stderr)
    return False


def decided_reports(
    project: Project, config: Mapping[str, Any]
) -> tuple[list[DocumentReport], list[Missing]]:
    """Return the decided documents, with what was found between them, and those that are missing."""
    from geomsan.decide.stored import read_reports

    names = project.documents(config)
    documents, standing, between = (
        [project.results / folder / f"{name}.json" for name in names]
        for folder in ("documents", "standing", "between")
    )
    return read_reports(documents, standing, between)


def _require(names: Sequence[str], known: Iterable[str], config: Path) -> None:
    """Refuse names of releases that there are not, and a configuration without any."""
    present = list(known)
    for name in [*names, *([] if present else ["releases"])]:
        if name not in present:
            listed = ", ".join(present)
            raise GeomsanError(
                str(config),
                f"배포 {name}이(가) 정해져 있지 않습니다. 있는 것: {listed or '없음'}",
                f"has no release {name!r}; there are {listed or 'none'}",
            )


def run_verify(folder: Path, language: str) -> int:
    """Say what of a released folder was altered; see :func:`geomsan.publish.release.verify.verify`."""
    found = verify(folder)
    is_korean = language == "ko"
    for sentence in found.altered:
        print(safe(sentence.in_language(language)), file=answers())
    if found.altered:
        count = len(found.altered)
        told = f"바뀐 것 {count}건" if is_korean else f"{count} differences"
        print(f"{folder}: {told}", file=answers())
        return REFUSED
    print(
        f"{folder}: 파일 {found.files}개 모두 배포한 그대로입니다. 확인값 {found.fingerprint}\n"
        "확인값이 배포한 부서가 알린 값과 같은지 보십시오."
        if is_korean
        else f"{folder}: all {found.files} files are as released. Fingerprint {found.fingerprint}\n"
        "Hold it against the value that the office published.",
        file=answers(),
    )
    return DONE
