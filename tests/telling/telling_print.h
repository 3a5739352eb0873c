/* telling_print.h -- a round as a room sees it, on paper: who was noticed for what, the options,
 * what was decided, how the weeks went, and why. To be read by people. */
#ifndef DK_TELLING_PRINT_H
#define DK_TELLING_PRINT_H

#include "session/why.h"

/* `number` is that of the play. Several threads may print. */
void telling_print(const struct why_story *story, const struct room_cause *causes, uint32_t count,
                   uint32_t number, uint32_t lang);

#endif
