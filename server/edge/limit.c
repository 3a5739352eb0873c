#include "edge/limit.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/hash.h"

#define WHOLE 1000u /* Thousandths in one. */

static void refill(struct bucket *bucket, const struct bucket_rule *rule, uint64_t now_ms)
{
    const uint64_t passed_ms = now_ms > bucket->at_ms ? now_ms - bucket->at_ms : 0;
    /* A bucket fills by per_minute * WHOLE thousandths in 60,000 ms. */
    const uint64_t filled = passed_ms > 3600000 ? UINT32_MAX : passed_ms * rule->per_minute / 60;

    if (filled > 0 || now_ms < bucket->at_ms) {
        bucket->used_milli =
            filled >= bucket->used_milli ? 0 : bucket->used_milli - (uint32_t)filled;
        bucket->at_ms = now_ms;
    }
}

bool bucket_has(struct bucket *bucket, const struct bucket_rule *rule, uint64_t now_ms)
{
    refill(bucket, rule, now_ms);
    return bucket->used_milli + WHOLE <= rule->burst * WHOLE;
}

bool bucket_take(struct bucket *bucket, const struct bucket_rule *rule, uint64_t now_ms)
{
    if (!bucket_has(bucket, rule, now_ms))
        return false;
    bucket->used_milli += WHOLE;
    return true;
}

void limit_init(struct limit *limit, struct bucket_rule rule)
{
    memset(limit, 0, sizeof *limit);
    limit->rule = rule;
}

uint64_t limit_key(uint64_t salt, const char *address, size_t v6_bytes)
{
    uint64_t hash = hash64(HASH64_START, &salt, sizeof salt);
    struct in6_addr v6;

    if (inet_pton(AF_INET6, address, &v6) == 1 && !IN6_IS_ADDR_V4MAPPED(&v6))
        hash = hash64(hash, &v6, v6_bytes);
    else
        hash = hash64(hash, address, strlen(address));
    return hash != 0 ? hash : 1;
}

static struct bucket *find(struct limit *limit, uint64_t key, uint64_t now_ms)
{
    struct limit_entry *set = limit->sets[key % LIMIT_SETS];
    struct limit_entry *fullest = &set[0];

    for (int i = 0; i < LIMIT_WAYS; i++) {
        if (set[i].key == key)
            return &set[i].bucket;
        refill(&set[i].bucket, &limit->rule, now_ms);
        if (set[i].bucket.used_milli < fullest->bucket.used_milli)
            fullest = &set[i];
    }
    *fullest = (struct limit_entry){key, {now_ms, 0}};
    return &fullest->bucket;
}

bool limit_has(struct limit *limit, uint64_t key, uint64_t now_ms)
{
    return bucket_has(find(limit, key, now_ms), &limit->rule, now_ms);
}

bool limit_take(struct limit *limit, uint64_t key, uint64_t now_ms)
{
    return bucket_take(find(limit, key, now_ms), &limit->rule, now_ms);
}
