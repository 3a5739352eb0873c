#include "session/ways.h"

#include "session/inside.h"

void ways_init(struct ways *p, void *was, void *other, const struct scenario *scenario,
               uint32_t rooms_count, uint32_t seats_max)
{
    *p = (struct ways){.was = session_init(was, scenario, rooms_count, seats_max),
                       .other = session_init(other, scenario, rooms_count, seats_max),
                       .option = OPTION_NONE};
}

void ways_choose(struct ways *p, uint8_t room, uint8_t round, uint8_t option)
{
    assert(!p->split && round < ROUNDS_MAX && option < OPTIONS_MAX);
    p->room = room;
    p->round = round;
    p->option = option;
}

static bool is_the_decision(const struct ways *p, const struct event *e)
{
    return e->type == EVENT_ROOM_DECIDED && e->room_decided.room == p->room &&
           e->room_decided.round == p->round && p->option != OPTION_NONE;
}

/* Does the room come to another dilemma on the other way? */
static bool parts(struct ways *p, const struct event *e)
{
    uint32_t dilemma;

    if (!p->split || e->type != EVENT_STEP_BEGUN || e->step_begun.room != p->room ||
        e->step_begun.step != STEP_SITUATION || e->step_begun.round <= p->round)
        return false;
    dilemma = room_draw(p->other, p->room, e->step_begun.round);
    p->parted_round = (uint8_t)e->step_begun.round;
    p->dilemma = (uint8_t)dilemma;
    return dilemma != e->step_begun.dilemma;
}

bool ways_apply(struct ways *p, const struct event *event)
{
    struct event e = *event;

    assert(!p->parted);
    p->parted = parts(p, event);
    if (p->parted)
        return false;
    if (is_the_decision(p, event) && !p->split) {
        session_copy(p->other, p->was);
        p->split = true;
    }
    e.seq = session_seq(p->was) + 1;
    session_apply(p->was, &e);
    if (!p->split)
        return true;
    if (is_the_decision(p, event))
        e.room_decided.option = p->option;
    session_apply(p->other, &e);
    return true;
}

uint32_t ways_told(const struct ways *p)
{
    const struct room *r = session_room(p->was, p->room);
    uint32_t told = 0;

    while (told < ROUNDS_MAX && r->rounds[told].told)
        told++;
    return told;
}
