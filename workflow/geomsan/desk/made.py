"""What was made: packs, releases, and what stands in the way of each, as the workflow left it."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomsan.check.report import DocumentReport
from geomsan.common.errors import GeomsanError
from geomsan.common.lock import held
from geomsan.common.missing import Missing
from geomsan.publish.packs.document import PackSpec
from geomsan.publish.packs.selection import select_pack
from geomsan.publish.release.build import OutdatedError, Release, planned
from geomsan.publish.release.command import decided_reports, write_release
from geomsan.publish.release.refusal import Refusal, refusals
from geomsan.read.documents.project import Project

_PACKED = (1980, 1, 1, 0, 0, 0)
"""Date of the files in a zip: the same release gives the same bytes."""


@dataclass(frozen=True)
class MadePack:
    """A pack of the configuration.

    Attributes
    ----------
    pdf
        Its file, or None when it was not made yet.
    spec
        What goes into it; None until its documents were checked.
    """

    name: str
    title: str
    pdf: Path | None
    spec: PackSpec | None

    @property
    def refusals(self) -> list[Refusal]:
        """What keeps it from being released."""
        return refusals(self.spec) if self.spec else []


@dataclass(frozen=True)
class PlannedRelease:
    """A release of the configuration, and its folder when it was released."""

    name: str
    title: str
    packs: Sequence[str]
    folder: Path | None


class Made:
    """What was made in a project; what was read is kept until it is made anew."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: tuple[object, tuple[list[DocumentReport], list[Missing]]] | None = None
        self._guard = threading.Lock()

    def packs(self) -> list[MadePack]:
        """Return the packs of the configuration, in its order."""
        config = self._project.read_config()
        try:
            reports, _ = self.reports()
        except GeomsanError:
            reports = []
        found = []
        for pack in config["packs"]:
            pdf = self._project.results / "packs" / f"{pack['name']}.pdf"
            try:
                spec = select_pack(pack, reports) if reports else None
            except GeomsanError:
                spec = None  # its documents have not been checked yet
            found.append(MadePack(pack["name"], pack["title"], pdf if pdf.is_file() else None, spec))
        return found

    def releases(self) -> list[PlannedRelease]:
        """Return the releases of the configuration, in its order."""
        made = self._project.results / "release"
        return [
            PlannedRelease(
                item["session"],
                item["title"],
                item["packs"],
                folder if (folder := made / item["session"]).is_dir() else None,
            )
            for item in self._project.read_config().get("releases", ())
        ]

    def reports(self) -> tuple[list[DocumentReport], list[Missing]]:
        """Return the decided documents, and those that are missing.

        Raises
        ------
        GeomsanError
            When they were not made yet.
        """
        results = self._project.results
        folders = ("documents", "standing", "between")
        files = sorted(path for folder in folders for path in results.glob(f"{folder}/*.json"))
        files.append(self._project.root / "config.yaml")
        seen = [_seen(path) for path in files]
        with self._guard:
            if self._known is None or self._known[0] != seen:
                self._known = (seen, decided_reports(self._project, self._project.read_config()))
            return self._known[1]

    def summary(self) -> str:
        """Return what the last run said of everything; empty before the first."""
        for name in ("complete.txt", "logs/incomplete.txt"):
            path = self._project.results / name
            if path.is_file():
                return path.read_text(encoding="utf-8").strip()
        return ""

    def release(self, name: str) -> list[Refusal]:
        """Write a release; return what stands in its way instead, if anything does.

        Raises
        ------
        GeomsanError
            When a pack is missing or older than its inputs, or a run is under way.
        """
        with held(self._project.results):
            config = self._project.read_config()
            self._project.check_config(config)
            release = self._planned(name, config)
            against = [refusal for pack in release.packs for refusal in refusals(pack)]
            if not against:
                write_release(release, self._project)
            return against

    def _planned(self, name: str, config: dict[str, Any]) -> Release:
        try:
            reports, missing = self.reports()
        except GeomsanError as error:  # a document that was kept since
            raise OutdatedError(error.place, error.message.ko, error.message.en) from error
        whole, broken = planned(config, reports, missing)
        if name in broken:
            raise broken[name]
        for release in whole:
            if release.name == name:
                return release
        raise GeomsanError(name, "그런 배포가 없습니다.", "there is no such release.")


def _seen(path: Path) -> tuple[str, int, int]:
    """Return what changes when a file is written anew."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return str(path), 0, 0
    return str(path), state.st_mtime_ns, state.st_size


def zipped(folder: Path) -> bytes:
    """Return a released folder as one zip; the same folder gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, _PACKED)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    return out.getvalue()
