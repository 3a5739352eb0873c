#include "protocol/writer.h"

#include <assert.h>

void writer_init(struct writer *w, struct buffer *out, enum encoding encoding)
{
    w->out = out;
    w->encoding = encoding;
    w->depth = 0;
}

/* ---- nesting -------------------------------------------------------------------------- */

static struct writer_level *top(struct writer *w)
{
    return w->depth > 0 ? &w->levels[w->depth - 1] : NULL;
}

/* What JSON wants before a value; and the value is counted. */
static void begin_value(struct writer *w)
{
    struct writer_level *level = top(w);

    if (level == NULL)
        return;
    assert(level->is_open || level->left > 0);
    if (w->encoding == ENCODING_JSON && level->count > 0)
        buffer_append_byte(w->out, level->is_map && level->count % 2 == 1 ? ':' : ',');
    level->count++;
    if (!level->is_open)
        level->left--;
}

/* After a value: maps and lists that are now complete close, from the inside out. */
static void end_value(struct writer *w)
{
    for (struct writer_level *level = top(w); level != NULL; level = top(w)) {
        if (level->is_open || level->left > 0)
            return;
        if (w->encoding == ENCODING_JSON)
            buffer_append_byte(w->out, level->is_map ? '}' : ']');
        w->depth--;
    }
}

static void push(struct writer *w, bool is_map, bool is_open, uint32_t left)
{
    assert(w->depth < WRITER_DEPTH_MAX);
    w->levels[w->depth++] = (struct writer_level){
        .left = left, .is_map = is_map, .is_open = is_open, .head = w->out->size};
}

/* ---- MessagePack heads ---------------------------------------------------------------- */

static void append_number(struct buffer *out, uint8_t first, uint64_t value, uint32_t bytes)
{
    uint8_t head[9];

    head[0] = first;
    for (uint32_t i = 0; i < bytes; i++)
        head[1 + i] = (uint8_t)(value >> 8 * (bytes - 1 - i));
    buffer_append(out, head, 1 + bytes);
}

static void append_head(struct buffer *out, uint8_t fix, uint32_t fix_max, uint8_t wide,
                        uint64_t count)
{
    if (count <= fix_max)
        buffer_append_byte(out, (uint8_t)(fix | count));
    else if (count <= UINT16_MAX)
        append_number(out, wide, count, 2);
    else
        append_number(out, (uint8_t)(wide + 1), count, 4);
}

static void append_uint(struct buffer *out, uint64_t value)
{
    if (value < 0x80)
        buffer_append_byte(out, (uint8_t)value);
    else if (value <= UINT8_MAX)
        append_number(out, 0xCC, value, 1);
    else if (value <= UINT16_MAX)
        append_number(out, 0xCD, value, 2);
    else if (value <= UINT32_MAX)
        append_number(out, 0xCE, value, 4);
    else
        append_number(out, 0xCF, value, 8);
}

static void append_negative(struct buffer *out, int64_t value)
{
    if (value >= -32)
        buffer_append_byte(out, (uint8_t)value);
    else if (value >= INT8_MIN)
        append_number(out, 0xD0, (uint64_t)value, 1);
    else if (value >= INT16_MIN)
        append_number(out, 0xD1, (uint64_t)value, 2);
    else if (value >= INT32_MIN)
        append_number(out, 0xD2, (uint64_t)value, 4);
    else
        append_number(out, 0xD3, (uint64_t)value, 8);
}

/* ---- JSON texts ----------------------------------------------------------------------- */

static const char hex_digits[] = "0123456789abcdef";

static void append_escape(struct buffer *out, uint8_t byte)
{
    buffer_append_byte(out, '\\');
    switch (byte) {
    case '"':
    case '\\': buffer_append_byte(out, byte); return;
    case '\n': buffer_append_byte(out, 'n'); return;
    case '\r': buffer_append_byte(out, 'r'); return;
    case '\t': buffer_append_byte(out, 't'); return;
    default: break;
    }
    buffer_append_text(out, "u00");
    buffer_append_byte(out, (uint8_t)hex_digits[byte >> 4]);
    buffer_append_byte(out, (uint8_t)hex_digits[byte & 15]);
}

