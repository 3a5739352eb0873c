/* sim_origin.c -- a team as it begins: from a profile and a seed (shared/sim/README.md, 9). */
#include "sim/sim.h"
#include "sim/sim_block.h"

#include <assert.h>
#include <string.h>

static const int16_t profiles[][SIM_FACTORS_COUNT] = {
    [SIM_PROFILE_WEAK] = {400, 400, 360, 380, 280, 640, 380, 480, 340, 440, 380,
                          320, 400, 320, 420, 320, 330, 360, 380, 320, 300},
    [SIM_PROFILE_AVERAGE] = {480, 480, 450, 480, 380, 560, 500, 560, 420, 520, 450,
                             400, 500, 430, 480, 420, 430, 450, 450, 400, 300},
    [SIM_PROFILE_STRONG] = {640, 640, 620, 650, 560, 540, 700, 700, 600, 660, 600,
                            580, 690, 640, 560, 640, 640, 640, 600, 580, 350},
};

struct sim_origin sim_origin_default(uint32_t seed, int32_t members_count, enum sim_profile profile)
{
    struct sim_origin origin = {
        .seed = seed, .members_count = members_count, .leader_hours = 12, .trait_spread = 1000};

    for (int i = 0; i < SIM_FACTORS_COUNT; i++)
        origin.base[i] = profiles[profile][i];
    for (int i = 0; i < SIM_MEMBERS_MAX; i++) {
        origin.member[i].phase = origin.member[i].tenure = SIM_DRAWN;
        for (int t = 0; t < SIM_TRAITS_COUNT; t++)
            origin.member[i].trait[t] = SIM_DRAWN;
    }
    return origin;
}

static bool drawn_or_within(int32_t value, int32_t low, int32_t high)
{
    return value == SIM_DRAWN || (value >= low && value <= high);
}

bool sim_origin_check(const struct sim_origin *origin)
{
    bool ok = origin->members_count >= 1 && origin->members_count <= SIM_MEMBERS_MAX &&
              origin->leader_hours >= 1 && origin->leader_hours <= 1000 &&
              origin->trait_spread >= 0 && origin->trait_spread <= 1000;

    for (int i = 0; i < SIM_FACTORS_COUNT; i++)
        ok &= origin->base[i] >= 0 && origin->base[i] <= 1000;
    for (int32_t i = 0; ok && i < origin->members_count; i++) {
        const struct sim_member_origin *m = &origin->member[i];

        ok &= drawn_or_within(m->phase, 0, SIM_PHASES_COUNT - 1);
        ok &= drawn_or_within(m->tenure, 0, 5000);
        for (int t = 0; t < SIM_TRAITS_COUNT; t++)
            ok &= drawn_or_within(m->trait[t], -1000, 1000);
        ok &= m->side >= 0 && m->side <= SIM_SIDES;
    }
    return ok;
}

void sim_traits_draw(uint32_t stream, int32_t slot, int32_t spread, int32_t trait[SIM_TRAITS_COUNT])
{
    static const struct {
        int16_t middle, half;
    } nature[SIM_TRAITS_COUNT] = {{130, 400}, {110, 320}, {0, 220}, {0, 220}, {0, 240},
                                  {300, 200}, {0, 120},   {0, 220}, {0, 250}};

    for (uint32_t t = 0; t < SIM_TRAITS_COUNT; t++) {
        int32_t away = sim_spread(stream, (uint32_t)slot * 16 + t, nature[t].half);

        trait[t] = nature[t].middle + sim_mul(away, spread);
    }
}

/* Sixty-four equal parts of the distribution of a mean of two exponential draws, milli: their mean
 * is 1000. */
static const int16_t hurdles[64] = {
    100,  117,  155,  187,  217,  244,  269,  294,  317,  340,  363,  385,  407,  429,  450,  471,
    493,  514,  535,  557,  578,  600,  622,  643,  666,  688,  711,  734,  757,  781,  805,  829,
    854,  880,  906,  933,  960,  988,  1017, 1047, 1078, 1109, 1142, 1177, 1212, 1249, 1288, 1329,
    1372, 1418, 1466, 1517, 1573, 1633, 1698, 1770, 1850, 1941, 2046, 2170, 2324, 2528, 2832, 3435};

int32_t sim_hurdle(uint32_t seed, int32_t slot, int32_t phase, int32_t spiral, int32_t spread)
{
    uint32_t stream = sim_stream(seed, SIM_DRAW_HURDLE, 8 * spiral + phase);

    return 1000 * (1000 + sim_mul(hurdles[sim_bits(stream, (uint32_t)slot) >> 26] - 1000, spread));
}

int32_t sim_progress_draw(uint32_t seed, int32_t week, int32_t slot, int32_t hurdle_u)
{
    return hurdle_u / 1000 *
           sim_below(sim_stream(seed, SIM_DRAW_PROGRESS, week), (uint32_t)slot, 1000);
}

static int32_t phase_draw(uint32_t seed, uint32_t slot)
{
    int32_t roll = sim_below(sim_stream(seed, SIM_DRAW_PHASE, 0), slot, 100);

    return roll < 35   ? SIM_ONB
           : roll < 65 ? SIM_SEL
           : roll < 80 ? SIM_ACT
           : roll < 92 ? SIM_TOE
                       : SIM_CON;
}

