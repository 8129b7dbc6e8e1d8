"""Formulas between measures, written as a finance officer writes them.

``예산현액 = 본예산 + 이월``, ``집행률 = 집행액 / 예산현액``, ``증감률 = (당해 - 전년) / 전년``. Two
functions look along the members: ``누계(x)`` adds the members that are not totals, ``직전(x)`` is
the member before; ``전체(x)`` is the measure of the record that this one is part of.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache

FUNCTIONS = ("누계", "직전", "전체")


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
    if not equals or not result.isidentifier():
        raise ValueError(f"not a formula: {text!r}")
    try:
        body = ast.parse(expression, mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"not a formula: {text!r}") from error
    if isinstance(body, ast.BinOp) and isinstance(body.op, ast.Div):
        return Formula(text, result, tuple(_operands(body.left, text)), tuple(_operands(body.right, text)))
    return Formula(text, result, tuple(_operands(body, text)))


def _operands(node: ast.expr, text: str, sign: int = 1) -> list[Operand]:
    if isinstance(node, ast.Name):
        return [Operand(node.id, sign)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        right = -sign if isinstance(node.op, ast.Sub) else sign
        return _operands(node.left, text, sign) + _operands(node.right, text, right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
        match node.args, node.keywords:
            case [ast.Name(measure)], []:
                return [Operand(measure, sign, node.func.id)]
    raise ValueError(f"only names, +, -, one division and {', '.join(FUNCTIONS)} may stand in {text!r}")
