/* host.c -- the host as a whole: opening, the turn, stopping. The turn is described in host.h. */
#include "host/host_inside.h"

#include "session/state.h"
#include "sys/log.h"

#include <assert.h>
#include <stdlib.h>
#include <stdio.h>
#include <sys/random.h>

#define SESSIONS_MAX_DEFAULT   20000u
#define AWAY_MS_DEFAULT        8000u
#define GRACE_MS_DEFAULT       20000u
#define IDLE_MS_DEFAULT        (5u * 60 * 1000)
#define SNAPSHOT_EVERY_DEFAULT 256u

/* ---- what the parts share ------------------------------------------------------------------- */

uint64_t host_now(struct host *h)
{
    uint64_t now_ms = clock_now_ms(h->parts.clock);

    if (now_ms > h->now_ms)
        h->now_ms = now_ms;
    return h->now_ms;
}

static void system_random(void *arg, void *bytes, size_t size)
{
    (void)arg;
    /* For up to 256 bytes, getrandom gives all of them; it fails only while the system is
     * starting. */
    if (getrandom(bytes, size, 0) != (ssize_t)size)
        abort();
}

void host_random(struct host *h, void *bytes, size_t size)
{
    assert(size <= 256);
    h->parts.random(h->parts.random_arg, bytes, size);
}

enum fault host_closed_fault(const struct host *h)
{
    if (h->failed)
        return FAULT_JOURNAL_FAILED;
    if (h->stop != STOP_NOT)
        return FAULT_SHUTTING_DOWN;
    return h->ready ? FAULT_NONE : FAULT_BUSY;
}

const struct scenario *host_scenario(const struct host *h, struct bytes id, struct bytes version)
{
    for (uint32_t i = 0; i < h->parts.scenarios_count; i++) {
        const struct scenario *scenario = h->parts.scenarios[i];

        if (bytes_equal(scenario->id, id) &&
            (version.size == 0 || bytes_equal(scenario->version, version)))
            return scenario;
    }
    return NULL;
}

void host_offer(struct host *h, const struct scenario *const *scenarios, uint32_t count)
{
    assert(count >= h->parts.scenarios_count);
    h->parts.scenarios = scenarios;
    h->parts.scenarios_count = count;
}

void host_fail(struct host *h)
{
    if (h->failed)
        return;
    h->failed = true;
    log_error("host", "journal_failed", log_count("homes", h->homes_count));
    for (struct host_link *link = h->links; link != NULL; link = link->all_next)
        host_link_end(link, FAULT_JOURNAL_FAILED, BYE_COUNT);
    for (struct home *home = h->homes; home != NULL; home = home->next)
        home_refuse_all(home, FAULT_JOURNAL_FAILED);
}

/* ---- opening -------------------------------------------------------------------------------- */

static void index_listed(void *arg, const struct journal_listed *listed);

static void index_read(struct host *h, struct session_id after)
{
    h->index_after = after;
    if (journal_list(h->parts.journal, after, UINT64_MAX, index_listed, h) == RESULT_OK)
        h->calls++;
    else
        host_fail(h);
}

static void index_add(struct host *h, const struct journal_entry *entry)
{
    struct known_session *known = known_add(&h->known, entry->session, entry->code);

    if (known == NULL) {
        log_error("host", "session_left_out", log_id("session", entry->session.value));
        return;
    }
    known->created_ms = entry->created_ms;
    known->delete_at_ms = entry->delete_at_ms;
    known->owner = entry->owner;
    known->scenario =
        host_scenario(h, bytes_of(entry->scenario), bytes_of(entry->scenario_version));
    if (known->scenario == NULL)
        log_warning("host", "session_without_scenario", log_id("session", entry->session.value),
                    log_text("scenario", entry->scenario),
                    log_text("version", entry->scenario_version));
}

/* Sessions of which something is missing: those that are not in the index as well, so that
 * whoever asks for them is told. */
