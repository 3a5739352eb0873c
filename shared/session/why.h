/* why.h -- the causes told after a consequence, chosen from the simulation's exact ledgers.
 *
 * The model says how much each mechanism moved each person; a room is told the few that weighed
 * most. Each is told as something that happened in this room: under the title of the option that
 * set it going, when one did, with the mechanism in words. The model's share alone is not enough
 * for that: why_is_true says whether the words hold. */
#ifndef DK_SESSION_WHY_H
#define DK_SESSION_WHY_H

#include "scenario/scenario_play.h"
#include "session/state.h"
#include "sim/sim_why.h"

/* A decision of a room, by round. */
struct why_decided {
    uint8_t dilemma;
    uint8_t option;
};

/* A round that was played, as far as its causes may speak of it. */
struct why_story {
    const struct scenario *scenario;
    const struct sim_why_trail *trail; /* Followed from `before` to `after`. */
    const struct sim_team *before;     /* At the start of the round, before its decision. */
    const struct sim_team *after;
    uint32_t decided_count; /* Rounds decided so far, this one included. */
    struct why_decided decided[ROUNDS_MAX];
};

/* The heaviest true causes of what changed for the members in `about` (bit per slot; when none of
 * them is still there: for all), heaviest first. Returns how many, at most CAUSES_SHOWN_MAX; 0 when
 * nothing moved enough to speak of. */
uint32_t why_find(const struct why_story *story, uint32_t about,
                  struct room_cause out[CAUSES_SHOWN_MAX]);

/* May a room be told that this mechanism helped (or held back) this member in the round? `source`:
 * what it is told of, or NULL. The rule of each mechanism stands in why_true.c. */
bool why_is_true(const struct why_story *story, uint32_t term, bool helped, int32_t slot,
                 const struct sim_running *source);

/* What set a mechanism going for a member. */
struct why_source {
    /* Of `after`; if fading, of `before`. NULL: nothing that has a name. */
    const struct sim_running *running;
    bool fading; /* It does less than it did before this round. */
};
struct why_source why_source(const struct why_story *story, uint32_t quantity, uint32_t term,
                             bool helped, int32_t slot);
/* Support is that of colleagues and of the leader; told is whichever moved. A leader who has less
 * time than was promised, or has it again, is told as that. */
uint32_t why_told_as(const struct why_story *story, uint32_t term, bool helped);
/* Did this lesson, which began in this round, come back to the member after some weeks, so that it
 * is kept better (M23)? */
bool why_again(const struct why_story *story, const struct sim_running *lesson, int32_t slot);

/* How far what runs is from suiting somebody in this phase, and grates (M5): milli, 0 when it suits
 * well enough, and of what befalls a team. */
int32_t why_misfit(const struct why_story *story, const struct sim_running *running, int32_t phase);

/* The round whose decision started what runs; ROUND_NONE: it ran before, or befell the team. `week`
 * is that of the team when the last of `decided` was over. */
uint8_t why_round_of(const struct scenario *scenario, const struct why_decided *decided,
                     uint32_t count, int32_t week, const struct sim_running *running);
/* The same of a room now; and what it decided in the rounds that were told. */
uint32_t why_room_decided(const struct room *room, struct why_decided decided[ROUNDS_MAX]);
uint8_t why_room_round_of(const struct scenario *scenario, const struct room *room,
                          const struct sim_running *running);

/* The author's own sentence for it: of this mechanism, and of some of its members at least. NULL:
 * there is none. */
const struct scenario_because *why_because(const struct scenario_option *option,
                                           const struct room_cause *cause);

/* How it is told. */
struct catalogue_cause why_words(const struct scenario *scenario, const struct room_cause *cause,
                                 const struct why_decided *decided, uint32_t count);

/* Did it come from the work itself, without anything that was taught or given? It is told so. */
bool why_of_work(const struct room_cause *cause);

/* Its text, with the round of an earlier decision, that it wears off, and what it did to the work,
 * where that is so; built in `texts`, which must be there as long as it is used (CAUSE_BYTES_MAX is
 * enough). `decided_count`: rounds decided, as in why_story. */
#define CAUSE_BYTES_MAX 2048
struct bytes why_text(const struct scenario *scenario, const struct room_cause *cause,
                      uint32_t decided_count, const struct catalogue_cause *words, uint32_t lang,
                      struct buffer *texts);

/* What moved most (scenario_most_find), with a word of its own where it is a step back and none of
 * `causes` says what held that member back: in the model that is chance. In `texts`: MOST_BYTES_MAX
 * is enough. */
struct bytes why_most(const struct scenario *scenario, uint32_t dilemma,
                      const struct scenario_moment *moment, const struct room_cause *causes,
                      uint32_t count, uint32_t lang, struct buffer *texts);

/* As which mechanism a push on this quantity is told: SIM_TERM_NONE when it is not. */
uint32_t why_term_of_push(uint32_t quantity);

#endif
