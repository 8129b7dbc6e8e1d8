"""A descriptor in which some tables are described anew: what people wrote about the others stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import yaml

from geomsan.read.documents.configedit import dumped, last_printed

_OF_FORM = (
    *("path", "lines", "caption", "sha256", "unit", "as-of"),
    *("family", "layout", "rules", "identities", "not-checked"),
)
"""What a descriptor says of the form of a table; all else it says stays when that changes."""

Resource = Mapping[str, Any]


def redescribed(
    text: str, changed: Mapping[str, Resource], added: Sequence[Resource], gone: Collection[str]
) -> str:
    """Return a descriptor in which some tables lie otherwise, some are new and some are no more.

    Comments and the way in which the others are written stay, unless the descriptor is written in an unusual
    way: then it is written anew.

    Parameters
    ----------
    text
        The present descriptor.
    changed
        Name -> what is to be said of a table that has another form.
    added
        The new tables, which come last.
    gone
        The names of the tables that are given up.
    """
    before = yaml.safe_load(text)
    wanted = {**before, "resources": _wanted(before["resources"], changed, added, gone)}
    made = _edited(text, before["resources"], wanted["resources"])
    return made if _read(made) == wanted else dumped(wanted, 0)


def _wanted(
    before: Sequence[Resource],
    changed: Mapping[str, Resource],
    added: Sequence[Resource],
    gone: Collection[str],
) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    section = None  # that a table which goes has named for those after it
    for resource in before:
        name = resource["name"]
        if name in gone:
            section = resource.get("section", section)
            continue
        kept = dict(resource)
        if name in changed:
            kept = {key: value for key, value in resource.items() if key not in _OF_FORM}
            kept |= changed[name]
        if section is not None:
            kept = {"section": section} | kept
            section = None
        made.append(kept)
    has_sections = any(resource.get("section") for resource in made)
    return [*made, *({**({"section": ""} if has_sections else {}), **resource} for resource in added)]


def _edited(text: str, before: Sequence[Resource], wanted: Sequence[Resource]) -> str:
    """Return the text with its list of tables changed, where that is written as a list of blocks."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)  # as the schema has it
    node = next(value for key, value in root.value if key.value == "resources")
    if node.flow_style:
        return ""
    indent = node.start_mark.column
    known = {resource["name"]: resource for resource in wanted}
    edits: list[tuple[int, int, str]] = []
    for item, resource in zip(node.value, before, strict=True):
        start, end = _line_of(text, item.start_mark.index), _end(text, item)
        new = known.pop(resource["name"], None)
        if new is None:
            edits.append((_with_comments(text, start), end, ""))
        elif new != resource:
            edits.append((start, end, dumped([new], indent)))
    end = _end(text, node.value[-1])
    edits.append((end, end, "".join(dumped([new], indent) for new in known.values())))
    for start, end, content in sorted(edits, reverse=True):
        lead = "" if not content or start == 0 or text[start - 1] == "\n" else "\n"
        text = text[:start] + lead + content + text[end:]
    return text


def _line_of(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _end(text: str, node: yaml.Node) -> int:
    """Return where the line after a node begins."""
    end = last_printed(node).end_mark.index
    if text[end - 1] == "\n":  # a text of several lines
        return end
    return text.find("\n", end) + 1 or len(text)


def _with_comments(text: str, start: int) -> int:
    """Return where the comments begin that stand right above a line."""
    while start and text[_line_of(text, start - 1) : start].lstrip().startswith("#"):
        start = _line_of(text, start - 1)
    return start


def _read(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None
