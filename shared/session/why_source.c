/* why_source.c -- what set a mechanism going: of all that runs, the action or happening that moved
 * it most in this round, the way it is told. What wears off is no source: that an action of before
 * helps less than it did is not harm that it does. */
#include "session/why.h"

/* Which factors a term stands for, itself or by what it is made of, and whether more is good. */
static const struct {
    uint32_t factors;
    int8_t good;
} stands_for[SIM_TERMS_COUNT] = {
#define BIT(factor) (1u << SIM_##factor)
    [SIM_TERM_DEMANDS] = {BIT(DEM), -1},
    [SIM_TERM_AUTONOMY] = {BIT(AUT), 1},
    [SIM_TERM_PARTICIPATION] = {BIT(PAR), 1},
    [SIM_TERM_WHOLE_TASKS] = {BIT(CMP), 1},
    [SIM_TERM_OVER_STRUCTURE] = {BIT(RIC), -1},
    [SIM_TERM_UNDER_STRUCTURE] = {BIT(RIC), 1},
    [SIM_TERM_SUPPORT] = {BIT(COL) | BIT(INT), 1},
    [SIM_TERM_RICH_WORK] = {BIT(VAR) | BIT(CHA) | BIT(CMP), 1},
    [SIM_TERM_LEADER] = {BIT(LEA), 1},
    [SIM_TERM_TRANSPARENCY] = {BIT(TRA), 1},
    [SIM_TERM_SAFETY] = {BIT(SAF), 1},
    [SIM_TERM_VISION] = {BIT(VIS), 1},
    [SIM_TERM_OUTSIDE] = {BIT(EXT) | BIT(MOB), 1},
    [SIM_TERM_REFLECTION] = {BIT(REF), 1},
    [SIM_TERM_FEEDBACK] = {BIT(FBK) | BIT(SAF), 1},
    [SIM_TERM_UNSAFE_FEEDBACK] = {BIT(SAF), 1},
    [SIM_TERM_ROLE_MODELS] = {BIT(ROL), 1},
    [SIM_TERM_LEARNING_OFFER] = {BIT(TRN), 1},
    [SIM_TERM_PEERS] = {BIT(COL) | BIT(INT) | BIT(DIV), 1},
    [SIM_TERM_WEAKEST_LINK] = {BIT(TRN) | BIT(VIS) | BIT(TRA), 1},
    [SIM_TERM_CONTROL] = {BIT(AUT) | BIT(PAR) | BIT(CMP), 1},
    [SIM_TERM_BUFFER] = {BIT(AUT) | BIT(PAR) | BIT(CMP) | BIT(COL) | BIT(LEA), 1},
    [SIM_TERM_TRUST] = {BIT(LEA) | BIT(TRA) | BIT(SAF), 1},
    [SIM_TERM_BOREDOM] = {BIT(DEM) | BIT(VAR) | BIT(CHA) | BIT(CMP), 1},
    [SIM_TERM_TECHNOLOGY] = {BIT(TEC), 1},
    [SIM_TERM_CLARITY] = {BIT(RIC), 1},
    [SIM_TERM_HINDRANCE] = {BIT(RIC) | BIT(TEC) | BIT(TRA), 1},
    [SIM_TERM_CHALLENGE] = {BIT(DEM), 1},
    [SIM_TERM_COORDINATION] = {BIT(FBK) | BIT(SAF) | BIT(RIC) | BIT(REF) | BIT(INT) | BIT(COL) |
                                   BIT(TEC) | BIT(ROL),
                               1},
    [SIM_TERM_WORKLOAD] = {BIT(DEM), -1},
    [SIM_TERM_SLACK] = {BIT(DEM), -1},
#undef BIT
};

