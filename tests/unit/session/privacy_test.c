/* privacy_test.c -- nobody sees more than their role may, proven by non-interference: change what
 * somebody may not see, and their bytes stay the same. */
#include "looks.h"
#include "session/inside.h"
#include "test.h"
#include "world.h"

#include <stdio.h>
#include <stdlib.h>

static struct session *clone(const struct session *s)
{
    struct bytes bytes = session_snapshot(s);

    return session_restore(malloc(bytes.size), bytes, s->scenario);
}

/* All bytes that an audience gets, save the sections in `except`. */
static uint64_t fingerprint(const struct session *s, const struct audience *a, uint32_t except)
{
    uint64_t hash = 14695981039346656037u;

    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        struct bytes bytes;

        if ((except >> i & 1u) != 0)
            continue;
        bytes = look(s, a, section_at(i), ENCODING_JSON, 1767000000000u);
        for (size_t k = 0; k < bytes.size; k++)
            hash = (hash ^ bytes.data[k]) * 1099511628211u;
    }
    return hash;
}

static struct command vote_of(const struct session *s, uint16_t seat, uint32_t option,
                              const char *reason)
{
    struct command c = {.type = COMMAND_VOTE_CAST, .seat = seat, .id = 7, .at_ms = 1767000000000u};

    c.vote_cast.round = session_room(s, session_seat(s, seat)->room)->round;
    c.vote_cast.option = option;
    c.vote_cast.confidence = option;
    c.vote_cast.reason = bytes_of(reason);
    return c;
}

static void run(struct session *s, struct command c)
{
    static struct event_list list;

    CHECK_EQ(session_decide(s, &c, &list, NULL), REJECT_NONE);
    for (uint32_t i = 0; i < list.count; i++) {
        list.items[i].seq = session_seq(s) + 1;
        session_apply(s, &list.items[i]);
    }
}

static void take(struct world *w, enum role role, const char *name)
{
    static uint8_t hash[TOKEN_HASH_BYTES];
    struct command c = {.type = COMMAND_SEAT_TAKE};

    c.seat_take.role = (uint8_t)role;
    c.seat_take.room = role == ROLE_OBSERVER ? 0 : ROOM_NONE;
    c.seat_take.name = bytes_of(name);
    c.seat_take.token_hash = (struct bytes){hash, sizeof hash};
    world_do(w, NULL, c);
}

/* Everybody but trainers and `not_seat`: is what they see the same in both? */
static void same_for_all_but(const struct session *a, const struct session *b, uint16_t not_seat,
                             uint32_t except)
{
    for (uint16_t i = 0; i < session_seats_count(a); i++) {
        struct audience audience = session_audience(a, i);

        if (i == not_seat || audience.role == ROLE_TRAINER || audience.role == ROLE_COTRAINER)
            continue;
        if (fingerprint(a, &audience, except) != fingerprint(b, &audience, except))
            test_fail(__FILE__, __LINE__, "seat %u (%s) sees a difference", i,
                      role_name((enum role)audience.role));
    }
}

/* Two sessions that differ only in who chose what: does anybody see a difference? Those of `own`
 * see their own choice, in `me`. */
static void same_for_everybody(const struct session *a, const struct session *b, uint64_t own,
                               const char *when)
{
    CHECK_EQ(session_seq(a), session_seq(b));
    for (uint16_t i = 0; i < session_seats_count(a); i++) {
        struct audience audience = session_audience(a, i);
        const uint32_t except = (own >> i & 1u) != 0 ? SECTION_ME : 0;

        if (fingerprint(a, &audience, except) != fingerprint(b, &audience, except))
            test_fail(__FILE__, __LINE__, "%s: seat %u (%s) sees a difference", when, i,
                      role_name((enum role)audience.role));
    }
}

