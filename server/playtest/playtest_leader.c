/* playtest_leader.c -- how the kinds of leaders of a playtest choose. They stand for people in a
 * room, not for optimal play, so that together they reach the states that rooms reach. */
#include "playtest/playtest_play.h"

static const char *const names[LEADERS_COUNT] = {
#define X(NAME, name) #name,
    PLAYTEST_LEADERS(X)
#undef X
};

const char *playtest_leader_name(int leader)
{
    return leader >= 0 && leader < LEADERS_COUNT ? names[leader] : "";
}

/* A number that depends equally on all three (murmur3's finalizer). */
uint32_t playtest_mix(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t x = a * 0x9E3779B1u ^ b * 0x85EBCA77u ^ c * 0xC2B2AE3Du;

    x ^= x >> 16;
    x *= 0x7FEB352Du;
    x ^= x >> 15;
    x *= 0x846CA68Bu;
    return x ^ x >> 16;
}

/* The sum of the three outcomes. */
static int32_t sum_of(const struct scenario *s, const struct sim_team *team)
{
    int16_t value[PLAYTEST_OUTCOMES];

    playtest_outcomes(s, team, value);
    return value[0] + value[1] + value[2];
}

static int32_t score_greedy(const struct scenario *s, uint32_t dilemma, uint32_t option,
                            const struct sim_team *team)
{
    struct sim_team after = *team;

    scenario_start_option(s, dilemma, option, &after);
    scenario_run(s, dilemma, &after);
    return sum_of(s, &after);
}

/* How well the option's pulses suit the phases of the members they reach. */
static int32_t score_phase(const struct scenario *s, uint32_t dilemma, uint32_t option,
                           const struct sim_team *team)
{
    const struct scenario_option *o = &s->dilemmas[dilemma].options[option];
    int32_t score = 0, members = 0;

    for (uint32_t i = 0; i < o->starts_count; i++) {
        const struct sim_pulse *pulse = &s->catalogue->sim.pulses[o->starts[i].pulse];

        for (uint32_t m = 0; m < s->members_count; m++) {
            if ((o->starts[i].mask & s->dilemmas[dilemma].about & 1u << m) == 0)
                continue;
            score += pulse->fit[team->member.phase[m]];
            members++;
        }
    }
    return members == 0 ? 0 : score / members;
}

static int32_t score_avoid(const struct scenario *s, uint32_t dilemma, uint32_t option)
{
    const struct scenario_option *o = &s->dilemmas[dilemma].options[option];
    int32_t asked = 0;

    for (uint32_t i = 0; i < o->starts_count; i++) {
        const struct sim_pulse *pulse = &s->catalogue->sim.pulses[o->starts[i].pulse];

        asked += (pulse->hours + o->starts[i].hours) * 100 + pulse->load + pulse->change;
    }
    return -asked;
}

static int32_t score(const struct scenario *s, enum playtest_leader leader, uint32_t dilemma,
                     uint32_t option, const struct sim_team *team)
{
    const struct scenario_option *o = &s->dilemmas[dilemma].options[option];

    switch (leader) {
    case LEADER_GREEDY: return score_greedy(s, dilemma, option, team);
    case LEADER_PHASE: return score_phase(s, dilemma, option, team);
    case LEADER_AUTONOMY: return 10 * o->axes[AXIS_ROOM] - o->axes[AXIS_DIRECTION];
    case LEADER_CONTROL: return 10 * o->axes[AXIS_DIRECTION] - o->axes[AXIS_ROOM];
    case LEADER_AVOID: return score_avoid(s, dilemma, option);
    case LEADER_RANDOM:
    case LEADERS_COUNT: break;
    }
    return 0;
}

uint32_t playtest_choose(const struct scenario *s, enum playtest_leader leader, uint32_t play,
                         uint32_t round, uint32_t dilemma, const struct sim_team *team)
{
    const uint32_t options = s->dilemmas[dilemma].options_count;
    const uint32_t draw = playtest_mix(play, round, 77);
    uint32_t best = 0;
    int32_t best_score = INT32_MIN;

    /* One choice in five is random, because rooms do not follow one rule. */
    if (leader == LEADER_RANDOM || draw % 5 == 0)
        return draw / 5 % options;
    for (uint32_t i = 0; i < options; i++) {
        const int32_t value = score(s, leader, dilemma, i, team);

        if (value > best_score) {
            best_score = value;
            best = i;
        }
    }
    return best;
}
