#include "protocol/unpack.h"

#include <assert.h>
#include <msgpack/unpack.h>

#include "protocol/limits.h"
#include "protocol/utf8.h"

/* ---- the scan ------------------------------------------------------------------------- */

struct cursor {
    const uint8_t *at, *end;
};

/* What follows a first byte. */
enum shape {
    SHAPE_NONE,  /* Not MessagePack. */
    SHAPE_BYTES, /* A number of bytes. */
    SHAPE_TEXT,  /* A number of bytes of UTF-8. */
    SHAPE_LIST,  /* A number of values. */
    SHAPE_MAP    /* A number of pairs of values. */
};

/* First bytes 0xC0..0xDF, in the order of the specification's table of formats. For each: how many
 * bytes its length or count has, and how many fixed bytes follow. */
static const struct format {
    uint8_t shape, length_bytes, fixed_bytes;
} formats[] = {
    {SHAPE_BYTES, 0, 0}, {SHAPE_NONE, 0, 0},                        /* nil, never used */
    {SHAPE_BYTES, 0, 0}, {SHAPE_BYTES, 0, 0},                       /* false, true */
    {SHAPE_BYTES, 1, 0}, {SHAPE_BYTES, 2, 0},  {SHAPE_BYTES, 4, 0}, /* bin 8, 16, 32 */
    {SHAPE_BYTES, 1, 1}, {SHAPE_BYTES, 2, 1},  {SHAPE_BYTES, 4, 1}, /* ext 8, 16, 32 */
    {SHAPE_BYTES, 0, 4}, {SHAPE_BYTES, 0, 8},                       /* float 32, 64 */
    {SHAPE_BYTES, 0, 1}, {SHAPE_BYTES, 0, 2},                       /* uint 8, 16 */
    {SHAPE_BYTES, 0, 4}, {SHAPE_BYTES, 0, 8},                       /* uint 32, 64 */
    {SHAPE_BYTES, 0, 1}, {SHAPE_BYTES, 0, 2},                       /* int 8, 16 */
    {SHAPE_BYTES, 0, 4}, {SHAPE_BYTES, 0, 8},                       /* int 32, 64 */
    {SHAPE_BYTES, 0, 2}, {SHAPE_BYTES, 0, 3},  {SHAPE_BYTES, 0, 5}, /* fixext 1, 2, 4 */
    {SHAPE_BYTES, 0, 9}, {SHAPE_BYTES, 0, 17},                      /* fixext 8, 16 */
    {SHAPE_TEXT, 1, 0},  {SHAPE_TEXT, 2, 0},   {SHAPE_TEXT, 4, 0},  /* str 8, 16, 32 */
    {SHAPE_LIST, 2, 0},  {SHAPE_LIST, 4, 0},                        /* array 16, 32 */
    {SHAPE_MAP, 2, 0},   {SHAPE_MAP, 4, 0},                         /* map 16, 32 */
};
_Static_assert(sizeof formats / sizeof formats[0] == 0xE0 - 0xC0, "a format for each first byte");

static size_t bytes_left(const struct cursor *c)
{
    return (size_t)(c->end - c->at);
}

/* Read the length or count that follows a first byte of this format, and skip its fixed bytes. */
static bool take_length(struct cursor *c, const struct format *format, uint64_t *length)
{
    if (bytes_left(c) < format->length_bytes)
        return false;
    *length = 0;
    for (uint32_t i = 0; i < format->length_bytes; i++)
        *length = *length << 8 | *c->at++;
    *length += format->fixed_bytes;
    return true;
}

static bool take_bytes(struct cursor *c, uint64_t size, bool is_text)
{
    const struct bytes run = {c->at, (size_t)size};

    if (size > bytes_left(c))
        return false;
    c->at += size;
    return !is_text || utf8_valid(run);
}

/* A list or map of `count` values. Each takes at least one byte, so there cannot be more of them
 * than bytes left. */
static bool take_inside(struct cursor *c, uint64_t count, int64_t *inside)
{
    *inside = (int64_t)count;
    return count <= bytes_left(c);
}

static bool take_format(struct cursor *c, const struct format *format, int64_t *inside)
{
    uint64_t length;

    if (!take_length(c, format, &length))
        return false;
    switch (format->shape) {
    case SHAPE_BYTES: return take_bytes(c, length, false);
    case SHAPE_TEXT: return take_bytes(c, length, true);
    case SHAPE_LIST: return take_inside(c, length, inside);
    case SHAPE_MAP: return take_inside(c, 2 * length, inside);
    default: return false;
    }
}

#define NOTHING_INSIDE (-1)

/* One value without its content: *inside is how many values follow as its content, or
 * NOTHING_INSIDE if it is neither a list nor a map. */
static bool take_value(struct cursor *c, int64_t *inside)
{
    uint8_t first;

    *inside = NOTHING_INSIDE;
    if (c->at == c->end)
        return false;
    first = *c->at++;
    if (first < 0x80 || first >= 0xE0)
        return true;
    if (first < 0x90)
        return take_inside(c, 2 * (first & 0x0Fu), inside);
    if (first < 0xA0)
        return take_inside(c, first & 0x0Fu, inside);
    if (first < 0xC0)
        return take_bytes(c, first & 0x1Fu, true);
    return take_format(c, &formats[first - 0xC0], inside);
}

size_t unpack_scan(struct bytes bytes, struct unpack_limits limits)
{
    struct cursor c = {bytes.data, bytes.data};
    int64_t left[UNPACK_DEPTH_MAX + 1] = {1}; /* Values still to come, per level. */
    uint32_t depth = 0, values = 0;

    assert(limits.depth_max <= UNPACK_DEPTH_MAX);
    if (bytes.size == 0)
        return 0;
    c.end += bytes.size;
    for (;;) {
        int64_t inside;

        while (left[depth] == 0) {
            if (depth-- == 0)
                return (size_t)(c.at - bytes.data);
        }
        left[depth]--;
        if (values++ == limits.values_max || !take_value(&c, &inside))
            return 0;
        if (inside == NOTHING_INSIDE)
            continue;
        if (depth == limits.depth_max)
            return 0;
        left[++depth] = inside;
    }
}

/* ---- the tree ------------------------------------------------------------------------- */

bool unpack_tree(struct bytes bytes, struct unpack_limits limits, msgpack_object *memory,
                 msgpack_object *out)
{
    msgpack_zone zone = {
        .chunk_list = {.free = limits.values_max * sizeof *memory, .ptr = (char *)memory}};
    msgpack_unpack_return read;

    if (bytes.size == 0 || unpack_scan(bytes, limits) != bytes.size)
        return false;
    read = msgpack_unpack((const char *)bytes.data, bytes.size, NULL, &zone, out);
    assert(zone.chunk_list.head == NULL); /* The memory was enough: it made no chunk of its own. */
    return read == MSGPACK_UNPACK_SUCCESS;
}
