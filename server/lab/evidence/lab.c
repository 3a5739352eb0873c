/* lab.c -- setups, plans, and running arms of teams. lab_look.c reads a team; lab_numbers.c makes
 * the numbers. */
#include "lab/evidence/lab.h"

#include "sim/sim_math.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLIMATE_SEED 7000 /* Added to the first seed, for the varied population. */

static void *take(size_t count, size_t bytes)
{
    void *memory = calloc(count, bytes);

    assert(memory != NULL);
    return memory;
}

/* --- setups --------------------------------------------------------------------------------- */

struct lab_setup lab_profile(enum sim_profile profile)
{
    return (struct lab_setup){
        .origin = sim_origin_default(0, LAB_MEMBERS, profile), .standing = -1, .skill = -1};
}

struct lab_setup lab_average(void)
{
    return lab_profile(SIM_PROFILE_AVERAGE);
}

struct lab_setup lab_setup_with(struct lab_setup setup, const struct lab_factor *factors)
{
    for (; factors->factor != SIM_FACTORS_COUNT; factors++)
        setup.origin.base[factors->factor] = factors->value;
    return setup;
}

struct lab_setup lab_in_phases(struct lab_setup setup, enum sim_phase even, enum sim_phase odd)
{
    for (int32_t i = 0; i < LAB_MEMBERS; i++)
        setup.origin.member[i].phase = (int32_t)(i % 2 == 0 ? even : odd);
    return setup;
}

struct lab_setup lab_in_phase(struct lab_setup setup, enum sim_phase phase)
{
    return lab_in_phases(setup, phase, phase);
}

struct lab_setup lab_with_tenure(struct lab_setup setup, int32_t weeks)
{
    for (int32_t i = 0; i < LAB_MEMBERS; i++)
        setup.origin.member[i].tenure = weeks;
    return setup;
}

struct lab_setup lab_with_leader_hours(struct lab_setup setup, int32_t hours)
{
    setup.origin.leader_hours = hours;
    return setup;
}

/* --- plans ---------------------------------------------------------------------------------- */

struct lab_plan lab_nothing(void)
{
    return (struct lab_plan){0};
}

struct lab_plan lab_plan_pulse(uint32_t pulse)
{
    struct lab_plan plan = lab_nothing();

    plan.start[plan.count++] = (struct lab_start){.pulse = pulse, .quality = 700, .up = 500};
    return plan;
}

struct lab_plan lab_plan_give(struct lab_experiment *x, const char *const *keys)
{
    struct lab_plan plan = lab_nothing();

    for (; *keys != NULL; keys++)
        plan = lab_and_then(plan, lab_plan_pulse(lab_pulse(x, *keys)));
    return plan;
}

#define EACH_START(plan, field, value)                                                             \
    for (uint32_t i = 0; i < (plan).count; i++)                                                    \
    (plan).start[i].field = (value)

struct lab_plan lab_up(struct lab_plan plan, int32_t value)
{
    EACH_START(plan, up, value);
    return plan;
}

struct lab_plan lab_quality(struct lab_plan plan, int32_t value)
{
    EACH_START(plan, quality, value);
    return plan;
}

struct lab_plan lab_forced(struct lab_plan plan)
{
    EACH_START(plan, forced, true);
    return plan;
}

struct lab_plan lab_at_week(struct lab_plan plan, int32_t week)
{
    EACH_START(plan, at, week);
    return plan;
}

struct lab_plan lab_every(struct lab_plan plan, int32_t weeks, int32_t until)
{
    EACH_START(plan, every, weeks);
    EACH_START(plan, until, until);
    return plan;
}

struct lab_plan lab_and_then(struct lab_plan plan, struct lab_plan more)
{
    assert(plan.count + more.count <= LAB_STARTS_MAX);
    memcpy(&plan.start[plan.count], more.start, more.count * sizeof more.start[0]);
    plan.count += more.count;
    assert(more.shifts_count == 0 && more.also[0] == NULL);
    return plan;
}

