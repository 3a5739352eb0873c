/* findings.c -- makes two arms from the words of a test: states, actions, comparisons. The rules
 * are in the header; what is measured is in measure.c. */
#include "lab/evidence/findings.h"
#include "lab/evidence/measure.h"

#include "sim/sim_math.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATES_MAX     16
#define ACTIONS_MAX    6
#define LEVEL_STEP     200
#define QUALITY_USUAL  700
#define LEADER_HOURS   12
#define DISRUPTED_WEEK 4

enum level { LEVEL_LOW, LEVEL_MID, LEVEL_HIGH, LEVEL_RAISED, STEPS_COUNT };
static const char *const level_names[STEPS_COUNT] = {"low", "mid", "high", "raised"};
static const int32_t level_steps[STEPS_COUNT] = {-LEVEL_STEP, 0, LEVEL_STEP, LEVEL_STEP};

/* One arm in words. */
struct finding_side {
    const char *state[STATES_MAX];
    enum level level[STATES_MAX];
    uint32_t states_count;
    const char *action[ACTIONS_MAX]; /* Ids of interventions. */
    uint32_t actions_count;
};

/* The same in the form that the laboratory takes. */
struct world {
    struct lab_setup setup;
    struct lab_plan plan;
    int32_t pushes[SIM_PUSHES_COUNT]; /* They are there all the time. */
    int32_t quality;
    bool disrupted;
};

static int level_find(const char *text, size_t bytes)
{
    for (int i = 0; i < STEPS_COUNT; i++)
        if (strlen(level_names[i]) == bytes && memcmp(level_names[i], text, bytes) == 0)
            return i;
    return -1;
}

/* --- sides ------------------------------------------------------------------------------------ */

static bool side_set(struct finding_side *side, const char *state, const char *level)
{
    int found = level_find(level, strlen(level));
    uint32_t i = 0;

    while (i < side->states_count && strcmp(side->state[i], state) != 0)
        i++;
    if (found < 0 || i == STATES_MAX)
        return false;
    side->state[i] = state;
    side->level[i] = (enum level)found;
    if (i == side->states_count)
        side->states_count++;
    return true;
}

static bool side_act(struct finding_side *side, const cJSON *interventions)
{
    const cJSON *item;

    side->actions_count = 0;
    cJSON_ArrayForEach(item, interventions)
    {
        if (side->actions_count == ACTIONS_MAX || cJSON_GetStringValue(item) == NULL)
            return false;
        side->action[side->actions_count++] = cJSON_GetStringValue(item);
    }
    return true;
}

/* Read what the test says about both arms. */
static bool side_read(struct finding_side *side, const cJSON *test)
{
    const cJSON *states = cJSON_GetObjectItemCaseSensitive(test, "context_state"), *state;

    *side = (struct finding_side){0};
    cJSON_ArrayForEach(state, states)
    {
        if (!side_set(side, evidence_string(state, "id"), evidence_string(state, "is")))
            return false;
    }
    return side_act(side, cJSON_GetObjectItemCaseSensitive(test, "interventions"));
}

/* Apply what translations.json says about one arm. */
static bool side_override(struct finding_side *side, const cJSON *arm)
{
    const cJSON *actions = cJSON_GetObjectItemCaseSensitive(arm, "interventions");
    const cJSON *states = cJSON_GetObjectItemCaseSensitive(arm, "states"), *state;

    cJSON_ArrayForEach(state, states)
    {
        const char *level = cJSON_GetStringValue(state);

        if (level == NULL || !side_set(side, state->string, level))
            return false;
    }
    return actions == NULL || side_act(side, actions);
}

/* --- comparisons ------------------------------------------------------------------------------ */

static bool known_intervention(const struct evidence_source *source, const char *id)
{
    return catalogue_find_intervention(source->catalogue, bytes_of(id)) >= 0;
}

