/* sim_team.c -- a team: played week by week, read out, looked through. Made in sim_origin.c. */
#include "sim/sim.h"
#include "sim/sim_block.h"

#include <assert.h>
#include <string.h>

/* A team is compared and stored as bytes: nothing may hide between its fields. */
_Static_assert(sizeof(struct sim_running) == 52, "no padding");
_Static_assert(sizeof(struct sim_move) == 12, "no padding");
_Static_assert(sizeof(struct sim_members) ==
                   sizeof(int32_t) * SIM_MEMBERS_MAX * (23 + SIM_TRAITS_COUNT + 1 + 6),
               "no padding");
_Static_assert(sizeof(struct sim_team) ==
                   sizeof(int32_t) *
                           (17 + 3 * SIM_FACTORS_COUNT + 7 + SIM_PRECONDITIONS_COUNT + 3) +
                       SIM_MOVES_MAX * sizeof(struct sim_move) + sizeof(struct sim_members) +
                       SIM_PULSES_MAX * sizeof(struct sim_freshness) +
                       SIM_RUNNING_MAX * sizeof(struct sim_running),
               "no padding");

/* --- playing --------------------------------------------------------------------------------- */

void sim_team_run(struct sim_team *team, const struct sim_catalogue *catalogue,
                  const struct sim_parameters *parameters, int32_t weeks)
{
    struct sim_block block;

    sim_block_open(&block, catalogue, parameters);
    sim_block_play(&block, &team, 1, weeks, NULL);
}

void sim_team_step(struct sim_team *team, const struct sim_catalogue *catalogue,
                   const struct sim_parameters *parameters)
{
    sim_team_run(team, catalogue, parameters, 1);
}

/* --- looking --------------------------------------------------------------------------------- */

bool sim_team_sided(const struct sim_team *team)
{
    int32_t any = team->rift_u;

    for (int i = 0; i < SIM_MEMBERS_MAX; i++)
        any |= team->member.side[i];
    return any != 0;
}

/* How far along the stairs, 0..1000: a quarter per phase, with what is built up within it; whoever
 * has completed a round and is on the way in the next keeps the top. */
static int32_t height(const struct sim_members *m, int32_t i)
{
    int32_t hurdle = m->hurdle_u[i] / 1000;
    int32_t within = sim_min(249, 250 * (m->progress_u[i] / 1000) / sim_max(1, hurdle));

    if (m->spiral[i] > 0 && m->phase[i] > SIM_ONB)
        return 1000;
    return sim_min(1000, 250 * m->phase[i] + within);
}

struct team_sums {
    int32_t filled, phase, regie, performance, quit, load, control, opp;
    int32_t weten, willen, kunnen, durven, mogen, strain, eng, trust, skill;
};

static struct team_sums sums_of(const struct sim_team *team)
{
    const struct sim_members *m = &team->member;
    struct team_sums s = {0};

    for (int32_t i = 0; i < team->members_count; i++) {
        int32_t phase = m->phase[i];
        bool again = m->spiral[i] > 0;

        if (m->vacant[i] > 0)
            continue;
        s.filled++;
        s.phase += height(m, i);
        s.regie += phase >= SIM_ACT || (again && phase > SIM_ONB);
        s.performance += m->work[i];
        s.quit += m->quit_ppm[i];
        s.load += m->load[i];
        s.control += m->control[i];
        s.opp += m->opp[i];
#define ADD(name) s.name += m->name##_u[i]
        ADD(weten), ADD(willen), ADD(kunnen), ADD(durven), ADD(mogen);
        ADD(strain), ADD(eng), ADD(trust), ADD(skill);
#undef ADD
    }
    return s;
}

