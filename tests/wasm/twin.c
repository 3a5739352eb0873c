#include "twin.h"

#include "base/hash.h"
#include "session/state.h"
#include "wasm/module.h"

#include <stdlib.h>

/* Through the module's own door, so that what is compared are the bytes that a page would get. */
static uint64_t add_view(uint64_t hash, uint16_t seat, uint32_t section, uint32_t encoding,
                         uint64_t now_ms)
{
    const uint32_t there = core_view(seat, section, encoding, (double)now_ms);
    const uint32_t bytes = core_out_bytes();

    hash = hash64(hash, &there, sizeof there);
    hash = hash64(hash, &bytes, sizeof bytes);
    return bytes > 0 ? hash64(hash, core_out(), bytes) : hash;
}

uint64_t twin_looks(const struct session *s, uint64_t now_ms)
{
    uint64_t hash = HASH64_START;

    for (uint16_t seat = 0; seat < session_seats_count(s); seat++) {
        for (uint32_t section = 0; section < SECTIONS_COUNT; section++) {
            for (uint32_t encoding = 0; encoding < ENCODINGS_COUNT; encoding++)
                hash = add_view(hash, seat, section, encoding, now_ms);
        }
    }
    return hash;
}