static void member_make(struct sim_team *team, int32_t slot, const struct sim_member_origin *from)
{
    struct sim_members *m = &team->member;
    uint32_t seed = team->seed, index = (uint32_t)slot;
    int32_t phase = from->phase, tenure = from->tenure, trait[SIM_TRAITS_COUNT];
    int t = 0;

    sim_traits_draw(sim_stream(seed, SIM_DRAW_TRAIT, 0), slot, team->trait_spread, trait);
#define X(name)                                                                                    \
    m->name[slot] = from->trait[t] == SIM_DRAWN ? trait[t] : from->trait[t];                       \
    t++;
    SIM_MEMBER_TRAITS(X)
#undef X
    if (phase == SIM_DRAWN)
        phase = phase_draw(seed, index);
    if (tenure == SIM_DRAWN)
        tenure = 26 + sim_below(sim_stream(seed, SIM_DRAW_PHASE, 1), index, 235);
    m->side[slot] = from->side;
    m->phase[slot] = phase;
    m->tenure[slot] = tenure;
    m->ready_u[slot] = 300000;
    m->skill_u[slot] = 1000 * sim_clamp(350 + 25 * phase +
                                        sim_below(sim_stream(seed, SIM_DRAW_PHASE, 2), index, 200) +
                                        sim_mul(m->t_able[slot], SIM_ABLE_SKILL));
    m->weten_u[slot] = 1000 * sim_clamp(380 + 40 * phase + m->t_open[slot]);
    m->willen_u[slot] = 1000 * sim_clamp(430 + 30 * phase + m->t_open[slot]);
    m->kunnen_u[slot] = 1000 * (400 + 30 * phase);
    m->durven_u[slot] = m->mogen_u[slot] = 450000;
    m->strain_u[slot] = 1000 * sim_clamp(m->t_str[slot] + 210);
    m->eng_u[slot] = 1000 * sim_clamp(m->t_eng[slot] + 440);
    m->trust_u[slot] = 1000 * sim_clamp(480 + m->t_tru[slot]);
    m->load[slot] = team->norm[SIM_DEM];
    m->used_u[slot] = m->skill_u[slot] / 1000 * 900;
    m->tired_u[slot] = m->strain_u[slot];
    m->wont_u[slot] = 480000;
    m->usual_u[slot] = m->eng_u[slot];
    m->routine_u[slot] = 1000 * sim_udiv(1000 * tenure, tenure + 35);
    m->hurdle_u[slot] = sim_hurdle(seed, slot, phase, 0, team->trait_spread);
    m->progress_u[slot] = sim_progress_draw(seed, 0, slot, m->hurdle_u[slot]);
}

void sim_team_init(struct sim_team *team, uint32_t seed, int32_t members_count,
                   int32_t leader_hours, const int32_t base[SIM_FACTORS_COUNT])
{
    assert(members_count >= 1 && members_count <= SIM_MEMBERS_MAX);
    assert(leader_hours >= 1 && leader_hours <= 1000);
    memset(team, 0, sizeof *team);
    team->seed = seed;
    team->members_count = members_count;
    team->leader_hours = leader_hours;
    for (int i = 0; i < SIM_FACTORS_COUNT; i++) {
        assert(base[i] >= 0 && base[i] <= 1000);
        team->base_u[i] = 1000 * base[i];
        team->norm[i] = team->f[i] = base[i];
    }
    team->inv_u = 1000 * sim_udiv(2 * base[SIM_PAR] + base[SIM_TRA] + base[SIM_SAF], 4);
    team->coord_u = 400000;
    team->lead_u = 1000 * SIM_LEAD_CALM;
    team->trait_spread = 1000;
}

void sim_team_settle(struct sim_team *team)
{
    const struct sim_members *m = &team->member;
    struct sim_crowd c = {0};

    for (int32_t i = 0; i < team->members_count; i++) {
        if (m->vacant[i] > 0)
            continue;
        c.filled++;
        c.will_u += m->willen_u[i];
        c.trust_u += m->trust_u[i];
        c.load += m->load[i];
        c.settled += m->phase[i] >= SIM_TOE;
        c.strain_u += m->strain_u[i];
        c.eng_u += m->eng_u[i];
        c.skill_u += m->skill_u[i];
    }
    c.each = sim_each[c.filled];

    struct sim_standing s = sim_standing_of(c, team->f, 1, team->inv_u, team->fatigue_u);

    team->filled = c.filled;
    team->will = s.will;
    team->trust = s.trust;
    team->peers = s.peers;
    team->strain = s.strain;
    team->eng = s.eng;
    team->skill = s.skill;
    team->precondition[SIM_P1_INVOLVEMENT] = s.involvement;
    team->precondition[SIM_P2_VISION] = s.vision;
    team->precondition[SIM_P3_READINESS] = s.readiness;
    team->precondition[SIM_P4_ROOM] = s.room;
}

void sim_team_make(struct sim_team *team, const struct sim_origin *origin)
{
    assert(sim_origin_check(origin));
    sim_team_init(team, origin->seed, origin->members_count, origin->leader_hours, origin->base);
    team->trait_spread = origin->trait_spread;
    for (int32_t slot = 0; slot < origin->members_count; slot++)
        member_make(team, slot, &origin->member[slot]);
    sim_team_settle(team);
}

void sim_team_enter(struct sim_team *team, uint32_t slot, int32_t done, int32_t of)
{
    struct sim_members *m = &team->member;

    assert(slot < (uint32_t)team->members_count && done >= 0 && done < of);
    m->hurdle_u[slot] =
        sim_hurdle(team->seed, (int32_t)slot, m->phase[slot], m->spiral[slot], team->trait_spread);
    m->progress_u[slot] = m->hurdle_u[slot] / of * done;
}
