"""The result of a drop as a file to hand on, made by a child process and kept beside the drop."""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.desk.children import MEMORY, limit, start
from geomsan.desk.received import Drop, Drops, read_answer
from geomsan.publish.handout.writing import write_handout

_SECONDS = 120


def handed_on(drop: Drop, ending: str, language: str) -> Path:
    """Return the file of a result, made if it is not there yet.

    Raises
    ------
    GeomsanError
        When it cannot be made: the sentence says what is missing.
    """
    out = drop.folder / f"handout.{language}{ending}"
    if out.is_file():
        return out
    child = start("handing", str(drop.folder), out.name, language, memory=MEMORY, tells=True)
    try:
        told, _ = child.communicate(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        told = b""
    if out.is_file():
        return out
    ko, _, en = told.decode("utf-8", "replace").strip().partition("\n")
    raise GeomsanError(
        drop.title, ko or "이 모양으로 만들지 못했습니다.", en or "could not be made in this format."
    )


def main() -> None:
    """Make the file that the command line names; print what is wrong, in two languages, a line each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("name")
    parser.add_argument("language")
    parser.add_argument("--memory", type=int, required=True)
    given = parser.parse_args()
    limit(given.memory)
    logging.disable(logging.CRITICAL)
    drop = Drops(given.folder.parent).get(given.folder.name)
    handed = read_answer(drop).handout if drop else None
    if drop is None or handed is None:
        return
    try:
        received = [drop.path(file) for file in drop.about.files]
        write_handout(drop.folder / given.name, handed, given.language, received)
    except GeomsanError as error:
        sys.stdout.write(f"{error.message.ko}\n{error.message.en}\n")


if __name__ == "__main__":
    main()
