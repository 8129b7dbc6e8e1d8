"""The project's frame: the lock, what no tracked file may hold, and the commands that the guides promise."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from geomsan.command import cli

ROOT = Path(__file__).parents[1]
GUIDES = ("README.md", "README.ko.md", "CONTRIBUTING.md")

MACHINE_PATH = re.compile(r"(?<![\w.~<>)}\"'-])/(?:home|root|Users|work|farm|mnt)/\w")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|deb\.debian\.org|--(?:extra-)?index-url|--find-links")


LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def entries(lock: Path) -> list[str]:
    """The entries of a lock, one a line."""
    text = lock.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def versions(name: str) -> dict[str, set[str]]:
    """The versions that a lock holds of each package: more than one where Pythons differ."""
    locked: dict[str, set[str]] = {}
    for line in entries(ROOT / "requirements" / f"{name}.txt"):
        package, _, version = line.split()[0].partition("==")
        locked.setdefault(canonicalize_name(package), set()).add(version)
    return locked


def asked_for(*parts: str) -> list[Requirement]:
    """What pyproject.toml names in these of its extras and groups, and what every user needs."""
    extras, groups = PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"]
    named = [*PROJECT["project"]["dependencies"]]
    for part in parts:
        named += extras[part] if part in extras else groups[part]
    return [wish for wish in map(Requirement, named) if wish.name != "geomsan"]


def tracked_files() -> list[Path]:
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in tracked_files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def make_targets() -> set[str]:
    rules = re.findall(r"^([a-z -]+):(?!=)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    return {name for rule in rules for name in rule.split()}


def guide(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_entry_of_a_lock_has_one_version_and_hashes(lock: Path) -> None:
    entry = re.compile(r"[a-z0-9][a-z0-9.\[\]-]*==\S+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+ *")
    assert entries(lock)
    assert [line for line in entries(lock) if not entry.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_names_no_download_address(lock: Path) -> None:
    assert "://" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("installer", ["installer"]),
        ("run", ["packs", "workflow", "build"]),
        ("test", ["packs", "workflow", "build", "test", "lint"]),
    ],
)
def test_a_lock_holds_what_the_project_asks_for(name: str, parts: list[str]) -> None:
    locked = versions(name)
    wanted = asked_for(*parts) if name != "installer" else [Requirement("uv")]
    unmet = [
        str(wish)
        for wish in wanted
        if not any(map(wish.specifier.contains, locked.get(canonicalize_name(wish.name), ())))
    ]
    assert unmet == [], "renew the locks with `make lock`"


def test_the_lock_of_the_tests_holds_that_of_the_runs_in_the_same_versions() -> None:
    run, test = versions("run"), versions("test")
    assert {name: test.get(name) for name in run} == run


def test_who_makes_briefs_downloads_no_browser_driver_and_no_linter() -> None:
    only_tests = {canonicalize_name(wish.name) for wish in asked_for("test", "lint")}
    only_tests -= {canonicalize_name(wish.name) for wish in asked_for("packs", "workflow", "build")}
    assert only_tests & set(versions("run")) <= {"babel", "packaging", "psutil"}


def test_every_dependency_has_a_lower_and_an_upper_bound_or_a_date_for_a_version() -> None:
    for wish in asked_for("packs", "workflow"):
        operators = {each.operator for each in wish.specifier}
        dated = any(len(each.version) == 8 for each in wish.specifier)
        assert operators == ({">="} if dated else {">=", "<"}), str(wish)


@pytest.mark.parametrize(
    "line", ["see /{}/kim/raw".format("home"), "cd /{}/x".format("root"), "(/{}/lee/a)".format("Users")]
)
def test_a_machine_path_is_recognised(line: str) -> None:
    assert MACHINE_PATH.search(line)


def test_no_tracked_file_holds_a_path_of_a_machine() -> None:
    own = f"{Path(__file__).relative_to(ROOT)}:"
    assert [line for line in lines_matching(MACHINE_PATH) if not line.startswith(own)] == []


def test_no_tracked_file_names_a_registry() -> None:
    own = f"{Path(__file__).relative_to(ROOT)}:"
    assert [line for line in lines_matching(REGISTRY) if not line.startswith(own)] == []


def test_nothing_generated_is_tracked() -> None:
    results = [path.name for path in tracked_files() if path.is_relative_to(ROOT / "results")]
    assert results == ["README.md"]


def test_received_tables_are_never_converted() -> None:
    assert "raw/** -text" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", GUIDES)
def test_the_guides_name_targets_that_exist(name: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", guide(name), re.M))
    assert named
    assert named <= make_targets()


@pytest.mark.parametrize("name", GUIDES)
def test_the_guides_name_commands_that_exist(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in sorted(set(re.findall(r"\bgeomsan (check|extract|[a-z]+) (?=raw/|[A-Z])", guide(name)))):
        with pytest.raises(SystemExit) as ended:
            cli.main([command, "--help"])
        assert ended.value.code == 0, capsys.readouterr().err


@pytest.mark.parametrize("name", GUIDES)
def test_the_guides_name_files_that_exist(name: str) -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", guide(name))
    assert [path for path in linked if not (ROOT / path).exists()] == []


def test_every_make_target_is_in_the_help() -> None:
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    assert set(re.findall(r"^make ([a-z-]+)", shown, re.M)) == make_targets() - {"help"}
