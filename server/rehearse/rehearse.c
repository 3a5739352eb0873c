/* rehearse.c -- the rehearsals that run: who comes in, who has a link, and when they look round. */
#include "rehearse/inside.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "sys/clock.h"
#include "sys/log.h"

#define LOOK_MS       1000 /* How often they look round. */
#define LOOK_QUICK_MS 250  /* The same, in a hurry. */
#define COME_MS       20000
#define COME_QUICK_MS 3000
#define AGAIN_MS      5000  /* Until somebody who was not let in tries again. */
#define AWAY_MS       45000 /* A phone that was put away. */
#define NEXT_DEED_MS  1500

struct rehearse {
    struct host *host;
    const struct clock *clock;
    struct rehearsal *running[REHEARSALS_MAX];
    bool is_stopped;
    uint8_t scratch[HOST_ROOM_BYTES_MIN]; /* What is sent to them goes here; they do not read. */
};

/* ---- life ----------------------------------------------------------------------------------- */

enum result rehearse_open(struct rehearse **out, struct host *host, const struct clock *clock)
{
    struct rehearse *all = calloc(1, sizeof *all);

    if (all == NULL)
        return RESULT_NO_MEMORY;
    all->host = host;
    all->clock = clock;
    *out = all;
    return RESULT_OK;
}

static void hang_up(struct rehearsed *p)
{
    if (p->is_linked)
        host_link_close(&p->link);
    p->is_linked = false;
}

static void rehearsal_end(struct rehearsal *r)
{
    host_cancel(r->all->host, r->ticket);
    for (uint32_t i = 0; i < r->people_count; i++) {
        host_cancel(r->all->host, r->people[i].ticket);
        hang_up(&r->people[i]);
    }
    free(r->people);
    free(r);
}

void rehearse_stop(struct rehearse *all)
{
    all->is_stopped = true;
    for (uint32_t i = 0; i < REHEARSALS_MAX; i++) {
        if (all->running[i] != NULL)
            rehearsal_end(all->running[i]);
        all->running[i] = NULL;
    }
}

void rehearse_close(struct rehearse *all)
{
    if (all != NULL)
        rehearse_stop(all);
    free(all);
}

static struct rehearsal **place_free(struct rehearse *all)
{
    for (uint32_t i = 0; i < REHEARSALS_MAX; i++) {
        if (all->running[i] == NULL)
            return &all->running[i];
    }
    return NULL;
}

bool rehearse_has_place(const struct rehearse *all, uint32_t rooms, uint32_t people)
{
    uint32_t running = 0;

    for (uint32_t i = 0; i < REHEARSALS_MAX; i++)
        running += all->running[i] != NULL;
    return !all->is_stopped && running < REHEARSALS_MAX && rooms * people <= REHEARSED_MAX;
}

enum result rehearse_begin(struct rehearse *all, const struct rehearse_wish *wish)
{
    const uint64_t now_ms = clock_now_ms(all->clock);
    struct rehearsal **place = place_free(all), *r;

    if (place == NULL || !rehearse_has_place(all, wish->rooms, wish->people))
        return RESULT_FULL;
    r = calloc(1, sizeof *r);
    if (r == NULL)
        return RESULT_NO_MEMORY;
    *r = (struct rehearsal){.all = all,
                            .session = wish->session,
                            .rooms = wish->rooms,
                            .people_count = wish->rooms * wish->people,
                            .lang = wish->lang,
                            .quick = wish->quick,
                            .names = wish->names,
                            .seed = wish->session.value,
                            .trainer_ms = now_ms};
    snprintf(r->code, sizeof r->code, "%s", wish->code);
    r->people = calloc(r->people_count, sizeof *r->people);
    if (r->people == NULL) {
        free(r);
        return RESULT_NO_MEMORY;
    }
    for (uint32_t i = 0; i < r->people_count; i++) {
        r->people[i] = (struct rehearsed){.rehearsal = r, .number = i, .round = ROUND_NONE};
        token_make(&r->people[i].token);
    }
    *place = r;
    log_info("rehearse", "begun", log_id("session", r->session.value),
             log_count("people", r->people_count));
    return RESULT_OK;
}

/* ---- coming in ------------------------------------------------------------------------------ */

/* The name of this number, from the list; after the last one it begins again, with a 2. */
static struct bytes name_of(const struct rehearsed *p, char out[NAME_CHARS_MAX + 1])
{
    const char *from = p->rehearsal->names;
    uint32_t count = 1, number = p->number;
    size_t size;

    for (const char *at = from; *at != '\0'; at++)
        count += *at == ' ';
    for (uint32_t skip = number % count; skip > 0; skip--)
        from = strchr(from, ' ') + 1;
    size = strcspn(from, " ");
    if (number < count)
        snprintf(out, NAME_CHARS_MAX + 1, "%.*s", (int)size, from);
    else
        snprintf(out, NAME_CHARS_MAX + 1, "%.*s %u", (int)size, from, number / count + 1);
    return bytes_of(out);
}

static void on_seat(void *arg, const struct host_answer *answer)
{
    struct rehearsed *p = arg;

    p->ticket = 0;
    p->has_seat = answer->fault == FAULT_NONE && answer->reject == REJECT_NONE;
    p->due_ms = p->has_seat ? 0 : clock_now_ms(p->rehearsal->all->clock) + AGAIN_MS;
}

static void take_seat(struct rehearsed *p)
{
    struct rehearsal *r = p->rehearsal;
    char name[NAME_CHARS_MAX + 1];
    const struct command command = {.type = COMMAND_SEAT_TAKE,
                                    .seat = SEAT_NONE,
                                    .seat_take = {.role = ROLE_PARTICIPANT,
                                                  .room = p->number % r->rooms,
                                                  .name = name_of(p, name),
                                                  .lang = (uint8_t)r->lang,
                                                  .token_hash = {p->token.hash, TOKEN_HASH_BYTES}}};

    p->ticket = host_request(r->all->host, r->session, &command, on_seat, p);
}

