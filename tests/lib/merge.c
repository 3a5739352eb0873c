#include "merge.h"

#include "protocol/limits.h"
#include "walk.h"

#define PARTS_MAX (SEATS_MAX + 64)

/* The entries of a map, or the values of a list (without keys), as their bytes. */
struct parts {
    uint32_t count;
    struct bytes keys[PARTS_MAX], values[PARTS_MAX];
};

static struct bytes passed(const struct walk *r, const uint8_t *from)
{
    return (struct bytes){from, (size_t)(r->at - from)};
}

static bool parts_read(enum encoding encoding, struct bytes bytes, bool is_map, struct parts *out)
{
    struct walk r = {bytes.data, bytes.data + bytes.size, encoding, false};
    uint64_t left = 0;
    bool begun = false;

    out->count = 0;
    while (is_map ? walk_map(&r, &left, &begun) : walk_list(&r, &left, &begun)) {
        const uint8_t *from = r.at;

        if (out->count == PARTS_MAX)
            return false;
        if (is_map)
            walk_key(&r);
        out->keys[out->count] = passed(&r, from);
        if (is_map && encoding == ENCODING_JSON)
            out->keys[out->count].size--; /* Its colon. */
        from = r.at;
        walk_skip(&r);
        out->values[out->count++] = passed(&r, from);
    }
    return !r.bad && r.at == r.end;
}

static const struct bytes *part_of(const struct parts *parts, struct bytes key)
{
    for (uint32_t i = 0; i < parts->count; i++) {
        if (bytes_equal(parts->keys[i], key))
            return &parts->values[i];
    }
    return NULL;
}

static bool is_key(enum encoding encoding, struct bytes key, const char *name)
{
    const size_t size = strlen(name);

    return key.size == size + (encoding == ENCODING_JSON ? 2 : 1) &&
           memcmp(key.data + 1, name, size) == 0;
}

/* ---- rows ----------------------------------------------------------------------------- */

static struct parts before, changed, order, row_before, row_changed;

/* The value of a row's first field. */
static struct bytes name_of(enum encoding encoding, struct bytes row)
{
    struct walk r = {row.data, row.data + row.size, encoding, false};
    uint64_t left = 0;
    bool begun = false;
    const uint8_t *from;

    if (!walk_map(&r, &left, &begun))
        return (struct bytes){NULL, 0};
    walk_key(&r);
    from = r.at;
    walk_skip(&r);
    return passed(&r, from);
}

static const struct bytes *row_named(enum encoding encoding, const struct parts *rows,
                                     struct bytes name)
{
    for (uint32_t i = 0; i < rows->count; i++) {
        if (bytes_equal(name_of(encoding, rows->values[i]), name))
            return &rows->values[i];
    }
    return NULL;
}

static bool merge_row(struct writer *w, struct bytes older, struct bytes change)
{
    if (!parts_read(w->encoding, older, true, &row_before) ||
        !parts_read(w->encoding, change, true, &row_changed))
        return false;
    writer_map(w, row_before.count);
    for (uint32_t i = 0; i < row_before.count; i++) {
        const struct bytes *value = part_of(&row_changed, row_before.keys[i]);

        writer_raw_key(w, row_before.keys[i]);
        writer_raw(w, value != NULL ? *value : row_before.values[i]);
    }
    return true;
}

static bool put_row(struct writer *w, struct bytes name)
{
    const struct bytes *older = row_named(w->encoding, &before, name);
    const struct bytes *change = row_named(w->encoding, &changed, name);

    if (older != NULL && change != NULL)
        return merge_row(w, *older, *change);
    if (older == NULL && change == NULL)
        return false;
    writer_raw(w, older != NULL ? *older : *change);
    return true;
}

static bool merge_rows(struct writer *w, struct bytes older, struct bytes change)
{
    static struct parts told;
    bool has_order = false, right = true;

    if (!parts_read(w->encoding, older, false, &before) ||
        !parts_read(w->encoding, change, true, &told))
        return false;
    changed.count = 0;
    for (uint32_t i = 0; i < told.count; i++) {
        const bool rows = is_key(w->encoding, told.keys[i], "rows");

        has_order |= is_key(w->encoding, told.keys[i], "order");
        if ((!rows && !is_key(w->encoding, told.keys[i], "order")) ||
            !parts_read(w->encoding, told.values[i], false, rows ? &changed : &order))
            return false;
    }
    writer_list_open(w);
    for (uint32_t i = 0; right && i < (has_order ? order.count : before.count); i++)
        right = put_row(w, has_order ? order.values[i] : name_of(w->encoding, before.values[i]));
    writer_list_close(w);
    return right;
}

/* ---- sections ------------------------------------------------------------------------- */

static bool is_list(enum encoding encoding, struct bytes value)
{
    if (value.size == 0)
        return false;
    return encoding == ENCODING_JSON
               ? value.data[0] == '['
               : (value.data[0] & 0xF0) == 0x90 || value.data[0] == 0xDC || value.data[0] == 0xDD;
}

bool merge_section(enum encoding encoding, struct bytes section, struct bytes change,
                   struct buffer *out)
{
    static struct parts fields, changes;
    uint32_t used = 0;
    bool right = true;
    struct writer w;

    if (!parts_read(encoding, section, true, &fields) ||
        !parts_read(encoding, change, true, &changes))
        return false;
    writer_init(&w, out, encoding);
    writer_map(&w, fields.count);
    for (uint32_t i = 0; right && i < fields.count; i++) {
        const struct bytes *value = part_of(&changes, fields.keys[i]);

        used += value != NULL;
        writer_raw_key(&w, fields.keys[i]);
        if (value != NULL && is_list(encoding, fields.values[i]) && !is_list(encoding, *value))
            right = merge_rows(&w, fields.values[i], *value);
        else
            writer_raw(&w, value != NULL ? *value : fields.values[i]);
    }
    return right && used == changes.count && writer_ok(&w);
}
