"""What a descriptor need not say: named layouts, defaults of a family, and what follows from the rest.

A family's layouts stand beside it (``schemas/<family>.yaml``): name -> layout, as a descriptor writes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geomsan.common.errors import GeomsanError
from geomsan.read.documents.yamlfile import parse_yaml, read_content

EVERY = "*"
"""Stands for any family among the defaults of a document."""
LIKE = "like"
"""Key of a layout that is a named one but for what it says itself."""

Layouts = Mapping[str, Mapping[str, Any]]


def spelt_out(data: Mapping[str, Any], path: Path, schema: Path) -> dict[str, Any]:
    """Return a descriptor in which every table says all that is meant.

    Parameters
    ----------
    data
        The descriptor as read, already held against ``schema``.
    path
        Its file, for messages.
    schema
        The JSON Schema of descriptors; the families' layouts stand in its folder.

    Raises
    ------
    GeomsanError
        When a layout is named that its family does not have, or the family's own do not fit the schema.
    """
    defaults = data.get("defaults", {})
    section = ""
    resources = []
    for index, given in enumerate(data["resources"]):
        section = given.get("section", section)
        meant = {"path": f"{given['name']}.tsv", **({"section": section} if section else {})}
        resource = {**meant, **defaults.get(EVERY, {}), **defaults.get(given["family"], {}), **given}
        place = f"{path} [resources/{index}/layout]"
        layout = _layout(resource.get("layout", {}), given["family"], schema, place)
        resources.append({**resource, "layout": layout})
    return {**{key: value for key, value in data.items() if key != "defaults"}, "resources": resources}


def layouts_of(family: str, schema: Path) -> Layouts:
    """Return the layouts that a family names; none when nothing stands beside it."""
    file = schema.parent / f"{family}.yaml"
    return parse_yaml(read_content(file), file, schema, "layouts") if file.is_file() else {}


def _layout(given: str | Mapping[str, Any], family: str, schema: Path, place: str) -> Mapping[str, Any]:
    if isinstance(given, str):
        given = {LIKE: given}
    if LIKE not in given:
        return given
    named = layouts_of(family, schema)
    name = given[LIKE]
    if name not in named:
        known = ", ".join(sorted(named))
        raise GeomsanError(
            place,
            f"{family}에 없는 layout 이름입니다: {name}. schemas/{family}.yaml에 있는 것: {known or '없음'}",
            f"{family} names no layout {name!r}; schemas/{family}.yaml has {known or 'none'}",
        )
    return {**named[name], **{key: value for key, value in given.items() if key != LIKE}}
