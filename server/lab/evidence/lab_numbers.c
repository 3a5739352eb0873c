/* lab_numbers.c -- makes numbers of arms and moves, and compares numbers with their bands. */
#include "lab/evidence/lab.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define POPULATION_TEAMS 200
#define POPULATION_WEEKS 26

/* --- the population ------------------------------------------------------------------------- */

static double spread_of(const struct lab_arm *arm, int32_t week, enum lab_value value)
{
    double sum = 0, squares = 0, mean;
    uint32_t n = 0;

    for (int pass = 0; pass < 2; pass++) {
        mean = n > 0 ? sum / n : 0;
        for (uint32_t s = 0; s < arm->teams; s++) {
            const struct lab_view *v = lab_view(arm, s, week);

            for (int i = 0; i < LAB_SLOTS; i++) {
                if (v->phase[i] < 0)
                    continue;
                if (pass == 0)
                    sum += v->value[value][i], n++;
                else
                    squares += (v->value[value][i] - mean) * (v->value[value][i] - mean);
            }
        }
    }
    return sqrt(squares / (n - 1));
}

static int compare_doubles(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;

    return (p > q) - (p < q);
}

/* The value below which `percent` of 100 members are. */
static double mark_of(const struct lab_arm *arm, int32_t week, enum lab_value value,
                      uint32_t of_100)
{
    double *all = malloc((size_t)arm->teams * LAB_SLOTS * sizeof *all), mark;
    uint32_t n = 0;

    assert(all != NULL);
    for (uint32_t s = 0; s < arm->teams; s++) {
        const struct lab_view *v = lab_view(arm, s, week);

        for (int i = 0; i < LAB_SLOTS; i++)
            if (v->phase[i] >= 0)
                all[n++] = v->value[value][i];
    }
    assert(n > 0);
    qsort(all, n, sizeof *all, compare_doubles);
    mark = all[n * of_100 / 100];
    free(all);
    return mark;
}

void lab_open(struct lab *lab)
{
    struct lab_experiment x;
    const struct lab_arm *arm;

    assert(lab->teams >= 2 && lab->teams <= LAB_TEAMS_MAX / 2);
    lab_experiment_init(&x, lab);
    arm = lab_climate(&x, POPULATION_TEAMS, POPULATION_WEEKS);
    for (int v = 0; v < LAB_VALUES_COUNT; v++)
        lab->sd[v] = spread_of(arm, POPULATION_WEEKS, (enum lab_value)v);
    lab->strain_high = mark_of(arm, POPULATION_WEEKS, LAB_STRAIN, 90);
    lab->wellbeing_middle = mark_of(arm, POPULATION_WEEKS, LAB_WELLBEING, 50);
    lab_experiment_clear(&x);
}

/* --- statistics ----------------------------------------------------------------------------- */

const struct lab_view *lab_view(const struct lab_arm *arm, uint32_t team, int32_t week)
{
    uint32_t k = 0;

    while (k < arm->weeks_count && arm->weeks[k] != week)
        k++;
    assert(k < arm->weeks_count && team < arm->teams);
    return &arm->views[team * arm->weeks_count + k];
}

bool lab_team_mean(const struct lab_view *view, enum lab_value value, uint32_t mask, double *mean)
{
    double sum = 0;
    int n = 0;

    for (int i = 0; i < LAB_SLOTS; i++) {
        if (view->phase[i] >= 0 && (mask >> i & 1) != 0)
            sum += view->value[value][i], n++;
    }
    *mean = n > 0 ? sum / n : 0;
    return n > 0;
}

struct lab_stat lab_stat(const double *differences, uint32_t n, double scale)
{
    double sum = 0, squares = 0, mean;

    if (n < 2)
        return (struct lab_stat){0, 0, n};
    for (uint32_t i = 0; i < n; i++)
        sum += differences[i];
    mean = sum / n;
    for (uint32_t i = 0; i < n; i++)
        squares += (differences[i] - mean) * (differences[i] - mean);
    return (struct lab_stat){mean / scale, sqrt(squares / (n - 1) / n) / scale, n};
}

