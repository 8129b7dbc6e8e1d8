"""Which facts are the same: equal in name, measure, member and time, and printed in two places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from geomsan.check.facts import Fact
from geomsan.check.identities.edits import Rule
from geomsan.reconcile.aliases import Aliases

Key = tuple[str, str, str | None, str]
"""Name, measure, member, time."""


@dataclass(frozen=True)
class Pair:
    """Two facts that must agree: what ``result`` says follows from ``source``."""

    result: Fact
    source: Fact
    rule: Rule = Rule.SAME


def coordinates(fact: Fact, aliases: Aliases) -> tuple[str, str | None, str] | None:
    """Return measure, member and time, by which facts are comparable; None when the time is not known."""
    return (aliases.measure_of(fact), fact.member, fact.when) if fact.when else None


def key_of(fact: Fact, aliases: Aliases) -> Key | None:
    """Return what the fact says something about; None when that is not known."""
    name, where = aliases.name_of(fact), coordinates(fact, aliases)
    return None if name is None or where is None else (name, *where)


def within(facts: Sequence[Fact], aliases: Aliases) -> list[Pair]:
    """Return the pairs of facts between the tables of one document."""
    return [
        _ordered(one, other)
        for found in _by_key(facts, lambda fact: key_of(fact, aliases)).values()
        for one, other in combinations(_unambiguous(found), 2)
        if not aliases.are_apart(one, other)
    ]


def across(documents: Sequence[Sequence[Fact]], aliases: Aliases) -> list[Pair]:
    """Return the pairs of facts between documents: the same fact, and what one year hands to the next.

    Each fact is held against the document that printed it last before, as a chain: where every link
    agrees the whole chain does, and where one does not it is the one where the figure changed. All
    pairs would be half the square of the sessions that restate a figure.

    Parameters
    ----------
    documents
        The facts of each document, in the order of time.
    aliases
        What was decided about names.
    """
    facts = [fact for document in documents for fact in document]
    order = {document[0].document: place for place, document in enumerate(documents) if document}
    found = _by_key(facts, lambda fact: key_of(fact, aliases))
    alone = {key: _by_document(each) for key, each in found.items()}
    same = [
        _ordered(earlier, later)
        for printed in alone.values()
        for place, each in enumerate(printed)
        for later in each
        for earlier in _first_meant(later, printed, range(place - 1, -1, -1), aliases)
    ]
    carried = []
    for key, sources in _by_key(facts, lambda fact: _next_key(fact, aliases)).items():
        handed_on = _by_document(sources)
        places = [order[each[0].document] for each in handed_on]
        for into in (fact for each in alone.get(key, []) for fact in each):
            here = bisect_left(places, order[into.document])
            nearest = chain(range(here - 1, -1, -1), range(here, len(places)))
            carried += [
                Pair(into, out_of, Rule.CARRY) for out_of in _first_meant(into, handed_on, nearest, aliases)
            ]
    return same + carried


def _first_meant(
    fact: Fact, printed: Sequence[Sequence[Fact]], places: Iterable[int], aliases: Aliases
) -> list[Fact]:
    """Return the facts of the first of the documents at ``places`` that are not known to be others."""
    for place in places:
        meant = [
            other
            for other in printed[place]
            if other.document != fact.document and not aliases.are_apart(fact, other)
        ]
        if meant:
            return meant
    return []


def _by_document(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Return the unambiguous facts of each document, in the order of the documents."""
    found: dict[str, list[Fact]] = {}
    for fact in _alone(facts):
        found.setdefault(fact.document, []).append(fact)
    return list(found.values())


def ambiguous(facts: Sequence[Fact], aliases: Aliases) -> set[tuple[str, str, str, str]]:
    """Return the holders of facts that one table prints under one name several times."""
    found = _by_key(facts, lambda fact: key_of(fact, aliases))
    return {fact.holder for each in found.values() for fact in each if fact not in _unambiguous(each)}


def _next_key(fact: Fact, aliases: Aliases) -> Key | None:
    """Return the key under which the next year brings the fact."""
    name = aliases.name_of(fact)
    if not fact.next_measure or name is None or not fact.when.isdecimal():
        return None
    return (name, aliases.measure_of(fact, fact.next_measure), fact.member, str(int(fact.when) + 1))


def _by_key(facts: Iterable[Fact], key: Callable[[Fact], Key | None]) -> dict[Key, list[Fact]]:
    found: dict[Key, list[Fact]] = {}
    for fact in facts:
        if (name := key(fact)) is not None:
            found.setdefault(name, []).append(fact)
    return found


def _unambiguous(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts that are the only ones of their table: of two, neither is known to be meant."""
    return list(_alone(facts))


def _alone(facts: Sequence[Fact]) -> Iterator[Fact]:
    counts: dict[str, int] = {}
    for fact in facts:
        counts[fact.full_table] = counts.get(fact.full_table, 0) + 1
    yield from (fact for fact in facts if counts[fact.full_table] == 1)


def _ordered(earlier: Fact, later: Fact) -> Pair:
    """Return the pair; the figure in the finer unit is the result, of equal ones the later."""
    if earlier.entry.scale < later.entry.scale:
        return Pair(earlier, later)
    return Pair(later, earlier)
