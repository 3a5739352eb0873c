/* msgpack.h -- reads MessagePack token by token from bytes that may be hostile. Nothing is
 * allocated; a declared length that the remaining bytes cannot hold is an error at once. */
#ifndef DK_PROTOCOL_MSGPACK_H
#define DK_PROTOCOL_MSGPACK_H

#include "base/bytes.h"

enum msgpack_kind {
    MSGPACK_NIL,
    MSGPACK_BOOL,  /* number */
    MSGPACK_UINT,  /* number */
    MSGPACK_INT,   /* negative; number is its two's complement */
    MSGPACK_FLOAT, /* skipped */
    MSGPACK_TEXT,  /* bytes; not yet known to be UTF-8 */
    MSGPACK_BLOB,  /* bytes */
    MSGPACK_EXT,   /* bytes */
    MSGPACK_LIST,  /* number of values that follow */
    MSGPACK_MAP    /* number of keys and values, together, that follow */
};

struct msgpack_token {
    enum msgpack_kind kind;
    uint64_t number;
    struct bytes bytes;
};

struct msgpack_cursor {
    const uint8_t *data;
    size_t size;
    size_t at;
};

static inline struct msgpack_cursor msgpack_cursor_of(struct bytes bytes)
{
    return (struct msgpack_cursor){bytes.data, bytes.size, 0};
}

/* False at the end, or at something that is no MessagePack. */
bool msgpack_next(struct msgpack_cursor *cursor, struct msgpack_token *out);
/* What follows a token as its content (nothing for simple ones) is read over. False if it is
 * malformed or nested deeper than depth_max. */
bool msgpack_skip(struct msgpack_cursor *cursor, const struct msgpack_token *token,
                  uint32_t depth_max);

#endif