/* "e_job_crafting_vs_job_crafting" */
static bool compare_actions(const struct evidence_source *source, const char *compare,
                            const char *versus, struct finding_side sides[2])
{
    const struct catalogue *c = source->catalogue;
    struct bytes first = {(const uint8_t *)compare, (size_t)(versus - compare)};

    if (catalogue_find_intervention(c, first) < 0 || !known_intervention(source, versus + 4))
        return false;
    /* The first is what the test itself does. */
    sides[1].actions_count = 1;
    sides[1].action[0] = versus + 4;
    return true;
}

/* "low_vs_high_support": states at the first level change to the second; if none is, states at the
 * second level change to the first. */
static bool compare_levels(const char *compare, const char *versus, struct finding_side sides[2])
{
    const char *second = versus + 4, *end = strchr(second, '_');
    int from = level_find(compare, (size_t)(versus - compare));
    int to = end != NULL ? level_find(second, (size_t)(end - second)) : -1;
    bool changed = false;

    if (from < 0 || to < 0)
        return false;
    for (int k = 0; k < 2 && !changed; k++) {
        int seek = k == 0 ? from : to, replace = k == 0 ? to : from;
        struct finding_side *other = &sides[1 - k];

        for (uint32_t i = 0; i < other->states_count; i++) {
            if ((int)other->level[i] != seek)
                continue;
            other->level[i] = (enum level)replace;
            changed = true;
        }
    }
    return changed;
}

static const char *sides_of(const struct evidence_source *source, const cJSON *test,
                            struct finding_side sides[2])
{
    const char *compare = evidence_string(test, "compare"), *versus = strstr(compare, "_vs_");
    const cJSON *all = cJSON_GetObjectItemCaseSensitive(source->translations, "compare");
    const cJSON *own = cJSON_GetObjectItemCaseSensitive(all, compare);
    const char *reason = evidence_string(own, "not_expressible");

    if (!side_read(&sides[0], test))
        return "test_malformed";
    sides[1] = sides[0];
    if (*reason != '\0')
        return reason;
    if (own != NULL)
        return side_override(&sides[0], cJSON_GetObjectItemCaseSensitive(own, "with")) &&
                       side_override(&sides[1], cJSON_GetObjectItemCaseSensitive(own, "against"))
                   ? NULL
                   : "test_malformed";
    if (strcmp(compare, "with_vs_without") == 0) {
        sides[1].actions_count = 0;
        return sides[0].actions_count > 0 ? NULL : "test_malformed";
    }
    if (versus != NULL &&
        (compare_actions(source, compare, versus, sides) || compare_levels(compare, versus, sides)))
        return NULL;
    return "compare_unknown";
}

/* --- worlds ----------------------------------------------------------------------------------- */

static void add_factor(struct world *w, int factor, int32_t amount)
{
    int32_t *base = &w->setup.origin.base[factor];

    *base = sim_min(1000, sim_max(0, *base + amount));
}

