"""Edit rules of a table, each bound to its cells.

A *balance edit* says that a signed sum of figures is zero, a *ratio edit* that a percentage is
the quotient of two such sums (T. de Waal, J. Pannekoek, S. Scholtus, *Handbook of Statistical
Data Editing and Imputation*, 2011, ch. 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from geomsan.common.errors import Bilingual
from geomsan.read.tables.table import Entry


class Rule(Enum):
    """Kinds of rule, as the outputs name them."""

    SUM = "sum"
    DIFFERENCE = "difference"
    RATE = "rate"
    CARRY = "carry"
    SAME = "same"
    MEAN = "mean"
    """The mean of its parts, each counted as often as its coefficient says."""
    PRODUCT = "product"
    """The product of its factors, with what is added and deducted."""


class Role(Enum):
    """What a figure is in its rule."""

    TOTAL = "total"
    PART = "part"
    RESULT = "result"
    MINUEND = "minuend"
    SUBTRAHEND = "subtrahend"
    RATE = "rate"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    SOURCE = "source"
    WEIGHT = "weight"
    """Says how often a part of a mean counts; its own coefficient is nought."""
    FACTOR = "factor"


class Basis(Enum):
    """On what the reading behind a rule rests."""

    STATED = "stated"
    """A formula in the table, or a descriptor that a person confirmed."""
    WORDED = "worded"
    """Words of the table and a structure that fits them."""
    FIGURES = "figures"
    """Nothing but that the figures agree."""


RESULT_ROLES = frozenset({Role.TOTAL, Role.RESULT, Role.RATE})
"""Roles of the figure that the rule says something about; every rule has exactly one."""


@dataclass(frozen=True)
class Term:
    """A figure in a rule with its role and coefficient (+1, -1; in a mean how often it counts)."""

    entry: Entry
    role: Role
    coefficient: int = 1


PERCENTAGE = Fraction(100)


@dataclass(frozen=True)
class Edit:
    """One rule of one table, bound to its cells.

    Attributes
    ----------
    id
        Stable name within the table.
    identity
        Name of the declaration that it comes from.
    statement
        The rule as a sentence with the table's own labels.
    terms
        The result first. For a ratio edit the rate, then numerators and denominators.
    because
        Why it can never be decided, when that is known before its figures are looked at.
    is_inferred
        Whether a descriptor states the rule as inferred, and no person has confirmed it.
    factor
        What the quotient of a ratio edit, or a product, is multiplied by: 100 makes a percentage, 1 a
        figure per head.
    basis
        On what the reading rests.
    left_out
        Figures that stand between the parts and that the reading leaves out.
    is_turned
        Whether a quotient stands for a product, so that its result is none that was computed.
    """

    id: str
    identity: str
    rule: Rule
    statement: str
    terms: tuple[Term, ...]
    because: Bilingual | None = None
    is_inferred: bool = False
    factor: Fraction = PERCENTAGE
    basis: Basis = Basis.STATED
    left_out: tuple[Entry, ...] = ()
    is_turned: bool = False

    @property
    def computed(self) -> Term:
        """The term that was computed from the others: of a product turned round the top."""
        return self.with_role(Role.NUMERATOR)[0] if self.is_turned else self.result

    @property
    def result(self) -> Term:
        """The term that the rule says something about."""
        return next(term for term in self.terms if term.role in RESULT_ROLES)

    @property
    def others(self) -> tuple[Term, ...]:
        """All terms but the result."""
        result = self.result
        return tuple(term for term in self.terms if term is not result)

    @property
    def times(self) -> int:
        """How often the result counts against the others: once, a mean as often as all its parts."""
        return sum(term.coefficient for term in self.others) if self.rule is Rule.MEAN else 1

    @property
    def is_quotient(self) -> bool:
        """Whether the result is divided out, so that it is printed to a place and seldom exact."""
        return self.rule in (Rule.RATE, Rule.MEAN)

    def with_role(self, role: Role) -> tuple[Term, ...]:
        """Return the terms of one role."""
        return tuple(term for term in self.terms if term.role is role)
