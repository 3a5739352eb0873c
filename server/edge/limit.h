/* limit.h -- how often is too often. A bucket fills with time and is emptied by use; a table of
 * fixed size has one for every key, which is mostly an address. All people in a venue share one, so
 * only what fails (guess.h) or costs much (new sessions) takes from a bucket. */
#ifndef DK_EDGE_LIMIT_H
#define DK_EDGE_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bucket_rule {
    uint32_t burst;      /* How many at once, after a rest. */
    uint32_t per_minute; /* How many in the long run. */
};

/* Zeroed memory is a full bucket. */
struct bucket {
    uint64_t at_ms;      /* When it was last looked at. */
    uint32_t used_milli; /* Thousandths that it lacks of a full one. */
};

/* Is there one to take? A clock that goes back adds nothing. */
bool bucket_has(struct bucket *bucket, const struct bucket_rule *rule, uint64_t now_ms);
/* Take one if there is one. */
bool bucket_take(struct bucket *bucket, const struct bucket_rule *rule, uint64_t now_ms);

/* LIMIT_SETS of LIMIT_WAYS keys each. A full set forgets its fullest bucket. */
#define LIMIT_SETS 1024
#define LIMIT_WAYS 4

struct limit {
    struct bucket_rule rule;
    struct limit_entry {
        uint64_t key; /* 0: free. */
        struct bucket bucket;
    } sets[LIMIT_SETS][LIMIT_WAYS];
};

void limit_init(struct limit *limit, struct bucket_rule rule);
bool limit_has(struct limit *limit, uint64_t key, uint64_t now_ms);
bool limit_take(struct limit *limit, uint64_t key, uint64_t now_ms);

#define LIMIT_HOUSEHOLD_BYTES 8 /* Of IPv6: what one household or venue has. */
#define LIMIT_NETWORK_BYTES   6 /* What one customer of a provider may have. */

/* The key of an address, which is text; of an IPv6 address the first bytes count. Never 0. `salt`
 * is random, so that nobody can choose addresses that collide. */
uint64_t limit_key(uint64_t salt, const char *address, size_t v6_bytes);

#endif
