/* tell.c -- what is seen and told of a team: signals before a decision, the story after it, faces.
 */
#include "scenario/scenario_play.h"
#include "scenario/workplace.h"

/* --- faces ----------------------------------------------------------------------------------- */

const char *scenario_face(const struct sim_team *team, uint32_t slot)
{
    const struct sim_members *m = &team->member;
    const int32_t strain = m->strain_u[slot] / 1000, engagement = m->eng_u[slot] / 1000;
    const int32_t daring = m->durven_u[slot] / 1000;

    if (strain >= 650)
        return engagement < 450 ? "somber" : "moe";
    if (engagement < 400)
        return "somber";
    if (strain >= 520)
        return "ernstig";
    if (daring < 330)
        return "stil";
    if (engagement >= 700)
        return daring >= 550 ? "vastberaden" : "blij";
    if (daring < 420)
        return "twijfelt";
    return engagement >= 600 ? "vertelt" : "rustig";
}

/* --- figures --------------------------------------------------------------------------------- */

/* Exact would say more than a figure can. */
static void blur(int32_t *figure)
{
    *figure -= *figure % 50;
}

struct sim_figures scenario_figures(const struct scenario *s, const struct sim_team *team)
{
    const struct sim_catalogue *c = &s->catalogue->sim;
    struct sim_figures figures;

    if (team->week > s->warm_up_weeks)
        return sim_signal_figures(team, c, &s->parameters);
    figures = sim_signal_figures_true(team, c, &s->parameters);
    blur(&figures.workload);
    blur(&figures.mood);
    blur(&figures.output);
    return figures;
}

/* --- signals --------------------------------------------------------------------------------- */

/* Of the variants that fit the story's workplace, one; of those for everywhere there is one at
 * least, as the catalogue's compiler promises. */
static uint32_t fitting(const struct scenario *s, const uint16_t *kinds, uint32_t count,
                        uint32_t turn)
{
    uint32_t fits = 0;

    for (uint32_t i = 0; i < count; i++)
        fits += workplace_fits(kinds[i], s->workplaces);
    assert(fits > 0);
    turn %= fits;
    for (uint32_t i = 0; i < count; i++)
        if (workplace_fits(kinds[i], s->workplaces) && turn-- == 0)
            return i;
    return 0;
}

static uint32_t behaviour_of(const struct scenario *s, const struct sim_team *team, uint32_t slot,
                             uint32_t lang, struct scenario_seen *out)
{
    const struct catalogue *c = s->catalogue;
    const int32_t b =
        sim_signal_behaviour(team, (int32_t)slot, 0, c->behaviours, c->behaviours_count);
    uint32_t variant;

    if (b < 0)
        return 0;
    variant = fitting(s, c->behaviour_kinds[b], c->behaviour_texts_count[b],
                      (uint32_t)(team->week / 2 + (int32_t)slot));
    *out = (struct scenario_seen){(uint8_t)slot, text_in(&c->behaviour_texts[b][variant], lang)};
    return 1;
}

uint32_t scenario_signals(const struct scenario *s, uint32_t dilemma, const struct sim_team *team,
                          uint32_t lang, struct scenario_seen out[SEEN_SIGNALS_MAX])
{
    const struct scenario_dilemma *d = scenario_dilemma_at(s, dilemma);
    const struct scenario_moment now = scenario_moment_make(team, team, &s->parameters);
    uint32_t count = 0, seen = 0;

    for (uint32_t i = 0; i < d->signals_count && count < SEEN_SIGNALS_MAX; i++) {
        const struct scenario_signal *signal = &d->signals[i];

        if ((seen >> signal->member & 1) != 0 || team->member.vacant[signal->member] > 0 ||
            !scenario_condition_holds(&signal->when, &now))
            continue;
        seen |= 1u << signal->member;
        out[count++] = (struct scenario_seen){signal->member, text_in(&signal->text, lang)};
    }
    for (uint32_t slot = 0; slot < s->members_count && count < SEEN_SIGNALS_MAX; slot++) {
        if ((d->about >> slot & 1) != 0 && (seen >> slot & 1) == 0 &&
            team->member.vacant[slot] == 0)
            count += behaviour_of(s, team, slot, lang, &out[count]);
    }
    return count;
}

/* --- the story of a consequence -------------------------------------------------------------- */

