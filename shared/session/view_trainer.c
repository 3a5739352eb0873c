/* view_trainer.c -- the dashboard: every room with everything open. Trainers only (view.c refuses
 * the rest). Names of participants are in `people`; nothing here ties a vote or a note to a
 * name. */
#include "session/view.h"

#include "scenario/scenario_play.h"

/* ---- the team, open ------------------------------------------------------------------------- */

static void write_member(struct view *v, const struct room *r, uint32_t member)
{
    const struct room_mark *now = team_mark(r), *before = team_mark_before(r);
    bool vacant = now->phases[member] == PHASE_NONE;

    writer_map(v->w, 14);
    writer_put_int(v->w, "member", member);
    view_put_words(v, "name", &v->s->scenario->members[member].name);
    view_put_or_none(v, "phase", now->phases[member], PHASE_NONE);
    view_put_place(v, r, member, true);
    writer_put_int(v->w, "demands", now->demands[member]);
    writer_put_int(v->w, "control", now->control[member]);
    writer_put_int(v->w, "demands_before", before->demands[member]);
    writer_put_int(v->w, "control_before", before->control[member]);
    writer_put_word(v->w, "face", vacant ? "" : scenario_face(&r->team, member));
    writer_put_bool(v->w, "vacant", vacant);
}

static void write_members(struct view *v, const struct room *r)
{
    writer_key(v->w, "members");
    writer_list(v->w, v->s->scenario->members_count);
    for (uint32_t i = 0; i < v->s->scenario->members_count; i++)
        write_member(v, r, i);
}

static void write_series(struct view *v, const struct room *r)
{
    writer_key(v->w, "series");
    writer_list(v->w, SERIES_COUNT);
    for (uint32_t i = 0; i < SERIES_COUNT; i++) {
        const struct catalogue_words *words = &v->s->scenario->catalogue->factors[team_series[i]];

        writer_map(v->w, 4);
        writer_put_word(v->w, "id", sim_factor_name((int)team_series[i]));
        view_put_words(v, "name", &words->name);
        writer_put_text(v->w, "word",
                        catalogue_level_word(words, team_mark(r)->series[i], v->lang));
        writer_key(v->w, "values");
        writer_list_open(v->w);
        writer_int(v->w, r->start.series[i]);
        for (uint32_t k = 0; k < ROUNDS_MAX && r->rounds[k].told; k++)
            writer_int(v->w, r->rounds[k].after.series[i]);
        writer_list_close(v->w);
    }
}

/* One a member; PHASE_NONE is none. */
static void write_numbers(struct view *v, const char *key, const uint8_t values[MEMBERS_MAX])
{
    writer_key(v->w, key);
    writer_list(v->w, v->s->scenario->members_count);
    for (uint32_t i = 0; i < v->s->scenario->members_count; i++)
        writer_int(v->w, values[i] == PHASE_NONE ? -1 : values[i]);
}

static void write_odds(struct view *v, const struct room_odds odds[ODDS_MAX])
{
    uint32_t count = 0;

    while (count < ODDS_MAX && odds[count].quality != QUALITY_NONE)
        count++;
    writer_key(v->w, "odds");
    writer_list(v->w, count);
    for (uint32_t i = 0; i < count; i++) {
        writer_map(v->w, 4);
        writer_put_int(v->w, "member", odds[i].member);
        writer_put_word(v->w, "quality", quality_name((enum quality)odds[i].quality));
        writer_put_bool(v->w, "more", odds[i].more);
        writer_put_int(v->w, "of_ten", odds[i].of_ten);
    }
}

/* From the choice to the decision only: earlier it would influence how the trainer tells the
 * situation. */
static void write_what_if(struct view *v, const struct room *r)
{
    bool now = r->step >= STEP_CHOICE && r->step <= STEP_DECISION;
    uint32_t count = now ? room_dilemma(v->s, r)->options_count : 0;

    writer_key(v->w, "what_if");
    writer_list(v->w, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct room_expectation *e = &r->expectations[i];

        writer_map(v->w, 8);
        writer_put_int(v->w, "option", i);
        write_numbers(v, "phases", e->phases);
        write_numbers(v, "treads", e->treads);
        write_numbers(v, "spirals", e->spirals);
        writer_put_int(v->w, "learning", e->learning);
        writer_put_int(v->w, "wellbeing", e->wellbeing);
        writer_put_int(v->w, "performance", e->performance);
        write_odds(v, r->odds[i]);
    }
}

static void write_load(struct view *v, const struct room *r)
{
    writer_key(v->w, "load");
    if (!room_in_round(r)) {
        writer_null(v->w);
        return;
    }
    writer_map(v->w, 4);
    view_put_load(v, r);
}

/* ---- the people's words --------------------------------------------------------------------- */

