#!/usr/bin/env bash
# Sets up what is missing: system libraries, fonts and the Python environment in .venv.
#
#     workflow/setup.sh               what the workflow needs
#     workflow/setup.sh --lint        and the Python packages of the tests and linters
#     workflow/setup.sh --tests       and the system packages of the tests besides
#     workflow/setup.sh --all-tests   and LibreOffice, without which some tests are left out
#
# The packages come from a lock with hashes (requirements/), by uv; where uv cannot be had, by pip.
# A second call finds everything in place and returns at once. An interrupted call leaves no stamp,
# so the next one starts .venv afresh. Messages are in Korean and in English; GEOMSAN_LANG=ko or =en
# keeps to one language.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Administration commands (ldconfig) are not on the path of a plain Debian user.
PATH="$PATH:/usr/sbin:/sbin"

readonly oldest_minor=11
readonly environment=.venv
readonly lock_stamp=$environment/.lock-installed
readonly project_stamp=$environment/.project-installed

lock=run
with_tests=no
with_office=no
case "${1:-}" in
    --lint) lock='test' ;;
    --tests) lock='test' with_tests=yes ;;
    --all-tests) lock='test' with_tests=yes with_office=yes ;;
esac

# --- messages ---------------------------------------------------------------------------------

# say KOREAN ENGLISH: one message in the wanted languages, on standard error.
say() {
    if [ "${GEOMSAN_LANG:-}" != en ]; then printf '%s\n' "$1" >&2; fi
    if [ "${GEOMSAN_LANG:-}" != ko ]; then printf '%s\n' "$2" >&2; fi
}

fail() {
    say "$@"
    exit 1
}

# --- Python -----------------------------------------------------------------------------------

# Name the first Python that is new enough and can make environments; failing that, the first one
# that is new enough.
find_python() {
    local name without_venv=''
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        "$name" -c "import sys; sys.exit(sys.version_info < (3, $oldest_minor))" 2>/dev/null || continue
        if can_make_environments "$name"; then
            printf '%s' "$name"
            return
        fi
        without_venv=${without_venv:-$name}
    done
    printf '%s' "$without_venv"
}

can_make_environments() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

# --- system packages --------------------------------------------------------------------------

# Each check asks for the thing itself, whatever it was installed from.
has_library() {
    # Systems without ldconfig (macOS) find their libraries in other ways: WeasyPrint will say.
    command -v ldconfig >/dev/null || return 0
    # No pipe into grep -q: it would close the pipe early, and pipefail would make that a failure.
    grep -qF "$1" <<<"$(ldconfig -p 2>/dev/null)"
}

has_nanum() {
    [ -n "$(fc-list :family=NanumGothic family 2>/dev/null)" ]
}

# List the missing packages by their Debian names, one a line.
missing_packages() {
    has_library libpango-1.0.so.0 || echo libpango-1.0-0
    has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
    has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
    has_nanum || echo fonts-nanum
    if [ "$with_tests" = yes ]; then
        command -v pdftotext >/dev/null || echo poppler-utils
    fi
    if [ "$with_office" = yes ]; then
        command -v soffice >/dev/null || echo libreoffice-calc
    fi
    if ! environment_is_usable; then
        local python
        python=$(find_python)
        if [ -n "$python" ]; then
            can_make_environments "$python" || echo "$python-venv"
        elif ! command -v python3 >/dev/null; then
            printf '%s\n' python3 python3-venv
        fi
    fi
}

# List the packages that only some tests need; without them those tests are left out, and say so.
wanted_packages() {
    if [ "$with_tests" = yes ]; then
        command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
            command -v google-chrome >/dev/null || echo chromium
    fi
}

