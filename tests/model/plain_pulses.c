/* plain_pulses.c -- pulses under way and the factors they lift (shared/sim/README.md, "6. Pulses"
 * and "7.2 Pulses"). */
#include "plain_week.h"

#include <string.h>

static int32_t freshness(struct sim_team *team, uint32_t pulse, bool happening,
                         const struct sim_parameters *p)
{
    struct sim_freshness *last = &team->fresh[pulse];
    int32_t fresh = 1000;

    if (!happening && last->week_after > 0 && team->week - (last->week_after - 1) < p->fresh_window)
        fresh = most(p->fresh_floor, mul(last->fresh, p->fresh));
    *last = (struct sim_freshness){(uint16_t)(team->week + 1), (uint16_t)fresh};
    return fresh;
}

static void loosen(struct sim_team *team, const struct sim_catalogue *catalogue, int32_t share)
{
    for (uint32_t i = 0; i < team->running_count; i++)
        if (!is_happening(&catalogue->pulses[team->running[i].pulse]))
            team->running[i].quality = mul(team->running[i].quality, 1000 - share);
}

/* With a quality, hours and weeks. */
static bool start(struct sim_team *team, const struct sim_catalogue *catalogue,
                  const struct sim_parameters *p, const struct sim_choice *c,
                  struct sim_running what)
{
    const struct sim_pulse *d = &catalogue->pulses[c->pulse];
    const uint32_t all = (1u << team->members_count) - 1;

    what.number = team->pulses_started++;
    if (team->running_count == SIM_RUNNING_MAX)
        return false;
    what.fresh = freshness(team, c->pulse, is_happening(d), p);
    what.pulse = (uint16_t)c->pulse;
    what.start = team->week;
    what.up = c->up;
    what.forced = c->forced;
    what.mask = (uint16_t)(c->mask & all);
    what.about = (uint16_t)(c->about & all);
    what.pressure_u = 1000000;
    team->money = least(team->money + d->money, 1000000000);
    if (d->disrupt > 0) {
        loosen(team, catalogue, d->disrupt);
        team->loss_u = least(1000000, team->loss_u + 1000 * d->disrupt);
    }
    team->running[team->running_count++] = what;
    return true;
}

bool plain_choose(struct sim_team *team, const struct sim_catalogue *catalogue,
                  const struct sim_parameters *p, const struct sim_choice *c)
{
    const struct sim_pulse *d = &catalogue->pulses[c->pulse];
    struct sim_running what = {.quality = c->quality, .hours = (int16_t)d->hours, .hold = d->hold};

    if (c->quality == SIM_GIVEN) {
        what.quality = p->given[2 + c->hours];
        what.hours = (int16_t)(d->hours + c->hours);
        what.hold = c->weeks > 0 ? c->weeks : d->hold;
    }
    return start(team, catalogue, p, c, what);
}

static int32_t age_of(const struct week *w, const struct sim_running *r)
{
    const struct sim_pulse *d = pulse_of(w, r);

    return w->team->week - r->start - d->delay - d->lead * r->up / 1000;
}

static void join(struct week *w, struct sim_running *r)
{
    const struct sim_team *team = w->team;
    const struct sim_parameters *p = w->p;

    r->began = 1;
    r->attend = r->mask;
    if (r->forced || !pulse_of(w, r)->personal)
        return;
    r->attend = 0;
    for (uint32_t i = 0; i < (uint32_t)team->members_count; i++) {
        int32_t chance = p->attend_base + mul(team->member.willen_u[i] / 1000, p->attend_will) +
                         mul(r->up, p->attend_up);

        if ((r->mask >> i & 1) && team->member.vacant[i] == 0 &&
            below(team->seed, DRAW_ATTEND, r->start, i + 16 * r->number, 1000) < chance)
            r->attend |= (uint16_t)(1u << i);
    }
}

static void drop_out(struct week *w, struct sim_running *r)
{
    const struct sim_team *team = w->team;

    for (uint32_t i = 0; i < (uint32_t)team->members_count; i++)
        if ((r->attend >> i & 1) && below(team->seed, DRAW_DROP, team->week, i + 16 * r->number,
                                          1000000) < pulse_of(w, r)->drop_ppm)
            r->attend &= (uint16_t) ~(1u << i);
}

#define FIRM_MAX 2000

static int32_t heads(uint32_t bits)
{
    return __builtin_popcount(bits);
}

/* A lesson: it teaches those who take part. */
static bool is_lesson(const struct sim_pulse *d)
{
    bool teaches = false;

    for (int k = 0; k < d->pushes_count; k++)
        if (d->pushes[k].what == SIM_PUSH_KUNNEN && d->pushes[k].amplitude > 0)
            teaches = true;
    return teaches && d->personal;
}

/* How firmly a lesson sits for having been practised before: after the last of its kind that is
 * still under way, one of the first `earlier`, as far as the same people take part again. */
