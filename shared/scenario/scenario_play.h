/* scenario_play.h -- what playing a scenario means, as pure functions: its team at the start, the
 * next dilemma, starting a decision, what is seen and told. The session core, the playtest and play
 * on the terminal all use these, so that they agree. */
#ifndef DK_SCENARIO_PLAY_H
#define DK_SCENARIO_PLAY_H

#include "scenario/scenario.h"

#define TOLD_BLOCKS_MAX  24
#define TOLD_BYTES_MAX   8192
#define MOST_BYTES_MAX   512
#define SEEN_SIGNALS_MAX 8

/* The team at the start of the story: it is made, its running pulses are started, and it is warmed
 * up. Everybody is there, in the phase that the scenario says. Its week is then warm_up_weeks; a
 * room shows week - warm_up_weeks. */
void scenario_team_make(const struct scenario *s, uint32_t seed, struct sim_team *team);
/* The same with the factors `base` (from a team scan) instead of the scenario's. */
void scenario_team_make_from(const struct scenario *s, uint32_t seed,
                             const int32_t base[SIM_FACTORS_COUNT], struct sim_team *team);

/* The index of the dilemma of round `round`, for a team that played those in `played` (bit per
 * dilemma). Never fails: when no condition holds, it is the first unplayed dilemma of the deck,
 * else the first unplayed one of the scenario, else the first of the deck. */
uint32_t scenario_draw(const struct scenario *s, uint32_t round, const struct sim_team *team,
                       uint32_t played);

/* Start a decision, before the weeks run: the dilemma's happenings, then the option's pulses. */
void scenario_start_option(const struct scenario *s, uint32_t dilemma, uint32_t option,
                           struct sim_team *team);
void scenario_start_happenings(const struct scenario *s, uint32_t dilemma, struct sim_team *team);
void scenario_start_pulses(const struct scenario *s, uint32_t dilemma, uint32_t option,
                           struct sim_team *team);
/* Start a happening that a trainer brings in, by pulse index. */
void scenario_start_happening(const struct scenario *s, uint32_t pulse, struct sim_team *team);
/* The option that stands furthest from this one in what it asks of a leader (its axes), of those
 * that a colleague argues for; the first of equals. OPTIONS_MAX: nobody argues for another one. */
uint32_t scenario_opposite(const struct scenario *s, uint32_t dilemma, uint32_t option);
/* Run the weeks of a dilemma. */
void scenario_run(const struct scenario *s, uint32_t dilemma, struct sim_team *team);

/* Something seen of a member. */
struct scenario_seen {
    uint8_t member;
    struct bytes text; /* A clause that follows the name. */
};
/* What is noticed in a dilemma's situation: the authored signals whose condition holds, and a
 * behaviour drawn by the simulation for each member it is about who has none. Returns how many. */
uint32_t scenario_signals(const struct scenario *s, uint32_t dilemma, const struct sim_team *team,
                          uint32_t lang, struct scenario_seen out[SEEN_SIGNALS_MAX]);

/* The story of a consequence: the option's paragraphs whose condition holds, then a sentence for
 * each member who moved, left or arrived and was not named yet. Built texts live in `texts` (memory
 * of the caller, TOLD_BYTES_MAX is enough). Returns the number of blocks. */
uint32_t scenario_tell(const struct scenario *s, uint32_t dilemma, uint32_t option,
                       const struct scenario_moment *moment, uint32_t lang, struct buffer *texts,
                       struct text_block out[TOLD_BLOCKS_MAX]);

/* The one thing that moved most, before it is put into words. */
#define MOVED_TEAM 0xFF
struct scenario_moved {
    uint8_t what;   /* enum catalogue_most; MOST_COUNT: little changed */
    uint8_t up;     /* 0 or 1 */
    uint8_t member; /* or MOVED_TEAM */
};
/* The one thing that moved most from moment->before to moment->now; or that little changed. */
struct scenario_moved scenario_most_find(const struct scenario *s, uint32_t dilemma,
                                         const struct scenario_moment *moment);
/* As a sentence, built in `texts` when it names somebody. */
struct bytes scenario_most_said(const struct scenario *s, struct scenario_moved moved,
                                uint32_t lang, struct buffer *texts);

/* A sentence with {name} filled in, built in `texts`; cut off when that is full. */
struct bytes scenario_named(struct bytes pattern, struct bytes name, struct buffer *texts);
/* "Vier weken later" */
struct bytes scenario_weeks_later(const struct scenario *s, uint32_t dilemma, uint32_t lang);

/* The index in s->endings of the ending that fits. */
uint32_t scenario_ending_of(const struct scenario *s, const struct scenario_moment *moment);

/* The figures of a team as a room is shown them. At the start of the story chance has no part in
 * them, so that they agree with how it opens. */
struct sim_figures scenario_figures(const struct scenario *s, const struct sim_team *team);

/* The expression of a member now (rustig, blij, vertelt, twijfelt, stil, ernstig, moe, somber,
 * vastberaden), from strain, engagement and daring, which everybody can see. Static text. */
const char *scenario_face(const struct sim_team *team, uint32_t slot);

#endif
