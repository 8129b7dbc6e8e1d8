"""An independent, exact and slow answer: Fourier-Motzkin elimination over rational numbers.

Written from the mathematics in docs/localization.md, not from the library: it shares only the
intervals of printed figures with it.
"""

from fractions import Fraction
from itertools import combinations

from geomsan.check.identities.edits import Role, Rule

# An inequality: {variable: coefficient}, bound, strict: sum >= bound (> if strict).


def place(entry):
    return (entry.row, entry.column, entry.part) if entry.row is not None else entry


def cells_of(edits):
    """The figures that a repair may change, in the order of print."""
    found = {place(term.entry): term.entry for edit in edits for term in edit.terms}
    return {key: entry for key, entry in found.items() if not (entry.row is None and not entry.figure.text)}


def is_consistent(edits, free=frozenset()):
    """Tell whether true figures exist, those of ``free`` (by place) being anything their sign allows."""
    equalities, inequalities = [], []
    signed = {
        term.entry.measure
        for edit in edits
        for term in edit.terms
        if term.entry.printed < 0
        or (term is edit.result and edit.rule is Rule.DIFFERENCE)
        or (term is edit.result and any(t.coefficient < 0 for t in edit.with_role(Role.NUMERATOR)))
    }
    for edit in edits:
        for term in edit.terms:
            key, entry = place(term.entry), term.entry
            if key not in free:
                reach = entry.interval()
                inequalities.append(({key: Fraction(1)}, reach.low, reach.low_open))
                inequalities.append(({key: Fraction(-1)}, -reach.high, reach.high_open))
            elif entry.measure not in signed:
                inequalities.append(({key: Fraction(1)}, Fraction(0), False))
        if edit.rule is not Rule.RATE:
            row = {}
            add(row, edit.result, -1)
            for term in edit.others:
                add(row, term, term.coefficient)
            equalities.append(row)
        else:
            inequalities += rate(edit, free)
    return solvable(equalities, inequalities)


def add(row, term, factor):
    key = place(term.entry)
    row[key] = row.get(key, Fraction(0)) + factor
    if not row[key]:
        del row[key]


def rate(edit, free):
    denominator = edit.with_role(Role.DENOMINATOR)
    low = high = Fraction(0)
    for term in denominator:
        reach = term.entry.interval().scaled(Fraction(term.coefficient))
        low, high = low + reach.low, high + reach.high
    if low <= 0 <= high or place(edit.result.entry) in free:
        return
    if high < 0 and any(place(term.entry) in free for term in denominator):
        return
    sign = 1 if low > 0 else -1
    reach = edit.result.entry.interval()
    for end, is_open, side in ((reach.low, reach.low_open, 1), (reach.high, reach.high_open, -1)):
        row = {}
        for term in edit.with_role(Role.NUMERATOR):
            add(row, term, side * sign * 100 * term.coefficient)
        for term in denominator:
            add(row, term, -side * sign * end * term.coefficient)
        yield row, Fraction(0), is_open


def solvable(equalities, inequalities):
    equalities = [dict(row) for row in equalities]
    inequalities = [(dict(row), bound, strict) for row, bound, strict in inequalities]
    while equalities:
        row = equalities.pop()
        if not row:
            continue
        key, pivot = next(iter(row.items()))
        known = {other: -value / pivot for other, value in row.items() if other != key}
        equalities = [substituted(other, key, known) for other in equalities]
        inequalities = [(substituted(r, key, known), b, s) for r, b, s in inequalities]
    return eliminated(tightest(inequalities))


def substituted(row, key, known):
    if key not in row:
        return row
    row = dict(row)
    factor = row.pop(key)
    for other, value in known.items():
        row[other] = row.get(other, Fraction(0)) + factor * value
    return {other: value for other, value in row.items() if value}


def tightest(inequalities):
    """Of inequalities with one left side keep the tightest; None when one has no variable and fails."""
    best = {}
    for row, bound, strict in inequalities:
        if not row:
            if bound > 0 or (bound == 0 and strict):
                return None
            continue
        scale = abs(row[min(row, key=str)])
        left = frozenset((key, value / scale) for key, value in row.items())
        best[left] = max(best.get(left, (bound / scale, False)), (bound / scale, strict))
    return [(dict(left), bound, strict) for left, (bound, strict) in best.items()]


def eliminated(inequalities):
    while inequalities:
        count = {}
        for row, _, _ in inequalities:
            for key, value in row.items():
                up, down = count.get(key, (0, 0))
                count[key] = (up + (value > 0), down + (value < 0))
        key = min(count, key=lambda name: (count[name][0] * count[name][1] - sum(count[name]), str(name)))
        above = [one for one in inequalities if one[0].get(key, 0) > 0]
        below = [one for one in inequalities if one[0].get(key, 0) < 0]
        rest = [one for one in inequalities if key not in one[0]]
        for up, bound, strict in above:
            for down, other_bound, other_strict in below:
                a, b = 1 / up[key], -1 / down[key]
                row = {}
                for source, factor in ((up, a), (down, b)):
                    for name, value in source.items():
                        row[name] = row.get(name, Fraction(0)) + factor * value
                row = {name: value for name, value in row.items() if value and name != key}
                rest.append((row, a * bound + b * other_bound, strict or other_strict))
        inequalities = tightest(rest)
    return inequalities is not None


def smallest_repairs(edits, largest):
    """All smallest sets of places whose change makes the rules consistent; empty above ``largest``."""
    cells = cells_of(edits)
    for size in range(largest + 1):
        found = {
            frozenset(chosen)
            for chosen in combinations(cells, size)
            if is_consistent(edits, frozenset(chosen))
        }
        if found:
            return found
    return set()
