/* audience.c -- which sections are due on which link, and their bytes, built once per audience.
 *
 * For every section the host knows the seq at which it last changed, for one room, for all rooms or
 * for anybody. A link knows up to which seq it has everything. What is due is the difference, so no
 * queue can grow: a slow link skips versions that were replaced in the meantime.
 *
 * Bytes are built when the first link of an audience asks after a change, and shared by the
 * others; so is what differs from how the section looked before (protocol/change.h). A link that
 * has it as it looked before gets that, any other the whole. `me` belongs to one seat and is
 * built for it alone. */
#include "host/host_inside.h"

#include "base/hash.h"
#include "protocol/change.h"
#include "session/state.h"
#include "sys/log.h"

#include <assert.h>
#include <stdlib.h>

/* ---- what changed --------------------------------------------------------------------------- */

static void stamp(struct section_stamps *stamps, uint32_t sections, uint64_t seq)
{
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        if ((sections & section_at(i)) != 0)
            stamps->seq[i] = seq;
}

/* Their own path tells of a room that they have left, too. */
static void mark_who_played_there(struct home *home, uint8_t room, uint64_t seq)
{
    for (uint16_t seat = 0; seat < session_seats_count(home->session); seat++)
        if (session_has_played_in(home->session, seat, room))
            home->seats[seat].me_seq = seq;
}

void audience_mark(struct home *home, struct dirty dirty, uint64_t seq)
{
    uint32_t sections = dirty.sections;

    if (sections == 0)
        return;
    home->dirty_any = true;
    if (dirty.seat_only) {
        home->people_changed = true; /* Its links now belong to another audience. */
        home->seats[dirty.seat].me_seq = seq;
        return;
    }
    if ((sections & SECTION_ME) != 0 && dirty.seat != SEAT_NONE) {
        home->seats[dirty.seat].me_seq = seq;
        sections &= ~(uint32_t)SECTION_ME;
    }
    if ((sections & SECTION_ME) != 0 && dirty.room < ROOMS_MAX)
        mark_who_played_there(home, dirty.room, seq);
    stamp(&home->changed_any, sections, seq);
    if (dirty.room == ROOM_ALL) {
        home->dirty_rooms = UINT64_MAX;
        stamp(&home->changed_all, sections, seq);
    } else if (dirty.room < ROOMS_MAX) {
        home->dirty_rooms |= UINT64_C(1) << dirty.room;
        stamp(&home->changed_room[dirty.room], sections, seq);
    }
}

static void go_back(struct section_stamps *stamps, uint64_t seq)
{
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        if (stamps->seq[i] > seq)
            stamps->seq[i] = seq;
}

/* Nobody has seen what came after it, as nothing is shown before it is durable. */
void audience_undo(struct home *home, uint64_t seq)
{
    go_back(&home->changed_any, seq);
    go_back(&home->changed_all, seq);
    for (uint32_t room = 0; room < ROOMS_MAX; room++)
        go_back(&home->changed_room[room], seq);
    for (uint32_t seat = 0; seat < home->seats_max; seat++)
        if (home->seats[seat].me_seq > seq)
            home->seats[seat].me_seq = seq;
}

static uint64_t later(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* When this section of this audience last changed. */
static uint64_t changed_seq(const struct home *home, const struct audience *audience, uint32_t i)
{
    if (audience->room >= ROOMS_MAX)
        return home->changed_any.seq[i];
    return later(home->changed_all.seq[i], home->changed_room[audience->room].seq[i]);
}

uint32_t audience_due(const struct home *home, const struct host_link *link)
{
    const struct audience *audience = &link->views->audience;
    uint32_t due = 0;

    if (link->seq_sent == 0)
        return SECTIONS_ALL;
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        if (changed_seq(home, audience, i) > link->seq_sent)
            due |= section_at(i);
    if (home->seats[link->seat].me_seq > link->seq_sent)
        due |= SECTION_ME;
    return due;
}

/* ---- views ---------------------------------------------------------------------------------- */

static bool same_audience(const struct audience_views *views, struct audience audience,
                          enum encoding encoding)
{
    return views->encoding == encoding && views->audience.role == audience.role &&
           views->audience.room == audience.room && views->audience.lang == audience.lang;
}

struct audience_views *audience_take(struct home *home, struct audience audience,
                                     enum encoding encoding)
{
    struct audience_views *views = home->views;

    while (views != NULL && !same_audience(views, audience, encoding))
        views = views->next;
    if (views == NULL) {
        views = calloc(1, sizeof *views);
        if (views == NULL)
            return NULL;
        views->audience = audience;
        views->encoding = (uint8_t)encoding;
        views->next = home->views;
        home->views = views;
    }
    views->links_count++;
    return views;
}

static void views_free(struct audience_views *views)
{
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        free(views->sections[i].whole.data);
        free(views->sections[i].marks.data);
        free(views->sections[i].change.data);
    }
    free(views);
}

