/* view_debrief.c -- looking back: decisions, paths of the members, the maturity matrix, cards that
 * fit. A room appears once it is in the debrief; from then on its team is open to everybody in
 * it. */
#include "session/view.h"

#include "scenario/scenario_play.h"
#include "session/matrix.h"

#define SUGGESTIONS_SHOWN_MAX 4
#define ENDING_BYTES_MAX      4096

static bool in_debrief(const struct view *v, uint32_t room)
{
    return session_room(v->s, room)->step == STEP_DEBRIEF;
}

/* ---- matrix --------------------------------------------------------------------------------- */

static void write_phases(struct view *v, uint32_t mask)
{
    writer_key(v->w, "phases");
    writer_list_open(v->w);
    for (uint32_t p = 0; p < PHASE_COUNT; p++) {
        if ((mask >> p & 1u) != 0)
            writer_int(v->w, p);
    }
    writer_list_close(v->w);
}

static void write_row(struct view *v, const struct room *r, const struct matrix_actions *actions,
                      uint32_t layer)
{
    const struct catalogue *c = v->s->scenario->catalogue;

    writer_map(v->w, 4);
    writer_put_word(v->w, "layer", layer_name((enum layer)layer));
    writer_key(v->w, "actions");
    writer_list(v->w, PHASE_COUNT);
    for (uint32_t p = 0; p < PHASE_COUNT; p++)
        writer_int(v->w, matrix_count(v->s, actions, layer, p));
    writer_key(v->w, "stood");
    writer_list(v->w, PHASE_COUNT);
    for (uint32_t p = 0; p < PHASE_COUNT; p++)
        writer_int(v->w, matrix_stood(v->s, r, p));
    writer_key(v->w, "items");
    writer_list_open(v->w);
    for (uint32_t i = 0; i < actions->count; i++) {
        const struct catalogue_intervention *a = &c->interventions[actions->items[i]];

        if (a->layer_phases[layer] == 0)
            continue;
        writer_map(v->w, 2);
        view_put_words(v, "name", &a->name);
        write_phases(v, a->layer_phases[layer]);
    }
    writer_list_close(v->w);
}

static void write_matrix(struct view *v, const struct room *r)
{
    struct matrix_actions actions;

    matrix_find_actions(v->s, r, &actions);
    writer_key(v->w, "matrix");
    writer_list(v->w, LAYER_COUNT);
    for (uint32_t layer = 0; layer < LAYER_COUNT; layer++)
        write_row(v, r, &actions, layer);
}

/* ---- a room --------------------------------------------------------------------------------- */

static int32_t phase_then(const struct room_mark *then, uint32_t member)
{
    return then->phases[member] == PHASE_NONE ? -1 : then->phases[member];
}

static int32_t tread_then(const struct room_mark *then, uint32_t member)
{
    return then->phases[member] == PHASE_NONE ? -1 : then->treads[member];
}

static int32_t spirals_then(const struct room_mark *then, uint32_t member)
{
    return then->spirals[member];
}

/* At the start, and after every round. */
static void write_moments(struct view *v, const char *key, const struct room *r, uint32_t member,
                          int32_t (*of)(const struct room_mark *then, uint32_t member))
{
    writer_key(v->w, key);
    writer_list_open(v->w);
    writer_int(v->w, of(&r->start, member));
    for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++)
        writer_int(v->w, of(&r->rounds[i].after, member));
    writer_list_close(v->w);
}

static void write_weeks(struct view *v, const struct room *r)
{
    int32_t weeks = 0;

    writer_key(v->w, "weeks");
    writer_list_open(v->w);
    writer_int(v->w, weeks);
    for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++) {
        weeks += scenario_dilemma_at(v->s->scenario, r->rounds[i].dilemma)->weeks;
        writer_int(v->w, weeks);
    }
    writer_list_close(v->w);
}

static void write_member(struct view *v, const struct room *r, uint32_t member)
{
    bool vacant = r->team.member.vacant[member] > 0;

    writer_map(v->w, 6);
    writer_put_int(v->w, "member", member);
    view_put_words(v, "name", &v->s->scenario->members[member].name);
    write_moments(v, "phases", r, member, phase_then);
    write_moments(v, "treads", r, member, tread_then);
    write_moments(v, "spirals", r, member, spirals_then);
    writer_put_word(v->w, "face", vacant ? "" : scenario_face(&r->team, member));
}

/* As one text: paragraphs with an empty line between them; speech comes after the speaker's
 * name. */
