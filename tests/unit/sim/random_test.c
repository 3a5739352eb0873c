/* random_test.c -- the arithmetic is exact, and random numbers are those of the reference. */
#include "sim/sim_block.h"
#include "sim/sim_math.h"
#include "test.h"

/* Taken from the reference (vectors.json, rng). */
TEST(random_numbers_are_those_of_the_reference)
{
    CHECK_EQ(sim_bits(sim_stream(0, 1, 0), 0), 2159226863u);
    CHECK_EQ(sim_bits(sim_stream(1, 5, 3), 2), 3833169479u);
    CHECK_EQ(sim_bits(sim_stream(424242, 7, 51), 11), 4265703167u);
    CHECK_EQ(sim_bits(sim_stream(4294967295u, 10, 1000), 4097), 1684890929u);
}

TEST(a_millionth_in_32_bits_is_the_64_bit_product)
{
    uint32_t bits = 0;

    for (int i = 0; i < 1000000; i++, bits += 4294967u)
        if (sim_millionth(bits) != (int32_t)(((uint64_t)bits * 1000000) >> 32))
            CHECK_EQ(sim_millionth(bits), ((uint64_t)bits * 1000000) >> 32);
    CHECK_EQ(sim_millionth(0), 0);
    CHECK_EQ(sim_millionth(UINT32_MAX), 999999);
}

/* The reciprocal is exact wherever it is used: n up to 1 000 500, d up to 1000. The quotient can
 * only go wrong just below and at a multiple of d, so those are tried, for every d. */
TEST(division_by_a_parameter_is_exact)
{
    int wrong = 0;

    for (int32_t d = 1; d <= 1000; d++) {
        struct sim_divisor by = sim_divisor_of(d);

        for (int32_t n = d; n <= 1000500; n += d > 37 ? d : 37 * d)
            wrong += sim_divide(n, by) != n / d || sim_divide(n - 1, by) != (n - 1) / d;
        wrong += sim_divide(1000500, by) != 1000500 / d;
        wrong += sim_divide_round(-1000000, by) != -((1000000 + d / 2) / d);
    }
    CHECK_EQ(wrong, 0);
}

/* The forms for lanes are exact over their whole range. */
TEST(division_over_lanes_is_exact)
{
    int wrong = 0;

    for (int32_t x = 0; x < 2048000; x++)
        wrong += sim_lane_milli(x) != x / 1000;
    for (int32_t x = 0; x < INT32_MAX - 100000; x += 99991)
        wrong += sim_lane_thousandth(x) != x / 1000;
    for (int32_t b = 2; b <= 16; b++)
        for (int32_t a = 0; a < 1 << 14; a++)
            wrong += sim_lane_quotient(a, b) != a / b;
    for (int32_t d = 1; d <= 1001; d++) {
        struct sim_divisor by = sim_divisor_of(d);

        for (int32_t n = d; n <= 1000500; n += d > 37 ? d : 37 * d) {
            wrong += sim_lane_divide(n, by) != n / d;
            wrong += sim_lane_divide(n - 1, by) != (n - 1) / d;
            wrong +=
                sim_lane_divide_each(n - 1, by.reciprocal, 1u << (21 - by.shift)) != (n - 1) / d;
        }
    }
    CHECK_EQ(wrong, 0);
}

TEST(rounding_is_half_away_from_zero)
{
    CHECK_EQ(sim_rdiv(5, 10), 1);
    CHECK_EQ(sim_rdiv(4, 10), 0);
    CHECK_EQ(sim_rdiv(-5, 10), -1);
    CHECK_EQ(sim_rdiv(-4, 10), 0);
    CHECK_EQ(sim_rdiv(7, 3), 2);
    CHECK_EQ(sim_rdiv(8, 3), 3);
    CHECK_EQ(sim_mul(-500, 1), -1);
    CHECK_EQ(sim_link(0, 1000), 250);
    CHECK_EQ(sim_link(400, 400), 400);
}

TEST(spread_is_triangular_around_zero)
{
    uint32_t stream = sim_stream(99, SIM_DRAW_NOISE, 1);
    int64_t sum = 0, inner = 0;

    for (uint32_t i = 0; i < 100000; i++) {
        int32_t x = sim_spread(stream, i, 90);

        CHECK(x >= -90 && x <= 90);
        sum += x;
        inner += x >= -45 && x <= 45;
    }
    CHECK(sum / 100000 == 0);
    CHECK(inner > 73000 && inner < 77500); /* Three quarters lie in the inner half. */
}

/* A weight made ready gives the rounded product, wherever both are within what is told. */
TEST(multiplying_by_a_part_is_exact)
{
    int wrong = 0;

    for (int32_t weight = 0; weight <= 2000; weight++)
        for (int32_t a = 0; a <= 2048 && a * weight < 2047400; a++)
            wrong += sim_lane_part(a, sim_part_of(weight)) != sim_umul(a, weight);
    CHECK_EQ(wrong, 0);
}

/* Means over the filled slots, whatever their number. */
TEST(division_by_the_filled_slots_is_exact)
{
    int wrong = 0;

    for (int32_t filled = 0; filled <= SIM_MEMBERS_MAX; filled++) {
        int32_t k = sim_max(1, filled);

        for (int32_t x = 0; x <= 12100; x++)
            wrong += sim_per_head(x, filled, sim_each[filled]) != sim_udiv(x, k);
        for (int32_t u = 0; u <= 1000000 * filled; u += 487)
            wrong += sim_mean_milli(u, filled, sim_each[filled]) != sim_udiv(u, 1000 * k);
    }
    CHECK_EQ(wrong, 0);
}
