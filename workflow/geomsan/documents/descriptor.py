"""A document's ``datapackage.yaml``: its tables, where they come from and how they lie.

The names are those of the Data Package standard (https://datapackage.org); ours are ``unit``,
``as-of``, ``schema``, ``lines``, ``sha256``, ``layout``, ``rules``, ``not-checked`` and ``omitted``.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geomsan.documents.yamlfile import read_yaml
from geomsan.errors import GeomsanError
from geomsan.figures.units import read_unit
from geomsan.tables.grid import Grid
from geomsan.tables.layout import layout_from
from geomsan.tables.reading import TableSource

DESCRIPTOR = "datapackage.yaml"
DETAILS = ("office", "council", "committee", "session", "date")
"""What a descriptor may say of the document, for the cover of a pack."""

Ingested = dict[str, Any]
"""``descriptor`` (as read) and ``grids`` (table name -> rows, places, starts)."""


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
    """

    name: str
    title: str
    details: Mapping[str, str]
    tables: tuple[TableSource, ...]
    reasons: Mapping[str, Sequence[Mapping[str, str]]]


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
    path = folder / DESCRIPTOR
    data = read_yaml(path, schema)
    if data["name"] != folder.name:
        raise GeomsanError(
            f"{path} [name]",
            f"name({data['name']})이 폴더 이름({folder.name})과 다릅니다. 같게 고치십시오.",
            f"name {data['name']!r} differs from the folder's; make them the same.",
        )
    _require_unique_names(path, data["resources"])
    source = data["sources"][0].get("path", folder.name)
    grids = {resource["name"]: _join_parts(folder, source, resource) for resource in data["resources"]}
    return {"descriptor": data, "grids": grids}


def document_from(ingested: Ingested) -> Document:
    """Return the document of an ingested structure."""
    data, grids = ingested["descriptor"], ingested["grids"]
    resources = data["resources"]
    return Document(
        name=data["name"],
        title=data["title"],
        details={key: str(data[key]) for key in DETAILS if key in data},
        tables=tuple(_table(data["name"], resource, grids[resource["name"]]) for resource in resources),
        reasons={r["name"]: r["not-checked"] for r in resources if "not-checked" in r},
    )


def _require_unique_names(path: Path, resources: Sequence[Mapping[str, Any]]) -> None:
    names: set[str] = set()
    for index, resource in enumerate(resources):
        if resource["name"] in names:
            raise GeomsanError(
                f"{path} [resources/{index}]",
                f"표 이름 {resource['name']}이(가) 두 번 있습니다. 하나를 바꾸십시오.",
                f"the table name {resource['name']!r} stands twice; change one.",
            )
        names.add(resource["name"])


def _join_parts(folder: Path, source: str, resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return rows, places and part starts of a table; its fragments one below the other."""
    paths, lines, hashes = (_as_list(resource.get(key, [])) for key in ("path", "lines", "sha256"))
    rows: list[tuple[str, ...]] = []
    places: list[str] = []
    starts: list[int] = []
    for index, name in enumerate(paths):
        content = _verified(folder / name, hashes[index] if index < len(hashes) else None)
        starts.append(len(rows))
        part = parse_tsv(content)
        rows += part
        places += _places(source, lines[index] if index < len(lines) else None, len(part))
    return {"rows": rows, "places": places, "starts": starts}


def _table(document: str, resource: Mapping[str, Any], grid: Mapping[str, Any]) -> TableSource:
    unit = resource.get("unit")
    return TableSource(
        document=document,
        name=resource["name"],
        title=resource["title"],
        grid=Grid(tuple(map(tuple, grid["rows"])), tuple(grid["places"])),
        layout=layout_from(resource.get("layout", {})),
        schema=resource["schema"],
        part_starts=tuple(grid["starts"]),
        unit=read_unit(unit) if unit else None,
        as_of=date.fromisoformat(resource["as-of"]) if "as-of" in resource else None,
        rules=resource.get("rules", {}),
        notes={key: resource[key] for key in ("caption", "section", "footnote") if key in resource},
        topics=tuple(resource.get("topics", ())),
    )


def _as_list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _verified(path: Path, expected: str | None) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GeomsanError(
            str(path), "표 파일을 읽을 수 없습니다.", "the table file cannot be read."
        ) from error
    actual = hashlib.sha256(content).hexdigest()
    if expected is not None and actual != expected:
        raise GeomsanError(
            str(path),
            f"표 파일이 datapackage.yaml의 sha256과 다릅니다 (지금 {actual[:12]}…). "
            "원본이 바뀌었으면 sha256을 고치고, 아니면 원본을 되돌리십시오.",
            f"the table file does not match its sha256 (now {actual[:12]}…); restore it or update the hash.",
        )
    return content.decode("utf-8")


def parse_tsv(content: str) -> list[tuple[str, ...]]:
    """Read the rows of a table file: tab-separated, no quoting, cells as printed."""
    reader = csv.reader(io.StringIO(content, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [tuple(row) for row in reader]


def _places(source: str, lines: str | None, count: int) -> list[str]:
    """Return ``file:line`` for each row; ``lines`` lists runs, ``99-101, 103-105``."""
    numbers: list[int] = []
    for run in str(lines or "").split(","):
        first, _, last = run.strip().partition("-")
        if first:
            numbers += range(int(first), int(last or first) + 1)
    if len(numbers) != count:
        numbers = list(range(1, count + 1))
    return [f"{source}:{number}" for number in numbers]