/* The outcomes that follow from others and the factors. */
static void climates(struct sim_outcomes *o, const struct sim_team *team, int32_t mob_useful)
{
    const int32_t *f = team->f;
    int32_t *v = o->value;
    int32_t worth = sim_min(sim_max(3 * f[SIM_SAF] - 1000, -500), 1000);
    int32_t fb = sim_max(0, sim_mul(f[SIM_FBK], worth));
    int32_t judged = sim_max(0, f[SIM_FBK] - 600); /* Beyond this it feels like being judged. */
    int32_t outward = sim_udiv(2 * f[SIM_EXT] + sim_min(f[SIM_MOB], mob_useful), 3);
    int32_t opp = v[SIM_OUTCOME_OPP];

    v[SIM_OUTCOME_CONDITIONS] =
        sim_udiv(v[SIM_OUTCOME_WETEN] + v[SIM_OUTCOME_WILLEN] + v[SIM_OUTCOME_KUNNEN] +
                     v[SIM_OUTCOME_DURVEN] + v[SIM_OUTCOME_MOGEN],
                 5);
    v[SIM_OUTCOME_LEARNING_CLIMATE] = sim_udiv(
        2 * v[SIM_OUTCOME_CONDITIONS] + f[SIM_SAF] + f[SIM_COL] + f[SIM_LEA] + fb + 2 * opp, 8);
    v[SIM_OUTCOME_INNOVATIVE_CLIMATE] =
        sim_udiv(2 * v[SIM_OUTCOME_DURVEN] + f[SIM_PAR] + f[SIM_DIV] + 2 * outward + f[SIM_VIS] +
                     v[SIM_OUTCOME_CONTROL] + sim_udiv(f[SIM_VAR] + f[SIM_CHA], 2) + f[SIM_INT] +
                     sim_max(0, fb - 2 * judged),
                 11);
    v[SIM_OUTCOME_WELLBEING] =
        sim_udiv(v[SIM_OUTCOME_ENGAGEMENT] + 1000 - v[SIM_OUTCOME_STRAIN], 2);
    v[SIM_OUTCOME_DEVELOP] = sim_udiv(opp + f[SIM_INT] + f[SIM_COL] + f[SIM_TRN], 4);
}

struct sim_outcomes sim_team_outcomes(const struct sim_team *team,
                                      const struct sim_parameters *parameters)
{
    struct team_sums s = sums_of(team);
    int32_t k = sim_max(1, s.filled), stock = 1000 * k;
    struct sim_outcomes o = {0};
    int32_t *v = o.value;

    v[SIM_OUTCOME_PHASE] = sim_udiv(s.phase, k);
    v[SIM_OUTCOME_REGIE] = sim_udiv(1000 * s.regie, k);
    v[SIM_OUTCOME_ENGAGEMENT] = sim_udiv(s.eng, stock);
    v[SIM_OUTCOME_STRAIN] = sim_udiv(s.strain, stock);
    v[SIM_OUTCOME_PERFORMANCE] = sim_udiv(s.performance, team->members_count);
    v[SIM_OUTCOME_SKILL] = sim_udiv(s.skill, stock);
    v[SIM_OUTCOME_CONTROL] = sim_udiv(s.control, k);
    v[SIM_OUTCOME_LOAD] = sim_udiv(s.load, k);
    v[SIM_OUTCOME_OPP] = sim_udiv(s.opp, k);
    v[SIM_OUTCOME_INVOLVEMENT] = sim_milli(team->inv_u);
    v[SIM_OUTCOME_TRUST] = sim_udiv(s.trust, stock);
    v[SIM_OUTCOME_WETEN] = sim_udiv(s.weten, stock);
    v[SIM_OUTCOME_WILLEN] = sim_udiv(s.willen, stock);
    v[SIM_OUTCOME_KUNNEN] = sim_udiv(s.kunnen, stock);
    v[SIM_OUTCOME_DURVEN] = sim_udiv(s.durven, stock);
    v[SIM_OUTCOME_MOGEN] = sim_udiv(s.mogen, stock);
    v[SIM_OUTCOME_RETENTION] = 1000 - sim_min(1000, sim_udiv(52 * s.quit, stock));
    climates(&o, team, parameters->mob_useful);
    return o;
}

int32_t sim_team_quadrant(const struct sim_team *team, int32_t slot)
{
    const struct sim_members *m = &team->member;

    assert(slot >= 0 && slot < team->members_count);
    if (m->vacant[slot] > 0)
        return -1;
    return (m->load[slot] >= 500) + 2 * (m->control[slot] >= 500);
}

