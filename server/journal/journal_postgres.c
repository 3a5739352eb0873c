/* journal_postgres.c -- the front of the PostgreSQL journal: opening, the loop, waiting, closing.
 * What happens between is in postgres_step; here is who calls it:
 *
 *   the loop       when the socket has something, when time is up, after something was asked for
 *   journal_wait   which waits for the socket by itself: tools and tests have no loop
 *   opening and closing, which wait in the same way, but not for ever */
#include "journal/postgres.h"

#include "sys/log.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>
#include <uv.h>

#define OPEN_US  10000000 /* So long the first connection may take. */
#define LOCK_US  1000000  /* So long one that was killed may seem to be there still. */
#define CLOSE_US 3000000  /* So long the end waits for what was asked for. */
#define AWAY_US  3000000  /* A database that is back sooner was not away: commands waited. */

static struct postgres *of(struct journal *j)
{
    return (struct postgres *)j;
}

static uint64_t now_us(const struct postgres *p)
{
    return clock_monotonic_us(p->clock);
}

/* ---- when it has to be looked at though nothing came ---------------------------------------- */

static uint64_t sooner(uint64_t a, uint64_t b) /* 0: never. */
{
    return a == 0 || (b != 0 && b < a) ? b : a;
}

static uint64_t due_us(const struct postgres *p)
{
    uint64_t due = sooner(p->due_us, p->full_until_us);

    if (p->state != POSTGRES_READY && !p->is_away_told)
        due = sooner(due, p->away_since_us + AWAY_US);
    if (p->state == POSTGRES_READY && p->group.phase == GROUP_IDLE)
        due = sooner(due, p->renew_us);
    return due;
}

/* ---- the loop ------------------------------------------------------------------------------- */

struct watch { /* Of one socket; freed when libuv lets go of it. */
    uv_poll_t poll;
    int events;
};

struct front {
    struct postgres postgres; /* First. */
    uv_loop_t *uv;            /* NULL: only those who wait drive it. */
    uv_timer_t *timer;
    struct watch *watch; /* NULL: nothing is watched. */
};

static struct front *front_of(struct postgres *p)
{
    return (struct front *)p;
}

static void on_freed(uv_handle_t *handle)
{
    free(handle);
}

static void let_go(struct postgres *p)
{
    struct front *f = front_of(p);

    if (f->watch == NULL)
        return;
    uv_poll_stop(&f->watch->poll);
    uv_close((uv_handle_t *)&f->watch->poll, on_freed);
    f->watch = NULL;
}

static void arrange(struct front *f);

static void on_ready(uv_poll_t *poll, int status, int events)
{
    struct front *f = poll->data;

    (void)status, (void)events; /* What is wrong with it libpq finds by itself. */
    postgres_step(&f->postgres, true);
    arrange(f);
}

static void on_time(uv_timer_t *timer)
{
    struct front *f = timer->data;

    postgres_step(&f->postgres, false);
    arrange(f);
}

static void watch_socket(struct front *f, int socket)
{
    struct watch *watch = calloc(1, sizeof *watch);

    if (watch == NULL || uv_poll_init(f->uv, &watch->poll, socket) != 0) {
        free(watch); /* Time will tell: no answer. */
        return;
    }
    watch->poll.data = f;
    f->watch = watch;
}

static void arrange_watch(struct front *f)
{
    const int socket = postgres_socket(&f->postgres);
    const bool is_connecting = f->postgres.state == POSTGRES_CONNECTING;
    const int events = (f->postgres.wants_write ? UV_WRITABLE : 0) |
                       (is_connecting && f->postgres.wants_write ? 0 : UV_READABLE);

    if (socket < 0)
        return;
    if (f->watch == NULL)
        watch_socket(f, socket);
    if (f->watch == NULL || f->watch->events == events)
        return;
    f->watch->events = events;
    uv_poll_start(&f->watch->poll, events, on_ready);
}

static void arrange_timer(struct front *f)
{
    const uint64_t due = due_us(&f->postgres), now = now_us(&f->postgres);

    if (due == 0) {
        uv_timer_stop(f->timer);
        return;
    }
    uv_update_time(f->uv);
    uv_timer_start(f->timer, on_time, due > now ? (due - now + 999) / 1000 : 0, 0);
}

