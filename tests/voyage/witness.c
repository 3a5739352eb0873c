#include "witness_inside.h"

#include <stdlib.h>

/* ---- sessions -------------------------------------------------------------------------------- */

struct log *log_find(struct voyage *v, struct session_id id)
{
    for (uint32_t i = 0; i < LOGS_MAX; i++)
        if (!session_id_is_none(id) && session_id_equal(v->witness->logs[i].id, id))
            return &v->witness->logs[i];
    return NULL;
}

struct log *log_make(struct voyage *v, struct session_id id)
{
    for (uint32_t i = 0; i < LOGS_MAX; i++) {
        struct log *log = &v->witness->logs[i];

        if (!session_id_is_none(log->id))
            continue;
        log->id = id;
        for (uint32_t seat = 0; seat < SEATS_MAX; seat++)
            log->person_of[seat] = PEOPLE_MAX;
        return log;
    }
    voyage_fail(v, "more sessions than a witness can witness_look at");
}

const struct session *witness_session(struct voyage *v, struct session_id id)
{
    const struct log *log = log_find(v, id);

    return log != NULL && !log->is_deleted ? log->state : NULL;
}

bool witness_is_deleted(struct voyage *v, struct session_id id)
{
    const struct log *log = log_find(v, id);

    return log != NULL && (log->is_deleted || log->maybe_deleted);
}

struct log *log_of_person(struct voyage *v, uint32_t person)
{
    return log_find(v, v->people->session[v->people->list[person].session]);
}

uint16_t witness_seat(struct voyage *v, uint32_t person)
{
    const struct log *log = log_of_person(v, person);

    for (uint16_t seat = 0; log != NULL && log->state != NULL && seat < log->state->seats_count;
         seat++)
        if (log->person_of[seat] == person)
            return seat;
    return SEAT_NONE;
}

struct bytes witness_copy(struct bytes bytes)
{
    uint8_t *data = must(malloc(bytes.size + 1));

    if (bytes.size > 0)
        memcpy(data, bytes.data, bytes.size);
    return (struct bytes){data, bytes.size};
}

void log_forget_doubt(struct log *log)
{
    for (uint32_t i = 0; i < log->doubt_count; i++)
        free((void *)(uintptr_t)log->doubt[i].data);
    free(log->doubt);
    log->doubt = NULL;
    log->doubt_count = 0;
}

struct bytes witness_look(struct voyage *v, const struct session *s, const struct audience *a,
                          enum section section, enum encoding encoding)
{
    struct buffer out;
    struct writer w;

    buffer_init(&out, v->witness->scratch, sizeof v->witness->scratch);
    writer_init(&w, &out, encoding);
    if (!session_view(s, a, section, &w, VOYAGE_EPOCH_MS))
        return (struct bytes){NULL, 0};
    return buffer_bytes(&out);
}

/* ---- wishes ---------------------------------------------------------------------------------- */

uint64_t witness_wish(struct voyage *v, uint32_t person, uint32_t tab, const struct command *c)
{
    struct witness *w = v->witness;
    const struct log *log = log_of_person(v, person);
    const uint16_t seat = witness_seat(v, person);

    if (w->wishes_count + 2 > w->wishes_capacity) {
        w->wishes_capacity = w->wishes_capacity * 2 + 256;
        w->wishes = must(realloc(w->wishes, w->wishes_capacity * sizeof *w->wishes));
    }
    w->wishes[++w->wishes_count] =
        (struct wish){.person = person, .tab = tab, .room = ROOM_NONE, .round = ROUND_NONE};
    if (c->type == COMMAND_VOTE_CAST && seat != SEAT_NONE) {
        w->wishes[w->wishes_count].room = session_seat(log->state, seat)->room;
        w->wishes[w->wishes_count].round = (uint8_t)c->vote_cast.round;
        w->wishes[w->wishes_count].has_reason = c->vote_cast.reason.size > 0;
    }
    return w->wishes_count;
}

void witness_counted(struct voyage *v, uint32_t person, uint64_t client, uint64_t id, uint64_t wish)
{
    struct witness *w = v->witness;

    if (w->counted_count == w->counted_capacity) {
        w->counted_capacity = w->counted_capacity * 2 + 256;
        w->counted = must(realloc(w->counted, w->counted_capacity * sizeof *w->counted));
    }
    w->counted[w->counted_count++] = (struct counted){person, client, id, wish};
    voyage_tell(v, "  person %u counts wish %llu as client %llu, id %llu", person,
                (unsigned long long)wish, (unsigned long long)client, (unsigned long long)id);
}

uint64_t witness_wish_of(struct voyage *v, uint32_t person, uint64_t client, uint64_t id)
{
    const struct witness *w = v->witness;

    for (uint32_t i = w->counted_count; i > 0; i--) {
        const struct counted *c = &w->counted[i - 1];

        if (c->person == person && c->client == client && c->id == id)
            return c->wish;
    }
    return 0;
}

bool witness_is_of_two(struct voyage *v, uint32_t person, uint64_t client, uint64_t id)
{
    const struct witness *w = v->witness;
    const uint64_t last = witness_wish_of(v, person, client, id);

    for (uint32_t i = 0; i < w->counted_count; i++) {
        const struct counted *c = &w->counted[i];

        if (c->person == person && c->client == client && c->id == id && c->wish != last)
            return true;
    }
    return false;
}

void witness_hears(struct voyage *v, const struct conn *c, const struct command *command)
{
    const uint64_t wish = witness_wish_of(v, c->person, c->link.client, command->id);

    if (wish != 0 && v->witness->wishes[wish].seq != 0)
        voyage_strike(v, MISHAP_SENT_AGAIN);
}

/* Has the same page said hello on another link since, and is that one there? A hello can be late,
 * too: then the link that was opened first is the newer one. */
static bool is_replaced(const struct voyage *v, const struct conn *c)
{
    for (uint32_t i = 0; i < CONNS_MAX; i++) {
        const struct conn *newer = &v->sea->conns[i];

        if (newer->number != 0 && newer->hello > c->hello && newer->server_open &&
            newer->person == c->person && newer->link.client == c->link.client &&
            newer->link.state == HOST_LINK_OPEN)
            return true;
    }
    return false;
}

void witness_took(struct voyage *v, const struct conn *c, const struct command *command)
{
    if (c->link.client != 0 && is_replaced(v, c))
        voyage_fail(v, "%s of person %u is taken on a link that was replaced",
                    command_name(command->type), c->person);
}

/* ---- life ------------------------------------------------------------------------------------ */

void witness_open(struct voyage *v)
{
    v->witness = must(calloc(1, sizeof *v->witness));
}

void witness_close(struct voyage *v)
{
    struct witness *w = v->witness;

    for (uint32_t i = 0; i < LOGS_MAX; i++) {
        struct log *log = &w->logs[i];

        for (uint64_t e = 0; e < log->count; e++)
            free((void *)(uintptr_t)log->events[e].data);
        log_forget_doubt(log);
        free(log->events);
        free(log->wishes);
        free(log->state);
    }
    free(w->wishes);
    free(w->counted);
    free(w);
    v->witness = NULL;
}
