"""The set-up script, with stand-ins for Python, pip and the system's own commands."""

import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

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

# Makes environments, and installs uv into them but where the stand-in `no-uv` lies.
PYTHON = """\
#!/usr/bin/env bash
echo "python $*" >>"$LOG"
case "$*" in
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python3" ;;
    *installer.txt) [ ! -e "$STATE/no-uv" ] && cp "$STATE/uv" "${0%/*}/uv" ;;
    *require-hashes*) [ ! -e "$STATE/offline" ] ;;
esac
"""
UV = """\
#!/usr/bin/env bash
[ "$1" = --version ] && exit
echo "uv $*" >>"$LOG"
case "$*" in
    *require-hashes*) echo "Downloading one (3MiB)" >&2; echo " + one==1" >&2
        [ ! -e "$STATE/offline" ] && [ ! -e "$STATE/no-mirror" ] || exit 1
        [ ! -e "$STATE/interrupted" ] || kill -INT 0 ;;
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


def _with_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


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
            # Ctrl-C, in a session of its own, also where the tests were started without it.
            start_new_session=True,
            preexec_fn=_with_interrupts,
        )


def write_lock(project: Path, name: str, version: str) -> None:
    path = project / "requirements" / f"{name}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"one=={version} \\\n    --hash=sha256:0\ntwo=={version}\n", encoding="utf-8")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    project, commands, state = tmp_path / "검산 (사본)", tmp_path / "bin", tmp_path / "state"
    for folder in (project / "workflow", commands, state):
        folder.mkdir(parents=True)
    shutil.copy(SCRIPT, project / "workflow")
    for name in ("installer", "run", "test"):
        write_lock(project, name, "1")
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
    (state / "uv").write_text(UV, encoding="utf-8")
    (state / "uv").chmod(0o755)
    return made


def installs(machine: Machine) -> list[str]:
    return [call for call in machine.calls if " install " in call]


def test_the_first_call_makes_the_environment_and_the_second_does_nothing(machine: Machine) -> None:
    assert machine.set_up().returncode == 0
    uv, lock, project = installs(machine)
    assert uv.startswith("python -m pip ")
    assert uv.endswith("--require-hashes -r requirements/installer.txt")
    assert lock.startswith("uv pip install --python .venv/bin/python3 ")
    assert lock.endswith("--require-hashes -r requirements/run.txt")
    assert project.startswith("uv ")
    assert project.endswith("--no-deps --no-build-isolation --editable .")
    second = machine.set_up()
    assert (second.returncode, second.stdout, second.stderr, machine.calls) == (0, "", "", [])


def test_where_python_may_not_keep_what_it_compiles_everything_is_compiled(machine: Machine) -> None:
    machine.set_up(PYTHONDONTWRITEBYTECODE="1")
    _, lock, _ = installs(machine)
    assert lock.endswith("--require-hashes -r requirements/run.txt --compile-bytecode")


def test_each_step_says_what_is_done_and_how_far_it_is(machine: Machine) -> None:
    told = machine.set_up(GEOMSAN_LANG="ko")
    assert told.stdout == ""
    assert told.stderr.splitlines() == [
        "[1/4] 파이썬 환경을 .venv에 만듭니다. 처음 한 번만 합니다.",
        "[2/4] 설치 도구(uv)를 내려받습니다.",
        "[3/4] 파이썬 패키지 약 2개를 내려받아 설치합니다.",
        "Downloading one (3MiB)",
        "[4/4] 이 프로그램(geomsan)을 설치합니다.",
    ]


def test_the_tests_add_their_packages_to_those_of_the_runs(machine: Machine) -> None:
    machine.set_up()
    kept = machine.project / ".venv" / "kept"
    kept.touch()
    told = machine.set_up("--tests", GEOMSAN_LANG="ko")
    (lock,) = installs(machine)
    assert lock.endswith("--require-hashes -r requirements/test.txt")
    assert "\n[1/1] " in told.stderr
    assert kept.exists()
    for level in ("--lint", "--tests", ""):
        machine.set_up(*filter(None, [level]))
        assert machine.calls == []


def test_without_uv_pip_installs_the_same_lock(machine: Machine) -> None:
    (machine.state / "no-uv").touch()
    told = machine.set_up()
    assert told.returncode == 0
    _, lock, project = installs(machine)
    assert lock.startswith("python -m pip ")
    assert lock.endswith("--require-hashes -r requirements/run.txt")
    assert project.startswith("python -m pip ")
    assert "pip으로" in told.stderr


def test_what_uv_cannot_install_pip_tries_with_its_own_settings(machine: Machine) -> None:
    (machine.state / "no-mirror").touch()
    told = machine.set_up()
    assert told.returncode == 0
    _, by_uv, by_pip, _ = installs(machine)
    assert by_uv.startswith("uv ")
    assert by_pip.startswith("python -m pip ")
    assert by_pip.endswith("--require-hashes -r requirements/run.txt")


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
    assert len(installs(machine)) == 3


@pytest.mark.parametrize("level", ["", "--tests"])
def test_an_interrupted_installation_leaves_no_stamp(machine: Machine, level: str) -> None:
    if level:
        machine.set_up()
    (machine.state / "interrupted").touch()
    assert machine.set_up(*filter(None, [level])).returncode == 130
    assert not (machine.project / ".venv" / ".lock-installed").exists()
    (machine.state / "interrupted").unlink()
    assert machine.set_up().returncode == 0
    assert any("-m venv" in call for call in machine.calls)


def test_a_new_lock_makes_the_environment_anew(machine: Machine) -> None:
    machine.set_up()
    write_lock(machine.project, "run", "2")
    machine.set_up()
    assert any("-m venv" in call for call in machine.calls)
    assert len(installs(machine)) == 3


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
    assert any("-m venv" in call for call in machine.calls)


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
    folders = ("workflow", "bench", "tests")
    scripts = [root / ".ci" / "run", *(path for name in folders for path in (root / name).glob("*.sh"))]
    told = subprocess.run(
        ["shellcheck", *map(str, scripts)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
