"""Deciding an identity in a table, once for all that ask."""

from __future__ import annotations

from functools import lru_cache

from geomsan.check.identities.declare import Identity, bind
from geomsan.check.identities.own import OwnIdentities, own_edits
from geomsan.check.identities.verdicts import Check, evaluate
from geomsan.read.tables.table import ReportTable


@lru_cache(maxsize=128)
def decide(identity: Identity | OwnIdentities, table: ReportTable) -> tuple[Check, ...]:
    """Return the verdict of each edit rule of an identity in one table.

    The pandera checks and the findings ask the same question of the same table; it is answered once.
    """
    edits = own_edits(table) if isinstance(identity, OwnIdentities) else bind(identity, table)
    return tuple(evaluate(edit) for edit in edits)
