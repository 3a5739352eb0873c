/* signal_reader.c -- the reader of signals: learn, then try. */
#include "lab/evidence/signal_reader.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define LEARN_TIMES 4

/* What the reader knows: counts, each of which begins at one so that nothing is impossible. */
struct knowledge {
    double first[SIM_PHASES_COUNT];
    double moves[SIM_PHASES_COUNT][SIM_PHASES_COUNT];
    double shows[SIM_PHASES_COUNT][SIM_BEHAVIOURS_MAX];
};

/* The phase and behaviour of one person in every round. */
struct track {
    int32_t phase[SIGNALS_ROUNDS];
    int32_t shown[SIGNALS_ROUNDS];
    bool whole;
};

static void follow(const struct lab_experiment *x, const struct sim_behaviour *behaviours,
                   uint32_t count, uint32_t seed, struct track tracks[LAB_MEMBERS])
{
    struct lab_setup setup = lab_average();
    struct sim_team team;

    lab_team(x, &setup, seed, &team);
    lab_run(x, &setup, &team, LAB_BURN_IN);
    for (int i = 0; i < LAB_MEMBERS; i++)
        tracks[i].whole = team.member.vacant[i] == 0;
    for (int round = 0; round < SIGNALS_ROUNDS; round++) {
        int32_t weeks = round == 0 ? 0 : SIGNALS_WEEKS;

        lab_run(x, &setup, &team, weeks);
        for (int i = 0; i < LAB_MEMBERS; i++) {
            struct track *t = &tracks[i];

            t->whole &= team.member.vacant[i] == 0 && team.member.tenure[i] >= round * weeks;
            if (!t->whole)
                continue;
            t->phase[round] = team.member.phase[i];
            t->shown[round] = sim_signal_behaviour(&team, i, 0, behaviours, count);
        }
    }
}

static void to_shares(double *counts, uint32_t count)
{
    double sum = 0;

    for (uint32_t i = 0; i < count; i++)
        sum += counts[i];
    for (uint32_t i = 0; i < count; i++)
        counts[i] /= sum;
}

static void learn_from(struct knowledge *k, const struct track *t)
{
    k->first[t->phase[0]]++;
    for (int round = 0; round < SIGNALS_ROUNDS; round++) {
        k->shows[t->phase[round]][t->shown[round]]++;
        if (round > 0)
            k->moves[t->phase[round - 1]][t->phase[round]]++;
    }
}

static void learn(const struct lab_experiment *x, const struct sim_behaviour *behaviours,
                  uint32_t count, struct knowledge *k)
{
    for (int p = 0; p < SIM_PHASES_COUNT; p++) {
        k->first[p] = 1;
        for (int q = 0; q < SIM_PHASES_COUNT; q++)
            k->moves[p][q] = 1;
        for (uint32_t b = 0; b < count; b++)
            k->shows[p][b] = 1;
    }
    for (uint32_t s = 0; s < LEARN_TIMES * x->lab->teams; s++) {
        struct track tracks[LAB_MEMBERS];

        follow(x, behaviours, count, x->lab->seed + x->lab->teams + s, tracks);
        for (int i = 0; i < LAB_MEMBERS; i++)
            if (tracks[i].whole)
                learn_from(k, &tracks[i]);
    }
    to_shares(k->first, SIM_PHASES_COUNT);
    for (int p = 0; p < SIM_PHASES_COUNT; p++) {
        to_shares(k->moves[p], SIM_PHASES_COUNT);
        to_shares(k->shows[p], count);
    }
}

/* Update the belief by one round in which the member showed this. Returns the most likely phase. */
static int believe(const struct knowledge *k, double belief[SIM_PHASES_COUNT], bool first,
                   int32_t shown)
{
    double next[SIM_PHASES_COUNT] = {0};
    int best = 0;

    for (int q = 0; q < SIM_PHASES_COUNT; q++) {
        for (int p = 0; p < SIM_PHASES_COUNT && !first; p++)
            next[q] += belief[p] * k->moves[p][q];
        next[q] = (first ? k->first[q] : next[q]) * k->shows[q][shown];
        if (next[q] > next[best])
            best = q;
    }
    to_shares(next, SIM_PHASES_COUNT);
    memcpy(belief, next, sizeof next);
    return best;
}

void signals_measure(const struct lab *lab, const struct sim_behaviour *behaviours, uint32_t count,
                     struct signals_table *out)
{
    struct lab_experiment *x = malloc(sizeof *x);
    struct knowledge *k = calloc(1, sizeof *k);

    assert(x != NULL && k != NULL && sim_behaviours_check(behaviours, count));
    lab_experiment_init(x, lab);
    learn(x, behaviours, count, k);
    *out = (struct signals_table){0};
    for (uint32_t s = 0; s < lab->teams; s++) {
        struct track tracks[LAB_MEMBERS];

        follow(x, behaviours, count, lab->seed + s, tracks);
        for (int i = 0; i < LAB_MEMBERS; i++) {
            double belief[SIM_PHASES_COUNT] = {0};

            for (int round = 0; tracks[i].whole && round < SIGNALS_ROUNDS; round++)
                out->read[round][tracks[i].phase[round]]
                         [believe(k, belief, round == 0, tracks[i].shown[round])]++;
        }
    }
    lab_experiment_clear(x);
    free(x);
    free(k);
}

uint32_t signals_people(const struct signals_table *table, uint32_t round, uint32_t phase)
{
    uint32_t n = 0;

    for (uint32_t p = 0; p < SIM_PHASES_COUNT; p++)
        for (uint32_t q = 0; q < SIM_PHASES_COUNT && (phase == SIM_PHASES_COUNT || p == phase); q++)
            n += table->read[round][p][q];
    return n;
}

double signals_accuracy(const struct signals_table *table, uint32_t round, uint32_t phase)
{
    uint32_t n = signals_people(table, round, phase), right = 0;

    for (uint32_t p = 0; p < SIM_PHASES_COUNT; p++)
        if (phase == SIM_PHASES_COUNT || p == phase)
            right += table->read[round][p][p];
    return n > 0 ? (double)right / n : 0;
}

double signals_chance(const struct signals_table *table, uint32_t round, uint32_t phase)
{
    double all = signals_people(table, round, SIM_PHASES_COUNT), most = 0;

    if (phase < SIM_PHASES_COUNT)
        return signals_people(table, round, phase) / all;
    for (uint32_t p = 0; p < SIM_PHASES_COUNT; p++) {
        double share = signals_people(table, round, p) / all;

        most = share > most ? share : most;
    }
    return most;
}
