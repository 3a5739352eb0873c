/* host_link.c -- one connection: whose it is, and what is due on it.
 *
 *   NEW --hello--> ENTERING --token, session--> OPEN --> ENDING --last message--> (closed by edge)
 *
 * What is due is kept as facts (a welcome, a few replies, a seq up to which it has all), never as a
 * queue of messages: host_link_write.c makes the bytes when the edge has room for them. */
#include "host/host_inside.h"

#include "session/state.h"

#include <assert.h>

static void host_link_wake(struct host_link *link)
{
    if (link->awake || link->wake == NULL)
        return;
    link->awake = true;
    link->host->woken = true;
    link->wake(link, link->wake_arg);
}

/* ---- one link a client ----------------------------------------------------------------------- */

void host_link_end_if_replaced(struct host_link *link)
{
    if (link->is_replaced && link->commands_count == 0)
        host_link_end(link, FAULT_NONE, BYE_REPLACED);
}

static struct host_link **bucket_of(struct host *h, uint64_t client)
{
    return &h->links_of[client % HOST_CLIENT_BUCKETS];
}

/* A client has one link, the newest. From this hello on nothing more is read on the older one; what
 * it has read is answered there, and then its bye says that nothing else was or will be taken. */
static void client_add(struct host_link *link)
{
    struct host_link **first = bucket_of(link->host, link->client);

    if (link->client == 0)
        return;
    for (struct host_link *older = *first; older != NULL; older = older->client_next) {
        if (older->client != link->client ||
            memcmp(older->token_hash, link->token_hash, TOKEN_HASH_BYTES) != 0)
            continue;
        older->is_replaced = true;
        host_link_end_if_replaced(older);
    }
    link->client_next = *first;
    if (*first != NULL)
        (*first)->client_previous = link;
    *first = link;
}

static void client_remove(struct host_link *link)
{
    struct host_link **first = bucket_of(link->host, link->client);

    if (link->client_previous != NULL)
        link->client_previous->client_next = link->client_next;
    else if (*first == link)
        *first = link->client_next;
    if (link->client_next != NULL)
        link->client_next->client_previous = link->client_previous;
}

void host_link_init(struct host_link *link, struct host *host, enum encoding encoding,
                    host_wake_fn *wake, void *wake_arg)
{
    *link = (struct host_link){.host = host,
                               .wake = wake,
                               .wake_arg = wake_arg,
                               .number = ++host->link_number,
                               .seat = SEAT_NONE,
                               .encoding = (uint8_t)encoding,
                               .lang_wanted = LANG_COUNT,
                               .bye = BYE_COUNT};
    link->all_next = host->links;
    if (host->links != NULL)
        host->links->all_previous = link;
    host->links = link;
    metric_add(host->metrics.links, 1);
}

void host_link_close(struct host_link *link)
{
    struct host *h = link->host;
    struct ticket *ticket = ticket_find(h, link->ticket);

    host_now(h);
    link->wake = NULL;
    if (ticket != NULL)
        ticket->cancelled = true;
    if (link->home != NULL)
        host_link_leave(link);
    client_remove(link);
    if (link->all_previous != NULL)
        link->all_previous->all_next = link->all_next;
    else
        h->links = link->all_next;
    if (link->all_next != NULL)
        link->all_next->all_previous = link->all_previous;
    metric_add(h->metrics.links, -1);
}

/* ---- replies and ends ----------------------------------------------------------------------- */

void host_link_reply(struct host_link *link, uint8_t kind, uint8_t code, uint64_t id, uint64_t seq,
                     const char *field)
{
    struct host_reply *reply;

    if (link->state == HOST_LINK_ENDING)
        return;
    if (link->replies_count == HOST_REPLIES_MAX) {
        host_link_end(link, FAULT_NONE,
                      BYE_MISBEHAVED); /* It sends, but does not read the replies. */
        return;
    }
    reply = &link->replies[(link->replies_first + link->replies_count++) % HOST_REPLIES_MAX];
    *reply = (struct host_reply){.id = id, .kind = kind, .code = code};
    if (kind == REPLY_ACK)
        reply->seq = seq;
    else
        reply->field = field;
    host_link_wake(link);
}