/* Wait for the next thing. */
static void arrange(struct front *f)
{
    if (f->uv == NULL)
        return;
    arrange_watch(f);
    arrange_timer(f);
}

/* ---- those who wait ------------------------------------------------------------------------- */

/* One look, for at most `max_us`. */
static void wait_once(struct postgres *p, uint64_t max_us)
{
    const uint64_t due = due_us(p), now = now_us(p);
    const uint64_t left_us = due == 0 ? max_us : due <= now ? 0 : due - now;
    const bool only_writes = p->state == POSTGRES_CONNECTING && p->wants_write;
    struct pollfd item = {.fd = postgres_socket(p),
                          .events =
                              (short)((p->wants_write ? POLLOUT : 0) | (only_writes ? 0 : POLLIN))};
    const uint64_t ms = ((left_us < max_us ? left_us : max_us) + 999) / 1000;
    const int count = poll(&item, item.fd >= 0 ? 1 : 0, (int)ms);

    postgres_step(p, count > 0);
}

static bool is_busy(const struct postgres *p)
{
    return !p->is_poisoned && (p->queue.first != NULL || p->group.jobs.first != NULL);
}

/* ---- the kind ------------------------------------------------------------------------------- */

/* It is sent when the turn is over, with all else of the turn: the loop comes back at once. */
static void postgres_submit(struct journal *j, struct journal_job *job)
{
    struct postgres *p = of(j);

    journal_jobs_push(&p->queue, job);
    if (p->state == POSTGRES_READY && p->group.phase == GROUP_IDLE && front_of(p)->uv != NULL)
        uv_timer_start(front_of(p)->timer, on_time, 0, 0);
}

static struct journal_jobs postgres_take_done(struct journal *j)
{
    struct journal_jobs done = of(j)->done;

    of(j)->done = (struct journal_jobs){NULL, NULL};
    return done;
}

static void postgres_wait(struct journal *j)
{
    struct postgres *p = of(j);

    postgres_step(p, false);
    while (p->done.first == NULL && !p->is_poisoned)
        wait_once(p, POSTGRES_RETRY_MAX_US);
    arrange(front_of(p));
}

static bool postgres_is_poisoned(const struct journal *j)
{
    return ((const struct postgres *)j)->is_poisoned;
}

static bool postgres_is_full(const struct journal *j)
{
    return ((const struct postgres *)j)->full_until_us != 0;
}

static bool postgres_is_away(const struct journal *j)
{
    const struct postgres *p = (const struct postgres *)j;

    return p->state != POSTGRES_READY && !p->is_poisoned && now_us(p) >= p->away_since_us + AWAY_US;
}

static enum journal_kept postgres_kept(const struct journal *j)
{
    return ((const struct postgres *)j)->kept;
}

static bool postgres_is_shared(const struct journal *j)
{
    return is_shared((const struct postgres *)j);
}

static struct journal_figures postgres_take_figures(struct journal *j)
{
    struct journal_figures figures = of(j)->figures;

    of(j)->figures = (struct journal_figures){0};
    return figures;
}

static uint32_t postgres_losses(const struct journal *j, const struct journal_loss **out)
{
    (void)j;
    *out = NULL; /* What is missing is found when it is read. */
    return 0;
}

static uint32_t postgres_damaged_count(const struct journal *j)
{
    (void)j;
    return 0;
}

static uint64_t postgres_bytes(const struct journal *j)
{
    (void)j;
    return 0;
}

static bool postgres_is_looked_through(const struct journal *j)
{
    (void)j;
    return false;
}

static void free_jobs(struct journal_jobs *jobs)
{
    for (struct journal_job *job; (job = journal_jobs_pop(jobs)) != NULL;)
        journal_job_free(job);
}

/* A node lets go of its sessions, so that nobody has to wait until it counts as dead. */
static void leave(struct postgres *p, uint64_t until_us)
{
    if (!is_shared(p) || p->is_poisoned || p->state != POSTGRES_READY)
        return;
    while (p->group.phase != GROUP_IDLE && !p->is_poisoned && now_us(p) < until_us)
        wait_once(p, until_us - now_us(p));
    p->is_leaving = true;
    postgres_step(p, false);
    while (p->is_leaving && !p->is_poisoned && now_us(p) < until_us)
        wait_once(p, until_us - now_us(p));
}

