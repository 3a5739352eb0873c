/* keys_change.c -- what is done to the keys, wherever they are kept. */
#include "keys/keys.h"

#include <string.h>

static uint64_t random_owner(void)
{
    struct token token;
    uint64_t owner;

    do {
        token_make(&token);
        memcpy(&owner, token.hash, sizeof owner);
        owner &= INT64_MAX;
    } while (owner == KEY_OWNER_OF_FIRST);
    return owner;
}

struct key_change key_change_add(const char *clean_name, uint32_t day,
                                 char text[TOKEN_TEXT_BYTES + 1])
{
    struct key_change change = {.deed = KEY_DEED_ADD,
                                .key = {.owner = random_owner(), .made_day = day}};
    struct token token;

    token_make(&token);
    memcpy(text, token.text, sizeof token.text);
    memcpy(change.key.hash, token.hash, sizeof change.key.hash);
    memcpy(change.key.name, clean_name, strlen(clean_name) + 1);
    return change;
}

static enum result add(struct keys *keys, const struct trainer_key *key)
{
    if (keys_named(keys, key->name) != NULL)
        return RESULT_INVALID;
    if (keys->count == KEYS_MAX)
        return RESULT_FULL;
    keys->items[keys->count++] = *key;
    return RESULT_OK;
}

static enum result revoke(struct keys *keys, uint64_t owner)
{
    const struct trainer_key *key = keys_of_owner(keys, owner);
    uint32_t i;

    if (key == NULL)
        return RESULT_NOT_FOUND;
    i = (uint32_t)(key - keys->items);
    memmove(&keys->items[i], &keys->items[i + 1], (keys->count - i - 1) * sizeof *keys->items);
    keys->items[--keys->count] = (struct trainer_key){0};
    return RESULT_OK;
}

static enum result use(struct keys *keys, const struct keys *seen)
{
    for (uint32_t i = 0; i < keys->count; i++) {
        const struct trainer_key *now = keys_of_owner(seen, keys->items[i].owner);

        if (now != NULL && now->used_day > keys->items[i].used_day)
            keys->items[i].used_day = now->used_day;
    }
    return RESULT_OK;
}

enum result keys_change(struct keys *keys, const struct key_change *change)
{
    switch (change->deed) {
    case KEY_DEED_NONE: return RESULT_OK;
    case KEY_DEED_ADD: return add(keys, &change->key);
    case KEY_DEED_REVOKE: return revoke(keys, change->key.owner);
    case KEY_DEED_USE: return use(keys, change->seen);
    }
    return RESULT_INVALID;
}
