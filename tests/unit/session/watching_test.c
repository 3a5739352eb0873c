/* watching_test.c -- nothing can be attributed to somebody by watching what comes when. */
#include "looks.h"
#include "session/inside.h"
#include "test.h"
#include "watch.h"
#include "world.h"

#include <stdio.h>
#include <stdlib.h>

#define SIX "Fatima Wim Dirk Noor Aad Bo"

static const uint32_t chosen[2][6] = {{0, 1, 2, 1, 0, 1}, {2, 0, 1, 0, 1, 1}};
static const char *const said[2][6] = {
    {"kort", "een veel langere zin dan kort", "", "ja", "a", "b"},
    {"", "ja", "een heel andere, ook lange zin", "b", "nee", "x"}};

struct pair {
    struct world *w;
    struct session *of[2];
    uint64_t own; /* Seats that have chosen. */
};

static struct pair pair_at(struct world_settings settings, enum step step)
{
    struct pair p = {.w = world_started(settings, SIX)};

    watch_take(p.w, ROLE_COTRAINER, "Chris");
    watch_take(p.w, ROLE_OBSERVER, "Olga");
    watch_take(p.w, ROLE_PROJECTOR, "");
    world_to(p.w, step);
    for (int k = 0; k < 2; k++)
        p.of[k] = watch_clone(world_session(p.w));
    return p;
}

static void pair_close(struct pair *p)
{
    free(p->of[0]);
    free(p->of[1]);
    world_close(p->w);
}

static bool is_decided(const struct session *s)
{
    return session_room(s, 0)->rounds[0].decision != OPTION_NONE;
}

/* The first five of six vote again, in the same order, but each otherwise. */
TEST(second_votes_do_not_tell_whose_they_are)
{
    for (enum rule rule = RULE_MAJORITY; rule < RULE_COUNT; rule++) {
        for (enum close close = CLOSE_EVERYONE; close < CLOSE_COUNT; close++) {
            struct pair p = pair_at(
                (struct world_settings){.rule = rule, .close = close, .quorum_percent = 100},
                STEP_DECISION);

            for (uint16_t i = 0; i < 5; i++) {
                for (int k = 0; k < 2; k++)
                    watch_run(p.of[k], (struct command){.type = COMMAND_SECOND_CAST,
                                                        .seat = (uint16_t)(i + 1),
                                                        .id = 7,
                                                        .at_ms = 1767000000000u,
                                                        .second_cast.option = chosen[k][i]});
                p.own |= UINT64_C(1) << (i + 1);
                CHECK(!is_decided(p.of[0]) && !is_decided(p.of[1]));
                watch_same_for_everybody(p.of[0], p.of[1], p.own, rule_name(rule));
            }
            pair_close(&p);
        }
    }
}

TEST(results_shown_during_the_choice_come_when_all_are_in)
{
    struct pair p = pair_at((struct world_settings){.close = CLOSE_TRAINER}, STEP_CHOICE);
    const struct command show = {.type = COMMAND_RESULT_SHOW,
                                 .id = 8,
                                 .at_ms = 1767000000000u,
                                 .result_show = {.room = 0, .shown = true}};
    struct audience trainer = session_audience(p.of[0], 0);

    watch_run(p.of[0], show);
    watch_run(p.of[1], show);
    for (uint16_t i = 0; i < 6; i++) {
        if (i > 0)
            watch_same_for_everybody(p.of[0], p.of[1], p.own, "shown during the choice");
        for (int k = 0; k < 2; k++)
            watch_run(p.of[k], watch_vote(p.of[k], (uint16_t)(i + 1), chosen[k][i], said[k][i]));
        p.own |= UINT64_C(1) << (i + 1);
    }
    CHECK(watch_fingerprint(p.of[0], &trainer, 0) !=
          watch_fingerprint(p.of[1], &trainer, 0)); /* All are in. */
    pair_close(&p);
}

static void object(struct session *s, uint16_t seat, bool objects, const char *reason)
{
    watch_run(s,
              (struct command){
                  .type = COMMAND_OBJECTION_SET,
                  .seat = seat,
                  .id = 9,
                  .at_ms = 1767000000000u,
                  .objection_set = {.option = 1, .objects = objects, .reason = bytes_of(reason)}});
}

/* The objections that the trainer is shown. */
static uint32_t told_count(const struct session *s)
{
    struct audience trainer = session_audience(s, 0);
    const struct bytes result = look(s, &trainer, SECTION_RESULT, ENCODING_JSON, 0);
    const char *begin = memmem(result.data, result.size, "\"objections\":[", 14);
    const char *end = begin == NULL ? NULL : strchr(begin, ']');
    uint32_t count = 0;

    CHECK(end != NULL);
    for (; begin != NULL && begin < end; begin++)
        count += strncmp(begin, "{\"option\"", 9) == 0;
    return count;
}

/* One of two people objects, at the same moment and with other words: nobody can tell which, before
 * the time to object is over; then all that stands is told. The same for taking it back. */