int32_t sim_team_small_step(const struct sim_team *team, int32_t slot)
{
    const struct sim_members *m = &team->member;
    int32_t progress; /* How much of the way to the next phase, milli. */

    assert(slot >= 0 && slot < team->members_count);
    progress = sim_min(999, m->progress_u[slot] / sim_max(1, m->hurdle_u[slot] / 1000));
    return SIM_SMALL_STEPS * progress / 1000;
}

struct sim_plate sim_team_plate(const struct sim_team *team, const struct sim_catalogue *catalogue,
                                const struct sim_parameters *p)
{
    struct sim_plate plate = {.available = team->leader_hours, .limit = p->attention};

    for (uint32_t i = 0; i < team->running_count; i++) {
        const struct sim_running *r = &team->running[i];
        const struct sim_pulse *d = &catalogue->pulses[r->pulse];
        int32_t age = team->week - r->start - d->delay - d->lead * r->up / 1000;

        if (age < d->ramp + r->hold)
            plate.hours += r->hours;
        if (d->layer != SIM_LAYER_HAPPENING && age < d->ramp + p->news_weeks &&
            age < d->ramp + r->hold)
            plate.fresh++;
    }
    plate.carried = sim_carried(1000 * sim_max(0, plate.hours) / team->leader_hours, p);
    plate.attention = sim_attention(plate.fresh, p);
    return plate;
}

static uint32_t fnv_word(uint32_t hash, uint32_t word)
{
    for (int shift = 0; shift < 32; shift += 8)
        hash = (hash ^ (word >> shift & 255)) * 0x01000193u;
    return hash;
}

#define WORD(value) h = fnv_word(h, (uint32_t)(value))

/* What few teams have: subgroups, and lessons that are practised again. Others keep the fingerprint
 * that they had before there was such a thing. */
static uint32_t fingerprint_of_few(uint32_t h, const struct sim_team *team)
{
    if (sim_team_sided(team)) {
        WORD(team->rift_u);
        for (int32_t i = 0; i < team->members_count; i++)
            WORD(team->member.side[i]);
    }
    for (uint32_t i = 0; i < team->running_count; i++)
        if (team->running[i].firm > 0)
            WORD(i), WORD(team->running[i].firm);
    return h;
}

uint32_t sim_team_fingerprint(const struct sim_team *team)
{
    uint32_t h = 0x811C9DC5u;

    WORD(team->week), WORD(team->inv_u), WORD(team->fatigue_u), WORD(team->blood_u);
    WORD(team->threat), WORD(team->gap), WORD(team->coord_u), WORD(team->loss_u);
    WORD(team->lead_u), WORD(team->unfair_u);
    for (int i = 0; i < SIM_FACTORS_COUNT; i++)
        WORD(team->base_u[i]);
    for (int i = 0; i < SIM_FACTORS_COUNT; i++)
        WORD(team->f[i]);
    for (int32_t i = 0; i < team->members_count; i++) {
#define X(name) WORD(team->member.name[i]);
        SIM_MEMBER_STATE(X)
        SIM_MEMBER_TRAITS(X)
#undef X
    }
    for (uint32_t i = 0; i < team->running_count; i++) {
        const struct sim_running *r = &team->running[i];

        WORD(r->number), WORD(r->quality), WORD(r->env_u), WORD(r->pressure_u);
        WORD(r->attend), WORD(r->about), WORD(r->strength), WORD(r->hours), WORD(r->hold);
    }
    return fingerprint_of_few(h, team);
}
#undef WORD

/* --- is a state from outside in range? ------------------------------------------------------ */

static bool within(int32_t value, int32_t low, int32_t high)
{
    return value >= low && value <= high;
}

