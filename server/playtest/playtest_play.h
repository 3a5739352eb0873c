/* playtest_play.h -- one play of a playtest. Private to the playtest. */
#ifndef DK_PLAYTEST_PLAYTEST_PLAY_H
#define DK_PLAYTEST_PLAYTEST_PLAY_H

#include "playtest/playtest.h"
#include "scenario/scenario_play.h"

/* In the number of a play: it is played by somebody's own team (scenario/own_team.h), which the
 * number decides. The story must fit. */
#define PLAYTEST_OWN_TEAM 0x80000000u

/* What one play found; written by one thread, merged in the order of play numbers. */
struct playtest_found {
    uint32_t rounds;
    uint8_t dilemma[ROUNDS_MAX];
    uint8_t option[ROUNDS_MAX];
    uint16_t told[ROUNDS_MAX]; /* Bit per paragraph of the chosen option that held. */
    uint16_t seen[ROUNDS_MAX]; /* Bit per authored signal that held. */
    bool sampled[ROUNDS_MAX];
    struct playtest_sample sample[ROUNDS_MAX];
    uint8_t ending;
    uint8_t leader;
    int16_t outcome[PLAYTEST_OUTCOMES];
};

uint32_t playtest_mix(uint32_t a, uint32_t b, uint32_t c);
uint32_t playtest_choose(const struct scenario *s, enum playtest_leader leader, uint32_t play,
                         uint32_t round, uint32_t dilemma, const struct sim_team *team);
/* learning (mean of phase, regie and learning climate), wellbeing, performance */
void playtest_outcomes(const struct scenario *s, const struct sim_team *team,
                       int16_t out[PLAYTEST_OUTCOMES]);
/* A state that a play reached: its dilemma has come and nothing is chosen yet. */
struct playtest_state {
    struct sim_team team;
    uint32_t play, round;
    uint32_t played; /* Bit per dilemma played before it. */
};
/* Play number `play` up to dilemma `wanted`. false: it never comes. */
bool playtest_reach(const struct scenario *s, uint32_t play, uint32_t wanted,
                    struct playtest_state *out);
/* What an option leads to in states of one round: the same values as those of playtest_play,
 * without playing the rounds before again. */
#define PLAYTEST_TRY_MAX (ROUNDS_MAX * OPTIONS_MAX)
void playtest_try(const struct scenario *s, const struct playtest_state *states, uint32_t count,
                  uint32_t dilemma, uint32_t option, int16_t (*value)[PLAYTEST_OUTCOMES]);

/* Play number `play`; states of dilemmas in `wanted` (bit each) are tried with every option. */
void playtest_play(const struct scenario *s, uint32_t play, uint32_t wanted,
                   struct playtest_found *out);

#endif
