/* own_team_test.c -- an own team in a story: the answers as text, who plays which part, what the
 * surroundings become, and what the scan says against the matrix. */
#include "scenario/own_team.h"

#include "protocol/schema.h"
#include "scenario/scenario_play.h"
#include "small.h"

#include "test.h"

#include <stdlib.h>

static struct scenario *compile_small(void)
{
    static struct problem_list problems;

    memset(&problems, 0, sizeof problems);
    return small_compile(NULL, NULL, 0, false, &problems);
}

/* All answers alike, and people in these phases. */
static struct own_team team_of(uint8_t answer, uint8_t people, const char *stand)
{
    struct own_team team = {.people = people};

    memset(team.answer, answer, sizeof team.answer);
    for (; *stand != '\0'; stand++)
        team.stand[*stand - '1']++;
    return team;
}

struct cast_story {
    struct scenario story;
    struct own_cast cast;
};

static struct cast_story cast(const struct scenario *s, const struct own_team *team, uint32_t seed)
{
    struct cast_story out;

    own_team_cast(s, team, seed, &out.story, &out.cast);
    return out;
}

/* As own_team.h says it; a page writes it. */
static void write_answers(const struct own_team *team, char out[OWN_TEAM_BYTES])
{
    *out++ = '1';
    for (uint32_t i = 0; i < SCAN_QUESTION_COUNT; i++)
        *out++ = (char)('0' + team->answer[i]);
    *out++ = (char)('a' + team->people);
    for (uint32_t i = 0; i < PHASES_COUNT; i++)
        *out++ = (char)('a' + team->stand[i]);
}

TEST(answers_come_back_from_their_text_and_nothing_else_is_taken)
{
    const struct own_team team = team_of(4, 9, "11222334");
    struct own_team back;
    char text[OWN_TEAM_BYTES];

    write_answers(&team, text);
    CHECK(own_team_read((struct bytes){(const uint8_t *)text, sizeof text}, &back));
    CHECK(memcmp(&team, &back, sizeof team) == 0);
    CHECK(!own_team_read((struct bytes){(const uint8_t *)text, sizeof text - 1}, &back));
    for (size_t i = 0; i < sizeof text; i++) {
        for (uint32_t byte = 0; byte < 256; byte++) {
            char other[OWN_TEAM_BYTES], again[OWN_TEAM_BYTES];

            memcpy(other, text, sizeof other);
            other[i] = (char)byte;
            if (!own_team_read((struct bytes){(const uint8_t *)other, sizeof other}, &back))
                continue;
            write_answers(&back, again);
            CHECK(memcmp(again, other, sizeof again) == 0);
            CHECK(back.people >= OWN_PEOPLE_MIN && back.people <= OWN_PEOPLE_MAX);
        }
    }
}

TEST(people_play_the_parts_that_are_nearest_and_stand_where_the_scan_put_them)
{
    struct scenario *s = compile_small();

    for (uint8_t people = OWN_PEOPLE_MIN; people <= OWN_PEOPLE_MAX; people++) {
        const struct own_team team = team_of(3, people, "1245");
        const struct cast_story c = cast(s, &team, 7);
        uint32_t own = 0, stand[PHASES_COUNT] = {0};
        struct sim_team made;

        CHECK_EQ(c.story.members_count, people > s->members_count ? people : s->members_count);
        for (uint32_t i = 0; i < c.story.members_count; i++) {
            own += c.cast.from[i] != OWN_FROM_STORY;
            if (c.cast.from[i] == OWN_FROM_TEAM)
                stand[c.story.members[i].impression]++;
            CHECK(text_in(&c.story.members[i].name, TEXT_LANG_nl).size > 0);
            CHECK(text_in(&c.story.members[i].role, TEXT_LANG_en).size > 0);
            for (uint32_t k = 0; k < i; k++)
                CHECK(!bytes_equal(c.story.members[i].id, c.story.members[k].id));
        }
        CHECK_EQ(own, people);
        for (uint32_t phase = 0; phase < PHASES_COUNT; phase++)
            CHECK_EQ(stand[phase], team.stand[phase]);
        CHECK_EQ(c.cast.assumed[OWN_ASSUMED_UNKNOWN_PEOPLE], people - 4);
        scenario_team_make(&c.story, 7, &made);
        CHECK_EQ(made.members_count, (int32_t)c.story.members_count);
        CHECK(sim_team_check(&made, &s->catalogue->sim));
    }
    scenario_free(s);
}

