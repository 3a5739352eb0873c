/* hash.h -- FNV-1a (Fowler, Noll, Vo; public domain): fingerprints of state, not security. Tokens
 * are hashed with SHA-256 in the shell. */
#ifndef DK_BASE_HASH_H
#define DK_BASE_HASH_H

#include "base/bytes.h"

#define HASH64_START UINT64_C(0xCBF29CE484222325)

/* Continue a 64-bit hash over more bytes; start with HASH64_START. */
uint64_t hash64(uint64_t hash, const void *data, size_t size);

#endif