static const struct {
    uint8_t quantity; /* enum sim_quantity */
    int8_t push;      /* That works on it. */
    uint16_t term;    /* As which it is told. */
} pushed[] = {
    {SIM_QUANTITY_CONTROL, SIM_PUSH_CONTROL, SIM_TERM_CONTROL},
    {SIM_QUANTITY_WETEN, SIM_PUSH_WETEN, SIM_TERM_WETEN},
    {SIM_QUANTITY_WILLEN, SIM_PUSH_WILLEN, SIM_TERM_WILLEN},
    {SIM_QUANTITY_KUNNEN, SIM_PUSH_KUNNEN, SIM_TERM_KUNNEN},
    {SIM_QUANTITY_DURVEN, SIM_PUSH_DURVEN, SIM_TERM_DURVEN},
    {SIM_QUANTITY_MOGEN, SIM_PUSH_MOGEN, SIM_TERM_MOGEN},
};

uint32_t why_term_of_push(uint32_t quantity)
{
    for (size_t i = 0; i < sizeof pushed / sizeof pushed[0]; i++)
        if (pushed[i].quantity == quantity)
            return pushed[i].term;
    return SIM_TERM_NONE;
}

/* Amounts by running pulse. */
struct pulse_tally {
    uint32_t count;
    struct {
        uint32_t number;
        int32_t now;    /* What it gave in the last week; more is better. */
        int32_t change; /* How much more that is than in the week that would have come. */
    } item[SIM_RUNNING_MAX];
};

static void tally_add(struct pulse_tally *tally, uint32_t number, int32_t now, int32_t change)
{
    uint32_t i = 0;

    while (i < tally->count && tally->item[i].number != number)
        i++;
    if (i == SIM_RUNNING_MAX)
        return;
    if (i == tally->count) {
        tally->count++;
        tally->item[i].number = number;
        tally->item[i].now = tally->item[i].change = 0;
    }
    tally->item[i].now += now;
    tally->item[i].change += change;
}

static void tally_lifts(struct pulse_tally *tally, const struct sim_why_week *week, uint32_t term,
                        bool last)
{
    for (uint32_t i = 0; i < week->lifts_count; i++) {
        const struct sim_why_lift *lift = &week->lifts[i];
        const int32_t amount = lift->amount * stands_for[term].good;

        if ((stands_for[term].factors >> lift->factor & 1u) != 0)
            tally_add(tally, lift->number, last ? amount : 0, last ? amount : -amount);
    }
}

static void tally_pushes(struct pulse_tally *tally, const struct why_story *story,
                         const struct sim_why_week *week, int32_t slot, enum sim_push push,
                         bool last)
{
    struct sim_share shares[SIM_SHARES_MAX];
    const uint32_t count = sim_why_pushes(week, &story->scenario->catalogue->sim,
                                          &story->scenario->parameters, slot, push, shares);

    for (uint32_t i = 0; i < count; i++)
        tally_add(tally, shares[i].number, last ? shares[i].amount : 0,
                  last ? shares[i].amount : -shares[i].amount);
}

static bool asks_time(uint32_t term)
{
    return term == SIM_TERM_PARTICIPATION_LOAD || term == SIM_TERM_WORKLOAD ||
           term == SIM_TERM_SLACK;
}

/* What it asks or takes away in time, and pressure that it puts on people: of what began in this
 * round, as only that changes anything. */
static void tally_running(struct pulse_tally *tally, const struct why_story *story, uint32_t term,
                          int32_t slot)
{
    for (uint32_t i = 0; i < story->after->running_count; i++) {
        const struct sim_running *running = &story->after->running[i];
        const struct sim_pulse *pulse = &story->scenario->catalogue->sim.pulses[running->pulse];
        const int32_t imposing = running->forced ? 1000 - running->up : (1000 - running->up) / 4;
        int32_t amount = 0;

        if ((running->attend >> slot & 1u) == 0)
            continue;
        if (term == SIM_TERM_MISFIT && running->start >= story->before->week)
            amount = -why_misfit(story, running, story->after->member.phase[slot]);
        else if (asks_time(term) && running->start >= story->before->week)
            amount = -pulse->load;
        else if (term == SIM_TERM_THREAT && running->start >= story->before->week)
            amount = -(pulse->change * imposing / 1000);
        else if (term == SIM_TERM_GAP && pulse->layer != SIM_LAYER_HAPPENING)
            amount = (running->strength - 350) * running->up / 1000;
        tally_add(tally, running->number, amount, amount);
    }
}

