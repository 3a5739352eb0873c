/* facts.c -- the table of facts; A: workload, control and support; B: phases. */
#include "lab/evidence/facts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KIND_E 'E'
#define KIND_P 'P'
#define KIND_H 'H'
#define KIND_M 'M'

const struct fact facts[] = {
#define X(ID, kind) {#ID, KIND_##kind, fact_##ID},
    FACTS(X)
#undef X
};
const uint32_t facts_count = sizeof facts / sizeof facts[0];

/* --- A: workload, control, support ------------------------------------------------------------ */

void fact_A1(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_arm(
        x, WITH(lab_average(), {SIM_DEM, 800}, {SIM_AUT, 250}, {SIM_PAR, 250}, {SIM_CMP, 250}),
        lab_nothing(), WEEKS(26));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(26));

    lab_check_d(x, "strain", lab_member_effect(x, a, b, 26, LAB_STRAIN), 0.8, 4);
    lab_check_d(x, "opportunity", lab_member_effect(x, a, b, 26, LAB_OPP), -4, -0.5);
}

void fact_A2(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_arm(
        x, WITH(lab_average(), {SIM_DEM, 680}, {SIM_AUT, 700}, {SIM_PAR, 700}, {SIM_CMP, 700}),
        lab_nothing(), WEEKS(26));
    const struct lab_arm *b = lab_arm(
        x, WITH(lab_average(), {SIM_DEM, 680}, {SIM_AUT, 300}, {SIM_PAR, 300}, {SIM_CMP, 300}),
        lab_nothing(), WEEKS(26));

    lab_check_d(x, "opportunity", lab_member_effect(x, a, b, 26, LAB_OPP), 0.8, 4);
    lab_check_d(x, "strain", lab_member_effect(x, a, b, 26, LAB_STRAIN), -4, -0.2);
}

void fact_A3(struct lab_experiment *x)
{
    const struct lab_arm *a =
        lab_arm(x, WITH(lab_average(), {SIM_DEM, 200}), lab_nothing(), WEEKS(26));
    const struct lab_arm *b =
        lab_arm(x, WITH(lab_average(), {SIM_DEM, 480}), lab_nothing(), WEEKS(26));

    lab_check_d(x, "opportunity", lab_member_effect(x, a, b, 26, LAB_OPP), -4, -0.3);
    lab_check_d(x, "strain", lab_member_effect(x, a, b, 26, LAB_STRAIN), -4, 0);
}

#define CURVE 9
struct curve {
    double at[CURVE]; /* Opportunity to learn at demands 100, 200, .. 900. */
    int peak;
};

static struct curve learning_curve(struct lab_experiment *x, int32_t control)
{
    struct curve c = {.peak = 0};

    for (int i = 0; i < CURVE; i++) {
        const struct lab_arm *a =
            lab_arm_of(x,
                       WITH(lab_average(), {SIM_DEM, 100 + 100 * i}, {SIM_AUT, control},
                            {SIM_PAR, control}, {SIM_CMP, control}),
                       lab_nothing(), WEEKS(13), 0, 40);

        c.at[i] = lab_value_mean(a, 13, LAB_OPP);
        if (c.at[i] > c.at[c.peak])
            c.peak = i;
    }
    return c;
}

void fact_A4(struct lab_experiment *x)
{
    struct curve low = learning_curve(x, 250), high = learning_curve(x, 850);
    double best = high.at[high.peak];

    lab_check(x, "peak_low_control", 100 + 100 * low.peak, 200, 500);
    lab_check(x, "peak_high_control", 100 + 100 * high.peak, 300, 700);
    lab_check(x, "shift", 100 * (high.peak - low.peak), 100, 400);
    lab_check(x, "fall_to_100", 1 - high.at[0] / best, 0.2, 1);
    lab_check(x, "fall_to_900", 1 - high.at[CURVE - 1] / best, 0.2, 1);
}

