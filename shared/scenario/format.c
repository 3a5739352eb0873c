#include "scenario/format.h"

#include "base/buffer.h"

#include <assert.h>
#include <stdarg.h>

static void append_hex(struct buffer *b, uint32_t value)
{
    for (int shift = 28; shift >= 0; shift -= 4)
        buffer_append_byte(b, (uint8_t) "0123456789abcdef"[value >> shift & 15]);
}

/* Append as much of a text as fits. */
static void append_cut(struct buffer *b, struct bytes text)
{
    const size_t room = b->capacity - b->size;

    buffer_append(b, text.data, text.size < room ? text.size : room);
}

void format_text(char *out, size_t capacity, const char *format, ...)
{
    struct buffer b;
    va_list args;

    assert(capacity > 0);
    buffer_init(&b, out, capacity - 1);
    va_start(args, format);
    for (const char *p = format; *p != '\0'; p++) {
        if (*p != '%') {
            buffer_append_byte(&b, (uint8_t)*p);
            continue;
        }
        switch (*++p) {
        case 's': append_cut(&b, bytes_of(va_arg(args, const char *))); break;
        case 'b': append_cut(&b, va_arg(args, struct bytes)); break;
        case 'd': buffer_append_int(&b, va_arg(args, int32_t)); break;
        case 'u': buffer_append_int(&b, va_arg(args, uint32_t)); break;
        case 'x': append_hex(&b, va_arg(args, uint32_t)); break;
        default: assert(*p == '%'); buffer_append_byte(&b, '%');
        }
    }
    va_end(args);
    out[b.size] = '\0';
}
