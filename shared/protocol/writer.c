#include "protocol/writer.h"

#include <assert.h>
#include <msgpack/pack.h>

#define LIST_HEAD_BYTES_MAX 5

void writer_init(struct writer *w, struct buffer *out, enum encoding encoding)
{
    w->out = out;
    w->encoding = encoding;
    w->marks = NULL;
    w->depth = 0;
}

/* ---- marks ---------------------------------------------------------------------------- */

enum { DEPTH_MAP = 1, DEPTH_ROWS, DEPTH_ROW };

void writer_mark(struct writer *w, struct writer_marks *marks)
{
    assert(w->depth == 0 && w->out->size == 0);
    marks->count = 0;
    marks->overflowed = false;
    w->marks = marks;
}

static void mark_begin(struct writer *w, enum writer_mark_kind kind, size_t at, size_t key_bytes)
{
    struct writer_marks *marks = w->marks;

    if (marks->count == marks->capacity) {
        marks->overflowed = true;
        return;
    }
    marks->items[marks->count++] = (struct writer_mark){
        .at = (uint32_t)at, .key_bytes = (uint8_t)key_bytes, .kind = (uint8_t)kind};
}

static bool in_rows(const struct writer *w)
{
    return w->depth >= DEPTH_ROWS && w->levels[DEPTH_ROWS - 1].has_rows;
}

/* The last mark of a kind ends here. */
static void mark_end(struct writer *w, uint32_t kinds)
{
    struct writer_marks *marks = w->marks;
    uint32_t i = marks->count;

    while (i > 0 && (kinds >> marks->items[i - 1].kind & 1) == 0)
        i--;
    if (i > 0)
        marks->items[i - 1].end = (uint32_t)w->out->size;
}

/* A value has just ended in the level that is now on top. */
static void mark_value(struct writer *w)
{
    const struct writer_level *level = &w->levels[w->depth - 1];

    if (level->count == 0)
        return; /* It has just begun. */
    if (w->depth == DEPTH_MAP && level->is_map && level->count % 2 == 0)
        mark_end(w, 1u << MARK_FIELD | 1u << MARK_ROWS);
    else if (w->depth == DEPTH_ROWS && level->has_rows)
        mark_end(w, 1u << MARK_ROW);
    else if (w->depth == DEPTH_ROW && in_rows(w) && level->is_map && level->count % 2 == 0)
        mark_end(w, 1u << MARK_ROW_FIELD);
}

/* What stands behind `at` has moved. */
static void marks_move(struct writer_marks *marks, size_t at, size_t by)
{
    for (uint32_t i = marks->count; i > 0 && marks->items[i - 1].at > at; i--) {
        marks->items[i - 1].at += (uint32_t)by;
        marks->items[i - 1].end += (uint32_t)by;
    }
}

/* ---- nesting -------------------------------------------------------------------------- */

static struct writer_level *top(struct writer *w)
{
    return w->depth > 0 ? &w->levels[w->depth - 1] : NULL;
}

/* Write the separator that JSON needs before a value, and count the value. */
static void begin_value(struct writer *w)
{
    struct writer_level *level = top(w);

    if (level == NULL)
        return;
    assert(level->left > 0);
    if (w->encoding == ENCODING_JSON && level->count > 0)
        buffer_append_byte(w->out, level->is_map && level->count % 2 == 1 ? ':' : ',');
    level->count++;
    level->left--;
}

