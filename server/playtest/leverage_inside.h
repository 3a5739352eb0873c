/* leverage_inside.h -- what the files that measure leverage share. Private to the playtest. */
#ifndef DK_PLAYTEST_LEVERAGE_INSIDE_H
#define DK_PLAYTEST_LEVERAGE_INSIDE_H

#include "playtest/leverage.h"
#include "playtest/playtest_play.h"

/* Each fills its part of `l`. false: no memory. */
bool leverage_find_shares(struct leverage *l);
bool leverage_find_aims(struct leverage *l);
bool leverage_find_rooms(struct leverage *l);
bool leverage_find_strategies(struct leverage *l);

/* The seed of team `number`, the same in every measure, so that they share their luck. */
uint32_t leverage_seed(uint32_t number);
/* The option that path number `path` takes. A path has all choices of a story; all are as
 * likely. */
uint32_t leverage_path_option(const struct scenario *s, uint32_t path, uint32_t round,
                              uint32_t dilemma);

#endif