static void write_ending(struct view *v, const struct room *r)
{
    const struct scenario *scenario = v->s->scenario;
    struct scenario_moment moment =
        scenario_moment_make(&r->team, &v->s->start, &scenario->parameters);
    const struct scenario_ending *ending =
        &scenario->endings[scenario_ending_of(scenario, &moment)];
    struct text_blocks story = text_story_in(&ending->story, v->lang);
    uint8_t memory[ENDING_BYTES_MAX];
    struct buffer text;

    buffer_init(&text, memory, sizeof memory);
    for (uint32_t i = 0; i < story.count; i++) {
        size_t before = text.size;

        buffer_append_text(&text, i > 0 ? "\n\n" : "");
        buffer_append(&text, story.items[i].name.data, story.items[i].name.size);
        buffer_append_text(&text, story.items[i].name.size > 0 ? ": " : "");
        buffer_append(&text, story.items[i].text.data, story.items[i].text.size);
        if (text.overflowed) {
            text.size = before; /* Whole paragraphs only. */
            break;
        }
    }
    writer_put_text(v->w, "ending", buffer_bytes(&text));
}

static void write_room(struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);

    writer_map(v->w, 6);
    writer_put_int(v->w, "room", room);
    write_weeks(v, r);
    view_put_decisions(v, room);
    writer_key(v->w, "members");
    writer_list(v->w, v->s->scenario->members_count);
    for (uint32_t i = 0; i < v->s->scenario->members_count; i++)
        write_member(v, r, i);
    write_matrix(v, r);
    write_ending(v, r);
}

/* ---- cards ---------------------------------------------------------------------------------- */

/* Phases in which somebody was and for which this room did nothing that suits. Cards should be
 * about these first. */
static uint32_t gaps_of(const struct session *s, const struct room *r)
{
    struct matrix_actions actions;
    uint32_t gaps = 0;

    matrix_find_actions(s, r, &actions);
    for (uint32_t p = 0; p < PHASE_COUNT; p++) {
        bool served = false;

        for (uint32_t i = 0; i < actions.count; i++)
            served |=
                (s->scenario->catalogue->interventions[actions.items[i]].phases >> p & 1u) != 0;
        if (!served && matrix_stood(s, r, p) != 0)
            gaps |= 1u << p;
    }
    return gaps;
}

static uint32_t bits(uint32_t mask)
{
    uint32_t count = 0;

    for (; mask != 0; mask &= mask - 1)
        count++;
    return count;
}

static uint32_t gaps_covered(const struct catalogue *c,
                             const struct catalogue_suggestion *suggestion, uint32_t gaps)
{
    uint32_t phases = 0;

    for (uint32_t i = 0; i < suggestion->interventions.count; i++)
        phases |= c->interventions[suggestion->interventions.items[i]].phases;
    return bits(phases & gaps);
}

/* Choose the cards that cover most gaps; equal ones in their own order. */
static uint32_t choose_suggestions(const struct catalogue *c, const struct catalogue_card *card,
                                   uint32_t gaps, uint32_t chosen[SUGGESTIONS_SHOWN_MAX])
{
    uint32_t count = 0;

    for (int32_t want = PHASE_COUNT; want >= 0; want--) {
        for (uint32_t i = 0; i < card->suggestions_count && count < SUGGESTIONS_SHOWN_MAX; i++) {
            if (gaps_covered(c, &card->suggestions[i], gaps) == (uint32_t)want)
                chosen[count++] = i;
        }
    }
    return count;
}

static void write_card(struct view *v, const struct catalogue_card *card, uint32_t gaps)
{
    uint32_t chosen[SUGGESTIONS_SHOWN_MAX];
    uint32_t count = choose_suggestions(v->s->scenario->catalogue, card, gaps, chosen);

    writer_map(v->w, 5);
    writer_put_text(v->w, "id", card->id);
    writer_put_int(v->w, "number", card->number);
    view_put_words(v, "name", &card->name);
    view_put_words(v, "goal", &card->goal);
    writer_key(v->w, "suggestions");
    writer_list(v->w, count);
    for (uint32_t i = 0; i < count; i++) {
        writer_map(v->w, 1);
        view_put_words(v, "text", &card->suggestions[chosen[i]].text);
    }
}

static void write_cards(struct view *v, bool now)
{
    const struct scenario *scenario = v->s->scenario;
    uint32_t gaps = now ? gaps_of(v->s, session_room(v->s, view_room_followed(v))) : 0;
    uint32_t count = now ? scenario->cards_count : 0;

    writer_key(v->w, "cards");
    writer_list(v->w, count);
    for (uint32_t i = 0; i < count; i++)
        write_card(v, &scenario->catalogue->cards[scenario->cards[i]], gaps);
}

void view_debrief(struct view *v)
{
    const struct scenario *scenario = v->s->scenario;
    bool now = in_debrief(v, view_room_followed(v));

    writer_map(v->w, 7);
    writer_put_bool(v->w, "ended", v->s->status == STATUS_ENDED);
    view_rooms(v, write_room, in_debrief);
    write_cards(v, now);
    view_put_questions(v, "aims", scenario->aims, now ? scenario->aims_count : 0);
    view_put_questions(v, "single_loop", scenario->single_loop,
                       now ? scenario->single_loop_count : 0);
    view_put_questions(v, "double_loop", scenario->double_loop,
                       now ? scenario->double_loop_count : 0);
    view_put_befell_rounds(v);
}
