/* log_line.h -- how a line of the log is written, so that programs can read it back: texts from
 * outside are quoted, and nobody can forge a field or a line with them. */
#ifndef DK_SYS_LOG_LINE_H
#define DK_SYS_LOG_LINE_H

#include "base/buffer.h"

#define LOG_LINE_BYTES_MAX 512 /* With its end. Texts that do not fit are cut, and the line ends. */

enum log_level { LOG_NONE, LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };
enum log_format { LOG_LOGFMT, LOG_JSON };

enum log_kind { LOG_TEXT, LOG_COUNT, LOG_SIGNED, LOG_ID };

/* One pair. Keys are static, of letters and underscores; NULL ends a list. */
struct log_field {
    const char *key;
    enum log_kind kind;
    uint64_t number; /* Of LOG_SIGNED as two's complement. */
    struct bytes text;
};

static inline struct log_field log_bytes(const char *key, struct bytes text)
{
    return (struct log_field){.key = key, .kind = LOG_TEXT, .text = text};
}

static inline struct log_field log_text(const char *key, const char *text)
{
    return log_bytes(key, bytes_of(text));
}

static inline struct log_field log_count(const char *key, uint64_t count)
{
    return (struct log_field){.key = key, .kind = LOG_COUNT, .number = count};
}

static inline struct log_field log_signed(const char *key, int64_t number)
{
    return (struct log_field){.key = key, .kind = LOG_SIGNED, .number = (uint64_t)number};
}

/* Of a session or a hash: sixteen hexadecimal digits, a text in JSON. */
static inline struct log_field log_id(const char *key, uint64_t id)
{
    return (struct log_field){.key = key, .kind = LOG_ID, .number = id};
}

struct log_head {
    uint64_t unix_ms;
    enum log_level level;
    const char *area, *event; /* Static, of letters and underscores. */
};

/* Writes the line and its end; returns its size, at most LOG_LINE_BYTES_MAX. */
size_t log_line_write(enum log_format format, const struct log_head *head,
                      const struct log_field *fields, char out[LOG_LINE_BYTES_MAX]);

#endif