static void postgres_close(struct journal *j)
{
    struct postgres *p = of(j);
    struct front *f = front_of(p);
    const uint64_t until_us = now_us(p) + CLOSE_US;

    p->wake = NULL;
    postgres_step(p, false);
    while (is_busy(p) && now_us(p) < until_us)
        wait_once(p, until_us - now_us(p));
    leave(p, until_us);
    postgres_close_link(p);
    group_interrupt(p);
    free_jobs(&p->group.jobs);
    free_jobs(&p->queue);
    free_jobs(&p->done);
    if (f->timer != NULL)
        uv_close((uv_handle_t *)f->timer, on_freed);
    tails_clear(&p->tails);
    free(p->group.asked);
    hosts_clear(&p->hosts);
    free(p->url);
    free(f);
}

static const struct journal_kind postgres_kind = {
    .submit = postgres_submit,
    .take_done = postgres_take_done,
    .wait = postgres_wait,
    .is_poisoned = postgres_is_poisoned,
    .is_full = postgres_is_full,
    .is_away = postgres_is_away,
    .is_shared = postgres_is_shared,
    .kept = postgres_kept,
    .take_figures = postgres_take_figures,
    .losses = postgres_losses,
    .damaged_count = postgres_damaged_count,
    .bytes = postgres_bytes,
    .is_looked_through = postgres_is_looked_through,
    .close = postgres_close,
};

/* ---- opening -------------------------------------------------------------------------------- */

/* Never the same twice: it tells this process from all others, in pg_stat_activity, too. */
static void name_owner(struct postgres *p)
{
    uint64_t random = 0;

    if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
        abort();
    snprintf(p->owner, sizeof p->owner, "dilemma-%d-%016llx", (int)getpid(),
             (unsigned long long)random);
}

static bool begin_loop(struct front *f, uv_loop_t *loop)
{
    if (loop == NULL)
        return true;
    f->timer = calloc(1, sizeof *f->timer);
    if (f->timer == NULL)
        return false;
    uv_timer_init(loop, f->timer); /* Cannot fail. */
    f->timer->data = f;
    f->uv = loop;
    f->postgres.let_go = let_go;
    return true;
}

/* The first connection, and all that is said on it. */
static enum result reach(struct postgres *p)
{
    uint64_t until_us = now_us(p) + OPEN_US;
    bool was_locked = false;

    p->due_us = now_us(p);
    while (p->state != POSTGRES_READY && !p->is_poisoned && now_us(p) < until_us) {
        wait_once(p, until_us - now_us(p));
        if (p->is_lock_waited && !was_locked)
            until_us = now_us(p) + LOCK_US;
        was_locked = was_locked || p->is_lock_waited;
    }
    if (p->state == POSTGRES_READY)
        return RESULT_OK;
    if (p->refused != RESULT_OK)
        return p->refused;
    return was_locked ? RESULT_FENCED : RESULT_IO;
}

enum result journal_open_postgres(struct journal **out, const struct journal_options *options)
{
    struct front *f = calloc(1, sizeof *f);
    struct postgres *p = &f->postgres;
    enum result result = RESULT_NO_MEMORY;

    if (f == NULL)
        return RESULT_NO_MEMORY;
    p->base.kind = &postgres_kind;
    p->clock = options->clock != NULL ? options->clock : clock_system();
    p->wake = options->wake;
    p->wake_arg = options->wake_arg;
    p->retry_us = POSTGRES_RETRY_FIRST_US;
    p->url = strdup(options->path);
    snprintf(p->name, sizeof p->name, "%s", options->node != NULL ? options->node : "");
    p->away_since_us = now_us(p);
    name_owner(p);
    if (p->url != NULL)
        hosts_read(&p->hosts, p->url);
    if (p->url != NULL && begin_loop(f, options->loop))
        result = reach(p);
    if (result == RESULT_OK) {
        p->is_away_told = false;
        arrange(f);
        *out = &p->base;
        return RESULT_OK;
    }
    log_error("journal", "not_opened", log_text("result", result_name(result)),
              log_text("reason", p->reason));
    postgres_close(&p->base);
    return result;
}
