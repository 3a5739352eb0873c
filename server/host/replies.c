/* replies.c -- what happens when a turn is durable: everybody who asked gets an ack or a rejection,
 * and every link that has something to see is woken. */
#include "host/host_inside.h"

#include <assert.h>
#include <stdlib.h>

bool replies_make_room(struct home *home)
{
    uint32_t capacity = home->replies_capacity == 0 ? 16 : home->replies_capacity * 2;
    struct home_reply *replies;

    if (home->replies_count < home->replies_capacity)
        return true;
    replies = realloc(home->replies, capacity * sizeof *replies);
    if (replies == NULL)
        return false;
    home->replies = replies;
    home->replies_capacity = capacity;
    return true;
}

static struct host_link *find_link(struct home *home, uint16_t seat, uint64_t number)
{
    struct host_link *link = seat < home->seats_max ? home->seats[seat].links : NULL;

    while (link != NULL && link->number != number)
        link = link->next;
    return link;
}

static void reply_to_link(struct home *home, const struct home_reply *reply, uint64_t seq)
{
    struct host_link *link = find_link(home, reply->seat, reply->link_number);

    if (link == NULL)
        return; /* The link is gone; its client asks again when it is back. */
    assert(link->commands_count > 0);
    link->commands_count--;
    if (reply->fault != FAULT_NONE)
        host_link_fault_command(link, reply->id, (enum fault)reply->fault, NULL);
    else if (reply->reject == REJECT_NONE)
        host_link_reply(link, REPLY_ACK, 0, reply->id, seq, NULL);
    else
        host_link_reply(link, REPLY_REJECTED, reply->reject, reply->id, 0, reply->field);
    host_link_end_if_replaced(link);
}

static void reply_to_ticket(struct home *home, const struct home_reply *reply, uint64_t seq)
{
    struct ticket *ticket = ticket_find(home->host, reply->ticket);

    if (ticket == NULL)
        return;
    if (reply->fault != FAULT_NONE) {
        ticket_answer(ticket, (enum fault)reply->fault);
        return;
    }
    if (ticket->kind == TICKET_LINK) {
        /* The new device may now come in. When it was refused, its token counts as unknown. */
        if (reply->reject != REJECT_NONE)
            ticket_answer(ticket, FAULT_TOKEN_UNKNOWN);
        else if (ticket->cancelled)
            ticket_free(ticket);
        else
            host_link_enter(ticket->link, home, ticket);
        return;
    }
    ticket->answer.reject = reply->reject;
    ticket->answer.seq = seq;
    ticket->answer.seat = reply->seat;
    ticket_answer(ticket, FAULT_NONE);
}

void replies_say(struct home *home)
{
    struct host *h = home->host;
    uint64_t seq = session_seq(home->session), now_us = clock_monotonic_us(h->parts.clock);

    for (uint32_t i = 0; i < home->replies_count; i++) {
        const struct home_reply *reply = &home->replies[i];

        if (reply->taken_us != 0 && reply->reject == REJECT_NONE && reply->fault == FAULT_NONE)
            metric_observe_us(h->metrics.command_seconds, now_us - reply->taken_us);
        if (reply->link_number != 0)
            reply_to_link(home, reply, seq);
        else if (reply->ticket != 0)
            reply_to_ticket(home, reply, seq);
    }
    home->replies_count = 0;
    if (!home->dirty_any && !home->links_wait)
        return;
    for (uint32_t seat = 0; seat < home->seats_max; seat++)
        for (struct host_link *link = home->seats[seat].links; link != NULL; link = link->next)
            host_link_after_turn(link);
    home->dirty_any = home->people_changed = home->links_wait = false;
    home->dirty_rooms = 0;
}

/* Did the command have its effect before this turn? Then that is durable, whatever became of the
 * turn. */
static bool was_taken_before(const struct home *home, uint32_t index)
{
    const struct home_reply *reply = &home->replies[index];

    if (!reply->is_again)
        return false;
    for (uint32_t i = 0; i < index; i++) {
        const struct home_reply *first = &home->replies[i];

        if (!first->is_again && first->id == reply->id && first->client == reply->client &&
            first->seat == reply->seat)
            return false;
    }
    return true;
}

void replies_refuse(struct home *home, enum fault fault)
{
    for (uint32_t i = 0; i < home->replies_count; i++) {
        struct home_reply *reply = &home->replies[i];

        if (!was_taken_before(home, i))
            reply->fault = (uint8_t)fault;
        if (reply->link_number != 0)
            reply_to_link(home, reply, home->seq_durable);
        else if (reply->ticket != 0)
            reply_to_ticket(home, reply, home->seq_durable);
    }
    home->replies_count = 0;
    home->dirty_any = home->people_changed = false;
    home->dirty_rooms = 0;
}

void home_refuse_all(struct home *home, enum fault fault)
{
    struct host *h = home->host;
    struct ticket *ticket = home->waiters;

    home->waiters = NULL;
    home->waiters_end = &home->waiters;
    while (ticket != NULL) {
        struct ticket *next = ticket->next;

        ticket_answer(ticket, fault);
        ticket = next;
    }
    for (uint32_t i = 0; i < home->replies_count; i++) {
        ticket = ticket_find(h, home->replies[i].ticket);
        if (ticket != NULL)
            ticket_answer(ticket, fault);
    }
    home->replies_count = 0;
    for (struct inbox_item *item; (item = inbox_pop(&home->inbox)) != NULL;) {
        ticket = ticket_find(h, item->ticket);
        if (ticket != NULL)
            ticket_answer(ticket, fault);
    }
}
