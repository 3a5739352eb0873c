#include "harbour.h"

#include "disk.h"
#include "fixture.h"
#include "journal_disk.h"
#include "memory.h"
#include "sea.h"
#include "witness.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define REST_MS      1000
#define REST_FULL_MS 200

static void start(struct voyage *v, struct moment *m);
static void plan_journal(struct voyage *v);

/* ---- time and chance ------------------------------------------------------------------------- */

static uint64_t clock_now(void *arg)
{
    struct voyage *v = arg;

    return v->now_ms + (uint64_t)v->harbour->followed_ms;
}

static uint64_t clock_monotonic(void *arg)
{
    return ((struct voyage *)arg)->now_ms * 1000;
}

static uint64_t clock_wall(void *arg)
{
    return clock_now(arg) + (uint64_t)((struct voyage *)arg)->harbour->wall_ahead_ms;
}

static void clock_follow(void *arg)
{
    struct harbour *h = ((struct voyage *)arg)->harbour;

    h->followed_ms += h->wall_ahead_ms;
    h->wall_ahead_ms = 0;
}

static void next_random(void *arg, void *bytes, size_t size)
{
    struct voyage *v = arg;

    for (size_t i = 0; i < size; i++) {
        v->random = chance_next(v->random);
        ((uint8_t *)bytes)[i] = (uint8_t)(v->random >> 40);
    }
}

/* ---- a turn ---------------------------------------------------------------------------------- */

static void add(struct voyage *v, uint64_t at_ms, void (*run)(struct voyage *, struct moment *))
{
    agenda_add(v, at_ms, &(struct moment){.run = run, .times = v->harbour->times});
}

static void leave(struct voyage *v, bool with_fin)
{
    struct harbour *h = v->harbour;

    sea_server_gone(v, with_fin);
    host_close(h->host);
    journal_close(h->journal);
    h->host = NULL;
    h->journal = NULL;
    h->is_running = false;
    h->turn_ms = 0;
    h->frozen_until_ms = 0;
    h->state = HARBOUR_AWAY;
    h->times++;
}

static void start_in(struct voyage *v, uint32_t ms)
{
    add(v, v->now_ms + ms, start);
}

/* The process ends by itself: the journal has failed, or it was asked to. */
static void end_of_itself(struct voyage *v, uint32_t away_ms)
{
    leave(v, true);
    start_in(v, away_ms);
}

static void turn(struct voyage *v, struct moment *m)
{
    struct harbour *h = v->harbour;
    uint64_t due_ms;

    if (m->times != h->times || h->host == NULL || h->turn_ms != m->at_ms)
        return;
    h->turn_ms = 0;
    if (harbour_is_frozen(v)) {
        h->turn_ms = h->frozen_until_ms;
        add(v, h->turn_ms, turn);
        return;
    }
    memory_is_servers(true);
    host_turn(h->host);
    memory_is_servers(false);
    if (host_is_failed(h->host)) {
        voyage_strike(v, MISHAP_POISONED);
        end_of_itself(v, 1000);
        return;
    }
    if (h->state == HARBOUR_STOPPING && host_is_quiet(h->host)) {
        end_of_itself(v, 1500);
        return;
    }
    plan_journal(v);
    due_ms = host_deadline_ms(h->host);
    if (due_ms == 0)
        return;
    due_ms = due_ms == 1 ? v->now_ms : due_ms - (uint64_t)h->followed_ms;
    if (due_ms <= v->now_ms)
        due_ms = v->now_ms + (host_deadline_ms(h->host) != 1);
    if (h->turn_ms == 0 || due_ms < h->turn_ms) {
        h->turn_ms = due_ms;
        add(v, due_ms, turn);
    }
}

void harbour_touch(struct voyage *v)
{
    struct harbour *h = v->harbour;

    if (h->host == NULL || h->turn_ms == v->now_ms)
        return;
    h->turn_ms = v->now_ms;
    add(v, v->now_ms, turn);
}

/* ---- the journal's writer -------------------------------------------------------------------- */

static void after_writing(struct voyage *v)
{
    if (disk_is_dead()) /* The power went in the middle of it. */
        harbour_cut_power(v, true, 3000, chance_of(v->plan->seed, v->now_ms, 'w'));
}

static void writer_finished(struct voyage *v, struct moment *m)
{
    struct harbour *h = v->harbour;

    if (m->times != h->times || h->host == NULL)
        return;
    if (harbour_is_frozen(v)) {
        add(v, h->frozen_until_ms, writer_finished);
        return;
    }
    journal_disk_finish(h->journal);
    h->is_running = false;
    harbour_touch(v);
}

static void writer_runs(struct voyage *v, struct moment *m)
{
    struct harbour *h = v->harbour;
    uint32_t ms;

    if (m->times != h->times || h->host == NULL)
        return;
    if (harbour_is_frozen(v)) {
        add(v, h->frozen_until_ms, writer_runs);
        return;
    }
    journal_disk_run(h->journal);
    ms = 1 + chance_below(chance_of(v->plan->seed, v->now_ms, 'j'), v->plan->disk_ms);
    if (h->slow_until_ms > v->now_ms) {
        voyage_strike(v, MISHAP_DISK_SLOW);
        ms += 500 + chance_below(chance_of(v->plan->seed, v->now_ms, 's'), 2500);
    }
    add(v, v->now_ms + ms, writer_finished);
    after_writing(v);
}

static void plan_journal(struct voyage *v)
{
    struct harbour *h = v->harbour;

    if (h->is_running || !journal_disk_is_asked(h->journal))
        return;
    h->is_running = true;
    add(v, v->now_ms, writer_runs);
}

