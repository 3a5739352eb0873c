/* json.c -- JSON (RFC 8259), strictly. A cursor over the bytes and a function per rule of the
 * grammar, which returns false as soon as something does not fit. It has two uses: reading the flat
 * maps that clients send, and checking documents. */
#include "protocol/json.h"

#include "protocol/flat.h"
#include "protocol/utf8.h"

struct json {
    const uint8_t *data;
    size_t size;
    size_t at;
    uint32_t values_left;   /* How many may still come; keys are values, too. */
    struct buffer *scratch; /* For texts with escapes. NULL: texts are only checked. */
};

static void skip_space(struct json *j)
{
    while (j->at < j->size && (j->data[j->at] == ' ' || j->data[j->at] == '\t' ||
                               j->data[j->at] == '\n' || j->data[j->at] == '\r'))
        j->at++;
}

/* The next byte that is not white space, or 0 at the end (0 starts nothing in JSON). */
static uint8_t peek(struct json *j)
{
    skip_space(j);
    return j->at < j->size ? j->data[j->at] : 0;
}

static bool take(struct json *j, uint8_t byte)
{
    if (peek(j) != byte)
        return false;
    j->at++;
    return true;
}

static bool take_word(struct json *j, const char *word)
{
    const size_t size = strlen(word);

    if (j->size - j->at < size || memcmp(j->data + j->at, word, size) != 0)
        return false;
    j->at += size;
    return true;
}

/* ---- texts ---------------------------------------------------------------------------- */

static bool take_hex4(struct json *j, uint32_t *out)
{
    uint32_t value = 0;

    if (j->size - j->at < 4)
        return false;
    for (uint32_t i = 0; i < 4; i++) {
        const uint8_t c = j->data[j->at++];
        if (c >= '0' && c <= '9')
            value = value << 4 | (uint32_t)(c - '0');
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            value = value << 4 | (uint32_t)((c | 0x20) - 'a' + 10);
        else
            return false;
    }
    *out = value;
    return true;
}

/* What follows "\u": one code point, from two surrogates if it is above U+FFFF. */
static bool take_point(struct json *j, uint32_t *out)
{
    uint32_t high, low;

    if (!take_hex4(j, &high))
        return false;
    *out = high;
    if (high == 0 && j->scratch == NULL)
        return false;
    if (high < 0xD800 || high > 0xDFFF)
        return true;
    if (high > 0xDBFF || !take_word(j, "\\u") || !take_hex4(j, &low) || low < 0xDC00 ||
        low > 0xDFFF)
        return false;
    *out = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    return true;
}

static void put(struct json *j, const void *bytes, size_t size)
{
    if (j->scratch != NULL)
        buffer_append(j->scratch, bytes, size);
}

/* What follows a backslash. */
static bool take_escape(struct json *j)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t point, kind = 0;
    uint8_t utf8[4];

    if (j->at >= j->size)
        return false;
    if (j->data[j->at] == 'u') {
        j->at++;
        if (!take_point(j, &point))
            return false;
        put(j, utf8, utf8_encode(point, utf8));
        return true;
    }
    while (from[kind] != 0 && (uint8_t)from[kind] != j->data[j->at])
        kind++;
    j->at++;
    put(j, &to[kind], 1);
    return from[kind] != 0;
}

/* The text that was put into the scratch from `begin` on. */
static bool take_scratch(struct json *j, size_t begin, struct bytes *out)
{
    if (j->scratch == NULL)
        return true;
    *out = (struct bytes){j->scratch->data + begin, j->scratch->size - begin};
    return !j->scratch->overflowed && utf8_valid(*out);
}

/* The rest of a text from its first escape on; what came before is copied too. */
static bool take_escaped_text(struct json *j, size_t start, struct bytes *out)
{
    const size_t begin = j->scratch == NULL ? 0 : j->scratch->size;

    put(j, j->data + start, j->at - start);
    while (j->at < j->size) {
        const uint8_t byte = j->data[j->at];
        if (byte < 0x20)
            return false;
        j->at++;
        if (byte == '"')
            return take_scratch(j, begin, out);
        if (byte != '\\')
            put(j, &byte, 1);
        else if (!take_escape(j))
            return false;
    }
    return false;
}

static bool take_text(struct json *j, struct bytes *out)
{
    size_t start;

    if (j->values_left == 0 || !take(j, '"'))
        return false;
    j->values_left--;
    start = j->at;
    for (; j->at < j->size; j->at++) {
        const uint8_t byte = j->data[j->at];
        if (byte == '\\')
            return take_escaped_text(j, start, out);
        if (byte < 0x20)
            return false;
        if (byte == '"') {
            *out = (struct bytes){j->data + start, j->at++ - start};
            return j->scratch == NULL || utf8_valid(*out);
        }
    }
    return false;
}

