/* letters.c -- what Unicode says about letters: composed, counted and folded, by utf8proc. In a
 * browser, which has all of that itself, wasm/letters.c stands in its place. */
#include "protocol/limits.h"
#include "protocol/utf8.h"
#include "protocol/written.h"

#include <utf8proc.h>

#define POINTS_MAX (3 * COMMAND_BYTES_MAX) /* A letter has at most three marks of its own (NFD). */

bool written_compose(struct buffer *out, size_t start)
{
    const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_int32_t points[POINTS_MAX + 1];
    utf8proc_ssize_t count = utf8proc_decompose(
        out->data + start, (utf8proc_ssize_t)(out->size - start), points, POINTS_MAX, how);

    if (count < 0 || count > POINTS_MAX)
        return false;
    count = utf8proc_reencode(points, count, how);
    if (count < 0)
        return false;
    out->size = start;
    buffer_append(out, (const uint8_t *)points, (size_t)count);
    return !out->overflowed;
}

uint32_t written_chars(struct bytes text)
{
    utf8proc_int32_t state = 0;
    uint32_t before, count = utf8_latin_count(text);

    if (count > 0)
        return count;
    if (text.size > 0) {
        before = utf8_take(&text);
        count = 1;
    }
    while (text.size > 0) {
        const uint32_t point = utf8_take(&text);

        count += utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)point,
                                                  &state);
        before = point;
    }
    return count;
}

uint32_t written_fold_case(struct bytes text, int32_t points[FOLDED_POINTS_MAX])
{
    const utf8proc_option_t how =
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    utf8proc_ssize_t count =
        utf8proc_decompose(text.data, (utf8proc_ssize_t)text.size, points, FOLDED_POINTS_MAX, how);

    if (count <= 0 || count > FOLDED_POINTS_MAX)
        return 0;
    count = utf8proc_normalize_utf32(points, count, how);
    return count < 0 ? 0 : (uint32_t)count;
}
