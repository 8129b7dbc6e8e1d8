"""How the time of ``geomsan check`` grows with the cells of one file: csv, long form, many rules, xlsx."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import log10
from pathlib import Path

from openpyxl import Workbook

from bench.common import Result, result, script, write
from geomsan.infer.inspection import inspect

WHAT = """
CPU seconds of `geomsan.infer.inspection.inspect` on one generated file, read, understood and decided, by
its cells: `csv` departments with budget, spent, left and rate under their total; `groups` departments under
offices with 소계, eight years; `long` one figure a line, with totals of each period; `rules` departments
each with a sum of three, what is left and a rate, without a total; `xlsx` the groups in a workbook. All
agree. The exponent is that of the growth from the smallest to the largest size; `steepest` the largest
between two sizes that follow each other.
"""
SIZES = (1_000, 10_000, 100_000, 400_000)
Row = Sequence[str | int | float]


def departments(cells: int) -> Iterator[Row]:
    """Yield a list of departments with their total above."""
    made = random.Random(cells)  # noqa: S311 (repeatable, not secret)
    rows = []
    for number in range(cells // 5 - 2):
        budget = made.randint(100, 9_999)
        spent = made.randint(1, budget)
        rows.append((f"{number}과", budget, spent, budget - spent, f"{100 * spent / budget:.1f}"))
    budget, spent = sum(row[1] for row in rows), sum(row[2] for row in rows)
    yield "부서", "예산", "집행", "잔액", "집행률(%)"
    yield "합계", budget, spent, budget - spent, f"{100 * spent / budget:.1f}"
    yield from rows


def groups(cells: int) -> Iterator[Row]:
    """Yield offices of nine departments each, with 소계 and 합계."""
    made = random.Random(cells)  # noqa: S311 (repeatable, not secret)
    body: list[Row] = []
    total = [0] * 8
    for office in range(max(1, cells // 100)):
        items = [[made.randint(0, 999) for _ in range(8)] for _ in range(9)]
        own = [sum(column) for column in zip(*items, strict=True)]
        total = [one + other for one, other in zip(total, own, strict=True)]
        body.append((f"{office}국", "소계", *own))
        body += [("", f"{office}-{number}과", *item) for number, item in enumerate(items)]
    yield "실국", "부서", *(f"{year}년" for year in range(2015, 2023))
    yield "합계", "", *total
    yield from body


def long_form(cells: int) -> Iterator[Row]:
    """Yield one figure a line: places and sizes by period, with the total of each."""
    made = random.Random(cells)  # noqa: S311 (repeatable, not secret)
    yield "시도", "규모", "시점", "공장수"
    for number in range(max(1, cells // 136)):
        period = f"{1000 + number // 2}.{1 + number % 2}/2"
        for size in ("대기업", "중소기업"):
            values = [made.randint(1, 999) for _ in range(16)]
            yield "계", size, period, sum(values)
            yield from ((f"{place}시", size, period, value) for place, value in enumerate(values))


def ruled(cells: int) -> Iterator[Row]:
    """Yield departments with several rules each and no total: their rules share no figure."""
    made = random.Random(cells)  # noqa: S311 (repeatable, not secret)
    yield "부서", "국비", "시비", "구비", "합계", "예산", "집행", "잔액", "집행률(%)"
    for number in range(cells // 9 - 1):
        parts = [made.randint(100, 9_999) for _ in range(3)]
        budget = made.randint(100, 9_999)
        spent = made.randint(1, budget)
        yield f"{number}과", *parts, sum(parts), budget, spent, budget - spent, f"{100 * spent / budget:.1f}"


def write_csv(rows: Iterator[Row], path: Path) -> None:
    """Write rows as csv."""
    path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")


def write_xlsx(rows: Iterator[Row], path: Path) -> None:
    """Write rows as the one sheet of a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("표")
    for row in rows:
        sheet.append(list(row))
    book.save(path)


KINDS: dict[str, tuple[Callable[[int], Iterator[Row]], Callable[[Iterator[Row], Path], None], str]] = {
    "csv": (departments, write_csv, "csv"),
    "groups": (groups, write_csv, "csv"),
    "long": (long_form, write_csv, "csv"),
    "rules": (ruled, write_csv, "csv"),
    "xlsx": (groups, write_xlsx, "xlsx"),
}


def main(out: Path, sizes: Sequence[int] = SIZES) -> Result:
    """Measure every kind at every size."""
    figures, exponents, lines = {}, {}, []
    for name, (rows, writer, ending) in KINDS.items():
        taken = {}
        for size in sizes:
            with tempfile.TemporaryDirectory(prefix="geomsan-bench-") as folder:
                path = Path(folder) / f"table.{ending}"
                writer(rows(size), path)
                start = time.process_time()
                found = inspect(path)
                taken[size] = round(time.process_time() - start, 2)
            if found.errors or found.is_violated:
                raise RuntimeError(f"{name} of {size:,} cells was not checked as it should be")
        figures[name] = {str(size): seconds for size, seconds in taken.items()}
        exponents[name] = _exponent(taken, sizes[0], sizes[-1])
        steepest = max(_exponent(taken, *pair) for pair in pairwise(sizes))
        told = ", ".join(f"{size:,}: {seconds:.2f} s" for size, seconds in taken.items())
        lines.append(f"{name}: {told}; exponent {exponents[name]}, steepest {steepest}")
    return write(out, result(WHAT, figures, {"exponent": exponents}), lines)


def _exponent(taken: dict[int, float], small: int, large: int) -> float:
    growth = max(taken[large], 0.01) / max(taken[small], 0.01)
    return round(log10(growth) / log10(large / small), 2)


if __name__ == "__main__":
    script(main, "growth")
