#!/usr/bin/env bash
# Make .venv-bench, the environment of the tools that the benchmarks compare with, unless it is there.
# Needs .venv (workflow/setup.sh). Without a network the benchmarks run without those tools.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly environment=.venv-bench
readonly stamp=$environment/.lock-installed

# What the environment was made from. It cannot be moved and follows one Python, so both count.
state() {
    sha256sum <requirements/bench.txt
    pwd -P
    readlink -f "$environment/bin/python3" || true
}

install() {
    local -a locked=(--require-hashes -r requirements/bench.txt)
    if [ -x .venv/bin/uv ]; then
        .venv/bin/uv pip install --quiet --python "$environment/bin/python3" "${locked[@]}" && return
    fi
    "$environment/bin/python3" -m pip -qq --disable-pip-version-check --no-input install "${locked[@]}"
}

if [ -f "$stamp" ] && [ "$(<"$stamp")" = "$(state)" ]; then
    exit 0
fi
echo "비교할 도구들의 환경을 .venv-bench에 만듭니다. 처음 한 번만 합니다. (making .venv-bench, once only)" >&2
rm -rf "$environment"
.venv/bin/python3 -m venv "$environment"
if install; then
    state >"$stamp"
else
    rm -rf "$environment"
    echo "비교할 도구들을 설치하지 못했습니다. 그것들 없이 잽니다. (measuring without the other tools)" >&2
fi
