/* why.c -- chooses the few causes that are worth telling from the thousands in the ledgers.
 *
 * For each member the dilemma was about, the ledger (sim_why.h) splits the change of every quantity
 * into named shares that sum to it exactly. A share helps when it moves its quantity the good way
 * (up; for strain and workload down). Each share is told of what set it going (why_source) and only
 * where its words hold (why_is_true); shares of the same mechanism and the same source are added up
 * over quantities and members. Left out is what nobody did: disposition, drift, rounding, a ceiling
 * reached. */
#include "session/why.h"

#define LEAST_MILLI         8  /* A smaller amount per member is not worth telling. */
#define SHARE_LEAST_PERCENT 8  /* Nor is a smaller share of the heaviest. */
#define HEAVY_PERCENT       60 /* From this share on it weighed as much, or nearly. */
#define CANDIDATES_MAX      (4 * SIM_TERMS_COUNT)

/* A point of work that something did lies as far out as three of what people feel: its spread over
 * the stories is 23 milli, that of wellbeing and learning 36 and 90 (most.c weighs a team's work
 * alike). Practice and luck that nobody gave count once. */
#define WORK_TIMES 3

static const struct {
    uint8_t quantity; /* enum sim_quantity */
    int8_t good;      /* 1: more is better; -1: less */
} watched[] = {
    {SIM_QUANTITY_LOAD, -1},      {SIM_QUANTITY_CONTROL, 1}, {SIM_QUANTITY_STRAIN, -1},
    {SIM_QUANTITY_ENGAGEMENT, 1}, {SIM_QUANTITY_TRUST, 1},   {SIM_QUANTITY_WETEN, 1},
    {SIM_QUANTITY_WILLEN, 1},     {SIM_QUANTITY_KUNNEN, 1},  {SIM_QUANTITY_DURVEN, 1},
    {SIM_QUANTITY_MOGEN, 1},      {SIM_QUANTITY_WORK, 1},
};
#define WATCHED_COUNT (sizeof watched / sizeof watched[0])

struct candidates {
    uint32_t count;
    struct room_cause items[CANDIDATES_MAX];
    int32_t work[CANDIDATES_MAX]; /* What of an amount is in work. */
};

/* The chain of causes that a term belongs to, of which only the heaviest is told. 0: none. */
static uint32_t chain_of(uint32_t term)
{
    switch (term) {
    case SIM_TERM_DEMANDS:
    case SIM_TERM_PARTICIPATION_LOAD:
    case SIM_TERM_WORKLOAD:
    case SIM_TERM_SLACK:
    case SIM_TERM_TIRED:
    case SIM_TERM_STRAIN: return 1;
    case SIM_TERM_AUTONOMY:
    case SIM_TERM_CONTROL: return 2;
    case SIM_TERM_ENGAGEMENT:
    case SIM_TERM_NOVELTY:
    case SIM_TERM_RICH_WORK:
    case SIM_TERM_BOREDOM:
    case SIM_TERM_CHALLENGE:
    case SIM_TERM_OPPORTUNITY: return 3;
    case SIM_TERM_GAP:
    case SIM_TERM_LITTLE_TIME:
    case SIM_TERM_TRUST: return 4;
    case SIM_TERM_SUPPORT:
    case SIM_TERM_PEERS: return 5;
    case SIM_TERM_LEADER:
    case SIM_TERM_OVERLOAD: return 6;
    case SIM_TERM_SKILL:
    case SIM_TERM_ROUTINE:
    case SIM_TERM_KUNNEN: return 7;
    case SIM_TERM_OVER_STRUCTURE:
    case SIM_TERM_UNDER_STRUCTURE:
    case SIM_TERM_HINDRANCE:
    case SIM_TERM_CLARITY: return 8;
    default: return 0;
    }
}

static bool ran_over(const struct sim_team *team)
{
    return team->hours > team->leader_hours;
}

uint32_t why_told_as(const struct why_story *story, uint32_t term, bool helped)
{
    const int32_t *now = story->after->f, *then = story->before->f;
    const int32_t way = helped ? 1 : -1;
    const int32_t leader = 2 * (now[SIM_LEA] - then[SIM_LEA]) * way;
    const int32_t colleagues =
        (3 * (now[SIM_COL] - then[SIM_COL]) + now[SIM_INT] - then[SIM_INT]) * way;

    if (term == SIM_TERM_SUPPORT && leader > colleagues)
        term = SIM_TERM_LEADER;
    if (term == SIM_TERM_LEADER &&
        (helped ? ran_over(story->before) && !ran_over(story->after) : ran_over(story->after)))
        term = SIM_TERM_OVERLOAD;
    return term;
}

