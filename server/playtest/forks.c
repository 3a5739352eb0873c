#include "playtest/forks.h"

#include "playtest/parallel.h"
#include "playtest/playtest_play.h"

#include <math.h>
#include <stdlib.h>

/* Spread between members, and between teams, at the end of random play on the first version of the
 * model: within each of the twelve full stories, 200 seeds. In points of 1000. */
static const double of_member[CONDITION_MEMBERS_COUNT] = {
    [CONDITION_MEMBER_WETEN] = 93,       [CONDITION_MEMBER_WILLEN] = 99,
    [CONDITION_MEMBER_KUNNEN] = 62,      [CONDITION_MEMBER_DURVEN] = 107,
    [CONDITION_MEMBER_MOGEN] = 35,       [CONDITION_MEMBER_STRAIN] = 136,
    [CONDITION_MEMBER_ENGAGEMENT] = 103, [CONDITION_MEMBER_TRUST] = 102,
    [CONDITION_MEMBER_SKILL] = 68,       [CONDITION_MEMBER_READY] = 98,
    [CONDITION_MEMBER_LOAD] = 94,        [CONDITION_MEMBER_CONTROL] = 96,
};

static const double of_outcome[SIM_OUTCOMES_COUNT] = {
    [SIM_OUTCOME_PHASE] = 104,
    [SIM_OUTCOME_REGIE] = 152,
    [SIM_OUTCOME_LEARNING_CLIMATE] = 17,
    [SIM_OUTCOME_INNOVATIVE_CLIMATE] = 17,
    [SIM_OUTCOME_WELLBEING] = 39,
    [SIM_OUTCOME_ENGAGEMENT] = 42,
    [SIM_OUTCOME_STRAIN] = 54,
    [SIM_OUTCOME_PERFORMANCE] = 24,
    [SIM_OUTCOME_SKILL] = 15,
    [SIM_OUTCOME_CONTROL] = 42,
    [SIM_OUTCOME_LOAD] = 38,
    [SIM_OUTCOME_OPP] = 26,
    [SIM_OUTCOME_CONDITIONS] = 22,
    [SIM_OUTCOME_INVOLVEMENT] = 36,
    [SIM_OUTCOME_TRUST] = 49,
    [SIM_OUTCOME_DEVELOP] = 13,
    [SIM_OUTCOME_WETEN] = 31,
    [SIM_OUTCOME_WILLEN] = 38,
    [SIM_OUTCOME_KUNNEN] = 31,
    [SIM_OUTCOME_DURVEN] = 56,
    [SIM_OUTCOME_MOGEN] = 31,
};
#define OF_FACTOR       29 /* For all factors together. */
#define OF_PRECONDITION 42 /* Means of a few factors and stocks of the team. */

double forks_deviation(const struct condition_node *node)
{
    switch ((enum condition_of)node->of) {
    case CONDITION_OF_OUTCOME:
    case CONDITION_OF_DELTA_OUTCOME: return of_outcome[node->index];
    case CONDITION_OF_FACTOR:
    case CONDITION_OF_DELTA_FACTOR: return OF_FACTOR;
    case CONDITION_OF_PRECONDITION: return OF_PRECONDITION;
    case CONDITION_OF_MEMBER:
    case CONDITION_OF_MEMBER_DELTA: return of_member[node->index];
    case CONDITION_OF_WEEK:
    case CONDITION_OF_MOVED:
    case CONDITION_OF_COUNT: break;
    }
    return 0;
}

bool forks_is_change(const struct condition_node *node)
{
    return node->of == CONDITION_OF_DELTA_OUTCOME || node->of == CONDITION_OF_DELTA_FACTOR ||
           node->of == CONDITION_OF_MEMBER_DELTA;
}

/* --- where they are -------------------------------------------------------------------------- */

static void add_condition(struct forks *forks, const struct scenario_condition *c,
                          struct fork_place place)
{
    for (uint32_t i = 0; i < c->nodes_count; i++) {
        const struct condition_node *node = &c->nodes[i];

        if (node->kind != CONDITION_COMPARE || forks_deviation(node) == 0 ||
            forks->count == FORKS_MAX)
            continue;
        place.node = (uint8_t)i;
        forks->items[forks->count++] =
            (struct fork){.place = place, .node = node, .deviation = forks_deviation(node)};
    }
}

static void collect(struct forks *forks, const struct scenario *s)
{
    for (uint32_t d = 0; d < s->dilemmas_count; d++) {
        for (uint32_t o = 0; o < s->dilemmas[d].options_count; o++) {
            const struct scenario_option *option = &s->dilemmas[d].options[o];

            for (uint32_t p = 0; p < option->paragraphs_count; p++)
                add_condition(forks, &option->paragraphs[p].when,
                              (struct fork_place){.ending = -1,
                                                  .dilemma = (uint8_t)d,
                                                  .option = (uint8_t)o,
                                                  .paragraph = (uint8_t)p});
        }
    }
    for (uint32_t e = 0; e < s->endings_count; e++)
        add_condition(forks, &s->endings[e].when, (struct fork_place){.ending = (int8_t)e});
}

/* --- what is compared ------------------------------------------------------------------------ */

struct asking {
    const struct scenario *s;
    struct forks *forks;
};

static void ask(const struct asking *a, uint32_t play, int32_t dilemma, uint32_t option,
                const struct sim_team *now, const struct sim_team *before)
{
    const struct scenario_moment moment = scenario_moment_make(now, before, &a->s->parameters);
    int16_t *values = &a->forks->value[(size_t)play * a->forks->count];

    for (uint32_t i = 0; i < a->forks->count; i++) {
        const struct fork *fork = &a->forks->items[i];
        const bool here = dilemma < 0 ? fork->place.ending >= 0
                                      : fork->place.ending < 0 && fork->place.dilemma == dilemma &&
                                            fork->place.option == option;
        int32_t value;

        if (here && scenario_comparison_value(fork->node, &moment, &value))
            values[i] = (int16_t)value;
    }
}

