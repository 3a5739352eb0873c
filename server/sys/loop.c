#include "sys/loop.h"

#include "sys/clock.h"
#include "sys/log.h"
#include "sys/metrics.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define LOOP_SLEEP_MS_MAX 60000u

struct loop {
    uv_loop_t uv;
    uv_check_t check;
    uv_prepare_t prepare;
    uint64_t slept_ns, awake_at_ns; /* Until the last time it went to sleep, and when that was. */
    struct metric *busy_seconds;    /* NULL: nobody asked. */
    uv_timer_t timer;
    uv_idle_t hurry; /* While it runs the loop does not sleep. */
    uv_async_t wake;
    uv_signal_t os_terminate, os_interrupt, os_hang_up;
    loop_turn_fn *turn;
    void *turn_arg;
    loop_stop_fn *stop;
    void *stop_arg;
    loop_stop_fn *reload;
    void *reload_arg;
    bool stopping, finished;
};

static void make_turn(struct loop *loop);

static void on_check(uv_check_t *check)
{
    make_turn(check->data);
}

/* Timers run before the poll, and the poll may then sleep, so the turn is made here. */
static void on_timer(uv_timer_t *timer)
{
    make_turn(timer->data);
}

/* Nothing to do: the turn follows in the check phase of this iteration. */
static void on_wake(uv_async_t *wake)
{
    (void)wake;
}

/* Nothing to do: while it runs, the next turn follows without a sleep. */
static void on_hurry(uv_idle_t *hurry)
{
    (void)hurry;
}

/* A turn that is needed at once is made after the next poll: a timer would run before it, and leave
 * unread what has come in the meantime. */
static void make_turn(struct loop *loop)
{
    uint64_t deadline_ms, now_ms, sleep_ms;

    if (loop->turn == NULL)
        return;
    deadline_ms = loop->turn(loop->turn_arg);
    uv_idle_stop(&loop->hurry);
    if (deadline_ms == 0 || loop->turn == NULL) {
        uv_timer_stop(&loop->timer);
        return;
    }
    now_ms = clock_now_ms(clock_system());
    if (deadline_ms <= now_ms) {
        uv_timer_stop(&loop->timer);
        uv_idle_start(&loop->hurry, on_hurry);
        return;
    }
    sleep_ms = deadline_ms - now_ms;
    /* If the clock is set back, the loop must not sleep for years. */
    if (sleep_ms > LOOP_SLEEP_MS_MAX)
        sleep_ms = LOOP_SLEEP_MS_MAX;
    uv_update_time(&loop->uv);
    uv_timer_start(&loop->timer, on_timer, sleep_ms, 0);
}

/* How long it has been awake since it last slept, which is how long a newcomer had to wait. */
static void on_prepare(uv_prepare_t *prepare)
{
    struct loop *loop = prepare->data;
    const uint64_t slept_ns = uv_metrics_idle_time(&loop->uv), now_ns = uv_hrtime();

    if (loop->awake_at_ns != 0)
        metric_observe_us(loop->busy_seconds,
                          (now_ns - loop->awake_at_ns - (slept_ns - loop->slept_ns)) / 1000);
    loop->slept_ns = slept_ns;
    loop->awake_at_ns = now_ns;
}

void loop_measure(struct loop *loop, struct metrics *metrics)
{
    loop->busy_seconds = metrics_seconds(metrics, "loop_busy_seconds",
                                         "How long a turn of the loop took, without its sleep");
    if (uv_loop_configure(&loop->uv, UV_METRICS_IDLE_TIME) == 0)
        uv_prepare_start(&loop->prepare, on_prepare);
}

static void on_os_signal(uv_signal_t *handle, int number)
{
    struct loop *loop = handle->data;

    if (loop->stopping) {
        log_warning("loop", "stopped_at_once", log_signed("os_signal", number));
        _exit(EXIT_FAILURE);
    }
    loop->stopping = true;
    if (loop->stop != NULL)
        loop->stop(loop->stop_arg);
}

static void on_hang_up(uv_signal_t *handle, int number)
{
    struct loop *loop = handle->data;

    (void)number;
    loop->reload(loop->reload_arg);
}

