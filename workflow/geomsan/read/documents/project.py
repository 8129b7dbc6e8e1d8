"""The project's folders and its configuration."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from geomsan.common.errors import GeomsanError
from geomsan.common.packaged import packaged_schemas, packaged_templates
from geomsan.read.documents.descriptor import DESCRIPTOR
from geomsan.read.documents.yamlfile import check_against, read_yaml

CONFIG = "config.yaml"
ALL = "all"


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken, numbered if need be."""
    return next(
        free for number in count(1) if (free := f"{name}-{number}" if number > 1 else name) not in taken
    )


@dataclass(frozen=True)
class Project:
    """A checked-out project: ``raw/``, ``schemas/``, ``config.yaml`` under one root.

    A folder without ``schemas/`` of its own is read by the library's.
    """

    root: Path
    has_own_families: bool = True

    @property
    def raw(self) -> Path:
        """Folder of the documents."""
        return self.root / "raw"

    @property
    def schemas(self) -> Path:
        """Folder of the families and JSON Schemas."""
        return self.root / "schemas" if self.has_own_families else packaged_schemas()

    @property
    def descriptor_schema(self) -> Path:
        """JSON Schema of the descriptors."""
        return self.schemas / "datapackage.schema.json"

    @property
    def aliases(self) -> Path:
        """File of the names that are one programme; a project need not have it."""
        return self.raw / "aliases.yaml"

    @property
    def aliases_schema(self) -> Path:
        """JSON Schema of the alias file."""
        return self.schemas / "aliases.schema.json"

    @property
    def results(self) -> Path:
        """Folder of everything that is made."""
        return self.root / "results"

    @property
    def decisions_schema(self) -> Path:
        """JSON Schema of the files of decisions."""
        return self.schemas / "decisions.schema.json"

    @property
    def disclosures_schema(self) -> Path:
        """JSON Schema of the files that say which personal data may be handed out."""
        return self.schemas / "disclosures.schema.json"

    @property
    def config_schema(self) -> Path:
        """JSON Schema of the configuration."""
        return self.schemas / "config.schema.json"

    @property
    def templates(self) -> Path:
        """Folder of the templates of packs and pages."""
        return self.root / "workflow" / "templates" if self.has_own_families else packaged_templates()

    def read_config(self) -> dict[str, Any]:
        """Read ``config.yaml``.

        Raises
        ------
        GeomsanError
            When it is missing, is no YAML, or does not fit its schema.
        """
        return read_yaml(self.root / CONFIG, self.config_schema)

    def check_config(self, config: Mapping[str, Any]) -> None:
        """Hold a configuration against its schema, the folders in ``raw/`` and itself."""
        path = self.root / CONFIG
        check_against(dict(config), self.config_schema, path)
        documents = self.documents(config)
        names = [pack["name"] for pack in config["packs"]]
        for name in sorted({name for name in names if names.count(name) > 1}):
            raise GeomsanError(
                f"{path} [packs]",
                f"브리프 이름 {name}이(가) 두 번 있습니다. 하나를 바꾸십시오.",
                f"the pack name {name!r} stands twice; change one.",
            )
        for pack in config["packs"]:
            for name in documents_of(pack, documents):
                self._require_document(name, documents, f"{path} [packs/{pack['name']}]")
        for release in config.get("releases", ()):
            for name in release["packs"]:
                if name not in names:
                    raise GeomsanError(
                        f"{path} [releases/{release['session']}]",
                        f"브리프 {name}이(가) 없습니다. 있는 브리프: {', '.join(names)}",
                        f"there is no pack {name!r}; there are {', '.join(names)}",
                    )
        sessions = [release["session"] for release in config.get("releases", ())]
        for name in sorted({name for name in sessions if sessions.count(name) > 1}):
            raise GeomsanError(
                f"{path} [releases]",
                f"회기 {name}이(가) 두 번 있습니다. 하나로 합치십시오.",
                f"the session {name!r} stands twice; make it one.",
            )
        self._check_lists(config)

    def _check_lists(self, config: Mapping[str, Any]) -> None:
        releases = {release["session"]: release["packs"] for release in config.get("releases", ())}
        seen: set[str] = set()
        for item in config.get("distribution", {}).get("lists", ()):
            place = f"{self.root / CONFIG} [distribution/lists/{item['name']}]"
            if item["name"] in seen:
                raise GeomsanError(
                    place,
                    "이 이름의 목록이 두 번 있습니다. 하나를 바꾸십시오.",
                    "a list of this name stands twice; change one.",
                )
            seen.add(item["name"])
            wanted = [
                (item["release"], releases),
                *((name, releases.get(item["release"], ())) for name in item.get("packs", ())),
            ]
            for name, present in wanted:
                if name not in present:
                    raise GeomsanError(
                        place,
                        f"{name}이(가) 없습니다. 있는 것: {', '.join(present) or '없음'}",
                        f"there is no {name!r}; there are {', '.join(present) or 'none'}",
                    )

    def documents(self, config: Mapping[str, Any]) -> list[str]:
        """Return the names of the documents to check, in order."""
        present = sorted(path.parent.name for path in self.raw.glob(f"*/{DESCRIPTOR}"))
        if config["documents"] == ALL:
            if not present:
                raise GeomsanError(
                    str(self.raw),
                    "문서가 없습니다. 데스크(make desk)나 geomsan extract로 보고서를 넣으십시오.",
                    "holds no document; take a report in on the desk (make desk) or with geomsan extract.",
                )
            return present
        for name in config["documents"]:
            self._require_document(name, present, f"{self.root / CONFIG} [documents]")
        return list(config["documents"])

    def _require_document(self, name: str, present: Sequence[str], place: str) -> None:
        if name not in present:
            raise GeomsanError(
                place,
                f"문서 {name}이(가) 없습니다. 있는 문서: {', '.join(present)}",
                f"there is no document {name!r}; there are {', '.join(present)}",
            )


def documents_of(pack: Mapping[str, Any], documents: Sequence[str]) -> list[str]:
    """Return the documents that a pack draws from."""
    if "documents" in pack:
        return list(pack["documents"])
    if "tables" in pack:
        return list(dict.fromkeys(table.partition("/")[0] for table in pack["tables"]))
    return list(documents)


def find_project(start: Path) -> Project | None:
    """Return the project that ``start`` lies in, or None."""
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file() and (folder / "schemas").is_dir():
            return Project(folder)
    return None


def project_for(place: Path) -> Project:
    """Return the project that a place lies in; outside any, the place with the library's own families."""
    return find_project(place) or Project(place, has_own_families=False)
