/* view_way.c -- the record `way`: a room right after a consequence, for looking at two ways side
 * by side (ways.h). */
#include "session/ways.h"
#include "session/view.h"

#include "scenario/scenario_play.h"

static void write_member(struct view *v, uint32_t room, uint32_t member, bool open)
{
    const struct room *r = session_room(v->s, room);
    const struct room_mark *now = team_mark(r);
    const bool vacant = r->team.member.vacant[member] > 0;
    uint8_t phase;
    enum known known = team_known(&v->o, &v->audience, room, member, &phase);
    bool told;

    if (open && !vacant)
        known = KNOWN_OPEN;
    told = known == KNOWN_REVEALED || known == KNOWN_OPEN;
    writer_map(v->w, 9);
    writer_put_int(v->w, "member", member);
    writer_put_word(v->w, "known", known_name(known));
    writer_put_int(v->w, "phase", told ? now->phases[member] : -1);
    writer_put_int(v->w, "tread", told ? now->treads[member] : -1);
    writer_put_int(v->w, "spiral", told ? now->spirals[member] : 0);
    writer_put_int(v->w, "demands", told ? now->demands[member] : -1);
    writer_put_int(v->w, "control", told ? now->control[member] : -1);
    writer_put_word(v->w, "face", vacant ? "" : scenario_face(&r->team, member));
    writer_put_bool(v->w, "vacant", vacant);
}

static void write_outcomes(struct view *v, uint32_t room)
{
    int32_t outcomes[TEAM_OUTCOMES_COUNT];
    const bool told = team_against_start(v->s, room, outcomes);

    assert(told);
    writer_key(v->w, "against_start");
    writer_list(v->w, TEAM_OUTCOMES_COUNT);
    for (uint32_t i = 0; i < TEAM_OUTCOMES_COUNT; i++)
        writer_int(v->w, outcomes[i]);
}

static void write_way(struct view *v, uint32_t room, bool open)
{
    const struct room *r = session_room(v->s, room);
    const struct scenario_dilemma *dilemma = room_dilemma(v->s, r);
    const struct room_round *round = room_running(r);

    writer_map(v->w, 7);
    view_put_words(v, "dilemma", &dilemma->title);
    view_put_words(v, "option_title", &dilemma->options[round->decision].title);
    writer_put_int(v->w, "weeks", r->team.week - v->s->scenario->warm_up_weeks);
    writer_key(v->w, "consequence");
    view_room_consequence(v, room);
    writer_key(v->w, "week");
    view_leader_week(v, r);
    writer_key(v->w, "members");
    writer_list(v->w, v->s->scenario->members_count);
    for (uint32_t i = 0; i < v->s->scenario->members_count; i++)
        write_member(v, room, i, open);
    write_outcomes(v, room);
}

static void write_decision(struct view *v, const struct room *r, uint32_t round)
{
    const struct room_round *decided = &r->rounds[round];
    const struct scenario_dilemma *dilemma = scenario_dilemma_at(v->s->scenario, decided->dilemma);

    writer_map(v->w, 4);
    writer_put_int(v->w, "round", round);
    view_put_words(v, "dilemma", &dilemma->title);
    writer_put_int(v->w, "option", decided->decision);
    writer_key(v->w, "options");
    writer_list(v->w, dilemma->options_count);
    for (uint32_t i = 0; i < dilemma->options_count; i++) {
        writer_map(v->w, 2);
        writer_put_int(v->w, "option", i);
        view_put_words(v, "title", &dilemma->options[i].title);
    }
}

void session_view_ways(const struct session *s, const struct audience *audience, uint8_t room,
                       struct writer *out)
{
    struct view v = {.s = s, .audience = *audience, .w = out, .lang = audience->lang};
    const struct room *r = session_room(s, room);

    writer_map(v.w, 1);
    writer_key(v.w, "decisions");
    writer_list_open(v.w);
    for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++)
        write_decision(&v, r, i);
    writer_list_close(v.w);
}

void session_view_way(const struct session *s, const struct audience *audience, uint8_t room,
                      bool open, struct writer *out)
{
    struct view v = {.s = s,
                     .audience = *audience,
                     .w = out,
                     .lang = audience->lang,
                     .befell_bytes_left = BEFELL_BYTES_SHOWN};

    assert(room < s->settings.rooms_count && session_is_of_today(s) &&
           session_room(s, room)->step >= STEP_CONSEQUENCE &&
           room_running(session_room(s, room))->told && audience->lang < LANG_COUNT);
    outlook_init(&v.o, s, NULL, NULL);
    write_way(&v, room, open);
}