enum result loop_open(struct loop **out)
{
    struct loop *loop = calloc(1, sizeof *loop);

    if (loop == NULL)
        return RESULT_NO_MEMORY;
    if (uv_loop_init(&loop->uv) != 0) {
        free(loop);
        return RESULT_IO;
    }
    /* These fail only for lack of memory or descriptors, at the start of the process. */
    if (uv_check_init(&loop->uv, &loop->check) != 0 ||
        uv_prepare_init(&loop->uv, &loop->prepare) != 0 ||
        uv_timer_init(&loop->uv, &loop->timer) != 0 || uv_idle_init(&loop->uv, &loop->hurry) != 0 ||
        uv_async_init(&loop->uv, &loop->wake, on_wake) != 0 ||
        uv_signal_init(&loop->uv, &loop->os_terminate) != 0 ||
        uv_signal_init(&loop->uv, &loop->os_interrupt) != 0 ||
        uv_signal_init(&loop->uv, &loop->os_hang_up) != 0) {
        free(loop); /* The process ends; what was begun goes with it. */
        return RESULT_NO_MEMORY;
    }
    loop->check.data = loop->prepare.data = loop->timer.data = loop;
    loop->os_terminate.data = loop->os_interrupt.data = loop->os_hang_up.data = loop;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* A limit on the size of files is a full disk, no reason to end. */
    *out = loop;
    return RESULT_OK;
}

void loop_finish(struct loop *loop)
{
    if (loop->finished)
        return;
    loop->finished = true;
    uv_close((uv_handle_t *)&loop->check, NULL);
    uv_close((uv_handle_t *)&loop->prepare, NULL);
    uv_close((uv_handle_t *)&loop->timer, NULL);
    uv_close((uv_handle_t *)&loop->hurry, NULL);
    uv_close((uv_handle_t *)&loop->wake, NULL);
    uv_close((uv_handle_t *)&loop->os_terminate, NULL);
    uv_close((uv_handle_t *)&loop->os_interrupt, NULL);
    uv_close((uv_handle_t *)&loop->os_hang_up, NULL);
    uv_run(&loop->uv, UV_RUN_DEFAULT);
}

void loop_close(struct loop *loop)
{
    if (loop == NULL)
        return;
    loop_finish(loop);
    if (uv_loop_close(&loop->uv) != 0)
        log_warning("loop", "handles_left", log_count("count", loop->uv.active_handles));
    free(loop);
}

uv_loop_t *loop_uv(struct loop *loop)
{
    return &loop->uv;
}

void loop_on_turn(struct loop *loop, loop_turn_fn *turn, void *arg)
{
    loop->turn = turn;
    loop->turn_arg = arg;
}

void loop_on_stop(struct loop *loop, loop_stop_fn *stop, void *arg)
{
    loop->stop = stop;
    loop->stop_arg = arg;
}

void loop_on_reload(struct loop *loop, loop_stop_fn *reload, void *arg)
{
    loop->reload = reload;
    loop->reload_arg = arg;
}

void loop_run(struct loop *loop)
{
    assert(loop->turn != NULL);
    uv_check_start(&loop->check, on_check);
    uv_signal_start(&loop->os_terminate, on_os_signal, SIGTERM);
    uv_signal_start(&loop->os_interrupt, on_os_signal, SIGINT);
    if (loop->reload != NULL)
        uv_signal_start(&loop->os_hang_up, on_hang_up, SIGHUP);
    uv_async_send(&loop->wake); /* The first turn. */
    uv_run(&loop->uv, UV_RUN_DEFAULT);
}

void loop_end(struct loop *loop)
{
    loop->turn = NULL;
    uv_check_stop(&loop->check);
    uv_prepare_stop(&loop->prepare);
    uv_timer_stop(&loop->timer);
    uv_idle_stop(&loop->hurry);
    uv_signal_stop(&loop->os_terminate);
    uv_signal_stop(&loop->os_interrupt);
    uv_signal_stop(&loop->os_hang_up);
    uv_stop(&loop->uv);
}

void loop_wake(void *arg)
{
    struct loop *loop = arg;

    uv_async_send(&loop->wake);
}
