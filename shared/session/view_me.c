/* view_me.c -- one's own seat: own votes, estimates and path. Nobody else gets these bytes. */
#include "session/view.h"

#include "scenario/scenario_play.h"

/* The ballot of the running round, if it was cast in the room where the person is now. */
static struct ballot running_ballot(const struct view *v, const struct seat *seat)
{
    const struct ballot *b;
    uint8_t round;

    if (!role_plays(seat->role))
        return BALLOT_EMPTY;
    round = session_room(v->s, seat->room)->round;
    if (round == ROUND_NONE)
        return BALLOT_EMPTY;
    b = &session_ballots(v->s, v->audience.seat)[round];
    return b->room == seat->room ? *b : BALLOT_EMPTY;
}

static void write_guesses(struct view *v, const struct seat *seat, const struct ballot *b)
{
    writer_key(v->w, "guesses");
    writer_list_open(v->w);
    for (uint32_t i = 0; b->room != ROOM_NONE && i < DIAGNOSES_MAX; i++) {
        if (b->guess[i] == PHASE_NONE)
            continue;
        writer_map(v->w, 2);
        writer_put_int(v->w, "member",
                       room_dilemma(v->s, session_room(v->s, seat->room))->diagnose[i]);
        writer_put_int(v->w, "phase", b->guess[i]);
    }
    writer_list_close(v->w);
}

/* The true phase at the time of the guess. Told of members whom the dilemma was about, and in the
 * debrief of all. */
static int64_t truth_of(const struct view *v, const struct room *r, uint32_t round, uint32_t member)
{
    const struct scenario_dilemma *d =
        scenario_dilemma_at(v->s->scenario, r->rounds[round].dilemma);
    const struct room_mark *then = round == 0 ? &r->start : &r->rounds[round - 1].after;

    if ((d->about >> member & 1u) == 0 && r->step != STEP_DEBRIEF)
        return -1;
    return then->phases[member] == PHASE_NONE ? -1 : then->phases[member];
}

static void write_my_guesses(struct view *v, const struct room *r, uint32_t round,
                             const struct ballot *b)
{
    const struct scenario *scenario = v->s->scenario;
    const struct scenario_dilemma *d = scenario_dilemma_at(scenario, r->rounds[round].dilemma);

    writer_key(v->w, "guesses");
    writer_list_open(v->w);
    for (uint32_t i = 0; i < d->diagnose_count; i++) {
        if (b->guess[i] == PHASE_NONE)
            continue;
        writer_map(v->w, 4);
        writer_put_int(v->w, "member", d->diagnose[i]);
        view_put_words(v, "name", &scenario->members[d->diagnose[i]].name);
        writer_put_int(v->w, "guess", b->guess[i]);
        writer_put_int(v->w, "truth", truth_of(v, r, round, d->diagnose[i]));
    }
    writer_list_close(v->w);
}

/* Alone, a colleague argues for the option that stands furthest from the own first vote. */
static void put_against(struct view *v, const struct room_round *round, uint8_t first, bool argued)
{
    uint32_t against = OPTIONS_MAX;

    if (v->s->settings.mode == MODE_SOLO && argued && first != OPTION_NONE)
        against = scenario_opposite(v->s->scenario, round->dilemma, first);
    view_put_or_none(v, "against", against, OPTIONS_MAX);
}

static void write_my_round(struct view *v, const struct room *r, uint32_t round,
                           const struct ballot *b)
{
    const struct room_round *played = &r->rounds[round];
    const struct scenario_dilemma *d = scenario_dilemma_at(v->s->scenario, played->dilemma);

    writer_map(v->w, 9);
    writer_put_int(v->w, "round", round);
    view_put_words(v, "dilemma", &d->title);
    view_put_or_none(v, "first", b->first, OPTION_NONE);
    view_put_or_none(v, "second", b->second, OPTION_NONE);
    writer_put_int(v->w, "decision", played->decision);
    writer_put_text(v->w, "first_title",
                    b->first == OPTION_NONE ? (struct bytes){NULL, 0}
                                            : view_words(v, &d->options[b->first].title));
    view_put_words(v, "decision_title", &d->options[played->decision].title);
    put_against(v, played, b->first, true);
    write_my_guesses(v, r, round, b);
}

bool session_has_played_in(const struct session *s, uint16_t seat, uint8_t room)
{
    if (!role_plays(session_seat(s, seat)->role))
        return false;
    for (uint32_t i = 0; i < ROUNDS_MAX; i++)
        if (session_ballots(s, seat)[i].room == room)
            return true;
    return false;
}

