/* anonymous.c -- a number for a reason, so that a trainer can point at it without learning whose it
 * is.
 *
 * Seat numbers are on every screen, and order of arrival or of voting can be watched; so the number
 * is the seat number put through a keyed permutation of 0..SEATS_MAX-1: a Feistel network over 10
 * bits (Luby and Rackoff 1988), walked along its cycle until it falls in range. The key is the
 * session's seed, which no view shows. Only trainers get these numbers. */
#include "base/hash.h"
#include "session/inside.h"

#define HALF_BITS      5
#define HALF_MASK      ((1u << HALF_BITS) - 1)
#define FEISTEL_ROUNDS 6

static uint32_t mix(uint32_t seed, uint32_t round, uint32_t half)
{
    const uint32_t words[3] = {seed, round, half};

    return (uint32_t)(hash64(HASH64_START, words, sizeof words) >> 24) & HALF_MASK;
}

static uint32_t permute(uint32_t seed, uint32_t value)
{
    uint32_t left = value >> HALF_BITS, right = value & HALF_MASK;

    for (uint32_t i = 0; i < FEISTEL_ROUNDS; i++) {
        uint32_t next = left ^ mix(seed, i, right);

        left = right;
        right = next;
    }
    return left << HALF_BITS | right;
}

uint32_t reason_number(const struct session *s, uint16_t seat)
{
    uint32_t number = seat;

    _Static_assert(SEATS_MAX <= 1u << 2 * HALF_BITS, "every seat fits in the network");
    do
        number = permute(s->settings.seed, number);
    while (number >=
           SEATS_MAX); /* Ends, as a permutation returns to its start, which is in range. */
    return number;
}
