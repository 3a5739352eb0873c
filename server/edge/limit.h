/* limit.h -- how often is too often. A bucket fills with time and is emptied by use; a table of
 * fixed size has one for every address. All people in a venue share one address, so only what fails
 * (wrong codes, wrong keys) or costs much (new sessions) takes from a bucket. */
#ifndef DK_EDGE_LIMIT_H
#define DK_EDGE_LIMIT_H

#include <stdbool.h>
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

/* Take one if there is one. A clock that goes back adds nothing. */
bool bucket_take(struct bucket *bucket, const struct bucket_rule *rule, uint64_t now_ms);

/* LIMIT_SETS of LIMIT_WAYS addresses each. A full set forgets its fullest bucket. */
#define LIMIT_SETS 1024
#define LIMIT_WAYS 4

struct limit {
    struct bucket_rule rule;
    uint64_t salt;
    struct limit_entry {
        uint64_t address; /* Hash; 0: free. */
        struct bucket bucket;
    } sets[LIMIT_SETS][LIMIT_WAYS];
};

/* `salt` is random, so that nobody can choose addresses that collide. */
void limit_init(struct limit *limit, struct bucket_rule rule, uint64_t salt);
/* Addresses are text; of an IPv6 address the first half counts, as one household shares it. */
bool limit_has(struct limit *limit, const char *address, uint64_t now_ms);
bool limit_take(struct limit *limit, const char *address, uint64_t now_ms);

#endif