/* Helping and holding back are separate, because one term may do both to different people. */
static void add(struct candidates *c, const struct room_cause *like, int32_t slot, int32_t amount,
                bool work)
{
    struct room_cause *cause = NULL;

    for (uint32_t i = 0; i < c->count && cause == NULL; i++) {
        const struct room_cause *other = &c->items[i];

        if (other->term == like->term && other->pulse == like->pulse &&
            other->round == like->round && other->helped == like->helped &&
            ((other->marks ^ like->marks) & CAUSE_FADING) == 0)
            cause = &c->items[i];
    }
    if (cause == NULL) {
        if (c->count == CANDIDATES_MAX)
            return;
        cause = &c->items[c->count++];
        *cause = *like;
    }
    cause->marks &= (uint8_t)(like->marks | ~CAUSE_AGAIN);
    c->work[cause - c->items] += work ? amount : 0;
    cause->amount += amount;
    cause->members = (uint16_t)(cause->members | 1u << slot);
}

/* A lesson is told with that it came back. */
static uint8_t marks_of(const struct why_story *story, uint32_t term, struct why_source source,
                        int32_t slot)
{
    if (source.fading)
        return CAUSE_FADING;
    return (term == SIM_TERM_SKILL || term == SIM_TERM_KUNNEN) &&
                   why_again(story, source.running, slot)
               ? CAUSE_AGAIN
               : 0;
}

static void add_share(struct candidates *c, const struct why_story *story, int32_t slot,
                      uint32_t quantity, uint32_t term, int32_t amount)
{
    struct room_cause cause = {.helped = amount > 0, .pulse = PULSE_NONE, .round = ROUND_NONE};
    const bool work = quantity == SIM_QUANTITY_WORK;
    struct why_source source;

    term = why_told_as(story, term, cause.helped);
    source = why_source(story, quantity, term, cause.helped, slot);
    cause.term = (uint16_t)(term == SIM_TERM_INTERVENTION ? why_term_of_push(quantity) : term);
    if (source.running != NULL) {
        cause.pulse = source.running->pulse;
        cause.round = why_round_of(story->scenario, story->decided, story->decided_count,
                                   story->after->week, source.running);
        cause.marks = marks_of(story, cause.term, source, slot);
    }
    /* Little came of what was promised: because it got little time, where that is so. */
    if (term == SIM_TERM_GAP &&
        why_is_true(story, SIM_TERM_LITTLE_TIME, cause.helped, slot, source.running))
        cause.term = SIM_TERM_LITTLE_TIME;
    if (why_is_true(story, cause.term, cause.helped, slot, source.running))
        add(c, &cause, slot, amount * (work && source.running != NULL ? WORK_TIMES : 1), work);
}

static void add_member(struct candidates *c, const struct why_story *story, int32_t slot)
{
    struct sim_share shares[SIM_SHARES_MAX];

    for (size_t w = 0; w < WATCHED_COUNT; w++) {
        const uint32_t quantity = watched[w].quantity;
        const uint32_t count =
            sim_why_member(story->trail, slot, (enum sim_quantity)quantity, shares);

        for (uint32_t i = 0; i < count; i++)
            if (shares[i].amount != 0)
                add_share(c, story, slot, quantity, shares[i].term,
                          shares[i].amount * watched[w].good);
    }
}

static int32_t size_of(const struct room_cause *cause)
{
    return cause->amount < 0 ? -cause->amount : cause->amount;
}

bool why_of_work(const struct room_cause *cause)
{
    return cause->pulse == PULSE_NONE &&
           (cause->term == SIM_TERM_SKILL || cause->term == SIM_TERM_OPPORTUNITY);
}

/* Fortune that weighed about as much as the heaviest is told beside it: or a room takes what it did
 * for the doing of its decision. */
static bool is_minor_luck(const struct room_cause *cause, int32_t most)
{
    return cause->term == SIM_TERM_LUCK && size_of(cause) * 100 < most * HEAVY_PERCENT;
}

/* Only told where it weighed most of all: that practice comes with the weeks, that the work taught
 * by itself, that fortune smiled a little or did not, and that people were tired or keen where it
 * cannot be said of what. */
static bool is_aside(const struct room_cause *cause, uint32_t count, int32_t most)
{
    const bool how_it_is = cause->term == SIM_TERM_ENGAGEMENT || cause->term == SIM_TERM_STRAIN;

    return count > 0 && (cause->term == SIM_TERM_ROUTINE || is_minor_luck(cause, most) ||
                         why_of_work(cause) || (how_it_is && cause->pulse == PULSE_NONE));
}

/* How people are is not told against what came to them: that they are tense, beside less work. */
static bool denies(const struct room_cause *told, const struct room_cause *cause)
{
    const bool how_it_is = cause->term == SIM_TERM_STRAIN || cause->term == SIM_TERM_ENGAGEMENT;
    const uint32_t chain = chain_of(cause->term);

    return how_it_is && chain_of(told->term) == chain && (told->members & cause->members) != 0;
}

/* Of a mechanism, of a chain, and of what one decision or happening did, one is told each way. Of
 * one that wears off, one is told in all: that it helps less and weighs less would be two stories
 * of the same thing. */
