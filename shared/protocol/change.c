#include "protocol/change.h"

#include <assert.h>

#define FIELDS_MAX 32 /* Of one record. */

/* One writing, and where in its marks we are. */
struct change_side {
    const struct written_section *section;
    uint32_t mark;
};

/* The places of fields that differ, in the newer one and its older one. */
struct fields {
    uint32_t count;
    uint32_t now[FIELDS_MAX], before[FIELDS_MAX];
};

static bool is_kind(const struct written_section *s, uint32_t mark, uint32_t kinds)
{
    return mark < s->marks_count && (kinds >> s->marks[mark].kind & 1) != 0;
}

enum { OF_MAP = 1 << MARK_FIELD | 1 << MARK_ROWS, OF_ROW = 1 << MARK_ROW_FIELD };

static struct bytes between(const struct written_section *s, size_t from, size_t to)
{
    assert(from <= to && to <= s->bytes.size);
    return (struct bytes){s->bytes.data + from, to - from};
}

/* A row, or a field with its key. */
static struct bytes part_of(const struct written_section *s, uint32_t mark)
{
    return between(s, s->marks[mark].at, s->marks[mark].end);
}

static struct bytes key_of(const struct written_section *s, uint32_t mark)
{
    return between(s, s->marks[mark].at, s->marks[mark].at + s->marks[mark].key_bytes);
}

static struct bytes value_of(const struct writer *w, const struct written_section *s, uint32_t mark)
{
    const size_t colon = w->encoding == ENCODING_JSON ? 1 : 0;

    return between(s, s->marks[mark].at + s->marks[mark].key_bytes + colon, s->marks[mark].end);
}

/* What tells a row apart: the value of its first field. */
static struct bytes name_of(const struct writer *w, const struct written_section *s, uint32_t row)
{
    assert(is_kind(s, row + 1, OF_ROW));
    return value_of(w, s, row + 1);
}

/* The next mark of the kinds that belongs to what the mark at `from` begins; or the number of
 * marks. */
static uint32_t next_row(const struct written_section *s, uint32_t from)
{
    for (from++; from < s->marks_count && !is_kind(s, from, OF_MAP); from++) {
        if (s->marks[from].kind == MARK_ROW)
            return from;
    }
    return s->marks_count;
}

static uint32_t next_field(const struct written_section *s, uint32_t from)
{
    for (from++; from < s->marks_count && !is_kind(s, from, OF_MAP); from++)
        ;
    return from;
}

static void put(struct writer *w, const struct written_section *s, uint32_t mark)
{
    writer_raw_key(w, key_of(s, mark));
    writer_raw(w, value_of(w, s, mark));
}

/* ---- rows ----------------------------------------------------------------------------- */

/* The fields of a row that differ, and its first. false: they have other fields. */
static bool differing_in_row(struct change_side now, struct change_side before, struct fields *out)
{
    out->count = 0;
    for (uint32_t i = 0;; i++) {
        const uint32_t a = before.mark + 1 + i, b = now.mark + 1 + i;
        const bool more = is_kind(now.section, b, OF_ROW);

        if (more != is_kind(before.section, a, OF_ROW) || out->count == FIELDS_MAX)
            return false;
        if (!more)
            return true;
        if (!bytes_equal(key_of(now.section, b), key_of(before.section, a)))
            return false;
        if (i > 0 && bytes_equal(part_of(now.section, b), part_of(before.section, a)))
            continue;
        out->now[out->count++] = b;
    }
}

static void write_row(struct writer *w, struct change_side now, struct change_side before)
{
    struct fields fields;

    if (!differing_in_row(now, before, &fields)) {
        writer_raw(w, part_of(now.section, now.mark));
        return;
    }
    writer_map(w, fields.count);
    for (uint32_t i = 0; i < fields.count; i++)
        put(w, now.section, fields.now[i]);
}

/* The row of that name in the list that begins at the mark `list`, looked for from `from` on, where
 * it mostly is. The number of marks: there is none. */
