"""What a person says of the tables of a new version that changed their form, came or went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geomsan.common.errors import GeomsanError
from geomsan.desk.keeping import said_of
from geomsan.replace.proposing import Proposal, ProposedTable

KEPT = "kept"
"""Said of a table whose present rules are to stay."""


def as_told(asked: Proposal, form: Mapping[str, str]) -> Proposal:
    """Return a proposal with what a person says of it.

    Parameters
    ----------
    asked
        What was proposed.
    form
        Of the n-th table ``n.keep``, ``n.title``, ``n.unit``, ``n.as-of``, ``n.identity.m`` (its status);
        ``n.rules`` of one that changed its form (:data:`KEPT`, or anything else for those drafted);
        ``n.was`` of a new one, the missing table that it is.

    Raises
    ------
    GeomsanError
        When two tables are said to be the same missing one.
    """
    told: list[ProposedTable] = []
    missing = dict(asked.missing)
    for number, table in enumerate(asked.tables):
        if f"{number}.keep" not in form:
            if table.was:
                missing[table.was] = table.drafted["title"]
            continue
        was = table.was or form.get(f"{number}.was", "")
        if was and not table.was:
            if was not in missing:
                raise GeomsanError(
                    asked.missing.get(was, was), "두 표가 같은 표일 수 없습니다.", "cannot be two tables."
                )
            del missing[was]
        is_kept = table.kept is not None and form.get(f"{number}.rules") == KEPT
        resource = table.resource if is_kept else table.drafted
        told.append(
            replace(table, was=was, kept=None, drafted=_named(said_of(resource, form, number), table, was))
        )
    return Proposal(tuple(told), missing)


def _named(resource: dict[str, Any], table: ProposedTable, was: str) -> dict[str, Any]:
    """Return a table under the name that it had; one that was missing has its files named anew."""
    if was == table.was:
        return resource
    return {key: value for key, value in resource.items() if key != "path"} | {"name": was}