void host_link_end(struct host_link *link, enum fault fault, enum bye bye)
{
    if (link->state == HOST_LINK_ENDING)
        return;
    if (fault != FAULT_NONE && link->replies_count < HOST_REPLIES_MAX)
        host_link_reply(link, REPLY_FAULT, (uint8_t)fault, 0, 0,
                        fault == FAULT_MOVED ? link->moved_to : NULL);
    link->state = HOST_LINK_ENDING;
    link->ended_by = (uint8_t)fault;
    link->bye = (uint8_t)bye;
    if (link->replies_count == 0 && bye == BYE_COUNT)
        link->bye = BYE_MISBEHAVED; /* Something must be the last message. */
    host_link_wake(link);
}

void host_link_end_as(struct host_link *link, enum fault fault)
{
    assert(link->state == HOST_LINK_ENDING && link->ended_by != FAULT_NONE);
    for (uint32_t i = 0; i < link->replies_count; i++) {
        struct host_reply *reply = &link->replies[(link->replies_first + i) % HOST_REPLIES_MAX];
        if (reply->kind == REPLY_FAULT && reply->code == link->ended_by && reply->id == 0)
            reply->code = (uint8_t)fault;
    }
    link->ended_by = (uint8_t)fault;
}

void host_link_fault(struct host_link *link, enum fault fault, const char *field, bool end)
{
    host_link_reply(link, REPLY_FAULT, (uint8_t)fault, 0, 0, field);
    if (end)
        host_link_end(link, FAULT_NONE, BYE_COUNT);
}

void host_link_fault_command(struct host_link *link, uint64_t id, enum fault fault,
                             const char *field)
{
    host_link_reply(link, REPLY_FAULT, (uint8_t)fault, id, 0, field);
}

void host_link_bye(struct host_link *link, enum bye code)
{
    host_link_end(link, FAULT_NONE, code);
}

void host_link_ping(struct host_link *link)
{
    link->pong_due = true;
    host_link_wake(link);
}

/* ---- coming in ------------------------------------------------------------------------------ */

enum fault host_found_fault(const struct journal_found *found, enum fault unknown)
{
    switch (found->result) {
    case RESULT_IO: return FAULT_JOURNAL_FAILED;
    case RESULT_NO_MEMORY: return FAULT_BUSY;
    case RESULT_DAMAGED: return FAULT_SESSION_DAMAGED;
    default: return unknown;
    }
}

enum fault host_homeless_fault(struct host *h, const struct journal_found *found,
                               enum fault unknown)
{
    return found->result == RESULT_OK ? home_missing_fault(h, found->session, unknown)
                                      : host_found_fault(found, unknown);
}

static void hello_found(void *arg, const struct journal_found *found)
{
    struct ticket *ticket = arg;
    struct host *h = ticket->host;
    struct home *home;

    h->calls--;
    if (found->result == RESULT_IO)
        host_fail(h);
    if (ticket->cancelled) {
        ticket_free(ticket);
        return;
    }
    home = found->result == RESULT_OK ? home_get(h, found->session) : NULL;
    if (home == NULL) {
        ticket_answer(ticket, host_homeless_fault(h, found, FAULT_TOKEN_UNKNOWN));
        return;
    }
    ticket->session = found->session;
    ticket->seat = found->seat;
    ticket->is_waiting_token = found->waiting;
    home_wait(home, ticket);
}

void host_link_hello(struct host_link *link, const uint8_t token_hash[TOKEN_HASH_BYTES],
                     uint8_t lang, uint64_t client)
{
    struct host *h = link->host;
    enum fault closed = host_closed_fault(h);
    struct ticket *ticket;

    if (link->state != HOST_LINK_NEW) {
        host_link_fault(link, FAULT_MALFORMED, NULL, true);
        return;
    }
    ticket = closed == FAULT_NONE ? ticket_take(h, TICKET_LINK, NULL) : NULL;
    if (ticket == NULL) {
        host_link_end(link, closed != FAULT_NONE ? closed : FAULT_BUSY, BYE_COUNT);
        return;
    }
    ticket->link = link;
    memcpy(ticket->hash, token_hash, TOKEN_HASH_BYTES);
    memcpy(link->token_hash, token_hash, TOKEN_HASH_BYTES);
    link->lang_wanted = lang;
    link->client = client;
    link->ticket = ticket->number;
    link->state = HOST_LINK_ENTERING;
    client_add(link);
    if (journal_find_token(h->parts.journal, token_hash, hello_found, ticket) == RESULT_OK)
        h->calls++;
    else
        ticket_answer(ticket, FAULT_BUSY);
}