static void writer_rests(struct voyage *v, struct moment *m)
{
    struct harbour *h = v->harbour;
    bool was_full;

    if (m->times != h->times || h->host == NULL)
        return;
    was_full = journal_is_full(h->journal);
    if (!h->is_running && !harbour_is_frozen(v)) {
        journal_disk_rest(h->journal);
        after_writing(v);
        if (m->times != h->times)
            return;
    }
    if (was_full != journal_is_full(h->journal) || journal_is_poisoned(h->journal))
        harbour_touch(v);
    add(v, v->now_ms + (journal_is_full(h->journal) ? REST_FULL_MS : REST_MS), writer_rests);
}

/* ---- starts and ends ------------------------------------------------------------------------- */

bool harbour_is_up(const struct voyage *v)
{
    return v->harbour->host != NULL;
}

static bool start_journal(struct voyage *v)
{
    struct harbour *h = v->harbour;
    enum result result = journal_open_disk(&h->journal, v, &h->clock, witness_ran);
    const struct journal_loss *losses;

    if (result != RESULT_OK)
        return false;
    if (journal_is_full(h->journal))
        voyage_strike(v, MISHAP_FULL_AT_START);
    if (journal_losses(h->journal, &losses) > 0)
        voyage_fail(v, "something is said to be lost (%d), and nothing is", (int)losses[0].kind);
    if (witness_reads_back(v, h->journal))
        return true;
    journal_close(h->journal); /* The disk failed again. */
    h->journal = NULL;
    return false;
}

/* Whatever is read of changed files may be damaged. */
static void nothing_ran(struct voyage *v, const struct journal_job *job)
{
    (void)v, (void)job;
}

/* In a process of its own, which ends as this one would: the files here stay as they are. */
static void look_at_flipped(struct voyage *v)
{
    struct harbour *h = v->harbour;
    int status = 0;
    pid_t child;

    fflush(NULL);
    child = fork();
    if (child == 0) {
        struct journal *journal = NULL;

        /* That it does not open is said, too. */
        if (disk_flip(h->flip) &&
            journal_open_disk(&journal, v, &h->clock, nothing_ran) == RESULT_OK)
            witness_sees_loss(v, journal);
        _exit(0);
    }
    h->flip = 0;
    if (child < 0 || waitpid(child, &status, 0) != child)
        abort();
    if (!WIFEXITED(status))
        voyage_fail(v, "with a flipped byte the process dies of signal %d", WTERMSIG(status));
    if (WEXITSTATUS(status) != 0)
        _exit(WEXITSTATUS(status)); /* It has said why. */
    voyage_strike(v, MISHAP_FLIPPED_BYTE);
}

static void start(struct voyage *v, struct moment *m)
{
    static const struct scenario *scenarios[1];
    struct harbour *h = v->harbour;
    struct host_parts parts = {.clock = &h->clock,
                               .scenarios = scenarios,
                               .scenarios_count = 1,
                               .random = next_random,
                               .random_arg = v,
                               .settings = {.sessions_max = 12,
                                            .idle_ms = v->plan->idle_ms,
                                            .snapshot_every = v->plan->snapshot_every}};

    if (m->times != h->times || h->host != NULL)
        return;
    disk_revive();
    if (h->flip != 0)
        look_at_flipped(v);
    clock_follow(v); /* A process reads the wall clock when it starts. */
    if (!start_journal(v)) {
        if (++h->starts_failed > 20)
            voyage_fail(v, "the server does not start any more");
        if (disk_is_dead())
            disk_lose_power(POWER_SOME_LOST, chance_of(v->plan->seed, v->now_ms, 'w'));
        h->times++;
        start_in(v, 1000);
        return;
    }
    h->starts_failed = 0;
    scenarios[0] = fixture_scenario();
    parts.journal = h->journal;
    if (host_open(&h->host, &parts) != RESULT_OK)
        abort();
    host_set_flush(h->host, sea_flush, v);
    h->state = HARBOUR_UP;
    voyage_tell(v, "the server starts");
    harbour_touch(v);
    add(v, v->now_ms + REST_MS, writer_rests);
}

void harbour_open(struct voyage *v)
{
    struct harbour *h = v->harbour = must(calloc(1, sizeof *v->harbour));

    h->clock = (struct clock){clock_now, clock_monotonic, clock_wall, clock_follow, v};
    disk_begin(v);
    start_in(v, 0);
}

void harbour_close(struct voyage *v)
{
    if (v->harbour->host != NULL)
        leave(v, true);
    disk_end();
    free(v->harbour);
    v->harbour = NULL;
}

void harbour_kill(struct voyage *v, uint32_t away_ms)
{
    if (v->harbour->host == NULL)
        return;
    disk_die();
    leave(v, true);
    disk_revive();
    start_in(v, away_ms);
}

void harbour_flip(struct voyage *v, uint32_t away_ms, uint64_t r)
{
    if (v->harbour->host == NULL)
        return;
    harbour_kill(v, away_ms);
    v->harbour->flip = r | 1;
}

void harbour_cut_power(struct voyage *v, bool torn, uint32_t away_ms, uint64_t r)
{
    if (v->harbour->host == NULL)
        return;
    disk_die();
    leave(v, false);
    disk_lose_power(torn ? POWER_SOME_LOST : POWER_ALL_LOST, r);
    disk_revive();
    v->harbour->state = HARBOUR_DARK;
    start_in(v, away_ms);
}

void harbour_stop(struct voyage *v)
{
    if (v->harbour->state != HARBOUR_UP)
        return;
    v->harbour->state = HARBOUR_STOPPING;
    host_stop(v->harbour->host);
    harbour_touch(v);
}

void harbour_freeze(struct voyage *v, uint32_t ms)
{
    if (v->harbour->host != NULL)
        v->harbour->frozen_until_ms = v->now_ms + ms;
}
