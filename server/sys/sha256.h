/* sha256.h -- SHA-256 (FIPS 180-4), for what must not be made to collide: tokens, the chain of a
 * session's events, content by its hash. By libcrypto, which uses what the processor has for it,
 * and through its functions that keep their state with the caller: EVP_MD_CTX allocates, and a
 * request may not fail for want of memory. */
#ifndef DK_SYS_SHA256_H
#define DK_SYS_SHA256_H

#include "base/bytes.h"

#include <openssl/sha.h>

#define SHA256_BYTES 32

void sha256(struct bytes data, uint8_t hash[SHA256_BYTES]);

/* The same, piece by piece. */
struct sha256 {
    SHA256_CTX state;
};
void sha256_begin(struct sha256 *s);
void sha256_add(struct sha256 *s, struct bytes data);
void sha256_end(struct sha256 *s, uint8_t hash[SHA256_BYTES]);

#endif
