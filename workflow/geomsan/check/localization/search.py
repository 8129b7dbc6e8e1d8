"""All smallest hitting sets of a system's conflicts, which are found as they are needed.

A *conflict* is a set of figures that cannot all be as printed. A set of figures whose change makes
the system consistent must hit every conflict; a set that hits all known conflicts is tested, and
when it does not suffice the test proves one more conflict (implicit hitting sets: R. Reiter, *A
theory of diagnosis from first principles*, 1987; E. Moreno-Centeno and R. M. Karp, *The implicit
hitting set approach*, 2013).
"""

from __future__ import annotations

from collections.abc import Iterator

from geomsan.check.localization.bounds import Bounds
from geomsan.check.localization.farkas import Proof, prove_apart
from geomsan.check.localization.freed import clash
from geomsan.check.localization.points import Point
from geomsan.check.localization.solver import Worst
from geomsan.check.localization.system import System


class LimitMetError(Exception):
    """A limit of steps or number was met."""


class Steps:
    """How much a search may still do, in steps, never seconds: a busy machine finds the same.

    Attributes
    ----------
    left
        Steps left. A node of the search is one and one more for each :data:`MASKS_A_STEP` of the sets of
        conflicts that cells hit, a linear programme one and one more for each :data:`ROWS_A_STEP` of its
        constraints.
    """

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, steps: int = 1) -> None:
        """Count steps.

        Raises
        ------
        LimitMetError
            When no more are left.
        """
        if self.left < steps:
            raise LimitMetError
        self.left -= steps


ROWS_A_STEP = 25
"""A programme of a thousand constraints takes about as long as forty small ones."""
MASKS_A_STEP = 50
"""A node looks at all of them; with two hundred it takes about as long as five small ones."""


class Search:
    """Branches over the cells of conflicts, the smallest conflict first.

    Attributes
    ----------
    found
        The repairs of the size searched so far.
    """

    def __init__(self, system: System, most: int, steps: Steps) -> None:
        self.system = system
        self.found: list[frozenset[int]] = []
        self._most = most
        self._steps = steps
        self._bounds = Bounds.of(system)
        self._programme: Worst | None = None
        self._near = Point.printed(self._bounds)
        # Sets of cells and of conflicts are bits of whole numbers: a search mostly intersects them.
        self._conflicts: list[int] = []
        self._mask: dict[int, int] = {}
        self._masks: list[int] = []
        self._tested: set[frozenset[int]] = set()
        for proof in self._bounds.violated.values():
            self._learn(proof)

    def bound(self) -> int:
        """Return how many cells must be wrong at least: conflicts that share no cell."""
        return self._disjoint(self._unhit(()), 0)

    def run(self, size: int) -> None:
        """Find all repairs of ``size`` cells (when there is none smaller).

        Raises
        ------
        LimitMetError
            When no steps are left or there are too many.
        """
        self._branch((), 0, size)

    def _learn(self, proof: Proof) -> None:
        bit = 1 << len(self._conflicts)
        self._conflicts.append(sum(1 << cell for cell in proof.cells))
        for cell in proof.cells:
            self._mask[cell] = self._mask.get(cell, 0) | bit
        self._masks = sorted(set(self._mask.values()), key=int.bit_count, reverse=True)

    def _unhit(self, chosen: tuple[int, ...]) -> int:
        """Return the conflicts that no chosen cell hits, as bits."""
        unhit = (1 << len(self._conflicts)) - 1
        for cell in chosen:
            unhit &= ~self._mask.get(cell, 0)
        return unhit

    def _branch(self, chosen: tuple[int, ...], barred: int, size: int) -> None:
        """Extend ``chosen`` by cells that are not ``barred``: sets with those were seen before."""
        self._steps.take(1 + len(self._masks) // MASKS_A_STEP)
        unhit = self._unhit(chosen)
        if not unhit:
            if self._suffices(frozenset(chosen)):
                self._take(frozenset(chosen))
                return
            unhit = self._unhit(chosen)
            if not unhit:
                return
        left = size - len(chosen)
        if left <= 0 or not self._is_within(unhit, left, barred):
            return
        conflict = min((self._conflicts[n] & ~barred for n in _bits(unhit)), key=int.bit_count)
        order = sorted(_bits(conflict), key=lambda cell: (-(self._mask[cell] & unhit).bit_count(), cell))
        for cell in order:
            # What was learnt meanwhile may leave this cell useless as the last one.
            if left > 1 or not self._unhit(chosen) & ~self._mask[cell]:
                self._branch((*chosen, cell), barred, size)
            barred |= 1 << cell

    def _take(self, repair: frozenset[int]) -> None:
        self.found.append(repair)
        if len(self.found) >= self._most:
            raise LimitMetError

    def _is_within(self, unhit: int, left: int, barred: int) -> bool:
        """Tell whether ``left`` more cells might hit all these conflicts."""
        one = -(-unhit.bit_count() // left)
        for mask in self._masks:
            if mask.bit_count() < one:
                return False
            if (mask & unhit).bit_count() >= one:
                return self._disjoint(unhit, barred) <= left
        return False

    def _disjoint(self, unhit: int, barred: int) -> int:
        """Return a number of these conflicts that share no cell."""
        taken = count = 0
        for conflict in sorted((self._conflicts[n] for n in _bits(unhit)), key=int.bit_count):
            if not taken & conflict & ~barred:
                taken |= conflict
                count += 1
        return count

    def _suffices(self, chosen: frozenset[int]) -> bool:
        """Tell whether freeing ``chosen`` suffices; if not, learn the conflicts that remain."""
        if chosen in self._tested:
            return False
        self._tested.add(chosen)
        if self._near.suffices(chosen):
            return True
        proof = clash(self._bounds, chosen)
        proofs = [proof] if proof else self._solved(chosen)
        for proof in proofs:
            self._learn(proof)
        # Without a proof the solver found a solution, or none within its tolerance that can be proved away.
        return not proofs

    def _solved(self, chosen: frozenset[int]) -> list[Proof]:
        """Return the proofs of the linear programme that freeing ``chosen`` does not suffice."""
        if self._programme is None:
            self._programme = Worst(self.system)
        self._steps.take(1 + len(self.system.constraints) // ROWS_A_STEP)
        self._programme.free(chosen)
        outcome = self._programme.solve()
        if not outcome.is_certain:
            raise LimitMetError
        if outcome.is_feasible:
            self._near = Point.near(self._bounds, outcome.values, chosen)
            return []
        return prove_apart(self.system, outcome.multipliers, chosen)


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
