"""Hand-outs written to files: what the name of the file asks for, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from geomsan.common.errors import GeomsanError
from geomsan.common.files import write_whole
from geomsan.publish.handout.content import Handout

NEEDED = {
    ".html": ("jinja2",),
    ".pdf": ("jinja2", "weasyprint", "fontTools"),
    ".xlsx": ("jinja2", "xlsxwriter"),
    ".xlsm": ("jinja2", "xlsxwriter"),
}
"""Packages that each kind of hand-out needs, by the end of its name."""
WORKBOOKS = (".xlsx", ".xlsm")


def require_writable(out: Path, received: Sequence[Path], *, overwrite: bool) -> None:
    """See that a hand-out can be made under a name, before anything is checked for it.

    Parameters
    ----------
    out
        The file to be written.
    received
        The files that are checked, which are never written over.
    overwrite
        Whether a file that is there may be replaced.

    Raises
    ------
    GeomsanError
        When its ending says no format, a package is missing, or a file of the name is there.
    """
    needed = NEEDED.get(out.suffix.lower())
    if needed is None:
        raise GeomsanError(
            str(out),
            f"이름이 {', '.join(NEEDED)} 가운데 하나로 끝나야 합니다.",
            f"its name has to end in one of {', '.join(NEEDED)}.",
        )
    missing = [name for name in needed if not _is_there(name)]
    if missing:
        raise GeomsanError(
            str(out),
            f"만드는 데 필요한 {', '.join(missing)}이(가) 없습니다. "
            "다음을 실행하십시오: pip install 'geomsan[report]'",
            f"needs {', '.join(missing)}, which is not installed; run: pip install 'geomsan[report]'",
        )
    if any(out.exists() and path.exists() and out.samefile(path) for path in received):
        raise GeomsanError(
            str(out),
            "검산할 파일 자체입니다. 다른 이름을 쓰십시오.",
            "is the file that is to be checked; choose another name.",
        )
    if out.exists() and not overwrite:
        raise GeomsanError(
            str(out),
            "이미 있습니다. 다른 이름을 쓰거나, 새로 쓰려면 --overwrite를 붙이십시오.",
            "already exists; choose another name, or add --overwrite to replace it.",
        )
    if out.suffix.lower() == ".pdf":
        from geomsan.publish.handout.paper import require_printing

        require_printing()
    if out.suffix.lower() in WORKBOOKS:
        _require_ending(out, received)


def _require_ending(out: Path, received: Sequence[Path]) -> None:
    """See that the copy of a workbook is called what a program opens it under."""
    from geomsan.publish.handout.copied import ending_of

    copied = workbook_among(received)
    ending = ending_of(copied) if copied is not None else ".xlsx"
    if out.suffix.lower() != ending:
        raise GeomsanError(
            str(out),
            f"엑셀이 열 수 있으려면 이름이 {ending}로 끝나야 합니다.",
            f"its name has to end in {ending}, or Excel will not open it.",
        )


def workbook_among(received: Sequence[Path]) -> Path | None:
    """Return the xlsx workbook of which a hand-out can be a copy: the only file that was checked."""
    from geomsan.publish.handout.copied import is_workbook

    return received[0] if len(received) == 1 and is_workbook(received[0]) else None


def _is_there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False


def write_handout(out: Path, handed: Handout, language: str, received: Sequence[Path] = ()) -> None:
    """Write a hand-out, in the format that its name ends in; ``received`` are the files that were checked.

    Raises
    ------
    GeomsanError
        When it cannot be written; what stood there before stays.
    """
    write_whole(out, _content(out, handed, language, received))


def _content(out: Path, handed: Handout, language: str, received: Sequence[Path]) -> bytes | str:
    if out.suffix.lower() in WORKBOOKS:
        from geomsan.publish.handout.workbook import handout_xlsx

        return handout_xlsx(handed, language, workbook_among(received))
    if out.suffix.lower() == ".pdf":
        from geomsan.publish.handout.paper import handout_pdf

        return handout_pdf(handed, language)
    from geomsan.publish.handout.page import handout_html

    return handout_html(handed, language)