static const struct sim_running *running_numbered(const struct sim_team *team, uint32_t number)
{
    for (uint32_t i = 0; i < team->running_count; i++)
        if (team->running[i].number == number)
            return &team->running[i];
    return NULL;
}

static const struct sim_running *tally_best(const struct pulse_tally *tally,
                                            const struct why_story *story, bool helped)
{
    const int32_t way = helped ? 1 : -1;
    const struct sim_running *best = NULL;
    int32_t most = 0;

    for (uint32_t i = 0; i < tally->count; i++) {
        const int32_t change = tally->item[i].change * way;

        if (change > most && tally->item[i].now * way > 0) {
            best = running_numbered(story->after, tally->item[i].number);
            most = change;
        }
    }
    return best;
}

const struct sim_running *why_source(const struct why_story *story, uint32_t quantity,
                                     uint32_t term, bool helped, int32_t slot)
{
    struct pulse_tally tally = {.count = 0};

    for (size_t i = 0; term == SIM_TERM_INTERVENTION && i < sizeof pushed / sizeof pushed[0]; i++) {
        if (pushed[i].quantity != quantity)
            continue;
        tally_pushes(&tally, story, &story->trail->last, slot, (enum sim_push)pushed[i].push, true);
        tally_pushes(&tally, story, &story->trail->reference, slot, (enum sim_push)pushed[i].push,
                     false);
    }
    if (term == SIM_TERM_SKILL) { /* What was taught, and stuck. */
        tally_pushes(&tally, story, &story->trail->last, slot, SIM_PUSH_KUNNEN, true);
        tally_pushes(&tally, story, &story->trail->reference, slot, SIM_PUSH_KUNNEN, false);
    }
    if (term == SIM_TERM_COPING) {
        tally_pushes(&tally, story, &story->trail->last, slot, SIM_PUSH_COPING, true);
        tally_pushes(&tally, story, &story->trail->reference, slot, SIM_PUSH_COPING, false);
    }
    tally_lifts(&tally, &story->trail->last, term, true);
    tally_lifts(&tally, &story->trail->reference, term, false);
    if (asks_time(term) || term == SIM_TERM_THREAT || term == SIM_TERM_GAP ||
        term == SIM_TERM_MISFIT)
        tally_running(&tally, story, term, slot);
    return tally_best(&tally, story, helped);
}

/* ---- whose decision it was ------------------------------------------------------------------ */

static bool starts(const struct scenario_option *option, uint32_t pulse)
{
    for (uint32_t i = 0; i < option->starts_count; i++)
        if (option->starts[i].pulse == pulse)
            return true;
    return false;
}

uint8_t why_round_of(const struct scenario *scenario, const struct why_decided *decided,
                     uint32_t count, int32_t week, const struct sim_running *running)
{
    for (uint32_t k = count; k-- > 0;) {
        const struct scenario_dilemma *d = &scenario->dilemmas[decided[k].dilemma];

        week -= d->weeks;
        if (running->start == week && starts(&d->options[decided[k].option], running->pulse))
            return (uint8_t)k;
    }
    return ROUND_NONE;
}

uint32_t why_room_decided(const struct room *room, struct why_decided decided[ROUNDS_MAX])
{
    uint32_t count = 0;

    while (count < ROUNDS_MAX && room->rounds[count].told) {
        decided[count] =
            (struct why_decided){room->rounds[count].dilemma, room->rounds[count].decision};
        count++;
    }
    return count;
}

uint8_t why_room_round_of(const struct scenario *scenario, const struct room *room,
                          const struct sim_running *running)
{
    struct why_decided decided[ROUNDS_MAX];
    const uint32_t count = why_room_decided(room, decided);

    return why_round_of(scenario, decided, count, room->team.week, running);
}
