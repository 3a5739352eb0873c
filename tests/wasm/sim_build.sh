#!/bin/sh
# sim_build.sh OUT.wasm [flags] -- the simulation as a WebAssembly module of its own (sim_wasm.c).
set -eu
out=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
libc=$root/shared/wasm/libc
clang=${WASM_CLANG:-clang}
flags="--target=wasm32 -std=c17 -O3 -mbulk-memory -nostdlib -isystem $libc -I$root/shared -I$root/server
       -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
# shellcheck disable=SC2086
for source in "$root"/shared/sim/*.c "$here/sim_wasm.c"; do
    $clang $flags "$@" -c "$source" -o "$objects/$(basename "$source" .c).o"
done
# shellcheck disable=SC2086
$clang $flags "$@" -fno-builtin -c "$libc/libc.c" -o "$objects/libc.o"
$clang --target=wasm32 -nostdlib -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=524288 \
    -o "$out" "$objects"/*.o
