/* export_test.c -- totals equal what was voted, and no figure about fewer than five people is shown
 * or can be found by subtraction. */
#include "session/export.h"
#include "test.h"
#include "world.h"

#include <stdio.h>

static struct export_round rounds[EXPORT_ROUNDS_MAX];

/* A session whose rooms have so many voters; votes[i] is a letter per voter: first, then second
 * ('-': none). Played to the consequence of the first round. */
static struct world *voted(const char *const firsts[], const char *const seconds[], uint32_t rooms)
{
    struct world *w = world_open((struct world_settings){
        .rooms = rooms, .close = CLOSE_TRAINER, .room_seats_max = 20, .seats_max = 200});
    char name[16];

    for (uint32_t r = 0; r < rooms; r++) {
        for (uint32_t i = 0; firsts[r][i] != '\0'; i++) {
            snprintf(name, sizeof name, "P%u-%u", r, i);
            CHECK_EQ(world_join(w, name, r), REJECT_NONE);
        }
    }
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_next(w);
    for (int second = 0; second < 2; second++) {
        for (uint32_t r = 0; r < rooms; r++) {
            for (uint32_t i = 0; firsts[r][i] != '\0'; i++) {
                char option = second ? seconds[r][i] : firsts[r][i];

                snprintf(name, sizeof name, "P%u-%u", r, i);
                if (option != '-')
                    CHECK_EQ(second ? world_second(w, name, option) : world_vote(w, name, option),
                             REJECT_NONE);
            }
        }
        world_next(w);
        if (!second)
            world_next(w);
    }
    CHECK_EQ(session_room(world_session(w), 0)->step, STEP_CONSEQUENCE);
    return w;
}

static const struct export_round *find(uint32_t count, uint32_t room)
{
    for (uint32_t i = 0; i < count; i++) {
        if (rounds[i].room == room)
            return &rounds[i];
    }
    test_fail(__FILE__, __LINE__, "no round of room %u", room);
    return &rounds[0];
}

TEST(room_of_five_or_more_is_told_in_full)
{
    const char *firsts[] = {"AABBB"}, *seconds[] = {"BABBC"};
    struct world *w = voted(firsts, seconds, 1);
    uint32_t count = export_rounds(world_session(w), rounds, EXPORT_ROUNDS_MAX);

    CHECK_EQ(count, 1);
    CHECK(rounds[0].first.shown && rounds[0].second.shown && rounds[0].shifts_shown);
    CHECK_EQ(rounds[0].first.counts[0], 2);
    CHECK_EQ(rounds[0].first.counts[1], 3);
    CHECK_EQ(rounds[0].second.counts[1], 3);
    CHECK_EQ(rounds[0].shifts[0][1], 1);
    CHECK_EQ(rounds[0].shifts[1][2], 1);
    CHECK_EQ(rounds[0].changed, 2);
    CHECK_EQ(rounds[0].confidence.counts[0], 5);
    CHECK_EQ(rounds[0].decision, 1);
    CHECK_EQ(rounds[0].decided_by, DECIDED_BY_MAJORITY);
    world_close(w);
}

TEST(room_of_four_is_withheld_but_its_decision_is_not)
{
    const char *firsts[] = {"AABB"}, *seconds[] = {"BABB"};
    struct world *w = voted(firsts, seconds, 1);

    CHECK_EQ(export_rounds(world_session(w), rounds, EXPORT_ROUNDS_MAX), 1);
    CHECK(!rounds[0].first.shown && !rounds[0].second.shown && !rounds[0].confidence.shown);
    CHECK(!rounds[0].shifts_shown);
    CHECK_EQ(rounds[0].first.people, 4);
    CHECK_EQ(rounds[0].first.counts[0], 0);
    CHECK_EQ(rounds[0].shifts[0][1], 0);
    CHECK_EQ(rounds[0].changed, 0);
    CHECK_EQ(rounds[0].decision, 1);
    world_close(w);
}

/* Six and three: the sum less the six would be the three. */
TEST(sum_is_withheld_where_subtraction_would_give_a_small_room)
{
    const char *firsts[] = {"AABBBA", "ABB"}, *seconds[] = {"BABBBA", "ABB"};
    struct world *w = voted(firsts, seconds, 2);
    uint32_t count = export_rounds(world_session(w), rounds, EXPORT_ROUNDS_MAX);

    CHECK_EQ(count, 3);
    CHECK(find(count, 0)->first.shown);
    CHECK(!find(count, 1)->first.shown);
    CHECK(!find(count, ROOM_ALL)->first.shown);
    CHECK(!find(count, ROOM_ALL)->second.shown);
    CHECK(!find(count, ROOM_ALL)->confidence.shown);
    CHECK(!find(count, ROOM_ALL)->shifts_shown);
    CHECK_EQ(find(count, ROOM_ALL)->decisions[1], 2);
    world_close(w);
}

/* Three and three: the sum is about six, and nobody can take it apart. */
TEST(small_rooms_together_may_be_told)
{
    const char *firsts[] = {"AAB", "ABB"}, *seconds[] = {"BAB", "ABB"};
    struct world *w = voted(firsts, seconds, 2);
    uint32_t count = export_rounds(world_session(w), rounds, EXPORT_ROUNDS_MAX);

    CHECK(!find(count, 0)->first.shown && !find(count, 1)->first.shown);
    CHECK(find(count, ROOM_ALL)->first.shown);
    CHECK_EQ(find(count, ROOM_ALL)->first.counts[0], 3);
    CHECK_EQ(find(count, ROOM_ALL)->first.counts[1], 3);
    world_close(w);
}

