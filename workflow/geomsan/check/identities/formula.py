"""Formulas between measures, written as a finance officer writes them.

``예산현액 = 본예산 + 이월``, ``집행률 = 집행액 / 예산현액``, ``증감률 = (당해 - 전년) / 전년``. Two
functions look along the members: ``누계(x)`` adds the members that are not totals, ``직전(x)`` is
the member before; ``전체(x)`` is the measure of the record that this one is part of.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache

FUNCTIONS = ("누계", "직전", "전체")
_NAME = re.compile(r"\w*[^\W\d]\w*")
"""A name in a formula: letters, figures and _, not figures alone."""


@dataclass(frozen=True)
class Operand:
    """A measure in a formula, with its sign and the function around it, if any."""

    measure: str
    sign: int = 1
    function: str | None = None


@dataclass(frozen=True)
class Formula:
    """``result = numerator`` or ``result = numerator / denominator`` (a percentage).

    Raises
    ------
    ValueError
        From :func:`read_formula`, when the text is not such a formula.
    """

    text: str
    result: str
    numerator: tuple[Operand, ...]
    denominator: tuple[Operand, ...] = ()

    @property
    def rule(self) -> str:
        """The kind of rule: ``rate``, ``same``, ``difference`` or ``sum``."""
        if self.denominator:
            return "rate"
        if len(self.numerator) == 1 and self.numerator[0].sign > 0 and self.numerator[0].function is None:
            return "same"
        return "difference" if any(operand.sign < 0 for operand in self.numerator) else "sum"

    @property
    def measures(self) -> frozenset[str]:
        """Every measure that the formula names."""
        return frozenset({self.result, *(o.measure for o in self.numerator + self.denominator)})


@lru_cache(maxsize=512)
def read_formula(text: str) -> Formula:
    """Read a formula from its text."""
    result, equals, expression = (side.strip() for side in text.partition("="))
    if not equals or not _NAME.fullmatch(result):
        raise ValueError(f"not a formula: {text!r}")
    try:
        # In Python a name cannot begin with a figure (2024년), in a report it can.
        body = ast.parse(_NAME.sub(lambda name: f"_{name[0]}", expression), mode="eval").body
        if isinstance(body, ast.BinOp) and isinstance(body.op, ast.Div):
            sides = (tuple(_operands(body.left, text)), tuple(_operands(body.right, text)))
            return Formula(text, result, *sides)
        return Formula(text, result, tuple(_operands(body, text)))
    except (SyntaxError, RecursionError) as error:
        raise ValueError(f"not a formula: {text!r}") from error


def _operands(node: ast.expr, text: str, sign: int = 1) -> list[Operand]:
    later: list[Operand] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        # A sum of a thousand parts leans to the left: no recursion there.
        right = -sign if isinstance(node.op, ast.Sub) else sign
        later = _operands(node.right, text, right) + later
        node = node.left
    return _operand(node, text, sign) + later


def _operand(node: ast.expr, text: str, sign: int) -> list[Operand]:
    if isinstance(node, ast.Name):
        return [Operand(node.id[1:], sign)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id[1:] in FUNCTIONS:
        match node.args, node.keywords:
            case [ast.Name(measure)], []:
                return [Operand(measure[1:], sign, node.func.id[1:])]
    raise ValueError(f"only names, +, -, one division and {', '.join(FUNCTIONS)} may stand in {text!r}")
