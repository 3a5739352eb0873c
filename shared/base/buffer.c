#include "base/buffer.h"

#include <assert.h>

void buffer_init(struct buffer *b, void *data, size_t capacity)
{
    assert(data != NULL || capacity == 0);
    *b = (struct buffer){.data = data, .capacity = capacity};
}

void buffer_reset(struct buffer *b)
{
    b->size = 0;
    b->overflowed = false;
}

void buffer_append_text(struct buffer *b, const char *text)
{
    buffer_append(b, text, strlen(text));
}

void buffer_append_int(struct buffer *b, int64_t value)
{
    char digits[20];
    size_t start = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do {
        digits[--start] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        buffer_append_byte(b, '-');
    buffer_append(b, digits + start, sizeof digits - start);
}