static bool start_is_due(const struct lab_start *s, int32_t week)
{
    if (week == s->at)
        return true;
    return s->every > 0 && week >= s->at && (week - s->at) % s->every == 0 && week < s->until;
}

/* --- experiments ---------------------------------------------------------------------------- */

void lab_experiment_init(struct lab_experiment *x, const struct lab *lab)
{
    *x = (struct lab_experiment){.lab = lab, .catalogue = take(1, sizeof *x->catalogue)};
    *x->catalogue = *lab->catalogue;
}

void lab_experiment_clear(struct lab_experiment *x)
{
    for (uint32_t i = 0; i < x->arms_count; i++) {
        free(x->arms[i]->views);
        free(x->arms[i]->joined);
        free(x->arms[i]);
    }
    for (uint32_t i = 0; i < x->moves_count; i++) {
        free(x->moves[i]->start);
        free(x->moves[i]->first);
        free(x->moves[i]->items);
        free(x->moves[i]);
    }
    free(x->catalogue);
    *x = (struct lab_experiment){0};
}

uint32_t lab_pulse(const struct lab_experiment *x, const char *key)
{
    for (uint32_t i = 0; i < x->lab->catalogue->pulses_count; i++)
        if (strcmp(x->lab->keys[i], key) == 0)
            return i;
    fprintf(stderr, "evidence: the catalogue has no pulse '%s'\n", key);
    abort();
}

uint32_t lab_add_pulse(struct lab_experiment *x, const struct sim_pulse *pulse)
{
    assert(x->catalogue->pulses_count < SIM_PULSES_MAX);
    assert(sim_pulse_check(pulse) == SIM_PULSE_OK);
    x->catalogue->pulses[x->catalogue->pulses_count] = *pulse;
    return x->catalogue->pulses_count++;
}

const struct sim_parameters *lab_parameters(const struct lab_experiment *x,
                                            const struct lab_setup *setup)
{
    return setup->parameters != NULL ? setup->parameters : &x->lab->parameters;
}

static void shift_traits(struct sim_team *team, const int32_t *shift)
{
    for (int32_t i = 0; i < team->members_count; i++) {
        int t = 0;

#define X(name)                                                                                    \
    team->member.name[i] = sim_min(1000, sim_max(-1000, team->member.name[i] + shift[t++]));
        SIM_MEMBER_TRAITS(X)
#undef X
    }
}

/* Give a team surroundings of its own. All factors but demands share a third of their variance, as
 * a climate: characteristics of work go together at about .3 (Humphrey et al. 2007). Demands vary
 * by themselves. `fixed`: bits of factors that stay as they are. */
static void climate_vary(int32_t *base, uint32_t seed, uint32_t fixed)
{
    int32_t shared = sim_spread(sim_stream(seed, SIM_DRAW_NOISE, 0), 0, 212);

    for (uint32_t i = 0; i < SIM_FACTORS_COUNT; i++) {
        int32_t own = sim_spread(sim_stream(seed, SIM_DRAW_NOISE, 1), i, 300);

        if ((fixed >> i & 1) == 0)
            base[i] = sim_min(940, sim_max(60, base[i] + shared + own));
    }
    if ((fixed >> SIM_DEM & 1) == 0) {
        base[SIM_DEM] = 540 + sim_spread(sim_stream(seed, SIM_DRAW_NOISE, 2), 0, 300);
        base[SIM_DEM] = sim_min(900, sim_max(150, base[SIM_DEM]));
    }
    if ((fixed >> SIM_MOB & 1) == 0)
        base[SIM_MOB] = 300;
}

static void draw_tenures(struct sim_origin *origin, int32_t least, int32_t most)
{
    for (uint32_t i = 0; i < (uint32_t)origin->members_count; i++)
        origin->member[i].tenure =
            least + sim_below(sim_stream(origin->seed, SIM_DRAW_NOISE, 3), i, most - least + 1);
}

