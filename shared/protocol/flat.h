/* flat.h -- the parts of the codec that know an encoding: bytes in, a flat map of keys and simple
 * values out. What the keys mean is decided by codec.c, once for both encodings. */
#ifndef DK_PROTOCOL_FLAT_H
#define DK_PROTOCOL_FLAT_H

#include "base/buffer.h"
#include "protocol/codec.h"

enum flat_kind {
    FLAT_UINT,  /* number */
    FLAT_BOOL,  /* number, 0 or 1 */
    FLAT_TEXT,  /* text, valid UTF-8 */
    FLAT_BLOB,  /* text holds its bytes; MessagePack only */
    FLAT_OTHER, /* Null, a negative or broken number, a map or list: skipped, but well-formed. */
};

struct flat_item {
    struct bytes key;
    enum flat_kind kind;
    uint64_t number;
    struct bytes text;
};

struct flat {
    uint32_t count;
    struct flat_item items[COMMAND_KEYS_MAX];
};

/* False: the message is not one well-formed map within the limits (codec.h), or has a key twice. */
bool flat_read_msgpack(struct bytes message, struct flat *out);
/* Texts with escapes are unescaped into `scratch`, from which the map then borrows. */
bool flat_read_json(struct bytes message, struct buffer *scratch, struct flat *out);

/* The item with this key, or NULL. */
const struct flat_item *flat_find(const struct flat *flat, struct bytes key);

#endif