/* A note of the running round waits until it does not stand alone (vote.c). */
static bool sees_note(const struct view *v, uint16_t i, uint32_t room, uint32_t round)
{
    const struct room *r = session_room(v->s, room);

    return outlook_takes_part(&v->o, i, room) && session_seat(v->s, i)->note_round == round &&
           (round != r->round || r->step == STEP_DEBRIEF || session_texts(v->s, i)->note_told);
}

static void write_notes(struct view *v, uint32_t room, uint32_t round)
{
    uint16_t seats[SEATS_MAX];
    uint32_t count = 0;

    for (uint16_t i = 0; i < v->s->seats_count; i++) {
        if (sees_note(v, i, room, round))
            seats[count++] = i;
    }
    view_sort_anonymous(v->s, seats, count, round);
    for (uint32_t i = 0; i < count; i++) {
        const struct seat_texts *t = session_texts(v->s, seats[i]);

        if (!view_takes_text(&v->note_bytes_left, t->note_bytes))
            return;
        writer_map(v->w, 2);
        writer_put_int(v->w, "round", round);
        writer_put_text(v->w, "text", (struct bytes){t->note, t->note_bytes});
    }
}

static void write_reflections(struct view *v, uint32_t room)
{
    writer_key(v->w, "reflections");
    writer_list_open(v->w);
    for (uint32_t round = ROUNDS_MAX; round-- > 0;)
        write_notes(v, room, round);
    writer_list_close(v->w);
}

/* ---- what is on its way to a team ------------------------------------------------------------ */

static void write_pulse(struct view *v, uint32_t index)
{
    const struct catalogue_pulse *pulse = &v->s->scenario->catalogue->pulses[index];

    writer_map(v->w, 2);
    writer_put_text(v->w, "pulse", pulse->key);
    view_put_words(v, "name", &pulse->name);
}

static void write_brought(struct view *v, const struct room *r)
{
    static const struct room_round none = {.brought_count = 0};
    uint32_t at = r->round == ROUND_NONE ? ROUNDS_MAX : happening_round(r);
    const struct room_round *round = at < ROUNDS_MAX ? &r->rounds[at] : &none;

    writer_key(v->w, "brought");
    writer_list(v->w, round->brought_count);
    for (uint32_t i = 0; i < round->brought_count; i++)
        write_pulse(v, round->brought[i]);
    view_put_written(v, round);
}

/* ---- a room --------------------------------------------------------------------------------- */

/* How many said how sure they were, of all options together, so that it tells of nobody. */
static void write_sure(struct view *v, uint32_t room, uint32_t round)
{
    uint32_t counts[CONFIDENCE_COUNT] = {0};

    for (uint16_t i = 0; i < v->s->seats_count; i++) {
        const struct ballot *b = session_ballots(v->s, i) + round;

        if (b->room == room && b->first != OPTION_NONE && outlook_takes_part(&v->o, i, room))
            counts[b->confidence]++;
    }
    writer_key(v->w, "sure");
    writer_list(v->w, CONFIDENCE_COUNT);
    for (uint32_t i = 0; i < CONFIDENCE_COUNT; i++)
        writer_int(v->w, counts[i]);
}

static void write_votes(struct view *v, uint32_t room, const struct room *r)
{
    struct tally first, second;

    if (!room_in_round(r) || !view_sees_votes(v, room)) {
        view_no_list(v, "first");
        view_no_list(v, "second");
        view_no_list(v, "sure");
        return;
    }
    first = outlook_tally(&v->o, room, r->round, false);
    second = outlook_tally(&v->o, room, r->round, true);
    view_put_votes(v, "first", &first, room_dilemma(v->s, r)->options_count);
    view_put_votes(v, "second", &second,
                   view_sees_second(v, room) ? room_dilemma(v->s, r)->options_count : 0);
    write_sure(v, room, r->round);
}

static void write_room(struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);
    uint8_t decision = r->round == ROUND_NONE ? (uint8_t)OPTION_NONE : room_running(r)->decision;

    writer_map(v->w, 20);
    writer_put_int(v->w, "room", room);
    view_put_or_none(v, "round", r->round, ROUND_NONE);
    writer_put_word(v->w, "step", step_name((enum step)r->step));
    writer_put_int(v->w, "dilemma", room_in_round(r) ? room_running(r)->dilemma : -1);
    writer_put_bool(v->w, "can_undo", room_can_undo(v->s, room));
    writer_put_bool(v->w, "held", r->held != HELD_NOT);
    writer_put_int(v->w, "stirred_ms", (int64_t)r->stirred_ms);
    write_votes(v, room, r);
    view_put_or_none(v, "decision", decision, OPTION_NONE);
    writer_put_bool(v->w, "shown", r->shown);
    write_brought(v, r);
    write_members(v, r);
    write_series(v, r);
    write_what_if(v, r);
    write_load(v, r);
    view_put_decisions(v, room);
    write_reflections(v, room);
}

/* ---- the dilemmas that rooms are at --------------------------------------------------------- */

