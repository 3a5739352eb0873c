#include "sys/log_line.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sys/clock.h"

#define ESCAPE_BYTES_MAX 6 /* "\u001f" */
#define TAIL_BYTES       3 /* A quote, a brace and the end of the line. */

static const char *level_name(enum log_level level)
{
    switch (level) {
    case LOG_NONE: break;
    case LOG_ERROR: return "error";
    case LOG_WARNING: return "warning";
    case LOG_INFO: return "info";
    case LOG_DEBUG: return "debug";
    }
    return "?";
}

/* How many bytes the UTF-8 character at the front has; 0 when it is none. */
static size_t character_size(struct bytes text)
{
    const uint8_t first = text.data[0];
    const size_t size = first < 0x80                    ? 1
                        : first >= 0xC2 && first < 0xE0 ? 2
                        : first >= 0xE0 && first < 0xF0 ? 3
                        : first >= 0xF0 && first < 0xF5 ? 4
                                                        : 0;

    if (size == 0 || size > text.size)
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((text.data[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

/* One character as it stands between quotes; what is no character becomes a question mark. */
static size_t escape(struct bytes text, char out[ESCAPE_BYTES_MAX + 1], size_t *taken)
{
    const uint8_t first = text.data[0];
    const size_t size = character_size(text);

    *taken = size > 0 ? size : 1;
    if (size == 0) {
        out[0] = '?';
        return 1;
    }
    if (first == '"' || first == '\\') {
        out[0] = '\\';
        out[1] = (char)first;
        return 2;
    }
    if (first < 0x20 || first == 0x7F)
        return (size_t)snprintf(out, ESCAPE_BYTES_MAX + 1, "\\u%04x", first);
    memcpy(out, text.data, size);
    return size;
}

/* False: not all of it fitted. */
static bool append_quoted(struct buffer *out, struct bytes text)
{
    char piece[ESCAPE_BYTES_MAX + 1];
    size_t taken = 0;
    bool fits = true;

    buffer_append_byte(out, '"');
    for (; fits && text.size > 0; text.data += taken, text.size -= taken) {
        const size_t size = escape(text, piece, &taken);

        fits = size + TAIL_BYTES <= out->capacity - out->size;
        if (fits)
            buffer_append(out, piece, size);
    }
    buffer_append_byte(out, '"');
    return fits;
}

static bool is_bare(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] <= ' ' || text.data[i] > '~' || strchr("\"=\\", text.data[i]) != NULL)
            return false;
    return text.size > 0;
}

static bool append_value(enum log_format format, struct buffer *out, const struct log_field *field)
{
    char text[32];

    switch (field->kind) {
    case LOG_TEXT:
        if (format == LOG_JSON || !is_bare(field->text) ||
            field->text.size + TAIL_BYTES > out->capacity - out->size)
            return append_quoted(out, field->text);
        buffer_append(out, field->text.data, field->text.size);
        return true;
    case LOG_COUNT: snprintf(text, sizeof text, "%" PRIu64, field->number); break;
    case LOG_SIGNED: snprintf(text, sizeof text, "%" PRId64, (int64_t)field->number); break;
    case LOG_ID:
        snprintf(text, sizeof text, format == LOG_JSON ? "\"%016" PRIx64 "\"" : "%016" PRIx64,
                 field->number);
        break;
    }
    buffer_append_text(out, text);
    return true;
}

static void append_key(enum log_format format, struct buffer *out, const char *key, bool is_first)
{
    if (!is_first)
        buffer_append_byte(out, format == LOG_JSON ? ',' : ' ');
    if (format == LOG_JSON)
        buffer_append_byte(out, '"');
    buffer_append_text(out, key);
    buffer_append_text(out, format == LOG_JSON ? "\":" : "=");
}

/* False: there was no more room, and nothing may follow. */
static bool append_pair(enum log_format format, struct buffer *out, const struct log_field *field,
                        bool is_first)
{
    const size_t room = strlen(field->key) + 24 + 4 + TAIL_BYTES; /* A number, and around it. */

    if (room > out->capacity - out->size)
        return false;
    append_key(format, out, field->key, is_first);
    return append_value(format, out, field);
}

static void append_head(enum log_format format, struct buffer *out, const struct log_head *head)
{
    char time_text[CLOCK_UTC_BYTES];
    struct log_field pairs[4];

    clock_write_utc(head->unix_ms, time_text);
    pairs[0] = log_text("time", time_text);
    pairs[1] = log_text("level", level_name(head->level));
    pairs[2] = log_text("area", head->area);
    pairs[3] = log_text("event", head->event);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        append_pair(format, out, &pairs[i], i == 0);
}

size_t log_line_write(enum log_format format, const struct log_head *head,
                      const struct log_field *fields, char out[LOG_LINE_BYTES_MAX])
{
    struct buffer line;
    bool fits = true;

    buffer_init(&line, out, LOG_LINE_BYTES_MAX);
    if (format == LOG_JSON)
        buffer_append_byte(&line, '{');
    append_head(format, &line, head);
    for (; fits && fields->key != NULL; fields++)
        fits = append_pair(format, &line, fields, false);
    if (format == LOG_JSON)
        buffer_append_byte(&line, '}');
    buffer_append_byte(&line, '\n');
    return line.size;
}
