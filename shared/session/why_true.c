/* why_true.c -- when is a cause true? The rule of each mechanism, over what can be checked in the
 * story: factors, people and running actions before and after the round.
 *
 * The ledgers say that a term moved somebody. Words say more than that: that somebody was away,
 * that a promise was made, that a course took time. So words are told only where these rules hold,
 * and a term without a rule is never told. Changes are measured from the begin of the round to its
 * end, and count from LEAST on. */
#include "session/why.h"

#include "sim/sim_math.h"

#define LEAST        10  /* Milli; a smaller change is not called one. */
#define ASKED_UP     600 /* From here on people were asked to think along. */
#define LITTLE       300 /* Below this strength little has come of it. */
#define ENOUGH       400 /* From this strength on enough has come of it. */
#define TIME_TO_COME 8   /* Weeks that it needs for that, at least. */
#define UNSUITED     80  /* Misfit (M5) from here on: it does next to nothing for them. */

enum kind {
    NEVER,
    FACTORS, /* The sum of these factors rose, or fell. */
    PERSON,  /* So did this of the person. */
    PUSHED,  /* So did this of the person, and an action worked on it. */
    OWN      /* A rule of its own: own_rule. */
};

#define BIT(factor) (1u << SIM_##factor)
#define Q(name)     SIM_QUANTITY_##name

