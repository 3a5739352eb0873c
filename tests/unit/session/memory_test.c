/* memory_test.c -- the block: relocatable, saved and restored, refused when it is not ours. */
#include "test.h"
#include "world.h"

#include <stdlib.h>

TEST(block_may_be_moved_in_memory)
{
    struct world *w = world_started((struct world_settings){.with_diagnosis = true}, "Fatima Wim");
    struct bytes bytes = session_snapshot(world_session(w));
    void *moved = malloc(bytes.size);
    struct session *s;

    world_to(w, STEP_REFLECTION);
    s = session_restore(moved, session_snapshot(world_session(w)), world_session(w)->scenario);
    CHECK(s == moved);
    CHECK(session_hash(s) == session_hash(world_session(w)));
    session_check(s);
    free(moved);
    world_close(w);
}

TEST(snapshot_of_another_layout_or_cut_short_is_refused)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct bytes bytes = session_snapshot(world_session(w));
    uint8_t *copy = malloc(bytes.size);
    struct bytes given = {copy, bytes.size};

    memcpy(copy, bytes.data, bytes.size);
    CHECK_EQ(session_restore_bytes(given), bytes.size);
    for (size_t cut = 0; cut < bytes.size; cut += 97)
        CHECK_EQ(session_restore_bytes((struct bytes){copy, cut}), 0);
    copy[0] ^= 1; /* Another build. */
    CHECK_EQ(session_restore_bytes(given), 0);
    CHECK(session_restore(copy, given, world_session(w)->scenario) == NULL);
    free(copy);
    world_close(w);
}

TEST(hash_differs_when_anything_differs)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    uint64_t before = session_hash(world_session(w));

    world_to(w, STEP_CHOICE);
    CHECK(session_hash(world_session(w)) != before);
    before = session_hash(world_session(w));
    world_vote(w, "Fatima", 'B');
    CHECK(session_hash(world_session(w)) != before);
    world_close(w);
}

TEST(largest_session_fits_its_block)
{
    size_t bytes = session_bytes(ROOMS_MAX, SEATS_MAX);
    struct world *w = world_open((struct world_settings){
        .rooms = ROOMS_MAX, .seats_max = SEATS_MAX, .room_seats_max = SEATS_MAX});

    CHECK(bytes < 6u << 20);
    CHECK_EQ(world_session(w)->bytes, bytes);
    world_close(w);
}
