/* privacy_test.c -- nobody sees more than their role may, proven by non-interference: change what
 * somebody may not see, and their bytes stay the same. What nobody finds
 * out by watching for long is in watching_test.c. */
#include "looks.h"
#include "session/inside.h"
#include "test.h"
#include "watch.h"
#include "world.h"

#include <stdio.h>
#include <stdlib.h>

TEST(vote_of_another_cannot_be_seen_before_it_is_shown)
{
    struct world *w =
        world_started((struct world_settings){.names_shown = true}, "Fatima Wim Dirk");
    struct session *a, *b;
    uint16_t wim = world_seat(w, "Wim");

    watch_take(w, ROLE_OBSERVER, "Olga");
    watch_take(w, ROLE_PROJECTOR, "");
    world_to(w, STEP_CHOICE);
    a = watch_clone(world_session(w));
    b = watch_clone(world_session(w));
    watch_run(a, watch_vote(a, wim, 0, "Omdat het moet"));
    watch_run(b, watch_vote(b, wim, 2, "Liever niet"));
    watch_same_for_all_but(a, b, wim, 0);
    free(a);
    free(b);
    world_close(w);
}

/* The trainer sees who has chosen, as it happens; not what, nor why, until all do. */
TEST(vote_of_somebody_cannot_be_seen_by_the_trainer_while_votes_come_in)
{
    struct world *w =
        world_started((struct world_settings){.close = CLOSE_TRAINER}, "Fatima Wim Dirk");
    struct command show = {.type = COMMAND_RESULT_SHOW,
                           .id = 8,
                           .at_ms = 1767000000000u,
                           .result_show = {.room = 0, .shown = true}};
    struct command next = {.type = COMMAND_ROOM_NEXT,
                           .id = 9,
                           .at_ms = 1767000000000u,
                           .room_next = {.room = 0, .step = STEP_CHOICE}};
    struct audience trainer, cotrainer;
    struct session *a, *b;
    uint16_t wim = world_seat(w, "Wim");

    watch_take(w, ROLE_COTRAINER, "Olga");
    world_to(w, STEP_CHOICE);
    trainer = session_audience(world_session(w), 0);
    cotrainer = session_audience(world_session(w), world_seat(w, "Olga"));
    a = watch_clone(world_session(w));
    b = watch_clone(world_session(w));
    watch_run(a, watch_vote(a, wim, 0, "Omdat het moet"));
    watch_run(b, watch_vote(b, wim, 2, "Liever niet"));
    CHECK(watch_fingerprint(a, &trainer, 0) == watch_fingerprint(b, &trainer, 0));
    CHECK(watch_fingerprint(a, &cotrainer, 0) == watch_fingerprint(b, &cotrainer, 0));
    watch_run(a, show); /* Two have not chosen yet. */
    watch_run(b, show);
    CHECK(watch_fingerprint(a, &trainer, 0) == watch_fingerprint(b, &trainer, 0));
    watch_run(a, next);
    watch_run(b, next);
    CHECK(watch_fingerprint(a, &trainer, 0) != watch_fingerprint(b, &trainer, 0));
    free(a);
    free(b);
    world_close(w);
}

/* Who has voted is on every screen: a count that grows at the same moment would say what. */
TEST(second_vote_of_another_cannot_be_seen_before_all_are_in)
{
    for (enum rule rule = RULE_MAJORITY; rule < RULE_COUNT; rule++) {
        struct world *w = world_started((struct world_settings){.rule = rule}, "Fatima Wim Dirk");
        struct command c = {.type = COMMAND_SECOND_CAST, .id = 7, .at_ms = 1767000000000u};
        struct session *a, *b;

        watch_take(w, ROLE_OBSERVER, "Olga");
        watch_take(w, ROLE_PROJECTOR, "");
        world_to(w, STEP_DECISION);
        c.seat = world_seat(w, "Wim");
        a = watch_clone(world_session(w));
        b = watch_clone(world_session(w));
        c.second_cast.option = 1;
        watch_run(a, c);
        c.second_cast.option = 2;
        watch_run(b, c);
        watch_same_for_all_but(a, b, c.seat, 0);
        free(a);
        free(b);
        world_close(w);
    }
}