static int32_t firmness(const struct week *w, const struct sim_running *r, uint32_t earlier)
{
    for (uint32_t i = earlier; i-- > 0 && r->attend != 0;) {
        const struct sim_running *last = &w->team->running[i];
        int32_t pause = age_of(w, last) - age_of(w, r), best = w->p->space_best, worth;

        if (last->pulse != r->pulse || !last->began)
            continue;
        worth = pause <= 0 ? 0 : pause <= best ? 1000 * pause / best : 1000 * best / pause;
        worth = mul(worth, 1000 * heads(r->attend & last->attend) / heads(r->attend));
        return least(FIRM_MAX, last->firm + mul(worth, w->p->spacing));
    }
    return 0;
}

/* Practised again after a pause it is less stale, and forgotten slower. */
static int32_t fresh_of(const struct sim_running *r)
{
    return least(1000, mul(r->fresh, 1000 + r->firm));
}

static int32_t fade_of(const struct week *w, const struct sim_running *r)
{
    int32_t fade = pulse_of(w, r)->fade;

    return least(1000, fade + mul(fade, r->firm));
}

/* Building up, at full strength or fading. False when it is over. `earlier`: as many of the running
 * pulses went before it. */
static bool envelope(struct week *w, struct sim_running *r, uint32_t earlier)
{
    const struct sim_pulse *d = pulse_of(w, r);
    int32_t age = age_of(w, r), end = d->ramp + r->hold;

    if (age >= 0 && age < end) {
        if (!r->began) {
            join(w, r);
            if (is_lesson(d))
                r->firm = firmness(w, r, earlier);
        }
        r->env_u =
            age >= d->ramp ? 1000000 : (int32_t)((int64_t)1000000 * (age + 1) / (d->ramp + 1));
        if (d->drop_ppm > 0)
            drop_out(w, r);
    } else if (age >= end) {
        r->env_u -= rdiv(r->env_u, fade_of(w, r));
    }
    if (age >= d->ramp)
        r->pressure_u -= rdiv(r->pressure_u, w->p->threat_fade);
    return age < end || r->env_u >= 20000 || (int64_t)r->pressure_u * d->change >= 20000000;
}

static void envelopes(struct week *w)
{
    struct sim_team *team = w->team;
    uint32_t kept = 0;

    team->hours = 0;
    for (uint32_t i = 0; i < team->running_count; i++) {
        struct sim_running r = team->running[i];

        if (age_of(w, &r) < pulse_of(w, &r)->ramp + r.hold)
            team->hours += r.hours;
        if (envelope(w, &r, kept))
            team->running[kept++] = r;
    }
    memset(&team->running[kept], 0, (team->running_count - kept) * sizeof team->running[0]);
    team->running_count = kept;
}

/* What the leader's hours, attention and the coherence of it all leave of every initiative. */
struct share {
    int32_t stretch, attention, coherence;
};