static const struct {
    uint8_t kind;
    uint8_t quantity; /* Of PERSON and PUSHED. */
    int8_t good;      /* 1: a rise helps; -1: it holds back. */
    uint32_t factors; /* Of FACTORS: a bit each. */
} rules[SIM_TERMS_COUNT] = {
    [SIM_TERM_DEMANDS] = {FACTORS, 0, -1, BIT(DEM)},
    [SIM_TERM_AUTONOMY] = {FACTORS, 0, 1, BIT(AUT)},
    [SIM_TERM_PARTICIPATION] = {FACTORS, 0, 1, BIT(PAR)},
    [SIM_TERM_WHOLE_TASKS] = {FACTORS, 0, 1, BIT(CMP)},
    [SIM_TERM_OVER_STRUCTURE] = {FACTORS, 0, -1, BIT(RIC)},
    [SIM_TERM_UNDER_STRUCTURE] = {FACTORS, 0, 1, BIT(RIC)},
    [SIM_TERM_SUPPORT] = {FACTORS, 0, 1, BIT(COL) | BIT(INT)},
    [SIM_TERM_RICH_WORK] = {FACTORS, 0, 1, BIT(VAR) | BIT(CHA) | BIT(CMP)},
    [SIM_TERM_LEADER] = {FACTORS, 0, 1, BIT(LEA)},
    [SIM_TERM_TRANSPARENCY] = {FACTORS, 0, 1, BIT(TRA)},
    [SIM_TERM_SAFETY] = {FACTORS, 0, 1, BIT(SAF)},
    [SIM_TERM_VISION] = {FACTORS, 0, 1, BIT(VIS)},
    [SIM_TERM_OUTSIDE] = {FACTORS, 0, 1, BIT(EXT) | BIT(MOB)},
    [SIM_TERM_REFLECTION] = {FACTORS, 0, 1, BIT(REF)},
    [SIM_TERM_ROLE_MODELS] = {FACTORS, 0, 1, BIT(ROL)},
    [SIM_TERM_LEARNING_OFFER] = {FACTORS, 0, 1, BIT(TRN)},
    [SIM_TERM_WEAKEST_LINK] = {FACTORS, 0, 1, BIT(TRN) | BIT(VIS) | BIT(TRA)},
    [SIM_TERM_PEERS] = {FACTORS, 0, 1, BIT(COL) | BIT(INT) | BIT(DIV)},
    [SIM_TERM_TECHNOLOGY] = {FACTORS, 0, 1, BIT(TEC)},
    [SIM_TERM_CLARITY] = {FACTORS, 0, 1, BIT(RIC)},
    [SIM_TERM_HINDRANCE] = {FACTORS, 0, 1, BIT(RIC) | BIT(TEC) | BIT(TRA)},
    [SIM_TERM_CHALLENGE] = {PERSON, Q(LOAD), 1, 0},
    [SIM_TERM_WORKLOAD] = {PERSON, Q(LOAD), -1, 0},
    [SIM_TERM_SLACK] = {PERSON, Q(LOAD), -1, 0},
    [SIM_TERM_CONTROL] = {PERSON, Q(CONTROL), 1, 0},
    [SIM_TERM_STRAIN] = {PERSON, Q(STRAIN), -1, 0},
    [SIM_TERM_ENGAGEMENT] = {PERSON, Q(ENGAGEMENT), 1, 0},
    [SIM_TERM_TRUST] = {PERSON, Q(TRUST), 1, 0},
    [SIM_TERM_SKILL] = {PERSON, Q(SKILL), 1, 0},
    [SIM_TERM_KUNNEN] = {PERSON, Q(KUNNEN), 1, 0},
    [SIM_TERM_WETEN] = {PUSHED, Q(WETEN), 1, 0},
    [SIM_TERM_WILLEN] = {PUSHED, Q(WILLEN), 1, 0},
    [SIM_TERM_DURVEN] = {PUSHED, Q(DURVEN), 1, 0},
    [SIM_TERM_MOGEN] = {PUSHED, Q(MOGEN), 1, 0},
    [SIM_TERM_VACANCIES] = {OWN, 0, -1, 0},
    [SIM_TERM_PARTICIPATION_LOAD] = {OWN, 0, -1, 0},
    [SIM_TERM_LEARNING_LOAD] = {OWN, 0, -1, 0},
    [SIM_TERM_THREAT] = {OWN, 0, -1, 0},
    [SIM_TERM_BUFFER] = {OWN, 0, 1, 0},
    [SIM_TERM_UNSAFE_FEEDBACK] = {OWN, 0, 1, 0},
    [SIM_TERM_COPING] = {OWN, 0, 1, 0},
    [SIM_TERM_OPPORTUNITY] = {OWN, 0, 1, 0},
    [SIM_TERM_GAP] = {OWN, 0, -1, 0},
    [SIM_TERM_INVOLVEMENT] = {OWN, 0, 1, 0},
    [SIM_TERM_FEEDBACK] = {OWN, 0, 1, 0},
    [SIM_TERM_OVERLOAD] = {OWN, 0, -1, 0},
    [SIM_TERM_BOREDOM] = {OWN, 0, -1, 0},
    [SIM_TERM_MISFIT] = {OWN, 0, -1, 0},
    [SIM_TERM_TIRED] = {OWN, 0, -1, 0},
    [SIM_TERM_COLLEAGUES] = {OWN, 0, 1, 0},
    [SIM_TERM_NOVELTY] = {OWN, 0, 1, 0},
    [SIM_TERM_COORDINATION] = {OWN, 0, 1, 0},
    [SIM_TERM_ROUTINE] = {OWN, 0, 1, 0},
    [SIM_TERM_LUCK] = {OWN, 0, 1, 0},
    [SIM_TERM_LITTLE_TIME] = {OWN, 0, -1, 0},
    [SIM_TERM_UNFAIR] = {OWN, 0, -1, 0},
    [SIM_TERM_CONFLICT] = {OWN, 0, -1, 0},
};

/* ---- facts ---------------------------------------------------------------------------------- */

/* More, or less, by enough to say so. */
static bool went(int32_t change, bool up)
{
    return up ? change >= LEAST : change <= -LEAST;
}

static int32_t factors_change(const struct why_story *story, uint32_t factors)
{
    int32_t change = 0;

    for (uint32_t f = 0; f < SIM_FACTORS_COUNT; f++)
        if ((factors >> f & 1u) != 0)
            change += story->after->f[f] - story->before->f[f];
    return change;
}