/* Seven voted, five voted again: the rows of the shifts and the first votes would reveal the
 * two. */
TEST(shifts_are_withheld_where_their_rows_would_give_a_few)
{
    const char *firsts[] = {"AABBBAC"}, *seconds[] = {"BABBB--"};
    struct world *w = voted(firsts, seconds, 1);

    CHECK_EQ(export_rounds(world_session(w), rounds, EXPORT_ROUNDS_MAX), 1);
    CHECK(rounds[0].first.shown && rounds[0].second.shown);
    CHECK(!rounds[0].shifts_shown);
    CHECK_EQ(rounds[0].changed, 0);
    world_close(w);
}

TEST(who_was_asked_out_does_not_count_and_who_left_does)
{
    const char *firsts[] = {"AABBBA"}, *seconds[] = {"BABBBA"};
    struct world *w = voted(firsts, seconds, 1);
    struct command out = {.type = COMMAND_SEAT_REMOVE};

    world_simply(w, "P0-0", COMMAND_SEAT_LEAVE);
    CHECK_EQ(export_rounds(world_session(w), rounds, EXPORT_ROUNDS_MAX), 1);
    CHECK_EQ(rounds[0].first.people, 6);
    out.seat_remove.target = world_seat(w, "P0-1");
    out.seat_remove.removed = true;
    world_do(w, TRAINER, out);
    CHECK_EQ(export_rounds(world_session(w), rounds, EXPORT_ROUNDS_MAX), 1);
    CHECK_EQ(rounds[0].first.people, 5);
    world_close(w);
}

/* ---- many rooms: differences of shown figures are about nobody or about five ---------------- */

static bool few(uint32_t people)
{
    return people > 0 && people < EXPORT_PEOPLE_MIN;
}

static void check_differences(uint32_t count)
{
    const struct export_round *sum = find(count, ROOM_ALL);
    uint32_t hidden_first = 0, hidden_second = 0, hidden_shifts = 0;

    for (uint32_t i = 0; i < count; i++) {
        const struct export_round *e = &rounds[i];

        CHECK(!e->first.shown || !few(e->first.people));
        CHECK(!e->second.shown || !few(e->second.people));
        CHECK(!e->shifts_shown || !few(e->shifts_people));
        if (e->shifts_shown && e->first.shown)
            CHECK(!few((uint32_t)e->first.people - e->shifts_people));
        if (e->shifts_shown && e->second.shown)
            CHECK(!few((uint32_t)e->second.people - e->shifts_people));
        if (e->room == ROOM_ALL)
            continue;
        hidden_first += e->first.shown ? 0 : e->first.people;
        hidden_second += e->second.shown ? 0 : e->second.people;
        hidden_shifts += !e->shifts_shown && e->first.people + e->second.people > 0;
    }
    CHECK(!sum->first.shown || !few(hidden_first));
    CHECK(!sum->second.shown || !few(hidden_second));
    CHECK(!sum->shifts_shown || hidden_shifts == 0);
}

TEST(no_difference_of_shown_figures_is_about_a_few)
{
    uint32_t state = 1, told = 0;

    for (int run = 0; run < 60; run++) {
        char text[2][4][16];
        const char *firsts[4], *seconds[4];
        uint32_t rooms = 2 + (uint32_t)run % 3, count;
        struct world *w;

        for (uint32_t r = 0; r < rooms; r++) {
            uint32_t people = 1 + (state = state * 1664525u + 1013904223u) % 9973 % 9;

            for (uint32_t i = 0; i < people; i++) {
                state = state * 1664525u + 1013904223u;
                text[0][r][i] = "AB-A"[state >> 30];
                text[1][r][i] = i == 0 ? 'B' : "ABB-"[state >> 28 & 3u];
            }
            text[0][r][people] = text[1][r][people] = '\0';
            firsts[r] = text[0][r];
            seconds[r] = text[1][r];
        }
        w = voted(firsts, seconds, rooms);
        count = export_rounds(world_session(w), rounds, EXPORT_ROUNDS_MAX);
        if (count == rooms + 1) { /* No room stands at a tie. */
            check_differences(count);
            told += find(count, ROOM_ALL)->first.shown;
        }
        world_close(w);
    }
    CHECK(told > 3); /* The rule does not simply withhold everything. */
}

TEST(a_room_has_its_team_and_its_matrix_once_something_was_told)
{
    const char *firsts[] = {"AABBB"}, *seconds[] = {"BABBC"};
    struct world *w = voted(firsts, seconds, 1);
    struct export_team team;
    uint32_t actions = 0, stood = 0;

    CHECK_EQ(export_rounds(world_session(w), rounds, EXPORT_ROUNDS_MAX), 1);
    CHECK(rounds[0].decided_ms > 0 && rounds[0].decided_ms <= world_now_ms(w));
    export_team(world_session(w), 0, &team);
    CHECK(team.told);
    CHECK(team.start.learning > 0 && team.start.learning <= 1000);
    CHECK(team.now.work > 0 && team.now.work <= 1000);
    for (uint32_t phase = 0; phase < PHASE_COUNT; phase++) {
        for (uint32_t layer = 0; layer < LAYER_COUNT; layer++)
            actions += team.actions[layer][phase];
        stood += team.stood[phase];
    }
    CHECK(actions > 0);
    CHECK(stood >= world_session(w)->scenario->members_count);
    world_close(w);
}

TEST(before_anything_is_told_there_is_no_team)
{
    struct world *w = world_open((struct world_settings){.rooms = 1, .close = CLOSE_TRAINER});
    struct export_team team;

    export_team(world_session(w), 0, &team);
    CHECK(!team.told);
    world_close(w);
}
