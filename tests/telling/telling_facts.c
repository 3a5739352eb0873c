#include "telling_facts.h"

#include "sim/sim_math.h"

/* One of these rose (way 1) or fell (-1), and their sum too. */
static bool factors_went(const struct why_story *t, const enum sim_factor *factors, uint32_t count,
                         int way)
{
    int32_t sum = 0;

    for (uint32_t i = 0; i < count; i++)
        sum += t->after->f[factors[i]] - t->before->f[factors[i]];
    return sum * way > 0;
}
#define WENT(way, ...)                                                                             \
    factors_went(t, (const enum sim_factor[]){__VA_ARGS__},                                        \
                 sizeof((const enum sim_factor[]){__VA_ARGS__}) / sizeof(enum sim_factor), way)

/* A person's field rose or fell. */
#define ROSE(field) ((t->after->member.field[m] - t->before->member.field[m]) * way > 0)
#define FELL(field) ((t->after->member.field[m] - t->before->member.field[m]) * way < 0)

static int32_t empty_places(const struct sim_team *team)
{
    int32_t count = 0;

    for (int32_t i = 0; i < team->members_count; i++)
        count += team->member.vacant[i] > 0;
    return count;
}

/* The week in which the round began whose decision it is told of; -1: of none. */
static int32_t week_of(const struct why_story *t, const struct room_cause *c)
{
    int32_t week = t->after->week;

    if (c->round == ROUND_NONE || c->round >= t->decided_count)
        return -1;
    for (uint32_t k = c->round; k < t->decided_count; k++)
        week -= t->scenario->dilemmas[t->decided[k].dilemma].weeks;
    return week;
}

/* Is the cause told of this, of a member whom it reaches? The same action may run twice: it is the
 * one of that decision. */
static bool is_told_of(const struct why_story *t, const struct room_cause *c,
                       const struct sim_running *r, int32_t m)
{
    const int32_t week = week_of(t, c);

    return r->pulse == c->pulse && (r->attend >> m & 1) != 0 && (week < 0 || r->start == week);
}

/* What a cause is told of, as it was before the round or is after it, of those it reaches. */
static const struct sim_running *takes_part(const struct why_story *t, const struct sim_team *team,
                                            const struct room_cause *c, int32_t m)
{
    for (uint32_t i = 0; i < team->running_count; i++)
        if (is_told_of(t, c, &team->running[i], m))
            return &team->running[i];
    return NULL;
}

static const struct sim_running *numbered(const struct sim_team *team, uint32_t number)
{
    for (uint32_t i = 0; i < team->running_count; i++)
        if (team->running[i].number == number)
            return &team->running[i];
    return NULL;
}

static int32_t feedback(const struct sim_team *team)
{
    const int32_t safe = team->f[SIM_SAF] * 3 - 1000;

    return team->f[SIM_FBK] * (safe < -500 ? -500 : safe > 1000 ? 1000 : safe);
}

/* "Dit zou ook van hen zijn, en er is tot nu toe weinig van te merken." */
static bool was_asked(const struct why_story *t, const struct room_cause *c, int32_t m)
{
    for (uint32_t i = 0; i < t->after->running_count; i++) {
        const struct sim_running *r = &t->after->running[i];
        const bool so =
            c->helped ? r->strength >= 400 : r->strength < 300 && t->after->week - r->start >= 8;

        if (is_told_of(t, c, r, m) && r->up >= 600 && so &&
            !t->scenario->catalogue->pulses[r->pulse].happening)
            return true;
    }
    return false;
}

/* "Je gaf er minder tijd aan dan het vraagt." */
static bool got_little_time(const struct why_story *t, const struct room_cause *c, int32_t m)
{
    for (uint32_t i = 0; i < t->after->running_count; i++) {
        const struct sim_running *r = &t->after->running[i];

        if (is_told_of(t, c, r, m) && r->hours < t->scenario->catalogue->sim.pulses[r->pulse].hours)
            return true;
    }
    return false;
}

