"""Reports taken apart by ``geomsan extract``: does the drafted descriptor check what ``check`` checked.

Generated documents of every family and format are extracted into a folder; the folder, checked by its
descriptor, is held against the file, checked without one.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.common import DESCRIPTOR_SCHEMA, ROOT, result, script, write
from bench.reports import FAMILIES, Made, corrupt, generate
from bench.reports.writers import SINGLE, WRITERS
from geomsan.check.families.registry import load_families
from geomsan.check.identities.own import FORMS
from geomsan.check.identities.verdicts import Check, Verdict
from geomsan.check.validation import check_document
from geomsan.common.errors import GeomsanError
from geomsan.infer.drafting.extract import PERSONAL, extract
from geomsan.infer.drafting.identities import Signature, is_sayable, signature
from geomsan.infer.understand import join_fragments, understand
from geomsan.read.documents.descriptor import read_document
from geomsan.read.readers import read_tables

PER_FAMILY = {"tsv": 8, "csv": 8, "txt": 8, "xlsx": 8, "hwpx": 8, "pdf": 3}
"""Tables of each family, clean and corrupted, by format: about a minute of work."""
_TOGETHER = 3


def main(out: Path) -> dict[str, Any]:
    """Run the benchmark and write its result."""
    figures = {format_: shares(by_format(format_, count)) for format_, count in PER_FAMILY.items()}
    headline = {
        f"{format_}_{share}": counts[share]
        for format_, counts in figures.items()
        for share in ("checks_back", "same_violations")
    }
    found = result(str(__doc__), figures, headline)
    return write(out, found, [f"{format_}: {counts}" for format_, counts in figures.items()])


def by_format(format_: str, count: int) -> Counter[str]:
    """Return what came back of the tables of every family in one format."""
    counts = Counter[str]()
    size = 1 if format_ in SINGLE else _TOGETHER
    for family in FAMILIES:
        clean = [generate(family, seed) for seed in range(count)]
        wrong = [made for seed, table in enumerate(clean) if (made := corrupt(table, seed)) is not None]
        for tables in (clean, wrong):
            for start in range(0, len(tables), size):
                counts += _of_tables(tables[start : start + size], format_)
    return counts


def shares(counts: Counter[str]) -> dict[str, Any]:
    """Return the counts with the shares that matter."""
    return dict(sorted(counts.items())) | {
        "checks_back": round(counts["back"] / max(1, counts["inferred"]), 4),
        "same_violations": round(counts["same"] / max(1, counts["files"]), 4),
    }


def _of_tables(tables: Sequence[Made], format_: str) -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{format_}"
        WRITERS[format_](tables, path)
        return round_trip(path, Path(folder) / "raw" / "report")


def round_trip(path: Path, folder: Path) -> Counter[str]:
    """Extract a file, check the folder, and count what came back of the checks of the file."""
    families = load_families(ROOT / "schemas")
    counts = Counter[str](files=1)
    try:
        done = extract(path, folder, families)
    except GeomsanError:
        # Right only where there is nothing to check.
        checks = [check for table in join_fragments(read_tables(path)) for check in understand(table).checks]
        return counts + Counter(without_figures=1, inferred=len(checks), same=int(not checks))
    left_out = {item.table.locator for item in done.omitted if item.reason is PERSONAL}
    wholes = [table for table in join_fragments(read_tables(path)) if table.locator not in left_out]
    checked = check_document(read_document(folder, DESCRIPTOR_SCHEMA), families)
    given = [
        sign
        for table in wholes
        for sign in _signs(understand(table).checks, table.start_row, table.start_column)
    ]
    back = [sign for table in checked for sign in _signs(table.checks)]
    said = Counter(back)
    missing = Counter(given) - said
    counts["inferred"] += len(given)
    counts["back"] += len(given) - sum(missing.values())
    counts["more"] += sum((said - Counter(given)).values())
    wrong = Counter(sign for sign in given if sign[1] is Verdict.VIOLATED)
    counts["same"] += wrong == Counter(sign for sign in back if sign[1] is Verdict.VIOLATED)
    counts.update(resource["family"] for resource in done.resources)
    for item in (item for resource in done.resources for item in resource.get("identities", ())):
        counts["by " + next(form for form in FORMS if form in item)] += 1
    return counts


def _signs(checks: Iterable[Check], first: int = 0, left: int = 0) -> list[tuple[Signature, Verdict]]:
    """Return the checks by their cells; of a contradiction between several rules only that there is one.

    No formula says a mean or so much a head: they are not among them.
    """
    return [
        (("joint", (0, 0, 0), frozenset()), check.verdict)
        if check.expected is None and check.verdict is Verdict.VIOLATED
        else (signature(check.edit, first, left), check.verdict)
        for check in checks
        if is_sayable(check.edit)
    ]


if __name__ == "__main__":
    script(main, "drafts")
