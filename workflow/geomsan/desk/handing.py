"""The result of a drop as a file to hand on, made by a child process and kept beside the drop."""

from __future__ import annotations

import sys
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.desk.children import ended, on_drop, start
from geomsan.desk.received import Drop, read_answer
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
    _, told = ended(start("handing", str(drop.folder), out.name, language, tells=True), _SECONDS)
    if out.is_file():
        return out
    ko, _, en = told.decode("utf-8", "replace").strip().partition("\n")
    raise GeomsanError(
        drop.title, ko or "이 모양으로 만들지 못했습니다.", en or "could not be made in this format."
    )


def write_handed_on(drop: Drop, name: str, language: str) -> None:
    """Make the file; print what is wrong, in two languages, a line each."""
    handed = read_answer(drop).handout
    if handed is None:
        return
    try:
        received = [drop.path(file) for file in drop.about.files]
        write_handout(drop.folder / name, handed, language, received)
    except GeomsanError as error:
        sys.stdout.write(f"{error.message.ko}\n{error.message.en}\n")


if __name__ == "__main__":
    on_drop(write_handed_on)
