/* ways_test.c -- a story played once more with one other decision: what was stays what it was, and
 * only the decision differs. */
#include "looks.h"
#include "protocol/codec.h"
#include "protocol/schema.h"
#include "session/inside.h"
#include "session/ways.h"
#include "test.h"
#include "world.h"

#include "scenario/scenario_play.h"

#include <stdlib.h>

/* A session that decided A each time, to the debrief. */
static struct world *played(struct world_settings settings)
{
    struct world *w = world_started(settings, "Fatima Wim");

    while (session_room(world_session(w), 0)->step != STEP_DEBRIEF) {
        world_to(w, STEP_CONSEQUENCE);
        world_next(w);
        world_next(w);
    }
    world_hush(w);
    return w;
}

struct both {
    struct ways ways;
    void *was, *other;
    uint32_t applied;
};

static struct both begin(const struct world *w, uint8_t room, uint8_t round, uint8_t option)
{
    const struct session *s = world_session((struct world *)(uintptr_t)w);
    const struct settings *set = &s->settings;
    const size_t bytes = session_bytes(set->rooms_count, set->seats_max);
    struct both b = {.was = malloc(bytes), .other = malloc(bytes)};

    ways_init(&b.ways, b.was, b.other, s->scenario, set->rooms_count, set->seats_max);
    ways_choose(&b.ways, room, round, option);
    return b;
}

/* All events of the journal, until the ways part; `told` is called after each consequence that both
 * came to. */
static void play(struct both *b, const struct world *w, void (*told)(struct both *b))
{
    const struct bytes journal = world_journal(w);
    uint32_t rounds = 0;

    for (size_t at = 0; at < journal.size;) {
        struct event e;
        uint32_t size;

        memcpy(&size, journal.data + at, 4);
        CHECK_EQ(codec_read_event((struct bytes){journal.data + at + 4, size}, &e), RESULT_OK);
        at += 4 + size;
        if (!ways_apply(&b->ways, &e))
            return;
        b->applied++;
        if (ways_told(&b->ways) > rounds && b->ways.split && told != NULL)
            told(b);
        rounds = ways_told(&b->ways);
    }
}

static void end(struct both *b)
{
    free(b->was);
    free(b->other);
}

static uint8_t decided(const struct session *s, uint32_t round)
{
    return session_room(s, 0)->rounds[round].decision;
}

TEST(the_way_as_it_was_is_the_session_itself)
{
    struct world *w = played((struct world_settings){.seed = 5});

    for (uint8_t round = 0; round < 3; round++) {
        struct both b = begin(w, 0, round, 1);

        play(&b, w, NULL);
        CHECK(b.ways.split && !b.ways.parted);
        CHECK_EQ(session_hash(b.ways.was), session_hash(world_session(w)));
        CHECK(session_hash(b.ways.other) != session_hash(b.ways.was));
        session_check(b.ways.other);
        end(&b);
    }
    world_close(w);
}

TEST(the_same_decision_is_no_other_way)
{
    struct world *w = played((struct world_settings){.seed = 6});
    struct both b = begin(w, 0, 1, decided(world_session(w), 1));

    play(&b, w, NULL);
    CHECK_EQ(session_hash(b.ways.other), session_hash(world_session(w)));
    world_close(w);
    end(&b);
}

TEST(only_the_decision_differs)
{
    struct world *w = played((struct world_settings){.seed = 7});
    struct both b = begin(w, 0, 1, 2);
    const struct room *r, *other;

    play(&b, w, NULL);
    r = session_room(b.ways.was, 0);
    other = session_room(b.ways.other, 0);
    CHECK_EQ(decided(b.ways.was, 1), 0);
    CHECK_EQ(decided(b.ways.other, 1), 2);
    for (uint32_t round = 0; round < 3; round++) {
        CHECK_EQ(other->rounds[round].dilemma, r->rounds[round].dilemma);
        CHECK(round == 1 || other->rounds[round].decision == r->rounds[round].decision);
    }
    CHECK_EQ(memcmp(&other->rounds[0], &r->rounds[0], sizeof r->rounds[0]), 0);
    CHECK(memcmp(&other->rounds[1].after, &r->rounds[1].after, sizeof r->rounds[1].after) != 0);
    CHECK_EQ(other->team.seed, r->team.seed);
    CHECK_EQ(other->team.week, r->team.week);
    world_close(w);
    end(&b);
}

/* The other way is what the room would have come to if it had decided that. */
TEST(the_other_way_is_what_deciding_so_comes_to)
{
    struct world *w = played((struct world_settings){.seed = 8});
    struct world *else_ = world_started((struct world_settings){.seed = 8}, "Fatima Wim");
    struct both b = begin(w, 0, 0, 1);
    const struct room_round *round;

    play(&b, w, NULL);
    world_to(else_, STEP_DECISION);
    world_second(else_, "Fatima", 'B');
    world_second(else_, "Wim", 'B');
    world_to(else_, STEP_CONSEQUENCE);
    round = &session_room(world_session(else_), 0)->rounds[0];
    CHECK_EQ(round->decision, 1);
    CHECK_EQ(
        memcmp(&session_room(b.ways.other, 0)->rounds[0].after, &round->after, sizeof round->after),
        0);
    world_abandon(else_);
    world_close(w);
    end(&b);
}

