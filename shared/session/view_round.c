/* view_round.c -- the running dilemma, how far the room is with it, and its clock. */
#include "session/view.h"

#include "scenario/scenario_play.h"

/* ---- dilemma -------------------------------------------------------------------------------- */

/* What was noticed when the situation began; since the consequence the team has moved on. */
static void write_signals(struct view *v, const struct room *r)
{
    const struct sim_team *team = r->step >= STEP_CONSEQUENCE ? &r->team_before : &r->team;
    struct scenario_seen seen[SEEN_SIGNALS_MAX];
    uint32_t count =
        scenario_signals(v->s->scenario, room_running(r)->dilemma, team, v->lang, seen);

    writer_key(v->w, "signals");
    writer_list(v->w, count);
    for (uint32_t i = 0; i < count; i++) {
        writer_map(v->w, 2);
        writer_put_int(v->w, "member", seen[i].member);
        writer_put_text(v->w, "text", seen[i].text);
    }
}

static void write_diagnose(struct view *v, const struct room *r)
{
    uint8_t dilemma = room_running(r)->dilemma;
    const struct scenario_dilemma *d = scenario_dilemma_at(v->s->scenario, dilemma);
    uint32_t count = room_has_step(v->s, dilemma, STEP_DIAGNOSIS) ? d->diagnose_count : 0;

    writer_key(v->w, "diagnose");
    writer_list(v->w, count);
    for (uint32_t i = 0; i < count; i++)
        writer_int(v->w, d->diagnose[i]);
}

/* In solo, colleagues on the screen argue in place of a room. */
static void write_options(struct view *v, const struct room *r, const struct scenario_dilemma *d)
{
    bool argued = v->s->settings.mode == MODE_SOLO && r->step >= STEP_DISCUSSION;

    writer_key(v->w, "options");
    writer_list(v->w, d->options_count);
    for (uint32_t i = 0; i < d->options_count; i++) {
        writer_map(v->w, 5);
        writer_put_int(v->w, "option", i);
        view_put_words(v, "title", &d->options[i].title);
        view_put_words(v, "text", &d->options[i].text);
        writer_put_text(v->w, "argument",
                        argued ? view_words(v, &d->options[i].argument) : (struct bytes){NULL, 0});
        view_put_price(v, &d->options[i]);
    }
}

static void write_dilemma(struct view *v, const struct room *r)
{
    const struct scenario_dilemma *d = room_dilemma(v->s, r);
    struct text_blocks story = text_story_in(&d->situation, v->lang);

    writer_map(v->w, 9);
    writer_put_text(v->w, "id", d->id);
    view_put_words(v, "title", &d->title);
    writer_key(v->w, "situation");
    view_blocks(v, story.items, story.count);
    view_put_members(v, "about", d->about);
    write_signals(v, r);
    write_diagnose(v, r);
    write_options(v, r, d);
    view_put_questions(v, "questions", d->questions,
                       r->step >= STEP_DISCUSSION ? d->questions_count : 0);
    view_put_words(v, "reflection", &d->reflection);
}

/* ---- round ---------------------------------------------------------------------------------- */