void audience_give(struct home *home, struct audience_views *views)
{
    struct audience_views **at = &home->views;

    assert(views->links_count > 0);
    if (--views->links_count > 0)
        return;
    while (*at != views)
        at = &(*at)->next;
    *at = views->next;
    views_free(views);
}

void audience_clear(struct home *home)
{
    while (home->views != NULL) {
        struct audience_views *views = home->views;

        home->views = views->next;
        views_free(views);
    }
}

/* ---- what was built -------------------------------------------------------------------------- */

/* Write a section into the host's scratch, with its marks. false: this audience has no such
 * section. */
static bool build(struct home *home, const struct audience *audience, enum encoding encoding,
                  enum section section, struct written_section *out)
{
    struct host *h = home->host;
    struct writer_marks marks = {.items = h->scratch_marks, .capacity = HOST_MARKS_MAX};
    struct writer writer;
    struct buffer built;

    buffer_init(&built, h->scratch, sizeof h->scratch);
    writer_init(&writer, &built, encoding);
    writer_mark(&writer, &marks);
    if (!session_view(home->session, audience, section, &writer, h->now_ms))
        return false;
    if (!writer_ok(&writer)) {
        log_error("host", "section_too_large", log_id("session", home->id.value),
                  log_text("section", section_name(section)));
        return false;
    }
    *out = (struct written_section){buffer_bytes(&built), marks.items,
                                    marks.overflowed ? 0 : marks.count};
    return true;
}

/* false: no memory. */
static bool keep(struct kept_bytes *kept, const void *data, size_t size)
{
    if (size > kept->capacity) {
        uint8_t *grown = realloc(kept->data, size);

        if (grown == NULL)
            return false;
        kept->data = grown;
        kept->capacity = size;
    }
    if (size > 0)
        memcpy(kept->data, data, size);
    kept->size = size;
    return true;
}

static struct written_section kept_section(const struct section_bytes *kept)
{
    return (struct written_section){{kept->whole.data, kept->whole.size},
                                    (const struct writer_mark *)(const void *)kept->marks.data,
                                    (uint32_t)(kept->marks.size / sizeof(struct writer_mark))};
}

/* The section has looked as it does since this state. `has_change`: it can be made of how it looked
 * before. */
static void age_renew(struct section_age *age, uint64_t seq, bool has_change)
{
    age->seq_before = has_change ? age->seq_now : 0;
    age->seq_now = seq;
}

/* Keep the change that makes the new section of the kept one. false: there is none, or it would
 * save nothing. */
static bool keep_change(struct host *h, struct section_bytes *kept, enum encoding encoding,
                        const struct written_section *now)
{
    const struct written_section before = kept_section(kept);
    struct buffer out;
    struct writer w;

    if (before.marks_count == 0 || now->marks_count == 0)
        return false;
    buffer_init(&out, h->scratch_change, sizeof h->scratch_change);
    writer_init(&w, &out, encoding);
    return change_write(&w, &before, now) == CHANGE_PARTS && writer_ok(&w) &&
           out.size < now->bytes.size && keep(&kept->change, out.data, out.size);
}

