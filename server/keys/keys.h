/* keys.h -- who may make sessions on this server: whoever has the first key, which the first start
 * makes and shows (the administrator), and trainers who were given a key with their name.
 *
 *   key    --made--> session    whose owner it is, for good
 *   first  sees and takes over every session, issues and revokes keys
 *   named  sees and takes over its own sessions
 *
 * Of a key only the SHA-256 is kept. An owner is a random number, so that a key that is made later,
 * or after the list was lost, never comes into the sessions of an earlier one. Pure; key_store.h
 * says where keys are kept, key_ring.h which ones a running server goes by. */
#ifndef DK_KEYS_KEYS_H
#define DK_KEYS_KEYS_H

#include "base/result.h"
#include "edge/token.h"

#include <stdbool.h>

#define KEYS_MAX           100 /* Keys with a name. */
#define KEY_OWNER_OF_FIRST 0   /* Of sessions that the first key made, or nobody's. */

struct trainer_key {
    uint64_t owner; /* 1 .. INT64_MAX */
    uint8_t hash[TOKEN_HASH_BYTES];
    uint32_t made_day, used_day;   /* Days since 1970, UTC; used_day 0: never. */
    char name[NAME_BYTES_MAX + 1]; /* Clean (written.h), with its NUL. */
};

struct keys {
    uint8_t first[TOKEN_HASH_BYTES];
    struct trainer_key items[KEYS_MAX]; /* In the order in which they were made. */
    uint32_t count;
};

/* Who asks. */
struct key_holder {
    bool is_first;
    uint64_t owner; /* KEY_OWNER_OF_FIRST: the first key. */
};

/* Whose key has this hash? Takes the same time for each of them and for a wrong one. */
bool keys_find(const struct keys *keys, const uint8_t hash[TOKEN_HASH_BYTES],
               struct key_holder *out);
/* The key of this owner, or NULL. */
const struct trainer_key *keys_of_owner(const struct keys *keys, uint64_t owner);
/* The key with a name that looks the same (written_fold), or NULL. */
const struct trainer_key *keys_named(const struct keys *keys, const char *name);
/* A name as it is kept: clean, 1 to NAME_CHARS_MAX characters. false: it cannot be one. */
bool key_name_clean(struct bytes text, char out[NAME_BYTES_MAX + 1]);
/* Today, as days since 1970. */
uint32_t key_day(uint64_t now_ms);

/* ---- changes ------------------------------------------------------------------------------ */

enum key_deed {
    KEY_DEED_NONE,   /* Only look. */
    KEY_DEED_ADD,    /* `key` */
    KEY_DEED_REVOKE, /* The key of `key.owner`. */
    KEY_DEED_USE     /* `seen`: when keys were last used; the later day counts. */
};

struct key_change {
    enum key_deed deed;
    struct trainer_key key;
    const struct keys *seen;
};

/* A change that adds a key with this name, and the key itself in `text`. */
struct key_change key_change_add(const char *clean_name, uint32_t day,
                                 char text[TOKEN_TEXT_BYTES + 1]);
/* RESULT_OK. Nothing changed: RESULT_FULL; RESULT_INVALID, the name is taken; RESULT_NOT_FOUND,
 * there is no such key. */
enum result keys_change(struct keys *keys, const struct key_change *change);

/* ---- as text (keys_text.c): a line with the form, then one a key -------------------------------
 *
 *   trainer-keys 1
 *   OWNER HASH MADE USED NAME      hexadecimal, hexadecimal, days, a name to the end of the line */
#define KEYS_TEXT_BYTES_MAX (32 + KEYS_MAX * (NAME_BYTES_MAX + 128))

size_t keys_write(const struct keys *keys, char out[KEYS_TEXT_BYTES_MAX]);
/* Takes items and count, and leaves `first`. RESULT_NEWER: another form. RESULT_DAMAGED: it is not
 * what keys_write wrote. Then nothing changed. */
enum result keys_read(struct keys *keys, struct bytes text);

#endif
