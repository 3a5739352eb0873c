/* plain_math.h -- the arithmetic and the draws of the model, as its specification spells them
 * (shared/sim/README.md, "3. Arithmetic" and "4. Luck"). Nothing here is taken from shared/sim: two
 * hands, one text. */
#ifndef PLAIN_MATH_H
#define PLAIN_MATH_H

#include <stdint.h>

/* a / b, b > 0, rounded half away from zero. */
static inline int32_t rdiv(int64_t a, int64_t b)
{
    return (int32_t)(a >= 0 ? (a + b / 2) / b : -((-a + b / 2) / b));
}

/* The product of two values in milli. */
static inline int32_t mul(int32_t a, int32_t b)
{
    return rdiv((int64_t)a * b, 1000);
}

static inline int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t within(int32_t x, int32_t low, int32_t high)
{
    return x < low ? low : x > high ? high : x;
}

static inline int32_t clamp(int32_t x)
{
    return within(x, 0, 1000);
}

/* The weakest link: three parts the lower, one part the higher. */
static inline int32_t weakest(int32_t a, int32_t b)
{
    return (3 * least(a, b) + most(a, b) + 2) / 4;
}

/* One week of a stock in micro towards a target in milli. */
static inline int32_t relax(int32_t u, int32_t target, int32_t tau)
{
    return u + rdiv(1000 * (int64_t)target - u, tau);
}

enum draw_purpose {
    DRAW_TRAIT = 1,
    DRAW_PHASE,
    DRAW_ATTEND,
    DRAW_DROP,
    DRAW_MOVE,
    DRAW_FALLBACK,
    DRAW_QUIT,
    DRAW_NEW,
    DRAW_SIGNAL,
    DRAW_NOISE,
    DRAW_HURDLE,
    DRAW_PROGRESS,
    DRAW_LIFE
};

static inline uint32_t mix(uint32_t x)
{
    x ^= x >> 16;
    x *= 0x7FEB352Du;
    x ^= x >> 15;
    x *= 0x846CA68Bu;
    return x ^ x >> 16;
}

/* A draw is a pure function of seed, purpose, week and index. */
static inline uint32_t draw(uint32_t seed, enum draw_purpose purpose, int32_t week, uint32_t index)
{
    uint32_t x = mix(seed ^ (uint32_t)purpose * 0x9E3779B1u);

    x = mix(x + (uint32_t)week * 0x85EBCA77u);
    return mix(x + index * 0xC2B2AE3Du);
}

/* 0 .. n-1 */
static inline int32_t below(uint32_t seed, enum draw_purpose purpose, int32_t week, uint32_t index,
                            int32_t n)
{
    return (int32_t)((uint64_t)draw(seed, purpose, week, index) * (uint32_t)n >> 32);
}

/* Triangular within -half .. half. */
static inline int32_t spread(uint32_t seed, enum draw_purpose purpose, int32_t week, uint32_t index,
                             int32_t half)
{
    return below(seed, purpose, week, 2 * index, half + 1) -
           below(seed, purpose, week, 2 * index + 1, half + 1);
}

/* The same from one draw: the difference of its two halves. */
static inline int32_t sway(uint32_t bits, int32_t half)
{
    return (int32_t)((bits >> 16) * (uint32_t)half >> 16) -
           (int32_t)((bits & 0xFFFFu) * (uint32_t)half >> 16);
}

#endif
