/* flock.h -- many plays of one story that advance together, a round at a time, because a batch of
 * teams is faster than its teams alone. Private to the playtest. */
#ifndef DK_PLAYTEST_FLOCK_H
#define DK_PLAYTEST_FLOCK_H

#include "scenario/scenario_play.h"

/* Play i: its team, what it played before (bit per dilemma), and the dilemma of this round. */
struct flock {
    const struct scenario *scenario;
    uint32_t count;
    uint32_t capacity;
    struct sim_team *team;
    uint32_t *played;
    uint8_t *dilemma;
    struct sim_team **together; /* The teams of one batch. */
};

/* Make an empty flock with room for `capacity` plays. false: no memory, and no room. flock_clear in
 * either case. */
bool flock_make(struct flock *flock, const struct scenario *scenario, uint32_t capacity);
void flock_clear(struct flock *flock);

/* Add a play, which must fit (asserted). Returns its number. */
uint32_t flock_add(struct flock *flock, const struct sim_team *team, uint32_t played);
/* Draw the dilemma of round `round` for every play. */
void flock_draw(struct flock *flock, uint32_t round);
/* Play `i` decides, before the weeks pass. */
void flock_decide(struct flock *flock, uint32_t i, uint32_t option);
/* Let the weeks of every play's dilemma pass; it then counts as played. */
void flock_pass(struct flock *flock);

#endif