/* What feedback is worth: below 0 it hurts, as it is not safe (sim_week.inc, M11). */
static int32_t feedback_worth(const struct sim_team *team)
{
    int32_t worth = 3 * team->f[SIM_SAF] - 1000;

    worth = worth < -500 ? -500 : worth > 1000 ? 1000 : worth;
    return team->f[SIM_FBK] * worth / 1000;
}

/* What a person can lean on: own control, and the help of others. */
static int32_t means_of(const struct sim_team *team, int32_t slot)
{
    return team->member.control[slot] / 2 +
           (3 * team->f[SIM_COL] + 2 * team->f[SIM_LEA] + team->f[SIM_INT]) / 12;
}

/* Phases in which something new is done, and takes effort still: acting most, continuous least. */
static int32_t effort_of(const struct why_story *story, const struct sim_team *team, int32_t slot)
{
    return story->scenario->parameters.learn_load[team->member.phase[slot]];
}

/* How much less the work asks of somebody than they can give: too little of it, or below their
 * skill (M16). 0: they are not bored. */
static int32_t dull_of(const struct why_story *story, const struct sim_team *team, int32_t slot)
{
    const struct sim_parameters *p = &story->scenario->parameters;
    const int32_t idle = p->bore_load - team->member.load[slot];
    const int32_t asked = (team->f[SIM_CHA] + team->f[SIM_VAR] + team->f[SIM_CMP]) / 3;
    const int32_t below = team->member.skill_u[slot] / 1000 - asked - p->bore_skill;

    return (idle > 0 ? idle : 0) + (below > 0 ? below : 0);
}

/* How much better the others fare than this member: engagement and ease, of the whole team. */
static int32_t lead_of_others(const struct sim_team *team, int32_t slot)
{
    return (team->eng - team->strain -
            (team->member.eng_u[slot] - team->member.strain_u[slot]) / 1000) /
           2;
}

/* What life brings a member more in this season than in that, at the mood and at the work, and the
 * team as a whole: which way the season turned. */
static bool sways(const struct why_story *story, uint32_t bits, int32_t most, bool helped)
{
    const uint32_t seed = story->after->seed;
    const uint32_t then = sim_stream(seed, SIM_DRAW_LIFE, story->before->week / 13);
    const uint32_t now = sim_stream(seed, SIM_DRAW_LIFE, (story->after->week - 1) / 13);
    const int32_t change =
        sim_sway(sim_bits(now, bits), most) - sim_sway(sim_bits(then, bits), most);

    return helped ? change > 0 : change < 0;
}

/* The season turned in this round, and with it what life brings people (M13, M14). What the ledger
 * says may come from the season before this one, of which people were told already. */
static bool season_turned(const struct why_story *story, int32_t slot, bool helped)
{
    const struct sim_parameters *p = &story->scenario->parameters;
    const uint32_t own = SIM_LIFE_BITS * (uint32_t)slot;

    return sways(story, own, p->life_mood, helped) || sways(story, own + 1, p->life_work, helped) ||
           sways(story, SIM_LIFE_BITS_OF_TEAM, p->life_team, helped);
}

static bool ran_over(const struct sim_team *team)
{
    return team->hours > team->leader_hours;
}

static bool reaches(const struct sim_running *running, int32_t slot)
{
    return running != NULL && (running->attend >> slot & 1u) != 0;
}

/* Does it ask people to think along? */
static bool asks_to_think_along(const struct why_story *story, const struct sim_running *running)
{
    const struct sim_pulse *pulse = &story->scenario->catalogue->sim.pulses[running->pulse];

    for (uint32_t i = 0; i < pulse->lifts_count; i++)
        if (pulse->lifts[i].what == SIM_PAR && pulse->lifts[i].amplitude > 0)
            return running->up >= ASKED_UP;
    return false;
}

