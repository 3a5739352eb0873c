/* world_people.c -- what people do in a session, each as one call. */
#include "world_inside.h"

#include "test.h"

static const struct room *room_of(struct world *w, const char *who)
{
    uint8_t room = session_seat(w->session, world_seat(w, who))->room;

    return session_room(w->session, room == ROOM_NONE ? 0 : room);
}

enum reject world_join(struct world *w, const char *name, uint32_t room)
{
    struct command c = {.type = COMMAND_SEAT_TAKE};
    enum reject reject;

    c.seat_take.role = ROLE_PARTICIPANT;
    c.seat_take.room = room;
    c.seat_take.name = bytes_of(name);
    c.seat_take.token_hash = world_token_hash((uint8_t)(session_seats_count(w->session) + 1));
    reject = world_do(w, NULL, c);
    if (reject == REJECT_NONE)
        world_back(w, name);
    return reject;
}

enum reject world_vote_why(struct world *w, const char *who, char option, const char *reason)
{
    struct command c = {.type = COMMAND_VOTE_CAST};

    c.vote_cast.round = room_of(w, who)->round;
    c.vote_cast.option = (uint32_t)(option - 'A');
    c.vote_cast.reason = bytes_of(reason);
    return world_do(w, who, c);
}

enum reject world_vote(struct world *w, const char *who, char option)
{
    return world_vote_why(w, who, option, "");
}

enum reject world_second(struct world *w, const char *who, char option)
{
    struct command c = {.type = COMMAND_SECOND_CAST};

    c.second_cast.round = room_of(w, who)->round;
    c.second_cast.option = (uint32_t)(option - 'A');
    return world_do(w, who, c);
}

enum reject world_guess(struct world *w, const char *who, uint32_t member, enum phase phase)
{
    struct command c = {.type = COMMAND_GUESS_CAST};

    c.guess_cast.round = room_of(w, who)->round;
    c.guess_cast.member = member;
    c.guess_cast.phase = (uint8_t)phase;
    return world_do(w, who, c);
}

enum reject world_object(struct world *w, const char *who, char option, bool objects)
{
    struct command c = {.type = COMMAND_OBJECTION_SET};

    c.objection_set.round = room_of(w, who)->round;
    c.objection_set.option = (uint32_t)(option - 'A');
    c.objection_set.objects = objects;
    return world_do(w, who, c);
}

enum reject world_decide(struct world *w, const char *who, char option)
{
    struct command c = {.type = COMMAND_DECISION_MAKE};

    c.decision_make.round = room_of(w, who)->round;
    c.decision_make.option = (uint32_t)(option - 'A');
    return world_do(w, who, c);
}

static enum reject set_ready(struct world *w, const char *who, bool ready)
{
    struct command c = {.type = COMMAND_READY_SET};

    c.ready_set.round = room_of(w, who)->round;
    c.ready_set.step = room_of(w, who)->step;
    c.ready_set.ready = ready;
    return world_do(w, who, c);
}

enum reject world_ready(struct world *w, const char *who)
{
    return set_ready(w, who, true);
}

enum reject world_not_ready(struct world *w, const char *who)
{
    return set_ready(w, who, false);
}

static void set_presence(struct world *w, const char *who, bool present)
{
    struct command c = {.type = COMMAND_PRESENCE_SET};

    c.presence_set.target = world_seat(w, who);
    c.presence_set.present = present;
    world_do(w, NULL, c);
}

void world_away(struct world *w, const char *who)
{
    set_presence(w, who, false);
}

void world_back(struct world *w, const char *who)
{
    set_presence(w, who, true);
}

enum reject world_next(struct world *w)
{
    struct command c = {.type = COMMAND_ROOM_NEXT};

    c.room_next.room = ROOM_ALL;
    c.room_next.round = session_room(w->session, room_leading(w->session))->round;
    c.room_next.step = session_room(w->session, room_leading(w->session))->step;
    return world_do(w, TRAINER, c);
}

enum reject world_undo(struct world *w)
{
    struct command c = {.type = COMMAND_ROOM_UNDO};

    c.room_undo.room = ROOM_ALL;
    return world_do(w, TRAINER, c);
}

enum reject world_simply(struct world *w, const char *who, enum command_type type)
{
    return world_do(w, who, (struct command){.type = type});
}

static void everybody(struct world *w, enum reject (*act)(struct world *, const char *, char))
{
    uint8_t step = session_room(w->session, 0)->step;

    for (uint16_t i = 0; i < w->session->seats_count; i++) {
        const struct seat *seat = session_seat(w->session, i);

        if (seat->role == ROLE_PARTICIPANT && seat->present && seat->room == 0 &&
            session_room(w->session, 0)->step == step)
            act(w, w->names[i], 'A');
    }
}

void world_to(struct world *w, enum step step)
{
    bool quiet = w->quiet;

    w->quiet = true;
    for (uint32_t i = 0; i < 20 && session_room(w->session, 0)->step != step; i++) {
        uint8_t now = session_room(w->session, 0)->step;

        if (now == STEP_CHOICE)
            everybody(w, world_vote);
        else if (now == STEP_DECISION)
            everybody(w, world_second);
        if (session_room(w->session, 0)->step == now)
            CHECK_EQ(world_next(w), REJECT_NONE);
    }
    CHECK_EQ(session_room(w->session, 0)->step, step);
    w->quiet = quiet;
}