# Install with apt-get where that is allowed; true when apt-get says that it worked.
install_packages() {
    local -a as_root=()
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || return 1
        at_terminal || sudo -n true 2>/dev/null || return 1
        as_root=(sudo)
    fi
    say "시스템 패키지가 필요합니다: $*" "System packages are needed: $*"
    if at_terminal; then
        agreed || return 1
        # Asks for the password, once.
        "${as_root[@]}" true || return 1
    fi
    local -a apt_get=(
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
        apt-get -qq -y -o DPkg::Lock::Timeout=300
    )
    # Package lists may be empty (a fresh machine) or outdated (names of versions that are gone).
    {
        apt-cache show "$@" >/dev/null 2>&1 || "${apt_get[@]}" update
        "${apt_get[@]}" install --no-install-recommends "$@" ||
            { "${apt_get[@]}" update && "${apt_get[@]}" install --no-install-recommends "$@"; }
    } >&2
}

at_terminal() {
    [ -t 0 ] && [ -t 2 ] && [ -z "${CI:-}" ]
}

agreed() {
    local answer
    # A Korean keyboard in Hangul mode writes ㅛ for y.
    say '지금 설치할까요? 비밀번호를 물을 수 있습니다. [Y/n]' \
        'Install them now? You may be asked for your password. [Y/n]'
    read -r answer || return 1
    [[ $answer =~ ^([Yy]|[Yy][Ee][Ss]|예|네|ㅛ)?$ ]]
}

provide_packages() {
    local -a missing wanted
    mapfile -t missing < <(missing_packages)
    mapfile -t wanted < <(wanted_packages)
    if [ "${#missing[@]}" -eq 0 ] && [ "${#wanted[@]}" -eq 0 ]; then
        return
    fi
    install_packages "${missing[@]}" "${wanted[@]}" || true
    mapfile -t missing < <(missing_packages)
    if [ "${#missing[@]}" -gt 0 ] && [ "${#wanted[@]}" -gt 0 ]; then
        # One package that the system does not have keeps apt-get from installing the others.
        install_packages "${missing[@]}" || true
        mapfile -t missing < <(missing_packages)
    fi
    mapfile -t wanted < <(wanted_packages)
    if [ "${#wanted[@]}" -gt 0 ]; then
        say "없어서 건너뛰는 시험이 있습니다: ${wanted[*]}" "Some tests are left out for lack of: ${wanted[*]}"
    fi
    if [ "${#missing[@]}" -eq 0 ]; then
        return
    fi
    if command -v apt-get >/dev/null; then
        say "필요한 패키지가 없어서 멈췄습니다. 관리자 권한으로 아래 명령을 실행한 뒤 다시 하십시오." \
            "Stopped, because packages are missing. Run this as an administrator, then try again."
        printf '\n    sudo apt-get update && sudo apt-get install %s\n\n' "${missing[*]}" >&2
        exit 1
    fi
    fail "다음이 없어서 멈췄습니다(데비안 패키지 이름): ${missing[*]}
이 컴퓨터의 배포판에서 같은 것을 찾아 설치한 뒤 다시 하십시오." \
        "Stopped, because these are missing (by their Debian names): ${missing[*]}
Install what your system calls them, then try again."
}

# --- the environment in .venv -----------------------------------------------------------------

# What the environment was made from. It cannot be moved and follows one Python, so both count.
state_of_run() {
    sha256sum <requirements/run.txt
    pwd -P
    readlink -f "$environment/bin/python3" || true
}

# The lock of the tests holds that of the runs whole, in the same versions.
state_of_test() {
    state_of_run
    sha256sum <requirements/test.txt
}

project_state() {
    sha256sum <pyproject.toml
}

stamped() {
    [ -f "$1" ] && [ "$(<"$1")" = "$2" ]
}

environment_is_usable() {
    [ -x "$environment/bin/python3" ] &&
        { stamped "$lock_stamp" "$(state_of_run)" || stamped "$lock_stamp" "$(state_of_test)"; }
}

lock_is_installed() {
    environment_is_usable && { [ "$lock" = run ] || stamped "$lock_stamp" "$(state_of_test)"; }
}

project_is_installed() {
    stamped "$project_stamp" "$(project_state)"
}

pip_install() {
    "$environment/bin/python3" -m pip --disable-pip-version-check --no-input install "$@" >&2
}

