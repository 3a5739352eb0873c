/* sha256.h -- SHA-256 (FIPS 180-4), for what must not be made to collide: tokens. Our own,
 * as libraries allocate for it, and a request may not fail for that. */
#ifndef DK_BASE_SHA256_H
#define DK_BASE_SHA256_H

#include "base/bytes.h"

#define SHA256_BYTES 32

void sha256(struct bytes data, uint8_t hash[SHA256_BYTES]);

#endif
