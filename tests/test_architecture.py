"""The layering of the library, and what its parts may know."""

import ast
import re
import subprocess
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
FAMILY_MAY_KNOW = ("geomsan.check.families.", "geomsan.check.identities.")


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


def test_the_layers_are_held() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_page_on_architecture_names_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.relative_to(LIBRARY).as_posix() for path in LIBRARY.rglob("__init__.py")} - {"."}
    assert set(re.findall(r"^\| `([a-z/]+)`", page, re.MULTILINE)) == rooms


@pytest.mark.slow
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


@pytest.mark.slow
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
    assert re.search(rf"^(rule|checkpoint) {script.stem}:$", rules, re.MULTILINE)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda path: path.stem)
def test_a_family_knows_only_declarations(family: Path) -> None:
    own = {name for name in imports(family) if name.startswith("geomsan.")}
    assert own
    assert all(name.startswith(FAMILY_MAY_KNOW) for name in own)