static void build_anew(struct home *home, struct audience_views *views,
                       const struct audience *audience, enum section section)
{
    struct section_bytes *kept = &views->sections[section_index(section)];
    const uint64_t seq = session_seq(home->session);
    struct written_section now;
    const bool had = kept->exists && kept->age.seq != 0;

    kept->exists = build(home, audience, views->encoding, section, &now);
    kept->age.seq = seq;
    if (!kept->exists)
        return;
    if (had && bytes_equal(kept_section(kept).bytes, now.bytes))
        return;
    age_renew(&kept->age, seq, had && keep_change(home->host, kept, views->encoding, &now));
    kept->exists = keep(&kept->whole, now.bytes.data, now.bytes.size) &&
                   keep(&kept->marks, now.marks, now.marks_count * sizeof *now.marks);
    if (!kept->exists)
        kept->age.seq = 0; /* The next look builds it. */
}

static enum section_news news(const struct section_age *age, uint64_t since)
{
    if (since >= age->seq_now)
        return SECTION_SAME;
    return age->seq_before != 0 && since >= age->seq_before ? SECTION_PARTS : SECTION_WHOLE;
}

/* ---- one's own ------------------------------------------------------------------------------- */

/* Note which fields differ from when the section was last built for this seat. */
static void me_look(struct me_age *me, enum encoding encoding, const struct written_section *now,
                    uint64_t seq)
{
    const bool had =
        me->age.seq != 0 && me->encoding == encoding && me->fields_count == now->marks_count;
    uint32_t changed = 0;

    assert(now->marks_count > 0 && now->marks_count <= HOST_ME_FIELDS_MAX);
    for (uint32_t i = 0; i < now->marks_count; i++) {
        const struct writer_mark *mark = &now->marks[i];
        const uint64_t hash =
            hash64(HASH64_START, now->bytes.data + mark->at, mark->end - mark->at);

        if (!had || hash != me->hashes[i])
            changed |= 1u << i;
        me->hashes[i] = hash;
    }
    if (changed != 0) {
        me->changed = changed;
        age_renew(&me->age, seq, had);
    }
    me->encoding = (uint8_t)encoding;
    me->fields_count = now->marks_count;
    me->age.seq = seq;
}

static enum section_news me_section(struct home *home, const struct audience *audience,
                                    enum encoding encoding, uint64_t since, struct bytes *out)
{
    struct me_age *me = &home->seats[audience->seat].me;
    const uint64_t changed = later(home->seats[audience->seat].me_seq,
                                   changed_seq(home, audience, section_index(SECTION_ME)));
    struct written_section now;
    enum section_news what;
    struct buffer picked;
    struct writer w;

    if (!build(home, audience, encoding, SECTION_ME, &now))
        return SECTION_NONE;
    if (me->age.seq < changed || me->encoding != encoding)
        me_look(me, encoding, &now, session_seq(home->session));
    *out = now.bytes;
    what = since == 0 ? SECTION_WHOLE : news(&me->age, since);
    if (what != SECTION_PARTS)
        return what;
    buffer_init(&picked, home->host->scratch_change, sizeof home->host->scratch_change);
    writer_init(&w, &picked, encoding);
    change_pick(&w, &now, me->changed);
    assert(writer_ok(&w));
    *out = buffer_bytes(&picked);
    return what;
}

enum section_news audience_section(struct home *home, struct audience_views *views, uint16_t seat,
                                   enum section section, uint64_t since, struct bytes *out)
{
    struct section_bytes *kept = &views->sections[section_index(section)];
    struct audience audience = views->audience;
    enum section_news what;

    assert(!home->in_flight);
    audience.seat = seat;
    if (section == SECTION_ME)
        return me_section(home, &audience, views->encoding, since, out);
    if (kept->age.seq == 0 || kept->age.seq < changed_seq(home, &audience, section_index(section)))
        build_anew(home, views, &audience, section);
    if (!kept->exists)
        return kept->age.seq == 0 ? SECTION_FAILED : SECTION_NONE;
    what = since == 0 ? SECTION_WHOLE : news(&kept->age, since);
    *out = what == SECTION_PARTS ? (struct bytes){kept->change.data, kept->change.size}
                                 : (struct bytes){kept->whole.data, kept->whole.size};
    return what;
}
