"""Personal data in the texts of a report: what a release must not carry unseen.

Numbers of residents have the form of the law (주민등록법 시행규칙 제2조), 6 digits of a birth and 7 more.
Those given since October 2020 have no check digit, so that a number written with its hyphen counts by its
date alone, and 13 digits in a row only when the check digit fits, too. Telephone numbers are those of the
country's numbering plan (phonenumbers, a port of Google's libphonenumber). The lines that a business has
for everybody (15xx, 16xx, 18xx), amounts, dates and codes of accounts are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geomsan.common.errors import Bilingual
from geomsan.common.files import sha256

KINDS = {
    "resident": Bilingual("주민등록번호", "resident registration number"),
    "phone": Bilingual("전화번호", "telephone number"),
    "mail": Bilingual("전자우편 주소", "e-mail address"),
}

_RESIDENT = re.compile(
    r"(?<![0-9])(?P<birth>[0-9]{6})(?P<hyphen>\s?[-‐‑–—－]\s?|)(?P<rest>[0-9]{7})(?![0-9])"
)
_MAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z가-힣]{2,24}")
# What a telephone number begins with, so that few texts need the numbering plan.
_DIALLED = re.compile(r"(?<![0-9,.])(?:\+\s?82|\(?0[0-9])")
_LEAST_DIGITS = 9
_MOST_LETTERS = 40
"""Of a telephone number with its separators and extension."""


@dataclass(frozen=True)
class PersonalDatum:
    """One text that looks like personal data, as it may be shown.

    Attributes
    ----------
    place
        ``document/table@r3c2`` (from 0, in the grid), ``document/table@title`` and the like, or
        ``document/decisions@reason`` with the check's id before ``@``.
    kind
        A key of :data:`KINDS`.
    masked
        The text with all but its beginning hidden.
    digest
        SHA-256 of the text that it stands in.
    source
        ``file:line``, as far as known.
    """

    place: str
    kind: str
    masked: str
    digest: str
    source: str = ""

    @property
    def document(self) -> str:
        """The document that it stands in."""
        return self.place.split("/", 1)[0]

    @property
    def table(self) -> str:
        """The table that it stands in, or that its decision is about."""
        return self.place.split("/", 1)[1].partition("@")[0].partition("/")[0]

    @property
    def sentence(self) -> Bilingual:
        """What was found where, in a line."""
        kind, source = KINDS[self.kind], self.source or self.place
        return Bilingual(
            f"{kind.ko}로 보이는 글자가 있습니다: {self.masked} ({source})",
            f"what looks like a {kind.en} stands there: {self.masked} ({source})",
        )


def personal_texts(text: str) -> list[tuple[str, str]]:
    """Return ``(kind, text)`` of everything in a text that looks like personal data, in its order."""
    if len(text) < _LEAST_DIGITS // 2 or not ("@" in text or _has_digits(text)):
        return []
    found = [
        *_residents(text),
        *_phones(text),
        *(("mail", m.start(), m.group()) for m in _MAIL.finditer(text)),
    ]
    return [(kind, match) for kind, _, match in sorted(found, key=lambda each: each[1])]


def personal_data(texts: Iterable[tuple[str, str, str]]) -> list[PersonalDatum]:
    """Return what looks like personal data in texts, given as ``(place, source, text)``."""
    return [
        PersonalDatum(place, kind, masked(match), sha256(text.encode()), source)
        for place, source, text in texts
        for kind, match in personal_texts(text)
    ]


def masked(text: str) -> str:
    """Hide all but the first three letters and the separators of a text."""
    return text[:3] + re.sub(r"\w", "*", text[3:])


def _has_digits(text: str) -> bool:
    return sum(letter.isdecimal() for letter in text) >= _LEAST_DIGITS


def _residents(text: str) -> Iterator[tuple[str, int, str]]:
    from stdnum.exceptions import InvalidChecksum, ValidationError
    from stdnum.kr import rrn

    for match in _RESIDENT.finditer(text):
        try:
            rrn.validate(match["birth"] + match["rest"])
        except InvalidChecksum:
            if not match["hyphen"]:
                continue
        except ValidationError:
            continue
        yield "resident", match.start(), match.group()


def _phones(text: str) -> Iterator[tuple[str, int, str]]:
    end = 0
    for begin in _DIALLED.finditer(text):
        if begin.start() < end:
            continue
        from phonenumbers import Leniency, PhoneNumberMatcher

        piece = text[begin.start() : begin.start() + _MOST_LETTERS]
        for match in PhoneNumberMatcher(piece, "KR", leniency=Leniency.STRICT_GROUPING):
            if match.start == 0 and _is_dialled(match.raw_string):
                end = begin.start() + match.end
                yield "phone", begin.start(), match.raw_string


def _is_dialled(text: str) -> bool:
    """Tell whether a possible number is written as one: with separators, or a mobile telephone's."""
    digits = re.sub(r"[^0-9]", "", text)
    is_written = digits != text or digits.startswith("01")
    return is_written and len(digits) >= _LEAST_DIGITS and _DIALLED.match(text) is not None
