/* person_wish.c -- what a trainer or a participant wishes now: mostly what leads on. */
#include "person_inside.h"

#include "witness.h"

#include <stdio.h>

static void give(struct voyage *v, uint32_t person, uint32_t tab, struct command *command)
{
    struct tab *t = tab_of(v, person, tab);
    const uint64_t wish = witness_wish(v, person, tab, command);
    struct bytes *text = command->type == COMMAND_VOTE_CAST       ? &command->vote_cast.reason
                         : command->type == COMMAND_OBJECTION_SET ? &command->objection_set.reason
                                                                  : NULL;
    char marked[32];

    if (text != NULL && text->size > 0) {
        snprintf(marked, sizeof marked, "zz%llu.", (unsigned long long)wish);
        *text = bytes_of(marked);
    }
    voyage_tell(v, "person %u (%s) wishes %s", person, role_name(person_of(v, person)->role),
                command_name(command->type));
    if (!page_command(&t->page, command, wish, v->now_ms))
        voyage_strike(v, MISHAP_OUTBOX_FULL);
    tab_plan(v, person, tab);
}

/* In own words, or taken back. */
static struct command happening_wish(const struct session *s, uint32_t room, uint64_t r)
{
    const struct scenario *scenario = s->scenario;

    if ((r >> 40 & 1) != 0 || scenario->happenings_count == 0)
        return (struct command){.type = COMMAND_HAPPENING_ERASE, .happening_erase = {.room = room}};
    return (struct command){
        .type = COMMAND_HAPPENING_WRITE,
        .happening_write = {.room = room,
                            .pulse = scenario->catalogue->pulses[scenario->happenings[0]].key,
                            .text = bytes_of("De trap is stuk")}};
}

/* What a trainer does, mostly going on. */
static struct command trainer_wish(const struct session *s, uint64_t r)
{
    const uint32_t which = chance_below(r, 100),
                   room = chance_below(chance_next(r), 2) == 0
                              ? ROOM_ALL
                              : (uint32_t)(r >> 50) % s->settings.rooms_count;
    const struct room *first = session_room(s, room == ROOM_ALL ? 0 : room);
    const uint32_t target = chance_below(chance_of(r, 1, 1), s->seats_count);
    struct command c = {0};

    if (s->status == STATUS_CREATED)
        c.type = COMMAND_DOORS_OPEN;
    else if (s->status == STATUS_LOBBY && s->seats_count >= 4)
        c.type = COMMAND_SESSION_START;
    else if (which < 55 && s->status == STATUS_RUNNING)
        c = (struct command){.type = COMMAND_ROOM_NEXT,
                             .room_next = {.room = room,
                                           .round = first->round != ROUND_NONE ? first->round : 0,
                                           .step = first->step}};
    else if (which < 61)
        c = (struct command){.type = COMMAND_ROOM_UNDO, .room_undo = {.room = room}};
    else if (which < 67)
        c = (struct command){.type = COMMAND_ROOM_EXTEND,
                             .room_extend = {.room = room, .seconds = 20}};
    else if (which < 71)
        c = (struct command){.type = COMMAND_SESSION_PAUSE,
                             .session_pause = {.paused = s->paused_at_ms == 0}};
    else if (which < 73)
        c = happening_wish(s, room, r);
    else if (which < 75)
        c = (struct command){.type = COMMAND_MESSAGE_SEND,
                             .message_send = {.room = room, .text = bytes_of("Koffie")}};
    else if (which < 79)
        c = (struct command){.type = COMMAND_RESULT_SHOW,
                             .result_show = {.room = room, .shown = (r >> 40 & 1) != 0}};
    else if (which < 82)
        c = (struct command){.type = COMMAND_SEAT_MOVE, .seat_move = {.target = target, .room = 0}};
    else if (which < 84)
        c = (struct command){
            .type = COMMAND_SEAT_REMOVE,
            .seat_remove = {.target = target, .removed = session_seat_open(s, (uint16_t)target)}};
    else if (which < 88)
        c = (struct command){.type = COMMAND_ROOM_REOPEN, .room_reopen = {.room = room}};
    else if (which < 92)
        c = (struct command){
            .type = COMMAND_PROJECTOR_SHOW,
            .projector_show = {.view = (uint8_t)(r >> 44) % PROJECTOR_VIEW_COUNT, .room = room}};
    else if (which < 93)
        c = (struct command){.type = COMMAND_REASON_LIGHT,
                             .reason_light = {.reason = target, .lit = (r >> 40 & 1) != 0}};
    else if (which < 95)
        c = (struct command){.type = COMMAND_REASON_HIDE,
                             .reason_hide = {.reason = target, .hidden = (r >> 40 & 1) != 0}};
    else if (which < 98)
        c = (struct command){.type = COMMAND_ROOM_DECIDE,
                             .room_decide = {.room = 0,
                                             .round = first->round != ROUND_NONE ? first->round : 0,
                                             .option = (uint32_t)(r >> 44) % 3}};
    else
        c = (struct command){.type = COMMAND_LANGUAGE_SET,
                             .language_set = {.lang = (uint8_t)(r >> 44) % LANG_COUNT}};
    return c;
}

