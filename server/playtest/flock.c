#include "playtest/flock.h"

#include "sim/sim_batch.h"

#include <stdlib.h>

bool flock_make(struct flock *flock, const struct scenario *scenario, uint32_t capacity)
{
    *flock = (struct flock){.scenario = scenario, .capacity = capacity};
    flock->team = calloc(capacity, sizeof *flock->team);
    flock->played = calloc(capacity, sizeof *flock->played);
    flock->dilemma = calloc(capacity, sizeof *flock->dilemma);
    flock->together = calloc(capacity, sizeof *flock->together);
    if (flock->team != NULL && flock->played != NULL && flock->dilemma != NULL &&
        flock->together != NULL)
        return true;
    flock_clear(flock);
    return false;
}

void flock_clear(struct flock *flock)
{
    free(flock->team);
    free(flock->played);
    free(flock->dilemma);
    free(flock->together);
    *flock = (struct flock){.scenario = NULL};
}

uint32_t flock_add(struct flock *flock, const struct sim_team *team, uint32_t played)
{
    assert(flock->count < flock->capacity);
    flock->team[flock->count] = *team;
    flock->played[flock->count] = played;
    return flock->count++;
}

void flock_draw(struct flock *flock, uint32_t round)
{
    for (uint32_t i = 0; i < flock->count; i++)
        flock->dilemma[i] =
            (uint8_t)scenario_draw(flock->scenario, round, &flock->team[i], flock->played[i]);
}

void flock_decide(struct flock *flock, uint32_t i, uint32_t option)
{
    assert(i < flock->count);
    scenario_start_option(flock->scenario, flock->dilemma[i], option, &flock->team[i]);
}

/* Dilemmas may take different numbers of weeks, so each number of weeks has its own batch. */
void flock_pass(struct flock *flock)
{
    const struct scenario *s = flock->scenario;
    uint32_t left = flock->count;

    for (int32_t weeks = 1; left > 0; weeks++) {
        uint32_t count = 0;

        for (uint32_t i = 0; i < flock->count; i++) {
            if (s->dilemmas[flock->dilemma[i]].weeks == weeks)
                flock->together[count++] = &flock->team[i];
        }
        sim_batch_run_each(flock->together, count, &s->catalogue->sim, &s->parameters, weeks);
        left -= count;
    }
    for (uint32_t i = 0; i < flock->count; i++)
        flock->played[i] |= 1u << flock->dilemma[i];
}
