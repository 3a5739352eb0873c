/* ways.c -- what a room decided, for the core in a browser to play it again with another decision
 * beside it (session/retell.h): the events, and the hash of the session that they make. Nobody who
 * played is in it. For who leads the talk, and for the wall that it is about; only of a room that
 * looks back, as before that a team's luck would be told in advance. */
#include <stdlib.h>

#include "api/internal.h"
#include "base/hex.h"
#include "protocol/codec.h"
#include "session/retell.h"
#include "session/session.h"
#include "session/state.h"

#define RETOLD_EVENTS_MAX (8 + ROUNDS_MAX * (5 + HAPPENINGS_BROUGHT_MAX))
#define RETOLD_BYTES_MAX  (256 * 1024) /* As text; some forty bytes an event. */
#define HASH_BYTES        8

/* What is told, and the session that it makes. */
struct retelling {
    struct arena *arena;
    struct session *again;
    struct bytes *events;
    uint32_t count, events_max;
};

static struct bytes hex_of(struct arena *arena, const uint8_t *data, size_t size)
{
    uint32_t got;
    uint8_t *text = arena_list(arena, 2 * size, 1, &got);

    hex_write((char *)text, data, got / 2);
    return (struct bytes){text, got};
}

/* The little end first, as the core in WebAssembly says it. */
static struct bytes hash_of(struct arena *arena, uint64_t hash)
{
    uint8_t bytes[HASH_BYTES];

    for (uint32_t i = 0; i < HASH_BYTES; i++)
        bytes[i] = (uint8_t)(hash >> (8 * i));
    return hex_of(arena, bytes, sizeof bytes);
}

static void retell_event(void *arg, const struct event *event)
{
    struct retelling *r = arg;
    struct event e = *event;
    uint8_t memory[EVENT_BYTES_MAX];
    struct buffer out;

    e.seq = session_seq(r->again) + 1;
    session_apply(r->again, &e);
    buffer_init(&out, memory, sizeof memory);
    codec_write_event(&out, event);
    assert(!out.overflowed && (r->count < r->events_max || r->events_max == 0));
    if (r->count < r->events_max)
        r->events[r->count++] = hex_of(r->arena, out.data, out.size);
}

static void reply_ways(struct http_request *request, const struct host_look *look, uint32_t room,
                       enum lang lang)
{
    struct retelling r = {.arena = arena_open()};
    void *again = malloc(session_bytes(RETOLD_ROOMS, RETOLD_SEATS));

    if (r.arena == NULL || again == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
    } else {
        r.events = arena_list(r.arena, RETOLD_EVENTS_MAX, sizeof *r.events, &r.events_max);
        r.again = session_init(again, look->scenario, RETOLD_ROOMS, RETOLD_SEATS);
        session_retell(look->state, room, lang, retell_event, &r);
        reply_body(request, 200, &body_retold,
                   &(struct body_retold){.scenario = look->scenario->id,
                                         .hash = hash_of(r.arena, session_hash(r.again)),
                                         .events = {r.events, r.count}},
                   r.arena, RETOLD_BYTES_MAX);
    }
    free(again);
    arena_close(r.arena);
}

static bool may_look(const struct host_look *look)
{
    return look_is_trainer(look) || session_seat(look->state, look->seat)->role == ROLE_PROJECTOR;
}

static void on_seat_for_ways(void *arg, const struct host_look *look)
{
    struct job *job = arg;
    struct http_request *request = job->request;
    const uint32_t room = job->target;
    const enum lang lang = job->lang;

    if (!job_seat_found(job, look))
        return;
    if (!may_look(look)) {
        job_fail(job, FAULT_FORBIDDEN, NULL);
    } else if (!session_is_of_today(look->state)) {
        job_fail(job, FAULT_SESSION_OUTDATED, NULL);
    } else if (room >= look->state->settings.rooms_count ||
               session_room(look->state, room)->step != STEP_DEBRIEF) {
        job_fail(job, FAULT_NOT_FOUND, NULL);
    } else {
        job_end(job);
        reply_ways(request, look, room, lang);
    }
}

void route_ways(struct api *api, struct http_request *request, const char *part)
{
    char *end;
    const unsigned long room = strtoul(part, &end, 10);
    struct job *job;

    if (part[0] < '0' || part[0] > '9' || *end != '\0' || room >= ROOMS_MAX) {
        http_fail(request, FAULT_NOT_FOUND, NULL);
        return;
    }
    job = job_begin(api, request);
    if (job == NULL)
        return;
    job->target = (uint16_t)room;
    job_look_up(job, on_seat_for_ways);
}
