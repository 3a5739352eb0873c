/* view_team.c -- the team on the staircase, and what the last decision did to it. What may be shown
 * of a phase is decided by team_known. */
#include "session/view.h"
#include "session/why.h"

#include "scenario/scenario_play.h"

static const char *const figure_ids[FIGURES_COUNT] = {
#define X(NAME, name) [FIGURE_##NAME] = #name,
    CATALOGUE_FIGURES(X)
#undef X
};

/* ---- team ----------------------------------------------------------------------------------- */

static bool is_about(const struct session *s, const struct room *r, uint32_t member)
{
    if (!room_in_round(r))
        return false;
    return ((uint32_t)room_dilemma(s, r)->about >> member & 1u) != 0;
}

/* Where exactly somebody stands and came from is told only of those whose phase is known for
 * certain: a guess is a phase, no more. */
void view_put_place(struct view *v, const struct room *r, uint32_t member, bool certain)
{
    const struct room_mark *now = team_mark(r), *before = team_mark_before(r);
    const bool stands = certain && now->phases[member] != PHASE_NONE;
    const bool moved = stands && team_moved(r, member);

    writer_put_int(v->w, "tread", stands ? now->treads[member] : -1);
    writer_put_int(v->w, "spiral", stands ? now->spirals[member] : 0);
    writer_put_int(v->w, "phase_before", moved ? before->phases[member] : -1);
    writer_put_int(v->w, "tread_before", moved ? before->treads[member] : -1);
    writer_put_int(v->w, "spiral_before", moved ? before->spirals[member] : -1);
}

/* Whoever sees more than one room. */
static bool sees_rooms(const struct view *v)
{
    return view_is_trainer(v) || v->audience.role == ROLE_PROJECTOR;
}

static void put_apart(struct view *v, uint32_t room, uint32_t member, bool certain)
{
    struct team_apart apart = {.quality = QUALITY_NONE};

    if (certain && sees_rooms(v))
        apart = team_apart(v->s, room, member);
    writer_put_word(v->w, "apart", quality_name(apart.quality));
    writer_put_int(v->w, "apart_change", apart.change);
}

static void write_member(struct view *v, uint32_t room, uint32_t member)
{
    const struct room *r = session_room(v->s, room);
    bool vacant = r->team.member.vacant[member] > 0;
    uint8_t phase;
    enum known known = team_known(&v->o, &v->audience, room, member, &phase);
    const bool certain = known == KNOWN_REVEALED || known == KNOWN_OPEN;

    writer_map(v->w, 16);
    writer_put_int(v->w, "member", member);
    view_put_words(v, "name", &v->s->scenario->members[member].name);
    writer_put_bool(v->w, "about", is_about(v->s, r, member));
    writer_put_word(v->w, "known", known_name(known));
    view_put_or_none(v, "phase", phase, PHASE_NONE);
    view_put_place(v, r, member, certain);
    writer_put_bool(v->w, "asked", team_asked(&v->o, room, member));
    writer_put_word(v->w, "face", vacant ? "" : scenario_face(&r->team, member));
    writer_put_bool(v->w, "vacant", vacant);
    writer_put_bool(v->w, "newcomer", !vacant && team_mark(r)->changed[member]);
    put_apart(v, room, member, certain);
}

static void write_figures(struct view *v, const struct room *r)
{
    const struct room_mark *now = team_mark(r), *before = team_mark_before(r);

    writer_key(v->w, "figures");
    writer_list(v->w, FIGURES_COUNT);
    for (uint32_t i = 0; i < FIGURES_COUNT; i++) {
        const struct catalogue_words *words = &v->s->scenario->catalogue->figures[i];

        writer_map(v->w, 5);
        writer_put_word(v->w, "id", figure_ids[i]);
        view_put_words(v, "name", &words->name);
        writer_put_int(v->w, "now", now->figures[i]);
        writer_put_int(v->w, "before", before->figures[i]);
        writer_put_text(v->w, "word",
                        catalogue_word(words, now->figures[i], before->figures[i], v->lang));
    }
}

static void write_against_start(struct view *v, uint32_t room)
{
    int32_t outcomes[TEAM_OUTCOMES_COUNT];
    const bool told = sees_rooms(v) && team_against_start(v->s, room, outcomes);

    writer_key(v->w, "against_start");
    writer_list(v->w, told ? TEAM_OUTCOMES_COUNT : 0);
    for (uint32_t i = 0; told && i < TEAM_OUTCOMES_COUNT; i++)
        writer_int(v->w, outcomes[i]);
}

static void write_team(struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);

    writer_map(v->w, 5);
    writer_put_int(v->w, "room", room);
    writer_put_int(v->w, "week", r->team.week - v->s->scenario->warm_up_weeks);
    writer_key(v->w, "members");
    writer_list(v->w, v->s->scenario->members_count);
    for (uint32_t i = 0; i < v->s->scenario->members_count; i++)
        write_member(v, room, i);
    write_figures(v, r);
    write_against_start(v, room);
}