void host_link_take_changes(struct host_link *link)
{
    link->takes_changes = true;
}

/* Using the token of a new device ends that of the old one, which the journal must hold first. */
static void use_token(struct ticket *ticket, struct home *home)
{
    struct inbox_item item = {
        .ticket = ticket->number,
        .command = {
            .type = COMMAND_TOKEN_USE,
            .seat = SEAT_NONE,
            .at_ms = home->host->now_ms,
            .token_use = {.target = ticket->seat, .token_hash = {ticket->hash, TOKEN_HASH_BYTES}}}};

    ticket->is_waiting_token = false;
    if (!inbox_push(&home->inbox, &item))
        ticket_answer(ticket, FAULT_BUSY);
    else
        home_wake(home);
}

static void wish_language(struct host_link *link)
{
    uint8_t lang = link->lang_wanted;
    struct inbox_item item = {.command = {.type = COMMAND_LANGUAGE_SET,
                                          .seat = link->seat,
                                          .at_ms = link->host->now_ms,
                                          .language_set = {.lang = lang}}};

    if (lang >= LANG_COUNT || lang == link->views->audience.lang)
        return;
    if (inbox_push(&link->home->inbox, &item)) /* If the inbox is full, the token stays unused. */
        home_wake(link->home);
}

/* A seat that has one device more than it may: the oldest link ends. */
static void seat_limit_links(struct home_seat *seat)
{
    struct host_link *oldest = NULL;
    uint32_t count = 0;

    for (struct host_link *link = seat->links; link != NULL; link = link->next) {
        if (link->state != HOST_LINK_OPEN || link->is_replaced)
            continue;
        oldest = link;
        count++;
    }
    if (count > LIVE_LINKS_PER_SEAT_MAX)
        host_link_end(oldest, FAULT_NONE, BYE_MOVED_DEVICE);
}

static bool host_link_join(struct host_link *link, struct home *home, uint16_t seat)
{
    struct home_seat *s = &home->seats[seat];

    link->views =
        audience_take(home, session_audience(home->session, seat), (enum encoding)link->encoding);
    if (link->views == NULL)
        return false;
    link->home = home;
    link->session = home->id;
    link->seat = seat;
    link->seq_sent = 0;
    link->next = s->links;
    if (s->links != NULL)
        s->links->previous = link;
    s->links = link;
    s->links_count++;
    home->links_count++;
    return true;
}

void host_link_leave(struct host_link *link)
{
    struct home *home = link->home;
    struct home_seat *s = &home->seats[link->seat];

    assert(s->links_count > 0 && home->links_count >= s->links_count && link->views != NULL);
    if (link->previous != NULL)
        link->previous->next = link->next;
    else
        s->links = link->next;
    if (link->next != NULL)
        link->next->previous = link->previous;
    link->next = link->previous = NULL;
    s->links_count--;
    home->links_count--;
    audience_give(home, link->views);
    link->views = NULL;
    link->home = NULL;
    if (home->links_count == 0)
        home->idle_at_ms = home->host->now_ms + home->host->parts.settings.idle_ms;
    if (home->state == HOME_READY)
        presence_changed(home, link->seat);
}

void host_link_enter(struct host_link *link, struct home *home, struct ticket *ticket)
{
    uint16_t seat = ticket->seat;
    const struct session *s = home->session;

    if (session_is_outdated(s)) {
        link->ticket = 0;
        host_link_end(link, FAULT_SESSION_OUTDATED, BYE_COUNT);
        ticket_free(ticket);
        return;
    }
    if (session_seat_open(s, seat) && ticket->is_waiting_token) {
        use_token(ticket, home);
        return;
    }
    link->ticket = 0;
    if (!session_seat_open(s, seat)) {
        host_link_end(link, FAULT_NONE, BYE_REMOVED);
    } else if (memcmp(session_texts(s, seat)->token, ticket->hash, TOKEN_HASH_BYTES) != 0) {
        host_link_end(link, FAULT_TOKEN_UNKNOWN, BYE_COUNT); /* The seat ended meanwhile. */
    } else if (link->state != HOST_LINK_ENTERING) {
        ; /* It ended in the meantime. */
    } else if (!host_link_join(link, home, seat)) {
        host_link_end(link, FAULT_BUSY, BYE_COUNT);
    } else {
        link->state = HOST_LINK_OPEN;
        link->welcome_due = true;
        seat_limit_links(&home->seats[seat]);
        presence_changed(home, seat);
        wish_language(link);
        host_link_wake(link);
    }
    ticket_free(ticket);
}

