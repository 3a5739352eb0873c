/* random_test.c -- thousands of random commands on many seeds: the invariants hold, a replay and a
 * snapshot with its tail give the same hash (world_close), every view has its shape, and nothing
 * asserts. DK_SEED=n runs one seed, DK_SEEDS=n runs n of them. */
#include "looks.h"
#include "random_play.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define COMMANDS_PER_SESSION 1200

static uint32_t furthest;

static void random_session(uint32_t seed)
{
    struct world *w = random_open(seed);

    for (uint32_t i = 0; i < COMMANDS_PER_SESSION; i++) {
        random_command(w);
        world_elapse_s(w, random_below(100) < 20 ? random_below(90) : 0);
        if (i % 60 == 0)
            look_at_everything(world_session(w), world_now_ms(w));
        world_hush(w);
    }
    for (uint32_t i = 0; i < world_session(w)->settings.rooms_count; i++) {
        const struct room *r = session_room(world_session(w), i);

        if (r->round != ROUND_NONE && r->round > furthest)
            furthest = r->round;
    }
    world_close(w);
}

TEST(random_sessions_keep_the_invariants_and_replay_to_the_same_hash)
{
    const char *one = getenv("DK_SEED"), *many = getenv("DK_SEEDS");
    uint32_t count = many != NULL ? (uint32_t)strtoul(many, NULL, 10) : 16;

    furthest = 0;
    if (one != NULL) {
        random_session((uint32_t)strtoul(one, NULL, 10));
        return;
    }
    for (uint32_t seed = 1; seed <= count; seed++) {
        fprintf(stderr, "\rDK_SEED=%u ", seed); /* To repeat it, should it assert. */
        random_session(seed);
    }
    fprintf(stderr, "\r");
    CHECK_EQ(furthest, 2); /* They got somewhere. */
}
