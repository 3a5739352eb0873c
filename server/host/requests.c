/* requests.c -- tickets: what HTTP asked for, and links that are entering. A ticket is a number and
 * no pointer, so that whoever asked may go away (host_cancel) while the answer is under way. */
#include "host/host_inside.h"

#include <assert.h>
#include <stdlib.h>

/* ---- tickets -------------------------------------------------------------------------------- */

struct ticket *ticket_take(struct host *h, enum ticket_kind kind, void *arg)
{
    struct ticket *ticket;
    uint16_t place;

    if (h->tickets_free_count == 0 ||
        (kind != TICKET_LINK && h->requests_count >= HOST_REQUESTS_MAX))
        return NULL;
    ticket = calloc(1, sizeof *ticket);
    if (ticket == NULL)
        return NULL;
    place = h->tickets_free[--h->tickets_free_count];
    assert(place != 0 && h->tickets[place] == NULL);
    if (kind != TICKET_LINK)
        h->requests_count++;
    ticket->number = (uint32_t)++h->ticket_generations[place] << 16 | place;
    ticket->kind = (uint8_t)kind;
    ticket->host = h;
    ticket->arg = arg;
    ticket->seat = SEAT_NONE;
    ticket->answer.seat = SEAT_NONE;
    h->tickets[place] = ticket;
    return ticket;
}

struct ticket *ticket_find(struct host *h, uint32_t number)
{
    struct ticket *ticket = number != 0 ? h->tickets[number & 0xFFFF] : NULL;

    return ticket != NULL && ticket->number == number ? ticket : NULL;
}

void ticket_free(struct ticket *ticket)
{
    struct host *h = ticket->host;
    uint16_t place = (uint16_t)(ticket->number & 0xFFFF);

    assert(h->tickets[place] == ticket && h->tickets_free_count < HOST_TICKETS_MAX);
    h->tickets[place] = NULL;
    h->tickets_free[h->tickets_free_count++] = place;
    if (ticket->kind != TICKET_LINK)
        h->requests_count--;
    free(ticket);
}

void ticket_answer(struct ticket *ticket, enum fault fault)
{
    struct host *h = ticket->host;

    assert(ticket_find(h, ticket->number) == ticket && fault < FAULT_COUNT);
    ticket->answer.fault = fault;
    ticket->answer.node = fault == FAULT_MOVED ? shared_node_of(h, ticket->session) : NULL;
    ticket->next = NULL;
    *h->answers_end = ticket;
    h->answers_end = &ticket->next;
}

static void call_back(struct ticket *ticket)
{
    switch (ticket->kind) {
    case TICKET_COMMAND:
    case TICKET_DELETE:
        ticket->answer.session = ticket->session;
        ticket->answer.code = ticket->code;
        ticket->done(ticket->arg, &ticket->answer);
        break;
    case TICKET_LOOK:
        ticket->look(ticket->arg, &(struct host_look){.fault = ticket->answer.fault,
                                                      .node = ticket->answer.node,
                                                      .session = ticket->session,
                                                      .seat = ticket->seat});
        break;
    case TICKET_LINK:
        ticket->link->ticket = 0;
        ticket->link->moved_to = ticket->answer.node;
        host_link_end(ticket->link, ticket->answer.fault, BYE_COUNT);
        break;
    }
}

void tickets_call_back(struct host *h)
{
    struct ticket *ticket = h->answers;

    /* Answers that are added during these callbacks wait for the next call. */
    h->answers = NULL;
    h->answers_end = &h->answers;
    while (ticket != NULL) {
        struct ticket *next = ticket->next;

        if (!ticket->cancelled)
            call_back(ticket);
        ticket_free(ticket);
        ticket = next;
    }
}

void ticket_look(struct ticket *ticket, struct home *home)
{
    struct host_look look = {.session = home->id,
                             .seat = ticket->seat,
                             .seq = session_seq(home->session),
                             .state = home->session,
                             .scenario = home->scenario};

    assert(home->state == HOME_READY && !home->in_flight);
    if (ticket->seat != SEAT_NONE && !session_seat_open(home->session, ticket->seat))
        look.fault = FAULT_FORBIDDEN;
    if (!ticket->cancelled)
        ticket->look(ticket->arg, &look);
    ticket_free(ticket);
}

