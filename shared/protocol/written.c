#include "protocol/written.h"

#include "protocol/limits.h"
#include "protocol/utf8.h"

/* Is a space at either end, or beside another one? */
static bool has_loose_space(struct bytes text)
{
    bool blank = true; /* What stands before is a blank, or the beginning. */

    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == ' ' && blank)
            return true;
        blank = text.data[i] == ' ';
    }
    return blank;
}

/* Most texts by far: one line of Latin letters, which no rule changes. */
static bool is_clean(struct bytes text)
{
    return text.size == 0 || (utf8_latin_count(text) > 0 && !has_loose_space(text));
}

static bool is_joiner(uint32_t point)
{
    return point == 0x200C || point == 0x200D;
}

/* Blanks that have no width: there is nothing to see between the letters beside them. */
static bool is_no_width(uint32_t point)
{
    return point == 0x200B || point == 0x2060 || point == 0xFEFF;
}

/* Collects what is kept: blanks and joiners wait until it is known what follows them. */
struct cleaner {
    struct buffer *out;
    size_t start;
    bool blank;
    uint32_t joiner; /* 0: none. */
};

static void put(struct cleaner *c, uint32_t point)
{
    uint8_t utf8[4];

    buffer_append(c->out, utf8, utf8_encode(point, utf8));
}

static void keep(struct cleaner *c, uint32_t point)
{
    if (c->blank && c->out->size > c->start)
        put(c, ' ');
    else if (c->joiner != 0 && c->out->size > c->start)
        put(c, c->joiner);
    c->blank = false;
    c->joiner = 0;
    put(c, point);
}

static void take(struct cleaner *c, uint32_t point)
{
    if (is_joiner(point)) {
        c->joiner = point;
    } else if (utf8_is_blank(point) && !is_no_width(point)) {
        c->blank = true;
        c->joiner = 0;
    } else if (!utf8_is_mark_unseen(point)) {
        keep(c, point);
    }
}

bool written_clean(struct bytes text, struct buffer *out, struct bytes *clean)
{
    struct cleaner c = {.out = out, .start = out->size};

    *clean = text;
    if (is_clean(text))
        return true;
    if (text.size > COMMAND_BYTES_MAX)
        return false;
    while (text.size > 0)
        take(&c, utf8_take(&text));
    if (out->overflowed || !written_compose(out, c.start))
        return false;
    *clean = (struct bytes){out->data + c.start, out->size - c.start};
    return true;
}