void fact_A5(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_arm(
        x, WITH(lab_average(), {SIM_DEM, 750}, {SIM_COL, 800}, {SIM_LEA, 800}, {SIM_INT, 800}),
        lab_nothing(), WEEKS(26));
    const struct lab_arm *b = lab_arm(
        x, WITH(lab_average(), {SIM_DEM, 750}, {SIM_COL, 250}, {SIM_LEA, 250}, {SIM_INT, 250}),
        lab_nothing(), WEEKS(26));

    lab_check_d(x, "strain", lab_member_effect(x, a, b, 26, LAB_STRAIN), -2.5, -0.3);
}

#define CLIMATE_TEAMS   300
#define CLIMATE_MEMBERS (CLIMATE_TEAMS * LAB_MEMBERS)

void fact_A6(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_climate(x, CLIMATE_TEAMS, 52);
    double load[CLIMATE_MEMBERS], strain[CLIMATE_MEMBERS];
    double engagement[CLIMATE_MEMBERS], resources[CLIMATE_MEMBERS];
    uint32_t n = 0;

    for (uint32_t s = 0; s < a->teams; s++) {
        const struct lab_view *v = lab_view(a, s, 52);

        for (int i = 0; i < LAB_MEMBERS; i++) {
            if (v->phase[i] < 0)
                continue;
            load[n] = v->value[LAB_LOAD][i];
            strain[n] = v->value[LAB_STRAIN][i];
            engagement[n] = v->value[LAB_ENGAGEMENT][i];
            resources[n++] =
                (v->value[LAB_CONTROL][i] + v->factor[SIM_COL] + v->factor[SIM_LEA]) / 3;
        }
    }
    lab_check(x, "r_demands_strain", lab_correlation(load, strain, n), 0.2, 0.7);
    lab_check(x, "r_resources_engagement", lab_correlation(resources, engagement, n), 0.2, 0.7);
    lab_check(x, "r_strain_engagement", lab_correlation(strain, engagement, n), -0.7, -0.15);
}

/* --- B: phases -------------------------------------------------------------------------------- */

/* The package of actions that suits a phase. */
static struct lab_plan package(struct lab_experiment *x, int phase)
{
    if (phase == SIM_ONB)
        return lab_quality(GIVE(x, "talenten", "informeren"), 850);
    if (phase == SIM_SEL)
        return lab_quality(GIVE(x, "leerwens", "tijd_en_geld"), 850);
    return lab_quality(GIVE(x, "transfersteun", "fouten_mogen"), 850);
}

void fact_B1(struct lab_experiment *x)
{
    static const enum sim_phase matched[] = {SIM_ONB, SIM_SEL, SIM_TOE};
    double hit = 0, miss = 0, n = x->lab->teams * LAB_MEMBERS;

    for (int p = 0; p < 3; p++) {
        for (int q = 0; q < 3; q++) {
            double share = lab_share(lab_moves(x, lab_in_phase(lab_average(), matched[p]),
                                               package(x, (int)matched[q]), 9, 0),
                                     lab_move_forward);

            if (p == q)
                hit += share / 3;
            else
                miss += share / 6;
        }
    }
    lab_check(x, "forward_matched", hit, 0.08, 0.6);
    lab_check(x, "ratio_matched", hit / miss, 1.3, 2.8);
    lab_check_se(x, "difference_matched", hit - miss, 0.01, 0.5,
                 sqrt(hit * (1 - hit) / 3 / n + miss * (1 - miss) / 6 / n));
}

static bool fell_back_to_applying(const struct lab_move *move)
{
    return move->to == SIM_TOE;
}

