/* fixture.h -- a small scenario made by hand, so that stories about rules do not change when
 * content does: four members, three dilemmas (the first and last with a diagnosis), five pulses. */
#ifndef DK_TESTS_FIXTURE_H
#define DK_TESTS_FIXTURE_H

#include "scenario/scenario.h"

/* Made on first use; immutable; never freed. Steps last 3 2 4 10 5 5 5 minutes. */
const struct scenario *fixture_scenario(void);

#endif
