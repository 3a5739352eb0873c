/* key_ring_test.c -- what a running server does with keys: one change after the other, days of use
 * kept, and nobody called who is gone. */
#include "keys/key_ring.h"

#include "test.h"

#include <stdatomic.h>

static struct keys stored; /* What the store has. */
static enum result store_says;
static atomic_int writes;

static enum result change_stored(const char *place, const struct key_change *change,
                                 struct keys *out)
{
    enum result result = store_says;

    (void)place;
    if (result == RESULT_OK)
        result = keys_change(&stored, change);
    if (result == RESULT_OK)
        *out = stored;
    if (change->deed != KEY_DEED_NONE)
        atomic_fetch_add(&writes, 1);
    return result;
}

static struct key_ring *ring_open(uv_loop_t *loop)
{
    struct key_ring *ring = NULL;

    stored = (struct keys){.count = 0};
    store_says = RESULT_OK;
    atomic_store(&writes, 0);
    uv_loop_init(loop);
    CHECK_EQ(key_ring_open(&ring, loop, &(struct key_store){.change = change_stored}), RESULT_OK);
    return ring;
}

static void ring_end(struct key_ring *ring, uv_loop_t *loop)
{
    uv_run(loop, UV_RUN_DEFAULT);
    key_ring_close(ring);
    CHECK_EQ(uv_loop_close(loop), 0);
}

struct told {
    int calls;
    enum result result;
};

static void tell(void *arg, enum result result)
{
    struct told *told = arg;

    told->calls++;
    told->result = result;
}

TEST(changes_are_made_one_after_the_other_and_count_when_they_are_kept)
{
    char fresh[TOKEN_TEXT_BYTES + 1];
    uv_loop_t loop;
    struct key_ring *ring = ring_open(&loop);
    struct told first = {0}, second = {0}, third = {0};
    const struct key_change anna = key_change_add("Anna", 1, fresh);
    const struct key_change bram = key_change_add("Bram", 1, fresh);

    CHECK_EQ(key_ring_change(ring, &anna, tell, &first), RESULT_OK);
    CHECK_EQ(key_ring_change(ring, &bram, tell, &second), RESULT_OK);
    CHECK_EQ(key_ring_change(ring, &bram, tell, &third), RESULT_FULL);
    CHECK_EQ(key_ring_keys(ring)->count, 0);
    uv_run(&loop, UV_RUN_DEFAULT);
    CHECK(first.calls == 1 && first.result == RESULT_OK);
    CHECK(second.calls == 1 && second.result == RESULT_OK);
    CHECK_EQ(third.calls, 0);
    CHECK_EQ(key_ring_keys(ring)->count, 2);
    store_says = RESULT_NO_SPACE;
    CHECK_EQ(key_ring_change(ring, &anna, tell, &first), RESULT_OK);
    uv_run(&loop, UV_RUN_DEFAULT);
    CHECK_EQ(first.result, RESULT_NO_SPACE);
    CHECK_EQ(key_ring_keys(ring)->count, 2);
    ring_end(ring, &loop);
}

TEST(whoever_asked_and_is_gone_is_not_called_and_the_change_is_made)
{
    char fresh[TOKEN_TEXT_BYTES + 1];
    uv_loop_t loop;
    struct key_ring *ring = ring_open(&loop);
    struct told told = {0};
    const struct key_change anna = key_change_add("Anna", 1, fresh);

    CHECK_EQ(key_ring_change(ring, &anna, tell, &told), RESULT_OK);
    key_ring_forget(ring, &told);
    ring_end(ring, &loop);
    CHECK_EQ(told.calls, 0);
    CHECK_EQ(stored.count, 1);
}

TEST(the_first_use_of_a_day_is_kept_and_no_other)
{
    char fresh[TOKEN_TEXT_BYTES + 1];
    uv_loop_t loop;
    struct key_ring *ring = ring_open(&loop);
    const struct key_change anna = key_change_add("Anna", 1, fresh);
    const struct key_holder of_anna = {.owner = anna.key.owner};
    const struct key_holder first = {.is_first = true};

    CHECK_EQ(keys_change(&stored, &anna), RESULT_OK);
    CHECK_EQ(key_ring_reload(ring), RESULT_OK);
    for (int i = 0; i < 3; i++) {
        key_ring_use(ring, &of_anna, 7);
        key_ring_use(ring, &first, 7);
        uv_run(&loop, UV_RUN_DEFAULT);
    }
    CHECK_EQ(atomic_load(&writes), 1);
    CHECK_EQ(stored.items[0].used_day, 7);
    key_ring_use(ring, &of_anna, 8);
    key_ring_use(ring, &of_anna, 9); /* While the other is being written. */
    uv_run(&loop, UV_RUN_DEFAULT);
    CHECK_EQ(stored.items[0].used_day, 9);
    ring_end(ring, &loop);
}

TEST(a_reload_that_fails_changes_nothing_and_one_that_does_not_keeps_days_of_use)
{
    char fresh[TOKEN_TEXT_BYTES + 1];
    uv_loop_t loop;
    struct key_ring *ring = ring_open(&loop);
    const struct key_change anna = key_change_add("Anna", 1, fresh);

    CHECK_EQ(keys_change(&stored, &anna), RESULT_OK);
    store_says = RESULT_DAMAGED;
    CHECK_EQ(key_ring_reload(ring), RESULT_DAMAGED);
    CHECK_EQ(key_ring_keys(ring)->count, 0);
    store_says = RESULT_OK;
    CHECK_EQ(key_ring_reload(ring), RESULT_OK);
    store_says = RESULT_NO_SPACE;
    key_ring_use(ring, &(struct key_holder){.owner = anna.key.owner}, 5);
    uv_run(&loop, UV_RUN_DEFAULT);
    store_says = RESULT_OK;
    CHECK_EQ(key_ring_reload(ring), RESULT_OK);
    CHECK_EQ(key_ring_keys(ring)->items[0].used_day, 5);
    ring_end(ring, &loop);
}