static void pick_up(struct rehearsed *p)
{
    host_link_init(&p->link, p->rehearsal->all->host, ENCODING_MSGPACK, NULL, NULL);
    host_link_take_changes(&p->link);
    host_link_hello(&p->link, p->token.hash, LANG_COUNT, 0);
    p->is_linked = true;
}

/* ---- looking round -------------------------------------------------------------------------- */

static void say(struct rehearsed *p, struct command *command)
{
    command->id = ++p->id;
    host_link_command(&p->link, command);
    p->deeds++;
}

/* Somebody with a seat and a link sees where the room is. */
static void go_on(struct rehearsed *p, const struct session *s, uint64_t now_ms)
{
    const struct room *r = session_room(s, session_seat(s, p->link.seat)->room);
    struct command command;

    if (s->paused_at_ms != 0 || !room_in_round(r))
        return;
    if (p->round != r->round || p->step != r->step) {
        p->round = r->round;
        p->step = r->step;
        p->deeds = 0;
        p->due_ms = now_ms + rehearsed_think_ms(p, s, r->round, (enum step)r->step);
        if (rehearsed_dozes(p, r->round, (enum step)r->step)) {
            hang_up(p);
            p->due_ms = now_ms + AWAY_MS;
            return;
        }
    }
    if (now_ms < p->due_ms || !rehearsed_deed(p, s, &command))
        return;
    say(p, &command);
    p->due_ms = now_ms + (p->rehearsal->quick ? LOOK_QUICK_MS : NEXT_DEED_MS);
}

/* Everybody comes in within a while; the first ones at once. */
static void come_in(struct rehearsed *p, uint64_t now_ms)
{
    const struct rehearsal *r = p->rehearsal;
    const uint32_t while_ms = r->quick ? COME_QUICK_MS : COME_MS;

    if (p->ticket != 0)
        return;
    if (p->due_ms == 0)
        p->due_ms = now_ms + (uint64_t)while_ms * p->number / r->people_count;
    if (now_ms >= p->due_ms)
        take_seat(p);
}

static bool is_trainer_there(const struct session *s)
{
    for (uint32_t i = 0; i < s->seats_count; i++) {
        const struct seat *seat = session_seat(s, i);

        if (role_leads(seat->role) && seat->present)
            return true;
    }
    return false;
}

static void on_deleted(void *arg, const struct host_answer *answer)
{
    (void)arg;
    (void)answer; /* The next look tells that it is gone, or it deletes itself in time. */
}

static void look_round(struct rehearsal *r, const struct session *s, uint64_t now_ms)
{
    if (is_trainer_there(s))
        r->trainer_ms = now_ms;
    if (now_ms > r->trainer_ms + REHEARSE_GONE_MS) {
        r->trainer_ms = now_ms; /* Tried once in that time. */
        host_delete(r->all->host, r->session, on_deleted, NULL);
        return;
    }
    if (s->status == STATUS_CREATED)
        return;
    for (uint32_t i = 0; i < r->people_count; i++) {
        struct rehearsed *p = &r->people[i];

        if (!p->has_seat)
            come_in(p, now_ms);
        else if (!p->is_linked && now_ms >= p->due_ms)
            pick_up(p);
        else if (p->is_linked && p->link.state == HOST_LINK_OPEN)
            go_on(p, s, now_ms);
    }
}

static void on_look(void *arg, const struct host_look *look)
{
    struct rehearsal *r = arg;

    r->ticket = 0;
    if (look->fault == FAULT_NONE)
        look_round(r, look->state, clock_now_ms(r->all->clock));
    else if (look->fault != FAULT_BUSY)
        r->is_over = true; /* Cleared away before the next turn. */
}

/* ---- turns ---------------------------------------------------------------------------------- */

/* What was sent to it is taken off, as a phone would; what is on it does not matter here. */
static void read_all(struct rehearsed *p, uint64_t now_ms)
{
    struct rehearse *all = p->rehearsal->all;
    enum host_write done = HOST_WRITE_MESSAGE;
    struct buffer out;

    while (done == HOST_WRITE_MESSAGE) {
        buffer_init(&out, all->scratch, sizeof all->scratch);
        done = host_link_write(&p->link, &out);
    }
    if (done != HOST_WRITE_LAST)
        return;
    hang_up(p); /* Asked out, perhaps; it may be let back. */
    p->due_ms = now_ms + AGAIN_MS;
}

static void rehearsal_turn(struct rehearsal *r, uint64_t now_ms)
{
    if (now_ms < r->next_ms)
        return;
    r->next_ms = now_ms + (r->quick ? LOOK_QUICK_MS : LOOK_MS);
    for (uint32_t i = 0; i < r->people_count; i++) {
        if (r->people[i].is_linked)
            read_all(&r->people[i], now_ms);
    }
    if (r->ticket == 0)
        r->ticket = host_look_code(r->all->host, bytes_of(r->code), on_look, r);
}

uint64_t rehearse_turn(struct rehearse *all)
{
    const uint64_t now_ms = clock_now_ms(all->clock);
    uint64_t due_ms = 0;

    for (uint32_t i = 0; i < REHEARSALS_MAX; i++) {
        struct rehearsal *r = all->running[i];

        if (r != NULL && r->is_over) {
            rehearsal_end(r);
            r = all->running[i] = NULL;
        }
        if (r == NULL)
            continue;
        rehearsal_turn(r, now_ms);
        if (due_ms == 0 || r->next_ms < due_ms)
            due_ms = r->next_ms;
    }
    return due_ms;
}