static bool mentions(struct bytes text, struct bytes name)
{
    for (size_t i = 0; name.size > 0 && i + name.size <= text.size; i++) {
        if (memcmp(text.data + i, name.data, name.size) == 0)
            return true;
    }
    return false;
}

struct telling {
    const struct scenario *scenario;
    uint32_t lang;
    struct text_block *out;
    uint32_t count;
    uint32_t named; /* Bit per member who was named. */
};

static void tell_block(struct telling *t, const struct text_block *block)
{
    if (t->count == TOLD_BLOCKS_MAX)
        return;
    t->out[t->count++] = *block;
    for (uint32_t i = 0; i < t->scenario->members_count; i++) {
        if (block->member == (int8_t)i ||
            mentions(block->text, text_in(&t->scenario->members[i].name, t->lang)))
            t->named |= 1u << i;
    }
}

struct bytes scenario_named(struct bytes pattern, struct bytes name, struct buffer *texts)
{
    static const char place[] = "{name}";
    const size_t start = texts->size;

    for (size_t i = 0; i < pattern.size; i++) {
        if (i + sizeof place - 1 <= pattern.size &&
            memcmp(pattern.data + i, place, sizeof place - 1) == 0) {
            buffer_append(texts, name.data, name.size);
            i += sizeof place - 2;
        } else {
            buffer_append_byte(texts, pattern.data[i]);
        }
    }
    return (struct bytes){texts->data + start, texts->size - start};
}

/* A generic sentence with the name filled in; its bytes live in `texts`. */
static void tell_sentence(struct telling *t, struct bytes pattern, struct bytes name,
                          struct buffer *texts)
{
    struct text_block block = {.member = -1};

    block.text = scenario_named(pattern, name, texts);
    if (!texts->overflowed)
        tell_block(t, &block);
}

static void tell_member(struct telling *t, const struct scenario_moment *m, uint32_t slot,
                        struct buffer *texts)
{
    const struct catalogue *c = t->scenario->catalogue;
    const int32_t phase = m->now->member.phase[slot];
    bool left;
    const int32_t moved = scenario_member_moved(m, slot, &left);
    enum catalogue_movement kind;
    uint32_t count, variant;

    if (left)
        kind = m->now->member.vacant[slot] > 0 ? MOVED_LEFT : MOVED_ARRIVED;
    else if (moved == 0)
        return;
    else if (moved < 0)
        kind = MOVED_BACK;
    else
        kind =
            m->now->member.spiral[slot] > m->before->member.spiral[slot] ? MOVED_AROUND : MOVED_ON;
    count = c->movements_count[kind][phase];
    if (count == 0)
        return;
    variant = fitting(t->scenario, c->movement_kinds[kind][phase], count,
                      (uint32_t)(m->now->week + (int32_t)slot));
    tell_sentence(t, text_in(&c->movements[kind][phase][variant], t->lang),
                  text_in(&t->scenario->members[slot].name, t->lang), texts);
}

uint32_t scenario_tell(const struct scenario *s, uint32_t dilemma, uint32_t option,
                       const struct scenario_moment *moment, uint32_t lang, struct buffer *texts,
                       struct text_block out[TOLD_BLOCKS_MAX])
{
    const struct scenario_option *o = scenario_option_at(s, dilemma, option);
    struct telling t = {.scenario = s, .lang = lang, .out = out};
    uint32_t named;

    for (uint32_t i = 0; i < o->paragraphs_count; i++) {
        const struct text_blocks blocks = text_story_in(&o->paragraphs[i].story, lang);

        if (!scenario_condition_holds(&o->paragraphs[i].when, moment))
            continue;
        for (uint32_t b = 0; b < blocks.count; b++)
            tell_block(&t, &blocks.items[b]);
    }
    named = t.named;
    for (uint32_t slot = 0; slot < s->members_count; slot++) {
        bool left;

        scenario_member_moved(moment, slot, &left);
        if (left || (named >> slot & 1) == 0)
            tell_member(&t, moment, slot, texts);
    }
    return t.count;
}

struct bytes scenario_weeks_later(const struct scenario *s, uint32_t dilemma, uint32_t lang)
{
    const int32_t weeks = scenario_dilemma_at(s, dilemma)->weeks;

    assert(weeks >= 1 && weeks <= 12);
    return text_in(&s->catalogue->weeks_later[weeks], lang);
}