void view_team(struct view *v)
{
    writer_map(v->w, 1);
    view_rooms(v, write_team, NULL);
}

/* ---- consequence ---------------------------------------------------------------------------- */

/* The round whose consequence is shown: the running one from its consequence on; in the debrief the
 * last one that had any; else ROUND_NONE. */
static uint32_t round_told(const struct room *r)
{
    uint32_t told = ROUND_NONE;

    if (r->step < STEP_CONSEQUENCE)
        return ROUND_NONE;
    for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++)
        told = i;
    return told;
}

static bool has_consequence(const struct view *v, uint32_t room)
{
    return round_told(session_room(v->s, room)) != ROUND_NONE;
}

static void write_story(struct view *v, const struct room *r, const struct room_round *round)
{
    const struct scenario *scenario = v->s->scenario;
    const struct catalogue *c = scenario->catalogue;
    struct scenario_moment moment =
        scenario_moment_make(&r->team, &r->team_before, &scenario->parameters);
    struct text_block blocks[TOLD_BLOCKS_MAX] = {{.member = -1}};
    uint8_t memory[TOLD_BYTES_MAX];
    struct buffer texts;
    uint32_t count;

    buffer_init(&texts, memory, sizeof memory);
    count =
        scenario_tell(scenario, round->dilemma, round->decision, &moment, v->lang, &texts, blocks);
    if (count == 0 && c->quiet_count > 0) {
        blocks[0] = (struct text_block){
            .member = -1,
            .text = view_words(v, &c->quiet[(uint32_t)r->team.week % c->quiet_count])};
        count = 1;
    }
    writer_key(v->w, "story");
    view_blocks(v, blocks, count);
}

static void put_most(struct view *v, const struct room *r, const struct room_round *round)
{
    const struct scenario *scenario = v->s->scenario;
    const struct scenario_moment moment =
        scenario_moment_make(&r->team, &r->team_before, &scenario->parameters);
    uint8_t memory[MOST_BYTES_MAX];
    struct buffer texts;

    buffer_init(&texts, memory, sizeof memory);
    writer_put_text(
        v->w, "most",
        why_most(scenario, round->dilemma, &moment, r->causes, r->causes_count, v->lang, &texts));
}

static void write_cause(struct view *v, const struct room *r, const struct room_cause *cause)
{
    struct why_decided decided[ROUNDS_MAX];
    const uint32_t count = why_room_decided(r, decided);
    struct catalogue_cause words = why_words(v->s->scenario, cause, decided, count);
    uint8_t memory[CAUSE_BYTES_MAX];
    struct buffer texts;

    buffer_init(&texts, memory, sizeof memory);
    /* The catalogue's name for it is of other stories. */
    if (cause->pulse != PULSE_NONE && cause->round == ROUND_NONE &&
        happening_is_own(v->s, r, cause->pulse))
        words.title = v->s->scenario->catalogue->pulses[cause->pulse].does;
    writer_map(v->w, 8);
    writer_put_bool(v->w, "helped", cause->helped);
    writer_put_int(v->w, "weight", cause->weight);
    view_put_words(v, "title", &words.title);
    writer_put_text(v->w, "text", why_text(v->s->scenario, cause, count, &words, v->lang, &texts));
    view_put_words(v, "mechanism",
                   &v->s->scenario->catalogue->causes[cause->term][cause->helped].title);
    writer_key(v->w, "members");
    writer_list_open(v->w);
    for (uint32_t i = 0; i < MEMBERS_MAX; i++) {
        if ((cause->members >> i & 1u) != 0)
            writer_int(v->w, i);
    }
    writer_list_close(v->w);
    writer_put_word(v->w, "certainty", certainty_name((enum certainty)words.certainty));
    view_put_words(v, "source", &words.source);
}

void view_room_consequence(struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);
    uint32_t told = round_told(r);
    const struct room_round *round = &r->rounds[told];

    writer_map(v->w, 8);
    writer_put_int(v->w, "room", room);
    writer_put_int(v->w, "round", told);
    writer_put_int(v->w, "option", round->decision);
    writer_put_text(v->w, "title", scenario_weeks_later(v->s->scenario, round->dilemma, v->lang));
    put_most(v, r, round);
    view_put_befell(v, round);
    write_story(v, r, round);
    writer_key(v->w, "why");
    writer_list(v->w, r->causes_count);
    for (uint32_t i = 0; i < r->causes_count; i++)
        write_cause(v, r, &r->causes[i]);
}

void view_consequence(struct view *v)
{
    writer_map(v->w, 1);
    view_rooms(v, view_room_consequence, has_consequence);
}
