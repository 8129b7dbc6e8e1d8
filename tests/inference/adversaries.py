"""Tables with known truth and the traits that mislead a reader of tables.

A :class:`Draft` holds free figures and facts: what the words of the table announce of its other figures.
*Shapes* make a draft, *traits* change one, and both compose. :func:`printed` writes a draft as a reporter
does, rounded or cut off; :func:`corrupted` makes one slip in what was printed, and keeps only slips that no
unrounded figures explain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

Place = tuple[int, int]


@dataclass(frozen=True)
class Fact:
    """``result = scale * (sum of plus - sum of minus) / sum of over``; words announce most facts, not all."""

    result: Place
    plus: tuple[Place, ...]
    minus: tuple[Place, ...] = ()
    over: tuple[Place, ...] = ()
    scale: Fraction = Fraction(1)
    announced: bool = True

    @property
    def places(self) -> frozenset[Place]:
        return frozenset((self.result, *self.plus, *self.minus, *self.over))

    def moved(self, to: Callable[[Place], Place]) -> Fact:
        plus, minus, over = (tuple(map(to, part)) for part in (self.plus, self.minus, self.over))
        return replace(self, result=to(self.result), plus=plus, minus=minus, over=over)


@dataclass(frozen=True)
class Draft:
    """A table before it is printed; places count rows and columns from 0.

    Attributes
    ----------
    given
        The free figures, unrounded.
    decimals, counts
        Decimals of a column, and columns whose figures are exact counts.
    items
        Rows that hold one item each, named in column ``stub``.
    marks, instead
        Text behind a figure, and in its place.
    merged
        First and last cell of what is merged, in a workbook.
    stored
        ``text`` in a file of text; in a workbook figures ``as printed`` or ``unrounded`` under a format.
    """

    texts: Mapping[Place, str]
    given: Mapping[Place, Fraction]
    facts: tuple[Fact, ...]
    decimals: Mapping[int, int] = field(default_factory=dict)
    counts: frozenset[int] = frozenset()
    items: tuple[int, ...] = ()
    stub: int = 0
    heads: int = 1
    separator: str = ","
    negative: str = "△"
    before: str = ""
    after: str = ""
    step: int = 1
    marks: Mapping[Place, str] = field(default_factory=dict)
    instead: Mapping[Place, str] = field(default_factory=dict)
    turned: bool = False
    merged: tuple[tuple[Place, Place], ...] = ()
    stored: str = "text"

    @property
    def height(self) -> int:
        return 1 + max(row for row, _ in (*self.texts, *self.given))

    @property
    def width(self) -> int:
        return 1 + max(column for _, column in (*self.texts, *self.given, *(f.result for f in self.facts)))

    def moved(self, to: Callable[[Place], Place]) -> Draft:
        """Return the draft with every place moved; columns move as those of row 0 do."""
        column = {old: to((self.heads, old))[1] for old in range(self.width)}
        return replace(
            self,
            texts={to(place): text for place, text in self.texts.items()},
            given={to(place): figure for place, figure in self.given.items()},
            facts=tuple(fact.moved(to) for fact in self.facts),
            decimals={column[old]: decimals for old, decimals in self.decimals.items()},
            counts=frozenset(column[old] for old in self.counts),
            items=tuple(to((row, 0))[0] for row in self.items),
            stub=column[self.stub],
            merged=tuple((to(first), to(last)) for first, last in self.merged),
            marks={to(place): mark for place, mark in self.marks.items()},
            instead={to(place): text for place, text in self.instead.items()},
        )

    def figures(self) -> dict[Place, Fraction]:
        """Return every figure unrounded: the given ones, and what the facts make of them."""
        figures = dict(self.given)
        for fact in self.facts:
            figures.setdefault(fact.result, _value(fact, figures))
        return figures


def _value(fact: Fact, figures: Mapping[Place, Fraction]) -> Fraction:
    value = sum((figures[p] for p in fact.plus), Fraction(0)) - sum(figures[p] for p in fact.minus)
    return fact.scale * value / (sum(figures[p] for p in fact.over) if fact.over else 1)


@dataclass(frozen=True)
class Printed:
    """A table as it stands in a file, with what it announces.

    Attributes
    ----------
    facts
        Only those that words announce and whose cells are all printed as figures.
    figures
        The printed figures with the step of their last digit, 0 where they are exact.
    cells
        What a workbook stores instead of text.
    """

    rows: tuple[tuple[str, ...], ...]
    facts: tuple[Fact, ...]
    figures: Mapping[Place, tuple[Fraction, Fraction]]
    broken: tuple[Fact, ...] = ()
    cells: Mapping[Place, Fraction] = field(default_factory=dict)
    merged: tuple[tuple[Place, Place], ...] = ()

    def write(self, folder: Path) -> Path:
        if self.cells:
            return self._write_book(folder / "table.xlsx")
        path = folder / "table.tsv"
        path.write_text("".join("\t".join(row) + "\n" for row in self.rows), encoding="utf-8")
        return path

    def _write_book(self, path: Path) -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row, line in enumerate(self.rows):
            for column, text in enumerate(line):
                stored = self.cells.get((row, column))
                cell = sheet.cell(row + 1, column + 1, float(stored) if stored is not None else text or None)
                if stored is not None:
                    decimals = len(text.partition(".")[2])
                    shown = "#,##0" + ("." + "0" * decimals if decimals else "")
                    cell.number_format = f'{shown};"△"{shown}'
        for (top, left), (bottom, right) in self.merged:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        book.save(path)
        return path


def _shown(figure: Fraction, decimals: int, draft: Draft) -> str:
    digits = str(abs(int(figure * 10**decimals))).rjust(decimals + 1, "0")
    whole, tail = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    text = re.sub(r"(?<=\d)(?=(\d{3})+$)", draft.separator, whole) + (f".{tail}" if decimals else "")
    text = f"{draft.before}{text}{draft.after}" if not decimals else text
    if figure >= 0:
        return text
    return f"({text})" if draft.negative == "(" else f"{draft.negative}{text}"


def _pressed(figure: Fraction, step: Fraction, cut: bool) -> Fraction:
    steps = abs(figure) / step
    size = (steps if cut else steps + Fraction(1, 2)) // 1 * step
    return size if figure >= 0 else -size


def printed(draft: Draft, *, cut: bool) -> Printed:
    """Print a draft: each figure by itself, rounded half up or cut off."""
    cells = [[""] * draft.width for _ in range(draft.height)]
    for (row, column), text in draft.texts.items():
        cells[row][column] = text
    figures: dict[Place, tuple[Fraction, Fraction]] = {}
    stored: dict[Place, Fraction] = {}
    for place, figure in draft.figures().items():
        row, column = place
        decimals = draft.decimals.get(column, 0)
        step = Fraction(draft.step) if column in draft.counts else Fraction(1, 10**decimals)
        value = _pressed(figure, step, cut and column not in draft.counts)
        if place in draft.instead:
            cells[row][column] = draft.instead[place]
            if draft.instead[place] == "-":
                figures[place] = (Fraction(0), Fraction(0))
            continue
        cells[row][column] = _shown(value, decimals, draft) + draft.marks.get(place, "")
        figures[place] = (value, Fraction(0) if column in draft.counts and draft.step == 1 else step)
        if draft.stored != "text" and place not in draft.marks:
            stored[place] = figure if draft.stored == "unrounded" else value
    facts = tuple(fact for fact in draft.facts if fact.announced and fact.places <= figures.keys())
    made = Printed(tuple(map(tuple, cells)), facts, figures, (), stored, draft.merged)
    return _turned(made, draft.heads - 1) if draft.turned else made


def _turned(made: Printed, top: int) -> Printed:
    """Return the table with rows and columns changed; rows above the head (title, unit) stay."""

    def to(place: Place) -> Place:
        return place[1] + top, place[0] - top

    body = [list(row) for row in zip(*made.rows[top:], strict=True)]
    width = len(body[0])
    above = [[*row[:1], *[""] * (width - 1)] for row in made.rows[:top]]
    facts = tuple(fact.moved(to) for fact in made.facts)
    figures = {to(place): figure for place, figure in made.figures.items()}
    cells = {to(place): value for place, value in made.cells.items()}
    return Printed(tuple(map(tuple, above + body)), facts, figures, (), cells)


def _span(
    places: Iterable[Place], made: Mapping[Place, tuple[Fraction, Fraction]]
) -> tuple[Fraction, Fraction]:
    """Return the least and greatest sum of unrounded figures that print so, by either habit."""
    low = high = Fraction(0)
    for place in places:
        value, step = made[place]
        low += value - (step / 2 if value >= 0 else step)
        high += value + (step if value >= 0 else step / 2)
    return low, high


def is_broken(fact: Fact, figures: Mapping[Place, tuple[Fraction, Fraction]]) -> bool:
    """Tell whether no unrounded figures that print as these do satisfy the fact."""
    plus, minus = _span(fact.plus, figures), _span(fact.minus, figures)
    low, high = fact.scale * (plus[0] - minus[1]), fact.scale * (plus[1] - minus[0])
    if fact.over:
        over = _span(fact.over, figures)
        if over[0] <= 0 <= over[1]:
            return False
        ends = [end / side for end in (low, high) for side in over]
        low, high = min(ends), max(ends)
    least, most = _span((fact.result,), figures)
    return most < low or high < least


def corrupted(made: Printed, rnd: Random) -> Printed | None:
    """Return the table with one slip of the pen that breaks a fact; ``None`` where none can."""
    places = sorted({p for fact in made.facts for p in fact.places if abs(made.figures[p][0]) >= 1})
    for place in rnd.sample(places, len(places)):
        text = made.rows[place[0]][place[1]]
        slip = _slip(text, rnd)
        if slip is None:
            continue
        old, step = made.figures[place]
        changed = _digits(slip) * (_digits(text) and old / _digits(text))
        figures = {**made.figures, place: (changed, step)}
        broken = tuple(fact for fact in made.facts if is_broken(fact, figures))
        if broken:
            rows = [list(row) for row in made.rows]
            rows[place[0]][place[1]] = slip
            cells = {at: changed if at == place else value for at, value in made.cells.items()}
            return replace(made, rows=tuple(map(tuple, rows)), figures=figures, broken=broken, cells=cells)
    return None


def without_a_line(made: Printed, rnd: Random) -> Printed | None:
    """Return the table with one line left out of every sum that it belongs to."""
    sums = [fact for fact in made.facts if len(fact.plus) > 2 and not (fact.minus or fact.over)]
    down = [fact for fact in sums if len({column for _, column in fact.plus}) == 1]
    if not down or any(
        len({f.result for f in down if f.plus[0][1] == c}) > 1 for c in {f.plus[0][1] for f in down}
    ):
        return None
    at = rnd.randrange(min(len(fact.plus) for fact in down))
    rows, figures, cells = [list(row) for row in made.rows], dict(made.figures), dict(made.cells)
    for fact in down:
        (total, step), (part, _) = figures[fact.result], figures[fact.plus[at]]
        text = rows[fact.result[0]][fact.result[1]]
        if total - part <= 0 or not re.fullmatch(r"[\d,]+", text):
            return None
        rows[fact.result[0]][fact.result[1]] = f"{int(total - part):,}"
        figures[fact.result] = (total - part, step)
        if fact.result in cells:
            cells[fact.result] = total - part
    broken = tuple(fact for fact in made.facts if is_broken(fact, figures))
    if not broken:
        return None
    return replace(made, rows=tuple(map(tuple, rows)), figures=figures, broken=broken, cells=cells)


def _digits(text: str) -> Fraction:
    return Fraction(re.sub(r"[^\d.]", "", text) or "0")


def _slip(text: str, rnd: Random) -> str | None:
    """Return a figure with one digit misread, or two neighbours changed."""
    at = [match.start() for match in re.finditer(r"\d", text)]
    if len(at) < 2:
        return None
    if rnd.random() < 0.4:
        pairs = [(a, b) for a, b in pairwise(at) if text[a] != text[b] and text[b] != "0"]
        if pairs:
            a, b = rnd.choice(pairs)
            return f"{text[:a]}{text[b]}{text[a + 1 : b]}{text[a]}{text[b + 1 :]}"
    where = rnd.choice(at)
    digit = rnd.choice([d for d in "123456789" if d != text[where]])
    return f"{text[:where]}{digit}{text[where + 1 :]}"


@dataclass(frozen=True)
class Outcome:
    """What a check of a corrupted table said: found, said (undecided or unchecked), passed, silent."""

    word: str
    why: str = ""

    @property
    def is_honest(self) -> bool:
        return self.word in ("found", "said")


def outcome(answer: Mapping[str, Any], made: Printed) -> Outcome:
    """Judge the answer of ``geomsan check --format json`` on a corrupted table."""
    checks = [(c["verdict"], *_cells(c), c["statement"]) for t in answer["tables"] for c in t["checks"]]
    results = {fact.result for fact in made.broken}
    touched = frozenset().union(*(fact.places for fact in made.broken))
    if any(verdict == "violated" and cells & touched for verdict, _, cells, _ in checks):
        return Outcome("found")
    sound = [fact.places for fact in made.facts if fact not in made.broken]
    for verdict, result, cells, statement in checks:
        if (
            verdict in ("exact", "rounding")
            and result in results
            and not any(cells <= fact for fact in sound)
        ):
            return Outcome("passed", statement)
    said = {result for verdict, result, _, _ in checks if verdict == "undecided"}
    said |= {(u["row"], u["column"]) for t in answer["tables"] for u in t.get("unchecked", ())}
    return Outcome("said") if said & results else Outcome("silent", str(sorted(results)))


def held(answer: Mapping[str, Any], made: Printed) -> Iterator[bool]:
    """Yield for each fact whether its result was checked and found consistent."""
    by = {
        _cells(check)[0]
        for table in answer["tables"]
        for check in table["checks"]
        if check["verdict"] in ("exact", "rounding")
    }
    return (fact.result in by for fact in made.facts)


def proofs(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the checks that are called violated."""
    return [c for table in answer["tables"] for c in table["checks"] if c["verdict"] == "violated"]


def violations(answer: Mapping[str, Any]) -> list[str]:
    return [f"{c['statement']} ({c['reported']} / {c['expected']})" for c in proofs(answer)]


def _cells(check: Mapping[str, Any]) -> tuple[Place | None, frozenset[Place]]:
    result = [(c["row"], c["column"]) for c in check["cells"] if c["role"] in ("total", "result", "rate")]
    return (result[0] if result else None), frozenset((c["row"], c["column"]) for c in check["cells"])
