#!/bin/sh
# variants.sh [--every] -- the golden vectors agree in every build: gcc and clang, -O0 and -O3, with narrower vectors
# or none, under sanitizers, and as WebAssembly (plain and SIMD) in node. With --every (`./dev simtest --compilers`)
# also what takes minutes: -O1 and -O2, and sanitizers with each compiler and level. A compiler that is not installed is reported and skipped; a
# difference or a warning fails. ccache, if installed, makes it fast.
set -u
every=
[ "${1:-}" != --every ] || every=yes
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
vectors=$here/vectors.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

command -v ccache >/dev/null 2>&1 && launcher=ccache || launcher=
cjson_flags=$(pkg-config --cflags libcjson)
cjson_libs=$(pkg-config --libs libcjson)
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
sources="$root/shared/sim/*.c $root/server/lab/vectors/*.c $root/server/cli/json_line.c $work/main.c"
cat >"$work/main.c" <<'C'
#include "cli/cli.h"

int main(int argc, char **argv)
{
    const char *file = argv[argc - 1];
    const struct cli_vectors options = {.operands = {.items = &file, .count = 1}};

    return cli_vectors(&options);
}
C

# tell NAME COMMAND...: runs it, and says how it went.
tell() {
    name=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        echo "ok   $name"
    else
        bad "$name"
    fi
}

# native NAME COMPILER FLAGS...
native() {
    name=$1 compiler=$2
    shift 2
    if ! command -v "$compiler" >/dev/null 2>&1; then
        echo "skip $name ($compiler is not installed)"
        return
    fi
    rm -f "$work"/*.o "$work/out"
    # shellcheck disable=SC2016,SC2086 # the small script is the inner shell's; a source has no space in its name
    printf '%s\n' $sources | xargs -P "$(nproc)" -I '{}' sh -c '
        source=$1 work=$2
        shift 2
        exec "$@" -c "$source" -o "$work/$(basename "$source" .c).o"' - '{}' "$work" \
        $launcher "$compiler" -std=c17 -D_GNU_SOURCE $warnings "$@" -I"$root/shared" -I"$root/server" \
        $cjson_flags >"$work/out" 2>&1 || { bad "$name"; return; }
    # shellcheck disable=SC2086
    "$compiler" "$@" "$work"/*.o $cjson_libs -lm -o "$work/variant" || { bad "$name"; return; }
    tell "$name" "$work/variant" "$vectors"
}

wasm() {
    name=$1
    shift
    if ! command -v clang >/dev/null 2>&1 || ! command -v node >/dev/null 2>&1; then
        echo "skip $name (clang or node is not installed)"
        return
    fi
    rm -f "$work/out"
    "$root/tests/wasm/sim_build.sh" "$work/sim.wasm" "$@" || { bad "$name"; return; }
    tell "$name" node "$here/vectors_wasm.mjs" "$work/sim.wasm" "$vectors"
}

bad() {
    echo "FAIL $1"
    cat "$work/out" 2>/dev/null
    failed=$((failed + 1))
}

sanitized() {
    native "$1 $2, address and undefined" "$1" "$2" -g -fsanitize=address,undefined -fno-sanitize-recover=all
}

for compiler in gcc clang; do
    for level in 0 ${every:+1 2} 3; do
        native "$compiler -O$level" "$compiler" "-O$level"
    done
    native "$compiler -O3 without vectors of 512 bits" "$compiler" -O3 -DSIM_NO_AVX512
    native "$compiler -O3 without vectors" "$compiler" -O3 -DSIM_NO_AVX2 -fno-tree-vectorize
    [ -z "$every" ] || sanitized "$compiler" -O3
done
[ -z "$every" ] || sanitized gcc -O1 # `./dev test units` plays them in a build like it.
# What the optimizer makes of the largest file with sanitizers takes clang half a minute, and all wait for it.
sanitized clang -O0
[ -z "$every" ] || sanitized clang -O1
wasm "wasm in node"
wasm "wasm with SIMD in node" -msimd128

[ "$failed" -eq 0 ] && echo "all variants agree" || echo "$failed variants differ"
exit "$failed"