void fact_B2(struct lab_experiment *x)
{
    const struct lab_moves *m[SIM_PHASES_COUNT];
    double left[SIM_PHASES_COUNT];

    for (int p = 0; p < SIM_PHASES_COUNT; p++) {
        m[p] = lab_moves(x, lab_in_phase(lab_average(), (enum sim_phase)p), lab_nothing(), 26, 0);
        left[p] = lab_share(m[p], lab_move_any);
    }
    lab_check(x, "left_unaware", left[SIM_ONB], 0.05, 0.25);
    lab_check(x, "left_choosing", left[SIM_SEL], 0.15, 0.45);
    lab_check(x, "left_acting", left[SIM_ACT], 0.5, 0.95);
    lab_check(x, "choosing_minus_unaware", left[SIM_SEL] - left[SIM_ONB], 0.03, 0.4);
    lab_check(x, "continuous_fell_back", lab_share(m[SIM_CON], fell_back_to_applying), 0, 0.15);
}

void fact_B3(struct lab_experiment *x)
{
    const struct lab_moves *m = lab_moves(x, lab_average(), lab_nothing(), 26, 4);
    double forward = 0, back = 0;

    for (uint32_t k = 0; k < m->first[m->teams]; k++) {
        const struct lab_move *move = &m->items[k];

        if (move->to == SIM_LEFT)
            continue;
        if (lab_move_forward(move) || (move->from == SIM_CON && move->to == SIM_SEL))
            forward++;
        else
            back++;
    }
    lab_check(x, "forward_per_back", forward / back, 1.05, 4);
    lab_check(x, "share_back", back / (forward + back), 0.1, 0.49);
}

static bool gave_up_applying(const struct lab_move *move)
{
    return move->from == SIM_TOE && (move->to == SIM_ONB || move->to == SIM_SEL);
}

/* The share that never gave up applying, of those who stayed until then. */
static double kept(const struct lab_moves *m, int32_t weeks)
{
    uint32_t all = 0, still = 0;

    for (uint32_t s = 0; s < m->teams; s++) {
        for (int32_t i = 0; i < LAB_MEMBERS; i++) {
            bool gave_up = false;

            if (lab_ever_left(m, s, i, weeks))
                continue;
            for (uint32_t k = m->first[s]; k < m->first[s + 1]; k++) {
                const struct lab_move *move = &m->items[k];

                gave_up |= move->slot == i && move->week < weeks && gave_up_applying(move);
            }
            all++;
            still += !gave_up;
        }
    }
    return (double)still / all;
}

void fact_B4(struct lab_experiment *x)
{
    const struct lab_moves *m =
        lab_moves(x, lab_in_phase(lab_average(), SIM_TOE), lab_nothing(), 52, 0);

    lab_check(x, "kept_26", kept(m, 26), 0.58, 0.84);
    lab_check(x, "kept_52", kept(m, 52), 0.42, 0.70);
}

void fact_B5(struct lab_experiment *x)
{
    const struct lab_moves *m =
        lab_moves(x, lab_in_phase(lab_average(), SIM_TOE), lab_nothing(), 52, 0);
    double to_unaware = 0, all = 0;

    for (uint32_t k = 0; k < m->first[m->teams]; k++) {
        if (!gave_up_applying(&m->items[k]))
            continue;
        all++;
        to_unaware += m->items[k].to == SIM_ONB;
    }
    lab_check(x, "share_back_to_unaware", to_unaware / all, 0.08, 0.25);
}

static int compare_weeks(const void *a, const void *b)
{
    return *(const int32_t *)a - *(const int32_t *)b;
}

/* Median weeks to the first move. */
static double median_weeks(struct lab_experiment *x, struct lab_setup setup)
{
    const struct lab_moves *m = lab_moves(x, setup, lab_nothing(), 104, 0);
    uint32_t n = 0, count = m->teams * LAB_MEMBERS;
    int32_t *weeks = malloc(count * sizeof *weeks);
    double median;

    for (uint32_t s = 0; s < m->teams; s++) {
        for (int32_t i = 0; i < LAB_MEMBERS; i++) {
            const struct lab_move *move = lab_first_move(m, s, i);

            weeks[n++] = move != NULL ? move->week + 1 : 105;
        }
    }
    qsort(weeks, count, sizeof *weeks, compare_weeks);
    median = weeks[count / 2];
    free(weeks);
    return median;
}

