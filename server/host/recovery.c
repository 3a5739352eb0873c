/* recovery.c -- bringing sessions into memory and letting them go.
 *
 *   home_get   --> journal_read: snapshot and the events after it, page by page --> READY
 *                  (a snapshot of another build: everything from the first event)
 *                  (played with another model: it can be looked at and deleted, no more)
 *   idle       --> forgotten; the journal has it
 *   deletion   --> waits for the batch in flight, then for the journal, then everybody is told */
#include "host/host_inside.h"

#include "protocol/codec.h"
#include "session/state.h"
#include "sys/log.h"

#include <assert.h>
#include <stdlib.h>

#define EXPIRY_LOOK_MS  (60 * 1000)
#define DELETE_RETRY_MS 100
#define SPACE_RETRY_MS  1000

/* ---- loading -------------------------------------------------------------------------------- */

static void load_page(void *arg, const struct journal_page *page);

static void load_read(struct home *home, uint64_t seq_from, bool snapshot)
{
    struct host *h = home->host;

    if (journal_read(h->parts.journal, home->id, seq_from, snapshot, load_page, home) ==
        RESULT_OK) {
        home->calls++;
        h->calls++;
    } else {
        home->broken = FAULT_BUSY;
        home_wake(home);
    }
}

/* End all its links and let go of them: it goes. */
static void home_part(struct home *home, enum fault fault, enum bye bye)
{
    home_end_links(home, fault, bye);
    for (uint32_t seat = 0; seat < home->seats_max && home->seats != NULL; seat++)
        while (home->seats[seat].links != NULL)
            host_link_leave(home->seats[seat].links);
}

void home_load_failed(struct home *home, enum fault fault)
{
    struct known_session *known = known_find(&home->host->known, home->id);

    if (fault != FAULT_MOVED)
        log_error("host", "session_not_loaded", log_id("session", home->id.value),
                  log_text("fault", fault_name(fault)));
    home_refuse_all(home, fault);
    home_part(home, fault, BYE_COUNT);
    known->home = NULL;
    if (fault == FAULT_SESSION_DAMAGED && !home->unborn)
        known_set_aside(&home->host->known, known);
    if (home->unborn || known->is_unread ||
        (fault == FAULT_NOT_FOUND && host_is_shared(home->host)))
        known_remove(&home->host->known, known);
    home_free(home);
}

void home_undo(struct home *home, enum fault fault)
{
    assert(home->state != HOME_LOADING && !home->in_flight && home->calls == 0);
    replies_refuse(home, fault);
    again_undo(home);
    if (home->state == HOME_DELETING) { /* Asked for while the batch was on its way. */
        home_wake(home);
        return;
    }
    home->state = HOME_LOADING;
    if (home->seq_durable == 0) { /* Nothing was ever written of it. */
        home->unborn = true;
        home->broken = fault;
        home_wake(home);
        return;
    }
    audience_undo(home, home->seq_durable);
    free(home->session);
    home->session = NULL;
    home->snapshot_seq = 0;
    load_read(home, 1, true);
}

static bool load_snapshot(struct home *home, const struct journal_page *page)
{
    size_t bytes = session_restore_bytes(page->snapshot);
    void *memory = bytes > 0 ? malloc(bytes) : NULL;

    if (memory == NULL)
        return false;
    home->session = session_restore(memory, page->snapshot, home->scenario);
    if (home->session == NULL) {
        free(memory);
        return false;
    }
    home->snapshot_seq = page->snapshot_seq;
    return session_seq(home->session) == page->snapshot_seq;
}

/* Without a snapshot: the first event tells the size of the session. */
static bool load_first(struct home *home, const struct event *event)
{
    const struct event_session_created *created = &event->session_created;
    void *memory;

    if (event->type != EVENT_SESSION_CREATED)
        return false;
    memory = malloc(session_bytes(created->rooms_count, created->seats_max));
    home->no_memory = memory == NULL;
    if (memory == NULL)
        return false;
    home->session = session_init(memory, home->scenario, created->rooms_count, created->seats_max);
    return true;
}

/* Why its events cannot be applied: a newer program wrote them, whose rules may differ, or they are
 * of a type that this program does not know. Anything else is damage. */
static enum fault load_fault(const struct home *home)
{
    const struct session *s = home->session;

    if (home->no_memory)
        return FAULT_BUSY;
    if (s != NULL &&
        (s->settings.rules > SESSION_RULES_VERSION || s->settings.model > SIM_MODEL_VERSION))
        return FAULT_SESSION_OUTDATED;
    return FAULT_SESSION_DAMAGED;
}

