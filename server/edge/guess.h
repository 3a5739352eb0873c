/* guess.h -- who may guess, and how often. A join code has six characters, so it can be guessed;
 * the trainer's key and the tokens of seats cannot (128 random bits).
 *
 *   a code          what fails is counted for this kind of browser at this address, for the
 *                   address, and for all addresses together, where half is kept for networks that
 *                   seldom fail, so that a few guessers cannot use up what strangers need. When one
 *                   of these is empty nothing is looked up, except a code that is in use at this
 *                   address: one with which somebody came in there, or whose trainer or wall is
 *                   there. So whoever guesses in a venue locks nobody out of what is played in it.
 *   a key or token  the right one always passes. What fails has a budget per address, after which
 *                   the answer is "too many tries" instead of "unknown".
 *
 * Nothing that succeeds costs anything: all people in a venue share one address. */
#ifndef DK_EDGE_GUESS_H
#define DK_EDGE_GUESS_H

#include "edge/limit.h"
#include "journal/session_id.h"

/* The first is enough for a hall full of one kind of phone where every third person mistypes; two
 * kinds of browser that guess use up the second. The third and fourth are what keeps codes safe,
 * however many addresses guess: a day of guessing ten a second among 31^6 codes has one chance in a
 * thousand per open session. */
#define GUESS_CODES_OF_BROWSER  ((struct bucket_rule){.burst = 120, .per_minute = 30})
#define GUESS_CODES_OF_ADDRESS  ((struct bucket_rule){.burst = 240, .per_minute = 60})
#define GUESS_CODES_IN_ALL_HALF ((struct bucket_rule){.burst = 300, .per_minute = 300})
/* How often a network may fail and still count as one that seldom does. */
#define GUESS_SELDOM       ((struct bucket_rule){.burst = 3, .per_minute = 1})
#define GUESS_KEYS         ((struct bucket_rule){.burst = 120, .per_minute = 30})
#define GUESS_TOKENS       ((struct bucket_rule){.burst = 120, .per_minute = 60})
#define GUESS_IN_USE_HOURS 24 /* A code stays in use at an address after it was used there. */
#define GUESS_IN_USE_SETS  4096
#define GUESS_IN_USE_WAYS  4   /* A full set forgets what was used longest ago. */
#define GUESS_AGENT_BYTES  192 /* Of the browser's own description; what follows is ignored. */

struct clock;
struct guesses;

/* Where a request or link comes from, as keys of tables. */
struct guess_origin {
    uint64_t browser, address, network;
};

/* NULL: no memory. The clock is borrowed. */
struct guesses *guesses_open(const struct clock *clock);
void guesses_close(struct guesses *guesses); /* NULL is fine. */

/* `agent` is what the browser calls itself, "" if nothing. */
struct guess_origin guess_origin(const struct guesses *guesses, const char *address,
                                 const char *agent);

enum guess { GUESS_PASSES, GUESS_FAILS, GUESS_TOO_MANY };

/* A code was given; `session` is whose it is, 0: nobody's. Counted at once, so that
 * asking for many at a time gives no more tries than one after another. */
enum guess guess_code(struct guesses *guesses, const struct guess_origin *origin,
                      struct session_id session);
/* Somebody of this session is at this address: its code is in use there. */
void guess_in_use(struct guesses *guesses, const struct guess_origin *origin,
                  struct session_id session);
/* A wrong key or unknown token: GUESS_FAILS or GUESS_TOO_MANY. */
enum guess guess_wrong_key(struct guesses *guesses, const struct guess_origin *origin);
enum guess guess_wrong_token(struct guesses *guesses, const struct guess_origin *origin);

#endif