TEST(a_decision_that_was_taken_back_is_the_other_one_each_time)
{
    struct world *w = world_started((struct world_settings){.seed = 9}, "Fatima Wim");
    struct both b;

    world_to(w, STEP_CONSEQUENCE);
    CHECK_EQ(world_undo(w), REJECT_NONE);
    world_to(w, STEP_CONSEQUENCE);
    world_hush(w);
    b = begin(w, 0, 0, 2);
    play(&b, w, NULL);
    CHECK_EQ(decided(b.ways.other, 0), 2);
    CHECK_EQ(session_hash(b.ways.was), session_hash(world_session(w)));
    session_check(b.ways.other);
    world_close(w);
    end(&b);
}

/* ---- where the ways part ------------------------------------------------------------------- */

static struct sim_team team_after(const struct session *s, uint32_t option)
{
    struct sim_team team = s->start;

    scenario_start_option(s->scenario, 0, option, &team);
    scenario_run(s->scenario, 0, &team);
    return team;
}

/* The fixture with another second dilemma for teams with less of a factor than option A gives. */
static const struct scenario *parting_scenario(void)
{
    static struct condition_node node = {
        .kind = CONDITION_COMPARE, .op = CONDITION_OP_GE, .of = CONDITION_OF_FACTOR};
    static struct scenario_dilemma dilemmas[3];
    static struct scenario scenario;
    struct world *w = world_open((struct world_settings){.seed = 3});
    const struct session *s = world_session(w);
    const struct sim_team a = team_after(s, 0), b = team_after(s, 1);

    scenario = *s->scenario;
    memcpy(dilemmas, s->scenario->dilemmas, sizeof dilemmas);
    while (a.f[node.index] == b.f[node.index])
        node.index++;
    node.value = a.f[node.index];
    node.op = a.f[node.index] > b.f[node.index] ? CONDITION_OP_GE : CONDITION_OP_LE;
    dilemmas[1].when = (struct scenario_condition){&node, 1};
    scenario.dilemmas = dilemmas;
    scenario.rounds[1].deck[1] = 2;
    scenario.rounds[1].deck_count = 2;
    scenario.rounds[2].deck[0] = 1;
    scenario.rounds[2].deck[1] = 2;
    scenario.rounds[2].deck_count = 2;
    world_abandon(w);
    return &scenario;
}

TEST(where_the_other_way_comes_to_another_dilemma_both_end)
{
    struct world *w = played((struct world_settings){.seed = 3, .scenario = parting_scenario()});
    struct both b = begin(w, 0, 0, 1);

    CHECK_EQ(session_room(world_session(w), 0)->rounds[1].dilemma, 1);
    play(&b, w, NULL);
    CHECK(b.ways.parted);
    CHECK_EQ(b.ways.parted_round, 1);
    CHECK_EQ(b.ways.dilemma, 2);
    CHECK_EQ(ways_told(&b.ways), 1);
    CHECK_EQ(session_room(b.ways.was, 0)->team.week, session_room(b.ways.other, 0)->team.week);
    CHECK_EQ(session_seq(b.ways.was), b.applied);
    world_close(w);
    end(&b);
}

/* ---- what is shown ------------------------------------------------------------------------- */

static uint32_t looked, told_of;

static void look_at(const struct session *s, bool open)
{
    static uint8_t memory[SECTION_BYTES_MAX];
    const struct audience audience = session_audience(s, 1);
    struct buffer out;
    struct writer w;
    char why[200];

    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_MSGPACK);
    session_view_way(s, &audience, 0, open, &w);
    CHECK(writer_ok(&w));
    if (!schema_check_record("way", buffer_bytes(&out), why, sizeof why))
        test_fail(__FILE__, __LINE__, "%s", why);
    looked++;
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_JSON);
    session_view_way(s, &audience, 0, open, &w);
    memory[out.size] = '\0';
    for (const char *at = strstr((const char *)memory, "\"demands\":"); at != NULL;
         at = strstr(at + 1, "\"demands\":"))
        told_of += at[10] != '-';
}

static void look_at_both(struct both *b)
{
    look_at(b->ways.was, false);
    look_at(b->ways.other, false);
}

/* Dilemma 1 is about two of the four, dilemma 2 about a third, dilemma 3 about the last. */
TEST(a_way_tells_of_no_place_that_was_not_told)
{
    struct world *w = played((struct world_settings){.seed = 2});
    struct both b = begin(w, 0, 0, 1);

    looked = told_of = 0;
    play(&b, w, look_at_both);
    CHECK_EQ(looked, 6);
    CHECK_EQ(told_of, 2 * (2 + 3 + 4));
    world_close(w);
    end(&b);
}

TEST(every_decision_that_was_told_can_be_looked_at)
{
    static uint8_t memory[SECTION_BYTES_MAX];
    struct world *w = played((struct world_settings){.seed = 4});
    const struct session *s = world_session(w);
    const struct audience audience = session_audience(s, 1);
    struct buffer out;
    struct writer writer;
    char why[200] = "";

    buffer_init(&out, memory, sizeof memory);
    writer_init(&writer, &out, ENCODING_MSGPACK);
    session_view_ways(s, &audience, 0, &writer);
    CHECK(writer_ok(&writer));
    CHECK(schema_check_record("ways", buffer_bytes(&out), why, sizeof why));
    CHECK_TEXT(why, "");
    world_close(w);
}

TEST(in_the_debrief_a_way_is_open)
{
    struct world *w = played((struct world_settings){.seed = 4});
    struct both b = begin(w, 0, 0, 1);

    looked = told_of = 0;
    play(&b, w, NULL);
    look_at(b.ways.other, true);
    CHECK_EQ(told_of, 4);
    world_close(w);
    end(&b);
}
