/* dirty_test.c -- no screen goes stale: whatever a command changes on anybody's screen must be
 * among what session_apply called dirty. In random sessions, the bytes of every section of every
 * seat are compared before and after each command. */
#include "looks.h"
#include "random_play.h"
#include "test.h"

#include <stdio.h>

#define COMMANDS_PER_SESSION 250

static uint64_t before[SEATS_MAX][SECTIONS_COUNT], after[SEATS_MAX][SECTIONS_COUNT];
static struct audience was[SEATS_MAX];

static uint64_t hash_of(struct bytes bytes)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < bytes.size; i++)
        hash = (hash ^ bytes.data[i]) * 1099511628211u;
    return hash;
}

static void look_at_all(const struct session *s, uint64_t hashes[SEATS_MAX][SECTIONS_COUNT],
                        uint64_t now_ms)
{
    for (uint16_t i = 0; i < session_seats_count(s); i++) {
        struct audience a = session_audience(s, i);

        for (uint32_t k = 0; k < SECTIONS_COUNT; k++)
            hashes[i][k] = hash_of(look(s, &a, section_at(k), ENCODING_MSGPACK, now_ms));
    }
}

/* As defined in session.h. */
static bool covers(const struct dirty *d, const struct audience *a, uint32_t section)
{
    if ((d->sections & section) == 0)
        return false;
    if (d->seat_only)
        return a->seat == d->seat;
    if (section == SECTION_ME && d->seat != SEAT_NONE)
        return a->seat == d->seat;
    return a->room == ROOM_NONE || d->room == ROOM_ALL || d->room == a->room;
}

static bool same_audience(const struct audience *a, const struct audience *b)
{
    return a->role == b->role && a->room == b->room && a->lang == b->lang;
}

static void compare(struct world *w, uint16_t seats, uint32_t seed)
{
    const struct session *s = world_session(w);
    uint32_t count;
    const struct dirty *dirty = world_dirty(w, &count);

    for (uint16_t i = 0; i < seats; i++) {
        struct audience a = session_audience(s, i);

        if (!session_seat_open(s, i) || !same_audience(&a, &was[i]))
            continue; /* It has no links, or belongs to another audience now and gets everything. */
        for (uint32_t k = 0; k < SECTIONS_COUNT; k++) {
            bool covered = before[i][k] == after[i][k];

            for (uint32_t n = 0; n < count && !covered; n++)
                covered = covers(&dirty[n], &a, section_at(k));
            if (!covered)
                test_fail(__FILE__, __LINE__, "seed %u: %s of seat %u (%s) went stale with %s",
                          seed, section_name(section_at(k)), i, role_name((enum role)a.role),
                          event_name(world_last_event(w)));
        }
    }
}

/* Do it, and look whether anybody's screen went stale with it. */
static void look_around(struct world *w, uint32_t seed, void (*act)(struct world *w))
{
    const uint16_t seats = session_seats_count(world_session(w));
    const uint64_t now_ms = world_now_ms(w);

    for (uint16_t k = 0; k < seats; k++)
        was[k] = session_audience(world_session(w), k);
    look_at_all(world_session(w), before, now_ms);
    act(w);
    look_at_all(world_session(w), after, now_ms);
    compare(w, seats, seed);
}

static void play(uint32_t seed)
{
    struct world *w = random_open(seed);

    for (uint32_t i = 0; i < COMMANDS_PER_SESSION; i++) {
        look_around(w, seed, random_command);
        world_elapse_s(w, random_below(100) < 20 ? random_below(90) : 0);
        world_hush(w);
    }
    world_abandon(w);
}

TEST(whatever_changes_on_a_screen_was_called_dirty)
{
    for (uint32_t seed = 1; seed <= 20; seed++)
        play(seed);
}

static void fatima_leaves(struct world *w)
{
    CHECK_EQ(world_simply(w, "Fatima", COMMAND_SEAT_LEAVE), REJECT_NONE);
}

static void wim_is_asked_out(struct world *w)
{
    CHECK_EQ(world_do(w, TRAINER,
                      (struct command){
                          .type = COMMAND_SEAT_REMOVE,
                          .seat_remove = {.target = world_seat(w, "Wim"), .removed = true}}),
             REJECT_NONE);
}

static void dirk_comes(struct world *w)
{
    static const uint8_t hash[TOKEN_HASH_BYTES] = {1};

    CHECK_EQ(world_send(w, SEAT_NONE,
                        (struct command){.type = COMMAND_SEAT_TAKE,
                                         .seat_take = {.role = ROLE_PARTICIPANT,
                                                       .room = 0,
                                                       .name = bytes_of("Dirk"),
                                                       .token_hash = {hash, sizeof hash}}}),
             REJECT_NONE);
}

/* The trainer's screen follows the first room in which somebody sits. Found by a voyage. */
TEST(a_room_that_is_emptied_or_filled_changes_the_room_that_the_trainer_follows)
{
    struct world *w = world_open((struct world_settings){.mode = MODE_ROOMS, .rooms = 3});

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 1);
    world_join(w, "Jan", 2);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_do(w, TRAINER,
             (struct command){.type = COMMAND_ROOM_NEXT,
                              .room_next = {.room = 1, .step = STEP_SITUATION}});
    look_around(w, 0, fatima_leaves);
    look_around(w, 0, wim_is_asked_out);
    look_around(w, 0, dirk_comes);
    world_abandon(w);
}
