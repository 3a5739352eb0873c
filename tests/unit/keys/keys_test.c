/* keys_test.c -- which keys are known, what their names may be, and how they are written down. */
#include "keys/keys.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define TODAY 20791

static void add(struct keys *keys, const char *name, char text[TOKEN_TEXT_BYTES + 1],
                enum result expected)
{
    const struct key_change change = key_change_add(name, TODAY, text);

    CHECK_EQ(keys_change(keys, &change), expected);
}

static bool opens(const struct keys *keys, const char *text, struct key_holder *out)
{
    uint8_t hash[TOKEN_HASH_BYTES];

    return token_hash(bytes_of(text), hash) && keys_find(keys, hash, out);
}

TEST(each_key_is_found_with_its_own_owner_and_a_wrong_one_is_not)
{
    static struct keys keys;
    char anna[TOKEN_TEXT_BYTES + 1], bram[TOKEN_TEXT_BYTES + 1];
    struct key_holder of_anna, of_bram, holder;
    struct token first, wrong;

    token_make(&first);
    token_make(&wrong);
    memcpy(keys.first, first.hash, sizeof keys.first);
    add(&keys, "Anna", anna, RESULT_OK);
    add(&keys, "Bram", bram, RESULT_OK);
    CHECK(opens(&keys, anna, &of_anna) && !of_anna.is_first && of_anna.owner != 0);
    CHECK(opens(&keys, bram, &of_bram) && of_bram.owner != of_anna.owner);
    CHECK(opens(&keys, first.text, &holder) && holder.is_first);
    CHECK_EQ(holder.owner, KEY_OWNER_OF_FIRST);
    CHECK(!opens(&keys, wrong.text, &holder));
    CHECK_TEXT(keys_of_owner(&keys, of_bram.owner)->name, "Bram");
}

TEST(a_revoked_key_opens_nothing_and_its_owner_never_comes_back)
{
    static struct keys keys;
    char old[TOKEN_TEXT_BYTES + 1], new[TOKEN_TEXT_BYTES + 1];
    struct key_change change = {.deed = KEY_DEED_REVOKE};
    struct key_holder before, after;

    add(&keys, "Anna", old, RESULT_OK);
    CHECK(opens(&keys, old, &before));
    change.key.owner = before.owner;
    CHECK_EQ(keys_change(&keys, &change), RESULT_OK);
    CHECK(!opens(&keys, old, &after));
    CHECK_EQ(keys_change(&keys, &change), RESULT_NOT_FOUND);
    add(&keys, "Anna", new, RESULT_OK);
    CHECK(opens(&keys, new, &after));
    CHECK(after.owner != before.owner);
}

/* A place that nothing stands in has a hash of zeros: it must not be a key. */
TEST(an_empty_place_is_no_key)
{
    static const struct keys keys;
    static const uint8_t zeros[TOKEN_HASH_BYTES];
    static struct keys with_first;
    struct key_holder holder;

    memset(with_first.first, 1, sizeof with_first.first);
    CHECK(!keys_find(&with_first, zeros, &holder));
    CHECK_EQ(keys.count, 0);
}

TEST(no_two_keys_have_names_that_look_the_same)
{
    static struct keys keys;
    char text[TOKEN_TEXT_BYTES + 1];

    add(&keys, "Anna", text, RESULT_OK);
    add(&keys, "ANNA", text, RESULT_INVALID);
    add(&keys, "\xD0\x90nna", text, RESULT_INVALID); /* With a Cyrillic A. */
    add(&keys, "Anna V", text, RESULT_OK);
    CHECK_EQ(keys.count, 2);
}

TEST(a_name_is_clean_and_has_as_many_characters_as_it_may_and_not_one_more)
{
    char name[NAME_BYTES_MAX + 1], text[NAME_CHARS_MAX + 2];

    memset(text, 'a', NAME_CHARS_MAX + 1);
    text[NAME_CHARS_MAX + 1] = '\0';
    CHECK(!key_name_clean(bytes_of(text), name));
    CHECK(key_name_clean(bytes_of(text + 1), name));
    CHECK(key_name_clean(bytes_of("  Anna \n de  Vries "), name));
    CHECK_TEXT(name, "Anna de Vries");
    CHECK(!key_name_clean(bytes_of(""), name));
    CHECK(!key_name_clean(bytes_of(" \t "), name));
    CHECK(!key_name_clean(bytes_of("\xFF"), name));
}