static uint32_t find_row(const struct writer *w, const struct written_section *s, uint32_t list,
                         uint32_t from, struct bytes name)
{
    uint32_t row = from;

    for (; row < s->marks_count; row = next_row(s, row)) {
        if (bytes_equal(name_of(w, s, row), name))
            return row;
    }
    for (row = next_row(s, list); row < from; row = next_row(s, row)) {
        if (bytes_equal(name_of(w, s, row), name))
            return row;
    }
    return s->marks_count;
}

static void write_rows_that_differ(struct writer *w, struct change_side now,
                                   struct change_side before)
{
    const struct written_section *n = now.section, *b = before.section;
    uint32_t expected = next_row(b, before.mark);

    writer_key(w, "rows");
    writer_list_open(w);
    for (uint32_t row = next_row(n, now.mark); row < n->marks_count; row = next_row(n, row)) {
        const uint32_t older = find_row(w, b, before.mark, expected, name_of(w, n, row));

        if (older == b->marks_count) {
            writer_raw(w, part_of(n, row));
            continue;
        }
        if (!bytes_equal(part_of(n, row), part_of(b, older)))
            write_row(w, (struct change_side){n, row}, (struct change_side){b, older});
        expected = next_row(b, older);
    }
    writer_list_close(w);
}

static bool same_order(const struct writer *w, struct change_side now, struct change_side before)
{
    const struct written_section *n = now.section, *b = before.section;
    uint32_t i = next_row(n, now.mark), k = next_row(b, before.mark);

    while (i < n->marks_count && k < b->marks_count &&
           bytes_equal(name_of(w, n, i), name_of(w, b, k))) {
        i = next_row(n, i);
        k = next_row(b, k);
    }
    return i == n->marks_count && k == b->marks_count;
}

static void write_rows(struct writer *w, struct change_side now, struct change_side before)
{
    const struct written_section *n = now.section;
    const bool same = same_order(w, now, before);

    writer_map(w, same ? 1 : 2);
    write_rows_that_differ(w, now, before);
    if (same)
        return;
    writer_key(w, "order");
    writer_list_open(w);
    for (uint32_t row = next_row(n, now.mark); row < n->marks_count; row = next_row(n, row))
        writer_raw(w, name_of(w, n, row));
    writer_list_close(w);
}

/* ---- the section ---------------------------------------------------------------------- */

/* The fields that differ. false: they have other fields. */
static bool differing(const struct written_section *now, const struct written_section *before,
                      struct fields *out)
{
    uint32_t a = 0, b = 0;

    out->count = 0;
    while (a < before->marks_count && b < now->marks_count) {
        if (now->marks[b].kind != before->marks[a].kind ||
            !bytes_equal(key_of(now, b), key_of(before, a)) || out->count == FIELDS_MAX)
            return false;
        if (!bytes_equal(part_of(now, b), part_of(before, a))) {
            out->now[out->count] = b;
            out->before[out->count++] = a;
        }
        a = next_field(before, a);
        b = next_field(now, b);
    }
    return a == before->marks_count && b == now->marks_count;
}

enum change change_write(struct writer *w, const struct written_section *before,
                         const struct written_section *now)
{
    struct fields fields;

    if (bytes_equal(before->bytes, now->bytes))
        return CHANGE_NONE;
    if (!differing(now, before, &fields) || fields.count == 0)
        return CHANGE_WHOLE;
    writer_map(w, fields.count);
    for (uint32_t i = 0; i < fields.count; i++) {
        const uint32_t mark = fields.now[i];

        if (now->marks[mark].kind != MARK_ROWS) {
            put(w, now, mark);
            continue;
        }
        writer_raw_key(w, key_of(now, mark));
        write_rows(w, (struct change_side){now, mark},
                   (struct change_side){before, fields.before[i]});
    }
    return CHANGE_PARTS;
}

void change_pick(struct writer *w, const struct written_section *now, uint32_t fields)
{
    uint32_t count = 0;

    for (uint32_t left = fields; left != 0; left &= left - 1)
        count++;
    writer_map(w, count);
    for (uint32_t mark = 0; mark < now->marks_count; mark++) {
        if ((fields >> mark & 1) != 0)
            put(w, now, mark);
    }
}
