"""What can be sent: the packs of a released folder that nobody altered."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from geomsan.common.errors import GeomsanError
from geomsan.publish.release.verify import MANIFEST, verify


@dataclass(frozen=True)
class ReleasedPack:
    """One PDF; its hash is what tells a pack from an earlier or later one of the same name."""

    name: str
    title: str
    subtitle: str
    sha256: str
    content: bytes


@dataclass(frozen=True)
class Released:
    """A release as it stands in its folder.

    Attributes
    ----------
    day
        The latest day that its decisions or tables name, None when they name none.
    """

    session: str
    title: str
    fingerprint: str
    day: date | None
    packs: Sequence[ReleasedPack]

    def chosen(self, names: Sequence[str]) -> list[ReleasedPack]:
        """Return the packs of these names in the order of release; all of them when there are none.

        Raises
        ------
        GeomsanError
            When a pack is not in the release.
        """
        for name in names:
            if name not in {pack.name for pack in self.packs}:
                raise GeomsanError(
                    f"results/release/{self.session}",
                    f"브리프 {name}이(가) 없습니다. make release를 다시 하십시오.",
                    f"holds no pack {name!r}; run make release again.",
                )
        return [pack for pack in self.packs if not names or pack.name in names]


def read_released(folder: Path) -> Released:
    """Read a release, after holding every file against its hash.

    Raises
    ------
    GeomsanError
        When it is no release or was altered: such a folder is not sent.
    """
    found = verify(folder)
    if found.altered:
        first = found.altered[0]
        raise GeomsanError(
            str(folder),
            f"배포한 뒤 바뀌었으므로 보내지 않습니다({first.ko}). make release를 다시 하십시오.",
            f"was altered after the release and is not sent ({first.en}); run make release again.",
        )
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        packs = [_pack(folder, name, told, manifest["files"]) for name, told in manifest["packs"].items()]
        return Released(
            _words(manifest["session"]),
            _words(manifest["title"]),
            found.fingerprint,
            max(_days(folder), default=None),
            packs,
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        raise GeomsanError(
            str(folder / MANIFEST),
            "이 프로그램이 만든 배포 폴더가 아닙니다. make release를 다시 하십시오.",
            "is no release of this program; run make release again.",
        ) from error


def _pack(folder: Path, name: str, told: dict[str, Any], files: dict[str, Any]) -> ReleasedPack:
    content = (folder / told["file"]).read_bytes()
    value = sha256(content).hexdigest()
    if value != files[told["file"]]["sha256"]:  # Altered since it was verified.
        raise ValueError(told["file"])
    return ReleasedPack(name, _words(told["title"]), _words(told.get("subtitle", "")), value, content)


def _words(given: Any) -> str:
    """Return a text on one line, as lists and fields of a message need it."""
    if not isinstance(given, str):
        raise TypeError(given)
    return " ".join(given.split())


def _days(folder: Path) -> Iterator[date]:
    texts: list[str] = []
    with io.StringIO((folder / "decisions.csv").read_text(encoding="utf-8-sig")) as rows:
        texts += [row["date"] for row in csv.DictReader(rows)]
    for path in sorted(folder.glob("data/*/datapackage.json")):
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        texts += [resource.get("as-of", "") for resource in resources]
    for text in texts:
        try:
            yield date.fromisoformat(text)
        except ValueError:  # '2026년 1월': no day.
            continue
