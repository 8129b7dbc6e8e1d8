"""Characters that nobody sees, made to be seen.

A right-to-left override turns 100 into 001 for the eye, a zero-width space hides between letters, a filler
stands for a label: what people read has to be what was checked. These are the explicit directional
formatting characters and the default ignorable code points of Unicode (UAX #9, UAX #44), without the
soft hyphen and the selectors of variants, which typesetting leaves in ordinary texts.
"""

from __future__ import annotations

import re
from typing import Any

_INVISIBLE = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    """Return a text with ``[U+202E]`` and the like in place of each character that nobody sees.

    Nothing else is changed, and text that is HTML already stays so.
    """
    if text.isascii() or _INVISIBLE.search(text) is None:
        return text
    shown = _INVISIBLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", str(text))
    return type(text)(shown)


def shown(value: Any) -> Any:
    """Return :func:`visible` of a text; other values as they are."""
    return visible(value) if isinstance(value, str) else value
