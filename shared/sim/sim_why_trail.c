/* sim_why_trail.c -- a round followed week by week: parts of a change that sum exactly to it.
 *
 * Per stock and term a share relaxes along with the stock itself (formulas in sim_why.h). The share
 * called drift is what remains: where the stock was heading anyway, and the micro units that whole
 * division leaves over. So the sum is exact by construction; that drift is indeed the free run of
 * the stock is what the tests hold. LOAD, CONTROL and WORK, which have no memory, are kept in micro
 * too:
 * shares are the difference of this week's ledger with the reference. */
#include "sim/sim_why_shares.h"

#include <assert.h>
#include <string.h>

/* Where a stock is kept, and its time constant; -1: not a stock that relaxes. */
static int32_t time_constant(enum sim_quantity q, const struct sim_parameters *p)
{
    switch (q) {
    case SIM_QUANTITY_STRAIN: return p->tau_strain;
    case SIM_QUANTITY_ENGAGEMENT: return p->tau_eng;
    case SIM_QUANTITY_TRUST: return p->tau_trust;
    case SIM_QUANTITY_WETEN: return p->tau_weten;
    case SIM_QUANTITY_WILLEN: return p->tau_willen;
    case SIM_QUANTITY_KUNNEN: return p->tau_kunnen;
    case SIM_QUANTITY_DURVEN: return p->tau_durven;
    case SIM_QUANTITY_MOGEN: return p->tau_mogen;
    case SIM_QUANTITY_READY: return p->tau_ready;
    default: return -1;
    }
}

/* Everything in micro. */
static int32_t value_of(const struct sim_members *m, int32_t slot, enum sim_quantity q)
{
    switch (q) {
    case SIM_QUANTITY_LOAD: return 1000 * m->load[slot];
    case SIM_QUANTITY_CONTROL: return 1000 * m->control[slot];
    case SIM_QUANTITY_STRAIN: return m->strain_u[slot];
    case SIM_QUANTITY_ENGAGEMENT: return m->eng_u[slot];
    case SIM_QUANTITY_TRUST: return m->trust_u[slot];
    case SIM_QUANTITY_WETEN: return m->weten_u[slot];
    case SIM_QUANTITY_WILLEN: return m->willen_u[slot];
    case SIM_QUANTITY_KUNNEN: return m->kunnen_u[slot];
    case SIM_QUANTITY_DURVEN: return m->durven_u[slot];
    case SIM_QUANTITY_MOGEN: return m->mogen_u[slot];
    case SIM_QUANTITY_READY: return m->ready_u[slot];
    case SIM_QUANTITY_SKILL: return m->skill_u[slot];
    case SIM_QUANTITY_WORK: return 1000 * m->work[slot];
    case SIM_QUANTITIES_COUNT: break;
    }
    assert(0);
    return 0;
}

static int32_t rdiv64(int64_t a, int64_t b)
{
    return (int32_t)(a >= 0 ? (a + b / 2) / b : -((-a + b / 2) / b));
}

static int32_t ledger_sum(const int32_t terms[SIM_LEDGER_TERMS_MAX])
{
    int32_t sum = 0;

    for (int k = 0; k < SIM_LEDGER_TERMS_MAX; k++)
        sum += terms[k];
    return sum;
}

void sim_why_begin(struct sim_why_trail *trail, const struct sim_team *team,
                   const struct sim_catalogue *catalogue, const struct sim_parameters *parameters)
{
    struct sim_team copy = *team;

    memset(trail, 0, sizeof *trail);
    sim_why_step(&copy, catalogue, parameters, &trail->reference);
    trail->last = trail->reference;
    trail->members_count = team->members_count;
    for (int32_t slot = 0; slot < team->members_count; slot++) {
        trail->present_begin[slot] = trail->present_now[slot] = team->member.vacant[slot] == 0;
        for (int q = 0; q < SIM_QUANTITIES_COUNT; q++)
            trail->begin[slot][q] = trail->now[slot][q] =
                value_of(&team->member, slot, (enum sim_quantity)q);
    }
}