void lab_team(const struct lab_experiment *x, const struct lab_setup *setup, uint32_t seed,
              struct sim_team *team)
{
    struct sim_origin origin = setup->origin;

    origin.seed = seed;
    if (setup->varied)
        climate_vary(origin.base, seed, setup->fixed);
    if (setup->tenure_most > 0)
        draw_tenures(&origin, setup->tenure_least, setup->tenure_most);
    sim_team_make(team, &origin);
    for (int32_t i = 0; i < team->members_count; i++)
        team->member.spiral[i] = setup->spiral;
    shift_traits(team, setup->trait_shift);
    if (setup->standing >= 0)
        sim_team_start(team, x->catalogue, lab_parameters(x, setup), (uint32_t)setup->standing,
                       1000, 0, false, SIM_EVERYBODY);
}

void lab_run(const struct lab_experiment *x, const struct lab_setup *setup, struct sim_team *team,
             int32_t weeks)
{
    sim_team_run(team, x->catalogue, lab_parameters(x, setup), weeks);
}

/* --- arms ----------------------------------------------------------------------------------- */

static void start_due(struct lab_experiment *x, const struct lab_setup *setup,
                      const struct lab_plan *plan, struct sim_team *team, int32_t week,
                      const int32_t *phases_first)
{
    for (uint32_t i = 0; i < LAB_HOOKS_MAX && plan->also[i] != NULL; i++)
        plan->also[i](x, team, week, phases_first);
    for (uint32_t i = 0; i < plan->shifts_count; i++) {
        const struct lab_shift *shift = &plan->shift[i];

        if (shift->week == week) {
            team->norm[shift->factor] = shift->value;
            team->base_u[shift->factor] = shift->value * 1000;
        }
    }
    for (uint32_t i = 0; i < plan->count; i++) {
        const struct lab_start *s = &plan->start[i];

        if (start_is_due(s, week))
            sim_team_start(team, x->catalogue, lab_parameters(x, setup), s->pulse, s->quality,
                           s->up, s->forced, s->only != 0 ? s->only : SIM_EVERYBODY);
    }
}

static bool plan_is_empty(const struct lab_plan *plan)
{
    return plan->count == 0 && plan->shifts_count == 0 && plan->also[0] == NULL;
}

static struct lab_arm *arm_make(struct lab_experiment *x, const int32_t *weeks, uint32_t teams)
{
    struct lab_arm *arm = take(1, sizeof *arm);

    assert(x->arms_count < LAB_ARMS_MAX);
    x->arms[x->arms_count++] = arm;
    x->teams = arm->teams = teams;
    while (weeks[arm->weeks_count] >= 0) {
        arm->weeks[arm->weeks_count] = weeks[arm->weeks_count];
        arm->weeks_count++;
        assert(arm->weeks_count <= LAB_WEEKS_MAX);
    }
    arm->views = take((size_t)teams * arm->weeks_count, sizeof *arm->views);
    arm->joined = take(teams, sizeof *arm->joined);
    return arm;
}

static void note_joined(struct lab_arm *arm, uint32_t index, const struct sim_team *team)
{
    for (uint32_t i = 0; i < team->running_count; i++) {
        const struct sim_running *r = &team->running[i];

        if (r->number < LAB_NUMBERS_MAX)
            arm->joined[index][r->number] |= r->attend;
    }
}

/* Run from look to look: in one go if nothing is ever started, else week by week. */
static void arm_run_team(struct lab_experiment *x, struct lab_arm *arm, uint32_t index,
                         const struct lab_setup *setup, const struct lab_plan *plan,
                         struct sim_team *team)
{
    int32_t phases_first[LAB_MEMBERS], week = 0;

