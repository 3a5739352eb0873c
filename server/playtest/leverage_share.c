/* leverage_share.c -- plays every path with every seed: which share of the end comes from choices,
 * and how differently two paths of one seed end. */
#include "playtest/flock.h"
#include "playtest/leverage_inside.h"
#include "playtest/parallel.h"

#include <math.h>
#include <stdlib.h>

/* How one play ended: outcomes, and how far along the spiral each member is. */
struct ending {
    int16_t outcome[PLAYTEST_OUTCOMES];
    int8_t steps[MEMBERS_MAX];
};

struct design {
    const struct leverage *l;
    struct ending *endings; /* [seed * paths + path] */
    atomic_bool failed;     /* No memory. */
};

static void end_of(const struct scenario *s, const struct sim_team *team, struct ending *out)
{
    playtest_outcomes(s, team, out->outcome);
    for (uint32_t m = 0; m < s->members_count; m++)
        out->steps[m] = team->member.vacant[m] > 0
                            ? INT8_MIN
                            : (int8_t)(4 * team->member.spiral[m] + team->member.phase[m]);
}

/* Play all paths of one seed. */
static void play_seed(void *arg, uint32_t seed)
{
    struct design *design = arg;
    const struct leverage *l = design->l;
    const struct scenario *s = l->scenario;
    struct sim_team team;
    struct flock flock;

    scenario_team_make(s, leverage_seed(seed), &team);
    if (!flock_make(&flock, s, l->paths))
        atomic_store(&design->failed, true);
    for (uint32_t i = 0; i < flock.capacity; i++)
        flock_add(&flock, &team, 0);
    for (uint32_t round = 0; flock.count > 0 && round < s->rounds_count; round++) {
        flock_draw(&flock, round);
        for (uint32_t i = 0; i < flock.count; i++)
            flock_decide(&flock, i, leverage_path_option(s, i, round, flock.dilemma[i]));
        flock_pass(&flock);
    }
    for (uint32_t i = 0; i < flock.count; i++)
        end_of(s, &flock.team[i], &design->endings[(size_t)seed * l->paths + i]);
    flock_clear(&flock);
}

/* Do two members differ by a phase, or two outcomes by half a deviation? */
static bool differ(const struct scenario *s, const struct ending *a, const struct ending *b)
{
    uint32_t members = 0, outcomes = 0;

    for (uint32_t m = 0; m < s->members_count; m++)
        members += a->steps[m] != b->steps[m];
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        outcomes +=
            abs(a->outcome[k] - b->outcome[k]) >= LEVERAGE_DIFFERENT_SD * leverage_deviation[k];
    return members >= 2 || outcomes >= 2;
}

/* Compares neighbours. The paths are drawn independently, so each pair is a random one. */
static double pairs_that_differ(const struct design *design)
{
    const struct leverage *l = design->l;
    uint32_t count = 0, different = 0;

    for (uint32_t seed = 0; seed < l->seeds; seed++) {
        for (uint32_t i = 0; i + 1 < l->paths; i += 2) {
            const struct ending *pair = &design->endings[(size_t)seed * l->paths + i];

            different += differ(l->scenario, &pair[0], &pair[1]);
            count++;
        }
    }
    return different / (double)count;
}

static bool find_parts(struct leverage *l, const struct design *design)
{
    const uint32_t count = l->seeds * l->paths;
    double *values = calloc(count, sizeof *values);

    for (int k = 0; values != NULL && k < PLAYTEST_OUTCOMES; k++) {
        for (uint32_t i = 0; i < count; i++)
            values[i] = design->endings[i].outcome[k];
        l->parts[k] = estimate_crossed(values, l->seeds, l->paths);
        l->random[k] = estimate_mean(values, count);
        l->spread[k] = estimate_deviation(values, count);
    }
    free(values);
    return values != NULL;
}

bool leverage_find_shares(struct leverage *l)
{
    struct design design = {.l = l};
    bool fine;

    design.endings = calloc((size_t)l->seeds * l->paths, sizeof *design.endings);
    if (design.endings == NULL)
        return false;
    parallel_run(l->seeds, l->threads, play_seed, &design);
    fine = !atomic_load(&design.failed);
    if (fine) {
        l->ends_differ = pairs_that_differ(&design);
        fine = find_parts(l, &design);
    }
    free(design.endings);
    return fine;
}