/* One week of one stock: its shares follow. `was`, `is`: the stock before and after. */
static void follow(struct sim_why_trail *trail, int32_t slot, enum sim_quantity q, int32_t was,
                   int32_t is, int32_t tau)
{
    const int32_t *now = trail->last.ledger[slot][q], *then = trail->reference.ledger[slot][q];
    int32_t *share = trail->share[slot][q], *step = &trail->step[slot][q];
    int32_t target = ledger_sum(now), plain;

    for (int k = 0; k < SIM_LEDGER_TERMS_MAX; k++) {
        int64_t change = 1000 * ((int64_t)now[k] - then[k]);

        if (tau > 0)
            share[k] += rdiv64(change - share[k], tau);
        else if (q == SIM_QUANTITY_SKILL)
            share[k] += now[k];
        else
            share[k] = (int32_t)change;
    }
    if (tau > 0) {
        plain = was + sim_rdiv(1000 * target - was, tau);
        *step += sim_rdiv(-*step, tau) + is - plain;
    } else if (q == SIM_QUANTITY_SKILL) {
        *step += is - (was + target);
    }
    trail->drift[slot][q] = is - trail->begin[slot][q] - *step - ledger_sum(share);
}

void sim_why_follow(struct sim_why_trail *trail, struct sim_team *team,
                    const struct sim_catalogue *catalogue, const struct sim_parameters *parameters)
{
    struct sim_members before = team->member;

    sim_why_step(team, catalogue, parameters, &trail->last);
    trail->weeks++;
    for (int32_t slot = 0; slot < team->members_count; slot++) {
        bool was_here = before.vacant[slot] == 0, is_here = team->member.vacant[slot] == 0;

        trail->present_now[slot] = is_here;
        trail->changed[slot] |= was_here != is_here;
        for (int q = 0; q < SIM_QUANTITIES_COUNT; q++) {
            enum sim_quantity quantity = (enum sim_quantity)q;
            int32_t is = value_of(&team->member, slot, quantity);

            trail->now[slot][q] = is;
            if (was_here && !trail->changed[slot])
                follow(trail, slot, quantity, value_of(&before, slot, quantity), is,
                       time_constant(quantity, parameters));
        }
    }
}

/* --- reading --------------------------------------------------------------------------------- */

int32_t sim_why_member_change(const struct sim_why_trail *trail, int32_t slot,
                              enum sim_quantity quantity)
{
    assert(slot >= 0 && slot < trail->members_count);
    if (!trail->present_begin[slot] || !trail->present_now[slot])
        return 0;
    return sim_milli(trail->now[slot][quantity]) - sim_milli(trail->begin[slot][quantity]);
}

uint32_t sim_why_member(const struct sim_why_trail *trail, int32_t slot, enum sim_quantity quantity,
                        struct sim_share out[SIM_SHARES_MAX])
{
    int32_t change = sim_why_member_change(trail, slot, quantity);
    uint32_t count = 0;

    if (!trail->present_begin[slot] || !trail->present_now[slot])
        return 0;
    if (trail->changed[slot]) {
        out[count++] = (struct sim_share){.term = SIM_TERM_PEOPLE, .amount = change};
        return sim_shares_finish(out, count);
    }
    for (int k = 0; k < SIM_LEDGER_TERMS_MAX; k++)
        if (sim_why_terms[quantity][k] != SIM_TERM_NONE)
            out[count++] = (struct sim_share){.term = sim_why_terms[quantity][k],
                                              .amount = trail->share[slot][quantity][k]};
    out[count++] = (struct sim_share){.term = SIM_TERM_STEP, .amount = trail->step[slot][quantity]};
    out[count++] =
        (struct sim_share){.term = SIM_TERM_DRIFT, .amount = trail->drift[slot][quantity]};
    sim_shares_round(out, count, change);
    return sim_shares_finish(out, count);
}
