/* ways.h -- what if this room had decided otherwise? A story that was played, played once more from
 * its journal with one other decision: the way as it was, and the other one beside it.
 *
 *     ways_init(&p, memory, memory_other, ...)      two sessions, still empty
 *     ways_apply(&p, event)                         each event of the journal, in order
 *     session_view_way(p.was, ...)                 after a consequence, of either
 *
 * Both begin with the same team and the same luck, and meet the same happenings; only the decision
 * differs. Later decisions stay what they were, as long as the other way comes to the same
 * dilemmas. Where it would come to another one the ways *part*: nobody decided anything there, so
 * the other way ends, and so does the comparison. Both have then come to the same week.
 *
 * The way as it was is the session itself: it has the same hash after the same event. Used for
 * whoever plays alone (wasm/ways.h); any room of a session will do. Threads: none. */
#ifndef DK_SESSION_WAYS_H
#define DK_SESSION_WAYS_H

#include "session/session.h"

struct ways {
    struct session *was, *other; /* `other` means something once `split`. */
    uint8_t room, round, option; /* The room decides this in that round. */
    bool split;                  /* The decision has come. */
    bool parted;
    uint8_t parted_round; /* With parted: the round that differs. */
    uint8_t dilemma;      /* With parted: what the other way would come to in that round. */
};

/* `was` and `other` are memory for a session with these limits each (session_bytes, aligned to 8),
 * and stay the caller's. */
void ways_init(struct ways *p, void *was, void *other, const struct scenario *scenario,
               uint32_t rooms_count, uint32_t seats_max);
/* Say what is decided otherwise, before that event. An option that the dilemma of the round has. */
void ways_choose(struct ways *p, uint8_t room, uint8_t round, uint8_t option);
/* Apply an event of the journal to both. False: the ways part here; nothing was applied, and
 * nothing more may be. */
bool ways_apply(struct ways *p, const struct event *event);
/* Rounds of the room whose consequence has come, on both ways. */
uint32_t ways_told(const struct ways *p);

/* Write the record `ways`: the decisions of a room that can be looked at in this way. */
void session_view_ways(const struct session *s, const struct audience *audience, uint8_t room,
                       struct writer *out);
/* Write the record `way` of a room for whom `audience` says, right after a consequence. It tells of
 * no place that they may not see yet; `open`: they may see all, as in the debrief. */
void session_view_way(const struct session *s, const struct audience *audience, uint8_t room,
                      bool open, struct writer *out);

#endif
