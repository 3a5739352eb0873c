/* playtest_judge.c -- makes a verdict of states: which option is best where, which is dominated,
 * and what decides. */
#include "playtest/playtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LIMITS 15 /* Places tried per feature for a split. */

/* For the balance: each outcome's distance from the mean of the options, in units of its spread. */
struct scale {
    double unit[PLAYTEST_OUTCOMES];
};

static double mean_of(const struct playtest_sample *s, uint32_t options, uint32_t outcome)
{
    double sum = 0;

    for (uint32_t o = 0; o < options; o++)
        sum += s->value[o][outcome];
    return sum / options;
}

static struct scale make_scale(const struct playtest_states *states, uint32_t options)
{
    struct scale scale;

    for (uint32_t k = 0; k < PLAYTEST_OUTCOMES; k++) {
        double sum = 0;

        for (uint32_t i = 0; i < states->count; i++) {
            const double mean = mean_of(&states->items[i], options, k);

            for (uint32_t o = 0; o < options; o++) {
                const double d = states->items[i].value[o][k] - mean;

                sum += d * d;
            }
        }
        scale.unit[k] = sqrt(sum / (states->count * options));
        if (scale.unit[k] < 1e-9)
            scale.unit[k] = 1;
    }
    return scale;
}

static double balance(const struct playtest_sample *s, uint32_t option, const struct scale *scale)
{
    double sum = 0;

    for (uint32_t k = 0; k < PLAYTEST_OUTCOMES; k++)
        sum += s->value[option][k] / scale->unit[k];
    return sum;
}

/* The best option, by balance or by one outcome (outcome >= 0). The number of the state breaks
 * ties, so that no option gains by its place. */
static uint32_t best_option(const struct playtest_sample *s, uint32_t options,
                            const struct scale *scale, int outcome, uint32_t number)
{
    uint32_t best = number % options;

    for (uint32_t i = 1; i < options; i++) {
        const uint32_t o = (number + i) % options;
        const double a = outcome < 0 ? balance(s, o, scale) : s->value[o][outcome];
        const double b = outcome < 0 ? balance(s, best, scale) : s->value[best][outcome];

        if (a > b)
            best = o;
    }
    return best;
}

static bool worse_everywhere(const struct playtest_sample *s, uint32_t o, uint32_t other)
{
    for (uint32_t k = 0; k < PLAYTEST_OUTCOMES; k++) {
        if (s->value[o][k] >= s->value[other][k])
            return false;
    }
    return true;
}

static void find_dominated(const struct playtest_states *states, struct playtest_verdict *v)
{
    for (uint32_t o = 0; o < v->options; o++) {
        v->dominated_by[o] = -1;
        for (uint32_t other = 0; other < v->options; other++) {
            uint32_t worse = 0;

            for (uint32_t i = 0; other != o && i < states->count; i++)
                worse += worse_everywhere(&states->items[i], o, other);
            if (worse * 100 >= states->count * PLAYTEST_DOMINATED)
                v->dominated_by[o] = (int8_t)other;
            if (worse > v->worse[o] * states->count)
                v->worse[o] = worse / (double)states->count;
        }
    }
}

static void add_state(struct playtest_verdict *v, const struct playtest_sample *s,
                      const struct scale *scale, uint8_t best, uint32_t number)
{
    const double top = balance(s, best, scale);
    double low = top;

    v->best[best] += 1;
    for (uint32_t k = 0; k < PLAYTEST_OUTCOMES; k++) {
        const double mean = mean_of(s, v->options, k);

        v->best_of[best_option(s, v->options, scale, (int)k, number)][k] += 1;
        for (uint32_t o = 0; o < v->options; o++)
            v->mean[o][k] += (s->value[o][k] - mean) / 4;
    }
    for (uint32_t o = 0; o < v->options; o++) {
        const double value = balance(s, o, scale);

        v->regret[o] += top - value;
        low = value < low ? value : low;
    }
    v->stake += top - low;
}

static void make_means(struct playtest_verdict *v)
{
    const double n = v->states;

    for (uint32_t o = 0; o < v->options; o++) {
        v->best[o] /= n;
        v->regret[o] /= n;
        for (uint32_t k = 0; k < PLAYTEST_OUTCOMES; k++) {
            v->best_of[o][k] /= n;
            v->mean[o][k] /= n;
        }
    }
    v->stake /= n;
}

/* --- what decides ---------------------------------------------------------------------------- */

/* Some of the states, by index, with the best option of each. */
struct judge_part {
    const struct playtest_states *states;
    const uint8_t *best;
    const uint32_t *index;
    uint32_t count;
    uint32_t options;
};

static uint32_t most(const uint32_t counts[OPTIONS_MAX], uint8_t *which)
{
    uint32_t top = 0;

    *which = 0;
    for (uint32_t o = 0; o < OPTIONS_MAX; o++) {
        if (counts[o] > top) {
            top = counts[o];
            *which = (uint8_t)o;
        }
    }
    return top;
}

/* How many states are guessed right when those below the limit get one option and the others
 * another. */
static uint32_t guess(const struct judge_part *p, uint32_t feature, int32_t limit,
                      struct playtest_split *split)
{
    uint32_t below[OPTIONS_MAX] = {0}, above[OPTIONS_MAX] = {0};
    uint32_t right;

