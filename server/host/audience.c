/* audience.c -- which sections are due on which link, and their bytes, built once per audience.
 *
 * For every section the host knows the seq at which it last changed, for one room, for all rooms or
 * for anybody. A link knows up to which seq it has everything. What is due is the difference, so no
 * queue can grow: a slow link skips versions that were replaced in the meantime.
 *
 * Bytes are built when the first link of an audience asks after a change, and shared by the others.
 * `me` belongs to one seat and is built for it alone. */
#include "host/host_inside.h"

#include "session/state.h"
#include "sys/log.h"

#include <assert.h>
#include <inttypes.h>
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
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        free(views->sections[i].data);
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

/* Write a section into the host's scratch. false: this audience has no such section. */
static bool build(struct home *home, const struct audience *audience, enum encoding encoding,
                  enum section section, struct buffer *out)
{
    struct host *h = home->host;
    struct writer writer;

    buffer_init(out, h->scratch, sizeof h->scratch);
    writer_init(&writer, out, encoding);
    if (!session_view(home->session, audience, section, &writer, h->now_ms))
        return false;
    if (!writer_ok(&writer)) {
        log_error("host", "section_too_large", "session=%016" PRIx64 " section=%s", home->id.value,
                  section_name(section));
        return false;
    }
    return true;
}

/* Keep what was built. false: no memory. */
static bool keep(struct section_bytes *section, const struct buffer *built)
{
    if (built->size > section->capacity) {
        uint8_t *data = realloc(section->data, built->size);

        if (data == NULL)
            return false;
        section->data = data;
        section->capacity = built->size;
    }
    if (built->size > 0)
        memcpy(section->data, built->data, built->size);
    section->size = built->size;
    return true;
}

bool audience_section(struct home *home, struct audience_views *views, uint16_t seat,
                      enum section section, struct bytes *out)
{
    uint32_t i = section_index(section);
    struct section_bytes *kept = &views->sections[i];
    struct audience audience = views->audience;
    struct buffer built;

    assert(!home->in_flight);
    audience.seat = seat;
    if (section == SECTION_ME) {
        bool exists = build(home, &audience, views->encoding, section, &built);

        *out = exists ? buffer_bytes(&built) : (struct bytes){NULL, 0};
        return exists;
    }
    if (kept->seq == 0 || kept->seq < changed_seq(home, &audience, i)) {
        kept->exists =
            build(home, &audience, views->encoding, section, &built) && keep(kept, &built);
        kept->seq = session_seq(home->session);
    }
    *out = (struct bytes){kept->data, kept->size};
    return kept->exists;
}