static void append_json_text(struct buffer *out, struct bytes text)
{
    size_t plain = 0; /* Start of the run that needs no escape. */

    buffer_append_byte(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        const uint8_t byte = text.data[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F)
            continue;
        buffer_append(out, text.data + plain, i - plain);
        append_escape(out, byte);
        plain = i + 1;
    }
    if (text.size > plain)
        buffer_append(out, text.data + plain, text.size - plain);
    buffer_append_byte(out, '"');
}

/* ---- values --------------------------------------------------------------------------- */

void writer_map(struct writer *w, uint32_t count)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON)
        buffer_append_byte(w->out, '{');
    else
        append_head(w->out, 0x80, 15, 0xDE, count);
    push(w, true, false, 2 * count);
    end_value(w);
}

void writer_list(struct writer *w, uint32_t count)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON)
        buffer_append_byte(w->out, '[');
    else
        append_head(w->out, 0x90, 15, 0xDC, count);
    push(w, false, false, count);
    end_value(w);
}

void writer_list_open(struct writer *w)
{
    begin_value(w);
    push(w, false, true, 0);
    if (w->encoding == ENCODING_JSON)
        buffer_append_byte(w->out, '[');
    else
        append_number(w->out, 0xDC, 0, 2); /* Filled in by writer_list_close. */
}

void writer_list_close(struct writer *w)
{
    const struct writer_level *level = top(w);

    assert(level != NULL && level->is_open && level->count <= UINT16_MAX);
    if (w->encoding == ENCODING_JSON) {
        buffer_append_byte(w->out, ']');
    } else if (level->head + 3 <= w->out->size) { /* Not cut off by the end of the buffer. */
        w->out->data[level->head + 1] = (uint8_t)(level->count >> 8);
        w->out->data[level->head + 2] = (uint8_t)level->count;
    }
    w->depth--;
    end_value(w);
}

void writer_key(struct writer *w, const char *key)
{
    const size_t size = strlen(key);
    const struct writer_level *level = top(w);

    assert(level != NULL && level->is_map && level->count % 2 == 0 && size <= 31);
    begin_value(w);
    if (w->encoding == ENCODING_JSON) {
        buffer_append_byte(w->out, '"');
        buffer_append(w->out, key, size);
        buffer_append_byte(w->out, '"');
    } else {
        buffer_append_byte(w->out, (uint8_t)(0xA0 | size));
        buffer_append(w->out, key, size);
    }
}

void writer_int(struct writer *w, int64_t value)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON)
        buffer_append_int(w->out, value);
    else if (value < 0)
        append_negative(w->out, value);
    else
        append_uint(w->out, (uint64_t)value);
    end_value(w);
}

void writer_bool(struct writer *w, bool value)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON)
        buffer_append_text(w->out, value ? "true" : "false");
    else
        buffer_append_byte(w->out, value ? 0xC3 : 0xC2);
    end_value(w);
}

void writer_text(struct writer *w, struct bytes text)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON) {
        append_json_text(w->out, text);
    } else {
        if (text.size > 31 && text.size <= UINT8_MAX)
            append_number(w->out, 0xD9, text.size, 1);
        else
            append_head(w->out, 0xA0, 31, 0xDA, text.size);
        buffer_append(w->out, text.data, text.size);
    }
    end_value(w);
}

void writer_null(struct writer *w)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON)
        buffer_append_text(w->out, "null");
    else
        buffer_append_byte(w->out, 0xC0);
    end_value(w);
}

void writer_blob(struct writer *w, struct bytes blob)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON) {
        buffer_append_byte(w->out, '"');
        for (size_t i = 0; i < blob.size; i++) {
            buffer_append_byte(w->out, (uint8_t)hex_digits[blob.data[i] >> 4]);
            buffer_append_byte(w->out, (uint8_t)hex_digits[blob.data[i] & 15]);
        }
        buffer_append_byte(w->out, '"');
    } else {
        if (blob.size <= UINT8_MAX)
            append_number(w->out, 0xC4, blob.size, 1);
        else if (blob.size <= UINT16_MAX)
            append_number(w->out, 0xC5, blob.size, 2);
        else
            append_number(w->out, 0xC6, blob.size, 4);
        buffer_append(w->out, blob.data, blob.size);
    }
    end_value(w);
}

void writer_raw(struct writer *w, struct bytes value)
{
    assert(value.size > 0);
    begin_value(w);
    buffer_append(w->out, value.data, value.size);
    end_value(w);
}
