#include "playtest/tune_suggest.h"

#include "playtest/tune_inside.h"

#include <stdlib.h>
#include <string.h>

struct suggest_search {
    struct trial trial;
    struct tune_suggestions *out;
    uint32_t first; /* Of the suggestions for this option. */
    uint32_t option;
};

/* Is something wrong with this option? */
static bool option_fails(const struct playtest_verdict *v, uint32_t option)
{
    return v->dominated_by[option] >= 0 || v->best[option] * 100 > PLAYTEST_BEST_MOST ||
           v->best[option] * 100 < PLAYTEST_BEST_LEAST;
}

/* Among the best of this option, if it is one of them. */
static void note(struct suggest_search *s, const struct tune_suggestion *found)
{
    struct tune_suggestion *items = s->out->items;
    uint32_t at = s->out->count;

    if (at - s->first == TUNE_SUGGEST_BEST) {
        if (items[at - 1].fault <= found->fault)
            return;
        at--;
    } else {
        s->out->count++;
    }
    for (; at > s->first && items[at - 1].fault > found->fault; at--)
        items[at] = items[at - 1];
    items[at] = *found;
}

static void try_start(struct suggest_search *s, int32_t start, uint32_t intervention)
{
    struct tune_suggestion found = {.dilemma = (uint8_t)s->trial.dilemma,
                                    .option = (uint8_t)s->option,
                                    .start = (int8_t)start,
                                    .intervention = (uint16_t)intervention};
    struct playtest_verdict verdict;

    trial_try(&s->trial, s->option);
    trial_weigh(&s->trial, &verdict);
    found.fault = tune_fault(&s->trial, &verdict);
    found.holds = verdict.holds;
    memcpy(found.best, verdict.best, sizeof found.best);
    note(s, &found);
}

static bool starts_it(const struct scenario_option *o, uint32_t pulse)
{
    for (uint32_t i = 0; i < o->starts_count; i++)
        if (o->starts[i].pulse == pulse)
            return true;
    return false;
}

/* In place of every start that is an action, and beside them. */
static void try_intervention(struct suggest_search *s, struct scenario_option *o, uint32_t number)
{
    const struct catalogue *c = s->trial.scenario->catalogue;
    const struct catalogue_intervention *intervention = &c->interventions[number];
    const struct scenario_start given = {.pulse = intervention->pulse,
                                         .intervention = (int16_t)number,
                                         .mask = SIM_EVERYBODY,
                                         .up = intervention->up,
                                         .forced = intervention->forced};
    struct scenario_start unused;

    if (starts_it(o, given.pulse))
        return;
    for (uint32_t i = 0; i < o->starts_count; i++) {
        const struct scenario_start was = o->starts[i];

        if (c->pulses[was.pulse].happening)
            continue;
        o->starts[i] = given;
        o->starts[i].mask = was.mask;
        try_start(s, (int32_t)i, number);
        o->starts[i] = was;
    }
    if (o->starts_count == STARTS_MAX)
        return;
    unused = o->starts[o->starts_count];
    o->starts[o->starts_count++] = given;
    try_start(s, TUNE_ADDED, number);
    o->starts[--o->starts_count] = unused;
}

static bool try_option(struct suggest_search *s)
{
    /* The memory of the arena may be written; it is const only for those who play the scenario. */
    struct scenario_dilemma *d =
        (struct scenario_dilemma *)&s->trial.scenario->dilemmas[s->trial.dilemma];
    struct trial_kept kept;

    if (!trial_keep(&s->trial, s->option, &kept))
        return false;
    s->first = s->out->count;
    for (uint32_t i = 0; i < s->trial.scenario->catalogue->interventions_count; i++)
        try_intervention(s, &d->options[s->option], i);
    trial_put_back(&s->trial, &kept);
    return true;
}

static bool try_dilemma(struct suggest_search *s)
{
    struct playtest_verdict now;
    bool fine = true;

    trial_weigh(&s->trial, &now);
    for (s->option = 0; fine && s->option < now.options; s->option++) {
        if (!option_fails(&now, s->option))
            continue;
        s->out->failing++;
        fine = try_option(s);
    }
    return fine;
}

enum result tune_suggest(struct scenario *scenario, uint32_t states, uint32_t threads,
                         struct tune_suggestions *out)
{
    struct suggest_search s = {.out = out};
    bool fine;

    *out = (struct tune_suggestions){calloc(TUNE_SUGGEST_MAX, sizeof *out->items), 0, 0};
    fine = out->items != NULL;
    for (uint32_t d = 0; fine && d < scenario->dilemmas_count; d++) {
        fine = trial_make(&s.trial, scenario, d, states, threads) &&
               (s.trial.count == 0 || try_dilemma(&s));
        trial_clear(&s.trial);
    }
    return fine ? RESULT_OK : RESULT_NO_MEMORY;
}

void tune_suggest_clear(struct tune_suggestions *s)
{
    free(s->items);
    *s = (struct tune_suggestions){NULL, 0, 0};
}