/* Rounds whose consequence has come, each in the room where the person was then. */
static void write_path(struct view *v, const struct seat *seat)
{
    writer_key(v->w, "path");
    writer_list_open(v->w);
    for (uint32_t i = 0; role_plays(seat->role) && i < ROUNDS_MAX; i++) {
        const struct ballot *b = &session_ballots(v->s, v->audience.seat)[i];
        const struct room *r = session_room(v->s, b->room == ROOM_NONE ? seat->room : b->room);

        if (r->rounds[i].told)
            write_my_round(v, r, i, b);
    }
    writer_list_close(v->w);
}

static void put_against_now(struct view *v, const struct seat *seat, uint8_t first)
{
    const struct room *r = role_plays(seat->role) ? session_room(v->s, seat->room) : NULL;

    if (r == NULL || r->round == ROUND_NONE)
        writer_put_int(v->w, "against", -1);
    else
        put_against(v, room_running(r), first, room_in_round(r) && r->step >= STEP_DISCUSSION);
}

/* The option that leads; OPTION_NONE: it is not told yet. */
static uint8_t leading_told(const struct view *v, const struct seat *seat)
{
    const struct room *r;

    if (!role_plays(seat->role) || !session_has_objections(v->s))
        return OPTION_NONE;
    r = session_room(v->s, seat->room);
    if (r->round == ROUND_NONE || !view_sees_second(v, seat->room))
        return OPTION_NONE;
    return outlook_tally(&v->o, seat->room, r->round, true).leading;
}

static bool objects_to(const struct view *v, const struct seat *seat, uint8_t option)
{
    return option != OPTION_NONE && seat->objects == option &&
           seat->objects_round == session_room(v->s, seat->room)->round;
}

static bool is_ready(const struct view *v, const struct seat *seat)
{
    const struct room *r;

    if (!role_plays(seat->role))
        return false;
    r = session_room(v->s, seat->room);
    return r->round != ROUND_NONE && step_entry(r->step)->end == STEP_IS_READ &&
           outlook_done(&v->o, v->audience.seat, seat->room);
}

void view_me(struct view *v)
{
    const struct seat *seat = session_seat(v->s, v->audience.seat);
    const struct seat_texts *t = session_texts(v->s, v->audience.seat);
    const struct ballot b = running_ballot(v, seat);
    uint8_t round =
        role_plays(seat->role) ? session_room(v->s, seat->room)->round : (uint8_t)ROUND_NONE;
    bool reasoned = round != ROUND_NONE && seat->reason_round == round;
    const uint8_t leading = leading_told(v, seat);
    bool speaks =
        role_plays(seat->role) && outlook_spokesperson(&v->o, seat->room) == v->audience.seat;

    writer_map(v->w, 20);
    writer_put_int(v->w, "seat", v->audience.seat);
    writer_put_text(v->w, "name", seat_name(v->s, v->audience.seat));
    writer_put_word(v->w, "role", role_name((enum role)seat->role));
    view_put_or_none(v, "room", seat->room, ROOM_NONE);
    writer_put_word(v->w, "lang", lang_name((enum lang)seat->lang));
    writer_put_bool(v->w, "ready", is_ready(v, seat));
    writer_put_bool(v->w, "holding",
                    role_plays(seat->role) &&
                        closing_is_held_by(&v->o, seat->room, v->audience.seat));
    writer_put_bool(v->w, "spokesperson", speaks);
    view_put_or_none(v, "vote", b.first, OPTION_NONE);
    writer_put_int(v->w, "confidence", b.confidence);
    writer_put_text(v->w, "reason",
                    reasoned ? (struct bytes){t->reason, t->reason_bytes}
                             : (struct bytes){NULL, 0});
    view_put_or_none(v, "second", b.second, OPTION_NONE);
    writer_put_bool(v->w, "objects", objects_to(v, seat, leading));
    writer_put_bool(v->w, "lives", leading != OPTION_NONE && b.lives_with == leading + 1);
    write_guesses(v, seat, &b);
    put_against_now(v, seat, b.first);
    writer_put_int(v->w, "mover", (int64_t)b.mover - 1);
    writer_put_bool(v->w, "reflection_shared", round != ROUND_NONE && seat->note_round == round);
    writer_put_text(v->w, "scan", (struct bytes){t->scan, t->scan_bytes});
    write_path(v, seat);
}