TEST(estimate_of_another_cannot_be_seen_while_the_diagnosis_runs)
{
    struct world *w =
        world_started((struct world_settings){.with_diagnosis = true}, "Fatima Wim Dirk");
    struct command c = {.type = COMMAND_GUESS_CAST, .id = 7, .at_ms = 1767000000000u};
    struct session *a, *b;

    world_to(w, STEP_DIAGNOSIS);
    c.seat = world_seat(w, "Wim");
    a = watch_clone(world_session(w));
    b = watch_clone(world_session(w));
    c.guess_cast.phase = PHASE_UNAWARE;
    watch_run(a, c);
    c.guess_cast.phase = PHASE_CONTINUOUS;
    watch_run(b, c);
    watch_same_for_all_but(a, b, c.seat, 0);
    free(a);
    free(b);
    world_close(w);
}

TEST(who_somebody_thinks_moved_cannot_be_seen_while_others_guess)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk");
    struct command c = {.type = COMMAND_MOVER_CAST, .id = 7, .at_ms = 1767000000000u};
    struct session *a, *b;

    watch_take(w, ROLE_OBSERVER, "Olga");
    watch_take(w, ROLE_PROJECTOR, "");
    world_to(w, STEP_CONSEQUENCE);
    c.seat = world_seat(w, "Wim");
    a = watch_clone(world_session(w));
    b = watch_clone(world_session(w));
    c.mover_cast.member = 0;
    watch_run(a, c);
    c.mover_cast.member = 1;
    watch_run(b, c);
    watch_same_for_all_but(a, b, c.seat, 0);
    free(a);
    free(b);
    world_close(w);
}

/* Room 1 goes through a whole round, with other votes, words and outcomes. */
TEST(nothing_of_another_room_can_be_seen)
{
    struct world *w = world_open((struct world_settings){.rooms = 2, .names_shown = true});
    struct command next = {.type = COMMAND_ROOM_NEXT},
                   happening = {.type = COMMAND_HAPPENING_BRING};
    struct audience fatima, olga;
    uint64_t before[2];

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 1);
    watch_take(w, ROLE_OBSERVER, "Olga");
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    fatima = session_audience(world_session(w), world_seat(w, "Fatima"));
    olga = session_audience(world_session(w), world_seat(w, "Olga"));
    before[0] = watch_fingerprint(world_session(w), &fatima, 0);
    before[1] = watch_fingerprint(world_session(w), &olga, 0);
    next.room_next.room = happening.happening_bring.room = 1;
    happening.happening_bring.pulse = bytes_of("drukte");
    world_do(w, TRAINER, happening);
    for (uint32_t i = 0; i < 12; i++) {
        const struct room *r = session_room(world_session(w), 1);

        if (r->step == STEP_CHOICE)
            watch_run(world_session(w),
                      watch_vote(world_session(w), world_seat(w, "Wim"), 1, "Geheim"));
        next.room_next.round = r->round;
        next.room_next.step = r->step;
        watch_run(world_session(w), (struct command){.type = next.type,
                                                     .at_ms = world_now_ms(w),
                                                     .room_next = next.room_next});
        CHECK(watch_fingerprint(world_session(w), &fatima, 0) == before[0]);
        CHECK(watch_fingerprint(world_session(w), &olga, 0) == before[1]);
    }
    CHECK_EQ(session_room(world_session(w), 1)->round, 2); /* It did go on. */
    world_abandon(w);
}

/* The truth about members who are not revealed yet is changed behind the views' back: all that is
 * shown of them stays the same. (Behaviours drawn from the phase are signals and may differ; the
 * fixture's all read alike.) */
