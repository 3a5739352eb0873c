#include "playtest/fork_survey.h"

#include "playtest/parallel.h"
#include "playtest/playtest_play.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SHARE_LEAST 0.2
#define SHARE_MOST  0.8

/* --- plays ----------------------------------------------------------------------------------- */

static void add_nodes(struct fork_survey *survey, enum condition_of of, uint32_t count,
                      uint32_t slot)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct condition_node node = {.kind = CONDITION_COMPARE,
                                            .of = (uint8_t)of,
                                            .index = (uint8_t)i,
                                            .slot = (uint8_t)slot};

        if (forks_deviation(&node) > 0)
            survey->nodes[survey->nodes_count++] = node;
    }
}

static void play(void *arg, uint32_t number)
{
    struct fork_survey *survey = arg;
    const struct scenario *s = survey->scenario;
    struct sim_team team, before;
    uint32_t played = 0;

    scenario_team_make(s, playtest_mix(number, 0, 79), &team);
    for (uint32_t round = 0; round < s->rounds_count; round++) {
        const size_t row = (size_t)number * ROUNDS_MAX + round;
        const uint32_t dilemma = scenario_draw(s, round, &team, played);
        const uint32_t option =
            playtest_mix(number, round, 83) % s->dilemmas[dilemma].options_count;
        struct scenario_moment moment;

        before = team;
        scenario_start_option(s, dilemma, option, &team);
        scenario_run(s, dilemma, &team);
        played |= 1u << dilemma;
        moment = scenario_moment_make(&team, &before, &s->parameters);
        survey->chosen[row] = (uint8_t)(dilemma * OPTIONS_MAX + option);
        for (uint32_t i = 0; i < survey->nodes_count; i++) {
            int32_t value = FORKS_NO_VALUE;

            scenario_comparison_value(&survey->nodes[i], &moment, &value);
            survey->value[row * survey->nodes_count + i] = (int16_t)value;
        }
    }
}

bool fork_survey_make(struct fork_survey *survey, const struct scenario *s, uint32_t plays,
                      uint32_t threads)
{
    const size_t rows = (size_t)plays * ROUNDS_MAX;

    _Static_assert(DILEMMAS_MAX * OPTIONS_MAX < UINT8_MAX, "a choice fits in a byte");
    *survey = (struct fork_survey){.scenario = s, .plays = plays};
    survey->nodes =
        calloc(SIM_OUTCOMES_COUNT + MEMBERS_MAX * CONDITION_MEMBERS_COUNT, sizeof *survey->nodes);
    if (survey->nodes == NULL)
        return false;
    add_nodes(survey, CONDITION_OF_DELTA_OUTCOME, SIM_OUTCOMES_COUNT, 0);
    for (uint32_t m = 0; m < s->members_count; m++)
        add_nodes(survey, CONDITION_OF_MEMBER_DELTA, CONDITION_MEMBERS_COUNT, m);
    survey->chosen = malloc(rows);
    survey->value = calloc(rows * survey->nodes_count, sizeof *survey->value);
    if (survey->chosen == NULL || survey->value == NULL)
        return false;
    memset(survey->chosen, UINT8_MAX, rows);
    parallel_run(plays, threads, play, survey);
    return true;
}

void fork_survey_clear(struct fork_survey *survey)
{
    free(survey->nodes);
    free(survey->chosen);
    free(survey->value);
    *survey = (struct fork_survey){.scenario = NULL};
}

/* --- what would do --------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    return *(const int16_t *)a - *(const int16_t *)b;
}

/* The values of a node after this option, in order. */
static uint32_t collect(const struct fork_survey *survey, uint32_t dilemma, uint32_t option,
                        uint32_t node, int16_t *out)
{
    uint32_t count = 0;

    for (size_t row = 0; row < (size_t)survey->plays * ROUNDS_MAX; row++) {
        const int16_t value = survey->value[row * survey->nodes_count + node];

        if (survey->chosen[row] == dilemma * OPTIONS_MAX + option && value != FORKS_NO_VALUE)
            out[count++] = value;
    }
    qsort(out, count, sizeof *out, compare);
    return count;
}

/* How far the cases above a threshold are from the others, in points; 0: one side is empty. */
static double sides_apart(const int16_t *values, uint32_t count, uint32_t below)
{
    double sum[2] = {0, 0};

    if (below == 0 || below == count)
        return 0;
    for (uint32_t i = 0; i < count; i++)
        sum[i >= below] += values[i];
    return sum[1] / (count - below) - sum[0] / below;
}

/* Keep the best few, the most evenly divided first. */
static uint32_t keep(struct fork_instead out[FORK_SURVEY_BEST], uint32_t count,
                     struct fork_instead one)
{
    uint32_t at = count;

    while (at > 0 && fabs(out[at - 1].share - 0.5) > fabs(one.share - 0.5))
        at--;
    if (at == FORK_SURVEY_BEST)
        return count;
    count += count < FORK_SURVEY_BEST;
    memmove(&out[at + 1], &out[at], (count - at - 1) * sizeof *out);
    out[at] = one;
    return count;
}

/* Try a threshold: far enough from no change, sides far enough apart, nearer to the middle than the
 * best up to now. A fall is a rise with the signs turned. */
static void consider(const int16_t *values, uint32_t count, bool rise, int32_t threshold,
                     struct fork_instead *best)
{
    const double least = FORKS_LEAST_SD * forks_deviation(&best->node);
    uint32_t below = 0;
    double share;

    while (below < count && (rise ? values[below] <= threshold : values[below] < threshold))
        below++;
    share = (rise ? count - below : below) / (double)count;
    if ((rise ? threshold : -threshold) < least || sides_apart(values, count, below) < least ||
        fabs(share - 0.5) >= fabs(best->share - 0.5))
        return;
    best->node.op = rise ? CONDITION_OP_GT : CONDITION_OP_LT;
    best->node.value = threshold;
    best->share = share;
}

/* The threshold that divides best. false: none is good. */
static bool find_side(const int16_t *values, uint32_t count, bool rise, struct fork_instead *one)
{
    const int32_t least = (int32_t)ceil(FORKS_LEAST_SD * forks_deviation(&one->node));

    one->share = 0;
    consider(values, count, rise, rise ? least : -least, one);
    for (uint32_t i = 5; i < 100; i += 5)
        consider(values, count, rise, values[(uint64_t)i * count / 100], one);
    return one->share >= SHARE_LEAST && one->share <= SHARE_MOST;
}

uint32_t fork_survey_find(const struct fork_survey *survey, uint32_t dilemma, uint32_t option,
                          int32_t slot, struct fork_instead out[FORK_SURVEY_BEST])
{
    int16_t *values = malloc((size_t)survey->plays * ROUNDS_MAX * sizeof *values);
    uint32_t found = 0;

    for (uint32_t i = 0; values != NULL && i < survey->nodes_count; i++) {
        const bool member = survey->nodes[i].of == CONDITION_OF_MEMBER_DELTA;
        struct fork_instead one = {.node = survey->nodes[i]};
        uint32_t count;

        if (member != (slot >= 0) || (member && survey->nodes[i].slot != slot))
            continue;
        count = collect(survey, dilemma, option, i, values);
        for (int rise = 0; count >= 2 * FORKS_PLAYS_LEAST && rise <= 1; rise++) {
            if (find_side(values, count, rise, &one))
                found = keep(out, found, one);
        }
    }
    free(values);
    return found;
}