TEST(vote_of_another_cannot_be_seen_before_it_is_shown)
{
    struct world *w =
        world_started((struct world_settings){.names_shown = true}, "Fatima Wim Dirk");
    struct session *a, *b;
    uint16_t wim = world_seat(w, "Wim");

    take(w, ROLE_OBSERVER, "Olga");
    take(w, ROLE_PROJECTOR, "");
    world_to(w, STEP_CHOICE);
    a = clone(world_session(w));
    b = clone(world_session(w));
    run(a, vote_of(a, wim, 0, "Omdat het moet"));
    run(b, vote_of(b, wim, 2, "Liever niet"));
    same_for_all_but(a, b, wim, 0);
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

    take(w, ROLE_COTRAINER, "Olga");
    world_to(w, STEP_CHOICE);
    trainer = session_audience(world_session(w), 0);
    cotrainer = session_audience(world_session(w), world_seat(w, "Olga"));
    a = clone(world_session(w));
    b = clone(world_session(w));
    run(a, vote_of(a, wim, 0, "Omdat het moet"));
    run(b, vote_of(b, wim, 2, "Liever niet"));
    CHECK(fingerprint(a, &trainer, 0) == fingerprint(b, &trainer, 0));
    CHECK(fingerprint(a, &cotrainer, 0) == fingerprint(b, &cotrainer, 0));
    run(a, show); /* Two have not chosen yet. */
    run(b, show);
    CHECK(fingerprint(a, &trainer, 0) == fingerprint(b, &trainer, 0));
    run(a, next);
    run(b, next);
    CHECK(fingerprint(a, &trainer, 0) != fingerprint(b, &trainer, 0));
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

        take(w, ROLE_OBSERVER, "Olga");
        take(w, ROLE_PROJECTOR, "");
        world_to(w, STEP_DECISION);
        c.seat = world_seat(w, "Wim");
        a = clone(world_session(w));
        b = clone(world_session(w));
        c.second_cast.option = 1;
        run(a, c);
        c.second_cast.option = 2;
        run(b, c);
        same_for_all_but(a, b, c.seat, 0);
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
    a = clone(world_session(w));
    b = clone(world_session(w));
    c.guess_cast.phase = PHASE_UNAWARE;
    run(a, c);
    c.guess_cast.phase = PHASE_CONTINUOUS;
    run(b, c);
    same_for_all_but(a, b, c.seat, 0);
    free(a);
    free(b);
    world_close(w);
}

TEST(who_somebody_thinks_moved_cannot_be_seen_while_others_guess)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk");
    struct command c = {.type = COMMAND_MOVER_CAST, .id = 7, .at_ms = 1767000000000u};
    struct session *a, *b;

    take(w, ROLE_OBSERVER, "Olga");
    take(w, ROLE_PROJECTOR, "");
    world_to(w, STEP_CONSEQUENCE);
    c.seat = world_seat(w, "Wim");
    a = clone(world_session(w));
    b = clone(world_session(w));
    c.mover_cast.member = 0;
    run(a, c);
    c.mover_cast.member = 1;
    run(b, c);
    same_for_all_but(a, b, c.seat, 0);
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
    take(w, ROLE_OBSERVER, "Olga");
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    fatima = session_audience(world_session(w), world_seat(w, "Fatima"));
    olga = session_audience(world_session(w), world_seat(w, "Olga"));
    before[0] = fingerprint(world_session(w), &fatima, 0);
    before[1] = fingerprint(world_session(w), &olga, 0);
    next.room_next.room = happening.happening_bring.room = 1;
    happening.happening_bring.pulse = bytes_of("drukte");
    world_do(w, TRAINER, happening);
    for (uint32_t i = 0; i < 12; i++) {
        const struct room *r = session_room(world_session(w), 1);

        if (r->step == STEP_CHOICE)
            run(world_session(w), vote_of(world_session(w), world_seat(w, "Wim"), 1, "Geheim"));
        next.room_next.round = r->round;
        next.room_next.step = r->step;
        run(world_session(w), (struct command){.type = next.type,
                                               .at_ms = world_now_ms(w),
                                               .room_next = next.room_next});
        CHECK(fingerprint(world_session(w), &fatima, 0) == before[0]);
        CHECK(fingerprint(world_session(w), &olga, 0) == before[1]);
    }
    CHECK_EQ(session_room(world_session(w), 1)->round, 2); /* It did go on. */
    world_abandon(w);
}

/* The truth about members who are not revealed yet is changed behind the views' back: all that is
 * shown of them stays the same. (Behaviours drawn from the phase are signals and may differ; the
 * fixture's all read alike.) */
static void check_hidden_phases(const struct session *s)
{
    struct session *other = clone(s);
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
    same_for_all_but(s, other, SEAT_NONE, except);
    free(other);
}

