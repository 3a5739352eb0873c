/* keep_session.c -- plays sessions in the simulated world and writes their journals, to be kept
 * with a release: KEEP_AS=tests/replay/kept/0.2.0 build/test/tests/replay/keep_session. See kept.h.
 *
 *   rooms   two rooms with a trainer: every kind of event that people and trainers cause
 *   solo    somebody alone, to the end
 *   random  anybody does anything: these five seeds together have every kind of event */
#include "kept.h"
#include "random_play.h"
#include "session/state.h"
#include "test.h"
#include "world.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define RANDOM_COMMANDS 300

static void trainer(struct world *w, struct command c)
{
    CHECK_EQ(world_do(w, TRAINER, c), REJECT_NONE);
}

static void host(struct world *w, struct command c)
{
    CHECK_EQ(world_do(w, NULL, c), REJECT_NONE);
}

/* ---- rooms ---------------------------------------------------------------------------------- */

static void people_come(struct world *w)
{
    static uint8_t hash[TOKEN_HASH_BYTES] = {9};
    struct command c = {.type = COMMAND_SEAT_TAKE};

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 0);
    world_join(w, "Dirk", 0);
    world_join(w, "Noor", 1);
    world_join(w, "Ali", 1);
    world_join(w, "Zahra", 1);
    c.seat_take.role = ROLE_COTRAINER;
    c.seat_take.room = ROOM_NONE;
    c.seat_take.name = bytes_of("Kees");
    c.seat_take.token_hash = (struct bytes){hash, sizeof hash};
    host(w, c);
    c = (struct command){.type = COMMAND_TOKEN_ISSUE};
    c.token_issue.target = world_seat(w, "Wim");
    c.token_issue.token_hash = (struct bytes){hash, sizeof hash};
    host(w, c);
    c = (struct command){.type = COMMAND_TOKEN_USE};
    c.token_use.target = world_seat(w, "Wim");
    c.token_use.token_hash = (struct bytes){hash, sizeof hash};
    host(w, c);
}

static void trainer_settles(struct world *w)
{
    struct command c = {.type = COMMAND_SESSION_LOCK};

    c.session_lock.locked = true;
    trainer(w, c);
    c = (struct command){.type = COMMAND_HAND_OVER};
    c.hand_over.target = world_seat(w, "Kees");
    trainer(w, c);
    c = (struct command){.type = COMMAND_HAND_OVER};
    c.hand_over.target = world_seat(w, TRAINER);
    CHECK_EQ(world_do(w, "Kees", c), REJECT_NONE);
    c = (struct command){.type = COMMAND_PROJECTOR_SHOW};
    c.projector_show.view = PROJECTOR_VIEW_ROOMS;
    c.projector_show.room = ROOM_ALL;
    trainer(w, c);
    c = (struct command){.type = COMMAND_MESSAGE_SEND};
    c.message_send.room = ROOM_ALL;
    c.message_send.text = bytes_of("Welkom allemaal");
    trainer(w, c);
}

static void all_on(struct world *w)
{
    struct command c = {.type = COMMAND_ROOM_NEXT};
    const struct room *first = session_room(world_session(w), 0);

    c.room_next.room = ROOM_ALL;
    c.room_next.round = first->round;
    c.room_next.step = first->step;
    trainer(w, c);
}

static void vote_why(struct world *w, const char *who, uint32_t option, const char *reason)
{
    struct command c = {.type = COMMAND_VOTE_CAST};

    c.vote_cast.option = option;
    c.vote_cast.confidence = 2;
    c.vote_cast.reason = bytes_of(reason);
    CHECK_EQ(world_do(w, who, c), REJECT_NONE);
}

static void first_round(struct world *w)
{
    struct command c = {.type = COMMAND_SESSION_PAUSE};

    all_on(w);
    world_guess(w, "Fatima", 0, PHASE_ACTING);
    world_elapse_s(w, 20);
    all_on(w);
    vote_why(w, "Fatima", 0, "Zij kan dit zelf.");
    vote_why(w, "Wim", 1, "Te vroeg.");
    vote_why(w, "Noor", 1, "");
    c.session_pause.paused = true;
    trainer(w, c);
    world_elapse_s(w, 60);
    c.session_pause.paused = false;
    trainer(w, c);
    world_undo(w);
    world_to(w, STEP_DISCUSSION);
    c = (struct command){.type = COMMAND_ROOM_REOPEN};
    c.room_reopen.room = 0;
    trainer(w, c);
    c = (struct command){.type = COMMAND_ROOM_EXTEND};
    c.room_extend.room = ROOM_ALL;
    c.room_extend.seconds = 60;
    trainer(w, c);
    c = (struct command){.type = COMMAND_RESULT_SHOW};
    c.result_show.room = 0;
    c.result_show.shown = true;
    trainer(w, c);
    world_to(w, STEP_DISCUSSION);
}

static void decides_together(struct world *w)
{
    struct command c = {.type = COMMAND_REASON_HIDE};

    c.reason_hide.reason = 0;
    c.reason_hide.hidden = true;
    world_do(w, TRAINER, c); /* Whoever has that number. */
    c = (struct command){.type = COMMAND_HAPPENING_BRING};
    c.happening_bring.room = 0;
    c.happening_bring.pulse =
        world_session(w)
            ->scenario->catalogue->pulses[world_session(w)->scenario->happenings[0]]
            .key;
    trainer(w, c);
    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'A');
    world_second(w, "Wim", 'A');
    world_object(w, "Dirk", 'A', true);
    world_second(w, "Dirk", 'B');
    world_object(w, "Dirk", 'A', false);
    world_elapse_s(w, 30); /* Nobody objects any more. */
    CHECK_EQ(session_room(world_session(w), 0)->step, STEP_CONSEQUENCE);
    c = (struct command){.type = COMMAND_ROOM_DECIDE};
    for (uint32_t i = 0; session_room(world_session(w), 1)->step < STEP_DECISION && i < 5; i++) {
        struct command next = {.type = COMMAND_ROOM_NEXT};

        next.room_next.room = 1;
        next.room_next.step = session_room(world_session(w), 1)->step;
        trainer(w, next);
    }
    c.room_decide.room = 1;
    c.room_decide.option = 2;
    trainer(w, c);
}

