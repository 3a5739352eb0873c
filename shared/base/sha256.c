#include "base/sha256.h"

#include <string.h>

/* The first 32 bits of the fractions of the cube roots of the first 64 primes. */
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t turned(uint32_t x, unsigned by)
{
    return x >> by | x << (32 - by);
}

static void schedule(const uint8_t block[SHA256_BLOCK_BYTES], uint32_t w[64])
{
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        const uint32_t a = w[i - 15], b = w[i - 2];

        w[i] = w[i - 16] + (turned(a, 7) ^ turned(a, 18) ^ a >> 3) + w[i - 7] +
               (turned(b, 17) ^ turned(b, 19) ^ b >> 10);
    }
}

/* One round. The eight words take turns in their parts, so that none has to be moved. */
static inline void turn(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f,
                        uint32_t g, uint32_t *h, uint32_t key)
{
    const uint32_t one =
        *h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + (g ^ (e & (f ^ g))) + key;

    *d += one;
    *h = one + (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) | (c & (a | b)));
}

static void mix(uint32_t state[8], const uint8_t block[SHA256_BLOCK_BYTES])
{
    uint32_t w[64], s[8];

    schedule(block, w);
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i += 8) {
        turn(s[0], s[1], s[2], &s[3], s[4], s[5], s[6], &s[7], constants[i] + w[i]);
        turn(s[7], s[0], s[1], &s[2], s[3], s[4], s[5], &s[6], constants[i + 1] + w[i + 1]);
        turn(s[6], s[7], s[0], &s[1], s[2], s[3], s[4], &s[5], constants[i + 2] + w[i + 2]);
        turn(s[5], s[6], s[7], &s[0], s[1], s[2], s[3], &s[4], constants[i + 3] + w[i + 3]);
        turn(s[4], s[5], s[6], &s[7], s[0], s[1], s[2], &s[3], constants[i + 4] + w[i + 4]);
        turn(s[3], s[4], s[5], &s[6], s[7], s[0], s[1], &s[2], constants[i + 5] + w[i + 5]);
        turn(s[2], s[3], s[4], &s[5], s[6], s[7], s[0], &s[1], constants[i + 6] + w[i + 6]);
        turn(s[1], s[2], s[3], &s[4], s[5], s[6], s[7], &s[0], constants[i + 7] + w[i + 7]);
    }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

void sha256_begin(struct sha256 *s)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

    memcpy(s->state, start, sizeof start);
    s->bytes = 0;
}

void sha256_add(struct sha256 *s, struct bytes data)
{
    size_t held = s->bytes % SHA256_BLOCK_BYTES, at = 0;

    if (data.size == 0)
        return;
    s->bytes += data.size;
    if (held > 0) {
        const size_t room = SHA256_BLOCK_BYTES - held;

        at = data.size < room ? data.size : room;
        memcpy(s->block + held, data.data, at);
        if (at < room)
            return;
        mix(s->state, s->block);
    }
    for (; data.size - at >= SHA256_BLOCK_BYTES; at += SHA256_BLOCK_BYTES)
        mix(s->state, data.data + at);
    memcpy(s->block, data.data + at, data.size - at);
}

void sha256_end(struct sha256 *s, uint8_t hash[SHA256_BYTES])
{
    const uint64_t bits = s->bytes * 8;
    size_t held = s->bytes % SHA256_BLOCK_BYTES;

    s->block[held++] = 0x80;
    if (held > SHA256_BLOCK_BYTES - 8) {
        memset(s->block + held, 0, SHA256_BLOCK_BYTES - held);
        mix(s->state, s->block);
        held = 0;
    }
    memset(s->block + held, 0, SHA256_BLOCK_BYTES - 8 - held);
    for (size_t i = 0; i < 8; i++)
        s->block[SHA256_BLOCK_BYTES - 1 - i] = (uint8_t)(bits >> 8 * i);
    mix(s->state, s->block);
    for (size_t i = 0; i < SHA256_BYTES; i++)
        hash[i] = (uint8_t)(s->state[i / 4] >> (24 - 8 * (i % 4)));
}

void sha256(struct bytes data, uint8_t hash[SHA256_BYTES])
{
    struct sha256 s;

    sha256_begin(&s);
    sha256_add(&s, data);
    sha256_end(&s, hash);
}
