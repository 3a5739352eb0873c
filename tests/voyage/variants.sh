#!/bin/sh
# variants.sh BUILD_FOLDER -- the same seeds give the same hash with gcc and clang, at -O0 and -O2.
set -eu
cd "$(dirname "$0")/../.."
build=$1 first=
for compiler in gcc clang-14; do
    for level in -O0 -O2; do
        folder=$build/voyages-$compiler$level
        cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=None -DCMAKE_C_COMPILER="$compiler" \
            -DCMAKE_C_FLAGS="$level" >"$folder.log" 2>&1 && ninja -C "$folder" voyages >"$folder.log" 2>&1 ||
            { tail -n 40 "$folder.log" >&2; exit 1; }
        hash=$("$folder/tests/voyage/voyages" --seeds "${DK_SEEDS:-40}" 2>/dev/null | sed -n 's/.*hash //p')
        echo "$compiler $level: $hash"
        [ -n "$hash" ] && [ "${first:=$hash}" = "$hash" ] || { echo "another hash" >&2; exit 1; }
    done
done