/* How far a running action is from suiting a member: 0 when it suits well enough. */
static int32_t unsuited(const struct why_story *t, const struct sim_pulse *pulse, int32_t phase)
{
    const struct sim_parameters *p = &t->scenario->parameters;
    int32_t mean = 0;

    for (int k = 0; k < SIM_PHASES_COUNT; k++)
        mean += pulse->fit[k];
    mean /= SIM_PHASES_COUNT;
    return pulse->layer == SIM_LAYER_HAPPENING
               ? 0
               : p->misfit_bar - 1000 - (pulse->fit[phase] - mean) * p->fit_gain / 1000;
}

/* All that runs and reaches them, by how unsuited it is and how far it is built up. */
static int64_t chafes(const struct why_story *t, const struct sim_team *team, int32_t m)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < team->running_count; i++) {
        const struct sim_running *r = &team->running[i];
        const int32_t by =
            unsuited(t, &t->scenario->catalogue->sim.pulses[r->pulse], team->member.phase[m]);

        if ((r->attend >> m & 1) != 0 && by > 0)
            sum += (int64_t)by * r->env_u;
    }
    return sum;
}

/* The work asks less than they can give. */
static int32_t bored(const struct why_story *t, const struct sim_team *team, int32_t m)
{
    const struct sim_parameters *p = &t->scenario->parameters;
    const int32_t rich = (team->f[SIM_CHA] + team->f[SIM_VAR] + team->f[SIM_CMP]) / 3;
    const int32_t idle = p->bore_load - team->member.load[m];
    const int32_t easy = team->member.skill_u[m] / 1000 - rich - p->bore_skill;

    return (idle > 0 ? idle : 0) + (easy > 0 ? easy : 0);
}

static int32_t wellbeing(const struct sim_team *team, int32_t m)
{
    return team->member.eng_u[m] / 1000 - team->member.strain_u[m] / 1000;
}

/* Life brings somebody more, or less, than before: at home or in the work. */
static bool luck_turned(const struct why_story *t, int32_t m, int way)
{
    const struct sim_parameters *p = &t->scenario->parameters;
    const uint32_t then = sim_stream(t->after->seed, SIM_DRAW_LIFE, t->before->week / 13);
    const uint32_t now = sim_stream(t->after->seed, SIM_DRAW_LIFE, (t->after->week - 1) / 13);
    const uint32_t k = 4 * (uint32_t)m;

    return then != now &&
           ((sim_sway(sim_bits(now, k), p->life_mood) - sim_sway(sim_bits(then, k), p->life_mood)) *
                    way >
                0 ||
            (sim_sway(sim_bits(now, k + 1), p->life_work) -
             sim_sway(sim_bits(then, k + 1), p->life_work)) *
                    way >
                0 ||
            (sim_sway(sim_bits(now, 62), p->life_team) -
             sim_sway(sim_bits(then, 62), p->life_team)) *
                    way >
                0);
}