/* After a value: close the maps and lists that are now complete, from the inside out. */
static void end_value(struct writer *w)
{
    for (struct writer_level *level = top(w); level != NULL; level = top(w)) {
        if (w->marks != NULL)
            mark_value(w);
        if (level->left > 0)
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

/* ---- MessagePack ---------------------------------------------------------------------- */

/* msgpack-c calls this to write. Overflow is recorded in the buffer, so it never fails here. */
static int append_packed(void *out, const char *bytes, size_t size)
{
    buffer_append(out, bytes, size);
    return 0;
}

static msgpack_packer packer_to(struct buffer *out)
{
    return (msgpack_packer){out, append_packed};
}

static void pack_text(struct buffer *out, const void *text, size_t size)
{
    msgpack_packer packer = packer_to(out);

    msgpack_pack_str_with_body(&packer, text, size);
}

static void pack_blob(struct buffer *out, struct bytes blob)
{
    msgpack_packer packer = packer_to(out);

    msgpack_pack_bin_with_body(&packer, blob.data, blob.size);
}

static void pack_list_head(struct buffer *out, uint32_t count)
{
    msgpack_packer packer = packer_to(out);

    msgpack_pack_array(&packer, count);
}

static void pack_map_head(struct buffer *out, uint32_t count)
{
    msgpack_packer packer = packer_to(out);

    msgpack_pack_map(&packer, count);
}

static void pack_int(struct buffer *out, int64_t value)
{
    msgpack_packer packer = packer_to(out);

    msgpack_pack_int64(&packer, value);
}

static void pack_bool(struct buffer *out, bool value)
{
    msgpack_packer packer = packer_to(out);

    if (value)
        msgpack_pack_true(&packer);
    else
        msgpack_pack_false(&packer);
}

static void pack_null(struct buffer *out)
{
    msgpack_packer packer = packer_to(out);

    msgpack_pack_nil(&packer);
}

/* The head of an open list was written at `at` as one byte, for an empty list. Now that its values
 * follow, the count is known: the head is replaced, and for many values it is longer. */
static void pack_list_head_anew(struct buffer *out, size_t at, uint32_t count)
{
    uint8_t memory[LIST_HEAD_BYTES_MAX];
    struct buffer head;

    buffer_init(&head, memory, sizeof memory);
    pack_list_head(&head, count);
    if (out->overflowed || head.size - 1 > out->capacity - out->size) {
        out->overflowed = true;
        return;
    }
    if (head.size > 1)
        memmove(out->data + at + head.size, out->data + at + 1, out->size - at - 1);
    memcpy(out->data + at, head.data, head.size);
    out->size += head.size - 1;
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
    size_t plain = 0; /* Start of the current run without escapes. */

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
    if (w->marks != NULL && w->depth == DEPTH_ROWS && in_rows(w))
        mark_begin(w, MARK_ROW, w->out->size, 0);
    if (w->encoding == ENCODING_JSON)
        buffer_append_byte(w->out, '{');
    else
        pack_map_head(w->out, count);
    push(w, true, false, 2 * count);
    end_value(w);
}

void writer_list(struct writer *w, uint32_t count)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON)
        buffer_append_byte(w->out, '[');
    else
        pack_list_head(w->out, count);
    push(w, false, false, count);
    end_value(w);
}

void writer_list_open(struct writer *w)
{
    begin_value(w);
    push(w, false, true, UINT32_MAX);
    if (w->encoding == ENCODING_JSON)
        buffer_append_byte(w->out, '[');
    else
        pack_list_head(w->out, 0); /* writer_list_close replaces it. */
}

void writer_rows_open(struct writer *w)
{
    const bool marked = w->marks != NULL && w->depth == DEPTH_MAP && w->marks->count > 0;

    if (marked)
        w->marks->items[w->marks->count - 1].kind = MARK_ROWS;
    writer_list_open(w);
    w->levels[w->depth - 1].has_rows = marked;
}

void writer_list_close(struct writer *w)
{
    const struct writer_level *level = top(w);
    const size_t before = w->out->size;

    assert(level != NULL && level->is_open);
    if (w->encoding == ENCODING_JSON)
        buffer_append_byte(w->out, ']');
    else
        pack_list_head_anew(w->out, level->head, level->count);
    if (w->marks != NULL && w->encoding == ENCODING_MSGPACK)
        marks_move(w->marks, level->head, w->out->size - before);
    w->depth--;
    end_value(w);
}

void writer_key_of(struct writer *w, const char *key, size_t size)
{
    const struct writer_level *level = top(w);
    size_t at;

    assert(level != NULL && level->is_map && level->count % 2 == 0 && size <= FIELD_NAME_BYTES_MAX);
    begin_value(w);
    at = w->out->size;
    if (w->encoding == ENCODING_JSON) {
        buffer_append_byte(w->out, '"');
        buffer_append(w->out, key, size);
        buffer_append_byte(w->out, '"');
    } else {
        pack_text(w->out, key, size);
    }
    if (w->marks != NULL && w->depth == DEPTH_MAP)
        mark_begin(w, MARK_FIELD, at, w->out->size - at);
    else if (w->marks != NULL && w->depth == DEPTH_ROW && in_rows(w))
        mark_begin(w, MARK_ROW_FIELD, at, w->out->size - at);
}

void writer_raw_key(struct writer *w, struct bytes key)
{
    assert(top(w) != NULL && top(w)->is_map && top(w)->count % 2 == 0);
    begin_value(w);
    buffer_append(w->out, key.data, key.size);
}

void writer_int(struct writer *w, int64_t value)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON)
        buffer_append_int(w->out, value);
    else
        pack_int(w->out, value);
    end_value(w);
}

void writer_bool(struct writer *w, bool value)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON)
        buffer_append_text(w->out, value ? "true" : "false");
    else
        pack_bool(w->out, value);
    end_value(w);
}

void writer_text(struct writer *w, struct bytes text)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON)
        append_json_text(w->out, text);
    else
        pack_text(w->out, text.data, text.size);
    end_value(w);
}

void writer_null(struct writer *w)
{
    begin_value(w);
    if (w->encoding == ENCODING_JSON)
        buffer_append_text(w->out, "null");
    else
        pack_null(w->out);
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
        pack_blob(w->out, blob);
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
