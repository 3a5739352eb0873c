/* letters.c -- what Unicode says about letters, asked of the browser, which has it all: utf8proc
 * would make the module half as large again. In place of protocol/letters.c; what is imported here
 * is clients/core/alone/letters.ts. */
#include "protocol/written.h"

#define IMPORT(name) __attribute__((import_module("letters"), import_name(#name)))

/* NFC of `bytes` bytes at `text`, written in its place, where there is room for `room`. How many
 * bytes it has; -1: it does not fit, and nothing was written. */
IMPORT(compose) int32_t letters_compose(uint8_t *text, uint32_t bytes, uint32_t room);
IMPORT(count) uint32_t letters_count(const uint8_t *text, uint32_t bytes);
/* Code points of the folded text; 0: there are more than `most`, or none. */
IMPORT(fold)
uint32_t letters_fold(const uint8_t *text, uint32_t bytes, int32_t *points, uint32_t most);

bool written_compose(struct buffer *out, size_t start)
{
    const int32_t bytes = letters_compose(out->data + start, (uint32_t)(out->size - start),
                                          (uint32_t)(out->capacity - start));

    if (bytes < 0)
        return false;
    out->size = start + (size_t)bytes;
    return true;
}

uint32_t written_chars(struct bytes text)
{
    return letters_count(text.data, (uint32_t)text.size);
}

uint32_t written_fold_case(struct bytes text, int32_t points[FOLDED_POINTS_MAX])
{
    return letters_fold(text.data, (uint32_t)text.size, points, FOLDED_POINTS_MAX);
}
