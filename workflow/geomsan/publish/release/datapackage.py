"""The tables of a pack as a Data Package (https://datapackage.org, version 2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from geomsan.check.report import DocumentReport, TableReport
from geomsan.publish.packs.attached import AttachedTable, attached_tables
from geomsan.publish.packs.document import PackSpec

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTOR = "datapackage.json"


def data_package(spec: PackSpec) -> dict[str, bytes]:
    """Return the files of a pack's data by name: one or two CSV a table, and the descriptor.

    The head of a table may have several rows and merged cells, so its rows are comments to a reader
    of the CSV and the names of the columns stand in the descriptor. Every cell is text, as printed.
    """
    files = attached_tables(spec)
    resources = [_resource(file, spec.tables[file.number - 1]) for file in files]
    descriptor = {
        "$schema": PROFILE,
        "name": spec.name,
        "title": spec.title,
        **({"description": spec.subtitle} if spec.subtitle else {}),
        "sources": [_source(document) for document in spec.documents],
        "resources": resources,
    }
    content = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    return {file.name: file.content for file in files} | {DESCRIPTOR: content.encode("utf-8")}


def _source(document: DocumentReport) -> Mapping[str, str]:
    return {"title": document.title} | {key: value for key, value in document.details.items() if value}


def _resource(file: AttachedTable, table: TableReport) -> dict[str, Any]:
    details = {"unit": table.unit, "as-of": table.as_of, "source": table.source}
    return {
        "name": file.name.removesuffix(".csv"),
        "path": file.name,
        "title": file.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
        "dialect": {"header": False, "commentRows": list(range(1, table.head + 1))},
        "schema": {"fields": [{"name": name, "type": "string"} for name in _fields(table)]},
        **{key: value for key, value in details.items() if value},
    }


def _fields(table: TableReport) -> list[str]:
    """Return one name a column, each different: the words of the head above it."""
    names: list[str] = []
    for column in range(max(map(len, table.rows), default=0)):
        words = [row[column].split() for row in table.rows[: table.head] if column < len(row)]
        name = " ".join(dict.fromkeys(" ".join(each) for each in words if each)) or f"열 {column + 1}"
        names.append(name if name not in names else f"{name} ({column + 1})")
    return names
