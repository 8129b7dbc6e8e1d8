"""The set-up script, with stand-ins for Python, pip and the system's own commands."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "workflow" / "setup.sh"
REAL_COMMANDS = (
    "bash",
    "cat",
    "cp",
    "dirname",
    "env",
    "flock",
    "grep",
    "mkdir",
    "readlink",
    "rm",
    "sha256sum",
)

PYTHON = """\
#!/usr/bin/env bash
echo "$*" >>"$LOG"
case "$*" in
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python3" ;;
    *require-hashes*) [ ! -e "$STATE/offline" ] ;;
esac
"""
LIBRARIES = """\
#!/usr/bin/env bash
printf '%s\\n' libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0
"""
# Says which fonts there are: none while the stand-in `no-fonts` lies there.
FONTS = """\
#!/usr/bin/env bash
[ -e "$STATE/no-fonts" ] || echo NanumGothic
"""
# Knows the packages once the lists were fetched, and notes what it was asked.
APT_GET = """\
#!/usr/bin/env bash
echo "apt-get $*" >>"$LOG"
case "$*" in
    *update*) : >"$STATE/lists" ;;
    *install*) [ -e "$STATE/lists" ] && rm -f "$STATE/no-fonts" ;;
esac
"""
APT_CACHE = """\
#!/usr/bin/env bash
[ -e "$STATE/lists" ]
"""


@dataclass
class Machine:
    """A project folder and a machine that has only the commands given to it."""

    project: Path
    bin: Path
    state: Path

    @property
    def calls(self) -> list[str]:
        log = self.state / "log"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def command(self, name: str, text: str) -> None:
        path = self.bin / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def user(self, number: int) -> None:
        self.command("id", f"#!/usr/bin/env bash\necho {number}\n")

    def set_up(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Call the script; its calls of Python and apt-get start a new log."""
        (self.state / "log").unlink(missing_ok=True)
        settings = {"PATH": str(self.bin), "LOG": str(self.state / "log"), "STATE": str(self.state)}
        return subprocess.run(
            ["bash", "workflow/setup.sh", *arguments],
            cwd=self.project,
            env=settings | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    project, commands, state = tmp_path / "검산 (사본)", tmp_path / "bin", tmp_path / "state"
    for folder in (project / "workflow", commands, state):
        folder.mkdir(parents=True)
    shutil.copy(SCRIPT, project / "workflow")
    (project / "requirements.txt").write_text("one\n", encoding="utf-8")
    (project / "pyproject.toml").write_text("one\n", encoding="utf-8")
    for name in REAL_COMMANDS:
        found = shutil.which(name)
        assert found
        (commands / name).symlink_to(found)
    made = Machine(project, commands, state)
    for name, text in {"python3": PYTHON, "ldconfig": LIBRARIES, "fc-list": FONTS}.items():
        made.command(name, text)
    made.command("pdftotext", "#!/usr/bin/env bash\n")
    made.user(1000)
    return made


def installs(machine: Machine) -> list[str]:
    return [call for call in machine.calls if " install " in call]


def test_the_first_call_makes_the_environment_and_the_second_does_nothing(machine: Machine) -> None:
    assert machine.set_up().returncode == 0
    lock, project = installs(machine)
    assert "--require-hashes -r requirements.txt" in lock
    assert "--no-deps --no-build-isolation --editable ." in project
    second = machine.set_up()
    assert (second.returncode, second.stdout, second.stderr, machine.calls) == (0, "", "", [])


def test_a_failed_installation_says_why_and_is_made_good_by_the_next_call(machine: Machine) -> None:
    (machine.state / "offline").touch()
    failed = machine.set_up()
    assert failed.returncode == 1
    assert "인터넷 연결" in failed.stderr
    (machine.state / "offline").unlink()
    left_over = machine.project / ".venv" / "left-over"
    left_over.touch()
    assert machine.set_up().returncode == 0
    assert not left_over.exists()
    assert len(installs(machine)) == 2


def test_a_new_lock_makes_the_environment_anew(machine: Machine) -> None:
    machine.set_up()
    (machine.project / "requirements.txt").write_text("two\n", encoding="utf-8")
    machine.set_up()
    assert len(installs(machine)) == 2


def test_new_project_settings_install_only_the_project(machine: Machine) -> None:
    machine.set_up()
    (machine.project / "pyproject.toml").write_text("two\n", encoding="utf-8")
    machine.set_up()
    (only,) = installs(machine)
    assert "--editable ." in only


def test_a_moved_folder_gets_a_new_environment(machine: Machine) -> None:
    machine.set_up()
    machine.project = machine.project.rename(machine.project.with_name("moved"))
    machine.set_up()
    assert len(installs(machine)) == 2


def test_without_rights_the_message_names_the_packages_and_the_command(machine: Machine) -> None:
    machine.command("apt-get", APT_GET)
    machine.command("ldconfig", "#!/usr/bin/env bash\n")
    (machine.bin / "pdftotext").unlink()
    (machine.state / "no-fonts").touch()
    libraries = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-nanum"
    plain, tests = machine.set_up(), machine.set_up("--tests")
    assert (plain.returncode, tests.returncode) == (1, 1)
    assert f"sudo apt-get install {libraries}\n" in plain.stderr
    assert f"sudo apt-get install {libraries} poppler-utils\n" in tests.stderr
    assert installs(machine) == []


def test_libreoffice_is_asked_for_only_with_all_tests(machine: Machine) -> None:
    machine.command("apt-get", APT_GET)
    assert machine.set_up("--tests").returncode == 0
    told = machine.set_up("--all-tests")
    assert told.returncode == 1
    assert "sudo apt-get install libreoffice-calc\n" in told.stderr
    machine.command("soffice", "#!/usr/bin/env bash\n")
    assert machine.set_up("--all-tests").returncode == 0


def test_a_machine_without_apt_is_told_the_names(machine: Machine) -> None:
    (machine.state / "no-fonts").touch()
    told = machine.set_up()
    assert told.returncode == 1
    assert "fonts-nanum" in told.stderr
    assert "apt-get" not in told.stderr


def test_as_root_without_a_terminal_packages_are_installed_without_asking(machine: Machine) -> None:
    machine.user(0)
    machine.command("apt-get", APT_GET)
    machine.command("apt-cache", APT_CACHE)
    (machine.state / "no-fonts").touch()
    assert machine.set_up().returncode == 0
    update, install = (call for call in machine.calls if call.startswith("apt-get"))
    assert "update" in update
    assert install.endswith("install --no-install-recommends fonts-nanum")


def test_without_a_browser_the_tests_go_on_and_say_what_is_left_out(machine: Machine) -> None:
    told = machine.set_up("--tests")
    assert told.returncode == 0
    assert "Some tests are left out for lack of: chromium" in told.stderr
    machine.command("chromium", "#!/usr/bin/env bash\n")
    assert "chromium" not in machine.set_up("--tests").stderr


def test_a_browser_is_installed_with_the_other_packages(machine: Machine) -> None:
    machine.user(0)
    machine.command("apt-get", APT_GET)
    machine.command("apt-cache", APT_CACHE)
    (machine.state / "no-fonts").touch()
    assert machine.set_up("--tests").returncode == 0
    assert [call for call in machine.calls if call.endswith("fonts-nanum chromium")]


def test_a_browser_that_is_not_to_be_had_keeps_nothing_else_back(machine: Machine) -> None:
    machine.user(0)
    machine.command(
        "apt-get", APT_GET.replace('echo "apt-get', '[[ "$*" != *chromium* ]] || exit 100\necho "apt-get')
    )
    machine.command("apt-cache", APT_CACHE)
    (machine.state / "no-fonts").touch()
    told = machine.set_up("--tests")
    assert told.returncode == 0
    assert installs(machine)[0].endswith("install --no-install-recommends fonts-nanum")
    assert "left out" in told.stderr


def test_a_missing_python_is_asked_for_with_the_other_packages(machine: Machine) -> None:
    (machine.bin / "python3").unlink()
    machine.command("apt-get", APT_GET)
    told = machine.set_up()
    assert told.returncode == 1
    assert "sudo apt-get install python3 python3-venv\n" in told.stderr


def test_a_python_without_environments_asks_for_its_package(machine: Machine) -> None:
    machine.command("apt-get", APT_GET)
    machine.command("python3", '#!/usr/bin/env bash\n[ "${2#import ensurepip}" = "$2" ]\n')
    told = machine.set_up()
    assert told.returncode == 1
    assert "sudo apt-get install python3-venv\n" in told.stderr


def test_a_python_too_old_is_named(machine: Machine) -> None:
    old = '#!/usr/bin/env bash\n[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1\n'
    machine.command("python3", old)
    told = machine.set_up()
    assert told.returncode == 1
    assert "Python 3.9.2" in told.stderr
    assert "3.11" in told.stderr


def test_messages_keep_to_one_language_on_request(machine: Machine) -> None:
    (machine.state / "no-fonts").touch()
    assert machine.set_up(GEOMSAN_LANG="en").stderr.isascii()
    assert "Stopped" not in machine.set_up(GEOMSAN_LANG="ko").stderr


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="no shellcheck here")
def test_the_scripts_pass_shellcheck() -> None:
    root = SCRIPT.parents[1]
    scripts = [*sorted((root / "workflow").glob("*.sh")), root / ".ci" / "run"]
    told = subprocess.run(
        ["shellcheck", *map(str, scripts)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
