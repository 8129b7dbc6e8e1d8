"""Every smallest set of figures whose change makes a table consistent.

Error localization after Fellegi and Holt (1976): change as few figures as possible. The smallest
sets are the minimum hitting sets of the table's conflicts (:mod:`geomsan.check.localization.search`).
Unlike one mixed-integer programme with big constants this needs no bound on how wrong a figure may
be, and it lists all optima, not one. Groups of rules that share no figure are searched by
themselves: a smallest repair of the table is one smallest repair of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geomsan.check.localization.bounds import Bounds
from geomsan.check.localization.proof import contradiction
from geomsan.check.localization.search import LimitMetError, Search, Steps
from geomsan.check.localization.system import System


@dataclass(frozen=True)
class Localization:
    """The smallest repairs of a system.

    Attributes
    ----------
    sets
        Each a set of variables' indices, all of the same size.
    size
        That size; when nothing was found, the number of cells that are wrong at least.
    is_complete
        False when a limit was met before all sets were found.
    parts
        The same for each group of rules that shares no figure with another: every choice of one set
        from each part is a smallest repair, and ``sets`` lists the first of these choices.
    """

    sets: tuple[frozenset[int], ...]
    size: int
    is_complete: bool
    parts: tuple[Localization, ...] = ()

    @property
    def is_decided(self) -> bool:
        """True when ``size`` is the exact number, not only a lower bound."""
        return bool(self.sets)


def localize(system: System, *, most: int = 500, steps: int = 20_000, largest: int = 12) -> Localization:
    """Find every smallest set of figures whose change makes the system consistent.

    Parameters
    ----------
    system
        Edit rules and figures.
    most
        Number of sets after which the search stops.
    steps
        Steps after which it stops; some ten thousand are a second on a table of a page.
    largest
        Size of sets, in one group of rules that hang together, after which it stops.
    """
    allowed = Steps(steps)
    parts = []
    for edits in _inconsistent(system):
        part = system.part(edits)
        found = _localize_part(part, most, allowed, largest)
        named = (frozenset(part.origin[cell] for cell in chosen) for chosen in found.sets)
        parts.append(Localization(tuple(sorted(named, key=sorted)), found.size, found.is_complete))
    sets = tuple(_first(_choices([part.sets for part in parts]), most)) if parts else ()
    total = 1
    for found in parts:
        total *= len(found.sets)
    complete = all(found.is_complete for found in parts) and total <= most
    return Localization(sets, sum(found.size for found in parts), complete, tuple(parts))


def _inconsistent(system: System) -> Iterator[list[int]]:
    """Yield the groups of rules that cannot hold together, each closed under sharing a figure."""
    violated = set(violated_edits(system))
    for edits in system.components():
        if not violated.isdisjoint(edits) or (len(edits) > 1 and contradiction(system.part(edits))):
            yield edits


def _localize_part(system: System, most: int, steps: Steps, largest: int) -> Localization:
    search = Search(system, most, steps)
    size = max(1, search.bound())
    try:
        while size <= largest:
            search.run(size)
            if search.found:
                return Localization(tuple(search.found), size, True)
            size = max(size + 1, search.bound())
    except LimitMetError:
        if search.found:
            return Localization(tuple(search.found), size, False)
    return Localization((), max(size, search.bound()), False)


def _choices(parts: list[tuple[frozenset[int], ...]]) -> Iterator[frozenset[int]]:
    """Yield every union of one set of each part, without building them all."""
    if not parts:
        yield frozenset()
        return
    if not all(parts):
        return
    for rest in _choices(parts[:-1]):
        for chosen in parts[-1]:
            yield rest | chosen


def _first(sets: Iterable[frozenset[int]], most: int) -> Iterator[frozenset[int]]:
    for _, chosen in zip(range(most), sets, strict=False):
        yield chosen


def violated_edits(system: System) -> list[int]:
    """Return the edit rules that no true quantities satisfy, each by itself."""
    return sorted(Bounds.of(system).violated)
