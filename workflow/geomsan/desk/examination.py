"""The child process that examines a drop, and writes the answer beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.desk.children import on_drop
from geomsan.desk.drafting import write_draft
from geomsan.desk.received import Drop, write_answer
from geomsan.infer.inspection import Inspection, inspect
from geomsan.publish.handout.content import Handout
from geomsan.publish.handout.gathering import Inspected, Unread, handout
from geomsan.reconcile.undescribed import compare_tables


def examine(drop: Drop) -> Handout:
    """Check every file of a drop, and their tables against each other, as ``geomsan check`` does."""
    found = [_inspected(drop.path(file)) for file in drop.about.files]
    tables = [table for each in found if isinstance(each, Inspection) for table in each.tables]
    handed = handout(found, compare_tables(tables))
    files = zip(handed.files, drop.about.files, strict=True)
    return replace(handed, files=tuple(replace(file, name=known.name) for file, known in files))


def _inspected(path: Path) -> Inspected:
    """Check a file; whatever is wrong with it must not cost the answers on the others."""
    try:
        return inspect(path)
    except GeomsanError as error:
        return Unread(path.name, (error,))


def write_examined(drop: Drop, schemas: str = "") -> None:
    """Examine a drop and write the answer; where there are families, take it apart besides."""
    write_answer(drop, examine(drop))
    # So that nobody waits who wants to keep a report.
    for number in range(len(drop.about.files)) if schemas else ():
        write_draft(drop, number, Path(schemas))


if __name__ == "__main__":
    on_drop(write_examined)
