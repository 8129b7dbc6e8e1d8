"""What is proposed for the tables of a new version that changed their form, came or went.

Each is taken apart as a new report is. Where the columns that a table's layout names are all there still, its
layout, its family and its identities are kept, and what came beside them is left out. A person confirms this,
in a form or in the descriptor that is made of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geomsan.check.assembly import validate
from geomsan.check.families.registry import load_families
from geomsan.common.errors import GeomsanError
from geomsan.infer.drafting.extract import draft, write_document
from geomsan.read.documents.descriptor import DESCRIPTOR, ingest, listed, parse_tsv, read_document
from geomsan.read.documents.project import Project, free_name
from geomsan.replace.assigning import Resource, paths_of
from geomsan.replace.redescribing import redescribed
from geomsan.replace.replacing import Replacement


@dataclass(frozen=True)
class ProposedTable:
    """A table of a new version, as it could stand in the descriptor.

    Attributes
    ----------
    was
        The present table that it is; empty for a new one.
    drafted
        As it was taken apart.
    kept
        As the present layout reads it; None where that does not fit.
    files
        The contents of its files.
    """

    was: str
    drafted: dict[str, Any]
    kept: dict[str, Any] | None = None
    files: tuple[bytes, ...] = ()

    @property
    def resource(self) -> dict[str, Any]:
        """What is proposed: the present layout where it fits."""
        return self.drafted if self.kept is None else self.kept


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a new version.

    Attributes
    ----------
    tables
        Those that changed their form, and new ones.
    missing
        Name -> title of the present tables that no table of the version is like.
    """

    tables: tuple[ProposedTable, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)

    def descriptor(self, text: str) -> str:
        """Return the present descriptor as it would be for the new version; what is missing is given up."""
        changed = {table.was: table.resource for table in self.tables if table.was}
        added = [table.resource for table in self.tables if not table.was]
        return redescribed(text, changed, added, self.missing)


def proposal(project: Project, found: Replacement, path: Path) -> Proposal:
    """Return what is proposed for a new version that needs a person, or that has tables of its own.

    Parameters
    ----------
    project, found
        The project, and the version as :func:`geomsan.replace.replacing.compared_version` returned it.
    path
        The new report.

    Raises
    ------
    GeomsanError
        When it cannot be taken apart.
    """
    made = draft(path, found.document, load_families(project.schemas), received=found.source)
    folder = project.raw / found.document
    present = {
        each["name"]: each for each in ingest(folder, project.descriptor_schema)["descriptor"]["resources"]
    }
    wanted = {need.table: need.files for need in found.needs if need.table in present}
    names = {*present, *(Path(path).stem for each in present.values() for path in listed(each["path"]))}
    tables: list[ProposedTable] = []
    for resource in made.descriptor["resources"]:
        own = set(listed(resource["sha256"]))
        was = next((name for name, files in wanted.items() if own & files), "")
        if not was and not own & found.unknown_files:
            continue
        files = tuple(made.files[name] for name in listed(resource["path"]))
        name = was or free_name(resource["name"], names)
        names.add(name)
        drafted = _named(resource, present.get(was) or {"name": name, "path": f"{name}.tsv"}, len(files))
        kept = _kept(drafted, present[was], found, files) if was in found.moved else None
        if kept is not None and not _is_readable(project, kept, files):
            kept = None
        tables.append(ProposedTable(was, drafted, kept, files))
    there = {table.was for table in tables}
    missing = {name: present[name]["title"] for name in wanted if name not in there}
    return Proposal(tuple(tables), missing)


def _named(resource: Resource, like: Resource, count: int) -> dict[str, Any]:
    """Return a table under the name, the title and the files of another, and what else only that says."""
    paths = paths_of(like, count)
    said = {key: like[key] for key in ("unit", "as-of") if key in like} | dict(resource)
    title = like.get("title", resource["title"])
    return {**said, "name": like["name"], "title": title, "path": paths if count > 1 else paths[0]}


def _kept(
    drafted: Resource, before: Resource, found: Replacement, files: Collection[bytes]
) -> dict[str, Any] | None:
    """Return a table as its present layout reads it, whose columns have moved; None where it does not."""
    rows = [row for content in files for row in parse_tsv(content.decode("utf-8"))]
    columns = found.moved[before["name"]].columns
    layout = _moved(before, columns, max(map(len, rows)))
    if layout is None:
        return None
    checked = {key: before[key] for key in ("family", "rules", "identities") if key in before}
    told = {key: drafted[key] for key in drafted if key not in ("family", "layout", "identities", "rules")}
    return {**told, **checked, "layout": layout}


def _moved(before: Resource, columns: Mapping[int, int], width: int) -> dict[str, Any] | None:
    """Return a layout whose columns stand elsewhere; None where more than its columns names places."""
    layout = before["layout"]
    names, stub = layout.get("columns"), len(layout.get("stub", ["record"]))
    rows, identities = layout.get("rows", ()), before.get("identities", ())
    is_placed = any({"row", "columns", "shift"} & row.keys() for row in rows)
    is_placed |= any({"cells", "except-rows"} & identity.keys() for identity in identities)
    is_placed |= bool(layout.get("stated")) or "not-checked" in before
    if not isinstance(names, list) or is_placed or any(columns.get(each) != each for each in range(stub)):
        return None
    new = ["-"] * (width - stub)
    for column, name in enumerate(names, start=stub):
        if column in columns:
            new[columns[column] - stub] = name
        elif name != "-":
            return None
    return {**layout, "columns": new}


def _is_readable(project: Project, resource: Resource, files: Collection[bytes]) -> bool:
    """Tell whether a table can be read and checked as it is described."""
    descriptor = {"name": "table", "title": "table", "sources": [{"title": "table"}], "resources": [resource]}
    contents = dict(zip(listed(resource["path"]), files, strict=True))
    with TemporaryDirectory() as made:
        folder = Path(made) / "table"
        try:
            write_document(folder, contents, descriptor)
            validate(read_document(folder, project.descriptor_schema), load_families(project.schemas))
        except GeomsanError:
            return False
    return True


def present_descriptor(project: Project, name: str) -> str:
    """Return the descriptor of a document as it is written."""
    return (project.raw / name / DESCRIPTOR).read_text(encoding="utf-8-sig")
