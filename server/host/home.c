/* home.c -- one session in memory, and its turn, in these stages:
 *
 *   waiters   looks and links that waited until no batch was in flight
 *   decide    presence, a deadline, then the inbox: each command sees what the ones before it did
 *   batch     all events of the turn go to the journal at once (batch.c)
 *   finish    when durable (or at once, if there were no events): replies, then links are woken */
#include "host/host_inside.h"

#include "protocol/codec.h"
#include "session/state.h"
#include "sys/log.h"

#include <assert.h>
#include <stdlib.h>

#define JOURNAL_RETRY_MS 5

/* ---- life ----------------------------------------------------------------------------------- */

struct home *home_new(struct host *h, struct session_id id)
{
    struct home *home = calloc(1, sizeof *home);

    if (home == NULL)
        return NULL;
    home->host = h;
    home->id = id;
    home->state = HOME_READY;
    home->timer.owner = home;
    home->waiters_end = &home->waiters;
    home->next = h->homes;
    if (h->homes != NULL)
        h->homes->previous = home;
    h->homes = home;
    h->homes_count++;
    metric_set(h->metrics.homes, h->homes_count);
    return home;
}

bool home_has_session(struct home *home)
{
    if (home->seats == NULL) /* They stay when the session is read again. */
        home->seats = calloc(home->seats_max, sizeof *home->seats);
    home->idle_at_ms = home->host->now_ms + home->host->parts.settings.idle_ms;
    return home->seats != NULL;
}

static void queue_remove(struct home *home)
{
    struct host *h = home->host;
    struct home *before = NULL;

    if (!home->is_queued)
        return;
    for (struct home *at = h->queue_first; at != home; at = at->queue_next)
        before = at;
    if (before == NULL)
        h->queue_first = home->queue_next;
    else
        before->queue_next = home->queue_next;
    if (h->queue_last == home)
        h->queue_last = before;
    home->is_queued = false;
}

void home_free(struct home *home)
{
    struct host *h = home->host;

    assert(home->links_count == 0 && home->waiters == NULL && home->calls == 0);
    queue_remove(home);
    timers_set(&h->timers, &home->timer, 0);
    if (home->previous != NULL)
        home->previous->next = home->next;
    else
        h->homes = home->next;
    if (home->next != NULL)
        home->next->previous = home->previous;
    h->homes_count--;
    metric_set(h->metrics.homes, h->homes_count);
    audience_clear(home);
    inbox_clear(&home->inbox);
    free(home->replies);
    free(home->seats);
    free(home->session);
    free(home);
}

void home_wake(struct home *home)
{
    struct host *h = home->host;

    if (home->is_queued)
        return;
    home->is_queued = true;
    home->queue_next = NULL;
    if (h->queue_first == NULL)
        h->queue_first = home;
    else
        h->queue_last->queue_next = home;
    h->queue_last = home;
}

void home_wait(struct home *home, struct ticket *ticket)
{
    assert(ticket->host == home->host && ticket->session.value == home->id.value);
    ticket->next = NULL;
    *home->waiters_end = ticket;
    home->waiters_end = &ticket->next;
    home_wake(home);
}

void home_end_links(struct home *home, enum fault fault, enum bye bye)
{
    for (uint32_t seat = 0; seat < home->seats_max && home->seats != NULL; seat++)
        for (struct host_link *link = home->seats[seat].links; link != NULL; link = link->next) {
            link->moved_to = fault == FAULT_MOVED ? shared_node_of(home->host, home->id) : NULL;
            host_link_end(link, fault, bye);
        }
}

/* ---- deciding ------------------------------------------------------------------------------- */

/* Decide a command and count its events. */
static enum reject decide(struct home *home, const struct command *command, const char **field)
{
    struct host *h = home->host;
    enum reject reject = session_decide(home->session, command, &h->events, field);

    if (reject != REJECT_NONE)
        return reject;
    assert(!h->events.overflowed);
    for (uint32_t i = 0; i < h->events.count; i++) {
        struct event *event = &h->events.items[i];

        event->seq = session_seq(home->session) + 1;
        batch_add(home, event);
        audience_mark(home, session_apply(home->session, event), event->seq);
    }
    return REJECT_NONE;
}

/* A command of the host itself: nobody waits for a reply. */
static void decide_own(struct home *home, const struct command *command)
{
    if (batch_has_room(&home->host->batch))
        decide(home, command, NULL);
}

/* The seat that this token already opens, or SEAT_NONE. So a phone that asks to join twice, because
 * a tap or an answer got lost, gets one seat. */
static uint16_t seat_of_token(const struct session *s, struct bytes hash)
{
    for (uint16_t seat = 0; seat < session_seats_count(s); seat++) {
        if (session_seat_open(s, seat) && hash.size == TOKEN_HASH_BYTES &&
            memcmp(session_texts(s, seat)->token, hash.data, TOKEN_HASH_BYTES) == 0)
            return seat;
    }
    return SEAT_NONE;
}

static enum reject decide_joining(struct home *home, const struct command *command,
                                  const char **field)
{
    const uint16_t seat = seat_of_token(home->session, command->seat_take.token_hash);

    if (seat == SEAT_NONE)
        return decide(home, command, field);
    home->host->batch.seat_taken = seat;
    return REJECT_NONE;
}

static void decide_once(struct home *home, const struct command *command, struct home_reply *reply)
{
    const uint64_t before = session_seq(home->session);

    reply->reject = (uint8_t)decide(home, command, &reply->field);
    if (session_seq(home->session) == before)
        again_remember(home, command, reply);
}

