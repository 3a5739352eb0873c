/* signals_test.c -- the signals are fair: phases can be read, but never for certain. */
#include "lab/evidence/signal_reader.h"
#include "evidence_fixture.h"

#define TEAMS 400

static const struct signals_table *table(void)
{
    static struct signals_table measured;
    static bool done;

    if (!done) {
        const struct catalogue *c = fixture_source()->catalogue;
        struct lab lab = fixture_lab(TEAMS);

        signals_measure(&lab, c->behaviours, c->behaviours_count, &measured);
        done = true;
    }
    return &measured;
}

TEST(after_two_rounds_every_phase_is_read_better_than_by_chance)
{
    for (uint32_t p = 0; p <= SIM_PHASES_COUNT; p++) {
        double accuracy = signals_accuracy(table(), 1, p), chance = signals_chance(table(), 1, p);

        CHECK(signals_people(table(), 1, p) >= 200);
        if (accuracy < chance + 0.05)
            test_fail(__FILE__, __LINE__, "phase %u: read right %.3f, by chance %.3f", p, accuracy,
                      chance);
    }
}

TEST(after_four_rounds_no_phase_is_certain)
{
    for (uint32_t p = 0; p <= SIM_PHASES_COUNT; p++)
        if (signals_accuracy(table(), 3, p) >= 0.95)
            test_fail(__FILE__, __LINE__, "phase %u: read right %.3f", p,
                      signals_accuracy(table(), 3, p));
}

TEST(looking_longer_tells_more)
{
    for (uint32_t round = 1; round < SIGNALS_ROUNDS; round++)
        CHECK(signals_accuracy(table(), round, SIM_PHASES_COUNT) >
              signals_accuracy(table(), round - 1, SIM_PHASES_COUNT));
}
