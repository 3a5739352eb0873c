/* step.c -- the steps of a round: a table that says of each what ends it, when a seat is done with
 * it, and what its beginning does.
 *
 *   step          ends when                      done when one has     its beginning
 *   lobby         the session starts             -                     -
 *   situation     all are ready                  said so               draws the dilemma, says what
 *                                                                      each option would do
 *   diagnosis     the close rule says so         guessed everybody     -
 *   choice        the close rule says so         voted                 hides the votes
 *   discussion    all are ready                  said so               shows them
 *   decision      the decision rule says so      voted again           shows them, if not yet
 *   consequence   all are ready                  said so               runs the team's weeks
 *   reflection    all are ready                  said so               -
 *   debrief       never                          -                     -
 *
 * What else moves a room is in room.c. */
#include "session/inside.h"

/* ---- done ----------------------------------------------------------------------------------- */

static bool nothing_to_do(const struct outlook *o, uint32_t room, uint16_t seat)
{
    (void)o;
    (void)room;
    (void)seat;
    return false;
}

static bool said_ready(const struct outlook *o, uint32_t room, uint16_t seat)
{
    const struct room *r = session_room(o->s, room);
    const struct seat *p = outlook_seat(o, seat);

    return p->said_round == r->round && p->said_step == r->step;
}

/* The ballot of the running round, if it was cast in this room; NULL otherwise. */
static const struct ballot *ballot_here(const struct outlook *o, uint32_t room, uint16_t seat)
{
    const struct ballot *b = outlook_ballot(o, seat, session_room(o->s, room)->round);

    return b->room == room ? b : NULL;
}

static bool guessed_all(const struct outlook *o, uint32_t room, uint16_t seat)
{
    const struct ballot *b = ballot_here(o, room, seat);
    uint32_t asked = room_dilemma(o->s, session_room(o->s, room))->diagnose_count;

    assert(asked <= DIAGNOSES_MAX);
    for (uint32_t i = 0; b != NULL && i < asked; i++) {
        if (b->guess[i] == PHASE_NONE)
            return false;
    }
    return b != NULL && asked > 0;
}

static bool voted(const struct outlook *o, uint32_t room, uint16_t seat)
{
    const struct ballot *b = ballot_here(o, room, seat);

    return b != NULL && b->first != OPTION_NONE;
}

static bool voted_again(const struct outlook *o, uint32_t room, uint16_t seat)
{
    const struct ballot *b = ballot_here(o, room, seat);

    return b != NULL && b->second != OPTION_NONE;
}

/* ---- what a beginning makes, and taking it back --------------------------------------------- */

static void make_nothing(const struct session *s, struct room *r, const struct event_step_begun *e)
{
    (void)s;
    (void)e;
    assert(r->round < ROUNDS_MAX);
}

static void unmake_nothing(struct room *r)
{
    assert(r->round < ROUNDS_MAX);
}

static void begin_situation(const struct session *s, struct room *r,
                            const struct event_step_begun *e)
{
    assert(e->dilemma < s->scenario->dilemmas_count);
    r->rounds[e->round].dilemma = (uint8_t)e->dilemma;
    r->rounds[e->round].spokesperson = (uint16_t)e->spokesperson;
    r->shown = 0;
    team_begin_round(s, r);
}

static void unmake_situation(struct room *r)
{
    struct room_round *round = &r->rounds[r->round];

    assert(round->decision == OPTION_NONE && !round->told);
    round->dilemma = DILEMMA_NONE;
    round->spokesperson = SEAT_NONE;
}

static void hide_votes(const struct session *s, struct room *r, const struct event_step_begun *e)
{
    (void)s;
    (void)e;
    r->shown = 0;
}

static void begin_choice(const struct session *s, struct room *r, const struct event_step_begun *e)
{
    hide_votes(s, r, e);
    team_odds(s, r);
}

static void begin_debrief(const struct session *s, struct room *r, const struct event_step_begun *e)
{
    (void)e;
    team_look_back(s, r);
}

static void show_votes(const struct session *s, struct room *r, const struct event_step_begun *e)
{
    (void)s;
    (void)e;
    r->shown = 1;
}

/* Whoever is brought here over the choice: what the choice would have made is made now. */
static void begin_discussion(const struct session *s, struct room *r,
                             const struct event_step_begun *e)
{
    if (r->before.step < STEP_CHOICE)
        team_odds(s, r);
    show_votes(s, r, e);
}

static void begin_decision(const struct session *s, struct room *r,
                           const struct event_step_begun *e)
{
    if (r->before.step < STEP_DISCUSSION)
        begin_discussion(s, r, e);
}

static void begin_consequence(const struct session *s, struct room *r,
                              const struct event_step_begun *e)
{
    (void)e;
    team_consequence(s, r);
}

static void unmake_consequence(struct room *r)
{
    struct room_round *round = &r->rounds[r->round];

    team_undo_consequence(r);
    round->decision = OPTION_NONE;
    round->decided_by = 0;
    round->decided_ms = 0;
    round->silent = 0;
    round->changed = 0;
}

/* ---- the table ------------------------------------------------------------------------------ */

static const struct step_entry entry_lobby = {STEP_STAYS, nothing_to_do, make_nothing,
                                              unmake_nothing};
static const struct step_entry entry_situation = {STEP_IS_READ, said_ready, begin_situation,
                                                  unmake_situation};
static const struct step_entry entry_diagnosis = {STEP_CLOSES, guessed_all, make_nothing,
                                                  unmake_nothing};
static const struct step_entry entry_choice = {STEP_CLOSES, voted, begin_choice, unmake_nothing};
static const struct step_entry entry_discussion = {STEP_IS_READ, said_ready, begin_discussion,
                                                   unmake_nothing};
static const struct step_entry entry_decision = {STEP_DECIDES, voted_again, begin_decision,
                                                 unmake_nothing};
static const struct step_entry entry_consequence = {STEP_IS_READ, said_ready, begin_consequence,
                                                    unmake_consequence};
static const struct step_entry entry_reflection = {STEP_IS_READ, said_ready, make_nothing,
                                                   unmake_nothing};
static const struct step_entry entry_debrief = {STEP_STAYS, nothing_to_do, begin_debrief,
                                                unmake_nothing};

static const struct step_entry *const table[STEP_COUNT] = {
#define VALUE(TYPE, NAME, name, number) [number] = &entry_##name,
#include "protocol/steps.def"
#undef VALUE
};

const struct step_entry *step_entry(uint32_t step)
{
    assert(step < STEP_COUNT);
    return table[step];
}