static bool chain_is_told(const struct room_cause *told, uint32_t count,
                          const struct room_cause *cause)
{
    const uint32_t chain = chain_of(cause->term);

    for (uint32_t i = 0; i < count; i++) {
        const bool of_round = cause->round != ROUND_NONE && told[i].round == cause->round;
        const bool of_pulse = cause->pulse != PULSE_NONE && told[i].pulse == cause->pulse;
        const bool same = of_round || of_pulse;

        if (same && (told[i].marks & cause->marks & CAUSE_FADING) != 0)
            return true;
        if (told[i].helped == cause->helped && (told[i].term == cause->term || same ||
                                                (chain != 0 && chain_of(told[i].term) == chain)))
            return true;
        if (told[i].helped != cause->helped && denies(&told[i], cause))
            return true;
    }
    return false;
}

/* The heaviest that is not in `told` yet, or NULL; equal ones in the order of the ledger. */
static struct room_cause *heaviest(struct candidates *c, const struct room_cause *told,
                                   uint32_t count, int32_t most)
{
    struct room_cause *best = NULL;

    for (uint32_t i = 0; i < c->count; i++) {
        struct room_cause *cause = &c->items[i];

        if (cause->weight == 0 && (best == NULL || size_of(cause) > size_of(best)) &&
            !is_aside(cause, count, most) && !chain_is_told(told, count, cause))
            best = cause;
    }
    return best;
}

static uint8_t weigh(int32_t size, int32_t most)
{
    if (size * 100 >= most * HEAVY_PERCENT)
        return 3;
    return size * 100 >= most * 25 ? 2 : 1;
}

/* Did it show in the work most of all, and did the work of those people go that way in all? */
static bool shows_at_work(const struct candidates *c, const struct room_cause *cause,
                          const struct sim_why_trail *trail)
{
    int32_t work = 0;

    for (int32_t i = 0; i < trail->members_count; i++)
        if ((cause->members >> i & 1u) != 0)
            work += sim_why_member_change(trail, i, SIM_QUANTITY_WORK);
    return 2 * c->work[cause - c->items] * (cause->helped ? 1 : -1) >= size_of(cause) &&
           (cause->helped ? work > 0 : work < 0);
}

/* A sentence of the author is told of those whom it is about only. */
static void fit_sentence(const struct why_story *story, struct room_cause *cause)
{
    const struct scenario_because *because;
    const struct why_decided *of;

    if (cause->round == ROUND_NONE)
        return;
    of = &story->decided[cause->round];
    because = why_because(scenario_option_at(story->scenario, of->dilemma, of->option), cause);
    if (because != NULL)
        cause->members &= because->members;
}

/* Which of the texts of a mechanism: by seed and round, another one than in the round before. */
static uint8_t variant_of(const struct why_story *story, const struct room_cause *cause)
{
    const uint8_t variants =
        story->scenario->catalogue->causes[cause->term][cause->helped].variants_count;
    const uint32_t turn = story->after->seed % CAUSE_VARIANTS_MAX + story->decided_count;

    return (uint8_t)(variants == 0 ? 0 : turn % variants);
}

static uint32_t members_followed(const struct sim_why_trail *trail, const struct sim_team *team,
                                 uint32_t about)
{
    uint32_t mask = 0;

    for (int32_t i = 0; i < trail->members_count; i++) {
        if ((about >> i & 1u) != 0 && team->member.vacant[i] == 0 && trail->changed[i] == 0)
            mask |= 1u << i;
    }
    return mask;
}

uint32_t why_find(const struct why_story *story, uint32_t about,
                  struct room_cause out[CAUSES_SHOWN_MAX])
{
    const struct sim_why_trail *trail = story->trail;
    struct candidates c = {0};
    uint32_t mask = members_followed(trail, story->after, about), count = 0;
    int32_t members = 0, most = 0;

    memset(out, 0, CAUSES_SHOWN_MAX * sizeof *out);
    if (mask == 0)
        mask = members_followed(trail, story->after, SIM_EVERYBODY);
    for (int32_t i = 0; i < trail->members_count; i++) {
        if ((mask >> i & 1u) == 0)
            continue;
        add_member(&c, story, i);
        members++;
    }
    while (count < CAUSES_SHOWN_MAX) {
        struct room_cause *cause = heaviest(&c, out, count, most);

        if (cause == NULL || size_of(cause) < LEAST_MILLI * members)
            break;
        most = most == 0 ? size_of(cause) : most;
        if (size_of(cause) * 100 < most * SHARE_LEAST_PERCENT)
            break;
        cause->weight = weigh(size_of(cause), most);
        fit_sentence(story, cause);
        cause->at_work = shows_at_work(&c, cause, trail);
        cause->variant = variant_of(story, cause);
        out[count++] = *cause;
    }
    return count;
}
