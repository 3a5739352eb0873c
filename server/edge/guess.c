#include "edge/guess.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/hash.h"
#include "sys/clock.h"

#define IN_USE_MS ((uint64_t)GUESS_IN_USE_HOURS * 3600 * 1000)

struct in_use {
    uint64_t key; /* Of address and session; 0: free. */
    uint64_t until_ms;
};

struct guesses {
    const struct clock *clock;
    uint64_t salt;
    struct limit of_browser, of_address, seldom, keys, tokens;
    struct bucket of_seldom, of_others; /* The two halves of all that may fail. */
    struct in_use in_use[GUESS_IN_USE_SETS][GUESS_IN_USE_WAYS];
};

struct guesses *guesses_open(const struct clock *clock)
{
    struct guesses *guesses = calloc(1, sizeof *guesses);

    if (guesses == NULL)
        return NULL;
    guesses->clock = clock;
    if (getrandom(&guesses->salt, sizeof guesses->salt, 0) != (ssize_t)sizeof guesses->salt) {
        free(guesses);
        return NULL;
    }
    limit_init(&guesses->of_browser, GUESS_CODES_OF_BROWSER);
    limit_init(&guesses->of_address, GUESS_CODES_OF_ADDRESS);
    limit_init(&guesses->seldom, GUESS_SELDOM);
    limit_init(&guesses->keys, GUESS_KEYS);
    limit_init(&guesses->tokens, GUESS_TOKENS);
    return guesses;
}

void guesses_close(struct guesses *guesses)
{
    free(guesses);
}

struct guess_origin guess_origin(const struct guesses *guesses, const char *address,
                                 const char *agent)
{
    const uint64_t key = limit_key(guesses->salt, address, LIMIT_HOUSEHOLD_BYTES);
    const uint64_t browser = hash64(key, agent, strnlen(agent, GUESS_AGENT_BYTES));

    return (struct guess_origin){
        .browser = browser != 0 ? browser : 1,
        .address = key,
        .network = limit_key(guesses->salt, address, LIMIT_NETWORK_BYTES),
    };
}

/* ---- what is in use where -------------------------------------------------------------- */

static uint64_t in_use_key(const struct guess_origin *origin, struct session_id session)
{
    const uint64_t key = hash64(origin->address, &session.value, sizeof session.value);

    return key != 0 ? key : 1;
}

static bool is_in_use(struct guesses *guesses, uint64_t key, uint64_t now_ms)
{
    const struct in_use *set = guesses->in_use[key % GUESS_IN_USE_SETS];

    for (int i = 0; i < GUESS_IN_USE_WAYS; i++) {
        if (set[i].key == key)
            return now_ms < set[i].until_ms;
    }
    return false;
}

static void use(struct guesses *guesses, uint64_t key, uint64_t now_ms)
{
    struct in_use *set = guesses->in_use[key % GUESS_IN_USE_SETS], *oldest = &set[0];

    for (int i = 0; i < GUESS_IN_USE_WAYS; i++) {
        if (set[i].key == key) {
            oldest = &set[i];
            break;
        }
        if (set[i].until_ms < oldest->until_ms)
            oldest = &set[i];
    }
    *oldest = (struct in_use){key, now_ms + IN_USE_MS};
}

void guess_in_use(struct guesses *guesses, const struct guess_origin *origin,
                  struct session_id session)
{
    use(guesses, in_use_key(origin, session), clock_now_ms(guesses->clock));
}

/* ---- guessing -------------------------------------------------------------------------- */

/* The half of all that may fail from which this network takes. */
static struct bucket *half_of(struct guesses *guesses, const struct guess_origin *origin,
                              uint64_t now_ms)
{
    return limit_has(&guesses->seldom, origin->network, now_ms) ? &guesses->of_seldom
                                                                : &guesses->of_others;
}

static bool may_guess(struct guesses *guesses, const struct guess_origin *origin, uint64_t now_ms)
{
    const struct bucket_rule half = GUESS_CODES_IN_ALL_HALF;

    return limit_has(&guesses->of_browser, origin->browser, now_ms) &&
           limit_has(&guesses->of_address, origin->address, now_ms) &&
           bucket_has(half_of(guesses, origin, now_ms), &half, now_ms);
}

static void count(struct guesses *guesses, const struct guess_origin *origin, uint64_t now_ms)
{
    const struct bucket_rule half = GUESS_CODES_IN_ALL_HALF;

    bucket_take(half_of(guesses, origin, now_ms), &half, now_ms);
    limit_take(&guesses->of_browser, origin->browser, now_ms);
    limit_take(&guesses->of_address, origin->address, now_ms);
    limit_take(&guesses->seldom, origin->network, now_ms);
}

enum guess guess_code(struct guesses *guesses, const struct guess_origin *origin,
                      struct session_id session)
{
    const uint64_t now_ms = clock_now_ms(guesses->clock), key = in_use_key(origin, session);
    const bool is_right = session.value != 0;

    if (!(is_right && is_in_use(guesses, key, now_ms)) && !may_guess(guesses, origin, now_ms))
        return GUESS_TOO_MANY;
    if (is_right)
        use(guesses, key, now_ms);
    else
        count(guesses, origin, now_ms);
    return is_right ? GUESS_PASSES : GUESS_FAILS;
}

enum guess guess_wrong_key(struct guesses *guesses, const struct guess_origin *origin)
{
    return limit_take(&guesses->keys, origin->address, clock_now_ms(guesses->clock))
               ? GUESS_FAILS
               : GUESS_TOO_MANY;
}

enum guess guess_wrong_token(struct guesses *guesses, const struct guess_origin *origin)
{
    return limit_take(&guesses->tokens, origin->address, clock_now_ms(guesses->clock))
               ? GUESS_FAILS
               : GUESS_TOO_MANY;
}
