/* sim_math.h -- whole-number arithmetic and counter-based random numbers: shared/sim/README.md, "3.
 * Arithmetic" and "4. Luck".
 *
 * Internal to shared/sim. Milli values are multiplied and rounded half away from zero; where both
 * operands cannot be negative the unsigned forms (u..) save the sign handling. All are branch-free
 * or become selects, so that loops over members can use vector instructions.
 *
 * Division by a parameter: its reciprocal is taken once (struct sim_divisor), after that a multiply
 * and a shift give the exact quotient. Proof: with m = floor(2^s / d) + 1, m * d = 2^s + e and
 * 0 < e <= d, so n * m / 2^s = n / d + n * e / (d * 2^s), and the second term is less than 1 / d,
 * the gap to the next whole quotient, as long as n * e < 2^s. With s = 21 + log2(d), rounded up,
 * n < 2^21 is enough; every use has n <= 1 000 500 and d <= 1001. And as m <= 2^22, for n < 2^20
 * the product comes from two of 32 bits: n = 1024 h + l, and h * m + (l * m >> 10) is
 * n * m >> 10. */
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
    uint32_t reciprocal; /* m, 2^21 < m <= 2^22 */
    uint32_t shift;      /* s - 10, 11..21 */
    int32_t half;
};

static inline struct sim_divisor sim_divisor_of(int32_t d)
{
    /* s = 21 + log2(d), rounded up */
    uint32_t shift = d == 1 ? 11 : 43 - (uint32_t)__builtin_clz((uint32_t)d - 1);

    return (struct sim_divisor){(UINT32_C(1) << (shift + 10)) / (uint32_t)d + 1, shift, d >> 1};
}

/* n / d truncated, 0 <= n < 2^20. */
static inline int32_t sim_divide(int32_t n, struct sim_divisor d)
{
    return (int32_t)(((uint64_t)(uint32_t)n * d.reciprocal) >> (d.shift + 10));
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

/* --- over lanes ------------------------------------------------------------------------------ */
/* The same, exactly, for loops over lanes: without products of 64 bits, for which vector units need
 * several instructions (and WebAssembly many), but only within the ranges told. */

/* Goes before such a loop: a vector at a time is enough, as teams are small. Left alone clang takes
 * four at a time and computes what is left, nearly all, one by one; gcc does not. SIM_ROW_LOOP goes
 * before one over just 8 or 16 lanes, each for itself: gcc would first spell it out, and then see
 * no loop any more. */
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpass-failed"
#define SIM_LANES_LOOP _Pragma("clang loop vectorize(enable) interleave(disable)")
#define SIM_ROW_LOOP   _Pragma("clang loop vectorize(assume_safety) interleave(disable)")
#else
#define SIM_LANES_LOOP
#define SIM_ROW_LOOP _Pragma("GCC ivdep") _Pragma("GCC unroll 1")
#endif

/* WebAssembly without vectors computes lanes one by one, and then 64 bits are quicker. */
#if defined(__wasm__) && !defined(__wasm_simd128__)
#define SIM_LANES_SCALAR 1
#else
#define SIM_LANES_SCALAR 0
#endif

/* x / 1000, 0 <= x < 2 048 000. Proof: y = x / 8 < 256 000, and 16777 1/4 is 2^21 / 125 rounded up
 * by less than 0.035, which comes to less than the 16777 that separate quotients. */
static inline int32_t sim_lane_milli(int32_t x)
{
    uint32_t y = (uint32_t)x >> 3;

    return SIM_LANES_SCALAR ? sim_milli(x) : (int32_t)((y * 16777u + (y >> 2)) >> 21);
}

/* a * b / 1000 rounded half up, 0 <= a * b < 2 047 500. */
static inline int32_t sim_lane_mul(int32_t a, int32_t b)
{
    return sim_lane_milli(a * b + 500);
}

/* A weight in thousandths, made ready to multiply by many times: 2^21 / 1000 of it. */
static inline uint32_t sim_part_of(int32_t weight)
{
    return (uint32_t)weight * 2097u + ((uint32_t)weight * 152u + 500u) / 1000u;
}

/* a * weight / 1000 rounded half up, 0 <= a <= 2048 and a * weight < 2 047 400, in three steps.
 * Proof: the part is off by at most a half, so a * part by at most 1024; that much is added, which
 * makes it 0..2048 too much; and a whole result needs 2097 more than the next lower thousandth. */
static inline int32_t sim_lane_part(int32_t a, uint32_t part)
{
    return (int32_t)(((uint32_t)a * part + ((1u << 20) + 1024u)) >> 21);
}

/* x / 1000, 0 <= x < 2^31: a first guess, at most 43 too low, and the rest. */
static inline int32_t sim_lane_thousandth(int32_t x)
{
#if defined(__wasm_simd128__)
    uint32_t y = (uint32_t)x >> 3;
    uint32_t guess = (y >> 11) * 16777u >> 10;

    return (int32_t)(guess + ((y - guess * 125u) * 16778u >> 21));
#else
    return sim_thousandth((uint32_t)x);
#endif
}

/* a * b / 1000 rounded half up, 0 <= a * b < 2^31 - 500. */
static inline int32_t sim_lane_mul_wide(int32_t a, int32_t b)
{
    return sim_lane_thousandth(a * b + 500);
}

/* The same rounded half away from zero, |a * b| < 2^31 - 500. */
static inline int32_t sim_lane_mul_signed(int32_t a, int32_t b)
{
    int32_t n = a * b, sign = n >> 31;

    return (sim_lane_thousandth(((n ^ sign) - sign) + 500) ^ sign) - sign;
}

/* a / b truncated, 0 <= a < 2^14, b a constant 2..16. */
static inline int32_t sim_lane_quotient(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a * ((UINT32_C(1) << 18) / (uint32_t)b + 1) >> 18);
}

