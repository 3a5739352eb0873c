/* token.h -- what opens a seat or the trainer's door: 128 random bits, shown as 22 characters of
 * base64url, kept only as their SHA-256. */
#ifndef DK_EDGE_TOKEN_H
#define DK_EDGE_TOKEN_H

#include "base/bytes.h"
#include "protocol/codec.h"
#include "protocol/limits.h"

#define TOKEN_BYTES 16

struct token {
    char text[TOKEN_TEXT_BYTES + 1]; /* With its NUL. */
    uint8_t hash[TOKEN_HASH_BYTES];  /* Of the text. */
};

/* From getrandom(2); the process ends if the system has no randomness. */
void token_make(struct token *out);
/* False: not a token (wrong length or characters). */
bool token_hash(struct bytes text, uint8_t hash[TOKEN_HASH_BYTES]);
/* Takes the same time wherever they differ. */
bool token_hash_equal(const uint8_t a[TOKEN_HASH_BYTES], const uint8_t b[TOKEN_HASH_BYTES]);

#endif
