/* keys.c -- finding keys, and what their names may be. */
#include "keys/keys.h"

#include "protocol/utf8.h"
#include "protocol/written.h"

#include <string.h>

#define MS_PER_DAY 86400000

bool keys_find(const struct keys *keys, const uint8_t hash[TOKEN_HASH_BYTES],
               struct key_holder *out)
{
    const bool is_first = token_hash_equal(hash, keys->first);
    uint64_t owner = KEY_OWNER_OF_FIRST;

    for (uint32_t i = 0; i < KEYS_MAX; i++) { /* All places, whichever it is. */
        const bool is_this = token_hash_equal(hash, keys->items[i].hash) & (i < keys->count);
        owner |= keys->items[i].owner & (0 - (uint64_t)is_this);
    }
    *out = (struct key_holder){.is_first = is_first, .owner = is_first ? 0 : owner};
    return is_first || owner != KEY_OWNER_OF_FIRST;
}

const struct trainer_key *keys_of_owner(const struct keys *keys, uint64_t owner)
{
    for (uint32_t i = 0; i < keys->count; i++)
        if (keys->items[i].owner == owner)
            return &keys->items[i];
    return NULL;
}

const struct trainer_key *keys_named(const struct keys *keys, const char *name)
{
    int32_t wanted[FOLDED_POINTS_MAX], points[FOLDED_POINTS_MAX];
    const uint32_t count = written_fold(bytes_of(name), wanted);

    for (uint32_t i = 0; i < keys->count; i++)
        if (written_fold(bytes_of(keys->items[i].name), points) == count &&
            memcmp(points, wanted, count * sizeof *points) == 0)
            return &keys->items[i];
    return NULL;
}

bool key_name_clean(struct bytes text, char out[NAME_BYTES_MAX + 1])
{
    uint8_t memory[COMMAND_BYTES_MAX];
    struct buffer buffer;
    struct bytes clean;

    buffer_init(&buffer, memory, sizeof memory);
    if (!utf8_showable(text) || !written_clean(text, &buffer, &clean) || clean.size == 0 ||
        clean.size > NAME_BYTES_MAX || written_chars(clean) > NAME_CHARS_MAX)
        return false;
    memcpy(out, clean.data, clean.size);
    out[clean.size] = '\0';
    return true;
}

uint32_t key_day(uint64_t now_ms)
{
    return (uint32_t)(now_ms / MS_PER_DAY);
}