static bool member_check(const struct sim_members *m, int32_t i)
{
    bool ok = within(m->phase[i], 0, SIM_PHASES_COUNT - 1);

    ok &= within(m->spiral[i], 0, SIM_WEEKS_MAX);
    ok &= within(m->tenure[i], 0, 5000 + SIM_WEEKS_MAX) && within(m->vacant[i], 0, 1020);
    ok &= within(m->side[i], 0, SIM_SIDES);
    ok &= within(m->sick[i], 0, 1) && (m->vacant[i] > 0 || m->sick[i] == 0);
    ok &= within(m->load[i], 0, 1000) && within(m->control[i], 0, 1000);
    ok &= within(m->act[i], 0, 1000) && within(m->opp[i], 0, 1000);
    ok &= within(m->quit_ppm[i], 0, 4000000) && within(m->sick_ppm[i], 0, 4000000) &&
          within(m->work[i], 0, 1000);
    ok &= within(m->progress_u[i], 0, 4000000) && within(m->hurdle_u[i], 100000, 4000000);
#define STOCK(name) ok &= within(m->name##_u[i], 0, 1000000)
    STOCK(ready), STOCK(skill), STOCK(weten), STOCK(willen), STOCK(kunnen), STOCK(durven);
    STOCK(mogen), STOCK(strain), STOCK(eng), STOCK(trust), STOCK(used), STOCK(tired), STOCK(wont);
    STOCK(routine), STOCK(usual);
#undef STOCK
#define X(name) ok &= within(m->name[i], -1000, 1000);
    SIM_MEMBER_TRAITS(X)
#undef X
    return ok;
}

static bool running_check(const struct sim_team *team, const struct sim_running *r,
                          const struct sim_catalogue *catalogue)
{
    return (catalogue == NULL || r->pulse < catalogue->pulses_count) && r->pulse < SIM_PULSES_MAX &&
           r->number < team->pulses_started && r->forced <= 1 && r->began <= 1 &&
           (r->mask | r->attend | r->about) >> team->members_count == 0 &&
           within(r->hours, -100, 100 + SIM_HOURS_MOST) && within(r->hold, 0, 1000) &&
           within(r->start, 0, team->week) && within(r->quality, 0, 1000) &&
           within(r->up, 0, 1000) && within(r->fresh, 0, 1000) && within(r->env_u, 0, 1000000) &&
           within(r->pressure_u, 0, 1000000) && within(r->strength, 0, 2000) &&
           within(r->firm, 0, SIM_FIRM_MAX);
}

bool sim_team_check(const struct sim_team *team, const struct sim_catalogue *catalogue)
{
    bool ok = within(team->week, 0, SIM_WEEKS_MAX) &&
              within(team->members_count, 1, SIM_MEMBERS_MAX) &&
              within(team->leader_hours, 1, 1000) && within(team->money, 0, 1000000000) &&
              within(team->inv_u, 0, 1000000) && within(team->fatigue_u, 0, 1000000) &&
              within(team->blood_u, 0, 1000000) && within(team->threat, 0, 1000) &&
              within(team->gap, 0, 1000) && within(team->filled, 0, team->members_count) &&
              within(team->will, 0, 1000) && within(team->trust, 0, 1000) &&
              within(team->peers, 0, 1000) && within(team->strain, 0, 1000) &&
              within(team->eng, 0, 1000) && within(team->skill, 0, 1000) &&
              within(team->coord_u, 0, 1000000) && within(team->loss_u, 0, 1000000) &&
              within(team->lead_u, 0, 1000000) && within(team->unfair_u, 0, 1000000) &&
              within(team->rift_u, 0, 1000000) && within(team->trait_spread, 0, 1000) &&
              team->running_count <= SIM_RUNNING_MAX && team->moves_count <= SIM_MOVES_MAX;

    for (int i = 0; ok && i < SIM_FACTORS_COUNT; i++)
        ok = within(team->base_u[i], 0, 1000000) && within(team->norm[i], 0, 1000) &&
             within(team->f[i], 0, 1000);
    for (int q = 0; ok && q < SIM_PRECONDITIONS_COUNT; q++)
        ok = within(team->precondition[q], 0, 1000);
    for (int32_t i = 0; ok && i < team->members_count; i++)
        ok = member_check(&team->member, i);
    for (uint32_t i = 0; ok && i < team->running_count; i++)
        ok = running_check(team, &team->running[i], catalogue);
    return ok;
}