static void index_losses(struct host *h)
{
    const struct journal_loss *losses;
    const uint32_t count = journal_losses(h->parts.journal, &losses);

    for (uint32_t i = 0; i < count; i++) {
        struct known_session *known = known_find(&h->known, losses[i].session);

        if (known == NULL)
            known = known_add(&h->known, losses[i].session, losses[i].code);
        if (known == NULL)
            continue;
        known->delete_at_ms = losses[i].delete_at_ms;
        known_set_aside(&h->known, known);
    }
}

static void index_listed(void *arg, const struct journal_listed *listed)
{
    struct host *h = arg;

    h->calls--;
    if (listed->result == RESULT_NO_MEMORY) {
        index_read(h, h->index_after);
        return;
    }
    if (listed->result != RESULT_OK && listed->result != RESULT_DAMAGED) {
        host_fail(h);
        return;
    }
    if (listed->result == RESULT_DAMAGED)
        log_error("host", "index_damaged", log_id("after", h->index_after.value),
                  log_count("read", listed->count));
    for (uint32_t i = 0; i < listed->count; i++)
        index_add(h, &listed->entries[i]);
    if (listed->more) {
        index_read(h, listed->entries[listed->count - 1].session);
        return;
    }
    index_losses(h);
    h->ready = true;
    metric_set(h->metrics.sessions, known_count(&h->known));
    log_info("host", "ready", log_count("sessions", known_count(&h->known)),
             log_count("aside", h->known.aside_count));
}

static uint32_t or_default(uint32_t value, uint32_t standard)
{
    return value != 0 ? value : standard;
}

static void settle(struct host_settings *s)
{
    s->sessions_max = or_default(s->sessions_max, SESSIONS_MAX_DEFAULT);
    s->away_ms = or_default(s->away_ms, AWAY_MS_DEFAULT);
    s->grace_ms = or_default(s->grace_ms, GRACE_MS_DEFAULT);
    s->idle_ms = or_default(s->idle_ms, IDLE_MS_DEFAULT);
    s->snapshot_every = or_default(s->snapshot_every, SNAPSHOT_EVERY_DEFAULT);
}

static void make_metrics(struct host *h)
{
    struct metrics *m = h->parts.metrics;

    h->metrics = (struct host_metrics){
        .commands = metrics_counter(m, "commands_total", "Commands decided"),
        .refused = metrics_counter(m, "commands_refused_total", "Commands for which was no room"),
        .events = metrics_counter(m, "events_total", "Events given to the journal"),
        .snapshots = metrics_counter(m, "snapshots_total", "Snapshots given to the journal"),
        .links = metrics_gauge(m, "host_links", "Links the host knows"),
        .homes = metrics_gauge(m, "sessions_loaded", "Sessions in memory"),
        .sessions = metrics_gauge(m, "sessions", "Sessions that exist"),
        .aside = metrics_gauge(m, "sessions_aside",
                               "Sessions that cannot go on, as something of them is missing"),
        .damaged = metrics_gauge(m, "sessions_damaged",
                                 "Sessions found damaged by looking through all since the start"),
        .command_seconds =
            metrics_seconds(m, "command_seconds", "From taking a command in to durable"),
        .commit_seconds = metrics_seconds(
            m, "commit_seconds", "The slowest commit of the journal in each turn of the loop"),
        .journal_bytes = metrics_gauge(m, "journal_bytes", "Size of the journal on disk"),
        .journal_full =
            metrics_gauge(m, "journal_full", "1: the disk is full, and nothing can be written"),
        .journal_away = metrics_gauge(m, "journal_away", "1: the database cannot be reached"),
    };
    for (int reject = 1; reject < REJECT_COUNT; reject++) {
        char *labels = h->metrics.reject_labels[reject];

        snprintf(labels, METRIC_LABELS_BYTES_MAX, "reject=\"%s\"",
                 reject_name((enum reject)reject));
        h->metrics.rejected[reject] =
            metrics_counter_of(m, "commands_rejected_total", "Commands the game refused", labels);
    }
}

