/* host_link_write.c -- the messages of a link, made when there is room for them: first the small
 * ones (welcome, replies, bye, pong), then one view of all sections that changed since the last:
 * to whoever takes changes what differs from what the link has, else the whole section. A view that
 * does not fit is cut between sections and goes on in the next message, under the same seq. */
#include "host/host_inside.h"

#include "protocol/codec.h"

#include <assert.h>

#define VIEW_OVERHEAD_BYTES 128 /* What a view message has around its sections. */
#define KEY_BYTES_MAX       36  /* The name of a section in it. */

static void write_reply(struct host_link *link, struct writer *w)
{
    const struct host_reply *reply = &link->replies[link->replies_first];

    switch ((enum reply_kind)reply->kind) {
    case REPLY_ACK: codec_write_ack(w, reply->id, reply->seq); break;
    case REPLY_REJECTED:
        codec_write_rejected(w, reply->id, (enum reject)reply->code, reply->field);
        break;
    case REPLY_FAULT: codec_write_error(w, reply->id, (enum fault)reply->code, reply->field); break;
    }
}

/* The sections that go into one message. */
struct view_message {
    uint32_t count, changes_count;
    uint32_t left, same; /* Due, but: there is no room now; the link has it. */
    enum section sections[SECTIONS_COUNT];
    struct bytes bytes[SECTIONS_COUNT];
    bool is_change[SECTIONS_COUNT];
    bool failed; /* There was no memory for one of them. */
};

/* Take the sections that fit. `me` must come last: its bytes stand in the scratch in which the
 * others are built. */
static void view_collect(struct host_link *link, uint32_t due, size_t room,
                         struct view_message *view)
{
    const uint64_t since = link->takes_changes ? link->seq_sent : 0;
    size_t used = VIEW_OVERHEAD_BYTES;

    *view = (struct view_message){0};
    for (uint32_t i = 0; i <= SECTIONS_COUNT; i++) {
        enum section section = i < SECTIONS_COUNT ? section_at(i) : SECTION_ME;
        enum section_news what;
        struct bytes bytes;

        if ((due & section) == 0 || (i < SECTIONS_COUNT && section == SECTION_ME))
            continue;
        what = audience_section(link->home, link->views, link->seat, section, since, &bytes);
        view->failed |= what == SECTION_FAILED;
        if (what == SECTION_SAME)
            view->same |= section;
        if (what == SECTION_NONE || what == SECTION_FAILED || what == SECTION_SAME)
            continue;
        if (used + KEY_BYTES_MAX + bytes.size > room) {
            view->left |= section;
            continue;
        }
        used += KEY_BYTES_MAX + bytes.size;
        view->changes_count += what == SECTION_PARTS;
        view->is_change[view->count] = what == SECTION_PARTS;
        view->sections[view->count] = section;
        view->bytes[view->count++] = bytes;
    }
}

static void put_sections(struct writer *w, const struct view_message *view, bool changes)
{
    writer_key(w, changes ? "changes" : "sections");
    writer_map(w, changes ? view->changes_count : view->count - view->changes_count);
    for (uint32_t i = 0; i < view->count; i++) {
        if (view->is_change[i] != changes)
            continue;
        writer_key(w, section_name(view->sections[i]));
        writer_raw(w, view->bytes[i]);
    }
}

static bool write_view(struct host_link *link, struct buffer *out, enum host_write *done)
{
    uint64_t seq = session_seq(link->home->session);
    bool goes_on = link->sections_left != 0 && link->seq_view == seq;
    uint32_t due = goes_on ? link->sections_left : audience_due(link->home, link);
    const uint64_t since = link->seq_told;
    struct view_message view;
    struct writer w;

    view_collect(link, due, out->capacity - out->size, &view);
    if (view.failed) { /* Half a view would be taken for a whole one: come back. */
        host_link_end(link, FAULT_BUSY, BYE_COUNT);
        return false;
    }
    *done = HOST_WRITE_MESSAGE;
    if (view.count == 0 && view.left != 0) {
        *done = HOST_WRITE_FULL;
        return true;
    }
    link->sections_left = view.left;
    link->seq_view = seq;
    if (view.left == 0)
        link->seq_sent = seq;
    if (view.count == 0 && view.same == 0)
        return false;
    /* One in which nothing differs is sent too: an ack may wait for its number. */
    link->seq_told = seq;
    writer_init(&w, out, (enum encoding)link->encoding);
    codec_write_view_head(&w, seq, link->host->now_ms, view.changes_count > 0 ? since : 0);
    if (view.changes_count > 0)
        put_sections(&w, &view, true);
    put_sections(&w, &view, false);
    assert(writer_ok(&w)); /* view_collect left room. */
    return true;
}

/* The small messages, in their order. false: none is due. */
static bool write_small(struct host_link *link, struct writer *w)
{
    if (link->welcome_due) {
        codec_write_welcome(w, link->seat, (enum role)link->views->audience.role,
                            link->host->now_ms);
    } else if (link->replies_count > 0) {
        write_reply(link, w);
    } else if (link->state == HOST_LINK_ENDING) {
        codec_write_bye(w, (enum bye)link->bye);
    } else if (link->pong_due) {
        codec_write_pong(w, link->host->now_ms);
    } else {
        return false;
    }
    return true;
}

/* Clear what write_small wrote. */
static enum host_write small_written(struct host_link *link)
{
    if (link->welcome_due) {
        link->welcome_due = false;
    } else if (link->replies_count > 0) {
        link->replies_first = (uint8_t)((link->replies_first + 1) % HOST_REPLIES_MAX);
        link->replies_count--;
        if (link->state == HOST_LINK_ENDING && link->replies_count == 0 && link->bye == BYE_COUNT)
            return HOST_WRITE_LAST;
    } else if (link->state == HOST_LINK_ENDING) {
        return HOST_WRITE_LAST;
    } else {
        link->pong_due = false;
    }
    return HOST_WRITE_MESSAGE;
}

enum host_write host_link_write(struct host_link *link, struct buffer *out)
{
    size_t start = out->size;
    struct writer w;
    enum host_write done;

    assert(!out->overflowed);
    if (link->home == NULL)
        link->welcome_due = false; /* Its session was deleted before the welcome was sent. */
    writer_init(&w, out, (enum encoding)link->encoding);
    if (write_small(link, &w)) {
        if (writer_ok(&w))
            return small_written(link);
        out->size = start;
        out->overflowed = false;
        return HOST_WRITE_FULL;
    }
    if (link->state == HOST_LINK_OPEN && link->home->state == HOME_READY &&
        !link->home->in_flight && write_view(link, out, &done))
        return done;
    if (link->state == HOST_LINK_ENDING && write_small(link, &w))
        return small_written(link);
    /* The state is ahead of the journal, perhaps only for another room. Whoever is behind is woken
     * when that has caught up, whatever became of the batch. */
    if (link->state == HOST_LINK_OPEN && (link->home->in_flight || link->home->state != HOME_READY))
        link->waits_for_journal = link->home->links_wait = true;
    link->awake = false;
    return HOST_WRITE_NOTHING;
}
