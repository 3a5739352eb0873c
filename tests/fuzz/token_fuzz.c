/* token_fuzz.c -- arbitrary bytes where a token, and where an origin is expected: what opens a
 * seat, and what lets a page change something. The first byte chooses. */
#include <assert.h>
#include <string.h>

#include "edge/token.h"
#include "sys/origin.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_of_a_token(uint8_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

/* A token is 22 characters of base64url; two that differ have hashes that differ. */
static void check_token(struct bytes text)
{
    uint8_t hash[TOKEN_HASH_BYTES], other_hash[TOKEN_HASH_BYTES], other[TOKEN_TEXT_BYTES];
    bool is_token = text.size == TOKEN_TEXT_BYTES;

    for (size_t i = 0; i < text.size && is_token; i++)
        is_token = is_of_a_token(text.data[i]);
    assert(token_hash(text, hash) == is_token);
    if (!is_token)
        return;
    memcpy(other, text.data, sizeof other);
    other[0] = other[0] == 'A' ? 'B' : 'A';
    assert(token_hash((struct bytes){other, sizeof other}, other_hash));
    assert(token_hash_equal(hash, hash) && !token_hash_equal(hash, other_hash));
}

/* What is taken is an origin and perhaps a path, and read again it is the same. */
static void check_origin(struct bytes text)
{
    char given[2 * ORIGIN_BYTES_MAX], origin[ORIGIN_BYTES_MAX], again[ORIGIN_BYTES_MAX];
    const char *path;

    if (text.size >= sizeof given)
        return;
    memcpy(given, text.data, text.size);
    given[text.size] = '\0';
    if (!origin_read(given, origin))
        return;
    assert(strncmp(origin, "http://", 7) == 0 || strncmp(origin, "https://", 8) == 0);
    path = origin_path(origin);
    assert(strchr(strstr(origin, "//") + 2, '/') == (path[0] == '\0' ? NULL : path));
    assert(strlen(path) < ORIGIN_PATH_BYTES_MAX && strstr(path, "//") == NULL);
    assert(path[0] == '\0' || path[strlen(path) - 1] != '/');
    assert(strspn(path, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/") ==
           strlen(path));
    assert(origin_read(origin, again) && strcmp(origin, again) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const struct bytes rest = {data + 1, size - 1};
    if (data[0] % 2 == 0)
        check_token(rest);
    else
        check_origin(rest);
    return 0;
}