static bool open_tickets(struct host *h)
{
    h->tickets = calloc(HOST_TICKETS_MAX + 1, sizeof(struct ticket *));
    h->tickets_free = calloc(HOST_TICKETS_MAX + 1, sizeof *h->tickets_free);
    h->ticket_generations = calloc(HOST_TICKETS_MAX + 1, sizeof *h->ticket_generations);
    if (h->tickets == NULL || h->tickets_free == NULL || h->ticket_generations == NULL)
        return false;
    /* Place 0 is not used, so that no ticket has number 0. */
    for (uint32_t place = HOST_TICKETS_MAX; place > 0; place--)
        h->tickets_free[h->tickets_free_count++] = (uint16_t)place;
    h->answers_end = &h->answers;
    return true;
}

enum result host_open(struct host **out, const struct host_parts *parts)
{
    struct host *h = calloc(1, sizeof *h);

    if (h == NULL)
        return RESULT_NO_MEMORY;
    h->parts = *parts;
    settle(&h->parts.settings);
    if (h->parts.random == NULL)
        h->parts.random = system_random;
    if (!open_tickets(h) || known_open(&h->known, h->parts.settings.sessions_max) != RESULT_OK) {
        host_close(h);
        return RESULT_NO_MEMORY;
    }
    make_metrics(h);
    host_now(h);
    host_clock_open(h);
    index_read(h, (struct session_id){0});
    *out = h;
    return RESULT_OK;
}

void host_close(struct host *h)
{
    if (h == NULL)
        return;
    assert(h->links == NULL);
    while (h->homes != NULL) {
        h->homes->calls = 0; /* Nobody polls the journal any more. */
        h->homes->waiters = NULL;
        home_free(h->homes);
    }
    for (uint32_t place = 1; place <= HOST_TICKETS_MAX && h->tickets != NULL; place++)
        free(h->tickets[place]);
    timers_clear(&h->timers);
    known_close(&h->known);
    free(h->tickets);
    free(h->tickets_free);
    free(h->ticket_generations);
    free(h);
}

bool host_is_ready(const struct host *host)
{
    return host->ready && !host->failed && host->stop == STOP_NOT;
}

bool host_is_failed(const struct host *host)
{
    return host->failed;
}

bool host_is_full(const struct host *host)
{
    return host->full || host->creation_held;
}

bool host_is_away(const struct host *host)
{
    return host->away;
}

enum journal_kept host_kept(const struct host *host)
{
    return journal_kept(host->parts.journal);
}

enum fault host_storage_fault(const struct host *h)
{
    if (h->away)
        return FAULT_STORAGE_AWAY;
    return h->full ? FAULT_STORAGE_FULL : FAULT_NONE;
}

struct host_damage host_damage(const struct host *host)
{
    const struct journal *journal = host->parts.journal;

    return (struct host_damage){.sessions = known_count(&host->known),
                                .aside = host->known.aside_count,
                                .damaged = journal_damaged_count(journal),
                                .is_looked_through = journal_is_looked_through(journal)};
}

void host_hold_creation(struct host *host, bool held)
{
    host->creation_held = held;
}

void host_set_flush(struct host *host, host_flush_fn *flush, void *arg)
{
    host->flush = flush;
    host->flush_arg = arg;
}

/* ---- the turn ------------------------------------------------------------------------------- */

static void flush(struct host *h)
{
    h->woken = false;
    if (h->flush != NULL)
        h->flush(h->flush_arg);
}

/* The journal became full or was lost, or is there again: then everybody gets time to notice. */
static void observe_space(struct host *h)
{
    const bool full = journal_is_full(h->parts.journal), away = journal_is_away(h->parts.journal);

    if (full == h->full && away == h->away)
        return;
    h->full = full;
    h->away = away;
    host_give_grace(h);
}

