/* looks.h -- looks at a session with the eyes of everybody in it, for tests. */
#ifndef DK_TESTS_LOOKS_H
#define DK_TESTS_LOOKS_H

#include "session/session.h"

/* One section of one audience, in memory of this module that the next call reuses. size 0: this
 * audience has no such section. Fails the test when it does not fit. */
struct bytes look(const struct session *s, const struct audience *audience, enum section section,
                  enum encoding encoding, uint64_t now_ms);
/* Check that every section of every seat in both languages has its shape and fits. Returns how
 * many. */
uint32_t look_at_everything(const struct session *s, uint64_t now_ms);

#endif