double lab_correlation(const double *x, const double *y, uint32_t n)
{
    double mx = 0, my = 0, xy = 0, xx = 0, yy = 0;

    for (uint32_t i = 0; i < n; i++)
        mx += x[i], my += y[i];
    mx /= n, my /= n;
    for (uint32_t i = 0; i < n; i++) {
        xy += (x[i] - mx) * (y[i] - my);
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : 0;
}

/* --- effects -------------------------------------------------------------------------------- */

struct lab_stat lab_member_effect_of(struct lab_experiment *x, const struct lab_arm *a,
                                     const struct lab_arm *b, int32_t week, enum lab_value value,
                                     const uint16_t *masks)
{
    double differences[LAB_TEAMS_MAX];
    uint32_t n = 0;

    assert(a->teams == b->teams && a->teams <= LAB_TEAMS_MAX);
    for (uint32_t s = 0; s < a->teams; s++) {
        uint32_t mask = masks != NULL ? masks[s] : SIM_EVERYBODY;
        double p, q;

        if (lab_team_mean(lab_view(a, s, week), value, mask, &p) &&
            lab_team_mean(lab_view(b, s, week), value, mask, &q))
            differences[n++] = p - q;
    }
    return lab_stat(differences, n, x->lab->sd[value]);
}

struct lab_stat lab_member_effect(struct lab_experiment *x, const struct lab_arm *a,
                                  const struct lab_arm *b, int32_t week, enum lab_value value)
{
    return lab_member_effect_of(x, a, b, week, value, NULL);
}

struct lab_stat lab_participants_effect(struct lab_experiment *x, const struct lab_arm *a,
                                        const struct lab_arm *b, int32_t week, enum lab_value value,
                                        const struct lab_arm *took)
{
    uint16_t masks[LAB_TEAMS_MAX];

    assert(took->teams <= LAB_TEAMS_MAX);
    for (uint32_t s = 0; s < took->teams; s++)
        masks[s] = took->joined[s][0];
    return lab_member_effect_of(x, a, b, week, value, masks);
}

struct lab_stat lab_factor_effect(const struct lab_arm *a, const struct lab_arm *b, int32_t week,
                                  enum sim_factor factor)
{
    double differences[LAB_TEAMS_MAX];

    assert(a->teams == b->teams && a->teams <= LAB_TEAMS_MAX);
    for (uint32_t s = 0; s < a->teams; s++)
        differences[s] =
            lab_view(a, s, week)->factor[factor] - lab_view(b, s, week)->factor[factor];
    return lab_stat(differences, a->teams, LAB_SHARED_SD);
}

static struct lab_stat outcome_over(const struct lab_arm *a, const struct lab_arm *b, int32_t week,
                                    enum sim_outcome o, double scale)
{
    double differences[LAB_TEAMS_MAX];

    assert(a->teams == b->teams && a->teams <= LAB_TEAMS_MAX);
    for (uint32_t s = 0; s < a->teams; s++)
        differences[s] =
            lab_view(a, s, week)->outcome.value[o] - lab_view(b, s, week)->outcome.value[o];
    return lab_stat(differences, a->teams, scale);
}

struct lab_stat lab_outcome_effect(const struct lab_arm *a, const struct lab_arm *b, int32_t week,
                                   enum sim_outcome outcome)
{
    return outcome_over(a, b, week, outcome, LAB_SHARED_SD);
}

struct lab_stat lab_outcome_difference(const struct lab_arm *a, const struct lab_arm *b,
                                       int32_t week, enum sim_outcome outcome)
{
    return outcome_over(a, b, week, outcome, 1);
}

double lab_outcome_mean(const struct lab_arm *arm, int32_t week, enum sim_outcome outcome)
{
    double sum = 0;

    for (uint32_t s = 0; s < arm->teams; s++)
        sum += lab_view(arm, s, week)->outcome.value[outcome];
    return sum / arm->teams;
}

double lab_value_mean(const struct lab_arm *arm, int32_t week, enum lab_value value)
{
    double sum = 0, mean;

    for (uint32_t s = 0; s < arm->teams; s++) {
        lab_team_mean(lab_view(arm, s, week), value, SIM_EVERYBODY, &mean);
        sum += mean;
    }
    return sum / arm->teams;
}

/* --- moves ---------------------------------------------------------------------------------- */

const struct lab_move *lab_first_move(const struct lab_moves *moves, uint32_t team, int32_t slot)
{
    for (uint32_t k = moves->first[team]; k < moves->first[team + 1]; k++)
        if (moves->items[k].slot == slot)
            return &moves->items[k];
    return NULL;
}

bool lab_ever_left(const struct lab_moves *moves, uint32_t team, int32_t slot, int32_t before)
{
    for (uint32_t k = moves->first[team]; k < moves->first[team + 1]; k++) {
        const struct lab_move *m = &moves->items[k];

        if (m->slot == slot && m->to == SIM_LEFT && m->week < before)
            return true;
    }
    return false;
}

bool lab_move_forward(const struct lab_move *move)
{
    return move->to > move->from;
}

bool lab_move_back(const struct lab_move *move)
{
    return move->to < move->from;
}

bool lab_move_any(const struct lab_move *move)
{
    (void)move;
    return true;
}

double lab_share(const struct lab_moves *moves, lab_move_fn *such)
{
    uint32_t hits = 0, all = 0;

    for (uint32_t s = 0; s < moves->teams; s++) {
        for (int32_t i = 0; i < LAB_MEMBERS; i++) {
            const struct lab_move *m = lab_first_move(moves, s, i);

            if (m != NULL && m->to == SIM_LEFT)
                continue;
            all++;
            hits += m != NULL && such(m);
        }
    }
    return (double)hits / all;
}

/* --- checks --------------------------------------------------------------------------------- */

bool lab_check_holds(double value, double low, double high, double se)
{
    bool away_from_zero = low >= 0 || high <= 0;

    if (!(value >= low && value <= high))
        return false;
    return se <= 0 || !away_from_zero || fabs(value) > LAB_Z * se;
}

void lab_check_se(struct lab_experiment *x, const char *id, double value, double low, double high,
                  double se)
{
    assert(x->checks_count < LAB_CHECKS_MAX);
    x->checks[x->checks_count++] = (struct lab_check){
        .id = id,
        .value = value,
        .se = se,
        .low = low,
        .high = high,
        .n = x->teams,
        .holds = lab_check_holds(value, low, high, se),
    };
}

void lab_check(struct lab_experiment *x, const char *id, double value, double low, double high)
{
    lab_check_se(x, id, value, low, high, 0);
}

void lab_check_d(struct lab_experiment *x, const char *id, struct lab_stat d, double low,
                 double high)
{
    lab_check_se(x, id, d.mean, low, high, d.se);
}
