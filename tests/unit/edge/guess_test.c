/* Who may guess, and how often; with a clock that the test moves. */
#include <stdio.h>
#include <stdlib.h>

#include "edge/guess.h"
#include "sys/clock.h"
#include "test.h"

static uint64_t now_ms;

static uint64_t moved_ms(void *arg)
{
    (void)arg;
    return now_ms;
}

static struct guesses *begin(void)
{
    static const struct clock clock = {.now_ms = moved_ms};

    now_ms = UINT64_C(1790000000000);
    return guesses_open(&clock);
}

static const struct session_id none = {0}, room = {7}, other = {8};

/* How many wrong codes pass before it is too many; at most `most`. */
static uint32_t fail(struct guesses *guesses, struct guess_origin origin, uint32_t most)
{
    uint32_t count = 0;

    while (count < most && guess_code(guesses, &origin, none) == GUESS_FAILS)
        count++;
    return count;
}

TEST(a_guesser_in_a_venue_locks_nobody_out_of_what_is_played_there)
{
    struct guesses *guesses = begin();
    const struct guess_origin trainer = guess_origin(guesses, "192.0.2.1", "desk");
    const struct guess_origin guesser = guess_origin(guesses, "192.0.2.1", "script");

    guess_in_use(guesses, &trainer, room);
    for (int i = 0; i < 1000; i++) {
        char agent[32];
        snprintf(agent, sizeof agent, "script %d", i);
        fail(guesses, guess_origin(guesses, "192.0.2.1", agent), 1000);
    }
    CHECK_EQ(guess_code(guesses, &guesser, none), GUESS_TOO_MANY);
    CHECK_EQ(guess_code(guesses, &guesser, other), GUESS_TOO_MANY);
    CHECK_EQ(guess_code(guesses, &guesser, room), GUESS_PASSES);
    CHECK_EQ(guess_code(guesses, &trainer, room), GUESS_PASSES);
    /* Until the next day. */
    now_ms += UINT64_C(23) * 3600 * 1000;
    CHECK_EQ(guess_code(guesses, &trainer, room), GUESS_PASSES);
    guesses_close(guesses);
}

TEST(one_kind_of_browser_that_guesses_leaves_the_others_their_tries)
{
    struct guesses *guesses = begin();
    const struct guess_origin guesser = guess_origin(guesses, "192.0.2.1", "script");
    const struct guess_origin phone = guess_origin(guesses, "192.0.2.1", "phone");

    CHECK_EQ(fail(guesses, guesser, 1000), (GUESS_CODES_OF_BROWSER).burst);
    CHECK_EQ(guess_code(guesses, &guesser, room), GUESS_TOO_MANY);
    CHECK_EQ(guess_code(guesses, &phone, none), GUESS_FAILS);
    CHECK_EQ(guess_code(guesses, &phone, room), GUESS_PASSES);
    /* What passed there once passes for everybody there. */
    CHECK_EQ(guess_code(guesses, &guesser, room), GUESS_PASSES);
    guesses_close(guesses);
}

TEST(an_address_has_a_budget_whatever_its_browsers_are_called)
{
    struct guesses *guesses = begin();
    uint32_t count = 0, passed;
    char agent[32];

    for (int i = 0;; i++) {
        snprintf(agent, sizeof agent, "script %d", i);
        passed = fail(guesses, guess_origin(guesses, "192.0.2.1", agent), 1);
        if (passed == 0)
            break;
        count++;
    }
    CHECK_EQ(count, (GUESS_CODES_OF_ADDRESS).burst);
    guesses_close(guesses);
}

TEST(joining_costs_nothing_however_many_come)
{
    struct guesses *guesses = begin();
    const struct guess_origin hall = guess_origin(guesses, "192.0.2.1", "phone");

    for (uint64_t i = 1; i <= 5000; i++)
        CHECK_EQ(guess_code(guesses, &hall, (struct session_id){i}), GUESS_PASSES);
    CHECK_EQ(fail(guesses, hall, 1000), (GUESS_CODES_OF_BROWSER).burst);
    guesses_close(guesses);
}

