/* limit.h -- how often is too often. A bucket fills with time and is emptied by use; per address
 * there is a table of them, of fixed size. Strict on failures, generous on success: a venue has one
 * address, so only what fails (wrong codes, wrong keys) or costs (new sessions) takes from it. */
#ifndef DK_EDGE_LIMIT_H
#define DK_EDGE_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

struct bucket_rule {
    uint32_t burst;      /* At once, after a rest. */
    uint32_t per_minute; /* In the long run. */
};

/* Zeroed: full. */
struct bucket {
    uint64_t at_ms;      /* When it was last looked at. */
    uint32_t used_milli; /* Thousandths that are missing from a full one. */
};

/* Take one if there is one. A clock that goes back adds nothing. */
bool bucket_take(struct bucket *bucket, const struct bucket_rule *rule, uint64_t now_ms);
bool bucket_has(struct bucket *bucket, const struct bucket_rule *rule, uint64_t now_ms);

#define LIMIT_SETS                                                                                 \
    1024 /* Of LIMIT_WAYS addresses each; a full set forgets the one with most left. */
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
/* Addresses as text; of IPv6 the first half counts (one household). */
bool limit_has(struct limit *limit, const char *address, uint64_t now_ms);
bool limit_take(struct limit *limit, const char *address, uint64_t now_ms);

#endif