# uv shows its progress on a terminal, else a line for each large download; the list of everything
# that it installed is of no use to anyone.
uv_install() {
    local -a command=("$environment/bin/uv" pip install --python "$environment/bin/python3" "$@")
    # Python compiles what it imports and keeps that; where it may not, everything is compiled now.
    if [ -n "${PYTHONDONTWRITEBYTECODE:-}" ]; then
        command+=(--compile-bytecode)
    fi
    if [ -t 2 ]; then
        "${command[@]}" >&2
    else
        "${command[@]}" 2>&1 | { grep --line-buffered -v '^ + ' || true; } >&2
    fi
}

has_uv() {
    "$environment/bin/uv" --version >/dev/null 2>&1
}

# install ARGUMENT...: by uv; by pip where there is no uv, or where only pip knows the way (a mirror or
# a certificate in its own settings).
install() {
    if has_uv; then
        uv_install "$@" && return
        say 'uv로 설치하지 못해 pip으로 다시 합니다. 몇 분 걸립니다.' \
            'uv could not install them; again with pip, which takes minutes.'
    fi
    pip_install "$@"
}

make_environment() {
    local python
    python=$(find_python)
    if [ -z "$python" ]; then
        fail "파이썬 3.$oldest_minor 이상이 필요합니다. (이 컴퓨터: $(python3 --version 2>&1)) 데비안 12, 우분투 24.04부터는 기본 파이썬이면 됩니다." \
            "Python 3.$oldest_minor or newer is needed (here: $(python3 --version 2>&1)). Debian 12 and Ubuntu 24.04 or newer bring one."
    fi
    rm -rf "$environment"
    "$python" -m venv "$environment"
}

provide_uv() {
    if ! pip_install --quiet --require-hashes -r requirements/installer.txt || ! has_uv; then
        say 'uv를 설치하지 못했습니다. pip으로 계속합니다. 몇 분 걸립니다.' \
            'uv could not be installed; going on with pip, which takes minutes.'
    fi
}

install_lock() {
    rm -f "$lock_stamp"
    install --require-hashes -r "requirements/$lock.txt" || fail \
        "파이썬 패키지를 설치하지 못했습니다. 인터넷 연결(프록시, 방화벽)을 확인한 뒤 다시 하십시오." \
        "The Python packages could not be installed. Check the internet connection (proxy, firewall), then try again."
    "state_of_$lock" >"$lock_stamp"
}

install_project() {
    rm -f "$project_stamp"
    install --quiet --no-deps --no-build-isolation --editable .
    project_state >"$project_stamp"
}

# step FUNCTION KOREAN ENGLISH: something to be done, told when its turn comes.
step() {
    steps+=("$1")
    korean+=("$2")
    english+=("$3")
}

provide_environment() {
    local -a steps=() korean=() english=()
    local number
    if ! environment_is_usable; then
        step make_environment '파이썬 환경을 .venv에 만듭니다. 처음 한 번만 합니다.' \
            'Making the Python environment in .venv, once only.'
        step provide_uv '설치 도구(uv)를 내려받습니다.' 'Fetching the installer (uv).'
    fi
    if ! lock_is_installed; then
        number=$(grep -c '^[a-z].*==' "requirements/$lock.txt" || true)
        step install_lock "파이썬 패키지 약 ${number}개를 내려받아 설치합니다." \
            "Fetching and installing about $number Python packages."
    fi
    if ! environment_is_usable || ! project_is_installed; then
        step install_project '이 프로그램(geomsan)을 설치합니다.' 'Installing this program (geomsan).'
    fi
    for number in "${!steps[@]}"; do
        local count="[$((number + 1))/${#steps[@]}]"
        say "$count ${korean[number]}" "$count ${english[number]}"
        "${steps[number]}"
    done
}

trap 'exit 130' INT

# Two calls at once would trip over each other; the second waits. The lock is this script itself.
if command -v flock >/dev/null; then
    exec 9<"workflow/setup.sh"
    flock 9
fi
provide_packages
provide_environment
