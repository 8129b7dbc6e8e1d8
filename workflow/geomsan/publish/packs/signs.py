"""The signs of violations: a diamond and the number that a violation has everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from geomsan.check.report import DocumentReport, Finding
from geomsan.decide.stored import TableTitle

OPEN, SETTLED = "◆", "◇"
"""Before the number of what is open, and of what is decided."""

_SYLLABLES = "가나다라마바사아자차카타파하"
_EARLIER = "전"


@dataclass(frozen=True)
class Signs:
    """How a pack names its violations and its tables.

    Attributes
    ----------
    syllables
        What stands before a number, by document; empty for the only document of a pack, whose numbers
        are enough. Those of an earlier report that no figure is held against follow ``전``.
    tables
        Number of each table of the pack as printed, by document and name.
    titles
        ``document/table -> title`` of tables that figures are held against, printed here or not.
    """

    syllables: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[tuple[str, str], str] = field(default_factory=dict)
    titles: Mapping[str, TableTitle] = field(default_factory=dict)

    def number(self, finding: Finding) -> str:
        """Return the number of a violation as this pack prints it: ``7``, or ``나7``."""
        return f"{self.syllables.get(finding.owner, _EARLIER if self.syllables else '')}{finding.number}"

    def of(self, finding: Finding) -> str:
        """Return the sign of a violation: ``◆7``."""
        return f"{OPEN if finding.is_open else SETTLED}{self.number(finding)}"

    def table(self, document: str, name: str) -> str:
        """Return the number of a table, empty where it is not in the pack."""
        return self.tables.get((document, name), "")

    def elsewhere(self, finding: Finding) -> str:
        """Return what the other table of a comparison is called; empty where nobody knows."""
        return self.called(*finding.partner, finding.document)

    def called(self, document: str, name: str, at: str) -> str:
        """Return what a table that the pack does not print is called at a table of the document ``at``."""
        title = self.titles.get(f"{document}/{name}")
        if title is None:
            return ""
        whose = "같은 보고서의" if document == at else " ".join(title.document.split())
        return f"{whose} ‘{' '.join(title.table.split())}’"

    def other(self, finding: Finding) -> str:
        """Return the table that a comparison holds the figure against: ``표 7``."""
        number = self.table(*finding.partner)
        return f"표 {number}" if number else self.elsewhere(finding) or "다른 표"

    def key(self, titles: Mapping[str, str]) -> dict[str, str]:
        """Return what each syllable stands for: ``title of the document -> syllable``."""
        others = {
            name.partition("/")[0]: f"{title.document} (견준 보고서)" for name, title in self.titles.items()
        }
        known = {**others, **titles}
        return {known[name]: syllable for name, syllable in self.syllables.items() if syllable}


PLAIN = Signs()
"""The signs of a table that stands alone."""


def signs_of(
    documents: Sequence[DocumentReport],
    numbered: Mapping[tuple[str, str], str],
    titles: Mapping[str, TableTitle] | None = None,
) -> Signs:
    """Return the signs of a pack with these documents, tables and their numbers; see :class:`Signs`."""
    names = [document.name for document in documents]
    told = (finding for document in documents for table in document.tables for finding in table.findings)
    others = sorted({finding.owner for finding in told if finding.is_other_end}.difference(names))
    several = [*names, *others] if len(names) > 1 else others
    syllables = {name: _syllable(place) for place, name in enumerate(several)}
    return Signs({**dict.fromkeys(names, ""), **syllables}, numbered, titles or {})


def joined(signs: Iterable[str]) -> str:
    """Return several signs as one: ``◆1·2``, and ``◆1~4`` where numbers follow each other."""
    signs, found = list(signs), list[str]()
    for diamond in (OPEN, SETTLED):
        numbers = sorted({sign[1:] for sign in signs if sign.startswith(diamond)}, key=_order)
        if numbers:
            found.append(diamond + "·".join(_runs(numbers)))
    return "".join(found)


def _runs(numbers: Sequence[str]) -> list[str]:
    """Return the numbers with runs of three and more as ``1~4``."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [part for run in runs for part in ([f"{run[0]}~{_order(run[-1])[1]}"] if len(run) > 2 else run)]


def _follows(one: str, other: str) -> bool:
    (syllable, number), (other_syllable, next_number) = _order(one), _order(other)
    return syllable == other_syllable and next_number == number + 1


def _order(number: str) -> tuple[str, int]:
    digits = number.lstrip(_SYLLABLES + _EARLIER)
    return number[: len(number) - len(digits)], int(digits or 0)


def _syllable(place: int) -> str:
    rounds, syllable = divmod(place, len(_SYLLABLES))
    return _SYLLABLES[syllable] * (rounds + 1)
