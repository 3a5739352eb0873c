#include "protocol/msgpack.h"

#include "protocol/flat.h"
#include "protocol/utf8.h"

/* ---- tokens --------------------------------------------------------------------------- */

/* A big-endian number of 1, 2, 4 or 8 bytes. */
static bool take_number(struct msgpack_cursor *c, uint32_t bytes, uint64_t *out)
{
    uint64_t number = 0;

    if (c->size - c->at < bytes)
        return false;
    for (uint32_t i = 0; i < bytes; i++)
        number = number << 8 | c->data[c->at++];
    *out = number;
    return true;
}

static bool take_bytes(struct msgpack_cursor *c, uint64_t size, struct bytes *out)
{
    if (c->size - c->at < size)
        return false;
    *out = (struct bytes){c->data + c->at, (size_t)size};
    c->at += (size_t)size;
    return true;
}

static bool take_signed(struct msgpack_cursor *c, uint32_t bytes, struct msgpack_token *out)
{
    const uint32_t shift = 64 - 8 * bytes;

    if (!take_number(c, bytes, &out->number))
        return false;
    out->number = (uint64_t)((int64_t)(out->number << shift) >> shift);
    out->kind = (int64_t)out->number < 0 ? MSGPACK_INT : MSGPACK_UINT;
    return true;
}

/* A run of bytes behind a length of so many bytes. */
static bool take_run(struct msgpack_cursor *c, enum msgpack_kind kind, uint32_t length_bytes,
                     struct msgpack_token *out)
{
    out->kind = kind;
    return take_number(c, length_bytes, &out->number) &&
           take_bytes(c, out->number + (kind == MSGPACK_EXT ? 1 : 0), &out->bytes);
}

/* Every value takes at least one byte: a longer list cannot be here. */
static bool take_list(struct msgpack_cursor *c, enum msgpack_kind kind, uint64_t count,
                      struct msgpack_token *out)
{
    out->kind = kind;
    out->number = kind == MSGPACK_MAP ? 2 * count : count;
    return out->number <= c->size - c->at;
}

static bool take_counted(struct msgpack_cursor *c, enum msgpack_kind kind, uint32_t length_bytes,
                         struct msgpack_token *out)
{
    uint64_t count;

    return take_number(c, length_bytes, &count) && take_list(c, kind, count, out);
}

/* First bytes 0xC0..0xDF, as in the specification's table of formats. */
static bool take_format(struct msgpack_cursor *c, uint8_t first, struct msgpack_token *out)
{
    switch (first) {
    case 0xC0: out->kind = MSGPACK_NIL; return true;
    case 0xC2:
    case 0xC3:
        out->kind = MSGPACK_BOOL;
        out->number = first & 1;
        return true;
    case 0xC4: return take_run(c, MSGPACK_BLOB, 1, out);
    case 0xC5: return take_run(c, MSGPACK_BLOB, 2, out);
    case 0xC6: return take_run(c, MSGPACK_BLOB, 4, out);
    case 0xC7: return take_run(c, MSGPACK_EXT, 1, out);
    case 0xC8: return take_run(c, MSGPACK_EXT, 2, out);
    case 0xC9: return take_run(c, MSGPACK_EXT, 4, out);
    case 0xCA: out->kind = MSGPACK_FLOAT; return take_bytes(c, 4, &out->bytes);
    case 0xCB: out->kind = MSGPACK_FLOAT; return take_bytes(c, 8, &out->bytes);
    case 0xCC:
    case 0xCD:
    case 0xCE:
    case 0xCF: out->kind = MSGPACK_UINT; return take_number(c, 1u << (first - 0xCC), &out->number);
    case 0xD0:
    case 0xD1:
    case 0xD2:
    case 0xD3: return take_signed(c, 1u << (first - 0xD0), out);
    case 0xD4:
    case 0xD5:
    case 0xD6:
    case 0xD7:
    case 0xD8: /* One byte of type, then 1, 2, 4, 8 or 16. */
        out->kind = MSGPACK_EXT;
        return take_bytes(c, (UINT64_C(1) << (first - 0xD4)) + 1, &out->bytes);
    case 0xD9: return take_run(c, MSGPACK_TEXT, 1, out);
    case 0xDA: return take_run(c, MSGPACK_TEXT, 2, out);
    case 0xDB: return take_run(c, MSGPACK_TEXT, 4, out);
    case 0xDC: return take_counted(c, MSGPACK_LIST, 2, out);
    case 0xDD: return take_counted(c, MSGPACK_LIST, 4, out);
    case 0xDE: return take_counted(c, MSGPACK_MAP, 2, out);
    case 0xDF: return take_counted(c, MSGPACK_MAP, 4, out);
    default: return false; /* 0xC1 is never used. */
    }
}

