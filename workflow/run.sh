#!/usr/bin/env bash
# Run the workflow for people who do not know Snakemake: one run at a time, quiet but for our own
# messages, and never an end without a reason. Plain `snakemake` does the same work.
set -u
cd "$(dirname "$0")/.." || exit 1
errors=results/logs/errors.txt
incomplete=results/logs/incomplete.txt
stopped=results/logs/stopped.txt

# say KOREAN ENGLISH: one message in the wanted language, on standard error.
say() {
    if [ "${GEOMSAN_LANG:-ko}" = en ]; then printf '%s\n' "$2" >&2; else printf '%s\n' "$1" >&2; fi
}

if ! { mkdir -p results/logs && touch results/logs/run.lock; } 2>/dev/null; then
    say "results/에 쓸 수 없습니다. 디스크 공간과 권한을 확인하십시오." \
        "results/ cannot be written; check the disk's space and your rights."
    exit 1
fi

# The lock of `flock` goes with the process, also when the machine loses power; Snakemake's stays.
exec 9>results/logs/run.lock
if ! flock --wait 1 9; then # who only looks whether it is held lets go at once
    say "다른 실행이 진행 중입니다. 끝난 뒤 다시 하십시오." "Another run is under way; try again when it has ended."
    exit 1
fi
rm -f "$errors" "$incomplete" "$stopped"

# Snakemake's own line about its profile tells users nothing. Who stops the run does not stop this filter.
exec 8> >(trap '' INT TERM HUP; exec grep --line-buffered -v '^Using workflow specific profile' >&2)

# The run has a group of its own, so that a signal to this script alone, as `kill` or a service manager
# sends it, ends its jobs too. This script stays to say how things stand.
interrupted=no
run=
# shellcheck disable=SC2317  # called by the trap
stop() {
    interrupted=yes
    [ -z "$run" ] || kill -TERM -- "-$run" 2>/dev/null
}
trap stop INT TERM HUP
set -m
GEOMSAN_RUN=1 .venv/bin/snakemake --quiet all --nolock "$@" 2>&8 8>&- </dev/null &
run=$!
set +m
exec 8>&-
while wait "$run"; status=$?; kill -0 "$run" 2>/dev/null; do :; done
if [ "$interrupted" = yes ]; then
    say "중단했습니다. 같은 명령을 다시 하면 남은 것부터 이어서 합니다. 이미 완성된 결과물은 그대로 있습니다." \
        "Stopped. The same command goes on from here; what was complete is untouched."
    exit 130
fi
if [ -s "$incomplete" ]; then
    # All that could be made is there; the last job says what is not.
    cat "$incomplete"
    echo >&2
    sort -u "$errors" >&2
    say "빠진 것이 있습니다. 위의 내용을 고친 뒤 다시 하십시오. 나머지는 모두 만들었습니다." \
        "Something is missing. Mend the above and try again; all the rest was made."
    exit "$status"
fi
if [ "$status" -ne 0 ]; then
    echo >&2
    if [ -s "$errors" ]; then
        # Again, where it is seen: other jobs went on after it.
        sort -u "$errors" >&2
    elif [ -s "$stopped" ]; then
        # Of a cluster that does not answer, say. The first lines tell what happened, the others what followed.
        say "실행을 이끄는 Snakemake가 멈추며 남긴 말입니다." "This is what Snakemake said when it stopped."
        grep -v '^[[:space:]]*$' "$stopped" | head -n 2 | cut -c 1-300 >&2
    else
        newest=$(find .snakemake/log -name '*.log' -printf '%T@ %p\n' 2>/dev/null | sort -n | tail -n 1 | cut -d' ' -f2-)
        [ -n "$newest" ] && tail -n 4 "$newest" >&2
    fi
    say "실행이 끝나지 않았습니다. 위의 내용을 고친 뒤 다시 하십시오. 이미 완성된 결과물은 그대로 있습니다." \
        "The run did not end. Mend the above and try again; what was complete is untouched."
fi
if [ "$status" -eq 0 ]; then
    # Of a single pack that was asked for, its place; of a whole run, what it came to.
    case "${*: -1}" in
        results/packs/*) say "브리프: ${*: -1}" "pack: ${*: -1}" ;;
        *) cat results/complete.txt ;;
    esac
fi
exit "$status"
