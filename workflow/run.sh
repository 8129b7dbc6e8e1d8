#!/usr/bin/env bash
# Run the workflow for people who do not know Snakemake: one run at a time, quiet but for our own
# messages, and never an end without a reason. Plain `snakemake` does the same work.
set -u
cd "$(dirname "$0")/.." || exit 1
mkdir -p results/logs
errors=results/logs/errors.txt
rm -f "$errors"

# The lock of `flock` goes with the process, also when the machine loses power; Snakemake's stays.
exec 9>results/logs/run.lock
if ! flock --nonblock 9; then
    echo "다른 실행이 진행 중입니다. 끝난 뒤 다시 하십시오. (another run is under way)" >&2
    exit 1
fi

GEOMSAN_RUN=1 .venv/bin/snakemake --quiet all --nolock "$@" 2> >(grep --line-buffered -v '^Using workflow specific profile' >&2)
status=$?
if [ "$status" -ne 0 ]; then
    if [ ! -s "$errors" ]; then
        newest=$(find .snakemake/log -name '*.log' -printf '%T@ %p\n' 2>/dev/null | sort -n | tail -n 1 | cut -d' ' -f2-)
        [ -n "$newest" ] && tail -n 4 "$newest" >&2
    fi
    echo "실행이 끝나지 않았습니다. 위의 내용을 고친 뒤 다시 하십시오. 이미 완성된 결과물은 그대로 있습니다." >&2
fi
[ "$status" -eq 0 ] && cat results/summary.txt
exit "$status"