static void check_hidden_phases(const struct session *s)
{
    struct session *other = watch_clone(s);
    struct room *r = (struct room *)(uintptr_t)session_room(other, 0);
    uint32_t revealed = 0, except = SECTION_TRAINER;

    for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++)
        revealed |= other->scenario->dilemmas[r->rounds[i].dilemma].about;
    for (uint32_t m = 0; m < other->scenario->members_count; m++) {
        if ((revealed >> m & 1u) != 0)
            continue;
        r->team.member.phase[m] = (r->team.member.phase[m] + 2) % PHASE_COUNT;
        r->start.phases[m] = (uint8_t)((r->start.phases[m] + 2) % PHASE_COUNT);
        for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++)
            r->rounds[i].after.phases[m] =
                (uint8_t)((r->rounds[i].after.phases[m] + 1) % PHASE_COUNT);
        for (uint32_t i = 0; i < OPTIONS_MAX; i++)
            r->expectations[i].phases[m] = 4;
    }
    if (r->step >= STEP_CONSEQUENCE)
        except |= SECTION_CONSEQUENCE; /* The story tells who moved. */
    watch_same_for_all_but(s, other, SEAT_NONE, except);
    free(other);
}

TEST(phase_that_is_not_revealed_cannot_be_seen)
{
    struct world *w = world_started((struct world_settings){.with_diagnosis = true}, "Fatima Wim");

    watch_take(w, ROLE_OBSERVER, "Olga");
    watch_take(w, ROLE_PROJECTOR, "");
    check_hidden_phases(world_session(w));
    for (int round = 0; round < 3; round++) {
        for (int step = STEP_DIAGNOSIS; step <= STEP_REFLECTION; step++) {
            if (round == 1 && step == STEP_DIAGNOSIS)
                continue;
            world_to(w, (enum step)step);
            check_hidden_phases(world_session(w));
        }
        if (round < 2)
            world_to(w, STEP_SITUATION);
    }
    world_close(w);
}

/* The opposite, so that the test above can fail: a trainer does see it. */
TEST(trainer_sees_every_phase)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct session *other = watch_clone(world_session(w));
    struct room *r = (struct room *)(uintptr_t)session_room(other, 0);
    struct audience a = session_audience(other, 0);

    r->team.member.phase[0] = (r->team.member.phase[0] + 2) % PHASE_COUNT;
    CHECK(watch_fingerprint(world_session(w), &a, 0) != watch_fingerprint(other, &a, 0));
    free(other);
    world_close(w);
}

static bool contains(struct bytes text, const char *word)
{
    size_t size = strlen(word);

    for (size_t i = 0; i + size <= text.size; i++) {
        if (memcmp(text.data + i, word, size) == 0)
            return true;
    }
    return false;
}

static bool seen_anywhere(const struct session *s, const struct audience *a, const char *word)
{
    bool seen = false;

    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        seen |= contains(look(s, a, section_at(i), ENCODING_JSON, 1767000000000u), word);
    return seen;
}

TEST(projector_never_shows_the_name_of_a_participant)
{
    struct world *w = world_started(
        (struct world_settings){.names_shown = true, .rule = RULE_SPOKESPERSON}, "Fatima Willem");
    struct audience a, willem;

    watch_take(w, ROLE_PROJECTOR, "");
    a = session_audience(world_session(w), session_seats_count(world_session(w)) - 1);
    willem = session_audience(world_session(w), world_seat(w, "Willem"));
    CHECK_EQ(a.role, ROLE_PROJECTOR);
    for (int step = STEP_CHOICE; step <= STEP_REFLECTION; step++) {
        if (step == STEP_DISCUSSION) {
            watch_run(world_session(w),
                      watch_vote(world_session(w), world_seat(w, "Fatima"), 1, "Een reden"));
            watch_run(world_session(w),
                      watch_vote(world_session(w), world_seat(w, "Willem"), 2, ""));
        }
        world_to(w, (enum step)step);
        CHECK(!seen_anywhere(world_session(w), &a, "Fatima"));
        CHECK(!seen_anywhere(world_session(w), &a, "Willem"));
        CHECK(seen_anywhere(world_session(w), &willem, "Fatima"));
    }
    CHECK(seen_anywhere(world_session(w), &a, "Een reden"));
    world_abandon(w);
}