int32_t why_misfit(const struct why_story *story, const struct sim_running *running, int32_t phase)
{
    const struct sim_pulse *pulse = &story->scenario->catalogue->sim.pulses[running->pulse];
    const struct sim_parameters *p = &story->scenario->parameters;
    int32_t sum = 0, relative;

    if (pulse->layer == SIM_LAYER_HAPPENING)
        return 0;
    for (int k = 0; k < SIM_PHASES_COUNT; k++)
        sum += pulse->fit[k];
    relative = 1000 + p->fit_gain * (pulse->fit[phase] - sum / SIM_PHASES_COUNT) / 1000;
    return relative < p->misfit_bar ? (p->misfit_bar - relative) / 10 * p->misfit_cost / 100 : 0;
}

/* All that runs and grates on a member, as far as it is built up. */
static int32_t misfit_of(const struct why_story *story, const struct sim_team *team, int32_t slot)
{
    int32_t sum = 0;

    for (uint32_t i = 0; i < team->running_count; i++)
        if (reaches(&team->running[i], slot))
            sum += why_misfit(story, &team->running[i], team->member.phase[slot]) *
                   (team->running[i].env_u / 1000) / 1000;
    return sum;
}

/* ---- rules of their own --------------------------------------------------------------------- */

/* People were asked, it had time, and little came of it; or enough did, at last. */
static bool promise(const struct why_story *story, const struct sim_running *running, bool kept)
{
    const struct sim_pulse *pulse = &story->scenario->catalogue->sim.pulses[running->pulse];
    const int32_t built_up = pulse->delay + pulse->lead * running->up / 1000 + pulse->ramp;
    const int32_t age = story->after->week - running->start;

    if (!asks_to_think_along(story, running) || age < TIME_TO_COME || age < built_up)
        return false;
    return kept ? running->strength >= ENOUGH : running->strength < LITTLE;
}

/* The leader gives it fewer hours than it asks. */
static bool got_less_than_asked(const struct why_story *story, const struct sim_running *running)
{
    return running->hours < story->scenario->catalogue->sim.pulses[running->pulse].hours;
}

static bool own_rule_of_done(const struct why_story *story, uint32_t term, bool helped,
                             int32_t slot, const struct sim_running *running)
{
    const int32_t load = story->scenario->catalogue->sim.pulses[running->pulse].load;

    if (!reaches(running, slot))
        return false;
    switch (term) {
    case SIM_TERM_PARTICIPATION_LOAD: return helped ? load < 0 : load > 0;
    case SIM_TERM_COPING: return helped;
    case SIM_TERM_GAP: return promise(story, running, helped);
    case SIM_TERM_LITTLE_TIME:
        return !helped && promise(story, running, false) && got_less_than_asked(story, running);
    case SIM_TERM_MISFIT:
        return !helped && why_misfit(story, running, story->after->member.phase[slot]) >= UNSUITED;
    case SIM_TERM_THREAT:
        return !helped && running->up < ASKED_UP &&
               story->after->threat - story->before->threat >= LEAST;
    default: return false;
    }
}

/* It grated, and does so less. */
static bool fits_better(const struct why_story *story, int32_t slot)
{
    return misfit_of(story, story->before, slot) - misfit_of(story, story->after, slot) >= LEAST;
}