    for (uint32_t i = 0; i < p->count; i++) {
        const uint32_t n = p->index[i];

        if (p->states->items[n].feature[feature] < limit)
            below[p->best[n]]++;
        else
            above[p->best[n]]++;
    }
    right = most(below, &split->below) + most(above, &split->above);
    split->feature = (int32_t)feature;
    split->limit = limit;
    return right;
}

static int compare_int(const void *a, const void *b)
{
    return *(const int16_t *)a - *(const int16_t *)b;
}

/* Limits of a feature, evenly spread over a part (from a sample of it). */
static uint32_t limits_of(const struct judge_part *p, uint32_t feature, int32_t out[LIMITS])
{
    int16_t values[1024];
    const uint32_t count = p->count < 1024 ? p->count : 1024;
    uint32_t found = 0;

    for (uint32_t i = 0; i < count; i++)
        values[i] = p->states->items[p->index[(uint64_t)i * p->count / count]].feature[feature];
    qsort(values, count, sizeof *values, compare_int);
    for (uint32_t i = 1; i <= LIMITS && count > 0; i++) {
        const int32_t limit = values[(uint64_t)i * (count - 1) / (LIMITS + 1)];

        if (limit > values[0] && (found == 0 || out[found - 1] != limit))
            out[found++] = limit;
    }
    return found;
}

static uint32_t best_split(const struct judge_part *p, uint32_t features,
                           struct playtest_split *out)
{
    uint32_t counts[OPTIONS_MAX] = {0}, top;

    for (uint32_t i = 0; i < p->count; i++)
        counts[p->best[p->index[i]]]++;
    *out = (struct playtest_split){.feature = -1};
    top = most(counts, &out->below);
    out->above = out->below;
    for (uint32_t f = 0; f < features; f++) {
        int32_t limits[LIMITS];
        const uint32_t count = limits_of(p, f, limits);

        for (uint32_t i = 0; i < count; i++) {
            struct playtest_split split;
            const uint32_t right = guess(p, f, limits[i], &split);

            /* A split must say something: its sides have different options, and it guesses clearly
             * better. */
            if (right > top + p->count / 100 && split.below != split.above) {
                top = right;
                *out = split;
            }
        }
    }
    return top;
}

static void find_splits(const struct playtest_states *states, const uint8_t *best,
                        uint32_t features, struct playtest_verdict *v)
{
    uint32_t *index = calloc((size_t)states->count * 3 + 1, sizeof *index);
    struct judge_part whole = {states, best, index, states->count, v->options}, low = whole,
                      high = whole;
    uint32_t *below, *above;
    uint32_t right;

    if (index == NULL)
        return;
    below = index + states->count;
    above = below + states->count;
    for (uint32_t i = 0; i < states->count; i++)
        index[i] = i;
    v->guess_one = best_split(&whole, features, &v->first) / (double)states->count;
    low.index = below;
    high.index = above;
    low.count = high.count = 0;
    for (uint32_t i = 0; i < states->count && v->first.feature >= 0; i++) {
        if (states->items[i].feature[v->first.feature] < v->first.limit)
            below[low.count++] = i;
        else
            above[high.count++] = i;
    }
    right = best_split(&low, features, &v->below) + best_split(&high, features, &v->above);
    v->guess_two = v->first.feature < 0 ? v->guess_one : right / (double)states->count;
    free(index);
}

/* --- verdict --------------------------------------------------------------------------------- */

uint32_t playtest_best_least(const struct playtest *test)
{
    return test->own_teams ? PLAYTEST_OWN_LEAST : PLAYTEST_BEST_LEAST;
}

static bool holds(const struct playtest_verdict *v, uint32_t least)
{
    for (uint32_t o = 0; o < v->options; o++) {
        if (v->best[o] * 100 > PLAYTEST_BEST_MOST || v->best[o] * 100 < least ||
            v->dominated_by[o] >= 0)
            return false;
    }
    return v->states > 0;
}

/* Also fills best[i] with the best option of state i. */
static void weigh(const struct playtest *test, uint32_t dilemma, struct playtest_verdict *out,
                  uint8_t *best)
{
    const struct playtest_states *states = &test->states[dilemma];
    const struct scale scale = make_scale(states, out->options);

    for (uint32_t i = 0; i < states->count; i++) {
        best[i] = (uint8_t)best_option(&states->items[i], out->options, &scale, -1, i);
        add_state(out, &states->items[i], &scale, best[i], i);
    }
    make_means(out);
    for (uint32_t o = 0; o < out->options; o++)
        out->guess_none = out->best[o] > out->guess_none ? out->best[o] : out->guess_none;
    find_dominated(states, out);
    out->holds = holds(out, playtest_best_least(test));
}

static void judge(const struct playtest *test, uint32_t dilemma, bool splits,
                  struct playtest_verdict *out)
{
    const struct playtest_states *states = &test->states[dilemma];
    uint8_t *best = calloc(states->count + 1, 1);

    memset(out, 0, sizeof *out);
    out->options = test->scenario->dilemmas[dilemma].options_count;
    out->states = states->count;
    out->first.feature = out->below.feature = out->above.feature = -1;
    if (states->count > 0 && best != NULL) {
        weigh(test, dilemma, out, best);
        if (splits)
            find_splits(states, best, playtest_features_count(test->scenario), out);
    }
    free(best);
}

void playtest_judge(const struct playtest *test, uint32_t dilemma, struct playtest_verdict *out)
{
    judge(test, dilemma, true, out);
}

void playtest_weigh(const struct playtest *test, uint32_t dilemma, struct playtest_verdict *out)
{
    judge(test, dilemma, false, out);
}