bool telling_is_true(const struct why_story *t, const struct room_cause *c, int32_t m)
{
    const int way = c->helped ? 1 : -1;
    const struct sim_team *then = (c->marks & CAUSE_FADING) != 0 ? t->before : t->after;
    const struct sim_running *r = c->pulse == PULSE_NONE ? NULL : takes_part(t, then, c, m);
    const struct sim_pulse *pulse =
        c->pulse == PULSE_NONE ? NULL : &t->scenario->catalogue->sim.pulses[c->pulse];

    switch (c->term) {
    case SIM_TERM_DEMANDS: return WENT(-way, SIM_DEM);
    case SIM_TERM_AUTONOMY: return WENT(way, SIM_AUT);
    case SIM_TERM_PARTICIPATION: return WENT(way, SIM_PAR);
    case SIM_TERM_WHOLE_TASKS: return WENT(way, SIM_CMP);
    case SIM_TERM_OVER_STRUCTURE: return WENT(-way, SIM_RIC);
    case SIM_TERM_UNDER_STRUCTURE: return WENT(way, SIM_RIC);
    case SIM_TERM_SUPPORT: return WENT(way, SIM_COL, SIM_INT);
    case SIM_TERM_PEERS: return WENT(way, SIM_COL, SIM_INT, SIM_DIV);
    case SIM_TERM_RICH_WORK: return WENT(way, SIM_VAR, SIM_CHA, SIM_CMP);
    case SIM_TERM_LEADER: return WENT(way, SIM_LEA);
    case SIM_TERM_TRANSPARENCY: return WENT(way, SIM_TRA);
    case SIM_TERM_SAFETY: return WENT(way, SIM_SAF);
    case SIM_TERM_VISION: return WENT(way, SIM_VIS);
    case SIM_TERM_OUTSIDE: return WENT(way, SIM_EXT, SIM_MOB);
    case SIM_TERM_REFLECTION: return WENT(way, SIM_REF);
    case SIM_TERM_ROLE_MODELS: return WENT(way, SIM_ROL);
    case SIM_TERM_LEARNING_OFFER: return WENT(way, SIM_TRN);
    case SIM_TERM_WORKLOAD:
    case SIM_TERM_SLACK: return FELL(load);
    case SIM_TERM_CONTROL: return ROSE(control);
    case SIM_TERM_STRAIN: return FELL(strain_u);
    case SIM_TERM_ENGAGEMENT: return ROSE(eng_u);
    case SIM_TERM_TRUST: return ROSE(trust_u);
    case SIM_TERM_SKILL: return ROSE(skill_u);
    case SIM_TERM_OPPORTUNITY: return ROSE(opp);
    case SIM_TERM_KUNNEN: return ROSE(kunnen_u);
    case SIM_TERM_WETEN: return r != NULL && ROSE(weten_u);
    case SIM_TERM_WILLEN: return r != NULL && ROSE(willen_u);
    case SIM_TERM_DURVEN: return r != NULL && ROSE(durven_u);
    case SIM_TERM_MOGEN: return r != NULL && ROSE(mogen_u);
    case SIM_TERM_VACANCIES: return (empty_places(t->after) - empty_places(t->before)) * way < 0;
    case SIM_TERM_PARTICIPATION_LOAD: return r != NULL && pulse->load * way < 0;
    case SIM_TERM_LEARNING_LOAD: return t->after->member.phase[m] > t->before->member.phase[m];
    case SIM_TERM_THREAT:
        return c->helped ? t->after->threat < t->before->threat
                         : r != NULL && r->up < 600 && t->after->threat > t->before->threat;
    case SIM_TERM_BUFFER: return ROSE(control) || WENT(way, SIM_COL, SIM_LEA, SIM_INT);
    case SIM_TERM_UNSAFE_FEEDBACK: return feedback(c->helped ? t->before : t->after) < 0;
    case SIM_TERM_FEEDBACK: return (feedback(t->after) - feedback(t->before)) * way > 0;
    case SIM_TERM_COPING: return r != NULL && c->helped;
    case SIM_TERM_GAP: return was_asked(t, c, m);
    case SIM_TERM_LITTLE_TIME: return !c->helped && was_asked(t, c, m) && got_little_time(t, c, m);
    case SIM_TERM_INVOLVEMENT: return (t->after->inv_u - t->before->inv_u) * way > 0;
    case SIM_TERM_WEAKEST_LINK: return WENT(way, SIM_TRN, SIM_VIS, SIM_TRA);
    case SIM_TERM_TECHNOLOGY: return WENT(way, SIM_TEC);
    case SIM_TERM_CLARITY: return WENT(way, SIM_RIC);
    case SIM_TERM_HINDRANCE: return WENT(way, SIM_RIC, SIM_TEC, SIM_TRA);
    case SIM_TERM_CHALLENGE:
        return (t->after->member.load[m] - t->before->member.load[m]) * way > 0;
    case SIM_TERM_UNFAIR: return (t->after->unfair_u - t->before->unfair_u) * way < 0;
    case SIM_TERM_CONFLICT: return (t->after->rift_u - t->before->rift_u) * way < 0;
    case SIM_TERM_COORDINATION: return (t->after->coord_u - t->before->coord_u) * way > 0;
    case SIM_TERM_NOVELTY: return ROSE(wont_u);
    case SIM_TERM_ROUTINE: return c->helped && ROSE(routine_u);
    case SIM_TERM_BOREDOM: return (bored(t, t->after, m) - bored(t, t->before, m)) * way < 0;
    case SIM_TERM_TIRED: return FELL(tired_u);
    case SIM_TERM_COLLEAGUES:
        return (t->after->eng - t->after->strain - wellbeing(t->after, m)) * way > 0;
    case SIM_TERM_MISFIT:
        return c->helped ? chafes(t, t->after, m) < chafes(t, t->before, m)
                         : r != NULL && unsuited(t, pulse, t->after->member.phase[m]) > 0;
    case SIM_TERM_LUCK: return luck_turned(t, m, way);
    case SIM_TERM_OVERLOAD:
        if (c->helped)
            return t->before->hours > t->before->leader_hours &&
                   t->after->hours <= t->after->leader_hours && WENT(1, SIM_LEA);
        return t->after->hours > t->after->leader_hours && WENT(-1, SIM_LEA);
    default: return false; /* Nothing is known of such a sentence: it is not to be told. */
    }
}

