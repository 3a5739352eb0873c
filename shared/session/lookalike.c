/* lookalike.c -- teams that, to whoever plays this one, could be it.
 *
 * Players see behaviour and rough figures, never a phase or how much somebody dares. So their
 * picture of the team is the true one and an error, and a team that fits their picture differs from
 * it by an error of the same kind: a lookalike is the true team with both errors. Among teams drawn
 * like this the true one does not stand out: odds over them come true as often as they say
 * (tests/telling/odds_test.c), and give away no more than a look at the team does. The first error
 * belongs to the team and is the same for every option; it is the smaller of the two, because
 * players also know what teams are like. Both follow from the seed. */
#include "session/inside.h"

#define LEVEL  200 /* Milli: a guess of how somebody is this month is off by no more. */
#define NATURE 120 /* Milli: nor a guess of how somebody is by nature. */
#define THEIRS 80  /* Per cent: the first error, as a part of the second. */
#define ASTRAY 10  /* Of so many guesses of a phase one is a step too high, and one too low. */

enum { THEIR_ERROR = 0 }; /* The first error; the second one of a play is 1 + play. */

static uint32_t stirred(uint32_t x)
{
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    return x ^ x >> 16;
}

static uint32_t luck(uint32_t seed, uint32_t whose, uint32_t slot, uint32_t which)
{
    return stirred(stirred(seed + 0x9E3779B9u * whose) + 256 * slot + which);
}

/* Triangular around 0, within -half..half. */
static int32_t sway(uint32_t bits, int32_t half)
{
    return (int32_t)((bits >> 16) * (uint32_t)half >> 16) -
           (int32_t)((bits & 0xFFFFu) * (uint32_t)half >> 16);
}

/* Their error in this, and that of the team that it could be. */
static int32_t off(uint32_t seed, uint32_t play, uint32_t slot, uint32_t which, int32_t half)
{
    return sway(luck(seed, THEIR_ERROR, slot, which), half * THEIRS / 100) -
           sway(luck(seed, 1 + play, slot, which), half);
}

static int32_t within(int32_t value, int32_t low, int32_t high)
{
    return value < low ? low : value > high ? high : value;
}

static int32_t step(uint32_t bits)
{
    const uint32_t roll = bits % ASTRAY;

    return roll == 0 ? 1 : roll == 1 ? -1 : 0;
}

static void guess_phase(struct sim_team *team, uint32_t seed, uint32_t play, uint32_t slot)
{
    const int32_t is = team->member.phase[slot];
    const int32_t could_be =
        within(is + step(luck(seed, THEIR_ERROR, slot, 99)) - step(luck(seed, 1 + play, slot, 99)),
               0, SIM_PHASES_COUNT - 1);

    if (could_be == is)
        return;
    team->member.phase[slot] = could_be;
    sim_team_enter(team, slot, (int32_t)(luck(seed, 1 + play, slot, 98) % 1000), 1000);
}

/* How somebody is this month, and for most of it the disposition behind. */
static void guess_member(struct sim_team *team, uint32_t seed, uint32_t play, uint32_t slot)
{
    struct sim_members *m = &team->member;
    uint32_t which = 0;

#define GUESS(stock, nature)                                                                       \
    do {                                                                                           \
        const int32_t lasting = off(seed, play, slot, which++, NATURE);                            \
        const int32_t now = lasting + off(seed, play, slot, which++, LEVEL);                       \
                                                                                                   \
        m->stock[slot] = within(m->stock[slot] + 1000 * now, 0, 1000000);                          \
        m->nature[slot] = within(m->nature[slot] + lasting, -1000, 1000);                          \
    } while (0)
    GUESS(weten_u, t_open);
    GUESS(durven_u, t_dare);
    GUESS(strain_u, t_str);
    GUESS(eng_u, t_eng);
    GUESS(trust_u, t_tru);
    GUESS(mogen_u, t_ctl);
#undef GUESS
#define GUESS(stock)                                                                               \
    m->stock[slot] =                                                                               \
        within(m->stock[slot] + 1000 * off(seed, play, slot, which++, LEVEL), 0, 1000000)
    GUESS(willen_u);
    GUESS(kunnen_u);
    GUESS(skill_u);
    GUESS(ready_u);
#undef GUESS
}

void team_lookalike(const struct sim_team *team, uint32_t play, struct sim_team *out)
{
    const uint32_t seed = team->seed;

    *out = *team;
    for (uint32_t slot = 0; slot < (uint32_t)team->members_count; slot++) {
        if (team->member.vacant[slot] > 0)
            continue;
        guess_phase(out, seed, play, slot);
        guess_member(out, seed, play, slot);
    }
    sim_team_settle(out);
    out->seed = seed ^ (0x9E3779B9u * (play + 1)); /* Another luck than its own: never 0 apart. */
}