static void observe_journal(struct host *h)
{
    struct journal_figures figures = journal_take_figures(h->parts.journal);

    if (figures.commits_count > 0)
        metric_observe_us(h->metrics.commit_seconds, figures.commit_us_max);
}

static void wake_due(struct host *h)
{
    struct timer *timer;

    while ((timer = timers_pop(&h->timers, h->now_ms)) != NULL)
        home_wake(timer->owner);
    if (h->ready && !h->failed && h->stop == STOP_NOT) {
        host_expire(h);
        shared_look(h);
    }
}

/* Every home that wants a turn gets one; if it wants another, that comes with the next call. So
 * does the turn of one that was answered just now: it is shown first, as views wait while a batch
 * is in flight, and whoever voted again by then comes along. */
static void turn_homes(struct host *h)
{
    struct home *last = h->queue_last;

    while (h->queue_first != NULL && !h->failed) {
        struct home *home = h->queue_first;
        bool is_last = home == last;

        h->queue_first = home->queue_next;
        if (h->queue_first == NULL)
            h->queue_last = NULL;
        home->is_queued = false;
        if (home->is_answered) {
            home->is_answered = false;
            home_wake(home);
        } else {
            home_turn(home); /* It may be gone afterwards. */
        }
        if (is_last)
            break;
    }
}

/* While stopping: is nothing under way any more, in any home? */
static bool is_settled(const struct host *h)
{
    return h->calls == 0 && h->queue_first == NULL && h->answers == NULL;
}

static void say_goodbye(struct host *h)
{
    for (struct host_link *link = h->links; link != NULL; link = link->all_next)
        host_link_end(link, FAULT_NONE, BYE_RESTARTING);
    for (struct home *home = h->homes; home != NULL; home = home->next)
        if (home->session != NULL)
            log_info("host", "session_stopped", log_id("session", home->id.value),
                     log_count("seq", session_seq(home->session)),
                     log_id("hash", session_hash(home->session)));
    h->stop = STOP_SAID;
}

void host_turn(struct host *h)
{
    host_now(h);
    host_clock_look(h);
    journal_poll(h->parts.journal);
    if (journal_is_poisoned(h->parts.journal))
        host_fail(h);
    observe_journal(h);
    observe_space(h);
    metric_set(h->metrics.aside, h->known.aside_count);
    metric_set(h->metrics.damaged, journal_damaged_count(h->parts.journal));
    metric_set(h->metrics.journal_bytes, (int64_t)journal_bytes(h->parts.journal));
    metric_set(h->metrics.journal_full, h->full);
    metric_set(h->metrics.journal_away, h->away);
    tickets_call_back(h);
    wake_due(h);
    turn_homes(h);
    tickets_call_back(h);
    if (h->stop == STOP_FINISHING && (is_settled(h) || h->failed))
        say_goodbye(h);
    flush(h);
    if (h->stop == STOP_SAID)
        h->stop = STOP_QUIET;
    h->called_by_ms = host_deadline_ms(h);
}

uint64_t host_deadline_ms(const struct host *h)
{
    uint64_t due_ms = timers_due_ms(&h->timers);

    if ((h->queue_first != NULL && !h->failed) || h->answers != NULL || h->woken)
        return 1; /* Long past: a turn is needed at once. */
    if (h->ready && (due_ms == 0 || h->expiry_at_ms < due_ms))
        due_ms = h->expiry_at_ms;
    if (h->ready && host_is_shared(h) && !h->is_looking &&
        (due_ms == 0 || h->shared_at_ms < due_ms))
        due_ms = h->shared_at_ms;
    return due_ms;
}

void host_stop(struct host *host)
{
    if (host->stop == STOP_NOT)
        host->stop = STOP_FINISHING;
}

bool host_is_quiet(const struct host *host)
{
    return host->stop == STOP_QUIET;
}