void view_round(struct view *v)
{
    uint32_t room = view_room_followed(v);
    const struct room *r = session_room(v->s, room);
    bool nowhere = v->audience.room == ROOM_NONE && r->step == STEP_LOBBY;
    uint16_t speaker =
        !role_is_person(v->audience.role) ? (uint16_t)SEAT_NONE : outlook_spokesperson(&v->o, room);

    writer_map(v->w, 11);
    writer_put_int(v->w, "room", nowhere ? -1 : (int64_t)room);
    view_put_or_none(v, "round", r->round, ROUND_NONE);
    writer_put_int(v->w, "rounds", v->s->scenario->rounds_count);
    writer_put_word(v->w, "step", step_name((enum step)r->step));
    if (room_in_round(r))
        view_put_steps(v, "steps", room_running(r)->dilemma);
    else
        view_no_list(v, "steps");
    writer_put_bool(v->w, "waiting", room_waiting(&v->o, room));
    writer_key(v->w, "dilemma");
    if (room_in_round(r))
        write_dilemma(v, r);
    else
        writer_null(v->w);
    writer_key(v->w, "week");
    if (room_in_round(r))
        view_leader_week(v, r);
    else
        writer_null(v->w);
    writer_put_text(v->w, "spokesperson",
                    speaker == SEAT_NONE ? (struct bytes){NULL, 0} : seat_name(v->s, speaker));
    view_put_or_none(v, "spokesperson_seat", speaker, SEAT_NONE);
    writer_put_bool(v->w, "can_undo", view_is_trainer(v) && room_can_undo(v->s, room));
}

/* ---- progress ------------------------------------------------------------------------------- */

/* Who moved, as people guess before they look. A guess that is told while others still guess would
 * tell whose it is. */
static void write_movers(struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);
    const bool asked = room_in_round(r) && r->step >= STEP_CONSEQUENCE;
    const uint32_t members = v->s->scenario->members_count;
    uint32_t guesses[MEMBERS_MAX] = {0}, count = 0;
    bool all = true;

    for (uint16_t i = 0; asked && i < v->s->seats_count; i++) {
        const struct ballot *b = &session_ballots(v->s, i)[r->round];
        const bool guessed = b->room == room && b->mover != 0;

        if (!outlook_takes_part(&v->o, i, room))
            continue;
        count += guessed;
        all = all && (guessed || !session_seat(v->s, i)->present);
        if (guessed)
            guesses[b->mover - 1]++;
    }
    writer_put_int(v->w, "movers", count);
    writer_key(v->w, "movers_of");
    writer_list(v->w, all && count > 0 ? members : 0);
    for (uint32_t i = 0; all && count > 0 && i < members; i++)
        writer_int(v->w, guesses[i]);
}

static void write_progress(struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);
    struct room_count count = outlook_count(&v->o, room);

    writer_map(v->w, 11);
    writer_put_int(v->w, "room", room);
    view_put_or_none(v, "round", r->round, ROUND_NONE);
    writer_put_word(v->w, "step", step_name((enum step)r->step));
    writer_put_int(v->w, "seats", count.seats);
    writer_put_int(v->w, "present", count.present);
    writer_put_int(v->w, "done", count.done);
    writer_put_int(v->w, "expected", count.expected);
    writer_put_bool(v->w, "waiting", room_waiting(&v->o, room));
    writer_put_int(v->w, "holding", closing_count_holders(&v->o, room));
    write_movers(v, room);
}

void view_progress(struct view *v)
{
    writer_map(v->w, 1);
    view_rooms(v, write_progress, NULL);
}

/* ---- timer ---------------------------------------------------------------------------------- */

static void write_timer(struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);
    bool paused = v->s->paused_at_ms != 0, asked = r->consent_ms != 0;
    uint64_t deadline_ms = asked ? r->consent_ms : r->deadline_ms;

    writer_map(v->w, 6);
    writer_put_int(v->w, "room", room);
    writer_put_int(v->w, "deadline_ms", paused ? 0 : (int64_t)deadline_ms);
    writer_put_bool(v->w, "closes",
                    r->held != HELD_FIRMLY && (asked || room_deadline_closes(v->s)));
    writer_put_int(v->w, "remaining_ms",
                   paused ? (int64_t)room_rest_ms(v->s, deadline_ms, v->now_ms) : 0);
    writer_put_int(v->w, "began_ms", (int64_t)r->began_ms);
    writer_put_int(v->w, "closing_ms", paused ? 0 : (int64_t)r->closing_ms);
}

void view_timer(struct view *v)
{
    writer_map(v->w, 1);
    view_rooms(v, write_timer, NULL);
}
