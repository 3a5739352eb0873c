#include "playtest/fit_rule.h"

#include "playtest/playtest_play.h"

/* The phase in which a member seems to be: the true one, or sometimes any other. */
static uint32_t read_phase(const struct sim_team *team, uint32_t member, uint32_t luck)
{
    const uint32_t true_phase = (uint32_t)team->member.phase[member];
    const uint32_t draw = playtest_mix(luck, member, 59);

    if (draw % 100 >= FIT_RULE_MISREAD)
        return true_phase;
    return (true_phase + 1 + draw / 100 % (SIM_PHASES_COUNT - 1)) % SIM_PHASES_COUNT;
}

/* How much better an action suits these phases than phases in general: an action that suits all of
 * them alike was not chosen for anybody. The mean over actions and the members they are for. */
static int32_t fit(const struct scenario *s, uint32_t about, const struct scenario_option *o,
                   const uint32_t phase[MEMBERS_MAX])
{
    int32_t sum = 0, count = 0;

    for (uint32_t i = 0; i < o->starts_count; i++) {
        const struct sim_pulse *p = &s->catalogue->sim.pulses[o->starts[i].pulse];
        int32_t all = 0;

        for (uint32_t k = 0; k < SIM_PHASES_COUNT; k++)
            all += p->fit[k];
        for (uint32_t m = 0; m < s->members_count; m++) {
            if ((o->starts[i].mask & about & 1u << m) == 0)
                continue;
            sum += SIM_PHASES_COUNT * p->fit[phase[m]] - all;
            count++;
        }
    }
    return count == 0 ? 0 : sum / count;
}

uint32_t fit_rule_highest(const int32_t value[OPTIONS_MAX], uint32_t count, uint32_t luck)
{
    uint32_t best = luck % count;

    for (uint32_t i = 1; i < count; i++) {
        const uint32_t o = (luck + i) % count;

        if (value[o] > value[best])
            best = o;
    }
    return best;
}

uint32_t fit_rule_choose(const struct scenario *s, uint32_t dilemma, const struct sim_team *team,
                         uint32_t luck)
{
    const struct scenario_dilemma *d = &s->dilemmas[dilemma];
    int32_t value[OPTIONS_MAX];
    uint32_t phase[MEMBERS_MAX];

    for (uint32_t m = 0; m < s->members_count; m++)
        phase[m] = read_phase(team, m, luck);
    for (uint32_t o = 0; o < d->options_count; o++)
        value[o] = fit(s, d->about, &d->options[o], phase);
    return fit_rule_highest(value, d->options_count, luck % 997);
}
