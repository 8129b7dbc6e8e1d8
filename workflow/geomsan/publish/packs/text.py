"""Text of a cell on the page: what of it is shown, where it may break, how wide it is.

Everything that leaves this module as HTML is escaped here; a table's text never becomes markup.
"""

from __future__ import annotations

import html
import re

from geomsan.common.visible import visible
from geomsan.read.tables.labels import readable

_MARKUP = re.compile(
    r"</?(?:ul|ol|li|br|p|div|span|b|i|u|s|em|strong|font|a|table|thead|tbody|tr|td|th|h[1-6]|input)\b[^<>]*>",
    re.IGNORECASE,
)
_CHECKBOX = re.compile(r"<input\b[^<>]*checkbox[^<>]*>", re.IGNORECASE)
_NEW_LINE = re.compile(r"<(?:li|br|p|div|tr|/ul|/ol|/p|/div|/tr)\b[^<>]*>", re.IGNORECASE)
_BULLETS = "·•○▶▸◦※☞"
_RAISED = re.compile(r"\^\{([^{}]*)\}|\^(\d)")
_LOOKALIKES = str.maketrans(
    # Nanum has no glyph of these.
    {
        "−": "-",
        "‐": "-",
        "‑": "-",
        "‧": "·",
        "∙": "·",
        "▸": "▶",
        "❍": "○",
        "☑": "■",
        "☐": "□",
        "\u00a0": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u3000": " ",
        "\t": " ",
        "\u00ad": None,
    }
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WIDTHS = (
    # Advances of NanumGothic in thousandths of an em; both weights have the same.
    dict.fromkeys("0123456789abdeghnopquBPR#$*", 606)
    | dict.fromkeys(",.:;'{} ", 303)
    | dict.fromkeys("()-[]frtJ", 363)
    | dict.fromkeys("ijlI|`·‘’“”", 290)
    | dict.fromkeys("cksvxyz_L", 520)
    | dict.fromkeys("%mMW@w\\", 1090)
)


def printable(text: str) -> str:
    """Return ``text`` with look-alikes for characters that the fonts lack, and marks for those unseen."""
    return _CONTROLS.sub("", visible(text).translate(_LOOKALIKES))


def lines(text: str) -> list[str]:
    """Return the lines of a text cell: HTML of the source reduced to its text, bullets on lines.

    Only known tags are taken away; anything else in angle brackets stands as it was printed.
    """
    text = _CHECKBOX.sub(lambda box: "■ " if "checked" in box.group() else "□ ", text)
    text = _MARKUP.sub(" ", _NEW_LINE.sub("\n", text))
    text = html.unescape(text).replace("\r\n", "\n").replace("\r", "\n")
    found = [" ".join(line.split()) for line in printable(text).split("\n")]
    return [part for line in found if line for part in _bulleted(line)]


def _bulleted(line: str) -> list[str]:
    """Split a line that starts with a bullet at the same bullet further on."""
    bullet = line[0]
    if bullet not in _BULLETS:
        return [line]
    # A middle dot without a space behind it joins words.
    behind = r"\s" if bullet in "·•" else ""
    return [part.strip() for part in re.split(rf"\s(?={bullet}{behind})", line)]


def label(text: str) -> str:
    """Return a label of head or stub on one line, letter spacing closed, figures left apart."""
    joined = " ".join(lines(text))
    if re.search(r"\d\s+\d", joined):
        return joined
    return printable(readable(joined))


def korean_date(iso: str) -> str:
    """Return an ISO date as Korean reports print it (``2026. 1. 31.``, ``2026년``); other text as it is."""
    if iso.isdecimal():
        return f"{iso}년"
    return " ".join(f"{int(part)}." if part.isdecimal() else part for part in iso.split("-"))


def width(text: str) -> float:
    """Return the width of a text in em: exact for figures, a little more than enough for words."""
    return sum(_WIDTHS.get(character, 727 if character.isascii() else 940) for character in text) / 1000


def shortened(line: str, room: float) -> str:
    """Return a line of no more than ``room`` em: whole words, then ``…``."""
    if width(line) <= room:
        return line
    kept = ""
    for word in line.split():
        if width(f"{kept} {word}…") > room:
            break
        kept = f"{kept} {word}".strip()
    return f"{kept or line[: int(room)]}…"


def escaped(text: str) -> str:
    """Return text as HTML; ``^{1)}`` and ``m^2`` are raised as they were printed."""
    return _RAISED.sub(
        lambda found: f"<sup>{found[1] if found[1] is not None else found[2]}</sup>",
        html.escape(printable(text)),
    )


def flowing(text: str, room: float) -> str:
    """Return a line as HTML whose words do not break inside.

    Parameters
    ----------
    text
        One line.
    room
        Width of the column in em. A word wider than that is left to break, so that nothing is
        clipped; a line that fits needs no spans at all.
    """
    if width(text) <= room:
        return escaped(text)
    return " ".join(_unbroken(word, room) for word in text.split())


def prose(line: str, room: float = 30.0, fits: float = 0.0) -> str:
    """Return running text as HTML whose words do not break inside, wherever the line ends.

    A line that is no wider than ``fits``, in em, stands in one line and needs no spans.
    """
    if width(line) <= fits:
        return escaped(line)
    return " ".join(_unbroken(word, room) for word in printable(line).split())


def _unbroken(word: str, room: float) -> str:
    if len(word) < 2 or (word.isascii() and word.isalnum()):
        return escaped(word)
    if width(word) <= room:
        return f'<span class="w">{escaped(word)}</span>'
    pieces = re.findall(r"[^·ㆍ,/)~&+]+[·ㆍ,/)~&+]*|[·ㆍ,/)~&+]+", word)
    if len(pieces) > 1:
        return "".join(_unbroken(piece, room) for piece in pieces)
    return escaped(word)