static bool load_events(struct home *home, const struct journal_page *page)
{
    for (uint32_t i = 0; i < page->events_count; i++) {
        struct event event;

        if (codec_read_event(page->events[i], &event) != RESULT_OK)
            return false;
        if (home->session == NULL && !load_first(home, &event))
            return false;
        event.seq = page->seq_first + i;
        if (event.seq != session_seq(home->session) + 1 ||
            home->session->settings.rules > SESSION_RULES_VERSION)
            return false;
        session_apply(home->session, &event);
    }
    return true;
}

static void load_finish(struct home *home)
{
    assert(!home->in_flight);
    home->seats_max = home->session->settings.seats_max;
    if (!home_has_session(home)) {
        home_load_failed(home, FAULT_BUSY);
        return;
    }
    home->state = HOME_READY;
    home->renewal_due = !session_is_of_today(home->session);
    if (session_is_outdated(home->session))
        log_warning("host", "session_outdated", log_id("session", home->id.value),
                    log_count("model", home->session->settings.model),
                    log_count("rules", home->session->settings.rules),
                    log_signed("this_model", SIM_MODEL_VERSION),
                    log_signed("this_rules", SESSION_RULES_VERSION));
    home->seq_durable = session_seq(home->session);
    presence_after_load(home);
    home->ticks_from_ms = home->host->now_ms + home->host->parts.settings.grace_ms;
    log_info("host", "session_loaded", log_id("session", home->id.value),
             log_count("seq", session_seq(home->session)),
             log_id("hash", session_hash(home->session)));
    home_wake(home);
}

/* Damage is the session's: it is set aside, and the others play on. */
static enum fault page_fault(enum result result)
{
    switch (result) {
    case RESULT_NOT_FOUND: return FAULT_NOT_FOUND;
    case RESULT_DAMAGED: return FAULT_SESSION_DAMAGED;
    case RESULT_NO_MEMORY: return FAULT_BUSY;
    case RESULT_NO_SPACE: return FAULT_STORAGE_FULL;
    default: return FAULT_JOURNAL_FAILED;
    }
}

static void load_page(void *arg, const struct journal_page *page)
{
    struct home *home = arg;
    enum fault elsewhere;

    assert(home->state == HOME_LOADING && home->calls == 1);
    home->calls--;
    home->host->calls--;
    if (home->delete_wanted) {
        home->state = HOME_DELETING;
        home_wake(home);
        return;
    }
    if (page->result == RESULT_IO)
        host_fail(home->host);
    elsewhere = shared_take(home, page);
    if (elsewhere != FAULT_NONE) {
        home_load_failed(home, elsewhere);
        return;
    }
    if (page->result != RESULT_OK) {
        home_load_failed(home, page_fault(page->result));
        return;
    }
    if (page->snapshot.size > 0 && !load_snapshot(home, page)) {
        log_info("host", "snapshot_not_used", log_id("session", home->id.value),
                 log_count("seq", page->snapshot_seq));
        free(home->session);
        home->session = NULL;
        home->snapshot_seq = 0;
        load_read(home, 1, false);
        return;
    }
    if (!load_events(home, page) || (!page->more && home->session == NULL)) {
        home_load_failed(home, load_fault(home));
        return;
    }
    if (page->more)
        load_read(home, page->seq_first + page->events_count, false);
    else
        load_finish(home);
}

struct home *home_get(struct host *h, struct session_id id)
{
    struct known_session *known = known_find(&h->known, id);

    if (known == NULL)
        known = shared_begin(h, id);
    if (known == NULL)
        return NULL;
    if (known->home != NULL)
        return known->home;
    known->home = home_new(h, id);
    if (known->home == NULL)
        return NULL;
    known->home->scenario = known->scenario;
    known->home->state = HOME_LOADING;
    if ((known->scenario != NULL || known->is_unread) && !known->is_aside) {
        load_read(known->home, 1, true);
    } else { /* Its turn refuses what waits. */
        known->home->broken = known->is_aside ? FAULT_SESSION_DAMAGED : FAULT_SCENARIO_UNKNOWN;
        home_wake(known->home);
    }
    return known->home;
}

enum fault home_missing_fault(struct host *h, struct session_id id, enum fault unknown)
{
    return known_find(&h->known, id) != NULL || host_is_shared(h) ? FAULT_BUSY : unknown;
}

/* ---- letting go ----------------------------------------------------------------------------- */

