/* unpack.h -- one MessagePack value from bytes that may be hostile, as the tree that msgpack-c
 * makes of it.
 *
 * msgpack-c reserves memory for as many values as a head claims: five bytes can ask for 256 GiB. So
 * a scan goes first and reads no meaning, only sizes: it bounds depth and number of values, and
 * holds every length and count against the bytes that are left. What it lets through, the library
 * reads.
 *
 * Nothing is allocated. msgpack_unpack takes memory from a zone, which as a rule comes from malloc.
 * Ours has one chunk, the caller's: an array with room for as many values as the scan lets through,
 * so it cannot run out. A caller has it on its stack, or uses the same one for each message; what
 * stood in it does not matter. (msgpack_unpack_next would free its zone and make another for every
 * message.)
 *
 * Compiled for WebAssembly (tried, no C library, 36 kB with both codecs): Debian has the library's
 * code for the native machine only, so such a build brings src/unpack.c and src/zone.c of msgpack-c
 * 4, 5 or 6, the same in all three; a stdlib.h and a stdio.h that declare malloc, calloc, realloc,
 * free and the type FILE; and those four functions, which are linked but never called: they may
 * trap. */
#ifndef DK_PROTOCOL_UNPACK_H
#define DK_PROTOCOL_UNPACK_H

#include "base/bytes.h"

#include <msgpack/object.h>

/* How much one value may hold. */
struct unpack_limits {
    uint32_t depth_max;  /* Lists and maps in each other, the outermost one included; at most
                          * UNPACK_DEPTH_MAX. */
    uint32_t values_max; /* The value and all in it; a pair in a map is two. */
};

/* The number of bytes that the value at the start of `bytes` takes; 0 if there is none within these
 * limits: cut off, of no format, or with a text that is no UTF-8. */
size_t unpack_scan(struct bytes bytes, struct unpack_limits limits);

/* The whole of `bytes` is one value within these limits: its tree.
 *
 * memory  limits.values_max objects; the tree is built in it
 * out     borrows from `memory` and `bytes`; meaningful only on success */
bool unpack_tree(struct bytes bytes, struct unpack_limits limits, msgpack_object *memory,
                 msgpack_object *out);

/* The bytes of a text or blob; of an empty one `data` points nowhere in particular. */
static inline struct bytes unpack_bytes(const msgpack_object *text_or_blob)
{
    return (struct bytes){(const uint8_t *)text_or_blob->via.str.ptr, text_or_blob->via.str.size};
}

#endif