TEST(an_objection_comes_and_goes_without_telling_whose_it_is)
{
    struct pair p = pair_at((struct world_settings){.rule = RULE_CONSENSUS}, STEP_DECISION);
    static const uint32_t again[6] = {1, 1, 0, 1, 0, 1};
    struct command tick = {.type = COMMAND_TICK, .seat = SEAT_NONE};

    for (uint16_t i = 0; i < 6; i++)
        for (int k = 0; k < 2; k++)
            watch_run(p.of[k], (struct command){.type = COMMAND_SECOND_CAST,
                                                .seat = (uint16_t)(i + 1),
                                                .id = 7,
                                                .at_ms = 1767000000000u,
                                                .second_cast.option = again[i]});
    p.own = UINT64_C(1) << 3 | UINT64_C(1) << 5;
    object(p.of[0], 3, true, "Dat kan niet, want de nacht is al vol");
    object(p.of[1], 5, true, "Nee");
    watch_same_for_everybody(p.of[0], p.of[1], p.own, "an objection was made");
    CHECK_EQ(told_count(p.of[0]), 0);
    tick.at_ms = session_room(p.of[0], 0)->consent_ms;
    CHECK(tick.at_ms != 0);
    for (int k = 0; k < 2; k++) {
        watch_run(p.of[k], tick);
        CHECK(!is_decided(p.of[k]));
        CHECK_EQ(told_count(p.of[k]), 1);
    }
    object(p.of[0], 4, true, "Ik ook niet");
    CHECK_EQ(told_count(p.of[0]), 1); /* It waits for the next time that all are told. */
    object(p.of[0], 3, false, "");
    CHECK_EQ(told_count(p.of[0]), 1);
    object(p.of[0], 4, false, "");
    CHECK(session_room(p.of[0], 0)->consent_ms != 0); /* Nobody objects: it is asked again. */
    pair_close(&p);
}

TEST(objections_of_five_are_told_at_once)
{
    struct pair p = pair_at((struct world_settings){.rule = RULE_CONSENSUS}, STEP_DECISION);

    for (uint16_t seat = 1; seat <= 5; seat++) {
        CHECK_EQ(told_count(p.of[0]), 0);
        object(p.of[0], seat, true, "Nee");
    }
    CHECK_EQ(told_count(p.of[0]), 5);
    pair_close(&p);
}

/* Whether the own objection hits the option that leads would tell what the others chose. */
TEST(an_objection_does_not_find_out_what_leads)
{
    struct pair p = pair_at((struct world_settings){.rule = RULE_CONSENSUS}, STEP_DECISION);
    struct audience wim = session_audience(p.of[0], 2);

    for (int k = 0; k < 2; k++) {
        watch_run(p.of[k], (struct command){.type = COMMAND_SECOND_CAST,
                                            .seat = 1,
                                            .id = 7,
                                            .at_ms = 1767000000000u,
                                            .second_cast.option = (uint32_t)k});
        object(p.of[k], 2, true, "Nee");
    }
    CHECK(watch_fingerprint(p.of[0], &wim, 0) == watch_fingerprint(p.of[1], &wim, 0));
    pair_close(&p);
}

static void share(struct session *s, uint16_t seat, const char *text)
{
    watch_run(s, (struct command){.type = COMMAND_REFLECTION_SHARE,
                                  .seat = seat,
                                  .id = 9,
                                  .at_ms = 1767000000000u,
                                  .reflection_share.text = bytes_of(text)});
}

TEST(a_shared_note_waits_until_it_does_not_stand_alone)
{
    struct pair p = pair_at((struct world_settings){0}, STEP_REFLECTION);

    for (uint16_t i = 0; i < 4; i++) {
        share(p.of[0], (uint16_t)(i + 1), said[0][1]);
        share(p.of[1], (uint16_t)(i + 1), said[1][2]);
        p.own |= UINT64_C(1) << (i + 1);
        watch_same_for_everybody(p.of[0], p.of[1], p.own, "a note was shared");
    }
    share(p.of[0], 2, ""); /* Taken back. */
    share(p.of[1], 3, "");
    watch_same_for_everybody(p.of[0], p.of[1], p.own, "a note was taken back");
    world_next(p.w); /* Of the session itself: nobody shared, so nothing comes. */
    pair_close(&p);
}

/* What somebody writes now cannot be linked with what they wrote before, by number or by place. */
TEST(numbers_of_reasons_are_others_in_every_round)
{
    struct world *w = world_started((struct world_settings){0}, SIX);
    const struct session *s = world_session(w);
    uint32_t same = 0, orders = 0;

    for (uint32_t round = 0; round < ROUNDS_MAX; round++) {
        bool taken[SEATS_MAX] = {false};

        for (uint16_t seat = 0; seat < SEATS_MAX; seat++) {
            const uint32_t number = reason_number(s, seat, round);

            CHECK(number < SEATS_MAX && !taken[number]);
            taken[number] = true;
            same += round > 0 && number == reason_number(s, seat, round - 1);
        }
        orders += reason_number(s, 1, round) < reason_number(s, 2, round);
    }
    CHECK(same < SEATS_MAX / 20);
    CHECK(orders > 0 && orders < ROUNDS_MAX);
    world_close(w);
}
