"""A document's ``datapackage.yaml``: its tables, where they come from and how they lie.

The names are those of the Data Package standard (https://datapackage.org); ours are ``unit``,
``as-of``, ``period``, ``about``, ``family``, ``lines``, ``sha256``, ``layout``, ``rules``,
``identities``, ``not-checked``, ``defaults`` and ``omitted``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geomsan.common.errors import GeomsanError
from geomsan.common.files import sha256, within
from geomsan.read.documents.shorthand import spelt_out
from geomsan.read.documents.yamlfile import parse_yaml, read_content
from geomsan.read.figures.units import read_unit
from geomsan.read.tables.grid import Grid
from geomsan.read.tables.layout import layout_from
from geomsan.read.tables.reading import TableSource

DESCRIPTOR = "datapackage.yaml"
VERSIONS = "versions"
"""Folder of the earlier versions of a document, inside its own."""
DETAILS = ("office", "council", "committee", "session", "date")
"""What a descriptor may say of the document, for the cover of a pack."""

_RUN = re.compile(r"\s*(?P<first>[0-9]{1,9})(?:-(?P<last>[0-9]{1,9}))?\s*")

Ingested = dict[str, Any]
"""``descriptor`` (as read), ``grids`` (table name -> rows, places, starts, files, sha256), ``inputs``."""


@dataclass(frozen=True)
class Document:
    """A document as its descriptor describes it.

    Attributes
    ----------
    name, title
        Short name (the folder's) and title.
    details
        Office, council, committee, session and date, as far as given.
    tables
        Its tables, unread, in the order of the document.
    reasons
        ``table name -> [(what, reason)]`` for printed totals and rates that are not checked.
    inputs
        ``document/file -> SHA-256`` of the bytes that were read.
    prose
        The document itself, where the file that its ``sources`` name lies in its folder.
    """

    name: str
    title: str
    details: Mapping[str, str]
    tables: tuple[TableSource, ...]
    reasons: Mapping[str, Sequence[Mapping[str, str]]]
    inputs: Mapping[str, str] = field(default_factory=dict)
    prose: Path | None = None


def read_document(folder: Path, schema: Path) -> Document:
    """Read a document's descriptor and its table files.

    Raises
    ------
    GeomsanError
        When the descriptor does not fit its schema, repeats a table's name, names a missing file,
        or a file does not match its hash.
    """
    return document_from(ingest(folder, schema))


def ingest(folder: Path, schema: Path) -> Ingested:
    """Read descriptor and table files into one plain structure, cell for cell (JSON can hold it)."""
    path = within(folder, DESCRIPTOR)
    content = read_content(path)
    data = spelt_out(parse_yaml(content, path, schema), path, schema)
    if data["name"] != folder.name:
        raise GeomsanError(
            f"{path} [name]",
            f"폴더 이름과 다릅니다: {data['name']}, 폴더는 {folder.name}. 같게 고치십시오.",
            f"name {data['name']!r} differs from the folder's; make them the same.",
        )
    _require_unique_names(path, data["resources"])
    for index, resource in enumerate(data["resources"]):
        _require_readable(f"{path} [resources/{index}", resource)
    source = data["sources"][0].get("path", folder.name)
    grids = {resource["name"]: _join_parts(folder, source, resource) for resource in data["resources"]}
    inputs = {DESCRIPTOR: sha256(content)}
    for grid in grids.values():
        inputs |= grid["files"]
    whole = _source_file(folder, data["sources"][0].get("path", ""))
    if whole is not None:
        inputs[whole.name] = sha256(whole.read_bytes())
    return {"descriptor": data, "grids": grids, "inputs": inputs, "prose": str(whole or "")}


def _source_file(folder: Path, name: str) -> Path | None:
    """Return the file that a document was taken from, where it lies in the folder beside its tables."""
    if not name or "/" in name or not (folder / name).exists():
        return None
    return within(folder, name)


def listed(value: str | Sequence[str]) -> list[str]:
    """Return what a descriptor says as one text or as a list of them."""
    return [value] if isinstance(value, str) else list(value)


def document_from(ingested: Ingested) -> Document:
    """Return the document of an ingested structure."""
    data, grids = ingested["descriptor"], ingested["grids"]
    resources = data["resources"]
    return Document(
        name=data["name"],
        title=data["title"],
        details={key: str(data[key]) for key in DETAILS if key in data},
        tables=tuple(table_source(data["name"], resource, grids[resource["name"]]) for resource in resources),
        reasons={r["name"]: r["not-checked"] for r in resources if "not-checked" in r},
        inputs={f"{data['name']}/{file}": value for file, value in ingested.get("inputs", {}).items()},
        prose=Path(ingested["prose"]) if ingested.get("prose") else None,
    )


def _require_unique_names(path: Path, resources: Sequence[Mapping[str, Any]]) -> None:
    names: set[str] = set()
    for index, resource in enumerate(resources):
        if resource["name"] in names:
            raise GeomsanError(
                f"{path} [resources/{index}]",
                f"같은 표 이름이 두 번 있습니다: {resource['name']}. 하나를 바꾸십시오.",
                f"the table name {resource['name']!r} stands twice; change one.",
            )
        names.add(resource["name"])


def _require_readable(place: str, resource: Mapping[str, Any]) -> None:
    """Refuse units, dates and lists that the JSON Schema lets pass and nothing could be made of."""
    layout = resource.get("layout", {})
    units = {f"layout/units/{name}": unit for name, unit in layout.get("units", {}).items()}
    for key in ("rows", "stated"):
        units |= {f"layout/{key}/{i}/unit": item.get("unit") for i, item in enumerate(layout.get(key, []))}
    for key, unit in {"unit": resource.get("unit"), **units}.items():
        if unit is not None and read_unit(unit) is None:
            raise GeomsanError(f"{place}/{key}]", f"모르는 단위입니다: {unit}", f"unknown unit: {unit}")
    if "as-of" in resource:
        try:
            date.fromisoformat(resource["as-of"])
        except ValueError as error:
            day = resource["as-of"]
            raise GeomsanError(
                f"{place}/as-of]", f"없는 날짜입니다: {day}", f"no such date: {day}"
            ) from error
    count = len(listed(resource["path"]))
    for key in ("lines", "sha256"):
        if key in resource and len(listed(resource[key])) != count:
            raise GeomsanError(
                f"{place}/{key}]",
                f"path는 {count}개인데 {key}는 {len(listed(resource[key]))}개입니다. 같게 고치십시오.",
                f"{count} path(s), but {len(listed(resource[key]))} of {key}; make them as many.",
            )


def _join_parts(folder: Path, source: str, resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return rows, places, part starts and hash of a table; its fragments one below the other."""
    paths, lines, hashes = (listed(resource.get(key, [])) for key in ("path", "lines", "sha256"))
    rows: list[tuple[str, ...]] = []
    places: list[str] = []
    starts: list[int] = []
    whole = hashlib.sha256()
    files: dict[str, str] = {}
    for index, name in enumerate(paths):
        content = _verified(within(folder, name), hashes[index] if index < len(hashes) else None)
        whole.update(content)
        files[name] = sha256(content)
        starts.append(len(rows))
        part = parse_tsv(_decoded(folder / name, content))
        rows += part
        places += _places(folder / name, source, lines[index] if index < len(lines) else None, len(part))
    return {"rows": rows, "places": places, "starts": starts, "files": files, "sha256": whole.hexdigest()}


def table_source(document: str, resource: Mapping[str, Any], grid: Mapping[str, Any]) -> TableSource:
    """Return the unread table of a resource; ``grid`` has its rows, their places and its part starts."""
    unit = resource.get("unit")
    return TableSource(
        document=document,
        name=resource["name"],
        title=resource["title"],
        grid=Grid(tuple(map(tuple, grid["rows"])), tuple(grid["places"])),
        layout=layout_from(resource.get("layout", {})),
        family=resource["family"],
        part_starts=tuple(grid["starts"]),
        unit=read_unit(unit) if unit else None,
        as_of=date.fromisoformat(resource["as-of"]) if "as-of" in resource else None,
        period=resource.get("period", ""),
        about=resource.get("about", ""),
        rules={**resource.get("rules", {}), "identities": resource.get("identities", [])},
        notes={key: resource[key] for key in ("caption", "section", "footnote") if key in resource},
        topics=tuple(resource.get("topics", ())),
        sha256=grid["sha256"],
    )


def _verified(path: Path, expected: str | None) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GeomsanError(
            str(path), "표 파일을 읽을 수 없습니다.", "the table file cannot be read."
        ) from error
    actual = sha256(content)
    if expected is not None and actual != expected:
        raise GeomsanError(
            str(path),
            "표 파일이 datapackage.yaml의 sha256과 다릅니다. 받은 그대로 되돌리고, 보고서의 새 판은 "
            f"geomsan replace로 담으십시오(이 파일이 맞으면 sha256을 이 값으로 고칩니다: {actual}).",
            "the table file does not match its sha256. Restore it, and take a new version of the report in "
            f"with geomsan replace (if this file is right, make its sha256 {actual}).",
        )
    return content


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GeomsanError(str(path), "UTF-8 텍스트가 아닙니다.", "is not UTF-8 text.") from error


def parse_tsv(content: str) -> list[tuple[str, ...]]:
    """Read the rows of a table file: tab-separated, no quoting, cells as printed."""
    if not content:
        return []
    return [tuple(line.removesuffix("\r").split("\t")) for line in content.removesuffix("\n").split("\n")]


def _places(path: Path, source: str, lines: str | None, count: int) -> list[str]:
    """Return ``file:line`` for each row; ``lines`` lists runs, ``99-101, 103-105``."""
    if lines is None:
        # A sheet, a page or a hwpx has no lines: the place is that in the table's own file.
        return [f"{path.name}:{number}" for number in range(1, count + 1)]
    numbers: list[int] = []
    for run in lines.split(","):
        if (match := _RUN.fullmatch(run)) is None:
            raise GeomsanError(
                str(path), f"lines를 읽을 수 없습니다: {lines}", f"cannot read its lines: {lines}"
            )
        first, last = int(match["first"]), int(match["last"] or match["first"])
        numbers += range(first, min(last, first + count) + 1)
    if len(numbers) != count:
        raise GeomsanError(
            str(path),
            f"행은 {count}개인데 lines({lines})와 수가 다릅니다. datapackage.yaml의 lines를 고치십시오.",
            f"has {count} rows, unlike its lines ({lines}); mend them in datapackage.yaml.",
        )
    return [f"{source}:{number}" for number in numbers]
