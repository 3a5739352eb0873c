#include "keys/key_ring.h"

#include "sys/log.h"

#include <assert.h>
#include <stdlib.h>

struct ring_job {
    bool is_due;
    struct key_change change;
    key_ring_done_fn *done; /* NULL: nobody waits. */
    void *arg;
};

struct key_ring {
    struct key_store store;
    uv_loop_t *loop;
    struct keys keys;

    uv_work_t work;
    struct ring_job now, next; /* Being made; to be made after that. */
    bool use_due;              /* Keys were used of which that is not kept yet. */
    struct keys seen, kept;    /* What the work reads, and what it leaves. */
    enum result result;
};

enum result key_ring_open(struct key_ring **out, uv_loop_t *loop, const struct key_store *store)
{
    struct key_ring *ring = calloc(1, sizeof *ring);
    enum result result;

    if (ring == NULL)
        return RESULT_NO_MEMORY;
    ring->store = *store;
    ring->loop = loop;
    result = key_ring_reload(ring);
    if (result == RESULT_OK)
        *out = ring;
    else
        free(ring);
    return result;
}

void key_ring_close(struct key_ring *ring)
{
    assert(ring == NULL || !ring->now.is_due);
    free(ring);
}

const struct keys *key_ring_keys(const struct key_ring *ring)
{
    return &ring->keys;
}

/* ---- what is kept ------------------------------------------------------------------------- */

/* When keys were used meanwhile stays known. */
static void take(struct key_ring *ring, const struct keys *kept)
{
    const struct keys before = ring->keys;

    ring->keys = *kept;
    keys_change(&ring->keys, &(struct key_change){.deed = KEY_DEED_USE, .seen = &before});
}

enum result key_ring_reload(struct key_ring *ring)
{
    const struct key_change look = {.deed = KEY_DEED_NONE};
    struct keys kept;
    const enum result result = ring->store.change(ring->store.place, &look, &kept);

    if (result == RESULT_OK)
        take(ring, &kept);
    return result;
}

/* ---- changes ------------------------------------------------------------------------------ */

static void run(uv_work_t *work)
{
    struct key_ring *ring = work->data;

    ring->result = ring->store.change(ring->store.place, &ring->now.change, &ring->kept);
}

static void go_on(struct key_ring *ring);

static void finish(uv_work_t *work, int status)
{
    struct key_ring *ring = work->data;
    const struct ring_job job = ring->now;

    ring->now = (struct ring_job){0};
    if (status != 0)
        ring->result = RESULT_CLOSED;
    if (ring->result == RESULT_OK)
        take(ring, &ring->kept);
    else if (job.change.deed == KEY_DEED_USE)
        log_warning("keys", "use_not_kept", log_text("result", result_name(ring->result)));
    if (job.done != NULL)
        job.done(job.arg, ring->result);
    go_on(ring);
}

/* Begin what is due, if nothing is being made. */
static void go_on(struct key_ring *ring)
{
    if (ring->now.is_due || (!ring->next.is_due && !ring->use_due))
        return;
    if (ring->next.is_due) {
        ring->now = ring->next;
        ring->next = (struct ring_job){0};
    } else {
        ring->use_due = false;
        ring->seen = ring->keys;
        ring->now = (struct ring_job){.is_due = true,
                                      .change = {.deed = KEY_DEED_USE, .seen = &ring->seen}};
    }
    ring->work.data = ring;
    uv_queue_work(ring->loop, &ring->work, run, finish); /* Fails only without a function. */
}

void key_ring_use(struct key_ring *ring, const struct key_holder *holder, uint32_t day)
{
    for (uint32_t i = 0; i < ring->keys.count; i++) {
        struct trainer_key *key = &ring->keys.items[i];

        if (key->owner != holder->owner || key->used_day >= day)
            continue;
        key->used_day = day;
        ring->use_due = true;
    }
    go_on(ring);
}

enum result key_ring_change(struct key_ring *ring, const struct key_change *change,
                            key_ring_done_fn *done, void *arg)
{
    if (ring->next.is_due)
        return RESULT_FULL;
    ring->next = (struct ring_job){.is_due = true, .change = *change, .done = done, .arg = arg};
    go_on(ring);
    return RESULT_OK;
}

void key_ring_forget(struct key_ring *ring, const void *arg)
{
    if (ring->now.arg == arg)
        ring->now.done = NULL;
    if (ring->next.arg == arg)
        ring->next.done = NULL;
}