static void write_background(struct view *v, const struct scenario_dilemma *d)
{
    writer_key(v->w, "background");
    writer_list(v->w, d->backgrounds_count);
    for (uint32_t i = 0; i < d->backgrounds_count; i++) {
        const struct catalogue_reference *reference =
            &v->s->scenario->catalogue->references[d->backgrounds[i]];

        writer_map(v->w, 4);
        view_put_words(v, "title", &reference->title);
        view_put_words(v, "text", &reference->text);
        writer_put_word(v->w, "certainty", certainty_name((enum certainty)reference->certainty));
        view_put_words(v, "source", &reference->source);
    }
}

static void write_priced_options(struct view *v, const struct scenario_dilemma *d)
{
    writer_key(v->w, "options");
    writer_list(v->w, d->options_count);
    for (uint32_t i = 0; i < d->options_count; i++) {
        writer_map(v->w, 3);
        writer_put_int(v->w, "option", i);
        view_put_words(v, "title", &d->options[i].title);
        view_put_price(v, &d->options[i]);
    }
}

static void write_dilemma(struct view *v, uint32_t i)
{
    const struct scenario_dilemma *d = scenario_dilemma_at(v->s->scenario, i);

    writer_map(v->w, 8);
    writer_put_int(v->w, "dilemma", i);
    view_put_words(v, "title", &d->title);
    view_put_steps(v, "steps", (uint8_t)i);
    view_put_members(v, "about", d->about);
    write_priced_options(v, d);
    view_put_questions(v, "questions", d->questions, d->questions_count);
    view_put_words(v, "reflection", &d->reflection);
    write_background(v, d);
}

/* Rooms that go their own way, or whose stories forked, are at several. */
static void write_dilemmas(struct view *v)
{
    bool played[DILEMMAS_MAX] = {false};

    for (uint32_t room = 0; room < v->s->settings.rooms_count; room++) {
        const struct room *r = session_room(v->s, room);

        if (room_in_round(r))
            played[room_running(r)->dilemma] = true;
    }
    writer_key(v->w, "dilemmas");
    writer_list_open(v->w);
    for (uint32_t i = 0; i < v->s->scenario->dilemmas_count; i++) {
        if (played[i])
            write_dilemma(v, i);
    }
    writer_list_close(v->w);
}

/* ---- what just happened, and what can -------------------------------------------------------- */

/* The line of so many before the newest. */
static const struct happened_line *line_before(const struct session *s, uint32_t i)
{
    return &s->happened[(s->happened_next + (uint32_t)HAPPENED_MAX - 1 - i) % HAPPENED_MAX];
}

/* Votes that change and leave a tie a tie are one tie, told when it came. */
static bool told_before(const struct session *s, uint32_t i)
{
    const struct happened_line *line = line_before(s, i);

    for (uint32_t k = i + 1; line->kind == HAPPENED_TIE && k < s->happened_count; k++) {
        const struct happened_line *older = line_before(s, k);

        if (older->room == line->room && older->kind == HAPPENED_STEP)
            return false;
        if (older->room == line->room && older->kind == HAPPENED_TIE)
            return true;
    }
    return false;
}

static void write_happened(struct view *v)
{
    const struct session *s = v->s;

    writer_key(v->w, "happened");
    writer_list_open(v->w);
    for (uint32_t i = 0; i < s->happened_count; i++) {
        const struct happened_line *line = line_before(s, i);
        bool somebody = line->seat != SEAT_NONE;

        if (told_before(s, i))
            continue;
        writer_map(v->w, 5);
        writer_put_int(v->w, "at_ms", (int64_t)line->at_ms);
        writer_put_word(v->w, "kind", happened_name((enum happened)line->kind));
        writer_put_text(v->w, "name",
                        somebody ? seat_name(s, line->seat) : (struct bytes){NULL, 0});
        view_put_or_none(v, "room", line->room, ROOM_NONE);
        writer_put_word(v->w, "step", step_name((enum step)line->step));
    }
    writer_list_close(v->w);
}

static void write_happenings(struct view *v)
{
    const struct scenario *scenario = v->s->scenario;

    writer_key(v->w, "happenings");
    writer_list(v->w, scenario->happenings_count);
    for (uint32_t i = 0; i < scenario->happenings_count; i++)
        write_pulse(v, scenario->happenings[i]);
}

static void write_effects(struct view *v)
{
    const struct catalogue *c = v->s->scenario->catalogue;

    writer_key(v->w, "effects");
    writer_list_open(v->w);
    for (uint32_t i = 0; i < c->sim.pulses_count; i++) {
        if (!happening_is_effect(&c->pulses[i]))
            continue;
        writer_map(v->w, 2);
        writer_put_text(v->w, "pulse", c->pulses[i].key);
        view_put_words(v, "name", &c->pulses[i].does);
    }
    writer_list_close(v->w);
}

void view_trainer(struct view *v)
{
    writer_map(v->w, 5);
    view_rooms(v, write_room, NULL);
    write_dilemmas(v);
    write_happened(v);
    write_happenings(v);
    write_effects(v);
}
