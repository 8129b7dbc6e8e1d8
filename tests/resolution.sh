#!/usr/bin/env bash
# Make .venv-newest or .venv-lowest: the project and its tests with the newest, or with the lowest
# allowed, versions of what pyproject.toml names. Needs uv in .venv (workflow/setup.sh).
#
#     tests/resolution.sh newest|lowest
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly environment=.venv-$1
readonly python=$environment/bin/python3
readonly uv=.venv/bin/uv

case "$1" in
    newest) resolution=highest ;;
    lowest) resolution=lowest-direct ;;
    *) exit 2 ;;
esac

if [ ! -x "$uv" ]; then
    echo '.venv에 uv가 없습니다. workflow/setup.sh가 uv를 설치할 수 있는 컴퓨터에서 하십시오. (needs uv)' >&2
    exit 1
fi
"$uv" venv --quiet --clear --python .venv/bin/python3 "$environment"
# What is in question is the library's own bounds; the tools of the tests are as new as goes with them.
readonly chosen=$environment/requirements.txt
"$uv" pip compile --quiet --python "$python" --resolution "$resolution" --no-header --no-annotate \
    --extra workflow --extra desk --output-file "$chosen" pyproject.toml
"$uv" pip install --quiet --compile-bytecode --python "$python" -r "$chosen" --group test --group build
"$uv" pip install --quiet --python "$python" --no-deps --editable .
