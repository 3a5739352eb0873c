/* why.c -- the few causes worth telling, of the thousands in the ledgers.
 *
 * For each member the dilemma was about, the ledger (sim_why.h) splits the change of every quantity
 * into named shares that sum to it exactly. A share helps when it moves its quantity the good way
 * (up; for strain and workload down). Shares of the same cause are added up over quantities and
 * members; what pulses pushed is told by the pulse's own name. Left out is what nobody did:
 * disposition, drift, rounding, a ceiling reached. */
#include "session/why.h"

#define LEAST_MILLI         8 /* Less, per member, is not worth telling. */
#define SHARE_LEAST_PERCENT 8 /* Nor is less than this part of the heaviest. */
#define CANDIDATES_MAX      (SIM_TERMS_COUNT + SIM_RUNNING_MAX)

static const struct {
    uint8_t quantity; /* enum sim_quantity */
    int8_t good;      /* 1: more is better; -1: less */
    int8_t push;      /* enum sim_push that works on it, or -1 */
} watched[] = {
    {SIM_QUANTITY_LOAD, -1, -1},
    {SIM_QUANTITY_CONTROL, 1, SIM_PUSH_CONTROL},
    {SIM_QUANTITY_STRAIN, -1, -1},
    {SIM_QUANTITY_ENGAGEMENT, 1, -1},
    {SIM_QUANTITY_TRUST, 1, -1},
    {SIM_QUANTITY_WETEN, 1, SIM_PUSH_WETEN},
    {SIM_QUANTITY_WILLEN, 1, SIM_PUSH_WILLEN},
    {SIM_QUANTITY_KUNNEN, 1, SIM_PUSH_KUNNEN},
    {SIM_QUANTITY_DURVEN, 1, SIM_PUSH_DURVEN},
    {SIM_QUANTITY_MOGEN, 1, SIM_PUSH_MOGEN},
};
#define WATCHED_COUNT (sizeof watched / sizeof watched[0])

struct candidates {
    uint32_t count;
    struct room_cause items[CANDIDATES_MAX];
};

static bool nobody_did_it(uint32_t term)
{
    switch (term) {
    case SIM_TERM_NONE:
    case SIM_TERM_NATURE:
    case SIM_TERM_DRIFT:
    case SIM_TERM_CEILING:
    case SIM_TERM_STEP:
    case SIM_TERM_PHASE:
    case SIM_TERM_BASE: return true;
    default: return false;
    }
}

/* Links of one chain, told once: of a chain the heaviest link. 0: stands alone. */
static uint32_t chain_of(uint32_t term)
{
    switch (term) {
    case SIM_TERM_DEMANDS:
    case SIM_TERM_WORKLOAD:
    case SIM_TERM_SLACK:
    case SIM_TERM_STRAIN: return 1;
    case SIM_TERM_AUTONOMY:
    case SIM_TERM_CONTROL: return 2;
    case SIM_TERM_ENGAGEMENT:
    case SIM_TERM_RICH_WORK:
    case SIM_TERM_OPPORTUNITY: return 3;
    case SIM_TERM_GAP:
    case SIM_TERM_TRUST: return 4;
    default: return 0;
    }
}

/* Helping and holding back are told apart: one term may do both, to different people. */
static void add(struct candidates *c, uint32_t term, uint32_t pulse, int32_t slot, int32_t amount)
{
    uint8_t helped = amount > 0;
    struct room_cause *cause = NULL;

    for (uint32_t i = 0; i < c->count && cause == NULL; i++) {
        if (c->items[i].term == term && c->items[i].pulse == pulse && c->items[i].helped == helped)
            cause = &c->items[i];
    }
    if (cause == NULL) {
        if (c->count == CANDIDATES_MAX)
            return;
        cause = &c->items[c->count++];
        *cause =
            (struct room_cause){.term = (uint16_t)term, .pulse = (uint16_t)pulse, .helped = helped};
    }
    cause->amount += amount;
    cause->members = (uint16_t)(cause->members | 1u << slot);
}

/* The pulse that pushed this quantity most in the last week; -1: none did. */
static int32_t pushing_pulse(const struct sim_why_trail *trail, const struct scenario *scenario,
                             int32_t slot, int8_t push)
{
    struct sim_share shares[SIM_SHARES_MAX];
    uint32_t count;

    if (push < 0)
        return -1;
    count = sim_why_pushes(&trail->last, &scenario->catalogue->sim, &scenario->parameters, slot,
                           (enum sim_push)push, shares);
    return count > 0 ? (int32_t)shares[0].pulse : -1;
}

