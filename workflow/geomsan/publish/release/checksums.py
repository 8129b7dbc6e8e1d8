"""``SHA256SUMS`` in the form of ``sha256sum``, and the one value that stands for a whole folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

SUMS = "SHA256SUMS"


def sums_text(digests: Mapping[str, str]) -> str:
    """Return ``SHA256SUMS`` of files by their paths in the folder (with ``/``)."""
    return "".join(f"{value}  {name}\n" for name, value in sorted(digests.items()))


def read_sums(text: str) -> dict[str, str]:
    """Read ``SHA256SUMS``; lines that are none are left out.

    Names are taken to the letter, as ``sha256sum`` does: they end with the line feed, with nothing else.
    """
    found = {}
    for line in text.split("\n"):
        value, separator, name = line.partition("  ")
        if separator and len(value) == 64:
            found[name] = value
    return found


def fingerprint(sums: str) -> str:
    """Return the value to publish with a release: whoever alters a file cannot keep it.

    The first 32 digits of the SHA-256 of ``SHA256SUMS``, in groups of four to be read aloud.
    """
    value = hashlib.sha256(sums.encode("utf-8")).hexdigest()[:32]
    return "-".join(value[start : start + 4] for start in range(0, 32, 4))
