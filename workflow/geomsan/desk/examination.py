"""The child process that examines a drop, and writes the answer beside it."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.desk.children import limit
from geomsan.desk.drafting import write_draft
from geomsan.desk.received import Drop, Drops, write_answer
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


def main() -> None:
    """Examine the drop that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--schemas", type=Path)
    parser.add_argument("--memory", type=int, required=True)
    given = parser.parse_args()
    limit(given.memory)
    logging.disable(logging.CRITICAL)
    drop = Drops(given.folder.parent).get(given.folder.name)
    if drop is not None:
        write_answer(drop, examine(drop))
        # So that nobody waits who wants to keep a report.
        for number in range(len(drop.about.files)) if given.schemas else ():
            write_draft(drop, number, given.schemas)


if __name__ == "__main__":
    main()