/* By what the second model knows of people besides what a room is shown. */
static bool own_rule_of_person(const struct why_story *story, uint32_t term, bool helped,
                               int32_t slot)
{
    const struct sim_team *before = story->before, *after = story->after;
    const int32_t tired_from = story->scenario->parameters.tired_from;

#define CHANGE(field) ((after->member.field[slot] - before->member.field[slot]) / 1000)
    switch (term) {
    case SIM_TERM_BOREDOM: /* Busy people do not call work below their skill boredom. */
        return (helped ? before : after)->member.load[slot] <
                   story->scenario->parameters.bore_load &&
               went(dull_of(story, after, slot) - dull_of(story, before, slot), !helped);
    case SIM_TERM_MISFIT: return helped && fits_better(story, slot);
    case SIM_TERM_TIRED: /* The reserve is only spent, or won back, by who was tired. */
        return (helped ? before : after)->member.tired_u[slot] / 1000 >= tired_from &&
               went(CHANGE(tired_u), !helped);
    case SIM_TERM_COLLEAGUES:
        return went(lead_of_others(after, slot), helped) &&
               went(lead_of_others(after, slot) - lead_of_others(before, slot), helped);
    case SIM_TERM_NOVELTY: return went(CHANGE(wont_u), helped);
    case SIM_TERM_COORDINATION: return went((after->coord_u - before->coord_u) / 1000, helped);
    case SIM_TERM_ROUTINE: return helped && went(CHANGE(routine_u), true);
    case SIM_TERM_LUCK: return season_turned(story, slot, helped);
    default: return false;
    }
#undef CHANGE
}

static bool own_rule(const struct why_story *story, uint32_t term, bool helped, int32_t slot)
{
    const struct sim_team *before = story->before, *after = story->after;

    switch (term) {
    case SIM_TERM_VACANCIES:
        return helped ? after->filled > before->filled : after->filled < before->filled;
    case SIM_TERM_LEARNING_LOAD:
        if (after->member.phase[slot] <= before->member.phase[slot])
            return false; /* Whoever falls back has less to practise, and that is no relief. */
        return helped ? effort_of(story, after, slot) < effort_of(story, before, slot)
                      : effort_of(story, after, slot) > effort_of(story, before, slot);
    case SIM_TERM_THREAT: return helped && after->threat - before->threat <= -LEAST;
    case SIM_TERM_BUFFER: return went(means_of(after, slot) - means_of(before, slot), helped);
    case SIM_TERM_UNSAFE_FEEDBACK:
        return (helped ? feedback_worth(before) : feedback_worth(after)) < 0 &&
               went(feedback_worth(after) - feedback_worth(before), helped);
    case SIM_TERM_FEEDBACK:
        return (helped ? feedback_worth(after) : feedback_worth(before)) > 0 &&
               went(feedback_worth(after) - feedback_worth(before), helped);
    case SIM_TERM_OPPORTUNITY:
        return went(after->member.opp[slot] - before->member.opp[slot], helped);
    case SIM_TERM_UNFAIR: return went((before->unfair_u - after->unfair_u) / 1000, helped);
    case SIM_TERM_CONFLICT: return went((before->rift_u - after->rift_u) / 1000, helped);
    case SIM_TERM_INVOLVEMENT: return went((after->inv_u - before->inv_u) / 1000, helped);
    case SIM_TERM_OVERLOAD:
        return (helped ? ran_over(before) && !ran_over(after) : ran_over(after)) &&
               went(factors_change(story, BIT(LEA)), helped);
    default: return own_rule_of_person(story, term, helped, slot);
    }
}

bool why_is_true(const struct why_story *story, uint32_t term, bool helped, int32_t slot,
                 const struct sim_running *source)
{
    int32_t change;

    assert(term < SIM_TERMS_COUNT && slot >= 0 && slot < story->after->members_count);
    switch ((enum kind)rules[term].kind) {
    case FACTORS:
        return went(factors_change(story, rules[term].factors) * rules[term].good, helped);
    case PUSHED:
        if (!reaches(source, slot))
            return false;
        /* fall through */
    case PERSON:
        change = sim_why_member_change(story->trail, slot, rules[term].quantity);
        return went(change * rules[term].good, helped);
    case OWN:
        if (source != NULL && own_rule_of_done(story, term, helped, slot, source))
            return true;
        return own_rule(story, term, helped, slot);
    case NEVER: break;
    }
    return false;
}
