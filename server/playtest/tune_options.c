/* tune_options.c -- the knobs of options, dilemma by dilemma.
 *
 * The fault of a dilemma is how far the shares of its options are outside 10..60 per cent, plus how
 * nearly an option is dominated; and, in a full story, how little the choice matters: what it
 * yields to choose what fits the phases of those it is about, and how far the options lie apart.
 * The limits have a margin, because few states are less certain than many. Every knob of an option
 * at fault, and of the one that wins most, is tried up and down (all of them, where the choice
 * matters too little), and the step that reduces the fault most is made. When none does, the step
 * is halved. */
#include "playtest/leverage.h"
#include "playtest/tune_inside.h"
#include "playtest/tune_trial.h"

#include <stdlib.h>
#include <string.h>

#define SHARE_MOST    0.56
#define SHARE_LEAST   0.13
#define WORSE_MOST    0.85
#define BEHIND_WEIGHT 0.01 /* An option that is best nowhere comes nearer before it is best. */
#define FIT_WEIGHT    6
#define SPREAD_WEIGHT 2
#define FIRST_STEP    8  /* In steps of the knob. */
#define MOVES_MAX     16 /* Steps for one dilemma in one pass. */
#define GAIN_LEAST    1e-4
#define ROUNDS        4 /* Rounds of mending, because dilemmas affect each other. */
#define AGAIN_TIMES   3 /* The second half of the rounds has this many times the states. */

static double square(double x)
{
    return x > 0 ? x * x : 0;
}

static double option_fault(const struct playtest_verdict *v, uint32_t option)
{
    const double seldom = square(SHARE_LEAST - v->best[option]);

    return square(v->best[option] - SHARE_MOST) + square(v->worse[option] - WORSE_MOST) + seldom +
           (seldom > 0 ? BEHIND_WEIGHT * v->regret[option] : 0);
}

/* How much less than it should the choice matters: what fits yields, how far options lie apart. */
static double weak_fault(const struct trial *trial)
{
    double sum = FIT_WEIGHT * square(TUNE_FIT_GAIN - trial_fit_gain(trial));

    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        sum += SPREAD_WEIGHT * square(TUNE_SPREAD - trial_spread(trial, k));
    return leverage_is_full(trial->scenario) ? sum : 0;
}

double tune_fault(const struct trial *trial, const struct playtest_verdict *v)
{
    double sum = weak_fault(trial);

    for (uint32_t o = 0; o < v->options; o++)
        sum += option_fault(v, o);
    return sum;
}

/* Play the whole story and judge each dilemma. */
static bool weigh(struct tune *t, struct playtest_verdict verdicts[DILEMMAS_MAX])
{
    struct playtest *test = calloc(1, sizeof *test);
    bool fine;

    if (test == NULL)
        return false;
    test->scenario = t->scenario;
    test->states_wanted = t->states_after;
    test->threads = t->threads;
    fine = playtest_run(test) == RESULT_OK;
    for (uint32_t d = 0; fine && d < t->scenario->dilemmas_count; d++)
        playtest_weigh(test, d, &verdicts[d]);
    playtest_clear(test);
    free(test);
    return fine;
}

/* --- one step -------------------------------------------------------------------------------- */

struct step {
    uint32_t option, start, knob;
    int32_t value;
    double fault; /* Of the dilemma after this step. */
};

struct options_search {
    struct tune *t;
    struct trial trial;
    int32_t size; /* The current step, in steps of the knob. */
    struct playtest_verdict now;
};

static int32_t *value_of(const struct options_search *s, uint32_t option, uint32_t start,
                         uint32_t knob)
{
    return tune_value(tune_start(s->t, s->trial.dilemma, option, start), knob);
}

static void try_value(struct options_search *s, struct step step, struct step *best)
{
    int32_t *at = value_of(s, step.option, step.start, step.knob);
    const int32_t was = *at;
    struct playtest_verdict verdict;

    step.value = tune_within(s->t, tune_start(s->t, s->trial.dilemma, step.option, step.start),
                             step.knob, step.value);
    if (step.value == was)
        return;
    *at = step.value;
    trial_try(&s->trial, step.option);
    *at = was;
    trial_weigh(&s->trial, &verdict);
    step.fault = tune_fault(&s->trial, &verdict);
    if (step.fault < best->fault)
        *best = step;
}

static void try_knob(struct options_search *s, uint32_t option, uint32_t start, uint32_t knob,
                     struct step *best)
{
    const int32_t value = *value_of(s, option, start, knob);
    const int32_t size = s->size * tune_knobs[knob].step;