TEST(there_are_as_many_keys_as_there_may_be_and_not_one_more)
{
    static struct keys keys, again;
    static char text[KEYS_TEXT_BYTES_MAX];
    char fresh[TOKEN_TEXT_BYTES + 1], name[32];
    struct key_holder holder;

    for (int i = 0; i < KEYS_MAX; i++) {
        snprintf(name, sizeof name, "Trainer %d", i);
        add(&keys, name, fresh, RESULT_OK);
    }
    CHECK(opens(&keys, fresh, &holder));
    add(&keys, "One more", fresh, RESULT_FULL);
    CHECK_EQ(keys_read(&again, (struct bytes){(uint8_t *)text, keys_write(&keys, text)}),
             RESULT_OK);
    CHECK_EQ(again.count, KEYS_MAX);
    CHECK(memcmp(&again, &keys, sizeof keys) == 0);
}

TEST(the_later_day_of_use_counts)
{
    static struct keys keys, seen;
    char fresh[TOKEN_TEXT_BYTES + 1];
    const struct key_change use = {.deed = KEY_DEED_USE, .seen = &seen};

    add(&keys, "Anna", fresh, RESULT_OK);
    seen = keys;
    seen.items[0].used_day = TODAY;
    CHECK_EQ(keys_change(&keys, &use), RESULT_OK);
    CHECK_EQ(keys.items[0].used_day, TODAY);
    seen.items[0].used_day = TODAY - 1;
    CHECK_EQ(keys_change(&keys, &use), RESULT_OK);
    CHECK_EQ(keys.items[0].used_day, TODAY);
    CHECK_EQ(key_day(UINT64_C(86400000) * TODAY + 1), TODAY);
}

/* ---- as text ------------------------------------------------------------------------------ */

#define HASH "a71b9d7fa68454f53d79a9aa876ade9e8684dde398301f26bf064e5a8e8201da"
#define LINE "7e295e81d91fc241 " HASH " 20791 0 Anna de Vries\n"

TEST(what_was_written_is_read_and_anything_else_is_damaged_or_newer)
{
    static const struct {
        const char *text;
        enum result expected;
    } cases[] = {
        {"trainer-keys 1\n", RESULT_OK},
        {"trainer-keys 1\n" LINE, RESULT_OK},
        {"trainer-keys 2\n" LINE, RESULT_NEWER},
        {"", RESULT_DAMAGED},
        {"trainer-keys 1", RESULT_DAMAGED},
        {LINE, RESULT_DAMAGED},
        {"trainer-keys 1\n" LINE LINE, RESULT_DAMAGED},
        {"trainer-keys 1\n\n", RESULT_DAMAGED},
        {"trainer-keys 1\n7e295e81d91fc241 " HASH " 20791 0 Anna", RESULT_DAMAGED},
        {"trainer-keys 1\n0000000000000000 " HASH " 20791 0 Anna\n", RESULT_DAMAGED},
        {"trainer-keys 1\nfe295e81d91fc241 " HASH " 20791 0 Anna\n", RESULT_DAMAGED},
        {"trainer-keys 1\n7e295e81d91fc241 " HASH "0 20791 0 Anna\n", RESULT_DAMAGED},
        {"trainer-keys 1\n7e295e81d91fc241 a71b 20791 0 Anna\n", RESULT_DAMAGED},
        {"trainer-keys 1\n7e295e81d91fc241 " HASH " 4294967296 0 Anna\n", RESULT_DAMAGED},
        {"trainer-keys 1\n7e295e81d91fc241 " HASH " 20791  Anna\n", RESULT_DAMAGED},
        {"trainer-keys 1\n7e295e81d91fc241 " HASH " 20791 0 \n", RESULT_DAMAGED},
        {"trainer-keys 1\n7e295e81d91fc241 " HASH " 20791 0  Anna\n", RESULT_DAMAGED},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        static struct keys keys;
        const enum result got = keys_read(&keys, bytes_of(cases[i].text));

        if (got != cases[i].expected)
            test_fail(__FILE__, __LINE__, "%s: %s", cases[i].text, result_name(got));
    }
}

TEST(a_list_that_was_cut_off_anywhere_or_has_another_byte_is_never_read_past_its_end)
{
    static const char whole[] = "trainer-keys 1\n" LINE;

    for (size_t size = 0; size < sizeof whole - 1; size++) {
        uint8_t *text = malloc(size + 1);
        static struct keys keys;

        memcpy(text, whole, size);
        if (size != strlen("trainer-keys 1\n"))
            CHECK(keys_read(&keys, (struct bytes){text, size}) != RESULT_OK);
        free(text);
    }
}