/* a / b rounded half up, 0 <= a < 2^14 - 8, likewise. */
static inline int32_t sim_lane_div(int32_t a, int32_t b)
{
    return sim_lane_quotient(a + (b >> 1), b);
}

/* a / b rounded half away from zero, |a| < 2^14 - 8, likewise. */
static inline int32_t sim_lane_div_signed(int32_t a, int32_t b)
{
    int32_t sign = a >> 31;

    return (sim_lane_div((a ^ sign) - sign, b) ^ sign) - sign;
}

/* n / d truncated, 0 <= n < 2^20. */
static inline int32_t sim_lane_divide(int32_t n, struct sim_divisor d)
{
    uint32_t high = (uint32_t)n >> 10, low = (uint32_t)n & 1023u;

    if (SIM_LANES_SCALAR)
        return sim_divide(n, d);
    return (int32_t)((high * d.reciprocal + (low * d.reciprocal >> 10)) >> d.shift);
}

/* The same with a divisor per lane, whose shift is given as scale = 2^(21 - shift): vectors of
 * WebAssembly shift all lanes alike. */
static inline int32_t sim_lane_divide_each(int32_t n, uint32_t reciprocal, uint32_t scale)
{
    uint32_t high = (uint32_t)n >> 10, low = (uint32_t)n & 1023u;

    return (int32_t)(((high * reciprocal + (low * reciprocal >> 10)) >> 11) * scale >> 10);
}

static inline int32_t sim_lane_relax(int32_t u, int32_t target, struct sim_divisor tau)
{
    int32_t n = 1000 * target - u, sign = n >> 31;

    return u + ((sim_lane_divide(((n ^ sign) - sign) + tau.half, tau) ^ sign) - sign);
}

/* --- random numbers -------------------------------------------------------------------------- */
/* A draw is a pure function of seed, purpose, week and index; there is no generator state. So the
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
    SIM_DRAW_SIGNAL,   /* this week; 4 * slot + which */
    SIM_DRAW_NOISE,    /* this week; 100 + figure */
    SIM_DRAW_HURDLE,   /* 8 * rounds + phase; slot */
    SIM_DRAW_PROGRESS, /* week 0 at the start, week + 1 of a newcomer; slot */
    SIM_DRAW_LIFE      /* week / 13; 4 * slot + which */
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

/* Of the stream of a season (SIM_DRAW_LIFE), the bits of a member begin at this times the slot:
 * mood, then luck at the work; those of the whole team stand behind all members. */
#define SIM_LIFE_BITS         4
#define SIM_LIFE_BITS_OF_TEAM 62

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

/* Triangular around 0, within -half..half, from one draw: half <= 2000. */
static inline int32_t sim_sway(uint32_t bits, int32_t half)
{
    return (int32_t)((bits >> 16) * (uint32_t)half >> 16) -
           (int32_t)((bits & 0xFFFFu) * (uint32_t)half >> 16);
}

/* Triangular around 0, within -half..half; standard deviation about 0.41 half. */
static inline int32_t sim_spread(uint32_t stream, uint32_t index, int32_t half)
{
    return sim_below(stream, 2 * index, half + 1) - sim_below(stream, 2 * index + 1, half + 1);
}

#endif