TEST(people_of_another_room_are_on_no_screen)
{
    struct world *w = world_open((struct world_settings){.rooms = 2, .names_shown = true});
    struct audience fatima, olga, trainer;

    world_join(w, "Fatima", 0);
    world_join(w, "Willem", 1);
    watch_take(w, ROLE_OBSERVER, "Olga");
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_next(w);
    watch_run(world_session(w),
              watch_vote(world_session(w), world_seat(w, "Willem"), 1, "Een reden"));
    fatima = session_audience(world_session(w), world_seat(w, "Fatima"));
    olga = session_audience(world_session(w), world_seat(w, "Olga"));
    trainer = session_audience(world_session(w), 0);
    CHECK(!seen_anywhere(world_session(w), &fatima, "Willem"));
    CHECK(!seen_anywhere(world_session(w), &olga, "Willem"));
    CHECK(seen_anywhere(world_session(w), &trainer, "Willem"));
    world_abandon(w);
}

TEST(reasons_carry_names_only_where_the_session_shows_them)
{
    for (int named = 0; named < 2; named++) {
        struct world *w =
            world_started((struct world_settings){.names_shown = named == 1}, "Fatima Willem");
        struct audience willem = session_audience(world_session(w), world_seat(w, "Willem"));
        struct bytes bytes;

        world_to(w, STEP_CHOICE);
        watch_run(world_session(w),
                  watch_vote(world_session(w), world_seat(w, "Fatima"), 1, "Een reden"));
        watch_run(world_session(w),
                  watch_vote(world_session(w), world_seat(w, "Willem"), 1, "Nog een"));
        bytes = look(world_session(w), &willem, SECTION_RESULT, ENCODING_JSON, 0);
        CHECK(contains(bytes, "Een reden"));
        CHECK_EQ(contains(bytes, "Fatima"), named == 1);
        world_abandon(w);
    }
}

TEST(hidden_reason_is_on_no_screen_but_the_trainers)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Willem");
    struct audience willem = session_audience(world_session(w), world_seat(w, "Willem"));
    struct audience trainer = session_audience(world_session(w), 0);
    struct command hide = {.type = COMMAND_REASON_HIDE};
    bool found = false;

    world_to(w, STEP_CHOICE);
    watch_run(world_session(w), watch_vote(world_session(w), world_seat(w, "Fatima"), 1, "Lelijk"));
    watch_run(world_session(w), watch_vote(world_session(w), world_seat(w, "Willem"), 2, "Mooi"));
    CHECK(seen_anywhere(world_session(w), &willem, "Lelijk"));
    hide.reason_hide.hidden = true;
    for (uint32_t i = 0; i < SEATS_MAX && !found; i++) {
        char number[24];

        snprintf(number, sizeof number, "\"reason\":%u,\"option\":1", i);
        hide.reason_hide.reason = i;
        found =
            contains(look(world_session(w), &trainer, SECTION_RESULT, ENCODING_JSON, 0), number);
    }
    CHECK(found);
    CHECK_EQ(world_do(w, TRAINER, hide), REJECT_NONE);
    CHECK(!seen_anywhere(world_session(w), &willem, "Lelijk"));
    CHECK(seen_anywhere(world_session(w), &willem, "Mooi"));
    CHECK(seen_anywhere(world_session(w), &trainer, "Lelijk"));
    world_abandon(w);
}

TEST(seed_and_tokens_are_in_no_view)
{
    struct world *w = world_started((struct world_settings){.seed = 987654321}, "Fatima Willem");

    world_to(w, STEP_REFLECTION);
    for (uint16_t i = 0; i < session_seats_count(world_session(w)); i++) {
        struct audience a = session_audience(world_session(w), i);

        CHECK(!seen_anywhere(world_session(w), &a, "987654321"));
        CHECK(!seen_anywhere(world_session(w), &a, "token"));
    }
    world_close(w);
}