static struct command vote_wish(uint32_t round, uint64_t r)
{
    return (struct command){.type = COMMAND_VOTE_CAST,
                            .vote_cast = {.round = round,
                                          .option = (uint32_t)(r >> 44) % 3,
                                          .confidence = (uint32_t)(r >> 50) % 4,
                                          .reason = bytes_of((r >> 54 & 3) != 0 ? "x" : "")}};
}

/* What a participant does, mostly what the step asks. */
static struct command participant_wish(const struct session *s, uint16_t seat, uint64_t r)
{
    const uint32_t which = chance_below(r, 100);
    const struct room *room = session_room(s, session_seat(s, seat)->room);
    uint32_t round = room->round != ROUND_NONE ? room->round : 0;
    struct command c = {.type = COMMAND_READY_SET,
                        .ready_set = {.round = round, .step = room->step, .ready = which != 50}};

    if (which < 3 && round > 0)
        round--; /* A tap on what was. */
    if (which >= 96)
        return (struct command){.type = COMMAND_LANGUAGE_SET,
                                .language_set = {.lang = (uint8_t)(r >> 44) % LANG_COUNT}};
    if (which == 95)
        return (struct command){.type = COMMAND_ROOM_CHOOSE, .room_choose = {.room = 0}};
    if (which == 94 && chance_below(chance_next(r), 6) == 0)
        return (struct command){.type = COMMAND_SEAT_LEAVE};
    if (room->step == STEP_CHOICE || (which > 88 && which < 91))
        return vote_wish(round, r);
    if (room->step == STEP_DIAGNOSIS)
        c = (struct command){.type = COMMAND_GUESS_CAST,
                             .guess_cast = {.round = round,
                                            .member = (uint32_t)(r >> 44) % 4,
                                            .phase = (uint8_t)(r >> 50) % PHASE_COUNT}};
    else if (room->step == STEP_DECISION && which < 60)
        c = (struct command){.type = COMMAND_SECOND_CAST,
                             .second_cast = {.round = round, .option = (uint32_t)(r >> 44) % 3}};
    else if (room->step == STEP_DECISION && which < 75)
        c = (struct command){.type = COMMAND_OBJECTION_SET,
                             .objection_set = {.round = round,
                                               .option = (uint32_t)(r >> 44) % 3,
                                               .objects = (r >> 50 & 1) != 0,
                                               .reason = bytes_of("x")}};
    else if (room->step == STEP_DECISION)
        c = (struct command){.type = COMMAND_DECISION_MAKE,
                             .decision_make = {.round = round, .option = (uint32_t)(r >> 44) % 3}};
    else if (room->step == STEP_CONSEQUENCE && which < 40)
        c = (struct command){.type = COMMAND_MOVER_CAST,
                             .mover_cast = {.round = round, .member = (uint32_t)(r >> 44) % 4}};
    else if (room->step == STEP_REFLECTION && which < 40)
        c = (struct command){.type = COMMAND_REFLECTION_SHARE,
                             .reflection_share = {.round = round, .text = bytes_of("Fijn")}};
    return c;
}

void person_act(struct voyage *v, uint32_t person, uint64_t r)
{
    const struct person *p = person_of(v, person);
    const struct session *s = witness_session(v, v->people->session[p->session]);
    const uint16_t seat = witness_seat(v, person);
    const uint32_t tab = tab_some(v, person, r);
    struct command c;

    if (s == NULL || seat == SEAT_NONE || tab == TABS_MAX)
        return;
    if (p->role == ROLE_TRAINER) {
        c = trainer_wish(s, r);
        if (c.type != COMMAND_SESSION_CREATE && c.type != 0)
            give(v, person, tab, &c);
    } else if (p->role == ROLE_PARTICIPANT && session_seat(s, seat)->room < ROOM_AUTO) {
        c = participant_wish(s, seat, r);
        give(v, person, tab, &c);
    }
}

void person_wishes(struct voyage *v, const struct plan_item *item)
{
    struct person *p = person_of(v, item->who);
    const bool has_session = !session_id_is_none(v->people->session[p->session]);

    if (p->standing == STANDING_IN)
        person_act(v, item->who, item->r);
    else if (p->standing == STANDING_OUT && (p->role == ROLE_TRAINER || has_session))
        person_ask(v, item->who, p->role == ROLE_TRAINER ? ASK_SESSION : ASK_SEAT);
}
