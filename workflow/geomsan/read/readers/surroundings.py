"""Heading and caption of a table in running text, where a heading may end in the unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomsan.read.readers.around import is_caption, nearest, parted

_LONGEST = 400


def heading_and_caption(above: Sequence[str]) -> tuple[str, str]:
    """Return heading and caption of the table under the lines ``above``, the nearest last.

    ``인력 현황 (단위: 명)`` in one line is heading and caption. Of several captions the nearest counts.
    """
    heading, caption = "", ""
    for line in _nearest_first(above):
        if not is_caption(line):
            heading = heading or nearest([line])[0]
        elif not heading:
            caption = caption or line
        if heading:
            break
    return heading, caption


def _nearest_first(above: Sequence[str]) -> Iterator[str]:
    for line in reversed(above):
        heading, unit = parted(" ".join(line[-_LONGEST:].split()))
        if unit:
            yield unit
        yield heading
