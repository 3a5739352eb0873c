/* flock.h -- many plays of one story that go on together, a round at a time: a batch of teams is
 * quicker than its teams alone. Private to the playtest. */
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
    struct sim_team **together; /* Those whose weeks pass at once. */
};

/* Room for `capacity` plays, none in it. false: no memory, and room for none. flock_clear in either
 * case. */
bool flock_make(struct flock *flock, const struct scenario *scenario, uint32_t capacity);
void flock_clear(struct flock *flock);

/* One more play, asserted to fit; returns its number. */
uint32_t flock_add(struct flock *flock, const struct sim_team *team, uint32_t played);
/* The dilemma that comes in round `round` of every play. */
void flock_draw(struct flock *flock, uint32_t round);
/* Play `i` decides, before the weeks pass. */
void flock_decide(struct flock *flock, uint32_t i, uint32_t option);
/* The weeks of every play's dilemma, which then has been played. */
void flock_pass(struct flock *flock);

#endif
