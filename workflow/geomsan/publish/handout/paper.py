"""A hand-out as PDF: the page, printed."""

from __future__ import annotations

from geomsan.common.errors import GeomsanError
from geomsan.publish.handout.content import Handout
from geomsan.publish.handout.page import handout_html
from geomsan.publish.handout.words import WORDS


def handout_pdf(handed: Handout, language: str = "ko") -> bytes:
    """Return a hand-out as PDF, tagged like the packs.

    Raises
    ------
    GeomsanError
        When the system libraries or the fonts that printing needs are missing.
    """
    require_printing()
    from geomsan.publish.packs.fonts import find_fonts
    from geomsan.publish.packs.pdf import pdf_bytes

    names = ", ".join(file.name for file in handed.files)
    title = f"{WORDS['title'].in_language(language)}: {names}"
    return pdf_bytes(handout_html(handed, language, on_paper=True), find_fonts(), "", {"title": title})


def require_printing() -> None:
    """See that what printing needs is installed.

    Raises
    ------
    GeomsanError
        When WeasyPrint or a library of the system that it draws with is missing.
    """
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        raise GeomsanError(
            "PDF",
            "PDF를 만드는 데 필요한 시스템 라이브러리(Pango)가 없습니다. 데비안·우분투: apt-get install "
            "libpango-1.0-0 libpangoft2-1.0-0, macOS: brew install pango, 윈도우: MSYS2에서 pacman -S "
            "mingw-w64-x86_64-pango. .html과 .xlsx는 그것 없이 만들 수 있습니다.",
            "the system library that PDFs are drawn with (Pango) is missing. Debian, Ubuntu: apt-get install "
            "libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango; Windows: pacman -S "
            "mingw-w64-x86_64-pango in MSYS2. .html and .xlsx can be made without it.",
        ) from error
