/* unpack.h -- one MessagePack value from bytes that may be hostile, as the tree that msgpack-c
 * makes of it.
 *
 * msgpack-c reserves memory for as many values as a head claims: five bytes can ask for 256 GiB. So
 * a scan comes first. It reads only sizes: it bounds depth and number of values, and compares every
 * length and count with the bytes that are left. The library reads only what passes the scan.
 *
 * Nothing is allocated. msgpack_unpack takes memory from a zone, which usually comes from malloc.
 * Ours has one chunk, which the caller gives: an array with room for as many values as the scan
 * allows, so that it cannot run out. It may be on the stack or be used again for each message; its
 * old content does not matter. (msgpack_unpack_next would free its zone and make another for every
 * message.)
 *
 * Debian has the library for the native machine only: for WebAssembly, src/unpack.c and src/zone.c
 * of msgpack-c (the same in versions 4, 5 and 6) stand in wasm/third. */
#ifndef DK_PROTOCOL_UNPACK_H
#define DK_PROTOCOL_UNPACK_H

#include "base/bytes.h"

#include <msgpack/object.h>

/* How much one value may hold. */
struct unpack_limits {
    uint32_t depth_max;  /* Nested lists and maps, the outermost included; at most
                          * UNPACK_DEPTH_MAX. */
    uint32_t values_max; /* The value and all in it; a pair of a map counts as two. */
};

/* The number of bytes that the value at the start of `bytes` takes. 0: there is no valid value
 * within these limits (it is cut off, has an unknown format, or a text that is not UTF-8). */
size_t unpack_scan(struct bytes bytes, struct unpack_limits limits);

/* Make the tree of `bytes`, if the whole of it is one value within these limits.
 *
 * memory  limits.values_max objects; the tree is built in it
 * out     borrows from `memory` and `bytes`; meaningful only on success */
bool unpack_tree(struct bytes bytes, struct unpack_limits limits, msgpack_object *memory,
                 msgpack_object *out);

/* The bytes of a text or blob; if it is empty, `data` may be any pointer. */
static inline struct bytes unpack_bytes(const msgpack_object *text_or_blob)
{
    return (struct bytes){(const uint8_t *)text_or_blob->via.str.ptr, text_or_blob->via.str.size};
}

#endif
