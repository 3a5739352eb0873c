/* telling_facts.h -- are the words of a cause true? Worked out once more, from the sentences as
 * people read them, over the team before and after the round, what was decided and what runs. */
#ifndef DK_TELLING_FACTS_H
#define DK_TELLING_FACTS_H

#include "session/why.h"

/* Of this member. */
bool telling_is_true(const struct why_story *story, const struct room_cause *cause, int32_t slot);

/* Told under the title of a decision: that was really taken, in that round, and started it then. */
bool telling_is_of_its_round(const struct why_story *story, const struct room_cause *cause);

/* That it wears off, that a lesson came back. */
bool telling_marks_are_true(const struct why_story *story, const struct room_cause *cause);

#endif