/* ---- commands ------------------------------------------------------------------------------- */

/* A client that hears that a command was not taken asks it again under a new id, or gives it up. So
 * that is said only when it is sure: a command that an older link brought may have been taken, and
 * be asked again here. Where nobody can tell, the link ends without a word, and its client comes
 * back with the same id. "Too fast" is always sure: a client sends first what it asks again. */
void host_link_command(struct host_link *link, const struct command *command)
{
    struct host *h = link->host;
    struct inbox_item item = {.link_number = link->number, .command = *command};

    if (link->state == HOST_LINK_ENDING || link->is_replaced)
        return;
    if (link->state != HOST_LINK_OPEN) {
        host_link_fault_command(link, command->id, FAULT_HELLO_FIRST, NULL);
        return;
    }
    if (host_closed_fault(h) != FAULT_NONE || link->home->state == HOME_DELETING)
        return; /* The link ends soon. Was it taken before? Nobody looks any more. */
    if (link->commands_count + link->replies_count >= LIVE_COMMANDS_MAX) {
        metric_add(h->metrics.refused, 1);
        host_link_fault_command(link, command->id, FAULT_TOO_FAST, NULL);
        return;
    }
    item.command.seat = link->seat;
    item.command.at_ms = host_now(h);
    item.command.client = link->client;
    item.command.digest = command_digest(&item.command);
    item.taken_us = clock_monotonic_us(h->parts.clock);
    if (again_is_in_vain(link->home, &item.command)) {
        metric_add(h->metrics.refused, 1);
        host_link_fault_command(link, command->id, FAULT_STORAGE_AWAY, NULL);
        return;
    }
    if (!inbox_push(&link->home->inbox, &item)) {
        metric_add(h->metrics.refused, 1);
        host_link_end(link, FAULT_BUSY, BYE_COUNT);
        return;
    }
    link->commands_count++;
    home_wake(link->home);
}

/* ---- after a turn --------------------------------------------------------------------------- */

/* After a change of room, role or language the link belongs to another audience: it gets that
 * audience's whole view. */
static void check_audience(struct host_link *link)
{
    struct home *home = link->home;
    struct audience now = session_audience(home->session, link->seat);
    const struct audience *then = &link->views->audience;
    struct audience_views *views;

    if (now.role == then->role && now.room == then->room && now.lang == then->lang)
        return;
    views = audience_take(home, now, (enum encoding)link->encoding);
    if (views == NULL) {
        host_link_end(link, FAULT_BUSY, BYE_COUNT);
        return;
    }
    audience_give(home, link->views);
    link->views = views;
    link->seq_sent = 0;
    link->sections_left = 0;
}

static void check_seat(struct host_link *link)
{
    const struct session *s = link->home->session;

    if (!session_seat_open(s, link->seat))
        host_link_end(link, FAULT_NONE, BYE_REMOVED);
    else if (memcmp(session_texts(s, link->seat)->token, link->token_hash, TOKEN_HASH_BYTES) != 0)
        host_link_end(link, FAULT_NONE, BYE_MOVED_DEVICE);
    else
        check_audience(link);
}

void host_link_after_turn(struct host_link *link)
{
    struct home *home = link->home;
    uint8_t room;

    if (link->state != HOST_LINK_OPEN)
        return;
    if (home->people_changed)
        check_seat(link);
    if (link->awake || link->state != HOST_LINK_OPEN)
        return;
    if (link->waits_for_journal) {
        link->waits_for_journal = false;
        host_link_wake(link);
        return;
    }
    room = link->views->audience.room;
    if (room < ROOMS_MAX && (home->dirty_rooms >> room & 1) == 0 &&
        home->seats[link->seat].me_seq <= link->seq_sent && link->seq_sent != 0)
        return;
    if (audience_due(home, link) != 0)
        host_link_wake(link);
}
