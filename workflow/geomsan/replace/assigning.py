"""Which blocks of cells of a new version are which table: by their hashes, else by what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from geomsan.common.files import sha256
from geomsan.infer.drafting.resource import Block as TableBlock
from geomsan.infer.fragments import fragments
from geomsan.read.documents.descriptor import Document, listed
from geomsan.read.readers.found import FoundTable
from geomsan.read.tables.reading import TableSource
from geomsan.replace.matching import Block, Part, matched

Resource = Mapping[str, Any]
"""A table as a descriptor has it."""


def blocks_of(tables: Sequence[FoundTable]) -> list[Block]:
    """Return the blocks of cells of a report, those that one table was joined from under one number."""
    return [Block(block, number) for number, (_, blocks) in enumerate(fragments(tables)) for block in blocks]


def pinned(resources: Mapping[str, Resource], blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Return the blocks of the tables whose hashes say which they are, by their positions."""
    found: dict[str, list[int]] = {}
    left = [sha256(block.text.encode("utf-8")) for block in blocks]
    for name, resource in resources.items():
        wanted = listed(resource.get("sha256", []))
        if wanted and all(wanted.count(each) <= left.count(each) for each in wanted):
            found[name] = []
            for each in wanted:
                at = left.index(each)
                found[name].append(at)
                left[at] = ""
    return found


def assigned(
    document: Document, blocks: Sequence[Block], known: Mapping[str, Sequence[int]]
) -> dict[str, list[int]]:
    """Return the blocks of each table that is still there, in the order of its files.

    A block that goes on with a table, and that no file of the present version is like, is part of it.
    ``known`` has the tables whose blocks are known already, new ones among them.
    """
    given = {at for own in known.values() for at in own}
    free = [at for at in range(len(blocks)) if at not in given]
    parts = [part for table in document.tables if table.name not in known for part in _parts(table)]
    found = {part: free[at] for part, at in matched(parts, [blocks[at] for at in free]).items()}
    own: dict[str, list[int]] = {}
    wholes: dict[int, str] = {}
    for one, other in sorted(found.items()):
        own.setdefault(parts[one].table, []).append(other)
        wholes.setdefault(blocks[other].whole, parts[one].table)
    taken = given | set(found.values())
    for at, block in enumerate(blocks):
        if at not in taken and block.whole in wholes:
            own[wholes[block.whole]].append(at)
    own = {name: sorted(places) for name, places in own.items()} | {
        name: list(places) for name, places in known.items()
    }
    names = [*(table.name for table in document.tables), *known]
    return {name: own[name] for name in names if name in own}


def _parts(table: TableSource) -> list[Part]:
    starts = [*table.part_starts, len(table.grid.rows)]
    pairs = enumerate(pairwise(starts))
    return [Part(table.name, number, table.grid.rows[start:end]) for number, (start, end) in pairs]


def paths_of(resource: Resource, count: int) -> list[str]:
    """Return the names of a table's files, as many as it now has."""
    given = listed(resource["path"])
    more = [f"{resource['name']}-{number}.tsv" for number in range(1, count + len(given) + 1)]
    names = dict.fromkeys([*given, *more])
    return list(names)[:count]


def lines_of(block: Block) -> str:
    """Return the lines of the report in which a block stands; nothing where it has none."""
    places = block.found.grid.places[block.found.start_row :]
    return TableBlock("", [], places, "").lines