static void play(void *arg, uint32_t number)
{
    const struct asking *a = arg;
    const struct scenario *s = a->s;
    struct sim_team team, start, before;
    uint32_t played = 0;

    for (uint32_t i = 0; i < a->forks->count; i++)
        a->forks->value[(size_t)number * a->forks->count + i] = FORKS_NO_VALUE;
    scenario_team_make(s, playtest_mix(number, 0, 67), &team);
    start = team;
    for (uint32_t round = 0; round < s->rounds_count; round++) {
        const uint32_t dilemma = scenario_draw(s, round, &team, played);
        const uint32_t option =
            playtest_mix(number, round, 71) % s->dilemmas[dilemma].options_count;

        before = team;
        scenario_start_option(s, dilemma, option, &team);
        scenario_run(s, dilemma, &team);
        played |= 1u << dilemma;
        ask(a, number, (int32_t)dilemma, option, &team, &before);
    }
    ask(a, number, -1, 0, &team, &start);
}

/* --- how wide -------------------------------------------------------------------------------- */

void forks_measure(const struct forks *forks, uint32_t number, int32_t threshold, struct fork *out)
{
    const struct fork *fork = &forks->items[number];
    double sum[2] = {0, 0}, width = HUGE_VAL;
    uint32_t count[2] = {0, 0};

    for (uint32_t i = 0; i < forks->plays; i++) {
        const int16_t value = forks->value[(size_t)i * forks->count + number];
        const int side =
            scenario_comparison_is((enum condition_op)fork->node->op, value, threshold);

        if (value == FORKS_NO_VALUE)
            continue;
        sum[side] += value;
        count[side]++;
    }
    if (forks_is_change(fork->node))
        width = abs(threshold) / fork->deviation;
    if (count[0] >= FORKS_PLAYS_LEAST && count[1] >= FORKS_PLAYS_LEAST)
        width = fmin(width, fabs(sum[1] / count[1] - sum[0] / count[0]) / fork->deviation);
    out->width = width;
    out->fails = count[0];
    out->holds = count[1];
}

bool forks_find(struct forks *forks, const struct scenario *s, uint32_t plays, uint32_t threads)
{
    struct asking asking = {s, forks};

    memset(forks, 0, sizeof *forks);
    forks->plays = plays;
    collect(forks, s);
    forks->value = calloc((size_t)plays * forks->count + 1, sizeof *forks->value);
    if (forks->value == NULL)
        return false;
    parallel_run(plays, threads, play, &asking);
    for (uint32_t i = 0; i < forks->count; i++) {
        forks_measure(forks, i, forks->items[i].node->value, &forks->items[i]);
        forks->thin += forks->items[i].width < FORKS_LEAST_SD;
    }
    return true;
}

void forks_clear(struct forks *forks)
{
    free(forks->value);
    forks->value = NULL;
}

/* --- words ----------------------------------------------------------------------------------- */

static const char *const member_names[CONDITION_MEMBERS_COUNT] = {
#define X(NAME, name) #name,
    CONDITION_MEMBERS(X)
#undef X
};

void forks_comparison_name(const struct scenario *s, const struct condition_node *n, char *out,
                           size_t capacity)
{
    static const char *const ops[CONDITION_OPS_COUNT] = {"<", "<=", ">", ">=", "=="};
    const struct bytes who = s->members[n->slot].id;
    char what[64] = "";

    if (n->of == CONDITION_OF_MEMBER || n->of == CONDITION_OF_MEMBER_DELTA)
        snprintf(what, sizeof what, "member:%.*s.%s%s", (int)who.size, (const char *)who.data,
                 n->of == CONDITION_OF_MEMBER_DELTA ? "delta:" : "", member_names[n->index]);
    else if (n->of == CONDITION_OF_OUTCOME || n->of == CONDITION_OF_DELTA_OUTCOME)
        snprintf(what, sizeof what, "%s%s", n->of == CONDITION_OF_DELTA_OUTCOME ? "delta:" : "",
                 sim_outcome_name(n->index));
    else if (n->of == CONDITION_OF_FACTOR || n->of == CONDITION_OF_DELTA_FACTOR)
        snprintf(what, sizeof what, "%s%s", n->of == CONDITION_OF_DELTA_FACTOR ? "delta:" : "",
                 sim_factor_name(n->index));
    else
        snprintf(what, sizeof what, "precondition:%u", n->index);
    snprintf(out, capacity, "%s %s %d", what, ops[n->op], n->value);
}

void forks_name(const struct scenario *s, const struct fork *fork, char *out, size_t capacity)
{
    const struct fork_place *at = &fork->place;
    char comparison[FORK_COMPARISON_TEXT];

    forks_comparison_name(s, fork->node, comparison, sizeof comparison);
    if (at->ending >= 0) {
        const struct bytes id = s->endings[at->ending].id;

        snprintf(out, capacity, "%.*s: %s", (int)id.size, (const char *)id.data, comparison);
    } else {
        const struct scenario_dilemma *d = &s->dilemmas[at->dilemma];
        const struct scenario_option *o = &d->options[at->option];
        const struct bytes id = o->paragraphs[at->paragraph].id;

        snprintf(out, capacity, "%.*s/%.*s/%.*s: %s", (int)d->id.size, (const char *)d->id.data,
                 (int)o->id.size, (const char *)o->id.data, (int)id.size, (const char *)id.data,
                 comparison);
    }
}