/* As many as fail in `seconds` when ever new addresses of ever new networks guess. */
static uint32_t crowd(struct guesses *guesses, uint32_t seconds)
{
    static uint32_t number;
    uint32_t count = 0;
    char address[32];

    for (uint32_t i = 0; i < seconds * 100; i++) {
        number++;
        snprintf(address, sizeof address, "10.%u.%u.%u", number >> 16 & 255, number >> 8 & 255,
                 number & 255);
        count += fail(guesses, guess_origin(guesses, address, ""), 10);
        now_ms += 10;
    }
    return count;
}

TEST(all_addresses_together_try_ten_codes_a_second)
{
    struct guesses *guesses = begin();
    const uint32_t burst = 2 * (GUESS_CODES_IN_ALL_HALF).burst;

    CHECK(crowd(guesses, 100) >= burst);
    CHECK(crowd(guesses, 100) <= 1000 + 2);
    CHECK(crowd(guesses, 100) <= 1000 + 2);
    guesses_close(guesses);
}

TEST(a_few_guessers_do_not_use_up_what_strangers_need)
{
    struct guesses *guesses = begin();
    uint32_t count = 0;
    char address[32];

    for (int i = 0; i < 100; i++) {
        snprintf(address, sizeof address, "198.51.100.%d", i);
        count += fail(guesses, guess_origin(guesses, address, "script"), 1000);
    }
    CHECK(count <= 2 * (GUESS_CODES_IN_ALL_HALF).burst);
    {
        const struct guess_origin venue = guess_origin(guesses, "192.0.2.1", "phone");
        const struct guess_origin guesser = guess_origin(guesses, "198.51.100.99", "phone");
        CHECK_EQ(guess_code(guesses, &guesser, room), GUESS_TOO_MANY);
        now_ms += 1000;
        CHECK_EQ(guess_code(guesses, &venue, none), GUESS_FAILS);
        CHECK_EQ(guess_code(guesses, &venue, room), GUESS_PASSES);
    }
    guesses_close(guesses);
}

/* The other half of all is for whoever fails seldom. */
TEST(a_stranger_has_a_few_tries_when_guessers_have_used_up_their_half)
{
    struct guesses *guesses = begin();

    for (int i = 0; i < 3; i++) {
        const char *const addresses[] = {"198.51.100.1", "198.51.101.1", "198.51.102.1"};

        fail(guesses, guess_origin(guesses, addresses[i], "script"), 1000);
    }
    CHECK_EQ(fail(guesses, guess_origin(guesses, "192.0.2.1", "phone"), 1000),
             (GUESS_SELDOM).burst);
    guesses_close(guesses);
}

TEST(keys_and_tokens_have_budgets_of_their_own)
{
    struct guesses *guesses = begin();
    const struct guess_origin venue = guess_origin(guesses, "192.0.2.1", "phone");

    fail(guesses, venue, 1000);
    for (uint32_t i = 0; i < (GUESS_KEYS).burst; i++)
        CHECK_EQ(guess_wrong_key(guesses, &venue), GUESS_FAILS);
    CHECK_EQ(guess_wrong_key(guesses, &venue), GUESS_TOO_MANY);
    for (uint32_t i = 0; i < (GUESS_TOKENS).burst; i++)
        CHECK_EQ(guess_wrong_token(guesses, &venue), GUESS_FAILS);
    CHECK_EQ(guess_wrong_token(guesses, &venue), GUESS_TOO_MANY);
    now_ms += 60 * 1000;
    CHECK_EQ(guess_wrong_key(guesses, &venue), GUESS_FAILS);
    CHECK_EQ(guess_wrong_token(guesses, &venue), GUESS_FAILS);
    guesses_close(guesses);
}
