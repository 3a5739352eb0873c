/* why_source.c -- what set a mechanism going: of all that runs or ran, the action or happening that
 * moved it most in this round, the way it is told. That an action of before helps less than it did
 * is not harm that it does: then it is the source as one that wears off, and is told as that. A
 * mechanism that is itself something of a person (strain, trust) is set going by whatever moved
 * that most. */
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
    [SIM_TERM_INVOLVEMENT] = {BIT(PAR) | BIT(TRA), 1},
    [SIM_TERM_NOVELTY] = {BIT(AUT) | BIT(PAR) | BIT(CMP) | BIT(VAR) | BIT(CHA) | BIT(COL) |
                              BIT(INT) | BIT(LEA),
                          1},
    [SIM_TERM_BOREDOM] = {BIT(DEM) | BIT(VAR) | BIT(CHA) | BIT(CMP), 1},
    [SIM_TERM_TECHNOLOGY] = {BIT(TEC), 1},
    [SIM_TERM_CLARITY] = {BIT(RIC), 1},
    [SIM_TERM_HINDRANCE] = {BIT(RIC) | BIT(TEC) | BIT(TRA), 1},
    [SIM_TERM_CHALLENGE] = {BIT(DEM), 1},
    [SIM_TERM_COORDINATION] = {BIT(FBK) | BIT(SAF) | BIT(RIC) | BIT(REF) | BIT(INT) | BIT(COL) |
                                   BIT(TEC) | BIT(ROL),
                               1},
    [SIM_TERM_OPPORTUNITY] = {BIT(VAR) | BIT(CHA) | BIT(CMP), 1}, /* What is surely good for it. */
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

/* Terms that are how it is with a person, of which there is a ledger too. Not those that are told
 * as something that a decision did to people (willen, durven) or that came by itself (skill). */
static const struct {
    uint16_t term;
    uint8_t quantity;
    int8_t good; /* 1: the term helps where the quantity rises. */
} of_person[] = {
    {SIM_TERM_WORKLOAD, SIM_QUANTITY_LOAD, -1}, {SIM_TERM_SLACK, SIM_QUANTITY_LOAD, -1},
    {SIM_TERM_CHALLENGE, SIM_QUANTITY_LOAD, 1}, {SIM_TERM_CONTROL, SIM_QUANTITY_CONTROL, 1},
    {SIM_TERM_STRAIN, SIM_QUANTITY_STRAIN, -1}, {SIM_TERM_ENGAGEMENT, SIM_QUANTITY_ENGAGEMENT, 1},
    {SIM_TERM_TRUST, SIM_QUANTITY_TRUST, 1},    {SIM_TERM_KUNNEN, SIM_QUANTITY_KUNNEN, 1},
};
#define OF_PERSON_COUNT    (sizeof of_person / sizeof of_person[0])
#define PART_LEAST_PERCENT 30 /* Of what moved it that way; less than this did not set it going. */
#define LINKS_MAX          2  /* From trust to strain to what strained. */

#define PRACTISED_LEAST 300 /* Milli by which a lesson sits firmer (M23), from which it is said. */

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

/* Demanded of some of the team and not of others (M22). */
static int32_t uneven_of(const struct why_story *story, const struct sim_running *running)
{
    const bool all = running->mask == (1u << story->after->members_count) - 1;
    const struct sim_pulse *pulse = &story->scenario->catalogue->sim.pulses[running->pulse];

    return running->forced != 0 && !all && pulse->layer != SIM_LAYER_HAPPENING
               ? running->env_u / 1000
               : 0;
}

static int32_t imposing_of(const struct why_story *story, const struct sim_running *running)
{
    const struct sim_pulse *pulse = &story->scenario->catalogue->sim.pulses[running->pulse];

    return pulse->change * (running->forced ? 1000 - running->up : (1000 - running->up) / 4) / 1000;
}

/* What it asks or takes away in time, pressure that it puts on people, and what grates: of what
 * began in this round, as only that changes anything. */
static int32_t burden_of(const struct why_story *story, uint32_t term,
                         const struct sim_running *running, int32_t slot)
{
    const struct sim_pulse *pulse = &story->scenario->catalogue->sim.pulses[running->pulse];
    const bool began = running->start >= story->before->week;

    if (term == SIM_TERM_UNFAIR)
        return -uneven_of(story, running);
    if (term == SIM_TERM_GAP)
        return pulse->layer == SIM_LAYER_HAPPENING ? 0
                                                   : (running->strength - 350) * running->up / 1000;
    if (!began)
        return 0;
    if (term == SIM_TERM_MISFIT)
        return -why_misfit(story, running, story->after->member.phase[slot]);
    return term == SIM_TERM_THREAT ? -imposing_of(story, running) : -pulse->load;
}

static bool is_burden(uint32_t term)
{
    return asks_time(term) || term == SIM_TERM_THREAT || term == SIM_TERM_GAP ||
           term == SIM_TERM_MISFIT || term == SIM_TERM_UNFAIR;
}

/* Of what everybody sees it does not matter who is in it. */
static bool concerns(const struct sim_running *running, uint32_t term, int32_t slot)
{
    return term == SIM_TERM_UNFAIR || (running->attend >> slot & 1u) != 0;
}