    memcpy(phases_first, team->member.phase, sizeof phases_first);
    for (uint32_t k = 0; k < arm->weeks_count; k++) {
        if (plan_is_empty(plan)) {
            lab_run(x, setup, team, arm->weeks[k] - week);
            week = arm->weeks[k];
        }
        for (; week < arm->weeks[k]; week++) {
            start_due(x, setup, plan, team, week, phases_first);
            lab_run(x, setup, team, 1);
            note_joined(arm, index, team);
        }
        lab_look(x, setup, team, &arm->views[index * arm->weeks_count + k]);
    }
}

const struct lab_arm *lab_arm_of(struct lab_experiment *x, struct lab_setup setup,
                                 struct lab_plan plan, const int32_t *weeks, int32_t burn_in,
                                 uint32_t teams)
{
    struct lab_arm *arm = arm_make(x, weeks, teams);

    for (uint32_t s = 0; s < teams; s++) {
        struct sim_team team;

        lab_team(x, &setup, x->lab->seed + s, &team);
        lab_run(x, &setup, &team, burn_in);
        for (int32_t i = 0; i < team.members_count && setup.skill >= 0; i++) {
            team.member.skill_u[i] = setup.skill * 1000;
            team.member.used_u[i] = setup.skill * 900; /* as sim_team_make does */
        }
        arm_run_team(x, arm, s, &setup, &plan, &team);
    }
    return arm;
}

const struct lab_arm *lab_arm(struct lab_experiment *x, struct lab_setup setup,
                              struct lab_plan plan, const int32_t *weeks)
{
    return lab_arm_of(x, setup, plan, weeks, LAB_BURN_IN, x->lab->teams);
}

const struct lab_arm *lab_climate(struct lab_experiment *x, uint32_t teams, int32_t weeks)
{
    struct lab_arm *arm = arm_make(x, WEEKS(weeks), teams);
    struct lab_plan plan = lab_nothing();

    for (uint32_t s = 0; s < teams; s++) {
        uint32_t seed = x->lab->seed + CLIMATE_SEED + s;
        struct lab_setup setup = lab_average();
        struct sim_team team;

        setup.varied = true;
        lab_team(x, &setup, seed, &team);
        arm_run_team(x, arm, s, &setup, &plan, &team);
    }
    return arm;
}

/* --- moves ---------------------------------------------------------------------------------- */

static void moves_note(struct lab_moves *m, const struct sim_team *team, uint32_t index,
                       int32_t week)
{
    for (uint32_t k = 0; k < team->moves_count; k++) {
        const struct sim_move *move = &team->moves[k];

        if (m->first[index + 1] == m->items_max) {
            m->items_max = m->items_max * 2 + 1024;
            m->items = realloc(m->items, m->items_max * sizeof *m->items);
            assert(m->items != NULL);
        }
        m->items[m->first[index + 1]++] = (struct lab_move){week, move->slot, move->from, move->to};
    }
}

const struct lab_moves *lab_moves(struct lab_experiment *x, struct lab_setup setup,
                                  struct lab_plan plan, int32_t weeks, int32_t burn_in)
{
    struct lab_moves *m = take(1, sizeof *m);

    assert(x->moves_count < LAB_ARMS_MAX);
    x->moves[x->moves_count++] = m;
    x->teams = m->teams = x->lab->teams;
    m->start = take(m->teams, sizeof *m->start);
    m->first = take(m->teams + 1, sizeof *m->first);
    for (uint32_t s = 0; s < m->teams; s++) {
        struct sim_team team;

        lab_team(x, &setup, x->lab->seed + s, &team);
        lab_run(x, &setup, &team, burn_in);
        memcpy(m->start[s], team.member.phase, sizeof m->start[s]);
        m->first[s + 1] = m->first[s];
        for (int32_t week = 0; week < weeks; week++) {
            start_due(x, &setup, &plan, &team, week, m->start[s]);
            lab_run(x, &setup, &team, 1);
            moves_note(m, &team, s, week);
        }
    }
    return m;
}
