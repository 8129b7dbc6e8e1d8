"""Formulas that a head prints: ``집행률 (C/B)``, ``예산현액 (A=a+b)``, ``증감(B-A)``, ``(B-A)*100/A``."""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geomsan.check.identities.edits import Basis, Edit, Rule
from geomsan.check.identities.verdicts import Verdict
from geomsan.common.errors import Bilingual
from geomsan.infer.quotients import says_nothing
from geomsan.infer.readings import Reading, balance, claims_nothing, decided, is_held, key, ratio
from geomsan.infer.side import Side
from geomsan.read.figures.figure import plain
from geomsan.read.figures.units import Kind
from geomsan.read.tables.labels import bare
from geomsan.read.tables.table import Entry

_SYMBOL = r"(?:[A-Za-z](?![A-Za-z])'?|[①-⑳]|[㉠-㉭]|[ⓐ-ⓩ]|[가나다라마바사아자차](?![가-힣]))"
_LETTER = re.compile(
    rf"(?:[(\[]\s*({_SYMBOL})\s*[)\]=]|(?:^|\s)({_SYMBOL})\s*(?:=|$)|^({_SYMBOL})(?=[.)\s]))"
)
_TOKEN = rf"(?:{_SYMBOL}|[-+*/×÷−–=()\[\]{{}}\s%]|(?<![A-Za-z가-힣\d])100(?!\d))"
_RUN = re.compile(rf"{_TOKEN}{{3,}}")
_NAMES = str.maketrans(
    {"×": "*", "÷": "/", "−": "-", "–": "-", "[": "(", "]": ")", "{": "(", "}": ")", "%": " "}
)

_EQUATION = re.compile(
    r"^[\s※*＊주:：\d)(.·○-]*(?P<name>[^=＝]*[^=＝\s])\s*[=＝]\s*(?P<formula>.*[-+*/×÷−–].*)$", re.MULTILINE
)

Signed = list[tuple[str, int]]
Signed_ = list[tuple[Entry, int]]


@dataclass(frozen=True)
class Formula:
    """A printed formula: a signed sum, or the quotient of two."""

    numerator: Signed
    denominator: Signed

    @property
    def names(self) -> set[str]:
        """The letters in it."""
        return {name for name, _ in self.numerator + self.denominator}


def printed_formulas(side: Side) -> Iterator[Reading]:
    """Yield the readings of lines whose labels print a formula over lettered lines."""
    heads = [plain(" ".join(line.labels)) for line in side.lines]
    lettered: dict[str, list[int]] = {}
    for position, head in enumerate(heads):
        for match in _LETTER.finditer(head):
            lettered.setdefault(next(filter(None, match.groups())), []).append(position)
    if len(lettered) < 2:
        return
    formulas = {
        position: formula
        for position, head in enumerate(heads)
        if (formula := formula_in(head, lettered)) and side.lines[position].part in (None, 0, 1)
    }
    for position, formula in formulas.items():
        letters = {name: _meant(side, position, places) for name, places in lettered.items()}
        if position in {letters[name] for name in formula.names}:
            continue
        printed = _with_printed_difference(position, formulas, letters)
        checks = decided(_edits(side, position, printed, letters), Basis.STATED)
        name = side.lines[position].label
        text = _text(side, printed, letters)
        sentence = Bilingual(f"머리글의 산식: {name} = {text}", f"formula in the head: {name} = {text}")
        holds = sum(is_held(check) for check in checks)
        fails = sum(check.verdict is Verdict.VIOLATED for check in checks)
        if checks and (holds >= fails or fails <= 2):
            yield Reading(checks, sentence)


def noted_formulas(side: Side) -> Iterator[Reading]:
    """Yield the readings of lines whose formula a note prints in words: ※ 이행률 = 완료 ÷ 공약 수 × 100."""
    if not _EQUATION.search(side.matrix.notes):
        return
    names: dict[str, list[int]] = {}
    for position, line in enumerate(side.lines):
        if line.part in (None, 0) and line.labels:
            names.setdefault(bare(line.labels[-1]), []).append(position)
    for text in re.split(r"[,;\n]|\.\s", side.matrix.notes):
        found = _EQUATION.search(plain(text))
        if found is None:
            continue
        result, letters = _named(found["name"], names), dict[str, int]()
        formula = _in_words(found["formula"], names, letters) if result is not None else None
        if formula is None or result is None or result in letters.values():
            continue
        checks = decided(_edits(side, result, formula, letters, is_percent="100" in text), Basis.STATED)
        name, said = side.lines[result].label, _text(side, formula, letters)
        if checks and 2 * sum(check.verdict is Verdict.VIOLATED for check in checks) <= len(checks):
            yield Reading(
                checks, Bilingual(f"주석의 산식: {name} = {said}", f"formula in a note: {name} = {said}")
            )


def _named(text: str, names: Mapping[str, Sequence[int]]) -> int | None:
    """Return the one line that a note names: by its label, or by one that the name begins or ends with."""
    word = bare(text)
    if word in names:
        return names[word][0] if len(names[word]) == 1 else None
    near = [places for label, places in names.items() if len(label) > 1 and _is_near(label, word)]
    return near[0][0] if len(near) == 1 and len(near[0]) == 1 else None


def _is_near(label: str, word: str) -> bool:
    return len(word) > 1 and (word.startswith(label) or word.endswith(label) or label.startswith(word))


