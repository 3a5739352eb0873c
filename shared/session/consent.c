/* consent.c -- the moment between the last vote and the decision, under the rule consensus.
 *
 *     asked --(time)--> somebody was silent: asked once more --(time)--> decided
 *                       all answered: decided
 *
 * All have voted, one option leads, and nobody objects to it. Those who chose another option see
 * only now which one leads, so each of them is asked whether they can live with it; if nobody
 * objects in time, that is the decision. Whoever says nothing has not agreed: the room is told how
 * many did not answer, they are asked once more, and if they stay silent the decision is by silence
 * and is called that. If all chose the same option, there is nothing to ask. A vote that makes
 * another option lead withdraws the question.
 *
 * Answers do not make it shorter, and they are told when time is over, with all others: at once
 * they would tell whose they are. The trainer can decide without waiting for them; where only the
 * trainer closes, the room then waits for that. */
#include "session/inside.h"

#define CONSENT_MS 20000 /* To read what leads, and to tap "I cannot live with this". */

static bool is_unanimous(const struct outlook *o, uint32_t room, uint32_t option)
{
    struct tally t = outlook_tally(o, room, session_room(o->s, room)->round, true);

    return t.votes[option] == t.count;
}

uint32_t consent_count_silent(const struct outlook *o, uint32_t room, uint32_t option,
                              bool present_only)
{
    const uint32_t round = session_room(o->s, room)->round;
    uint32_t count = 0;

    for (uint16_t i = 0; i < o->s->seats_count; i++) {
        const struct ballot *b = outlook_ballot(o, i, round);

        if (!outlook_takes_part(o, i, room) || b->room != room || b->second == OPTION_NONE)
            continue;
        count += b->second != option && b->lives_with != option + 1 &&
                 (!present_only || outlook_seat(o, i)->present);
    }
    return count;
}

static struct event_consent_asked *push_asked(struct outlook *o, uint32_t room, uint32_t option,
                                              uint64_t until_ms)
{
    struct event *e = outlook_push(o, EVENT_CONSENT_ASKED);

    e->consent_asked.room = room;
    e->consent_asked.option = option;
    e->consent_asked.until_ms = until_ms;
    return &e->consent_asked;
}

static bool is_asked(const struct room *r)
{
    return r->consent_ms != 0 || r->consent_over;
}

/* Is the question still about the option that leads, of a room in which all have voted? */
static bool is_asked_rightly(const struct outlook *o, uint32_t room)
{
    const struct room *r = session_room(o->s, room);

    return is_asked(r) && outlook_all_in(o, room) &&
           outlook_tally(o, room, r->round, true).leading == r->consent_option;
}

bool consent_waits(struct outlook *o, uint32_t room, struct verdict verdict)
{
    const struct room *r = session_room(o->s, room);

    if (verdict.option == OPTION_NONE) {
        if (is_asked(r) && !is_asked_rightly(o, room))
            consent_withdraw(o, room);
        return true;
    }
    if (!verdict.asked || is_unanimous(o, room, verdict.option))
        return false;
    if (closing_count_holders(o, room) > 0) /* Perhaps they are writing what is in the way. */
        consent_withdraw(o, room);
    else if (!is_asked(r) || r->consent_option != verdict.option)
        push_asked(o, room, verdict.option, room_clock_ms(o) + CONSENT_MS);
    return true;
}

void consent_withdraw(struct outlook *o, uint32_t room)
{
    const struct room *r = session_room(o->s, room);

    if (is_asked(r))
        push_asked(o, room, r->consent_option, 0);
}

/* If somebody sat down in the meantime who has not voted, the question is asked again after they
 * have. */
void consent_time_over(struct outlook *o, uint32_t room)
{
    const struct room *r = session_room(o->s, room);
    struct verdict verdict = decision_verdict(o, room);
    uint32_t silent;

    if (verdict.option == OPTION_NONE) {
        push_asked(o, room, r->consent_option, 0);
        return;
    }
    silent = consent_count_silent(o, room, verdict.option, true);
    if (silent > 0 && r->consent_silent == 0)
        push_asked(o, room, verdict.option, room_clock_ms(o) + CONSENT_MS)->silent = silent;
    else if (o->s->settings.close == CLOSE_TRAINER)
        push_asked(o, room, verdict.option, 0)->over = true;
    else
        room_push_decision(o, room, verdict);
}

void consent_extend(struct outlook *o, uint32_t room, uint64_t more_ms)
{
    const struct room *r = session_room(o->s, room);

    assert(r->consent_ms != 0);
    push_asked(o, room, r->consent_option, r->consent_ms + more_ms)->silent = r->consent_silent;
}

struct dirty apply_consent_asked(struct session *s, const struct event *e)
{
    struct room *r = room_at(s, e->consent_asked.room);

    assert(r->step == STEP_DECISION && session_has_objections(s));
    assert(e->consent_asked.option < room_dilemma(s, r)->options_count);
    consent_clear(r);
    r->consent_ms = e->consent_asked.until_ms;
    r->consent_over = e->consent_asked.over;
    r->consent_silent = (uint16_t)e->consent_asked.silent;
    r->consent_option = is_asked(r) ? (uint8_t)e->consent_asked.option : 0;
    if (r->consent_ms == 0 || r->consent_silent > 0)
        objection_tell(s, e->consent_asked.room);
    return (struct dirty){.room = (uint8_t)e->consent_asked.room, .seat = SEAT_NONE};
}

void consent_clear(struct room *r)
{
    r->consent_ms = 0;
    r->consent_over = 0;
    r->consent_silent = 0;
    r->consent_option = 0;
}
