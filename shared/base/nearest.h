/* nearest.h -- which of the valid names was probably meant? The one with the smallest edit distance
 * (insert, delete, replace, swap of two neighbours), if that is small for the length of the
 * name. */
#ifndef DK_BASE_NEAREST_H
#define DK_BASE_NEAREST_H

#include "base/bytes.h"

#define NEAREST_NAME_MAX 64

struct nearest {
    struct bytes wrong;
    struct bytes best; /* The nearest so far; size 0: none is near enough. */
    uint32_t distance;
};

struct nearest nearest_begin(struct bytes wrong);
void nearest_try(struct nearest *n, struct bytes right);
/* The nearest name as a NUL-terminated text; "" when none is near. */
void nearest_write(const struct nearest *n, char *out, size_t capacity);

#endif
