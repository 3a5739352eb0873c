/* most_test.c -- the one thing that moved most is that thing, and below the floor little did. */
#include "scenario/scenario_play.h"
#include "small.h"

#include "test.h"

static struct scenario *s;
static struct sim_team before, after;

static void nothing_moved(void)
{
    static struct problem_list problems;

    memset(&problems, 0, sizeof problems);
    s = small_compile(NULL, NULL, 0, false, &problems);
    scenario_team_make(s, 5, &before);
    after = before;
}

/* Somebody whom dilemma 0 is about, and somebody whom it is not about; -1: nobody. */
static int32_t member(bool about)
{
    for (uint32_t i = 0; i < s->members_count; i++)
        if ((s->dilemmas[0].about >> i & 1u) == about)
            return (int32_t)i;
    return -1;
}

static bool said(const char *pattern, int32_t slot)
{
    const struct scenario_moment moment = scenario_moment_make(&after, &before, &s->parameters);
    uint8_t memory[2][MOST_BYTES_MAX];
    struct buffer told, expected;
    struct bytes is, should;

    buffer_init(&told, memory[0], sizeof memory[0]);
    buffer_init(&expected, memory[1], sizeof memory[1]);
    is = scenario_most_said(s, scenario_most_find(s, 0, &moment), TEXT_LANG_nl, &told);
    should = scenario_named(bytes_of(pattern),
                            slot < 0 ? bytes_of("") : text_in(&s->members[slot].name, TEXT_LANG_nl),
                            &expected);
    return bytes_equal(is, should);
}

TEST(little_is_said_when_little_moved)
{
    nothing_moved();
    CHECK(said("Er was geen grote verandering.", -1));
    after.member.durven_u[member(true)] += 30000;
    CHECK(said("Er was geen grote verandering.", -1));
    scenario_free(s);
}

TEST(what_moved_most_is_said_by_name_and_way)
{
    int32_t who;

    nothing_moved();
    who = member(true);
    after.member.durven_u[who] += 80000;
    CHECK(said("{name} durft meer.", who));
    after.member.strain_u[who] += 120000;
    CHECK(said("{name} is meer gespannen.", who));
    after.member.willen_u[who] -= 150000;
    CHECK(said("{name} wil minder dan eerst.", who));
    scenario_free(s);
}

/* What goes on in people whom the dilemma is not about is not for everybody to see. */
TEST(only_people_whom_it_is_about_are_named_unless_they_leave)
{
    int32_t other;

    nothing_moved();
    other = member(false);
    CHECK(other >= 0);
    after.member.durven_u[other] += 200000;
    CHECK(said("Er was geen grote verandering.", -1));
    after.member.vacant[other] = 3;
    CHECK(said("{name} is vertrokken.", other));
    scenario_free(s);
}

/* A finished round lowers what somebody knows of the new thing; that is no loss. */
TEST(a_finished_round_is_told_as_a_round)
{
    int32_t who;

    nothing_moved();
    who = member(true);
    after.member.spiral[who]++;
    after.member.phase[who] = SIM_SEL;
    after.member.kunnen_u[who] -= 160000;
    CHECK(said("{name} is een ronde verder.", who));
    scenario_free(s);
}