static void afterwards(struct world *w)
{
    struct command c = {.type = COMMAND_REFLECTION_SHARE};

    c.reflection_share.text = bytes_of("Volgende keer vraag ik eerst.");
    CHECK_EQ(world_do(w, "Wim", c), REJECT_NONE);
    world_ready(w, "Fatima");
    world_away(w, "Fatima");
    world_back(w, "Fatima");
    c = (struct command){.type = COMMAND_LANGUAGE_SET};
    c.language_set.lang = LANG_EN;
    CHECK_EQ(world_do(w, "Ali", c), REJECT_NONE);
    c = (struct command){.type = COMMAND_SEAT_MOVE};
    c.seat_move.target = world_seat(w, "Zahra");
    trainer(w, c);
    c = (struct command){.type = COMMAND_SEAT_REMOVE};
    c.seat_remove.target = world_seat(w, "Dirk");
    c.seat_remove.removed = true;
    trainer(w, c);
    CHECK_EQ(world_simply(w, "Noor", COMMAND_SEAT_LEAVE), REJECT_NONE);
    world_to(w, STEP_REFLECTION);
    world_to(w, STEP_CONSEQUENCE); /* Of the second round. */
    world_to(w, STEP_REFLECTION);
}

static struct world *play_rooms(void)
{
    struct world *w = world_open((struct world_settings){.mode = MODE_ROOMS,
                                                         .rooms = 2,
                                                         .rule = RULE_CONSENSUS,
                                                         .with_diagnosis = true,
                                                         .seats_max = 12});

    people_come(w);
    trainer_settles(w);
    trainer(w, (struct command){.type = COMMAND_SESSION_START});
    first_round(w);
    decides_together(w);
    afterwards(w);
    trainer(w, (struct command){.type = COMMAND_SESSION_END});
    return w;
}

/* ---- solo ----------------------------------------------------------------------------------- */

static struct world *play_solo(void)
{
    struct world *w = world_open((struct world_settings){.mode = MODE_SOLO, .seats_max = 1});
    const struct room *r = session_room(world_session(w), 0);

    for (uint32_t i = 0; i < 100 && r->step != STEP_DEBRIEF; i++) {
        world_elapse_s(w, 10);
        if (r->step == STEP_CHOICE)
            world_vote(w, TRAINER, r->round % 2 == 0 ? 'A' : 'B');
        else if (r->step == STEP_DECISION)
            world_second(w, TRAINER, 'B');
        else
            world_ready(w, TRAINER);
    }
    CHECK_EQ(r->step, STEP_DEBRIEF);
    return w;
}

/* ---- random --------------------------------------------------------------------------------- */

static struct world *play_random(uint32_t seed)
{
    struct world *w = random_open(seed);

    for (uint32_t i = 0; i < RANDOM_COMMANDS; i++) {
        random_command(w);
        world_elapse_s(w, random_below(100) < 20 ? random_below(90) : 0);
        world_hush(w);
    }
    return w;
}

/* ---- writing -------------------------------------------------------------------------------- */

static void write_event(FILE *out, struct bytes event)
{
    fprintf(out, "event ");
    for (size_t i = 0; i < event.size; i++)
        fprintf(out, "%02x", event.data[i]);
    fprintf(out, "\n");
}

static void write_kept(FILE *out, const struct session *s, struct bytes journal)
{
    fprintf(out, "model %u\nrules %u\n", s->settings.model, s->settings.rules);
    fprintf(out, "people %016" PRIx64 "\nteams %016" PRIx64 "\n", kept_people(s), kept_teams(s));
    for (size_t at = 0; at < journal.size;) {
        uint32_t size;

        memcpy(&size, journal.data + at, sizeof size);
        write_event(out, (struct bytes){journal.data + at + sizeof size, size});
        at += sizeof size + size;
    }
}

/* A file that exists is left as it is. */
static void keep(struct world *w, const char *name)
{
    const char *as = getenv("KEEP_AS");
    char path[512];
    FILE *out;

    snprintf(path, sizeof path, "%s-%s.txt", as != NULL ? as : "", name);
    out = as != NULL ? fopen(path, "wx") : NULL;
    if (out == NULL) {
        test_fail(__FILE__, __LINE__, "set KEEP_AS to a folder and a release that is not kept yet");
    } else {
        write_kept(out, world_session(w), world_journal(w));
        fclose(out);
    }
    world_close(w);
}

TEST(random)
{
    static const uint32_t seeds[] = {1, 19, 55, 160, 226};
    char name[32];

    for (size_t i = 0; i < sizeof seeds / sizeof seeds[0]; i++) {
        snprintf(name, sizeof name, "random-%u", seeds[i]);
        keep(play_random(seeds[i]), name);
    }
}

TEST(rooms)
{
    keep(play_rooms(), "rooms");
}

TEST(solo)
{
    keep(play_solo(), "solo");
}