/* They are between its people; whoever plays a part of it is of neither. */
TEST(an_own_team_has_no_camps_of_the_story_s)
{
    struct scenario *s = compile_small();
    const struct own_team team = team_of(3, OWN_PEOPLE_MIN, "1245");
    struct cast_story c;

    for (uint32_t i = 0; i < s->members_count; i++)
        s->origin.member[i].side = (int32_t)(1 + i % 2);
    c = cast(s, &team, 7);
    for (uint32_t i = 0; i < c.story.members_count; i++)
        CHECK_EQ(c.story.origin.member[i].side, 0);
    scenario_free(s);
}

TEST(the_story_keeps_whoever_no_part_can_be_taken_of_and_everybody_keeps_their_name)
{
    struct scenario *s = compile_small();
    const struct own_team team = team_of(3, 12, "111122334455");
    const struct cast_story c = cast(s, &team, 7);

    for (uint32_t i = 0; i < s->members_count; i++) {
        CHECK(bytes_equal(s->members[i].id, c.story.members[i].id));
        CHECK_EQ(c.cast.from[i], OWN_FROM_TEAM);
    }
    CHECK_EQ(c.cast.assumed[OWN_ASSUMED_EXTRAS], 12 - s->members_count);
    CHECK_EQ(c.cast.assumed[OWN_ASSUMED_STORY_PEOPLE], 0);
    scenario_free(s);
}

TEST(the_same_answers_and_seed_give_the_same_team_and_a_seed_only_places_who_is_unknown)
{
    struct scenario *s = compile_small();
    const struct own_team team = team_of(2, 8, "12345"), known = team_of(2, 8, "11223345");
    const struct cast_story one = cast(s, &team, 7), same = cast(s, &team, 7);
    bool differs = false;

    CHECK(memcmp(&one.cast, &same.cast, sizeof one.cast) == 0);
    for (uint32_t i = 0; i < one.story.members_count; i++)
        CHECK_EQ(one.story.members[i].phase, same.story.members[i].phase);
    for (uint32_t seed = 0; seed < 20; seed++) {
        const struct cast_story other = cast(s, &team, seed), fixed = cast(s, &known, seed);

        for (uint32_t i = 0; i < other.story.members_count; i++) {
            differs = differs || other.story.members[i].phase != one.story.members[i].phase;
            CHECK_EQ(fixed.story.members[i].phase, cast(s, &known, 7).story.members[i].phase);
        }
    }
    CHECK(differs);
    scenario_free(s);
}

TEST(better_answers_are_better_surroundings_and_what_was_left_open_is_the_story_s)
{
    struct scenario *s = compile_small();
    const struct own_team weak = team_of(1, 6, "112233"), strong = team_of(5, 6, "112233"),
                          open = team_of(SCAN_ANSWER_UNKNOWN, 6, "112233");
    const struct cast_story low = cast(s, &weak, 7), high = cast(s, &strong, 7),
                            as_is = cast(s, &open, 7);
    static const enum sim_factor asked[] = {SIM_VAR, SIM_CHA, SIM_AUT, SIM_REF, SIM_SAF, SIM_COL,
                                            SIM_FBK, SIM_INT, SIM_DIV, SIM_LEA, SIM_PAR, SIM_RIC,
                                            SIM_VIS, SIM_TRA, SIM_TRN, SIM_EXT, SIM_DEM};

    for (uint32_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        CHECK(low.story.origin.base[asked[i]] < high.story.origin.base[asked[i]]);
        CHECK_EQ(as_is.story.origin.base[asked[i]], s->origin.base[asked[i]]);
    }
    CHECK(low.story.origin.leader_hours < high.story.origin.leader_hours);
    CHECK_EQ(as_is.cast.assumed[OWN_ASSUMED_OPEN_QUESTIONS], SCAN_QUESTION_COUNT);
    CHECK_EQ(as_is.cast.assumed[OWN_ASSUMED_HOURS], s->origin.leader_hours);
    scenario_free(s);
}

