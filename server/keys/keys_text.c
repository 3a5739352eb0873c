/* keys_text.c -- keys as lines of text, strictly: what cannot have been written here is damaged. */
#include "keys/keys.h"

#include "base/hex.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char form[] = "trainer-keys 1";

/* ---- writing ------------------------------------------------------------------------------ */

size_t keys_write(const struct keys *keys, char out[KEYS_TEXT_BYTES_MAX])
{
    size_t at = (size_t)snprintf(out, KEYS_TEXT_BYTES_MAX, "%s\n", form);

    for (uint32_t i = 0; i < keys->count; i++) {
        const struct trainer_key *key = &keys->items[i];
        char hash[2 * TOKEN_HASH_BYTES + 1] = "";

        hex_write(hash, key->hash, TOKEN_HASH_BYTES);
        at += (size_t)snprintf(out + at, KEYS_TEXT_BYTES_MAX - at,
                               "%016" PRIx64 " %s %" PRIu32 " %" PRIu32 " %s\n", key->owner, hash,
                               key->made_day, key->used_day, key->name);
    }
    return at;
}

/* ---- reading ------------------------------------------------------------------------------ */

/* A number up to the space after it. */
static bool take_number(const char **at, int base, uint64_t max, uint64_t *out)
{
    const char *start = *at;

    for (*out = 0; **at != ' '; (*at)++) {
        const char c = **at;
        const int digit = c >= '0' && c <= '9'                 ? c - '0'
                          : base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10
                                                               : -1;
        if (digit < 0 || *out > (max - (uint64_t)digit) / (uint64_t)base)
            return false;
        *out = *out * (uint64_t)base + (uint64_t)digit;
    }
    return (*at)++ > start;
}

static bool take_hash(const char **at, uint8_t hash[TOKEN_HASH_BYTES])
{
    for (uint32_t i = 0; i < TOKEN_HASH_BYTES; i++, *at += 2) {
        const char pair[4] = {(*at)[0], (*at)[0] != '\0' ? (*at)[1] : '\0', ' ', '\0'};
        const char *digits = pair;
        uint64_t byte;

        if (!take_number(&digits, 16, UINT8_MAX, &byte) || digits != pair + 3)
            return false;
        hash[i] = (uint8_t)byte;
    }
    return *(*at)++ == ' ';
}

static bool take_name(const char *text, char out[NAME_BYTES_MAX + 1])
{
    return key_name_clean(bytes_of(text), out) && strcmp(out, text) == 0;
}

/* A line, without its end. */
static bool take_key(const char *line, struct trainer_key *out)
{
    uint64_t made, used;

    if (!take_number(&line, 16, INT64_MAX, &out->owner) || out->owner == KEY_OWNER_OF_FIRST ||
        !take_hash(&line, out->hash) || !take_number(&line, 10, UINT32_MAX, &made) ||
        !take_number(&line, 10, UINT32_MAX, &used) || !take_name(line, out->name))
        return false;
    out->made_day = (uint32_t)made;
    out->used_day = (uint32_t)used;
    return true;
}

/* The next line as a text; false: there is none, or it cannot be one of ours. */
static bool take_line(struct bytes *text, char *line, size_t capacity)
{
    const uint8_t *end = text->size > 0 ? memchr(text->data, '\n', text->size) : NULL;
    const size_t size = end != NULL ? (size_t)(end - text->data) : 0;

    if (end == NULL || size >= capacity || memchr(text->data, '\0', size) != NULL)
        return false;
    memcpy(line, text->data, size);
    line[size] = '\0';
    *text = (struct bytes){end + 1, text->size - size - 1};
    return true;
}

enum result keys_read(struct keys *keys, struct bytes text)
{
    static const char family[] = "trainer-keys ";
    char line[NAME_BYTES_MAX + 128];
    struct keys read = {.count = 0};

    memcpy(read.first, keys->first, sizeof read.first);
    if (!take_line(&text, line, sizeof line) || strncmp(line, family, strlen(family)) != 0)
        return RESULT_DAMAGED;
    if (strcmp(line, form) != 0)
        return RESULT_NEWER;
    while (text.size > 0) {
        struct trainer_key key = {0};

        if (!take_line(&text, line, sizeof line) || !take_key(line, &key) ||
            keys_of_owner(&read, key.owner) != NULL || read.count == KEYS_MAX)
            return RESULT_DAMAGED;
        read.items[read.count++] = key;
    }
    *keys = read;
    return RESULT_OK;
}