void home_unload_if_idle(struct home *home)
{
    struct host *h = home->host;
    bool is_empty = home->session != NULL && session_seq(home->session) == 0;

    if (home->state != HOME_READY || home->in_flight || home->links_count > 0 || home->calls > 0 ||
        home->inbox.count > 0 || home->waiters != NULL || home->replies_count > 0)
        return;
    if (is_empty) { /* Creation was refused: the session never existed. */
        known_remove(&h->known, known_find(&h->known, home->id));
        home_free(home);
        return;
    }
    if (home->idle_at_ms > h->now_ms)
        return;
    log_info("host", "session_forgotten", log_id("session", home->id.value),
             log_count("seq", session_seq(home->session)));
    known_find(&h->known, home->id)->home = NULL;
    home_free(home);
}

/* ---- deleting ------------------------------------------------------------------------------- */

/* It could not be done now: whoever asked is told, and it is tried again until it is done. */
static void delete_later(struct home *home, enum result result)
{
    const enum fault fault = result == RESULT_NO_SPACE  ? FAULT_STORAGE_FULL
                             : result == RESULT_DAMAGED ? FAULT_SESSION_DAMAGED
                                                        : FAULT_BUSY;

    log_warning("host", "session_not_deleted", log_id("session", home->id.value),
                log_text("result", result_name(result)));
    home_refuse_all(home, fault);
    timers_set(&home->host->timers, &home->timer, home->host->now_ms + SPACE_RETRY_MS);
}

static void delete_done(void *arg, enum result result)
{
    struct home *home = arg;
    struct host *h = home->host;

    home->calls--;
    h->calls--;
    if (result == RESULT_IO) {
        host_fail(h);
        return;
    }
    if (result == RESULT_FENCED) { /* It is of another node, which deletes it. */
        home_load_failed(home, FAULT_BUSY);
        return;
    }
    if (result != RESULT_OK) {
        delete_later(home, result);
        return;
    }
    log_info("host", "session_deleted", log_id("session", home->id.value));
    /* Whoever asked for the deletion hears that it is done; others hear that there is no such
     * session. */
    for (struct ticket *ticket = home->waiters, *next; ticket != NULL; ticket = next) {
        next = ticket->next;
        ticket_answer(ticket, ticket->kind == TICKET_DELETE ? FAULT_NONE
                              : ticket->kind == TICKET_LINK ? FAULT_TOKEN_UNKNOWN
                                                            : FAULT_NOT_FOUND);
    }
    home->waiters = NULL;
    home->waiters_end = &home->waiters;
    home_refuse_all(home, FAULT_NOT_FOUND);
    home_part(home, FAULT_NONE, BYE_DELETED);
    known_remove(&h->known, known_find(&h->known, home->id));
    metric_set(h->metrics.sessions, known_count(&h->known));
    home_free(home);
}

void home_delete_run(struct home *home)
{
    struct host *h = home->host;

    if (home->calls > 0)
        return; /* It is under way, or what it waits for will wake it. */
    if (journal_delete(h->parts.journal, home->id, delete_done, home) == RESULT_OK) {
        home->calls++;
        h->calls++;
    } else {
        timers_set(&h->timers, &home->timer, h->now_ms + DELETE_RETRY_MS);
    }
}

struct home *home_delete(struct host *h, struct known_session *known)
{
    struct home *home = known->home;

    if (home == NULL) { /* What will be deleted need not be loaded. */
        home = known->home = home_new(h, known->id);
        if (home == NULL)
            return NULL;
    }
    if (home->state == HOME_LOADING && home->calls > 0)
        home->delete_wanted = true;
    else
        home->state = HOME_DELETING;
    home_wake(home);
    return home;
}

/* Has its day come, or was its deletion begun and not finished? */
static bool is_over(const struct host *h, const struct known_session *known)
{
    if (known->delete_at_ms == 0)
        return true;
    return known->delete_at_ms <= h->now_ms && host_clock_believed(h) &&
           (known->home == NULL || known->home->links_count == 0);
}

void host_expire(struct host *h)
{
    if (h->now_ms < h->expiry_at_ms)
        return;
    h->expiry_at_ms = h->now_ms + EXPIRY_LOOK_MS;
    for (uint32_t i = 0; i < h->known.count_max; i++) {
        struct known_session *known = &h->known.items[i];

        if (session_id_is_none(known->id))
            continue;
        if (is_over(h, known))
            home_delete(h, known);
        else if (known->delete_at_ms > h->now_ms && known->delete_at_ms < h->expiry_at_ms)
            h->expiry_at_ms = known->delete_at_ms;
    }
}