static void decide_item(struct home *home, const struct inbox_item *item)
{
    const struct command *command = &item->command;
    struct batch *batch = &home->host->batch;
    struct home_reply reply = {.link_number = item->link_number,
                               .ticket = item->ticket,
                               .seat = command->seat,
                               .id = command->id,
                               .client = command->client,
                               .taken_us = item->taken_us};

    metric_add(home->host->metrics.commands, 1);
    batch->seat_taken = SEAT_NONE;
    if (command->type != COMMAND_SEAT_TAKE && again_answered(home, command, &reply))
        ;
    else if (host_storage_fault(home->host) != FAULT_NONE)
        reply.fault = (uint8_t)host_storage_fault(home->host);
    else if (command->type == COMMAND_SEAT_TAKE)
        reply.reject = (uint8_t)decide_joining(home, command, &reply.field);
    else
        decide_once(home, command, &reply);
    if (reply.reject != REJECT_NONE)
        metric_add(home->host->metrics.rejected[reply.reject], 1);
    if (batch->seat_taken != SEAT_NONE && item->ticket != 0)
        reply.seat = batch->seat_taken;
    if (reply.link_number != 0 || reply.ticket != 0)
        home->replies[home->replies_count++] = reply;
}

/* When a deadline is due, or 0. A deadline that passed while the server was down waits until the
 * phones can be back: they may hold votes that could not be sent. */
static uint64_t tick_due_ms(const struct home *home)
{
    uint64_t deadline_ms = session_deadline_ms(home->session);

    return deadline_ms != 0 && deadline_ms < home->ticks_from_ms ? home->ticks_from_ms
                                                                 : deadline_ms;
}

static void decide_tick(struct home *home)
{
    uint64_t deadline_ms = tick_due_ms(home);

    if (deadline_ms != 0 && deadline_ms <= home->host->now_ms)
        decide_own(home, &(struct command){
                             .type = COMMAND_TICK, .seat = SEAT_NONE, .at_ms = home->host->now_ms});
}

/* ---- the turn ------------------------------------------------------------------------------- */

static void let_waiters_in(struct home *home)
{
    struct ticket *ticket = home->waiters;

    home->waiters = NULL;
    home->waiters_end = &home->waiters;
    while (ticket != NULL) {
        struct ticket *next = ticket->next;

        if (ticket->kind == TICKET_LOOK)
            ticket_look(ticket, home);
        else if (ticket->cancelled)
            ticket_free(ticket);
        else
            host_link_enter(ticket->link, home, ticket);
        ticket = next;
    }
}

static void reschedule(struct home *home, uint64_t presence_ms)
{
    uint64_t due_ms = host_storage_fault(home->host) != FAULT_NONE ? 0 : tick_due_ms(home);

    if (presence_ms != 0 && (due_ms == 0 || presence_ms < due_ms))
        due_ms = presence_ms;
    if (home->links_count == 0 && (due_ms == 0 || home->idle_at_ms < due_ms))
        due_ms = home->idle_at_ms;
    timers_set(&home->host->timers, &home->timer, due_ms);
}

/* Decides what no command asked for. Returns when somebody may count as away, or 0. */
static uint64_t decide_unasked(struct home *home)
{
    uint64_t presence_ms;

    if (home->renewal_due)
        decide_own(home, &(struct command){.type = COMMAND_SESSION_RENEW,
                                           .seat = SEAT_NONE,
                                           .at_ms = home->host->now_ms});
    home->renewal_due = false;
    /* A session that is being made has no seats until its first command is applied. */
    presence_ms = presence_run(home, decide_own);
    decide_tick(home);
    return presence_ms;
}

static void decide_all(struct home *home)
{
    uint64_t presence_ms;

    assert(home->state == HOME_READY && home->replies_count == 0);
    batch_begin(home);
    home->turns++;
    presence_ms = host_storage_fault(home->host) != FAULT_NONE ? 0 : decide_unasked(home);
    while (home->inbox.count > 0 && batch_has_room(&home->host->batch) && replies_make_room(home))
        decide_item(home, inbox_pop(&home->inbox));
    if (home->inbox.count == 0)
        inbox_pop(&home->inbox); /* An empty inbox gives memory back. */
    if (home->host->batch.events_count > 0)
        batch_send(home);
    else
        replies_say(home);
    if (home->host->failed || home->state != HOME_READY)
        return; /* It could not be sent. */
    reschedule(home, presence_ms);
}

void home_turn(struct home *home)
{
    struct host *h = home->host;

    if (home->in_flight || (home->state == HOME_LOADING && home->broken == FAULT_NONE))
        return; /* What it waits for will wake it again. */
    if (home->state == HOME_LOADING) {
        home_load_failed(home, home->broken);
        return;
    }
    if (home->state == HOME_DELETING) {
        home_delete_run(home);
        return;
    }
    if (!journal_has_room(h->parts.journal)) {
        timers_set(&h->timers, &home->timer, h->now_ms + JOURNAL_RETRY_MS);
        return;
    }
    let_waiters_in(home);
    if (home->state != HOME_READY)
        return; /* Whoever looked has deleted it, and it is woken for that. */
    decide_all(home);
    if (home->state != HOME_READY)
        return;
    if (home->inbox.count > 0 && !home->in_flight)
        home_wake(home);
    home_unload_if_idle(home);
}
