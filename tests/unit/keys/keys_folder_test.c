/* keys_folder_test.c -- keys in a data folder: the first one, and those with names. */
#include "keys/key_store.h"

#include "keys/trainer_key.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(the_trainers_key_is_shown_once_and_kept_as_a_hash_for_its_owner_only)
{
    char folder[] = "/tmp/dilemma-key-XXXXXX", path[64], fresh[TOKEN_TEXT_BYTES + 1];
    uint8_t first[TOKEN_HASH_BYTES], second[TOKEN_HASH_BYTES], of_fresh[TOKEN_HASH_BYTES];
    char *kept;
    struct stat status;

    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/trainer-key", folder);
    CHECK_EQ(trainer_key_open(folder, first, fresh), RESULT_OK);
    CHECK(token_hash(bytes_of(fresh), of_fresh));
    CHECK(token_hash_equal(first, of_fresh));
    CHECK(stat(path, &status) == 0 && (status.st_mode & 0777) == 0600);
    kept = test_read_file(path, NULL);
    CHECK(strstr(kept, fresh) == NULL);
    free(kept);
    CHECK_EQ(trainer_key_open(folder, second, fresh), RESULT_OK);
    CHECK_TEXT(fresh, "");
    CHECK(token_hash_equal(first, second));
    CHECK_EQ(truncate(path, 10), 0);
    CHECK_EQ(trainer_key_open(folder, second, fresh), RESULT_IO);
    CHECK_EQ(unlink(path), 0);
    CHECK_EQ(rmdir(folder), 0);
    CHECK_EQ(trainer_key_open(folder, second, fresh), RESULT_IO);
}

/* ---- those with names --------------------------------------------------------------------- */

struct folder {
    char path[32], file[64], first[64];
    struct key_store store;
};

static struct folder folder_make_new(void)
{
    struct folder f = {.path = "/tmp/dilemma-keys-XXXXXX"};

    CHECK(mkdtemp(f.path) != NULL);
    snprintf(f.file, sizeof f.file, "%s/" KEYS_FILE, f.path);
    snprintf(f.first, sizeof f.first, "%s/trainer-key", f.path);
    CHECK_EQ(key_store_in_folder(&f.store, f.path), RESULT_OK);
    return f;
}

static void folder_remove(const struct folder *f)
{
    unlink(f->file);
    unlink(f->first);
    CHECK_EQ(rmdir(f->path), 0);
}

static enum result add_to(const struct folder *f, const char *name, struct keys *out)
{
    char fresh[TOKEN_TEXT_BYTES + 1];
    const struct key_change change = key_change_add(name, 1, fresh);

    return f->store.change(f->store.place, &change, out);
}

static enum result look_in(const struct folder *f, struct keys *out)
{
    return f->store.change(f->store.place, &(struct key_change){.deed = KEY_DEED_NONE}, out);
}

TEST(keys_with_a_name_are_kept_as_hashes_for_their_owner_only)
{
    struct folder f = folder_make_new();
    static struct keys made, read;
    char fresh[TOKEN_TEXT_BYTES + 1], *kept;
    uint8_t first[TOKEN_HASH_BYTES];
    struct key_change change;
    struct stat status;

    CHECK_EQ(add_to(&f, "Anna", &made), RESULT_CLOSED); /* No server began here. */
    CHECK(access(f.file, F_OK) != 0);
    CHECK_EQ(trainer_key_open(f.path, first, fresh), RESULT_OK);
    CHECK_EQ(look_in(&f, &read), RESULT_OK); /* As an earlier release left it. */
    CHECK_EQ(read.count, 0);
    CHECK(token_hash_equal(read.first, first));
    change = key_change_add("Anna", 1, fresh);
    CHECK_EQ(f.store.change(f.store.place, &change, &made), RESULT_OK);
    CHECK(stat(f.file, &status) == 0 && (status.st_mode & 0777) == 0600);
    kept = test_read_file(f.file, NULL);
    CHECK(strstr(kept, fresh) == NULL);
    free(kept);
    CHECK_EQ(look_in(&f, &read), RESULT_OK);
    CHECK(memcmp(&read, &made, sizeof read) == 0);
    folder_remove(&f);
}

TEST(a_change_that_cannot_be_made_leaves_the_list_as_it_was)
{
    struct folder f = folder_make_new();
    char fresh[TOKEN_TEXT_BYTES + 1], next[80], *before, *after;
    uint8_t first[TOKEN_HASH_BYTES];
    static struct keys keys;

    CHECK_EQ(trainer_key_open(f.path, first, fresh), RESULT_OK);
    CHECK_EQ(add_to(&f, "Anna", &keys), RESULT_OK);
    before = test_read_file(f.file, NULL);
    CHECK_EQ(add_to(&f, "anna", &keys), RESULT_INVALID);
    snprintf(next, sizeof next, "%s.new", f.file);
    CHECK_EQ(mkdir(next, 0700), 0); /* Nothing can be written beside it. */
    CHECK_EQ(add_to(&f, "Bram", &keys), RESULT_IO);
    CHECK_EQ(rmdir(next), 0);
    CHECK_EQ(keys.count, 1);
    after = test_read_file(f.file, NULL);
    CHECK_TEXT(after, before);
    CHECK_EQ(truncate(f.file, 20), 0);
    CHECK_EQ(look_in(&f, &keys), RESULT_DAMAGED);
    CHECK_EQ(add_to(&f, "Bram", &keys), RESULT_DAMAGED);
    free(before);
    free(after);
    folder_remove(&f);
}

/* A command and the server, or two commands. */
TEST(changes_that_several_make_at_once_are_all_there)
{
    enum { PROCESSES = 4, EACH = 6 };
    struct folder f = folder_make_new();
    char fresh[TOKEN_TEXT_BYTES + 1], name[48];
    uint8_t first[TOKEN_HASH_BYTES];
    static struct keys keys;

    CHECK_EQ(trainer_key_open(f.path, first, fresh), RESULT_OK);
    for (int process = 0; process < PROCESSES; process++) {
        if (fork() != 0)
            continue;
        for (int i = 0; i < EACH; i++) {
            snprintf(name, sizeof name, "Trainer %d of %d", i, process);
            if (add_to(&f, name, &keys) != RESULT_OK)
                _exit(1);
        }
        _exit(0);
    }
    for (int process = 0; process < PROCESSES; process++) {
        int status;

        CHECK(wait(&status) > 0 && status == 0);
    }
    CHECK_EQ(look_in(&f, &keys), RESULT_OK);
    CHECK_EQ(keys.count, PROCESSES * EACH);
    folder_remove(&f);
}
