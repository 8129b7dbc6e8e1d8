"""The fonts of the packs: Nanum Gothic and Nanum Myeongjo, from the system or a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from geomsan.common.errors import GeomsanError

FACES = {
    "NanumGothic.ttf": ("NanumGothic", "normal"),
    "NanumGothicBold.ttf": ("NanumGothic", "bold"),
    "NanumMyeongjo.ttf": ("NanumMyeongjo", "normal"),
    "NanumMyeongjoBold.ttf": ("NanumMyeongjo", "bold"),
}
"""Files, and the family and weight under which ``pack.css`` knows them."""


def find_fonts(folder: Path | None = None) -> dict[str, Path]:
    """Return the path of every file of :data:`FACES`.

    Parameters
    ----------
    folder
        Folder to look in; None for the font folders of the system and of the user.

    Raises
    ------
    GeomsanError
        When one is missing.
    """
    folders = [folder] if folder is not None else list(_system_folders())
    found: dict[str, Path] = {}
    for place in folders:
        for path in sorted(place.rglob("Nanum*.ttf")) if place.is_dir() else ():
            if path.name in FACES:
                found.setdefault(path.name, path.resolve())
    for name in FACES:
        if name not in found:
            raise GeomsanError(
                str(folder) if folder else "fonts-nanum",
                f"글꼴 {name}이(가) 없습니다. fonts-nanum을 설치하십시오 (apt-get install fonts-nanum).",
                f"the font {name} is missing; install the package fonts-nanum (apt-get install fonts-nanum).",
            )
    return found


def _system_folders() -> Iterable[Path]:
    """Yield the font folders that fontconfig knows by default."""
    home = Path.home()
    data = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    yield Path(data) / "fonts"
    yield home / ".fonts"
    for folder in shared.split(":"):
        yield Path(folder) / "fonts"
    yield Path("/usr/share/fonts")
    yield home / "Library/Fonts"


def font_face_css(fonts: dict[str, Path]) -> str:
    """Return the ``@font-face`` rules of the fonts."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight};'
        f' src: url("{fonts[name].as_uri()}"); }}'
        for name, (family, weight) in FACES.items()
    )


def without_glyph(text: str, fonts: dict[str, Path]) -> str:
    """Return the characters of ``text`` that the fonts of the body have no glyph for."""
    # Slow to import, and needed once a pack.
    from fontTools.ttLib import TTFont

    with TTFont(fonts["NanumGothic.ttf"], lazy=True) as font:
        # Any names will do; to find those of the font takes four times as long as all else.
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        known = font.getBestCmap()
    return "".join(sorted({letter for letter in text if ord(letter) > 32 and ord(letter) not in known}))
