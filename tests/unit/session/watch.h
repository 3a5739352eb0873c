/* watch.h -- two sessions that differ in one thing, and what people see of them. */
#ifndef DK_TESTS_UNIT_SESSION_WATCH_H
#define DK_TESTS_UNIT_SESSION_WATCH_H

#include "session/session.h"
#include "world.h"

/* From malloc. */
struct session *watch_clone(const struct session *s);
/* All bytes that an audience gets, save the sections in `except`. */
uint64_t watch_fingerprint(const struct session *s, const struct audience *a, uint32_t except);
struct command watch_vote(const struct session *s, uint16_t seat, uint32_t option,
                          const char *reason);
void watch_run(struct session *s, struct command c);
/* Somebody takes a seat in another role than participant. */
void watch_take(struct world *w, enum role role, const char *name);
/* Everybody but trainers and `not_seat`: is what they see the same in both? */
void watch_same_for_all_but(const struct session *a, const struct session *b, uint16_t not_seat,
                            uint32_t except);
/* Two sessions that differ only in who chose what: does anybody see a difference? Those of `own`
 * see their own choice, in `me`. */
void watch_same_for_everybody(const struct session *a, const struct session *b, uint64_t own,
                              const char *when);

#endif