bool telling_is_of_its_round(const struct why_story *t, const struct room_cause *c)
{
    const struct sim_team *then = (c->marks & CAUSE_FADING) != 0 ? t->before : t->after;
    const int32_t week = week_of(t, c);
    const struct scenario_option *o;
    bool starts = false, runs = false;

    if (c->round == ROUND_NONE)
        return true;
    if (c->round >= t->decided_count || c->pulse == PULSE_NONE)
        return false;
    o = &t->scenario->dilemmas[t->decided[c->round].dilemma].options[t->decided[c->round].option];
    for (uint32_t i = 0; i < o->starts_count; i++)
        starts = starts || o->starts[i].pulse == c->pulse;
    for (uint32_t i = 0; i < then->running_count; i++)
        runs = runs || (then->running[i].pulse == c->pulse && then->running[i].start == week);
    return starts && runs;
}

/* "Het werkt nu minder door dan eerst": it ran before, and is gone, or less built up or strong. Of
 * a burden people may also have got used to it, or be where it suits them. */
static bool does_less(const struct why_story *t, const struct room_cause *c)
{
    for (uint32_t i = 0; i < t->before->running_count; i++) {
        const struct sim_running *was = &t->before->running[i];
        const struct sim_running *is = numbered(t->after, was->number);

        if (was->pulse == c->pulse &&
            (is == NULL || c->term == SIM_TERM_MISFIT || is->pressure_u < was->pressure_u ||
             (int64_t)is->env_u * is->strength < (int64_t)was->env_u * was->strength))
            return true;
    }
    return false;
}

/* "Zoiets gebeurde al eerder, en er zaten weken tussen." */
static bool came_back(const struct why_story *t, const struct room_cause *c, int32_t m)
{
    const struct sim_running *again = takes_part(t, t->after, c, m);

    for (uint32_t i = 0; again != NULL && again->firm > 0 && i < t->before->running_count; i++)
        if (t->before->running[i].pulse == c->pulse &&
            (t->before->running[i].attend >> m & 1) != 0 &&
            t->before->running[i].start < again->start)
            return true;
    return false;
}

bool telling_marks_are_true(const struct why_story *t, const struct room_cause *c)
{
    bool good = (c->marks & CAUSE_FADING) == 0 || does_less(t, c);

    for (int32_t m = 0; m < t->after->members_count; m++)
        if ((c->members >> m & 1) != 0 && (c->marks & CAUSE_AGAIN) != 0)
            good = good && came_back(t, c, m);
    return good;
}
