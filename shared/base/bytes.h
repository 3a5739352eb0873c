/* bytes.h -- a borrowed run of bytes. Never owns; valid as long as what it points into. Texts are
 * bytes too: UTF-8, not NUL-terminated, length in bytes. */
#ifndef DK_BASE_BYTES_H
#define DK_BASE_BYTES_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes {
    const uint8_t *data; /* May be NULL when size is 0. */
    size_t size;
};

/* The bytes of a NUL-terminated string, without the NUL. */
static inline struct bytes bytes_of(const char *text)
{
    return (struct bytes){(const uint8_t *)text, strlen(text)};
}

/* What comes after the first `size` of them. Nothing may be added to a NULL pointer, not even 0. */
static inline struct bytes bytes_after(struct bytes bytes, size_t size)
{
    assert(size <= bytes.size);
    return size == 0 ? bytes : (struct bytes){bytes.data + size, bytes.size - size};
}

static inline bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool bytes_equal_text(struct bytes a, const char *text)
{
    return bytes_equal(a, bytes_of(text));
}

#endif
