/* What OpenSSL 3 offers in their place allocates. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "sys/sha256.h"

#include <assert.h>

static_assert(SHA256_BYTES == SHA256_DIGEST_LENGTH, "the same 32");

/* None of the three can fail: they are given nothing that they could refuse. */
void sha256_begin(struct sha256 *s)
{
    SHA256_Init(&s->state);
}

void sha256_add(struct sha256 *s, struct bytes data)
{
    SHA256_Update(&s->state, data.data, data.size);
}

void sha256_end(struct sha256 *s, uint8_t hash[SHA256_BYTES])
{
    SHA256_Final(hash, &s->state);
}

void sha256(struct bytes data, uint8_t hash[SHA256_BYTES])
{
    struct sha256 s;

    sha256_begin(&s);
    sha256_add(&s, data);
    sha256_end(&s, hash);
}
