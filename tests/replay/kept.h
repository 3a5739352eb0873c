/* kept.h -- journals of sessions that were played with earlier releases, kept as text:
 *
 *     model 1                     versions of the program that wrote it
 *     rules 1
 *     people 3f0c...              digest of what people did: seats, votes, steps, decisions
 *     teams 9a41...               digest of how their teams fared
 *     event 9501cf...             the bytes of an event, in hexadecimal
 *
 * keep_session.c makes them with the program as it is; run it for each release, and when the model
 * or the rules get another version. A kept file is never written again. The scenario is that of
 * tests/sim/fixture.c, to which things may be added but never changed, for the sake of these
 * files. */
#ifndef DK_TESTS_KEPT_H
#define DK_TESTS_KEPT_H

#include "session/session.h"

#define KEPT_EVENTS_MAX 1024

struct kept {
    uint32_t model, rules;
    uint64_t people, teams;
    struct bytes events[KEPT_EVENTS_MAX];
    uint32_t events_count;
    uint8_t *memory; /* Of the events. */
};

/* false: not such a file (and a failed test). kept_free in either case. */
bool kept_read(const char *path, struct kept *out);
void kept_free(struct kept *kept);
/* A session of these events, to be freed. `change`, if not NULL, may change the first event. */
struct session *kept_replay(const struct kept *kept, void (*change)(struct event *first));

/* Digests are made field by field, so that they do not depend on the layout of the state. */
uint64_t kept_people(const struct session *s);
uint64_t kept_teams(const struct session *s);

#endif