void fact_B6(struct lab_experiment *x)
{
    static const enum sim_profile order[] = {SIM_PROFILE_STRONG, SIM_PROFILE_AVERAGE,
                                             SIM_PROFILE_WEAK};
    struct sim_parameters calm = x->lab->parameters;
    double median[3];

    memset(calm.relapse, 0, sizeof calm.relapse); /* Nobody gives up or leaves. */
    calm.quit_base = calm.quit_v = calm.quit_mob = 0;
    for (int i = 0; i < 3; i++) {
        struct lab_setup setup = lab_in_phase(lab_profile(order[i]), SIM_TOE);

        setup.parameters = &calm;
        median[i] = median_weeks(x, setup);
    }
    lab_check(x, "median_strong", median[0], 6, 16);
    lab_check(x, "median_average", median[1], 10, 36);
    lab_check(x, "average_minus_strong", median[1] - median[0], 2, 24);
    lab_check(x, "weak_minus_average", median[2] - median[1], 5, 80);
}

static double share_acting(const struct lab_view *v)
{
    double here = 0, acting = 0;

    for (int i = 0; i < LAB_MEMBERS; i++) {
        here += v->phase[i] >= 0;
        acting += v->phase[i] >= SIM_ACT;
    }
    return acting / (here > 0 ? here : 1);
}

void fact_B7(struct lab_experiment *x)
{
    const struct lab_arm *a =
        lab_arm(x, lab_average(), lab_every(GIVE(x, "informeren"), 13, INT32_MAX), WEEKS(52));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(52));
    double difference = 0;

    for (uint32_t s = 0; s < a->teams; s++)
        difference += share_acting(lab_view(a, s, 52)) - share_acting(lab_view(b, s, 52));
    lab_check_d(x, "weten", lab_member_effect(x, a, b, 52, LAB_WETEN), 0.25, 3);
    lab_check(x, "share_acting_difference", difference / a->teams, -0.03, 0.06);
}

void fact_B8(struct lab_experiment *x)
{
    struct lab_setup open = WITH(lab_average(), {SIM_VIS, 700}, {SIM_TRA, 700});
    struct lab_setup ready = lab_in_phases(open, SIM_SEL, SIM_TOE);
    double high = lab_share(lab_moves(x, WITH(ready, {SIM_DEM, 850}), lab_nothing(), 26, 0),
                            lab_move_forward);
    double moderate = lab_share(lab_moves(x, WITH(ready, {SIM_DEM, 480}), lab_nothing(), 26, 0),
                                lab_move_forward);

    lab_check(x, "forward_high_moderate", high / moderate, 0.05, 0.7);
}

/* The share that reached a phase, of those who stayed. */
static double reached(const struct lab_moves *m, enum sim_phase phase, bool start_counts)
{
    uint32_t all = 0, hits = 0;

    for (uint32_t s = 0; s < m->teams; s++) {
        for (int32_t i = 0; i < LAB_MEMBERS; i++) {
            bool hit = start_counts && m->start[s][i] == (int32_t)phase;

            if (lab_ever_left(m, s, i, INT32_MAX))
                continue;
            for (uint32_t k = m->first[s]; k < m->first[s + 1]; k++)
                hit |= m->items[k].slot == i && m->items[k].to == (int32_t)phase;
            all++;
            hits += hit;
        }
    }
    return (double)hits / all;
}

void fact_B9(struct lab_experiment *x)
{
    struct lab_setup fresh = lab_in_phase(lab_average(), SIM_SEL), round = fresh;

    round.spiral = 2;
    lab_check(x, "reached_two_rounds_none",
              reached(lab_moves(x, round, lab_nothing(), 52, 0), SIM_CON, false) /
                  reached(lab_moves(x, fresh, lab_nothing(), 52, 0), SIM_CON, false),
              1.1, 3);
}

void fact_G1(struct lab_experiment *x)
{
    lab_check(x, "share_started_learning",
              reached(lab_moves(x, lab_average(), lab_nothing(), 104, 0), SIM_ACT, true), 0.35,
              0.65);
}
