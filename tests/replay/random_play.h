/* random_play.h -- sessions in which anybody does anything.
 *
 * A command is drawn from the table of all commands and its fields from their ranges, but mostly
 * such that they fit what is running, so that sessions get somewhere. The same seed gives the same
 * session.
 */
#ifndef DK_TESTS_RANDOM_PLAY_H
#define DK_TESTS_RANDOM_PLAY_H

#include "world.h"

/* A session with settings drawn from the seed, with people in it, started. Later draws continue
 * from there. */
struct world *random_open(uint32_t seed);
void random_command(struct world *w);
/* What the step asks of somebody, by one of the participants; now and then somebody comes or goes.
 * Sessions in which only this happens are played to their end. */
void random_fitting(struct world *w);
uint32_t random_below(uint32_t bound);
/* A screen of every role but the participant's, that is nobody's yet; none in solo. */
void random_seat_roles(struct world *w);
/* May both see the same, their own section aside? */
bool random_same_audience(const struct audience *a, const struct audience *b);

#endif
