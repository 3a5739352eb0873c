/* sha256.h -- SHA-256 (FIPS 180-4), for what must not be made to collide: tokens, the chain of a
 * session's events. Our own, as libraries allocate for it, and a request may not fail for that. */
#ifndef DK_BASE_SHA256_H
#define DK_BASE_SHA256_H

#include "base/bytes.h"

#define SHA256_BYTES 32

#define SHA256_BLOCK_BYTES 64

void sha256(struct bytes data, uint8_t hash[SHA256_BYTES]);

/* The same, piece by piece. */
struct sha256 {
    uint32_t state[8];
    uint64_t bytes; /* So far. */
    uint8_t block[SHA256_BLOCK_BYTES];
};
void sha256_begin(struct sha256 *s);
void sha256_add(struct sha256 *s, struct bytes data);
void sha256_end(struct sha256 *s, uint8_t hash[SHA256_BYTES]);

#endif
