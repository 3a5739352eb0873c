/* known_test.c -- a command counts once, and nothing older than what was taken counts at all. */
#include "session/state.h"

#include "test.h"
#include "world.h"

#include <stdlib.h>

enum { PHONE = 501, LAPTOP = 502 };

static struct command vote(uint64_t client, uint64_t id, uint32_t option)
{
    return (struct command){
        .type = COMMAND_VOTE_CAST, .client = client, .id = id, .vote_cast = {.option = option}};
}

static struct world *at_the_choice(void)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    return w;
}

static enum command_seen seen(struct world *w, const char *who, struct command command)
{
    command.seat = world_seat(w, who);
    command.digest = command_digest(&command);
    return session_command_seen(world_session(w), &command);
}

static uint32_t voted(struct world *w, const char *who)
{
    return session_ballots(world_session(w), world_seat(w, who))[0].first;
}

TEST(a_stale_vote_never_wins_over_a_newer_one)
{
    struct world *w = at_the_choice();

    world_do(w, "Fatima", vote(PHONE, 2, 1));
    CHECK_EQ(seen(w, "Fatima", vote(PHONE, 1, 0)), COMMAND_USED);
    world_do(w, "Fatima", vote(PHONE, 1, 0));
    CHECK_EQ(voted(w, "Fatima"), 1);
    world_close(w);
}

TEST(the_same_command_is_acknowledged_again_and_another_under_its_id_is_not)
{
    struct world *w = at_the_choice();

    world_do(w, "Fatima", vote(PHONE, 5, 1));
    CHECK_EQ(seen(w, "Fatima", vote(PHONE, 5, 1)), COMMAND_AGAIN);
    CHECK_EQ(seen(w, "Fatima", vote(PHONE, 5, 2)), COMMAND_USED);
    CHECK_EQ(seen(w, "Fatima", vote(PHONE, 6, 2)), COMMAND_NEW);
    CHECK_EQ(seen(w, "Wim", vote(PHONE, 5, 1)), COMMAND_NEW); /* Another seat counts by itself. */
    world_close(w);
}

TEST(clients_of_one_seat_count_by_themselves)
{
    struct world *w = at_the_choice();

    world_do(w, "Fatima", vote(PHONE, 900, 1));
    CHECK_EQ(seen(w, "Fatima", vote(LAPTOP, 1, 0)), COMMAND_NEW);
    world_do(w, "Fatima", vote(LAPTOP, 1, 0));
    CHECK_EQ(voted(w, "Fatima"), 0);
    CHECK_EQ(seen(w, "Fatima", vote(PHONE, 899, 1)), COMMAND_USED);
    CHECK_EQ(seen(w, "Fatima", vote(LAPTOP, 2, 1)), COMMAND_NEW);
    world_close(w);
}

/* More than the memory of single commands holds: what is older has no effect all the same. */
TEST(nothing_at_or_below_the_highest_id_has_an_effect_for_the_life_of_the_session)
{
    struct world *w = at_the_choice();
    const uint64_t last = 4 * COMMANDS_KNOWN_MAX;

    for (uint64_t id = 1; id <= last; id++)
        world_do(w, "Fatima", vote(PHONE, id, (uint32_t)(id % 3)));
    for (uint64_t id = 1; id <= last; id++) {
        CHECK_EQ(seen(w, "Fatima", vote(PHONE, id, (uint32_t)(id % 3))),
                 id > last - COMMANDS_KNOWN_MAX ? COMMAND_AGAIN : COMMAND_USED);
        CHECK_EQ(seen(w, "Fatima", vote(PHONE, id, (uint32_t)((id + 1) % 3))), COMMAND_USED);
    }
    world_close(w); /* Replays the journal, and a snapshot with the rest, to the same state. */
}

TEST(past_its_bound_the_client_that_was_silent_longest_is_forgotten)
{
    struct world *w = at_the_choice();

    for (uint64_t client = 1; client <= CLIENTS_PER_SEAT_MAX; client++)
        world_do(w, "Fatima", vote(client, 10, (uint32_t)(client % 3)));
    world_do(w, "Fatima", vote(1, 11, 0)); /* The first is heard again. */
    world_do(w, "Fatima", vote(99, 10, 1));
    CHECK_EQ(seen(w, "Fatima", vote(1, 9, 2)), COMMAND_USED);
    CHECK_EQ(seen(w, "Fatima", vote(99, 9, 2)), COMMAND_USED);
    CHECK_EQ(seen(w, "Fatima", vote(3, 9, 2)), COMMAND_USED);
    CHECK_EQ(seen(w, "Fatima", vote(2, 9, 2)), COMMAND_NEW);
    world_close(w);
}

/* Older clients, and what speaks HTTP, only say an id. */
TEST(without_a_client_the_last_commands_are_known_by_their_ids)
{
    struct world *w = at_the_choice();

    for (uint64_t id = 1000; id < 1000 + COMMANDS_KNOWN_MAX + 1; id++)
        world_do(w, "Fatima", vote(0, id, (uint32_t)(id % 3)));
    CHECK_EQ(seen(w, "Fatima", vote(0, 1000, 1)), COMMAND_NEW);
    CHECK_EQ(seen(w, "Fatima", vote(0, 1001, 1001 % 3)), COMMAND_AGAIN);
    CHECK_EQ(seen(w, "Fatima", vote(0, 1001, 1)), COMMAND_USED);
    CHECK_EQ(seen(w, "Wim", vote(0, 1001, 1001 % 3)), COMMAND_NEW);
    CHECK_EQ(seen(w, "Fatima", vote(0, 0, 1)), COMMAND_NEW);
    world_close(w);
}

/* Every kind of command, every field of it. */
TEST(a_digest_tells_any_two_commands_apart)
{
    uint32_t plain[COMMAND_TYPE_MAX + 1] = {0};

    for (uint32_t type = 0; type <= COMMAND_TYPE_MAX; type++) {
        const struct message_rule *rule = command_rule(type);
        struct command c = {.type = (enum command_type)type};

        if (rule == NULL)
            continue;
        plain[type] = command_digest(&c);
        for (uint32_t other = 0; other < type; other++)
            CHECK(plain[type] != plain[other]);
        for (const struct message_field *f = rule->fields; f->name != NULL; f++) {
            struct command changed = c;
            uint8_t *at = (uint8_t *)&changed.session_create + f->offset;

            if (f->kind == FIELD_TEXT || f->kind == FIELD_BLOB)
                *(struct bytes *)(void *)at = bytes_of("x");
            else
                *at = 1;
            CHECK(command_digest(&changed) != plain[type]);
        }
        c.seat = 3;
        c.id = c.client = c.at_ms = 9; /* Who asks and when is no part of it. */
        CHECK_EQ(command_digest(&c), plain[type]);
    }
}
