/* message_in.c -- reads by walking: the bytes of a section stay as they came. */
#include "message_in.h"

#include "merge.h"
#include "walk.h"

#include <stdlib.h>

static void read_sections(struct walk *r, bool changes, struct message_in *out)
{
    uint64_t left = 0;
    bool begun = false;

    while (walk_map(r, &left, &begun) && out->sections_count < SECTIONS_COUNT) {
        const uint32_t i = out->sections_count;
        const uint8_t *from;

        r->bad |= !section_parse(walk_key(r), &out->sections[i]);
        from = r->at;
        walk_skip(r);
        out->bytes[i] = (struct bytes){from, (size_t)(r->at - from)};
        out->is_change[i] = changes;
        out->sections_count++;
    }
}

static bool kind_of(struct bytes word, enum message_kind *kind)
{
    static const char *const words[] = {"welcome", "view", "ack", "rejected",
                                        "error",   "bye",  "pong"};

    for (uint32_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (bytes_equal_text(word, words[i])) {
            *kind = (enum message_kind)i;
            return true;
        }
    }
    return false;
}

static bool read_code(struct bytes word, struct message_in *out)
{
    switch (out->kind) {
    case MESSAGE_REJECTED: return reject_parse(word, &out->code);
    case MESSAGE_ERROR: return fault_parse(word, &out->code);
    default: return bye_parse(word, &out->code);
    }
}

bool message_in_read(struct bytes bytes, enum encoding encoding, struct message_in *out)
{
    struct walk r = {bytes.data, bytes.data + bytes.size, encoding, false};
    uint64_t left = 0;
    bool begun = false, has_kind = false;

    *out = (struct message_in){0};
    while (walk_map(&r, &left, &begun)) {
        const struct bytes key = walk_key(&r);

        if (bytes_equal_text(key, "t"))
            r.bad |= !(has_kind = kind_of(walk_text(&r), &out->kind));
        else if (bytes_equal_text(key, "id"))
            out->id = walk_number(&r);
        else if (bytes_equal_text(key, "seq"))
            out->seq = walk_number(&r);
        else if (bytes_equal_text(key, "at_ms"))
            out->at_ms = walk_number(&r);
        else if (bytes_equal_text(key, "seat"))
            out->seat = (uint16_t)walk_number(&r);
        else if (bytes_equal_text(key, "code"))
            r.bad |= !read_code(walk_text(&r), out);
        else if (bytes_equal_text(key, "since"))
            out->since = walk_number(&r);
        else if (bytes_equal_text(key, "sections") || bytes_equal_text(key, "changes"))
            read_sections(&r, bytes_equal_text(key, "changes"), out);
        else
            walk_skip(&r);
    }
    return !r.bad && has_kind && r.at == r.end;
}

/* ---- on a screen ----------------------------------------------------------------------------- */

static void show(struct shown *shown, struct bytes bytes)
{
    uint8_t *data = realloc(shown->data, bytes.size + 1);

    if (data == NULL)
        abort(); /* There is no voyage without. */
    memcpy(data, bytes.data, bytes.size);
    *shown = (struct shown){data, bytes.size, true};
}

const char *message_in_show(const struct message_in *view, enum encoding encoding,
                            struct shown *screen)
{
    static uint8_t memory[SECTION_BYTES_MAX];

    for (uint32_t i = 0; i < view->sections_count; i++) {
        struct shown *shown = &screen[section_index(view->sections[i])];
        struct bytes whole = view->bytes[i];
        struct buffer merged;

        buffer_init(&merged, memory, sizeof memory);
        if (view->is_change[i] &&
            (!shown->is_there || !merge_section(encoding, (struct bytes){shown->data, shown->size},
                                                view->bytes[i], &merged)))
            return section_name(view->sections[i]);
        show(shown, view->is_change[i] ? buffer_bytes(&merged) : whole);
    }
    return NULL;
}

void shown_clear(struct shown *screen)
{
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        free(screen[i].data);
        screen[i] = (struct shown){0};
    }
}