void host_cancel(struct host *host, uint32_t number)
{
    struct ticket *ticket = ticket_find(host, number);

    if (ticket != NULL)
        ticket->cancelled = true;
}

/* ---- commands ------------------------------------------------------------------------------- */

static struct ticket *command_ticket(struct host *h, host_done_fn *done, void *arg)
{
    struct ticket *ticket = ticket_take(h, TICKET_COMMAND, arg);

    if (ticket != NULL)
        ticket->done = done;
    return ticket;
}

/* Put the command into the inbox of a home, or answer with a fault. */
static void give_command(struct ticket *ticket, struct home *home, const struct command *command)
{
    struct host *h = ticket->host;
    struct inbox_item item = {.ticket = ticket->number,
                              .taken_us = clock_monotonic_us(h->parts.clock),
                              .command = *command};

    item.command.at_ms = host_now(h);
    item.command.digest = command_digest(command);
    if (home->state == HOME_DELETING) {
        ticket_answer(ticket, FAULT_NOT_FOUND);
    } else if (again_is_in_vain(home, &item.command)) {
        metric_add(h->metrics.refused, 1);
        ticket_answer(ticket, FAULT_STORAGE_AWAY);
    } else if (!inbox_push(&home->inbox, &item)) {
        metric_add(h->metrics.refused, 1);
        ticket_answer(ticket, FAULT_BUSY);
    } else {
        home_wake(home);
    }
}

uint32_t host_request(struct host *host, struct session_id session, const struct command *command,
                      host_done_fn *done, void *arg)
{
    struct ticket *ticket = command_ticket(host, done, arg);
    enum fault closed = host_closed_fault(host);
    struct home *home;

    if (ticket == NULL)
        return 0;
    ticket->session = session;
    ticket->answer.seat = command->seat;
    home = closed == FAULT_NONE ? home_get(host, session) : NULL;
    if (closed != FAULT_NONE)
        ticket_answer(ticket, closed);
    else if (home == NULL)
        ticket_answer(ticket, home_missing_fault(host, session, FAULT_NOT_FOUND));
    else
        give_command(ticket, home, command);
    return ticket->number;
}

/* ---- making a session ----------------------------------------------------------------------- */

/* Without 0, O, 1, I and L, as codes are read aloud in noisy rooms. 31^6 codes are 29.7 bits. */
static void make_code(struct host *h, char code[CODE_BYTES + 1])
{
    static const char letters[] = HOST_CODE_LETTERS;
    const uint8_t letters_count = sizeof letters - 1;

    for (uint32_t i = 0; i < CODE_BYTES;) {
        uint8_t byte;

        host_random(h, &byte, 1);
        if (byte < 256 / letters_count * letters_count) /* All letters are equally likely. */
            code[i++] = letters[byte % letters_count];
    }
    code[CODE_BYTES] = '\0';
}

/* A place with a new id and, unless solo, an unused code. NULL: no place is left. */
static struct known_session *make_known(struct host *h, bool solo)
{
    for (uint32_t attempt = 0; attempt < 8; attempt++) {
        struct session_id id = {0};
        char code[CODE_BYTES + 1] = "";
        struct known_session *known;

        host_random(h, &id.value, sizeof id.value);
        id.value >>= 1;
        if (!solo)
            make_code(h, code);
        known = id.value != 0 ? known_add(&h->known, id, code) : NULL;
        if (known != NULL)
            return known;
    }
    return NULL;
}

/* Anybody may practise alone, without a key. A quarter of all places is kept for trainers, so that
 * nobody can keep a group out by filling the server with solo sessions. */
/* Whoever plays alone, or asks the own team before that, needs no key. */
static bool is_for_anyone(const struct command_session_create *create)
{
    return create->mode == MODE_SOLO || create->scan == SCAN_USE_LINK;
}

static bool has_place(const struct host *h, bool solo)
{
    const uint32_t kept = solo ? h->known.count_max / 4 : 0;

    return h->known.free_count > kept;
}

