/* message_in.c -- reads by walking: a value is skipped without being understood, so that the bytes
 * of a section stay as they came. */
#include "message_in.h"

#include <stdlib.h>

struct reader {
    const uint8_t *at, *end;
    enum encoding encoding;
    bool bad;
};

static uint64_t big_endian(const uint8_t *at, uint32_t bytes)
{
    uint64_t value = 0;

    for (uint32_t i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

static const uint8_t *take(struct reader *r, uint64_t bytes)
{
    const uint8_t *at = r->at;

    if (bytes > (uint64_t)(r->end - r->at)) {
        r->bad = true;
        r->at = r->end;
        return NULL;
    }
    r->at += bytes;
    return at;
}

/* ---- MessagePack ----------------------------------------------------------------------------- */

/* The head of a value: its length or count in *size, its kind as a letter: i(nteger), t(ext),
 * b(lob), l(ist), m(ap), o(ther, done). */
static char head(struct reader *r, uint64_t *size, int64_t *number)
{
    const uint8_t *at = take(r, 1);
    uint8_t type = at != NULL ? *at : 0xC1;
    static const uint8_t width[] = {1, 2, 4, 8};

    *size = 0;
    *number = 0;
    if (type <= 0x7F || type >= 0xE0) {
        *number = (int8_t)type;
        return 'i';
    }
    if (type <= 0x8F)
        return *size = type & 0x0F, 'm';
    if (type <= 0x9F)
        return *size = type & 0x0F, 'l';
    if (type <= 0xBF)
        return *size = type & 0x1F, 't';
    if (type >= 0xCC && type <= 0xD3) {
        const uint32_t bytes = width[(type - 0xCC) % 4];
        const bool is_signed = type >= 0xD0;

        at = take(r, bytes);
        if (at == NULL)
            return 'o';
        *number = (int64_t)big_endian(at, bytes);
        if (is_signed && bytes < 8 && (at[0] & 0x80) != 0)
            *number -= (int64_t)1 << (bytes * 8);
        return 'i';
    }
    if (type == 0xC0 || type == 0xC2 || type == 0xC3)
        return 'o';
    if ((type >= 0xC4 && type <= 0xC6) || (type >= 0xD9 && type <= 0xDB) || type >= 0xDC) {
        const uint32_t bytes = type >= 0xDC   ? (type % 2 == 0 ? 2 : 4)
                               : type <= 0xC6 ? width[type - 0xC4]
                                              : width[type - 0xD9];

        at = take(r, bytes);
        *size = at != NULL ? big_endian(at, bytes) : 0;
        return type >= 0xDE ? 'm' : type >= 0xDC ? 'l' : type <= 0xC6 ? 'b' : 't';
    }
    r->bad = true;
    return 'o';
}

static void skip_packed(struct reader *r)
{
    uint64_t left = 1, size;
    int64_t number;

    while (left > 0 && !r->bad) {
        switch (head(r, &size, &number)) {
        case 't':
        case 'b': take(r, size); break;
        case 'l': left += size; break;
        case 'm': left += size * 2; break;
        default: break;
        }
        left--;
    }
}

/* ---- JSON, as our server writes it: no white space ------------------------------------------- */

static struct bytes json_text(struct reader *r)
{
    const uint8_t *from;

    if (take(r, 1) == NULL || r->at[-1] != '"') {
        r->bad = true;
        return (struct bytes){NULL, 0};
    }
    from = r->at;
    while (r->at < r->end && *r->at != '"')
        take(r, *r->at == '\\' ? 2 : 1);
    take(r, 1);
    return (struct bytes){from, r->bad ? 0 : (size_t)(r->at - 1 - from)};
}

static void skip_json(struct reader *r)
{
    uint32_t depth = 0;

    do {
        if (r->at >= r->end) {
            r->bad = true;
            return;
        }
        if (*r->at == '"') {
            json_text(r);
            continue;
        }
        depth += *r->at == '{' || *r->at == '[';
        depth -= *r->at == '}' || *r->at == ']';
        r->at++;
    } while (depth > 0 || (r->at < r->end && *r->at != ',' && *r->at != '}' && *r->at != ']'));
}

/* ---- both ------------------------------------------------------------------------------------ */

static struct bytes read_text(struct reader *r)
{
    uint64_t size;
    int64_t number;
    const uint8_t *at;

    if (r->encoding == ENCODING_JSON)
        return json_text(r);
    r->bad |= head(r, &size, &number) != 't';
    at = take(r, size);
    return (struct bytes){at, at != NULL ? (size_t)size : 0};
}

static uint64_t read_number(struct reader *r)
{
    uint64_t size, value = 0;
    int64_t number;

    if (r->encoding == ENCODING_MSGPACK) {
        r->bad |= head(r, &size, &number) != 'i';
        return (uint64_t)number;
    }
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
        value = value * 10 + (uint64_t)(*r->at++ - '0');
    return value;
}

static void skip(struct reader *r)
{
    if (r->encoding == ENCODING_MSGPACK)
        skip_packed(r);
    else
        skip_json(r);
}

/* Enter a map, and go to its next entry: false when there is none. */
static bool map_next(struct reader *r, uint64_t *left, bool *begun)
{
    uint64_t size;
    int64_t number;
    const uint8_t *at;

    if (r->encoding == ENCODING_MSGPACK) {
        if (!*begun) {
            r->bad |= head(r, &size, &number) != 'm';
            *left = size;
            *begun = true;
        }
        return !r->bad && (*left)-- > 0;
    }
    at = take(r, 1); /* { or , or } */
    if (at != NULL && *at == '{' && r->at < r->end && *r->at == '}')
        at = take(r, 1);
    *begun = true;
    return !r->bad && *at != '}';
}

static struct bytes read_key(struct reader *r)
{
    struct bytes key = read_text(r);

    if (r->encoding == ENCODING_JSON)
        take(r, 1);
    return key;
}

static void read_sections(struct reader *r, struct message_in *out)
{
    uint64_t left = 0;
    bool begun = false;

    while (map_next(r, &left, &begun) && out->sections_count < SECTIONS_COUNT) {
        const uint32_t i = out->sections_count;
        const uint8_t *from;

        r->bad |= !section_parse(read_key(r), &out->sections[i]);
        from = r->at;
        skip(r);
        out->bytes[i] = (struct bytes){from, (size_t)(r->at - from)};
        out->sections_count++;
    }
}

static bool kind_of(struct bytes word, enum message_kind *kind)
{
    static const char *const words[] = {"welcome", "view", "ack", "rejected",
                                        "error",   "bye",  "pong"};

    for (uint32_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (bytes_equal_text(word, words[i])) {
            *kind = (enum message_kind)i;
            return true;
        }
    }
    return false;
}

static bool read_code(struct bytes word, struct message_in *out)
{
    switch (out->kind) {
    case MESSAGE_REJECTED: return reject_parse(word, &out->code);
    case MESSAGE_ERROR: return fault_parse(word, &out->code);
    default: return bye_parse(word, &out->code);
    }
}

bool message_in_read(struct bytes bytes, enum encoding encoding, struct message_in *out)
{
    struct reader r = {bytes.data, bytes.data + bytes.size, encoding, false};
    uint64_t left = 0;
    bool begun = false, has_kind = false;

    *out = (struct message_in){0};
    while (map_next(&r, &left, &begun)) {
        const struct bytes key = read_key(&r);

        if (bytes_equal_text(key, "t"))
            r.bad |= !(has_kind = kind_of(read_text(&r), &out->kind));
        else if (bytes_equal_text(key, "id"))
            out->id = read_number(&r);
        else if (bytes_equal_text(key, "seq"))
            out->seq = read_number(&r);
        else if (bytes_equal_text(key, "at_ms"))
            out->at_ms = read_number(&r);
        else if (bytes_equal_text(key, "seat"))
            out->seat = (uint16_t)read_number(&r);
        else if (bytes_equal_text(key, "code"))
            r.bad |= !read_code(read_text(&r), out);
        else if (bytes_equal_text(key, "sections"))
            read_sections(&r, out);
        else
            skip(&r);
    }
    return !r.bad && has_kind && r.at == r.end;
}