/* How far two teams are apart at their start: people who stand elsewhere, and points of factors. */
static uint32_t people_apart(const struct cast_story *a, const struct cast_story *b)
{
    uint32_t apart = 0;

    for (uint32_t i = 0; i < a->story.members_count && i < b->story.members_count; i++)
        apart += a->story.members[i].phase != b->story.members[i].phase;
    return apart;
}

static int32_t points_apart(const struct cast_story *a, const struct cast_story *b)
{
    int32_t apart = 0;

    for (uint32_t i = 0; i < SIM_FACTORS_COUNT; i++)
        apart += abs(a->story.origin.base[i] - b->story.origin.base[i]);
    return apart;
}

TEST(three_leaders_who_answer_differently_get_three_teams_that_anybody_tells_apart)
{
    struct scenario *s = compile_small();
    const struct own_team teams[] = {team_of(1, 4, "1122"), team_of(3, 8, "11223345"),
                                     team_of(5, 12, "333344444555")};
    struct cast_story made[3];

    for (uint32_t i = 0; i < 3; i++)
        made[i] = cast(s, &teams[i], 7);
    for (uint32_t i = 0; i < 3; i++) {
        for (uint32_t k = 0; k < i; k++) {
            CHECK(people_apart(&made[i], &made[k]) >= 2);
            CHECK(points_apart(&made[i], &made[k]) >= 500);
            CHECK(made[i].story.origin.leader_hours != made[k].story.origin.leader_hours);
            CHECK(own_team_mean(&teams[i], SCAN_LEVEL_COLLEAGUES) !=
                  own_team_mean(&teams[k], SCAN_LEVEL_COLLEAGUES));
        }
    }
    scenario_free(s);
}

TEST(a_level_is_strong_or_weak_for_what_a_phase_asks_and_too_much_work_counts_against_it)
{
    struct own_team team = team_of(3, 6, "112233");

    CHECK_EQ(own_team_cell(&team, SCAN_LEVEL_COLLEAGUES, 2), OWN_CELL_MIDDLING);
    team.answer[SCAN_QUESTION_MISTAKES] = team.answer[SCAN_QUESTION_HELP] = 5;
    team.answer[SCAN_QUESTION_FEEDBACK] = team.answer[SCAN_QUESTION_TALK] = 5;
    CHECK_EQ(own_team_cell(&team, SCAN_LEVEL_COLLEAGUES, 2), OWN_CELL_STRONG);
    CHECK_EQ(own_team_mean(&team, SCAN_LEVEL_COLLEAGUES), 500);
    team.answer[SCAN_QUESTION_OUTSIDE] = 1;
    CHECK_EQ(own_team_cell(&team, SCAN_LEVEL_ENVIRONMENT, 0), OWN_CELL_WEAK);
    /* What outside contacts feed is not what this phase asks. */
    CHECK_EQ(own_team_cell(&team, SCAN_LEVEL_ENVIRONMENT, 2), OWN_CELL_NONE);
    memset(team.answer, SCAN_ANSWER_UNKNOWN, sizeof team.answer);
    CHECK_EQ(own_team_mean(&team, SCAN_LEVEL_TASK), 0);
    team.answer[SCAN_QUESTION_TOO_MUCH] = 5;
    CHECK_EQ(own_team_mean(&team, SCAN_LEVEL_TASK), 100);
}

TEST(what_is_told_of_a_team_is_the_record_of_the_protocol)
{
    static uint8_t memory[16 * 1024];
    struct scenario *s = compile_small();
    const struct own_team team = team_of(2, 11, "1123455");
    const struct cast_story c = cast(s, &team, 7);
    struct buffer out;
    struct writer w;
    char why[200];

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        buffer_init(&out, memory, sizeof memory);
        writer_init(&w, &out, ENCODING_MSGPACK);
        own_team_view(&c.story, &team, &c.cast, lang, &w);
        CHECK(writer_ok(&w));
        if (!schema_check_record("own_team", buffer_bytes(&out), why, sizeof why))
            test_fail("own_team", 0, "%s", why);
    }
    scenario_free(s);
}