    for (int32_t way = -1; way <= 1; way += 2)
        try_value(s,
                  (struct step){
                      .option = option, .start = start, .knob = knob, .value = value + way * size},
                  best);
}

static void try_option(struct options_search *s, uint32_t option, struct step *best)
{
    const struct scenario_option *o = &s->t->scenario->dilemmas[s->trial.dilemma].options[option];
    struct trial_kept kept;

    if (!trial_keep(&s->trial, option, &kept))
        return;
    for (uint32_t start = 0; start < o->starts_count; start++) {
        for (uint32_t knob = 0; knob < tune_knobs_count; knob++)
            if (knob != TUNE_WEEKS || s->t->weeks)
                try_knob(s, option, start, knob, best);
    }
    trial_put_back(&s->trial, &kept);
}

static void make(struct options_search *s, const struct step *step)
{
    int32_t *at = value_of(s, step->option, step->start, step->knob);
    const struct tune_change change = {.place = {.ending = -1,
                                                 .dilemma = (uint8_t)s->trial.dilemma,
                                                 .option = (uint8_t)step->option},
                                       .start = (int8_t)step->start,
                                       .knob = (int8_t)step->knob,
                                       .was = *at,
                                       .now = step->value};

    tune_note(s->t, &change);
    *at = step->value;
    trial_try(&s->trial, step->option);
    trial_weigh(&s->trial, &s->now);
}

/* Make the best of the steps tried. false: none helps. */
static bool step_once(struct options_search *s)
{
    const double fault = tune_fault(&s->trial, &s->now) - GAIN_LEAST;
    const bool all = weak_fault(&s->trial) > 0;
    struct step best = {.fault = fault};
    uint32_t winner = 0;

    for (uint32_t o = 1; o < s->now.options; o++)
        winner = s->now.best[o] > s->now.best[winner] ? o : winner;
    for (uint32_t o = 0; o < s->now.options; o++) {
        if (all || o == winner || option_fault(&s->now, o) > 0)
            try_option(s, o, &best);
    }
    if (best.fault >= fault)
        return false;
    make(s, &best);
    return true;
}

/* --- a dilemma, a story ---------------------------------------------------------------------- */

static void search(struct options_search *s)
{
    s->size = FIRST_STEP;
    for (uint32_t moves = 0; moves < MOVES_MAX && tune_fault(&s->trial, &s->now) > 0;) {
        if (step_once(s)) {
            moves++;
        } else if (s->size > 1) {
            s->size /= 2;
        } else {
            break;
        }
    }
}

/* Mend a dilemma that does not hold, or in which the choice matters too little. false: no memory.
 */
static bool mend(struct tune *t, uint32_t dilemma, uint32_t states, bool fails)
{
    struct options_search s = {.t = t};
    bool fine = trial_make(&s.trial, t->scenario, dilemma, states, t->threads);

    if (fine && s.trial.count > 0 && (fails || weak_fault(&s.trial) > 0)) {
        trial_weigh(&s.trial, &s.now);
        search(&s);
    }
    trial_clear(&s.trial);
    return fine;
}

/* Mend what is at fault, in the order of the story. */
static bool mend_all(struct tune *t, uint32_t failing, uint32_t states)
{
    for (uint32_t d = 0; d < t->scenario->dilemmas_count; d++) {
        if (!mend(t, d, states, (failing >> d & 1) != 0))
            return false;
        if (t->progress)
            fprintf(stderr, "%.*s: %u/%u\n", (int)t->scenario->id.size,
                    (const char *)t->scenario->id.data, d + 1, t->scenario->dilemmas_count);
    }
    return true;
}

static uint32_t failing(const struct tune *t, const struct playtest_verdict *verdicts)
{
    uint32_t bits = 0;

    for (uint32_t d = 0; d < t->scenario->dilemmas_count; d++)
        bits |= (uint32_t)(verdicts[d].holds ? 0 : 1) << d;
    return bits;
}

bool tune_options(struct tune *t)
{
    struct playtest_verdict before[DILEMMAS_MAX], after[DILEMMAS_MAX];
    const bool full = leverage_is_full(t->scenario);

    if (!weigh(t, before))
        return false;
    memcpy(after, before, sizeof after);
    for (uint32_t i = 0; t->options && i < ROUNDS && (full || failing(t, after) != 0); i++) {
        if (!mend_all(t, failing(t, after), i < ROUNDS / 2 ? t->states : AGAIN_TIMES * t->states) ||
            !weigh(t, after))
            return false;
    }
    for (uint32_t d = 0; d < t->scenario->dilemmas_count; d++)
        t->dilemma[d] = (struct tune_dilemma){before[d], after[d]};
    return true;
}
