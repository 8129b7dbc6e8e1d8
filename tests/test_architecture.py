"""The layering of the library, as the table in docs/architecture.md gives it."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "workflow" / "geomsan"
SCRIPTS = sorted((ROOT / "workflow" / "scripts").glob("*.py"))
FAMILIES = sorted((ROOT / "schemas").glob("*.py"))
FAMILY_MAY_KNOW = {"families", "identities"}


def layers() -> list[str]:
    """The parts from the bottom up: the first column of the table."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split("## What each part may know")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [part for row in rows for part in re.findall(r"`(\w+)`", row)]


def parts() -> dict[str, list[Path]]:
    """The modules and subpackages of the library, with their files."""
    found: dict[str, list[Path]] = {}
    for path in sorted(LIBRARY.rglob("*.py")):
        name = path.relative_to(LIBRARY).parts[0].removesuffix(".py")
        if name != "__init__":
            found.setdefault(name, []).append(path)
    return found


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file, as ``geomsan.read.tables.grid``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            module = node.module or ""
            if module == "geomsan":
                yield from (f"geomsan.{alias.name}" for alias in node.names)
            else:
                yield module


def library_imports(path: Path) -> set[str]:
    names = (name.split(".") for name in imports(path))
    return {name[1] for name in names if name[0] == "geomsan" and len(name) > 1} - {"__version__"}


def test_every_part_has_its_place_in_the_table() -> None:
    assert sorted(parts()) == sorted(layers())


@pytest.mark.parametrize("part", sorted(set(parts()) & set(layers())))
def test_a_part_imports_only_itself_and_those_above_it(part: str) -> None:
    order = layers()
    allowed = set(order[: order.index(part) + 1])
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in parts()[part]
        for name in library_imports(path) - allowed
    }
    assert wrong == set()


def test_the_library_imports_only_declared_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    declared = {canonicalize_name(Requirement(line).name) for line in named}
    distributions = packages_distributions()
    known = {"geomsan", *sys.stdlib_module_names}
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in [*LIBRARY.rglob("*.py"), *FAMILIES]
        for name in {full.split(".")[0] for full in imports(path)} - known
        if not declared & set(map(canonicalize_name, distributions.get(name, [])))
    }
    assert wrong == set()


def test_the_library_knows_nothing_of_snakemake() -> None:
    wrong = {
        str(path.relative_to(ROOT))
        for path in LIBRARY.rglob("*.py")
        for name in imports(path)
        if name.split(".")[0].startswith("snakemake")
    }
    assert wrong == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_imports_only_the_library(script: Path) -> None:
    roots = {name.split(".")[0] for name in imports(script)}
    assert roots - {"geomsan"} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_has_a_rule_of_its_name(script: Path) -> None:
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "workflow/rules").glob("*.smk"))
    assert f"rule {script.stem}:" in rules


@pytest.mark.parametrize("family", FAMILIES, ids=lambda path: path.stem)
def test_a_family_knows_only_declarations(family: Path) -> None:
    assert library_imports(family) <= FAMILY_MAY_KNOW
