/* buffer.h -- append-only output into memory of the caller. Overflow is sticky: every later append
 * does nothing, and the caller checks `overflowed` once, at the end. */
#ifndef DK_BASE_BUFFER_H
#define DK_BASE_BUFFER_H

#include "base/bytes.h"

struct buffer {
    uint8_t *data;
    size_t size;     /* Bytes written. */
    size_t capacity; /* Bytes there is room for. */
    bool overflowed;
};

/* The caller keeps owning `data`, which outlives the buffer. */
void buffer_init(struct buffer *b, void *data, size_t capacity);
void buffer_reset(struct buffer *b);

/* Inline because every view is written through these two: a constant size becomes one store. */
static inline void buffer_append(struct buffer *b, const void *data, size_t size)
{
    if (b->overflowed || size > b->capacity - b->size) {
        b->overflowed = true;
        return;
    }
    if (size > 0)
        memcpy(b->data + b->size, data, size);
    b->size += size;
}

static inline void buffer_append_byte(struct buffer *b, uint8_t byte)
{
    buffer_append(b, &byte, 1);
}

void buffer_append_text(struct buffer *b, const char *text);
/* Decimal digits, with a minus sign when negative. */
void buffer_append_int(struct buffer *b, int64_t value);
static inline struct bytes buffer_bytes(const struct buffer *b)
{
    return (struct bytes){b->data, b->size};
}

#endif