static enum fault check_create(const struct host *h, const struct command_session_create *create)
{
    const struct scenario *scenario = host_scenario(h, create->scenario, create->scenario_version);

    if (host_closed_fault(h) != FAULT_NONE)
        return host_closed_fault(h);
    if (scenario == NULL)
        return FAULT_SCENARIO_UNKNOWN;
    if (create->rooms_count < 1 || create->rooms_count > ROOMS_MAX || create->seats_max < 1 ||
        create->seats_max > SEATS_MAX)
        return FAULT_FIELD_WRONG;
    if (host_storage_fault(h) != FAULT_NONE || host_is_full(h))
        return host_is_away(h) ? FAULT_STORAGE_AWAY : FAULT_STORAGE_FULL;
    return has_place(h, is_for_anyone(create)) ? FAULT_NONE : FAULT_BUSY;
}

/* A home with an empty session of the right size; NULL: no memory. */
static struct home *make_home(struct host *h, struct known_session *known,
                              const struct command_session_create *create)
{
    struct home *home = home_new(h, known->id);
    void *memory = malloc(session_bytes(create->rooms_count, create->seats_max));

    if (home == NULL || memory == NULL) {
        free(memory);
        if (home != NULL)
            home_free(home);
        return NULL;
    }
    home->scenario = known->scenario;
    home->session = session_init(memory, home->scenario, create->rooms_count, create->seats_max);
    home->seats_max = create->seats_max;
    if (!home_has_session(home)) {
        home_free(home);
        return NULL;
    }
    known->home = home;
    return home;
}

uint32_t host_create(struct host *host, const struct command_session_create *create, uint64_t owner,
                     host_done_fn *done, void *arg)
{
    struct ticket *ticket = command_ticket(host, done, arg);
    struct command command = {.type = COMMAND_SESSION_CREATE, .seat = SEAT_NONE};
    enum fault fault;
    struct known_session *known;
    struct home *home;

    if (ticket == NULL)
        return 0;
    fault = check_create(host, create);
    if (fault != FAULT_NONE) {
        ticket_answer(ticket, fault);
        return ticket->number;
    }
    known = make_known(host, create->mode == MODE_SOLO);
    if (known == NULL) {
        ticket_answer(ticket, FAULT_BUSY);
        return ticket->number;
    }
    known->scenario = host_scenario(host, create->scenario, create->scenario_version);
    known->owner = owner;
    known->delete_at_ms = UINT64_MAX; /* Set when the session is durable. */
    home = make_home(host, known, create);
    if (home == NULL) {
        known_remove(&host->known, known);
        ticket_answer(ticket, FAULT_BUSY);
        return ticket->number;
    }
    ticket->session = known->id;
    strcpy(ticket->code, known->code);
    command.session_create = *create;
    command.session_create.code = bytes_of(known->code);
    command.session_create.scenario_version = known->scenario->version;
    if (command.session_create.seed == 0)
        host_random(host, &command.session_create.seed, sizeof command.session_create.seed);
    give_command(ticket, home, &command);
    return ticket->number;
}

uint32_t host_delete(struct host *host, struct session_id session, host_done_fn *done, void *arg)
{
    struct ticket *ticket = ticket_take(host, TICKET_DELETE, arg);
    enum fault closed = host_closed_fault(host);
    struct known_session *known = known_find(&host->known, session);
    struct home *home;

    if (ticket == NULL)
        return 0;
    ticket->done = done;
    ticket->session = session;
    home = closed == FAULT_NONE && known != NULL ? home_delete(host, known) : NULL;
    if (home == NULL)
        ticket_answer(ticket, closed != FAULT_NONE
                                  ? closed
                                  : home_missing_fault(host, session, FAULT_NOT_FOUND));
    else
        home_wait(home, ticket);
    return ticket->number;
}

/* ---- looks ---------------------------------------------------------------------------------- */

static struct ticket *look_take(struct host *h, host_look_fn *look, void *arg)
{
    struct ticket *ticket = ticket_take(h, TICKET_LOOK, arg);

