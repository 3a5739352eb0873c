/* bytes.h -- a borrowed run of bytes. Never owns; valid as long as what it points into. Texts are
 * bytes too: UTF-8, not NUL-terminated, length in bytes. */
#ifndef DK_BASE_BYTES_H
#define DK_BASE_BYTES_H

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

static inline bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool bytes_equal_text(struct bytes a, const char *text)
{
    return bytes_equal(a, bytes_of(text));
}

#endif
