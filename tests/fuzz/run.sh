#!/bin/sh
# run.sh BUILD [--seconds N] [--only TARGET] [--json] -- every fuzz target of that build, each for N seconds (30),
# starting from its corpus (BUILD/corpus) and the seeds beside this file. A finding stops
# the run and is left in BUILD/findings.
set -eu
seeds=$(dirname "$0")/seeds
build=$1
shift
seconds=30
json=no
only=
while [ $# -gt 0 ]; do
    case $1 in
    --seconds) seconds=$2; shift 2 ;;
    --only) only=$2; shift 2 ;;
    --json) json=yes; shift ;;
    *) echo "run.sh: unknown option '$1'" >&2; exit 1 ;;
    esac
done

for target in "$build"/tests/fuzz/fuzz_*; do
    if [ ! -f "$target" ] || [ ! -x "$target" ]; then continue; fi
    name=$(basename "$target")
    [ -z "$only" ] || [ "$name" = "fuzz_$only" ] || continue
    mkdir -p "$build/corpus/$name" "$build/findings"
    start=
    [ -d "$seeds/$name" ] && start=$seeds/$name
    log=$build/$name.log
    echo "fuzz: $name, $seconds s" >&2
    if ! "$target" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="$build/findings/$name-" "$build/corpus/$name" ${start:+"$start"} \
        >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        echo "fuzz: $name found something, see $build/findings" >&2
        exit 1
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    if [ $json = yes ]; then
        printf '{"fuzz":"%s","runs_count":%s,"seconds":%s,"findings_count":0}\n' "$name" "$runs" "$seconds"
    else
        printf '%s: %s runs, nothing found\n' "$name" "$runs"
    fi
done
