/* sim_why_shares.c -- names of terms; lists of parts that sum exactly. */
#include "sim/sim_why_shares.h"

#include <assert.h>
#include <stddef.h>

#define X(NAME, name) #name,
static const char *const term_names[] = {SIM_TERMS(X)};
#undef X

const char *sim_term_name(int term)
{
    return term >= 0 && term < SIM_TERMS_COUNT ? term_names[term] : NULL;
}

void sim_shares_add(struct sim_share *out, uint32_t *count, struct sim_share part)
{
    for (uint32_t i = *count; i-- > 0;)
        if (out[i].term == part.term && out[i].number == part.number) {
            out[i].amount += part.amount;
            return;
        }
    assert(*count < SIM_SHARES_MAX);
    out[(*count)++] = part;
}

static int32_t size_of(int32_t amount)
{
    return amount < 0 ? -amount : amount;
}

uint32_t sim_shares_finish(struct sim_share *out, uint32_t count)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < count; i++) {
        struct sim_share part = out[i];
        uint32_t at = kept;

        if (part.amount == 0)
            continue;
        for (; at > 0 && size_of(out[at - 1].amount) < size_of(part.amount); at--)
            out[at] = out[at - 1];
        out[at] = part;
        kept++;
    }
    return kept;
}

/* Rounded down to milli; *rest is what it lost, 0..999 micro. */
static int32_t floor_milli(int32_t micro, int32_t *rest)
{
    int32_t milli = micro / 1000;

    *rest = micro % 1000;
    if (*rest < 0) {
        *rest += 1000;
        milli--;
    }
    return milli;
}

void sim_shares_round(struct sim_share *out, uint32_t count, int32_t total)
{
    int32_t rest[SIM_SHARES_MAX];
    int32_t missing = total;

    assert(count <= SIM_SHARES_MAX && (count > 0 || total == 0));
    for (uint32_t i = 0; i < count; i++) {
        out[i].amount = floor_milli(out[i].amount, &rest[i]);
        missing -= out[i].amount;
    }
    for (; missing != 0; missing += missing > 0 ? -1 : 1) {
        uint32_t best = 0;

        for (uint32_t i = 1; i < count; i++)
            if (missing > 0 ? rest[i] > rest[best] : rest[i] < rest[best])
                best = i;
        out[best].amount += missing > 0 ? 1 : -1;
        rest[best] += missing > 0 ? -1000 : 1000;
    }
}
