#include "session/retell.h"

#include "session/inside.h"

#define RETOLD_ROOM 0u

struct retold_session {
    const struct session *s;
    const struct room *room;
    retell_fn *tell;
    void *arg;
};

static void say(const struct retold_session *t, struct event e)
{
    e.seat = SEAT_NONE;
    t->tell(t->arg, &e);
}

static void say_beginning(const struct retold_session *t, enum lang lang)
{
    static const uint8_t no_token[TOKEN_HASH_BYTES];
    const struct settings *set = &t->s->settings;

    say(t, (struct event){.type = EVENT_SESSION_CREATED,
                          .session_created = {.scenario = t->s->scenario->id,
                                              .scenario_version = t->s->scenario->version,
                                              .seed = set->seed,
                                              .mode = MODE_ONE_ROOM,
                                              .pace = PACE_TRAINER,
                                              .rule = RULE_MAJORITY,
                                              .close = CLOSE_TRAINER,
                                              .quorum_percent = 100,
                                              .time_percent = 100,
                                              .diagnosis_skipped = true,
                                              .lang = (uint8_t)lang,
                                              .rooms_count = RETOLD_ROOMS,
                                              .seats_max = RETOLD_SEATS,
                                              .room_seats_max = RETOLD_SEATS,
                                              .model = set->model,
                                              .rules = set->rules,
                                              .own_team = session_own_team(t->s)}});
    say(t, (struct event){.type = EVENT_SEAT_TAKEN,
                          .seat_taken = {.role = ROLE_TRAINER,
                                         .room = ROOM_NONE,
                                         .lang = (uint8_t)lang,
                                         .token_hash = {no_token, sizeof no_token}}});
    say(t, (struct event){.type = EVENT_SESSION_STARTED});
}

static void say_step(const struct retold_session *t, uint32_t round, enum step step)
{
    say(t, (struct event){.type = EVENT_STEP_BEGUN,
                          .step_begun = {.room = RETOLD_ROOM,
                                         .round = round,
                                         .step = (uint8_t)step,
                                         .dilemma = t->room->rounds[round].dilemma,
                                         .spokesperson = SEAT_NONE}});
}

static void say_round(const struct retold_session *t, uint32_t round)
{
    const struct room_round *r = &t->room->rounds[round];

    say_step(t, round, STEP_SITUATION);
    for (uint32_t i = 0; i < r->brought_count; i++)
        say(t, (struct event){.type = EVENT_HAPPENING_BROUGHT,
                              .happening_brought = {.room = RETOLD_ROOM, .pulse = r->brought[i]}});
    if (r->written_bytes > 0)
        say(t, (struct event){.type = EVENT_HAPPENING_WRITTEN,
                              .happening_written = {.room = RETOLD_ROOM,
                                                    .pulse = r->written_pulse,
                                                    .text = round_written(r)}});
    say_step(t, round, STEP_DECISION);
    say(t, (struct event){.type = EVENT_ROOM_DECIDED,
                          .room_decided = {.room = RETOLD_ROOM,
                                           .round = round,
                                           .option = r->decision,
                                           .how = r->decided_by}});
    say_step(t, round, STEP_CONSEQUENCE);
}

void session_retell(const struct session *s, uint32_t room, enum lang lang, retell_fn *tell,
                    void *arg)
{
    const struct retold_session t = {s, session_room(s, room), tell, arg};

    assert(session_is_of_today(s) && lang < LANG_COUNT);
    say_beginning(&t, lang);
    for (uint32_t round = 0; round < ROUNDS_MAX && t.room->rounds[round].told; round++)
        say_round(&t, round);
    say(&t, (struct event){.type = EVENT_SESSION_CLOSED});
}
