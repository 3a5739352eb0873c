/* sim_math.h -- whole-number arithmetic and counter-based random numbers (sections 3 and 4).
 *
 * Internal to shared/sim. Milli values are multiplied and rounded half away from zero; where both
 * operands cannot be negative the unsigned forms (u..) save the sign handling. All are branch-free
 * or become selects, so that loops over members can use vector instructions.
 *
 * Division by a parameter: its reciprocal is taken once (struct sim_divisor), after that a multiply
 * and a shift give the exact quotient. Proof: with m = floor(2^31 / d) + 1, m * d = 2^31 + e and
 * 0 < e <= d, so n * m / 2^31 = n / d + n * e / (d * 2^31), and the second term is less than 1 / d,
 * the gap to the next whole quotient, as long as n * e < 2^31. Hence n * d < 2^31 is enough:
 * every use has d <= 1000 and n <= 1 000 500. */
#ifndef SIM_MATH_H
#define SIM_MATH_H

#include <stdint.h>

static inline int32_t sim_min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t sim_max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t sim_clamp(int32_t x)
{
    return sim_min(sim_max(x, 0), 1000);
}

/* x / 1000, spelled out: compilers find it themselves, but the one for WebAssembly leaves it to the
 * engine, which is slower. (2^38 / 1000 rounded up; exact for every 32-bit x.) */
static inline int32_t sim_thousandth(uint32_t x)
{
#if defined(__wasm__)
    return (int32_t)(((uint64_t)x * 274877907u) >> 38);
#else
    return (int32_t)(x / 1000u);
#endif
}

/* a / b rounded half up, both not negative, b > 0. */
static inline int32_t sim_udiv(int32_t a, int32_t b)
{
    return (int32_t)(((uint32_t)a + ((uint32_t)b >> 1)) / (uint32_t)b);
}

/* a / b rounded half away from zero, b > 0. */
static inline int32_t sim_rdiv(int32_t a, int32_t b)
{
    int32_t q = sim_udiv(a < 0 ? -a : a, b);

    return a < 0 ? -q : q;
}

static inline int32_t sim_mul(int32_t a, int32_t b)
{
    return sim_rdiv(a * b, 1000);
}

static inline int32_t sim_umul(int32_t a, int32_t b)
{
    return sim_thousandth((uint32_t)(a * b) + 500u);
}

/* u micro, not negative, read as milli. */
static inline int32_t sim_milli(int32_t u)
{
    return sim_thousandth((uint32_t)u);
}

/* The weakest link (M4): three parts the lower, one part the higher. Both not negative. */
static inline int32_t sim_link(int32_t a, int32_t b)
{
    return (3 * sim_min(a, b) + sim_max(a, b) + 2) >> 2;
}

struct sim_divisor {
    uint32_t reciprocal;
    int32_t half;
};

static inline struct sim_divisor sim_divisor_of(int32_t d)
{
    return (struct sim_divisor){(UINT32_C(1) << 31) / (uint32_t)d + 1, d >> 1};
}

/* n / d truncated, n not negative. */
static inline int32_t sim_divide(int32_t n, struct sim_divisor d)
{
    return (int32_t)(((uint64_t)(uint32_t)n * d.reciprocal) >> 31);
}

/* n / d rounded half away from zero. */
static inline int32_t sim_divide_round(int32_t n, struct sim_divisor d)
{
    int32_t q = sim_divide((n < 0 ? -n : n) + d.half, d);

    return n < 0 ? -q : q;
}

/* One week's step of a stock (micro) towards a target (milli). */
static inline int32_t sim_relax(int32_t u, int32_t target, struct sim_divisor tau)
{
    return u + sim_divide_round(1000 * target - u, tau);
}

/* --- random numbers ---------------------------------------------------------------------------
 * A draw is a pure function of seed, purpose, week and index; there is no generator state. So the
 * order of evaluation does not matter, and two runs that differ in one choice share their luck. */

enum sim_purpose {
    SIM_DRAW_TRAIT = 1, /* week 0 at the start, week + 1 of a newcomer; 8 * slot + trait */
    SIM_DRAW_PHASE,     /* week 0, 1, 2 for phase, tenure, skill; slot */
    SIM_DRAW_ATTEND,    /* week the pulse started; slot + 16 * number */
    SIM_DRAW_DROP,      /* this week; slot + 16 * number */
    SIM_DRAW_MOVE,      /* this week; slot (as the next three) */
    SIM_DRAW_FALLBACK,
    SIM_DRAW_QUIT,
    SIM_DRAW_NEW,
    SIM_DRAW_SIGNAL, /* this week; 4 * slot + which */
    SIM_DRAW_NOISE   /* this week; 100 + figure */
};

#define SIM_INDEX_STRIDE 0xC2B2AE3Du

static inline uint32_t sim_mix(uint32_t x)
{
    x ^= x >> 16;
    x *= 0x7FEB352Du;
    x ^= x >> 15;
    x *= 0x846CA68Bu;
    return x ^ (x >> 16);
}

/* What all draws of one purpose in one week share. */
static inline uint32_t sim_stream(uint32_t seed, enum sim_purpose purpose, int32_t week)
{
    uint32_t x = sim_mix(seed ^ ((uint32_t)purpose * 0x9E3779B1u));

    return sim_mix(x + (uint32_t)week * 0x85EBCA77u);
}

/* 32 random bits of a stream. */
static inline uint32_t sim_bits(uint32_t stream, uint32_t index)
{
    return sim_mix(stream + index * SIM_INDEX_STRIDE);
}

/* Uniform 0..n-1, n < 2^31. */
static inline int32_t sim_below(uint32_t stream, uint32_t index, int32_t n)
{
    return (int32_t)(((uint64_t)sim_bits(stream, index) * (uint32_t)n) >> 32);
}

/* The same for n = 1 000 000 = 15625 * 64 in 32 bits: (bits * 15625) >> 26, from two halves. */
static inline int32_t sim_millionth(uint32_t bits)
{
    return (int32_t)(((bits >> 16) * 15625u + (((bits & 0xFFFFu) * 15625u) >> 16)) >> 10);
}

/* Triangular around 0, within -half..half; standard deviation about 0.41 half. */
static inline int32_t sim_spread(uint32_t stream, uint32_t index, int32_t half)
{
    return sim_below(stream, 2 * index, half + 1) - sim_below(stream, 2 * index + 1, half + 1);
}

#endif