TEST(phase_that_is_not_revealed_cannot_be_seen)
{
    struct world *w = world_started((struct world_settings){.with_diagnosis = true}, "Fatima Wim");

    take(w, ROLE_OBSERVER, "Olga");
    take(w, ROLE_PROJECTOR, "");
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
    struct session *other = clone(world_session(w));
    struct room *r = (struct room *)(uintptr_t)session_room(other, 0);
    struct audience a = session_audience(other, 0);

    r->team.member.phase[0] = (r->team.member.phase[0] + 2) % PHASE_COUNT;
    CHECK(fingerprint(world_session(w), &a, 0) != fingerprint(other, &a, 0));
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

    take(w, ROLE_PROJECTOR, "");
    a = session_audience(world_session(w), session_seats_count(world_session(w)) - 1);
    willem = session_audience(world_session(w), world_seat(w, "Willem"));
    CHECK_EQ(a.role, ROLE_PROJECTOR);
    for (int step = STEP_CHOICE; step <= STEP_REFLECTION; step++) {
        if (step == STEP_DISCUSSION) {
            run(world_session(w),
                vote_of(world_session(w), world_seat(w, "Fatima"), 1, "Een reden"));
            run(world_session(w), vote_of(world_session(w), world_seat(w, "Willem"), 2, ""));
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
    take(w, ROLE_OBSERVER, "Olga");
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_next(w);
    run(world_session(w), vote_of(world_session(w), world_seat(w, "Willem"), 1, "Een reden"));
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
        run(world_session(w), vote_of(world_session(w), world_seat(w, "Fatima"), 1, "Een reden"));
        run(world_session(w), vote_of(world_session(w), world_seat(w, "Willem"), 1, "Nog een"));
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
    run(world_session(w), vote_of(world_session(w), world_seat(w, "Fatima"), 1, "Lelijk"));
    run(world_session(w), vote_of(world_session(w), world_seat(w, "Willem"), 2, "Mooi"));
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

/* ---- nothing can be attributed by watching -------------------------------------------------- */

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

    take(p.w, ROLE_COTRAINER, "Chris");
    take(p.w, ROLE_OBSERVER, "Olga");
    take(p.w, ROLE_PROJECTOR, "");
    world_to(p.w, step);
    for (int k = 0; k < 2; k++)
        p.of[k] = clone(world_session(p.w));
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
                    run(p.of[k], (struct command){.type = COMMAND_SECOND_CAST,
                                                  .seat = (uint16_t)(i + 1),
                                                  .id = 7,
                                                  .at_ms = 1767000000000u,
                                                  .second_cast.option = chosen[k][i]});
                p.own |= UINT64_C(1) << (i + 1);
                CHECK(!is_decided(p.of[0]) && !is_decided(p.of[1]));
                same_for_everybody(p.of[0], p.of[1], p.own, rule_name(rule));
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

    run(p.of[0], show);
    run(p.of[1], show);
    for (uint16_t i = 0; i < 6; i++) {
        if (i > 0)
            same_for_everybody(p.of[0], p.of[1], p.own, "shown during the choice");
        for (int k = 0; k < 2; k++)
            run(p.of[k], vote_of(p.of[k], (uint16_t)(i + 1), chosen[k][i], said[k][i]));
        p.own |= UINT64_C(1) << (i + 1);
    }
    CHECK(fingerprint(p.of[0], &trainer, 0) != fingerprint(p.of[1], &trainer, 0)); /* All are in. */
    pair_close(&p);
}

static void object(struct session *s, uint16_t seat, bool objects, const char *reason)
{
    run(s, (struct command){
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
            run(p.of[k], (struct command){.type = COMMAND_SECOND_CAST,
                                          .seat = (uint16_t)(i + 1),
                                          .id = 7,
                                          .at_ms = 1767000000000u,
                                          .second_cast.option = again[i]});
    p.own = UINT64_C(1) << 3 | UINT64_C(1) << 5;
    object(p.of[0], 3, true, "Dat kan niet, want de nacht is al vol");
    object(p.of[1], 5, true, "Nee");
    same_for_everybody(p.of[0], p.of[1], p.own, "an objection was made");
    CHECK_EQ(told_count(p.of[0]), 0);
    tick.at_ms = session_room(p.of[0], 0)->consent_ms;
    CHECK(tick.at_ms != 0);
    for (int k = 0; k < 2; k++) {
        run(p.of[k], tick);
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
        run(p.of[k], (struct command){.type = COMMAND_SECOND_CAST,
                                      .seat = 1,
                                      .id = 7,
                                      .at_ms = 1767000000000u,
                                      .second_cast.option = (uint32_t)k});
        object(p.of[k], 2, true, "Nee");
    }
    CHECK(fingerprint(p.of[0], &wim, 0) == fingerprint(p.of[1], &wim, 0));
    pair_close(&p);
}

static void share(struct session *s, uint16_t seat, const char *text)
{
    run(s, (struct command){.type = COMMAND_REFLECTION_SHARE,
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
        same_for_everybody(p.of[0], p.of[1], p.own, "a note was shared");
    }
    share(p.of[0], 2, ""); /* Taken back. */
    share(p.of[1], 3, "");
    same_for_everybody(p.of[0], p.of[1], p.own, "a note was taken back");
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
