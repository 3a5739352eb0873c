#include "playtest/leverage_bars.h"

#include <math.h>
#include <string.h>

/* For each full story and for their mean: learning, wellbeing, work. */
static const double choices_least[PLAYTEST_OUTCOMES] = {0.35, 0.15, 0.15};
static const double choices_mean[PLAYTEST_OUTCOMES] = {0.50, 0.30, 0.30};
static const double same_path_mean[PLAYTEST_OUTCOMES] = {0.15, 0.15, 0.15};
static const double foresight_least[PLAYTEST_OUTCOMES] = {1.2, 1.0, 1.0};
static const double foresight_mean[PLAYTEST_OUTCOMES] = {2.0, 1.5, 1.5};
#define APART_LEAST  0.5 /* Deviations, for both trades. */
#define SEEN_MEAN    0.8
#define DIFFER_MEAN  0.8
#define FIT_MEAN     0.3
#define FIT_STORIES  6  /* Of twelve, with at least FIT_MEAN. */
#define MOST_STORIES 10 /* Of twelve. */

static const char *const outcomes[PLAYTEST_OUTCOMES] = {"learning", "wellbeing", "work"};

static const char *const measures[LEVERAGE_MEASURES_COUNT] = {
#define X(NAME, name) #name,
    LEVERAGE_MEASURES(X)
#undef X
};

const char *leverage_measure_name(int measure)
{
    return measure >= 0 && measure < LEVERAGE_MEASURES_COUNT ? measures[measure] : "";
}

/* Where rows go, and of which story they are. */
struct table {
    leverage_row_fn *row;
    void *arg;
    char story[ID_BYTES_MAX + 1];
    bool barred; /* Bars apply. */
};

static void put_row(const struct table *t, enum leverage_measure measure, const char *outcome,
                    double value, double bar, bool holds)
{
    struct leverage_row row = {.measure = measure, .value = value, .bar = bar, .holds = holds};

    snprintf(row.story, sizeof row.story, "%s", t->story);
    snprintf(row.outcome, sizeof row.outcome, "%s", outcome);
    t->row(t->arg, &row);
}

static void put(const struct table *t, enum leverage_measure measure, const char *outcome,
                double value)
{
    put_row(t, measure, outcome, value, NAN, true);
}

static void put_at_least(const struct table *t, enum leverage_measure measure, const char *outcome,
                         double value, double bar)
{
    if (t->barred)
        put_row(t, measure, outcome, value, bar, value >= bar);
    else
        put(t, measure, outcome, value);
}

/* --- of a story ------------------------------------------------------------------------------ */

static double foresight_points(const struct leverage *l, int outcome)
{
    const int high = 2 * outcome; /* Aims come in pairs, in the order of the outcomes. */

    return l->aimed[high][outcome] - l->aimed[high + 1][outcome];
}

static double foresight(const struct leverage *l, int outcome)
{
    return foresight_points(l, outcome) / leverage_deviation[outcome];
}

/* An outcome for the planner that puts it first, minus that for the planner that pays with it. */
static double apart(const struct leverage *l, int outcome)
{
    const int first = outcome == 2 ? LEVERAGE_AIM_WORK_FIRST : LEVERAGE_AIM_WELLBEING_FIRST;
    const int other = outcome == 2 ? LEVERAGE_AIM_WELLBEING_FIRST : LEVERAGE_AIM_WORK_FIRST;

    return (l->aimed[first][outcome] - l->aimed[other][outcome]) / leverage_deviation[outcome];
}

static bool is_constant(int strategy)
{
    return strategy != LEVERAGE_STRATEGY_FIT;
}

static double fit_over_median(const struct leverage *l)
{
    double constants[LEVERAGE_STRATEGIES_COUNT];
    uint32_t count = 0;

    for (int i = 0; i < LEVERAGE_STRATEGIES_COUNT; i++) {
        if (is_constant(i))
            constants[count++] = leverage_over_random(l, (enum leverage_strategy)i);
    }
    return leverage_over_random(l, LEVERAGE_STRATEGY_FIT) - estimate_median(constants, count);
}

static void rows_of_outcomes(const struct table *t, const struct leverage *l)
{
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        put_at_least(t, LEVERAGE_MEASURE_CHOICES, outcomes[k], estimate_choices(&l->parts[k]),
                     choices_least[k]);
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        put(t, LEVERAGE_MEASURE_SAME_PATH, outcomes[k], estimate_same_path(&l->parts[k]));
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        put_at_least(t, LEVERAGE_MEASURE_FORESIGHT, outcomes[k], foresight(l, k),
                     foresight_least[k]);
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        put(t, LEVERAGE_MEASURE_FORESIGHT_POINTS, outcomes[k], foresight_points(l, k));
    for (int k = 1; k < PLAYTEST_OUTCOMES; k++)
        put_at_least(t, LEVERAGE_MEASURE_APART, outcomes[k], apart(l, k), APART_LEAST);
}