/* What a pulse achieves at full envelope, of a thousand. */
static int32_t strength(const struct week *w, const struct sim_running *r, struct share share)
{
    const struct sim_pulse *d = pulse_of(w, r);
    int32_t s;

    if (is_happening(d))
        return 1000;
    s = mul(mul(mul(r->quality, share.stretch), share.attention), share.coherence);
    s = mul(s, fresh_of(r));
    for (int q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        s = mul(s, 1000 - mul(d->need[q], 1000 - w->team->precondition[q]));
    return s;
}

static int32_t stretch(const struct sim_parameters *p, int32_t used)
{
    int32_t left = 1000;

    if (used > p->carry_from)
        left -= mul(least(used, 1000) - p->carry_from, p->carry_cost);
    return used > 1000 ? 1000 * left / used : left;
}

/* Notes which initiatives people feel, too. */
static struct share shares(struct week *w, int32_t used)
{
    const struct sim_team *team = w->team;
    const struct sim_parameters *p = w->p;
    struct share share = {stretch(p, used), 1000, 1000};
    int32_t busy = 0, layers = 0;
    bool seen[SIM_LAYERS_COUNT] = {false};

    for (uint32_t i = 0; i < team->running_count; i++) {
        const struct sim_running *r = &team->running[i];
        const struct sim_pulse *d = pulse_of(w, r);

        w->env[i] = r->env_u / 1000;
        w->felt[i] = !is_happening(d) && w->env[i] >= 200;
        if (!w->felt[i])
            continue;
        busy += age_of(w, r) < d->ramp + p->news_weeks;
        layers += !seen[d->layer];
        seen[d->layer] = true;
    }
    if (busy > p->attention)
        share.attention = 1000000 * p->attention /
                          most(1, 1000 * p->attention + p->scatter * (busy - p->attention));
    share.coherence =
        least(p->coh_cap, p->coh_base + p->coh_step * most(0, layers - 1) * team->f[SIM_VIS] / 500);
    return share;
}

/* What all that runs adds up to. */
struct total {
    int64_t ups, weight, threat;
    int32_t change, gap, uneven;
};

static void total_add(struct total *t, const struct week *w, uint32_t i)
{
    const struct sim_running *r = &w->team->running[i];
    const struct sim_pulse *d = pulse_of(w, r);
    const struct sim_parameters *p = w->p;
    int32_t coercion = r->forced ? 1000 - r->up : mul(1000 - r->up, p->soft_coercion);

    t->threat += mul(mul(d->change, coercion), r->pressure_u / 1000);
    if (!w->felt[i])
        return;
    t->change += d->change;
    t->ups += (int64_t)w->env[i] * r->up;
    t->weight += w->env[i];
    t->gap = most(t->gap, mul(mul(r->up, most(0, p->promise_bar - r->strength)), w->env[i]));
    if (r->forced && r->mask != (1u << w->team->members_count) - 1)
        t->uneven = most(t->uneven, w->env[i]);
}

static void strengths(struct week *w)
{
    struct sim_team *team = w->team;
    const struct sim_parameters *p = w->p;
    int32_t used = 1000 * most(0, team->hours) / team->leader_hours; /* of what the leader has */
    struct share share = shares(w, used);
    struct total t = {0};

    w->over = clamp(used - 1000);
    for (uint32_t i = 0; i < team->running_count; i++) {
        team->running[i].strength = strength(w, &team->running[i], share);
        w->dose[i] = mul(team->running[i].strength, w->env[i]);
        total_add(&t, w, i);
    }
    team->threat =
        least(p->threat_cap, mul((int32_t)t.threat, 1000 - mul(p->openness, team->f[SIM_TRA])));
    team->gap = least(p->promise_cap, mul(t.gap, p->promise_cost));

    /* What is asked of some and not of others, as far as nobody can see why. */
    int32_t hidden = most(0, p->fair_seen - team->f[SIM_TRA]);
    int32_t burden = mul(most(0, least(used, 2000) - p->lead_from), p->lead_press) +
                     mul(most(0, team->strain - LEAD_TEAM), p->lead_share);

    team->unfair_u =
        relax(team->unfair_u, least(1000, mul(mul(t.uneven, hidden), p->unfair)), p->tau_unfair);
    team->lead_u = relax(team->lead_u, least(1000, LEAD_CALM + burden), p->tau_lead);
    w->ups = t.weight > 0 ? rdiv(t.ups, t.weight) : -1;
    team->fatigue_u =
        relax(team->fatigue_u, least(500, mul(t.change, p->fatigue_rate)), p->tau_fatigue);
}

/* How well a pulse suits those whom it reaches; whom it is about weighs three. */
static int32_t suits(const struct week *w, const struct sim_running *r)
{
    const struct sim_pulse *d = pulse_of(w, r);
    int32_t sum = 0, weight = 0;

    for (int32_t i = 0; i < w->team->members_count; i++) {
        int32_t counts = (r->about >> i & 1) ? 3 : 1;

        if (!(r->attend >> i & 1) || w->team->member.vacant[i] > 0)
            continue;
        sum += counts * most(0, plain_rel(w->p, d, w->team->member.phase[i]));
        weight += counts;
    }
    return weight > 0 ? rdiv(sum, weight) : 1000;
}

static void factors(struct week *w)
{
    struct sim_team *team = w->team;
    int32_t pos[SIM_FACTORS_COUNT] = {0}, neg[SIM_FACTORS_COUNT] = {0};

    w->embeds = 0;
    for (uint32_t i = 0; i < team->running_count; i++) {
        const struct sim_running *r = &team->running[i];
        const struct sim_pulse *d = pulse_of(w, r);
        int32_t dose = w->dose[i];

        if (!is_happening(d))
            dose = least(DOSE_MAX, mul(dose, suits(w, r)));
        if (d->personal)
            dose = rdiv((int64_t)dose * __builtin_popcount(r->attend), team->members_count);
        for (int k = 0; k < d->lifts_count; k++) {
            int32_t factor = d->lifts[k].what;
            int32_t a = mul(plain_gained(d->lifts[k].amplitude, w->p->lift_gain), dose);

            pos[factor] += most(a, 0);
            neg[factor] += most(-a, 0);
            w->embed_factor[w->embeds] = factor;
            w->embed_u[w->embeds++] = a * d->embed;
        }
    }
    for (int k = 0; k < SIM_FACTORS_COUNT; k++) {
        int32_t b = team->base_u[k] / 1000;

        team->f[k] = clamp(b + mul(least(pos[k], 1000), 1000 - b) - mul(least(neg[k], 1000), b));
    }
    team->f[SIM_AUT] =
        most(0, team->f[SIM_AUT] -
                    mul(most(0, team->norm[SIM_COL] - team->f[SIM_COL]), w->p->room_bond));
    team->f[SIM_LEA] -= mul(mul(team->f[SIM_LEA], w->over), w->p->leader_cost);
    team->f[SIM_LEA] -=
        mul(mul(team->f[SIM_LEA], most(0, team->lead_u / 1000 - LEAD_CALM)), w->p->lead_cost);
    team->f[SIM_COL] -= mul(team->f[SIM_COL], team->unfair_u / 1000 / 2);
    team->f[SIM_EXT] = clamp(
        team->f[SIM_EXT] + mul(team->blood_u / 1000, weakest(team->f[SIM_INT], team->f[SIM_SAF])));
}

void plain_pulses(struct week *w)
{
    envelopes(w);
    strengths(w);
    factors(w);
    plain_rift(w);
}