/* ---- numbers -------------------------------------------------------------------------- */

static bool take_digits(struct json *j)
{
    const size_t start = j->at;

    while (j->at < j->size && j->data[j->at] >= '0' && j->data[j->at] <= '9')
        j->at++;
    return j->at > start;
}

static bool at_one_of(const struct json *j, const char *bytes)
{
    for (; j->at < j->size && *bytes != 0; bytes++) {
        if (j->data[j->at] == (uint8_t)*bytes)
            return true;
    }
    return false;
}

/* FLAT_UINT if it is a plain integer below 2^64. Any other number is well-formed, but no field
 * takes it: FLAT_OTHER. */
static bool take_number(struct json *j, struct flat_item *item)
{
    bool plain = !at_one_of(j, "-");
    size_t start;

    if (!plain)
        j->at++;
    start = j->at;
    if (!take_digits(j) || (j->data[start] == '0' && j->at - start > 1))
        return false;
    item->number = 0;
    for (size_t i = start; i < j->at && plain; i++) {
        const uint64_t digit = (uint64_t)(j->data[i] - '0');
        plain = item->number <= (UINT64_MAX - digit) / 10;
        item->number = item->number * 10 + digit;
    }
    if (at_one_of(j, ".")) {
        plain = false;
        j->at++;
        if (!take_digits(j))
            return false;
    }
    if (at_one_of(j, "eE")) {
        plain = false;
        j->at++;
        if (at_one_of(j, "+-"))
            j->at++;
        if (!take_digits(j))
            return false;
    }
    item->kind = plain ? FLAT_UINT : FLAT_OTHER;
    return true;
}

/* ---- values --------------------------------------------------------------------------- */

static bool take_value(struct json *j, struct flat_item *item, uint32_t depth_max);

/* A map or list whose content is not needed; every byte of it must still be valid. */
static bool skip_container(struct json *j, uint8_t open, uint8_t close, uint32_t depth_max)
{
    struct flat_item ignored;

    if (depth_max == 0 || !take(j, open))
        return false;
    if (take(j, close))
        return true;
    do {
        if (open == '{' && (!take_text(j, &ignored.key) || !take(j, ':')))
            return false;
        if (!take_value(j, &ignored, depth_max - 1))
            return false;
    } while (take(j, ','));
    return take(j, close);
}

static bool take_value(struct json *j, struct flat_item *item, uint32_t depth_max)
{
    const uint8_t first = peek(j);

    item->kind = FLAT_OTHER;
    item->number = 0;
    if (first == '"') {
        item->kind = FLAT_TEXT;
        return take_text(j, &item->text);
    }
    if (j->values_left == 0)
        return false;
    j->values_left--;
    switch (first) {
    case '{': return skip_container(j, '{', '}', depth_max);
    case '[': return skip_container(j, '[', ']', depth_max);
    case 'n': return take_word(j, "null");
    case 't':
    case 'f':
        item->kind = FLAT_BOOL;
        item->number = first == 't';
        return take_word(j, first == 't' ? "true" : "false");
    default: return take_number(j, item);
    }
}

bool flat_read_json(struct bytes message, struct buffer *scratch, struct flat *out)
{
    struct json j = {message.data, message.size, 0, COMMAND_VALUES_MAX - 1, scratch};

    out->count = 0;
    if (!take(&j, '{'))
        return false;
    if (peek(&j) != '}') {
        do {
            struct flat_item item = {.text = {NULL, 0}};
            if (out->count == COMMAND_KEYS_MAX || !take_text(&j, &item.key) ||
                flat_find(out, item.key) != NULL || !take(&j, ':') ||
                !take_value(&j, &item, COMMAND_DEPTH_MAX - 1))
                return false;
            out->items[out->count++] = item;
        } while (take(&j, ','));
    }
    return take(&j, '}') && peek(&j) == 0 && j.at == j.size;
}

bool json_check(struct bytes text, struct json_limits limits, size_t *wrong)
{
    struct json j = {text.data, text.size, 0, limits.values_max, NULL};
    struct flat_item ignored;
    bool right;

    peek(&j);
    right = take_value(&j, &ignored, limits.depth_max) && peek(&j) == 0 && j.at == j.size;
    *wrong = j.at;
    return right;
}