static void add_member(struct candidates *c, const struct sim_why_trail *trail,
                       const struct scenario *scenario, int32_t slot)
{
    struct sim_share shares[SIM_SHARES_MAX];

    for (size_t w = 0; w < WATCHED_COUNT; w++) {
        uint32_t count =
            sim_why_member(trail, slot, (enum sim_quantity)watched[w].quantity, shares);

        for (uint32_t i = 0; i < count; i++) {
            uint32_t term = shares[i].term, pulse = 0;

            if (nobody_did_it(term) || shares[i].amount == 0)
                continue;
            if (term == SIM_TERM_INTERVENTION) {
                int32_t found = pushing_pulse(trail, scenario, slot, watched[w].push);

                term = found < 0 ? SIM_TERM_INTERVENTION : SIM_TERM_PULSE;
                pulse = found < 0 ? 0 : (uint32_t)found;
            } else if (term == SIM_TERM_PULSE) {
                pulse = shares[i].pulse;
            }
            add(c, term, pulse, slot, shares[i].amount * watched[w].good);
        }
    }
}

static int32_t size_of(const struct room_cause *cause)
{
    return cause->amount < 0 ? -cause->amount : cause->amount;
}

/* Told or not: an action of before only when it still helps; and never without words. */
static bool can_be_told(const struct sim_why_trail *trail, const struct scenario *scenario,
                        const struct sim_team *team, const struct room_cause *cause)
{
    const struct catalogue *catalogue = scenario->catalogue;
    struct sim_share share = {.term = cause->term, .pulse = cause->pulse};
    struct catalogue_cause text = catalogue_cause_of(catalogue, &share, cause->helped != 0);
    int32_t begin = team->week - trail->weeks;

    if (cause->term == SIM_TERM_PULSE && team->fresh[cause->pulse].week_after <= begin &&
        (catalogue->pulses[cause->pulse].happening || !cause->helped))
        return false;
    return text_in(&text.title, TEXT_LANG_nl).size > 0;
}

static bool chain_is_told(const struct room_cause *told, uint32_t count,
                          const struct room_cause *cause)
{
    uint32_t chain = chain_of(cause->term);

    for (uint32_t i = 0; chain != 0 && i < count; i++) {
        if (chain_of(told[i].term) == chain && told[i].helped == cause->helped)
            return true;
    }
    return false;
}

/* The heaviest that is not in `told` yet, or NULL; equals in order of the ledger. */
static struct room_cause *heaviest(struct candidates *c, const struct room_cause *told,
                                   uint32_t count)
{
    struct room_cause *best = NULL;

    for (uint32_t i = 0; i < c->count; i++) {
        struct room_cause *cause = &c->items[i];

        if (cause->weight == 0 && (best == NULL || size_of(cause) > size_of(best)) &&
            !chain_is_told(told, count, cause))
            best = cause;
    }
    return best;
}

/* Those without words, or not worth them, go. */
static void keep_tellable(struct candidates *c, const struct sim_why_trail *trail,
                          const struct scenario *scenario, const struct sim_team *team)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < c->count; i++) {
        if (can_be_told(trail, scenario, team, &c->items[i]))
            c->items[kept++] = c->items[i];
    }
    c->count = kept;
}

static uint8_t weigh(int32_t size, int32_t most)
{
    if (size * 100 >= most * 60)
        return 3;
    return size * 100 >= most * 25 ? 2 : 1;
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

uint32_t why_find(const struct sim_why_trail *trail, const struct scenario *scenario,
                  const struct sim_team *team, uint32_t about,
                  struct room_cause out[CAUSES_SHOWN_MAX])
{
    struct candidates c = {.count = 0};
    uint32_t mask = members_followed(trail, team, about), count = 0;
    int32_t members = 0, most = 0;

    memset(out, 0, CAUSES_SHOWN_MAX * sizeof *out);
    if (mask == 0)
        mask = members_followed(trail, team, SIM_EVERYBODY);
    for (int32_t i = 0; i < trail->members_count; i++) {
        if ((mask >> i & 1u) == 0)
            continue;
        add_member(&c, trail, scenario, i);
        members++;
    }
    keep_tellable(&c, trail, scenario, team);
    while (count < CAUSES_SHOWN_MAX) {
        struct room_cause *cause = heaviest(&c, out, count);

        /* When little moved at all, the heaviest is still told: there is always an answer. */
        if (cause == NULL || size_of(cause) == 0 ||
            (count > 0 && size_of(cause) < LEAST_MILLI * members))
            break;
        most = most == 0 ? size_of(cause) : most;
        if (size_of(cause) * 100 < most * SHARE_LEAST_PERCENT)
            break;
        cause->weight = weigh(size_of(cause), most);
        out[count++] = *cause;
    }
    return count;
}
