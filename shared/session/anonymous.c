/* anonymous.c -- a number for a reason, so that a trainer can point at it without learning whose it
 * is.
 *
 * Seat numbers are on every screen, and order of arrival or of voting can be watched; so the number
 * is the seat number put through a keyed permutation of 0..SEATS_MAX-1: a Feistel network over 10
 * bits (Luby and Rackoff 1988), walked along its cycle until it falls in range. The key is the
 * session's seed, which no view shows, and the round. Only trainers get these numbers. */
#include "base/hash.h"
#include "session/inside.h"

#define HALF_BITS      5
#define HALF_MASK      ((1u << HALF_BITS) - 1)
#define FEISTEL_ROUNDS 6

static uint32_t mix(const uint32_t key[2], uint32_t turn, uint32_t half)
{
    const uint32_t words[4] = {key[0], key[1], turn, half};

    return (uint32_t)(hash64(HASH64_START, words, sizeof words) >> 24) & HALF_MASK;
}

static uint32_t permute(const uint32_t key[2], uint32_t value)
{
    uint32_t left = value >> HALF_BITS, right = value & HALF_MASK;

    for (uint32_t i = 0; i < FEISTEL_ROUNDS; i++) {
        uint32_t next = left ^ mix(key, i, right);

        left = right;
        right = next;
    }
    return left << HALF_BITS | right;
}

uint32_t reason_number(const struct session *s, uint16_t seat, uint32_t round)
{
    const uint32_t key[2] = {s->settings.seed, round};
    uint32_t number = seat;

    _Static_assert(SEATS_MAX <= 1u << 2 * HALF_BITS, "every seat fits in the network");
    do
        number = permute(key, number);
    while (number >=
           SEATS_MAX); /* Ends, as a permutation returns to its start, which is in range. */
    return number;
}
