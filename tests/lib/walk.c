#include "walk.h"

static uint64_t big_endian(const uint8_t *at, uint32_t bytes)
{
    uint64_t value = 0;

    for (uint32_t i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

static const uint8_t *take(struct walk *r, uint64_t bytes)
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
static char head(struct walk *r, uint64_t *size, int64_t *number)
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

static void skip_packed(struct walk *r)
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

static struct bytes json_text(struct walk *r)
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

static void skip_json(struct walk *r)
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

struct bytes walk_text(struct walk *r)
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

uint64_t walk_number(struct walk *r)
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

void walk_skip(struct walk *r)
{
    if (r->encoding == ENCODING_MSGPACK)
        skip_packed(r);
    else
        skip_json(r);
}

bool walk_map(struct walk *r, uint64_t *left, bool *begun)
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

struct bytes walk_key(struct walk *r)
{
    struct bytes key = walk_text(r);

    if (r->encoding == ENCODING_JSON)
        take(r, 1);
    return key;
}

bool walk_list(struct walk *r, uint64_t *left, bool *begun)
{
    uint64_t size;
    int64_t number;
    const uint8_t *at;

    if (r->encoding == ENCODING_MSGPACK) {
        if (!*begun) {
            r->bad |= head(r, &size, &number) != 'l';
            *left = size;
            *begun = true;
        }
        return !r->bad && (*left)-- > 0;
    }
    at = take(r, 1); /* [ or , or ] */
    if (at != NULL && *at == '[' && r->at < r->end && *r->at == ']')
        at = take(r, 1);
    *begun = true;
    return !r->bad && *at != ']';
}