static void rows_of_strategies(const struct table *t, const struct leverage *l)
{
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        put(t, LEVERAGE_MEASURE_FIT, outcomes[k],
            (l->strategy[LEVERAGE_STRATEGY_FIT][k] - l->random[k]) / leverage_deviation[k]);
    put(t, LEVERAGE_MEASURE_FIT, "together", leverage_over_random(l, LEVERAGE_STRATEGY_FIT));
    for (int i = 0; i < LEVERAGE_STRATEGIES_COUNT; i++) {
        if (is_constant(i))
            put(t, LEVERAGE_MEASURE_CONSTANT, leverage_strategy_name(i),
                leverage_over_random(l, (enum leverage_strategy)i));
    }
    put(t, LEVERAGE_MEASURE_FIT_OVER_MEDIAN, "together", fit_over_median(l));
}

static void rows_of_forks(const struct table *t, const struct leverage *l)
{
    char name[LEVERAGE_OUTCOME_TEXT];

    put_row(t, LEVERAGE_MEASURE_FORKS_THIN, "", l->forks.thin, 0, l->forks.thin == 0);
    for (uint32_t i = 0; i < l->forks.count; i++) {
        if (l->forks.items[i].width >= FORKS_LEAST_SD)
            continue;
        forks_name(l->scenario, &l->forks.items[i], name, sizeof name);
        put_row(t, LEVERAGE_MEASURE_FORK, name, l->forks.items[i].width, FORKS_LEAST_SD, false);
    }
}

void leverage_rows_of_story(const struct leverage *l, leverage_row_fn *row, void *arg)
{
    const struct scenario *s = l->scenario;
    struct table t = {.row = row, .arg = arg, .barred = leverage_is_full(s)};

    snprintf(t.story, sizeof t.story, "%.*s", (int)s->id.size, (const char *)s->id.data);
    rows_of_outcomes(&t, l);
    put(&t, LEVERAGE_MEASURE_ROUND_SEEN, "something", l->sees_something);
    for (int i = 0; i < LEVERAGE_SIGHTS_COUNT; i++)
        put(&t, LEVERAGE_MEASURE_ROUND_SEEN, leverage_sight_name(i), l->sees[i]);
    put(&t, LEVERAGE_MEASURE_ENDS_DIFFER, "", l->ends_differ);
    rows_of_strategies(&t, l);
    if (l->states > 0)
        put_row(&t, LEVERAGE_MEASURE_DILEMMAS, "", l->proven, s->dilemmas_count,
                l->proven == s->dilemmas_count);
    rows_of_forks(&t, l);
}

/* --- of all ---------------------------------------------------------------------------------- */

struct all {
    const struct leverage *story[LEVERAGE_STORIES_MAX];
    uint32_t count;
};

typedef double number_fn(const struct leverage *l, int which);

static double mean(const struct all *all, number_fn *number, int which)
{
    double sum = 0;

    for (uint32_t i = 0; i < all->count; i++)
        sum += number(all->story[i], which);
    return sum / all->count;
}

static double choices_of(const struct leverage *l, int k)
{
    return estimate_choices(&l->parts[k]);
}

static double same_path_of(const struct leverage *l, int k)
{
    return estimate_same_path(&l->parts[k]);
}

static double sight_of(const struct leverage *l, int k)
{
    return k < LEVERAGE_SIGHTS_COUNT ? l->sees[k] : l->sees_something;
}

static double differ_of(const struct leverage *l, int k)
{
    (void)k;
    return l->ends_differ;
}

static double strategy_of(const struct leverage *l, int k)
{
    return leverage_over_random(l, (enum leverage_strategy)k);
}

static double fit_of(const struct leverage *l, int k)
{
    return (l->strategy[LEVERAGE_STRATEGY_FIT][k] - l->random[k]) / leverage_deviation[k];
}

static double median_of(const struct leverage *l, int k)
{
    (void)k;
    return fit_over_median(l);
}

static double apart_of(const struct leverage *l, int k)
{
    (void)k;
    return fmin(apart(l, 1), apart(l, 2));
}

/* The number of stories in which a number is at least `least`. */
static uint32_t stories(const struct all *all, number_fn *number, int which, double least,
                        bool as_much)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < all->count; i++) {
        const double value = number(all->story[i], which);

        count += value > least || (as_much && value >= least);
    }
    return count;
}

