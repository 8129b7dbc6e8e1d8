"""Formulas that a head prints: ``집행률 (C/B)``, ``예산현액 (A=a+b)``, ``증감(B-A)``, ``(B-A)*100/A``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from geomsan.errors import Bilingual
from geomsan.figures.figure import plain
from geomsan.figures.units import Kind
from geomsan.identities.edits import Edit, Rule
from geomsan.inference.matrix import Matrix
from geomsan.inference.readings import Reading, balance, ratio, weigh
from geomsan.inference.totals import Accepted

_LETTER = re.compile(r"[(\[]\s*([A-Za-z가-하㉠-㉭①-⑳])\s*(?:[)\]=])")
_EXPRESSION = re.compile(r"(?:[A-Za-z]\s*=\s*)?((?:[(\s]*[A-Za-z][)\s]*[-+*/×÷−]\s*)+[\s\d(]*[A-Za-z]?[A-Za-z\d\s()/*×÷]*)")
_NAMES = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "[": "(", "]": ")"})

Signed = list[tuple[str, int]]


def printed_formulas(matrix: Matrix) -> list[Accepted]:
    """Return the readings of columns whose heads print a formula over lettered columns."""
    heads = [plain(" ".join(line.labels)) for line in matrix.columns]
    letters: dict[str, int] = {}
    for position, head in enumerate(heads):
        for letter in _LETTER.findall(head):
            letters.setdefault(letter, position)
    found: list[Accepted] = []
    for position, head in enumerate(heads):
        formula = _formula_in(head, letters)
        if formula is None or matrix.columns[position].part not in (None, 0, 1):
            continue
        edits = tuple(_edits(matrix, position, *formula, letters))
        name = matrix.columns[position].label
        reading = Reading(edits, True, Bilingual(f"{name}: 머리글의 산식대로 읽었습니다", f"{name}: as its head says"))
        evidence = weigh(reading)
        if edits and (evidence.holds >= evidence.fails or evidence.fails <= 2):
            found.append((reading, evidence))
    return found


def _formula_in(head: str, letters: dict[str, int]) -> tuple[Signed, Signed] | None:
    """Return numerator and denominator of the formula in a head (no denominator for a sum)."""
    for match in _EXPRESSION.finditer(head):
        text = _balanced(match[1].translate(_NAMES))
        try:
            body = ast.parse(text, mode="eval").body
            numerator, denominator = _parts(body)
        except (SyntaxError, ValueError):
            continue
        names = {name for name, _ in numerator + denominator}
        if len(names) > 1 and names <= letters.keys():
            return numerator, denominator
    return None


def _balanced(text: str) -> str:
    """Return the expression without a bracket that belongs to the text around it."""
    text = text.strip()
    while text.count(")") > text.count("("):
        text = text[: text.rindex(")")] + text[text.rindex(")") + 1 :]
    while text.count("(") > text.count(")"):
        text = text[: text.index("(")] + text[text.index("(") + 1 :]
    return text.strip()


def _parts(node: ast.expr) -> tuple[Signed, Signed]:
    """Return the signed names above and below the one division, factors of 100 left out."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for side, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(side, ast.Constant) and side.value == 100:
                return _parts(other)
        raise ValueError("a product")
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        above, below = _parts(node.left), _parts(node.right)
        if above[1] or below[1]:
            raise ValueError("two divisions")
        return above[0], below[0]
    return _signed(node, 1), []


def _signed(node: ast.expr, sign: int) -> Signed:
    if isinstance(node, ast.Name):
        return [(node.id, sign)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        right = -sign if isinstance(node.op, ast.Sub) else sign
        return _signed(node.left, sign) + _signed(node.right, right)
    raise ValueError("not a sum of names")


def _edits(
    matrix: Matrix, position: int, numerator: Signed, denominator: Signed, letters: dict[str, int]
) -> Iterator[Edit]:
    text = " ".join(f"{'+' if sign > 0 else '-'} {name}" for name, sign in numerator).removeprefix("+ ")
    for row in range(len(matrix.rows)):
        result = matrix.entries.get((row, position))
        above = [(matrix.entries.get((row, letters[name])), sign) for name, sign in numerator]
        below = [matrix.entries.get((row, letters[name])) for name, _ in denominator]
        if result is None or not result.is_known or any(entry is None for entry, _ in above) or None in below:
            continue
        bound = [(entry, sign) for entry, sign in above if entry is not None]
        bases = [entry for entry in below if entry is not None]
        name = f"{matrix.rows[row].label} [{matrix.columns[position].label}]"
        key = f"산식@{result.row},{result.column},{result.part}"
        if bases:
            if result.kind is Kind.RATE and not (result.is_nil and all(base.is_nil for base in bases)):
                yield ratio(key, result, bound, bases, f"{name} = {text} / {denominator[0][0]}")
        else:
            rule = Rule.DIFFERENCE if any(sign < 0 for _, sign in bound) else Rule.SUM
            yield balance(key, result, bound, f"{name} = {text}", rule=rule)