static int trait_find(const char *name)
{
    static const char *const names[] = {
#define X(name) #name,
        SIM_MEMBER_TRAITS(X)
#undef X
    };

    for (int i = 0; i < SIM_TRAITS_COUNT; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

/* Move one quantity of the model. false: the model does not have it. */
static bool move_model(struct world *w, const char *model, int32_t amount)
{
    int factor = sim_factor_find(model, strlen(model));
    int push = sim_push_find(model, strlen(model));

    if (factor >= 0) {
        add_factor(w, factor, amount);
    } else if (push == SIM_PUSH_COPING) {
        if (amount < 0) /* In the model, coping can only help. */
            return false;
        w->pushes[push] += amount;
    } else if (push >= 0) {
        w->pushes[push] += amount;
    } else if (strncmp(model, "trait:", 6) == 0 && trait_find(model + 6) >= 0) {
        w->setup.trait_shift[trait_find(model + 6)] += amount;
    } else if (strcmp(model, "start:quality") == 0) {
        w->quality += amount;
    } else if (strcmp(model, "pulse:disrupt") == 0) {
        w->disrupted |= amount > 0;
    } else if (strcmp(model, "pulse:hours") == 0) {
        w->setup.origin.leader_hours -= LEADER_HOURS * amount / (2 * LEVEL_STEP);
    } else {
        return false;
    }
    return true;
}

static bool move_state(const struct evidence_source *source, struct world *w, const char *id,
                       int32_t step)
{
    const cJSON *factor = evidence_factor(source, id), *part;
    const cJSON *parts = cJSON_GetObjectItemCaseSensitive(factor, "levers");
    bool moved = false;

    if (parts == NULL)
        parts = cJSON_GetObjectItemCaseSensitive(factor, "maps_to");
    cJSON_ArrayForEach(part, parts)
    {
        int32_t weight = cJSON_GetObjectItemCaseSensitive(part, "weight")->valueint;
        int32_t sign = strcmp(evidence_string(part, "sign"), "-") == 0 ? -1 : 1;

        moved |= move_model(w, evidence_string(part, "model"), sign * step * weight / 1000);
    }
    return moved;
}

static bool has_action(const struct finding_side *side, const char *id)
{
    for (uint32_t i = 0; i < side->actions_count; i++)
        if (strcmp(side->action[i], id) == 0)
            return true;
    return false;
}

static bool act(const struct evidence_source *source, struct world *w, const char *id)
{
    int32_t found = catalogue_find_intervention(source->catalogue, bytes_of(id));
    const struct catalogue_intervention *i;
    struct lab_plan plan;

    if (found < 0)
        return false;
    i = &source->catalogue->interventions[found];
    plan =
        lab_quality(lab_up(lab_plan_pulse(i->pulse), i->up), sim_min(1000, sim_max(0, w->quality)));
    if (i->forced)
        plan = lab_forced(plan);
    w->plan = lab_and_then(w->plan, plan);
    return true;
}

/* Apply settings of the test that need more than their name. */
static bool settle_context(const struct evidence_source *source, const char *context,
                           const struct finding_side *side, struct world *w)
{
    const cJSON *all = cJSON_GetObjectItemCaseSensitive(source->translations, "contexts");
    const cJSON *own = cJSON_GetObjectItemCaseSensitive(all, context);
    const cJSON *tenure = cJSON_GetObjectItemCaseSensitive(own, "tenure_weeks"), *running;

    if (strcmp(evidence_string(own, "phase"), "applying") == 0)
        w->setup = lab_in_phase(w->setup, SIM_TOE);
    if (cJSON_IsNumber(tenure))
        w->setup = lab_with_tenure(w->setup, tenure->valueint);
    cJSON_ArrayForEach(running, cJSON_GetObjectItemCaseSensitive(own, "running"))
    {
        const char *id = cJSON_GetStringValue(running);

        if (id == NULL || (!has_action(side, id) && !act(source, w, id)))
            return false;
    }
    return true;
}

/* Add the pushes that are there all the time. */
static void stand(struct lab_experiment *x, struct world *w)
{
    struct sim_pulse p = {.layer = SIM_LAYER_HAPPENING, .hold = 1000, .fade = 1};

    for (int i = 0; i < SIM_PHASES_COUNT; i++)
        p.fit[i] = 1000;
    for (int v = 0; v < SIM_PUSHES_COUNT; v++)
        if (w->pushes[v] != 0)
            p.pushes[p.pushes_count++] = (struct sim_effect){(int16_t)v, (int16_t)w->pushes[v]};
    if (p.pushes_count > 0)
        w->setup.standing = (int32_t)lab_add_pulse(x, &p);
}

/* Do the arms differ in this state? */
static bool is_compared(const struct finding_side sides[2], uint32_t state)
{
    return state >= sides[0].states_count || state >= sides[1].states_count ||
           sides[0].level[state] != sides[1].level[state];
}

static const char *world_of(const struct evidence_source *source, const cJSON *test,
                            const struct finding_side sides[2], int arm, struct lab_experiment *x,
                            struct world *w)
{
    const struct finding_side *side = &sides[arm];

    *w = (struct world){.setup = lab_average(), .plan = lab_nothing(), .quality = QUALITY_USUAL};
    w->setup.origin.leader_hours = LEADER_HOURS;
    for (uint32_t i = 0; i < side->states_count; i++)
        if (!move_state(source, w, side->state[i], level_steps[side->level[i]]) &&
            is_compared(sides, i))
            return "state_unknown";
    if (!settle_context(source, evidence_string(test, "context"), side, w))
        return "action_unknown";
    for (uint32_t i = 0; i < side->actions_count; i++)
        if (!act(source, w, side->action[i]))
            return "action_unknown";
    if (w->disrupted)
        w->plan = lab_and_then(
            w->plan, lab_at_week(lab_forced(lab_up(GIVE(x, "reorganisatie"), 0)), DISRUPTED_WEEK));
    stand(x, w);
    return NULL;
}

/* --- the test --------------------------------------------------------------------------------- */

static const char *check_direction(struct lab_experiment *x, const cJSON *test, struct lab_stat d,
                                   bool untouched)
{
    const char *direction = evidence_string(test, "expected_direction");
    const char *measure = evidence_string(test, "measure");

    if (strcmp(direction, "none") == 0) {
        lab_check_d(x, measure, d, -FINDING_NONE, FINDING_NONE);
        x->checks[x->checks_count - 1].holds &= fabs(d.mean) + LAB_Z * d.se <= FINDING_NONE;
        return NULL;
    }
    if (untouched)
        return "no_path";
    if (strcmp(direction, "up") == 0)
        lab_check_d(x, measure, d, FINDING_ANY, FINDING_LIMIT);
    else if (strcmp(direction, "down") == 0)
        lab_check_d(x, measure, d, -FINDING_LIMIT, -FINDING_ANY);
    else
        return "test_malformed";
    return NULL;
}

/* The members who joined the first action that people join, if with and without are compared. */
static const uint16_t *joined_masks(struct lab_experiment *x, const cJSON *test,
                                    const struct world *w, const struct lab_arm *arm)
{
    uint32_t number = w->setup.standing >= 0; /* The standing pulse was the first. */

    if (strcmp(evidence_string(test, "compare"), "with_vs_without") != 0)
        return NULL;
    for (uint32_t i = 0; i < w->plan.count; i++, number++) {
        if (x->catalogue->pulses[w->plan.start[i].pulse].personal == 0)
            continue;
        for (uint32_t s = 0; s < arm->teams; s++)
            x->others[s] = arm->joined[s][number];
        return x->others;
    }
    return NULL;
}

const char *finding_run(const struct evidence_source *source, const cJSON *test,
                        struct lab_experiment *x, bool *untouched, bool *direct)
{
    const cJSON *horizon = cJSON_GetObjectItemCaseSensitive(test, "horizon_weeks");
    const char *measure = evidence_string(test, "measure"), *reason;
    const struct lab_arm *arms[2];
    struct finding_side sides[2];
    struct world worlds[2];
    struct lab_stat d;

    if (!cJSON_IsNumber(horizon) || horizon->valueint < 1 || horizon->valueint > 1000)
        return "test_malformed";
    if (!measure_known(source, measure))
        return "measure_unknown";
    reason = sides_of(source, test, sides);
    for (int k = 0; k < 2 && reason == NULL; k++) {
        struct world *w = &worlds[k];

        reason = world_of(source, test, sides, k, x, w);
        if (reason == NULL)
            arms[k] = lab_arm(x, w->setup, w->plan, WEEKS(horizon->valueint));
    }
    if (reason != NULL)
        return reason;
    *direct = measure_is_direct(source, measure, x,
                                (const struct lab_setup[]){worlds[0].setup, worlds[1].setup},
                                (const struct lab_plan[]){worlds[0].plan, worlds[1].plan});
    d = measure_effect(source, measure, x, arms[0], arms[1], horizon->valueint,
                       joined_masks(x, test, &worlds[0], arms[0]), untouched);
    return check_direction(x, test, d, *untouched);
}
