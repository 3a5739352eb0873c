#include "edge/token.h"

#include "sys/sha256.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void random_bytes(uint8_t *out, size_t size)
{
    while (size > 0) {
        const ssize_t got = getrandom(out, size, 0);
        if (got < 0 && errno != EINTR)
            abort();
        if (got > 0) {
            out += got;
            size -= (size_t)got;
        }
    }
}

/* base64url without padding: 16 bytes are 21 full characters and 2 bits in the last. */
static void encode(const uint8_t bytes[TOKEN_BYTES], char out[TOKEN_TEXT_BYTES + 1])
{
    uint32_t bits = 0, bits_count = 0, at = 0;

    for (uint32_t i = 0; i < TOKEN_BYTES; i++) {
        bits = bits << 8 | bytes[i];
        bits_count += 8;
        while (bits_count >= 6) {
            bits_count -= 6;
            out[at++] = alphabet[bits >> bits_count & 63];
        }
    }
    out[at++] = alphabet[bits << (6 - bits_count) & 63];
    out[at] = '\0';
}

void token_make(struct token *out)
{
    uint8_t bytes[TOKEN_BYTES];

    random_bytes(bytes, sizeof bytes);
    encode(bytes, out->text);
    sha256(bytes_of(out->text), out->hash);
}

static bool is_in_alphabet(uint8_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

bool token_hash(struct bytes text, uint8_t hash[TOKEN_HASH_BYTES])
{
    if (text.size != TOKEN_TEXT_BYTES)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (!is_in_alphabet(text.data[i]))
            return false;
    }
    sha256(text, hash);
    return true;
}

bool token_hash_equal(const uint8_t a[TOKEN_HASH_BYTES], const uint8_t b[TOKEN_HASH_BYTES])
{
    uint8_t difference = 0;

    for (uint32_t i = 0; i < TOKEN_HASH_BYTES; i++)
        difference |= a[i] ^ b[i];
    return difference == 0;
}
