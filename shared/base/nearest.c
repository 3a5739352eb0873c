#include "base/nearest.h"

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance; only three rows of its table are kept. */
static uint32_t distance(struct bytes a, struct bytes b)
{
    uint32_t rows[3][NEAREST_NAME_MAX + 1];

    for (uint32_t j = 0; j <= b.size; j++)
        rows[0][j] = j;
    for (uint32_t i = 1; i <= a.size; i++) {
        uint32_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *higher = rows[(i + 1) % 3];

        row[0] = i;
        for (uint32_t j = 1; j <= b.size; j++) {
            const bool same = a.data[i - 1] == b.data[j - 1];

            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1])
                row[j] = least(row[j], higher[j - 2] + 1);
        }
    }
    return rows[a.size % 3][b.size];
}

struct nearest nearest_begin(struct bytes wrong)
{
    return (struct nearest){.wrong = wrong, .distance = (uint32_t)(wrong.size / 3 + 1)};
}

void nearest_try(struct nearest *n, struct bytes right)
{
    uint32_t d;

    if (n->wrong.size > NEAREST_NAME_MAX || right.size > NEAREST_NAME_MAX)
        return;
    d = distance(n->wrong, right);
    if (d < n->distance || (d == n->distance && n->best.size == 0)) {
        n->distance = d;
        n->best = right;
    }
}

void nearest_write(const struct nearest *n, char *out, size_t capacity)
{
    const size_t size = n->best.size < capacity ? n->best.size : capacity - 1;

    if (size > 0)
        memcpy(out, n->best.data, size);
    out[size] = '\0';
}