bool msgpack_next(struct msgpack_cursor *c, struct msgpack_token *out)
{
    uint8_t first;

    if (c->at >= c->size)
        return false;
    first = c->data[c->at++];
    out->number = first;
    out->bytes = (struct bytes){NULL, 0};
    if (first < 0x80) {
        out->kind = MSGPACK_UINT;
        return true;
    }
    if (first < 0x90)
        return take_list(c, MSGPACK_MAP, first & 0x0F, out);
    if (first < 0xA0)
        return take_list(c, MSGPACK_LIST, first & 0x0F, out);
    if (first < 0xC0) {
        out->kind = MSGPACK_TEXT;
        return take_bytes(c, first & 0x1F, &out->bytes);
    }
    if (first >= 0xE0) {
        out->kind = MSGPACK_INT;
        out->number = (uint64_t)(int64_t)(int8_t)first;
        return true;
    }
    return take_format(c, first, out);
}

static bool is_container(const struct msgpack_token *token)
{
    return token->kind == MSGPACK_LIST || token->kind == MSGPACK_MAP;
}

bool msgpack_skip(struct msgpack_cursor *c, const struct msgpack_token *token, uint32_t depth_max)
{
    struct msgpack_token inner;

    if (!is_container(token))
        return true;
    if (depth_max == 0)
        return false;
    for (uint64_t i = 0; i < token->number; i++) {
        if (!msgpack_next(c, &inner) || !msgpack_skip(c, &inner, depth_max - 1))
            return false;
    }
    return true;
}

/* ---- flat map ------------------------------------------------------------------------- */

static bool read_value(struct msgpack_cursor *c, struct flat_item *item)
{
    struct msgpack_token token;

    if (!msgpack_next(c, &token))
        return false;
    item->number = token.number;
    item->text = token.bytes;
    item->kind = FLAT_OTHER;
    switch (token.kind) {
    case MSGPACK_UINT: item->kind = FLAT_UINT; return true;
    case MSGPACK_BOOL: item->kind = FLAT_BOOL; return true;
    case MSGPACK_TEXT: item->kind = FLAT_TEXT; return utf8_valid(token.bytes);
    case MSGPACK_BLOB: item->kind = FLAT_BLOB; return true;
    default: return msgpack_skip(c, &token, DEPTH_MAX - 1);
    }
}

bool flat_read_msgpack(struct bytes message, struct flat *out)
{
    struct msgpack_cursor c = msgpack_cursor_of(message);
    struct msgpack_token token;

    out->count = 0;
    if (!msgpack_next(&c, &token) || token.kind != MSGPACK_MAP || token.number > 2 * CODEC_KEYS_MAX)
        return false;
    for (uint64_t left = token.number; left > 0; left -= 2) {
        struct flat_item item;
        if (!msgpack_next(&c, &token) || token.kind != MSGPACK_TEXT || !utf8_valid(token.bytes) ||
            flat_find(out, token.bytes) != NULL)
            return false;
        item.key = token.bytes;
        if (!read_value(&c, &item))
            return false;
        out->items[out->count++] = item;
    }
    return c.at == c.size;
}