/* A bar for twelve stories, scaled to fewer stories and rounded up. */
static double of_twelve(const struct all *all, uint32_t stories_of_twelve)
{
    return ceil(stories_of_twelve * all->count / 12.0);
}

static void put_means(const struct table *t, const struct all *all, enum leverage_measure measure,
                      number_fn *number, const double bars[PLAYTEST_OUTCOMES])
{
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++) {
        if (bars == NULL)
            put(t, measure, outcomes[k], mean(all, number, k));
        else
            put_at_least(t, measure, outcomes[k], mean(all, number, k), bars[k]);
    }
}

static void rows_of_fit(const struct table *t, const struct all *all)
{
    const int fit = LEVERAGE_STRATEGY_FIT;
    const double mean_fit = mean(all, strategy_of, fit);

    put_means(t, all, LEVERAGE_MEASURE_FIT, fit_of, NULL);
    put_at_least(t, LEVERAGE_MEASURE_FIT, "together", mean_fit, FIT_MEAN);
    put_at_least(t, LEVERAGE_MEASURE_FIT_STORIES, "above_random",
                 stories(all, strategy_of, fit, 0, false), of_twelve(all, MOST_STORIES));
    put_at_least(t, LEVERAGE_MEASURE_FIT_STORIES, "well_above_random",
                 stories(all, strategy_of, fit, FIT_MEAN, true), of_twelve(all, FIT_STORIES));
    for (int i = 0; i < LEVERAGE_STRATEGIES_COUNT; i++) {
        const double less = is_constant(i) ? mean_fit - mean(all, strategy_of, i) : 0;

        if (is_constant(i))
            put_row(t, LEVERAGE_MEASURE_FIT_OVER_CONSTANT, leverage_strategy_name(i), less, 0,
                    less > 0);
    }
    put(t, LEVERAGE_MEASURE_FIT_OVER_MEDIAN, "together", mean(all, median_of, 0));
    put_at_least(t, LEVERAGE_MEASURE_FIT_STORIES, "above_median",
                 stories(all, median_of, 0, 0, false), of_twelve(all, MOST_STORIES));
}

static void rows_of_sums(const struct table *t, const struct all *all)
{
    uint32_t proven = 0, dilemmas = 0, thin = 0;

    for (uint32_t i = 0; i < all->count; i++) {
        proven += all->story[i]->proven;
        dilemmas += all->story[i]->scenario->dilemmas_count;
        thin += all->story[i]->forks.thin;
    }
    if (all->story[0]->states > 0)
        put_row(t, LEVERAGE_MEASURE_DILEMMAS, "", proven, dilemmas, proven == dilemmas);
    put_row(t, LEVERAGE_MEASURE_FORKS_THIN, "", thin, 0, thin == 0);
}

void leverage_rows_of_all(const struct leverage *const *items, uint32_t count, leverage_row_fn *row,
                          void *arg)
{
    const struct table t = {.row = row, .arg = arg, .story = "all", .barred = true};
    struct all all = {.count = 0};

    assert(count <= LEVERAGE_STORIES_MAX);
    for (uint32_t i = 0; i < count; i++) {
        if (leverage_is_full(items[i]->scenario))
            all.story[all.count++] = items[i];
    }
    if (all.count == 0)
        return;
    put_means(&t, &all, LEVERAGE_MEASURE_CHOICES, choices_of, choices_mean);
    put_means(&t, &all, LEVERAGE_MEASURE_SAME_PATH, same_path_of, same_path_mean);
    put_means(&t, &all, LEVERAGE_MEASURE_FORESIGHT, foresight, foresight_mean);
    put_means(&t, &all, LEVERAGE_MEASURE_FORESIGHT_POINTS, foresight_points, NULL);
    put_at_least(&t, LEVERAGE_MEASURE_APART_STORIES, "",
                 stories(&all, apart_of, 0, APART_LEAST, true), of_twelve(&all, MOST_STORIES));
    put_at_least(&t, LEVERAGE_MEASURE_ROUND_SEEN, "something",
                 mean(&all, sight_of, LEVERAGE_SIGHTS_COUNT), SEEN_MEAN);
    for (int i = 0; i < LEVERAGE_SIGHTS_COUNT; i++)
        put(&t, LEVERAGE_MEASURE_ROUND_SEEN, leverage_sight_name(i), mean(&all, sight_of, i));
    put_at_least(&t, LEVERAGE_MEASURE_ENDS_DIFFER, "", mean(&all, differ_of, 0), DIFFER_MEAN);
    rows_of_fit(&t, &all);
    rows_of_sums(&t, &all);
}