static void tally_running(struct pulse_tally *tally, const struct why_story *story, uint32_t term,
                          int32_t slot)
{
    for (uint32_t i = 0; i < story->after->running_count; i++) {
        const struct sim_running *running = &story->after->running[i];
        int32_t amount;

        if (!concerns(running, term, slot))
            continue;
        amount = burden_of(story, term, running, slot);
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

/* How much of such a burden there is of what runs; NULL, or not about them: nothing. */
static int32_t burden_in(const struct why_story *story, const struct sim_team *team, uint32_t term,
                         const struct sim_running *running, int32_t slot)
{
    if (running == NULL || !concerns(running, term, slot))
        return 0;
    switch (term) {
    case SIM_TERM_UNFAIR: return uneven_of(story, running);
    case SIM_TERM_THREAT: return imposing_of(story, running) * (running->pressure_u / 1000) / 1000;
    case SIM_TERM_MISFIT:
        return why_misfit(story, running, team->member.phase[slot]) * (running->env_u / 1000) /
               1000;
    default: return 0;
    }
}

/* An earlier burden that has become less. */
static void tally_eased(struct pulse_tally *tally, const struct why_story *story, uint32_t term,
                        int32_t slot)
{
    for (uint32_t i = 0; i < story->before->running_count; i++) {
        const struct sim_running *then = &story->before->running[i];
        const struct sim_running *now = running_numbered(story->after, then->number);
        const int32_t was = burden_in(story, story->before, term, then, slot);
        const int32_t is = burden_in(story, story->after, term, now, slot);

        if (is < was)
            tally_add(tally, then->number, -is, was - is);
    }
}

static int32_t built_up(const struct sim_running *running)
{
    return running == NULL ? 0 : running->env_u / 1000 * running->strength;
}

static bool does_less(const struct why_story *story, uint32_t number)
{
    return built_up(running_numbered(story->after, number)) <
           built_up(running_numbered(story->before, number));
}

static struct why_source tally_best(const struct pulse_tally *tally, const struct why_story *story,
                                    uint32_t term, bool helped)
{
    const int32_t way = helped ? 1 : -1;
    struct why_source best = {NULL, false};
    int32_t most = 0;

    for (uint32_t i = 0; i < tally->count; i++) {
        const uint32_t number = tally->item[i].number;
        const int32_t now = tally->item[i].now * way, change = tally->item[i].change * way;
        const struct sim_running *then = running_numbered(story->before, number);

        if (change <= most)
            continue;
        if (now > 0 && running_numbered(story->after, number) != NULL)
            best = (struct why_source){running_numbered(story->after, number), false};
        else if (now - change < 0 && then != NULL && (is_burden(term) || does_less(story, number)))
            best = (struct why_source){then, true};
        else
            continue;
        most = change;
    }
    return best;
}

static struct why_source source_at_once(const struct why_story *story, uint32_t quantity,
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
    if (is_burden(term))
        tally_running(&tally, story, term, slot);
    if (helped && is_burden(term))
        tally_eased(&tally, story, term, slot);
    return tally_best(&tally, story, term, helped);
}

/* A term that is something of the person: what moved that most, of all that can be named. `next`
 * gets the heaviest that cannot, and is itself something of the person, perhaps. */
static struct why_source source_of_person(const struct why_story *story, size_t person, bool helped,
                                          int32_t slot, uint32_t *next)
{
    const uint32_t quantity = of_person[person].quantity;
    const int32_t way = helped ? of_person[person].good : -of_person[person].good;
    struct sim_share shares[SIM_SHARES_MAX];
    const uint32_t count = sim_why_member(story->trail, slot, (enum sim_quantity)quantity, shares);
    int32_t sum = 0;

    for (uint32_t i = 0; i < count; i++)
        sum += shares[i].amount * way > 0 ? shares[i].amount * way : 0;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t term = why_told_as(story, shares[i].term, helped);
        struct why_source found;

        if (100 * shares[i].amount * way < PART_LEAST_PERCENT * sum || sum == 0)
            continue;
        found = source_at_once(story, quantity, term, helped, slot);
        if (found.running != NULL)
            return found;
        if (*next == SIM_TERM_NONE)
            *next = term;
    }
    return (struct why_source){NULL, false};
}

struct why_source why_source(const struct why_story *story, uint32_t quantity, uint32_t term,
                             bool helped, int32_t slot)
{
    struct why_source found = source_at_once(story, quantity, term, helped, slot);

    for (uint32_t links = 0; found.running == NULL && links < LINKS_MAX; links++) {
        uint32_t next = SIM_TERM_NONE;
        size_t i = 0;

        while (i < OF_PERSON_COUNT && of_person[i].term != term)
            i++;
        if (i == OF_PERSON_COUNT)
            break;
        found = source_of_person(story, i, helped, slot, &next);
        term = next;
    }
    return found;
}

bool why_again(const struct why_story *story, const struct sim_running *lesson, int32_t slot)
{
    if (lesson->firm < PRACTISED_LEAST || lesson->start < story->before->week)
        return false;
    for (uint32_t i = 0; i < story->before->running_count; i++) {
        const struct sim_running *first = &story->before->running[i];

        if (first->pulse == lesson->pulse && first->start < lesson->start &&
            (first->attend & lesson->attend) >> slot & 1u)
            return true;
    }
    return false;
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
        const struct scenario_dilemma *d = scenario_dilemma_at(scenario, decided[k].dilemma);

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