TEST(of_fewer_than_five_answers_nothing_is_told)
{
    struct own_team answers[OWN_ANSWERS_MIN], mean;

    for (uint32_t i = 0; i < OWN_ANSWERS_MIN; i++)
        answers[i] = team_of(4, 8, "11223345");
    for (uint32_t count = 0; count < OWN_ANSWERS_MIN; count++) {
        CHECK(!own_team_of_many(answers, count, &mean));
        CHECK_EQ(mean.people, 0);
    }
    CHECK(own_team_of_many(answers, OWN_ANSWERS_MIN, &mean));
    CHECK(memcmp(&mean, &answers[0], sizeof mean) == 0);
}

/* With five people and a question that one of them left open, four answers would stand there as a
 * mean. */
TEST(a_question_that_fewer_than_five_answered_stays_open)
{
    struct own_team answers[6], mean;

    for (uint32_t i = 0; i < 6; i++)
        answers[i] = team_of(5, 8, i < 4 ? "1234" : "");
    answers[0].answer[SCAN_QUESTION_HELP] = SCAN_ANSWER_UNKNOWN;
    CHECK(own_team_of_many(answers, 6, &mean));
    CHECK_EQ(mean.answer[SCAN_QUESTION_HELP], 5);
    answers[1].answer[SCAN_QUESTION_HELP] = SCAN_ANSWER_UNKNOWN;
    CHECK(own_team_of_many(answers, 6, &mean));
    CHECK_EQ(mean.answer[SCAN_QUESTION_HELP], SCAN_ANSWER_UNKNOWN);
    CHECK_EQ(mean.answer[SCAN_QUESTION_TALK], 5);
    for (uint32_t i = 0; i < PHASES_COUNT; i++) /* Four of them said where people stand. */
        CHECK_EQ(mean.stand[i], 0);
}

TEST(the_mean_is_rounded_to_whole_answers_and_whole_people)
{
    struct own_team answers[5], mean;
    uint32_t placed = 0;

    for (uint32_t i = 0; i < 5; i++)
        answers[i] = team_of((uint8_t)(i < 2 ? 2 : 3), (uint8_t)(7 + i % 2), "1123");
    CHECK(own_team_of_many(answers, 5, &mean));
    CHECK_EQ(mean.answer[0], 3); /* 2.6 */
    CHECK_EQ(mean.people, 7);    /* 7.4 */
    CHECK_EQ(mean.stand[0], 2);
    for (uint32_t i = 0; i < PHASES_COUNT; i++)
        placed += mean.stand[i];
    CHECK_EQ(placed, 4);
}

/* Whatever five people say, a story can be played with it. */
TEST(the_mean_of_any_answers_can_be_read_again)
{
    for (uint32_t seed = 0; seed < 2000; seed++) {
        struct own_team answers[9], mean, back;
        char text[OWN_TEAM_BYTES];

        for (uint32_t i = 0; i < 9; i++) {
            uint32_t left;

            answers[i] = team_of(0, (uint8_t)(OWN_PEOPLE_MIN + (seed * 7 + i * 5) % 9), "");
            for (uint32_t k = 0; k < SCAN_QUESTION_COUNT; k++)
                answers[i].answer[k] = (uint8_t)((seed + i * 3 + k * 5) % 6);
            left = answers[i].people;
            for (uint32_t k = 0; k < PHASES_COUNT; k++) {
                answers[i].stand[k] = (uint8_t)((seed / 3 + i * k) % (left + 1));
                left -= answers[i].stand[k];
            }
        }
        CHECK(own_team_of_many(answers, 9, &mean));
        own_team_write(&mean, text);
        CHECK(own_team_read((struct bytes){(const uint8_t *)text, sizeof text}, &back));
        CHECK(memcmp(&mean, &back, sizeof mean) == 0);
    }
}

TEST(a_short_story_a_story_of_one_luck_and_one_that_refuses_are_not_for_an_own_team)
{
    struct scenario *s = compile_small();
    struct scenario other = *s;

    CHECK_EQ(own_team_fits(s), OWN_TEAM_FITS);
    other.rounds_count = 1;
    CHECK_EQ(own_team_fits(&other), OWN_TEAM_SHORT);
    other = *s;
    other.seed_fixed = true;
    CHECK_EQ(own_team_fits(&other), OWN_TEAM_FIXED);
    other.own_team_refused = true;
    CHECK_EQ(own_team_fits(&other), OWN_TEAM_REFUSED);
    scenario_free(s);
}