def _in_words(text: str, names: Mapping[str, Sequence[int]], letters: dict[str, int]) -> Formula | None:
    """Return the formula that a note prints in the names of lines; ``letters`` takes what they are."""
    expression = ""
    for token in re.split(r"([-+*/×÷−–()\[\]])", text):
        word = token.strip().rstrip(".%")
        if not word or word == "100" or re.fullmatch(r"[-+*/×÷−–()\[\]]", word):
            expression += word.translate(_NAMES)
            continue
        place = _named(word, names)
        if place is None:
            return None
        symbol = f"_{len(letters)}"
        letters[symbol] = place
        expression += symbol
    try:
        numerator, denominator = _parts(ast.parse(expression.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError):
        return None
    return Formula(numerator, denominator) if len(numerator) + len(denominator) > 1 else None


def _meant(side: Side, position: int, places: Sequence[int]) -> int:
    """Return which of the columns with one letter a formula means: under its own head, else the first."""
    outer = side.lines[position].labels[:-1]
    same = [place for place in places if side.lines[place].labels[:-1] == outer]
    return (same or places)[0]


def formula_in(head: str, letters: Container[str]) -> Formula | None:
    """Return the formula over lettered columns that a head prints."""
    for match in _RUN.finditer(head):
        # A+, BBB- 이하: a grade is no formula; one stands in brackets, behind a sign of equality, or alone.
        if not (re.search(r"[(\[{=]", match[0]) or match[0].strip() == head.strip()):
            continue
        text = _balanced(match[0].translate(_NAMES).rpartition("=")[2])
        symbols = sorted(set(re.findall(_SYMBOL, text)))
        names = {symbol: f"_{number}" for number, symbol in enumerate(symbols)}
        for symbol, name in names.items():
            text = text.replace(symbol, name)
        try:
            numerator, denominator = _parts(ast.parse(text, mode="eval").body)
        except (SyntaxError, ValueError, RecursionError):
            continue
        if not {name for name, _ in numerator + denominator} <= set(names.values()):
            continue  # Letters that run into each other, like those of a chemical formula.
        back = {name: symbol for symbol, name in names.items()}
        formula = Formula(
            [(back[name], sign) for name, sign in numerator],
            [(back[name], sign) for name, sign in denominator],
        )
        if len(formula.names) > 1 and all(name in letters for name in formula.names):
            return formula
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
    """Return numerator and denominator; a factor of 100 is what makes a percentage."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, ast.Constant) and other.value == 100:
                return _parts(one)
        raise ValueError("a product")
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        above, below = _parts(node.left), _parts(node.right)
        if above[1] or below[1] or any(sign < 0 for _, sign in below[0]):
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


def _with_printed_difference(
    position: int, formulas: Mapping[int, Formula], letters: dict[str, int]
) -> Formula:
    """Take the printed increase as the numerator of a growth where a column prints it, the nearest one."""
    formula = formulas[position]
    if not formula.denominator or len(formula.numerator) < 2:
        return formula
    for place, other in sorted(formulas.items(), key=lambda pair: abs(pair[0] - position)):
        if not other.denominator and sorted(other.numerator) == sorted(formula.numerator):
            name = f"\0{place}"
            letters[name] = place
            return Formula([(name, 1)], formula.denominator)
    return formula


def _text(side: Side, formula: Formula, letters: Mapping[str, int]) -> str:
    def joined(signed: Signed) -> str:
        text = " ".join(
            f"{'+' if sign > 0 else '-'} {side.lines[letters[name]].label}" for name, sign in signed
        )
        return text.removeprefix("+ ")

    top = joined(formula.numerator)
    if not formula.denominator:
        return top
    return f"{f'({top})' if len(formula.numerator) > 1 else top} / {joined(formula.denominator)}"


def _edits(
    side: Side, position: int, formula: Formula, letters: Mapping[str, int], *, is_percent: bool = False
) -> Iterator[Edit]:
    text = _text(side, formula, letters)
    for place in range(len(side.across)):
        result = side.entry(position, place)
        above = [(side.entry(letters[name], place), sign) for name, sign in formula.numerator]
        below = [(side.entry(letters[name], place), sign) for name, sign in formula.denominator]
        if result is None or claims_nothing(result) or any(entry is None for entry, _ in (*above, *below)):
            continue
        tops = [(entry, sign) for entry, sign in above if entry is not None]
        bases = [(entry, sign) for entry, sign in below if entry is not None]
        statement = f"{side.across[place].label} [{side.lines[position].label}] = {text}"
        if bases and is_percent and result.kind is not Kind.RATE:
            result = replace(result, kind=Kind.RATE, unit=None)
        yield from _edit(result, tops, bases, statement)


def _edit(result: Entry, above: Signed_, bases: Signed_, statement: str) -> Iterator[Edit]:
    if bases:
        if result.kind is Kind.RATE and not says_nothing(result, above, [entry for entry, _ in bases]):
            yield ratio(key("산식", result), result, above, bases, statement)
    elif len({entry.kind is Kind.RATE for entry in (result, *(entry for entry, _ in above))}) == 1:
        rule = Rule.DIFFERENCE if any(sign < 0 for _, sign in above) else Rule.SUM
        yield balance(key("산식", result), result, above, statement, rule=rule)
