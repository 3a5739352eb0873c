/* author_catalogue.c -- the words that an author chooses from: actions, happenings, cards, sources,
 * what a condition can be about, faces. Made once per language, when the server starts. */
#include "author/author_inside.h"

#include "protocol/message.h"
#include "scenario/portraits.h"

#include <stdio.h>
#include <stdlib.h>

struct making {
    struct arena *arena;
    const struct catalogue *catalogue;
    const struct report_texts *texts;
    uint32_t lang;
    struct body_vocabulary body;
};

/* The numbers of the set bits. */
static const uint8_t *numbers_of(const struct making *m, uint32_t bits, uint32_t *count)
{
    uint8_t *numbers = arena_list(m->arena, 32, 1, count);
    const bool room = *count > 0;

    *count = 0;
    for (uint8_t i = 0; room && i < 32; i++) {
        if ((bits >> i & 1u) != 0)
            numbers[(*count)++] = i;
    }
    return numbers;
}

static void make_interventions(struct making *m)
{
    const struct catalogue *k = m->catalogue;
    uint32_t count;
    struct body_intervention *items =
        arena_list(m->arena, k->interventions_count, sizeof *items, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct catalogue_intervention *one = &k->interventions[i];
        const struct sim_pulse *pulse = &k->sim.pulses[one->pulse];

        items[i] = (struct body_intervention){.id = one->id,
                                              .name = text_in(&one->name, m->lang),
                                              .text = text_in(&one->text, m->lang),
                                              .certainty = (uint8_t)one->certainty,
                                              .up = one->up,
                                              .forced = one->forced,
                                              .hours = pulse->hours,
                                              .hours_least = sim_hours_least(pulse),
                                              .weeks = pulse->hold};
        items[i].layers.items = numbers_of(m, one->layers, &items[i].layers.count);
        items[i].phases.items = numbers_of(m, one->phases, &items[i].phases.count);
    }
    m->body.interventions.items = items;
    m->body.interventions.count = count;
}

/* Pulses that a story can start by key: happenings, and pulses of interventions. */
static void make_pulses(struct making *m)
{
    const struct catalogue *k = m->catalogue;
    uint32_t count;
    struct body_pulse *items = arena_list(m->arena, k->sim.pulses_count, sizeof *items, &count);

    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct body_pulse){.id = k->pulses[i].key,
                                       .name = text_in(&k->pulses[i].name, m->lang),
                                       .text = text_in(&k->pulses[i].text, m->lang),
                                       .happening = k->pulses[i].happening};
    m->body.pulses.items = items;
    m->body.pulses.count = count;
}

static void make_cards(struct making *m)
{
    const struct catalogue *k = m->catalogue;
    uint32_t count;
    struct body_named *items = arena_list(m->arena, k->cards_count, sizeof *items, &count);

    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct body_named){k->cards[i].id, text_in(&k->cards[i].name, m->lang)};
    m->body.cards.items = items;
    m->body.cards.count = count;
}

static void make_references(struct making *m)
{
    const struct catalogue *k = m->catalogue;
    uint32_t count;
    struct body_named *items = arena_list(m->arena, k->references_count, sizeof *items, &count);

    for (uint32_t i = 0; i < count; i++)
        items[i] =
            (struct body_named){k->references[i].id, text_in(&k->references[i].title, m->lang)};
    m->body.references.items = items;
    m->body.references.count = count;
}

static void make_outcomes(struct making *m)
{
    uint32_t count;
    struct body_named *items = arena_list(m->arena, SIM_OUTCOMES_COUNT, sizeof *items, &count);
    char key[64];

    for (uint32_t i = 0; i < count; i++) {
        const char *name = sim_outcome_name((int)i);

        snprintf(key, sizeof key, "outcome.%s", name);
        items[i] = (struct body_named){bytes_of(name), bytes_of(report_text(m->texts, key))};
    }
    m->body.outcomes.items = items;
    m->body.outcomes.count = count;
}

static void make_factors(struct making *m)
{
    uint32_t count;
    struct body_named *items = arena_list(m->arena, SIM_FACTORS_COUNT, sizeof *items, &count);

    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct body_named){bytes_of(sim_factor_name((int)i)),
                                       text_in(&m->catalogue->factors[i].name, m->lang)};
    m->body.factors.items = items;
    m->body.factors.count = count;
}

static struct bytes *texts_of(const struct making *m, const char *const *names, size_t size,
                              uint32_t *count)
{
    struct bytes *items = arena_list(m->arena, size, sizeof *items, count);

    for (uint32_t i = 0; i < *count; i++)
        items[i] = bytes_of(names[i]);
    return items;
}

static void make_faces(struct making *m)
{
    struct body_vocabulary *body = &m->body;

    body->portraits.items = texts_of(m, portrait_names, PORTRAITS_COUNT, &body->portraits.count);
    body->expressions.items =
        texts_of(m, expression_names, EXPRESSIONS_COUNT, &body->expressions.count);
}

void author_catalogue_make(const struct author_content *content, uint32_t lang,
                           struct author_answer *out)
{
    struct making m = {.arena = arena_open(),
                       .catalogue = content->catalogue,
                       .texts = content->texts[lang],
                       .lang = lang};

    if (m.arena == NULL) {
        out->fault = FAULT_BUSY;
        return;
    }
    make_interventions(&m);
    make_pulses(&m);
    make_cards(&m);
    make_references(&m);
    make_outcomes(&m);
    make_factors(&m);
    make_faces(&m);
    author_tell(out, m.arena, &body_vocabulary, &m.body);
    arena_close(m.arena);
}