    if (ticket != NULL)
        ticket->look = look;
    return ticket;
}

static void look_at(struct ticket *ticket, struct session_id session, enum fault unknown)
{
    struct home *home = home_get(ticket->host, session);

    ticket->session = session;
    if (home == NULL)
        ticket_answer(ticket, home_missing_fault(ticket->host, session, unknown));
    else
        home_wait(home, ticket);
}

static void look_found(void *arg, const struct journal_found *found)
{
    struct ticket *ticket = arg;

    ticket->host->calls--;
    if (found->result == RESULT_OK && !found->waiting) {
        ticket->seat = found->seat;
        look_at(ticket, found->session, FAULT_TOKEN_UNKNOWN);
        return;
    }
    if (found->result == RESULT_IO)
        host_fail(ticket->host);
    ticket_answer(ticket, host_found_fault(found, FAULT_TOKEN_UNKNOWN));
}

uint32_t host_look_token(struct host *host, const uint8_t token_hash[TOKEN_HASH_BYTES],
                         host_look_fn *look, void *arg)
{
    struct ticket *ticket = look_take(host, look, arg);
    enum fault closed = host_closed_fault(host);

    if (ticket == NULL)
        return 0;
    if (closed != FAULT_NONE)
        ticket_answer(ticket, closed);
    else if (journal_find_token(host->parts.journal, token_hash, look_found, ticket) != RESULT_OK)
        ticket_answer(ticket, FAULT_BUSY);
    else
        host->calls++;
    return ticket->number;
}

enum fault host_find_code(struct host *host, struct bytes code, struct session_id *session)
{
    const enum fault closed = host_closed_fault(host);
    const struct known_session *known =
        closed == FAULT_NONE ? known_find_code(&host->known, code) : NULL;

    *session = known != NULL ? known->id : (struct session_id){0};
    return closed != FAULT_NONE || known != NULL ? closed : FAULT_CODE_UNKNOWN;
}

/* Put it into the list by its age. What falls off the end is older than all that stay. */
static void list_put(struct host_listed *out, uint32_t *count, uint32_t max,
                     const struct known_session *known)
{
    uint32_t at = *count;

    if (*count == max && (max == 0 || out[max - 1].created_ms >= known->created_ms))
        return;
    at -= *count == max;
    for (; at > 0 && out[at - 1].created_ms < known->created_ms; at--)
        out[at] = out[at - 1];
    out[at] =
        (struct host_listed){.created_ms = known->created_ms, .delete_at_ms = known->delete_at_ms};
    memcpy(out[at].code, known->code, sizeof known->code);
    *count += *count < max;
}

bool host_is_of(struct host *host, struct session_id session, uint64_t owner)
{
    const struct known_session *known = known_find(&host->known, session);

    return owner == HOST_OF_ANYBODY || (known != NULL && known->owner == owner);
}

uint32_t host_list(struct host *host, uint64_t owner, struct host_listed *out, uint32_t max)
{
    uint32_t count = 0;

    if (host_closed_fault(host) != FAULT_NONE)
        return 0;
    for (uint32_t i = 0; i < host->known.count_max; i++) {
        const struct known_session *known = &host->known.items[i];

        if (known->id.value != 0 && known->created_ms != 0 && known->code[0] != '\0' &&
            (owner == HOST_OF_ANYBODY || known->owner == owner))
            list_put(out, &count, max, known);
    }
    return count;
}

uint32_t host_look_code(struct host *host, struct bytes code, host_look_fn *look, void *arg)
{
    struct ticket *ticket = look_take(host, look, arg);
    enum fault closed = host_closed_fault(host);
    struct known_session *known;

    if (ticket == NULL)
        return 0;
    if (shared_find_code(ticket, code))
        return ticket->number;
    known = known_find_code(&host->known, code);
    if (closed != FAULT_NONE || known == NULL)
        ticket_answer(ticket, closed != FAULT_NONE ? closed : FAULT_CODE_UNKNOWN);
    else
        look_at(ticket, known->id, FAULT_CODE_UNKNOWN);
    return ticket->number;
}
