"""A hand-out as xlsx: a copy of the one workbook that was received, or a new workbook."""

from __future__ import annotations

from pathlib import Path

from geomsan.publish.handout.content import Handout
from geomsan.publish.handout.copied import commented_copy


def handout_xlsx(handed: Handout, language: str = "ko", received: Path | None = None) -> bytes:
    """Return a hand-out as xlsx.

    Parameters
    ----------
    handed, language
        What was checked, and ``"ko"`` or ``"en"``.
    received
        The workbook that was checked, where it is the only file: then a copy of it is returned, with
        comments on its cells and a sheet that lists what was found. Else it is a new workbook.

    Raises
    ------
    GeomsanError
        When the received workbook cannot be read or takes no comments.
    """
    if received is not None:
        return commented_copy(received, handed, language)
    from geomsan.publish.handout.newbook import new_workbook

    return new_workbook(handed, language)
