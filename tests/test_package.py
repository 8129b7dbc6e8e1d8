"""The library as a package that stands alone: a wheel outside any project, and what it prints where."""

import json
import os
import subprocess
import sys
import textwrap
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TABLE = "구분\t계\t2023\t2024\n합계\t330명\t100명\t200명\n국비\t100명\t50명\t50명\n시비\t200명\t50명\t150명\n"


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in requirements}


def modules_of_the_extras() -> list[str]:
    """What can be imported only with an extra."""
    extras = PROJECT["optional-dependencies"].values()
    only = {name for lines in extras for name in names(lines)} - names(PROJECT["dependencies"]) - {"geomsan"}
    found = packages_distributions().items()
    return sorted(module for module, owners in found if {canonicalize_name(owner) for owner in owners} & only)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, unpacked as an installer would, and beside it nothing of the extras."""
    built, folder = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = built.glob("*.whl")
    zipfile.ZipFile(path).extractall(folder)
    (folder / "sitecustomize.py").write_text(
        textwrap.dedent(f"""
            import sys

            class Missing:
                def find_spec(self, name, path=None, target=None):
                    if name.partition(".")[0] in {modules_of_the_extras()}:
                        raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

            sys.meta_path.insert(0, Missing())
        """),
        encoding="utf-8",
    )
    return folder


def call(library: Path, folder: Path, *arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
    """Run the command with a library, in a folder."""
    environment = {name: value for name, value in os.environ.items() if name != "GEOMSAN_LANG"}
    return subprocess.run(
        [sys.executable, "-m", "geomsan.command.cli", *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(library)} | options,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder in no project, with a table."""
    (tmp_path / "table.tsv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def test_the_wheel_holds_families_schemas_and_templates(wheel: Path) -> None:
    for name, folder in {"schemas": ROOT / "schemas", "templates": ROOT / "workflow" / "templates"}.items():
        own = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        packaged = (wheel / "geomsan" / "packaged" / name).iterdir()
        assert {path.name: path.read_bytes() for path in packaged} == own
    assert (wheel / "geomsan/command/locale/ko/LC_MESSAGES/argparse.mo").is_file()


def test_the_wheel_checks_as_the_project_does_and_needs_no_extra(wheel: Path, outside: Path) -> None:
    alone = call(wheel, outside, "check", "table.tsv", "--format", "json")
    own = call(ROOT / "workflow", outside, "check", "table.tsv", "--format", "json")
    assert (alone.returncode, alone.stderr) == (1, "")
    assert json.loads(alone.stdout)["tables"][0]["repairs"]
    assert alone.stdout == own.stdout


def test_the_wheel_knows_the_families_outside_any_project(wheel: Path, outside: Path) -> None:
    document = outside / "junggu-pledge-2025"
    document.mkdir()
    for path in (ROOT / "raw" / "junggu-pledge-2025").iterdir():
        (document / path.name).write_bytes(path.read_bytes())
    alone = call(wheel, outside, "check", document.name, "--format", "json")
    own = call(ROOT / "workflow", outside, "check", document.name, "--format", "json")
    assert alone.returncode == 1, alone.stderr
    assert alone.stdout == own.stdout


def test_the_wheel_drafts_as_the_project_does(wheel: Path, outside: Path) -> None:
    source = str(ROOT / "raw" / "seoul-economy-2026-03" / "staffing.tsv")
    alone = call(wheel, outside, "extract", source, "--into", "one")
    own = call(ROOT / "workflow", outside, "extract", source, "--into", "two")
    assert alone.returncode == 0, alone.stderr
    assert alone.stdout.replace("one", "two") == own.stdout
    drafted = (outside / "one" / "datapackage.yaml").read_text(encoding="utf-8")
    assert "family: staffing" in drafted


@pytest.mark.parametrize("command", [["release"], ["decide", "table.tsv"]])
def test_a_command_whose_packages_are_missing_says_what_to_install(wheel, outside, command) -> None:
    told = call(wheel, outside, *command)
    assert told.returncode == 2
    (line,) = told.stderr.splitlines()
    assert line.endswith("pip install 'geomsan[workflow]'")
    assert "실행하십시오" in line
    assert "run: pip install" in call(wheel, outside, "--lang", "en", *command).stderr


@pytest.mark.parametrize("ending", ["html", "pdf", "xlsx"])
def test_a_report_whose_packages_are_missing_says_what_to_install(wheel, outside, ending) -> None:
    told = call(wheel, outside, "check", "table.tsv", "--report", f"out.{ending}")
    assert (told.returncode, told.stdout) == (2, "")
    (line,) = told.stderr.splitlines()
    assert line.endswith("pip install 'geomsan[report]'")
    assert not (outside / f"out.{ending}").exists()


LOUD = """
import os, sys

class Loud:
    def find_spec(self, name, path=None, target=None):
        if name == "highspy":
            sys.meta_path.remove(self)
            print("Python code of a library")
            sys.__stdout__.write("through the first stream\\n")
            os.write(1, b"a solver, from C\\n")
            import ctypes
            ctypes.CDLL(None).printf(b"a solver that is flushed as the process ends\\n")

sys.meta_path.insert(0, Loud())
"""


@pytest.mark.parametrize("form", ["json", "text"])
def test_nothing_that_a_library_prints_reaches_standard_output(outside: Path, form: str) -> None:
    quiet = call(ROOT / "workflow", outside, "check", "table.tsv", "--format", form)
    (outside / "sitecustomize.py").write_text(LOUD)
    paths = os.pathsep.join([str(outside), str(ROOT / "workflow")])
    loud = call(Path(paths), outside, "check", "table.tsv", "--format", form)
    assert (loud.returncode, loud.stdout) == (quiet.returncode, quiet.stdout)
    assert "Python code of a library" in loud.stderr
    assert "from C" not in loud.stderr
