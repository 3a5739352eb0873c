/* What the SQLite journal promises beyond the contract: it outlives its process, refuses a second
 * one, and leaves nothing behind of what was deleted. */
#include "journal/journal.h"
#include "journal/journal_file.h"
#include "journal/sqlite_result.h"
#include "journal/sqlite_writer.h"

#include "journal_fixture.h"
#include "test.h"

#include <errno.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TEST(what_is_durable_is_there_in_the_next_process)
{
    static struct fixture_session s;
    struct fixture_folder folder;
    struct fixture_done done;
    struct journal *j;

    fixture_folder_make(&folder);
    j = fixture_open(&folder);
    fixture_append(j, 4, 1, 10, "kept", &done);
    fixture_append_token(j, 4, 11, JOURNAL_TOKEN_ADD, 1, 0x11, &done);
    fixture_append_snapshot(j, 4, 12, "state", &done);
    journal_close(j); /* Finishes what was queued, without calling back. */
    CHECK_EQ(done.result, -1);
    j = fixture_open(&folder);
    fixture_read(j, 4, 1, false, &s);
    CHECK_EQ(s.count, 12);
    CHECK_TEXT(s.events[9], "4:10:kept");
    CHECK_EQ(fixture_find(j, 0x11).session.value, 4);
    fixture_read(j, 4, 1, true, &s);
    CHECK_TEXT(s.snapshot, "state");
    journal_close(j);
    fixture_folder_remove(&folder);
}

TEST(a_second_process_on_the_same_journal_is_refused)
{
    struct fixture_folder folder;
    struct journal_options options;
    struct journal *first, *second = NULL;

    fixture_folder_make(&folder);
    first = fixture_open(&folder);
    options = (struct journal_options){.path = folder.path};
    CHECK_EQ(journal_open_sqlite(&second, &options), RESULT_FENCED);
    journal_close(first);
    second = fixture_open(&folder);
    journal_close(second);
    fixture_folder_remove(&folder);
}

TEST(a_file_that_is_not_ours_is_refused_unchanged)
{
    struct fixture_folder folder;
    struct journal_options options;
    struct journal *j = NULL;
    char *before, *after;
    size_t size_before, size_after;
    sqlite3 *db;
    FILE *file;

    fixture_folder_make(&folder);
    options = (struct journal_options){.path = folder.path};
    file = fopen(folder.path, "w");
    fputs("this is no database, but somebody's only copy of something that matters", file);
    fclose(file);
    CHECK_EQ(journal_open_sqlite(&j, &options), RESULT_DAMAGED);
    CHECK(fixture_folder_holds(&folder, "somebody's only copy"));
    unlink(folder.path);
    CHECK_EQ(sqlite3_open(folder.path, &db), SQLITE_OK);
    sqlite3_exec(db, "CREATE TABLE recipes(name); PRAGMA user_version=9", NULL, NULL, NULL);
    sqlite3_close(db);
    before = test_read_file(folder.path, &size_before);
    CHECK_EQ(journal_open_sqlite(&j, &options), RESULT_INVALID);
    after = test_read_file(folder.path, &size_after);
    CHECK(size_before == size_after && memcmp(before, after, size_before) == 0);
    free(before);
    free(after);
    fixture_folder_remove(&folder);
}

/* Something else took an event out of the file. */
static void take_out(const struct fixture_folder *folder, const char *sql)
{
    sqlite3 *db;

    CHECK_EQ(sqlite3_open(folder->path, &db), SQLITE_OK);
    CHECK_EQ(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

TEST(a_file_that_is_taken_away_is_missed)
{
    struct fixture_folder folder;
    struct fixture_done done;
    struct journal *j;

    fixture_folder_make(&folder);
    j = fixture_open(&folder);
    fixture_append(j, 1, 1, 10, "x", &done);
    fixture_drain(j);
    CHECK_EQ(unlink(folder.path), 0);
    while (!journal_is_poisoned(j))
        usleep(10000);
    CHECK_EQ(fixture_append(j, 1, 11, 1, "x", &done), RESULT_IO);
    journal_close(j);
    fixture_folder_remove(&folder);
}

TEST(a_gap_is_damage_of_its_session_and_no_other)
{
    static struct fixture_session s;
    struct fixture_folder folder;
    struct fixture_done done;
    struct journal *j;

    fixture_folder_make(&folder);
    j = fixture_open(&folder);
    fixture_append(j, 1, 1, 10, "x", &done);
    fixture_append(j, 2, 1, 10, "x", &done);
    journal_close(j);
    take_out(&folder, "DELETE FROM events WHERE session=1 AND seq=5");
    j = fixture_open(&folder);
    fixture_read(j, 1, 1, false, &s);
    CHECK_EQ(s.result, RESULT_DAMAGED);
    fixture_read(j, 2, 1, false, &s);
    CHECK_EQ(s.result, RESULT_OK);
    CHECK_EQ(s.count, 10);
    fixture_append(j, 2, 11, 1, "goes on", &done);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
    CHECK(!journal_is_poisoned(j));
    CHECK_EQ(journal_delete(j, (struct session_id){1}, fixture_done, &done), RESULT_OK);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
    journal_close(j);
    fixture_folder_remove(&folder);
}

/* Overwrite, one after the other, every page but the first of a journal with sessions: it opens,
 * never poisons, and what it says is there is what was written. */
TEST(one_corrupt_page_costs_no_more_than_what_is_on_it)
{
    static struct fixture_session s;
    static uint8_t broken[4096];
    uint32_t readable = 0;

    for (long page = 1; page < 12; page++) {
        struct fixture_folder folder;
        struct fixture_done done;
        struct journal *j;
        FILE *file;

        fixture_folder_make(&folder);
        j = fixture_open(&folder);
        for (uint64_t id = 1; id <= 4; id++)
            fixture_append(j, id, 1, 40, "x", &done);
        journal_close(j);
        memset(broken, 0xA5, sizeof broken);
        file = fopen(folder.path, "r+b");
        CHECK(file != NULL);
        fseek(file, page * (long)sizeof broken, SEEK_SET);
        CHECK_EQ(fwrite(broken, sizeof broken, 1, file), 1);
        fclose(file);
        j = fixture_open(&folder);
        for (uint64_t id = 1; id <= 4; id++) {
            fixture_read(j, id, 1, false, &s);
            CHECK(s.result != RESULT_IO);
            readable += s.result == RESULT_OK && s.count == 40;
            for (uint32_t i = 0; s.result == RESULT_OK && i < s.count; i++) {
                char start[32];

                snprintf(start, sizeof start, "%d:%d:", (int)id, (int)i + 1);
                CHECK(strncmp(s.events[i], start, strlen(start)) == 0);
            }
        }
        fixture_append(j, 9, 1, 1, "new", &done);
        fixture_drain(j);
        CHECK(done.result == RESULT_OK || done.result == RESULT_DAMAGED);
        CHECK(!journal_is_poisoned(j));
        journal_close(j);
        fixture_folder_remove(&folder);
    }
    CHECK(readable > 12);
}

/* Sessions grow side by side, so that pages are split and shared; then one is deleted. */
TEST(deletion_leaves_no_trace_in_any_file)
{
    struct fixture_folder folder;
    struct fixture_done done;
    struct journal *j;

    fixture_folder_make(&folder);
    j = fixture_open(&folder);
    for (uint64_t round = 0; round < 60; round++) {
        for (uint64_t id = 1; id <= 5; id++)
            fixture_append(j, id, 1 + round * 3, 3, id == 3 ? "verdwijnreden" : "blijft", &done);
        fixture_drain(j);
    }
    fixture_append_snapshot(j, 3, 181, "verdwijnnaam in a snapshot", &done);
    fixture_append_snapshot(j, 3, 182, "verdwijnnaam in another snapshot, longer", &done);
    fixture_drain(j);
    CHECK(fixture_folder_holds(&folder, "verdwijnreden"));
    CHECK_EQ(journal_delete(j, (struct session_id){3}, fixture_done, &done), RESULT_OK);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
    CHECK(!fixture_folder_holds(&folder, "verdwijnreden"));
    CHECK(!fixture_folder_holds(&folder, "verdwijnnaam"));
    CHECK(fixture_folder_holds(&folder, "blijft"));
    journal_close(j);
    CHECK(!fixture_folder_holds(&folder, "verdwijn"));
    fixture_folder_remove(&folder);
}

TEST(leaving_leaves_no_trace_in_any_file)
{
    struct fixture_folder folder;
    struct fixture_done done;
    struct journal *j;

    fixture_folder_make(&folder);
    j = fixture_open(&folder);
    for (uint64_t round = 0; round < 100; round++) {
        for (uint64_t id = 1; id <= 3; id++)
            fixture_append(j, id, 1 + round, 1, (round + id) % 3 == 0 ? "seat3verdwijnt" : "blijft",
                           &done);
        fixture_drain(j);
    }
    fixture_append_snapshot(j, 1, 101, "seat3verdwijnt", &done);
    fixture_drain(j);
    for (uint64_t id = 1; id <= 3; id++)
        fixture_append_leaving(j, id, id == 1 ? 102 : 101, 3, "zonder", &done);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
    CHECK(!fixture_folder_holds(&folder, "seat3verdwijnt"));
    CHECK(fixture_folder_holds(&folder, "blijft"));
    journal_close(j);
    CHECK(!fixture_folder_holds(&folder, "verdwijnt"));
    fixture_folder_remove(&folder);
}

static void count_wake(void *arg)
{
    atomic_fetch_add((atomic_uint *)arg, 1);
}

/* The writer and the loop at work at once: for the thread sanitizer. */
TEST(many_batches_while_others_are_being_written)
{
    static struct fixture_done done[2000];
    static struct fixture_session s;
    struct fixture_folder folder;
    struct journal *j = NULL;
    atomic_uint wakes = 0;
    struct journal_options options;
    struct journal_figures figures;

    fixture_folder_make(&folder);
    options = (struct journal_options){.path = folder.path, .wake = count_wake, .wake_arg = &wakes};
    CHECK_EQ(journal_open_sqlite(&j, &options), RESULT_OK);
    for (uint64_t i = 0; i < 2000; i++) {
        CHECK_EQ(fixture_append(j, 1 + i % 20, 1 + i / 20 * 2, 2, "x", &done[i]), RESULT_OK);
        if (i % 7 == 0)
            journal_poll(j);
    }
    fixture_drain(j);
    for (uint64_t i = 0; i < 2000; i++)
        CHECK_EQ(done[i].result, RESULT_OK);
    for (uint64_t id = 1; id <= 20; id++) {
        fixture_read(j, id, 1, true, &s);
        CHECK_EQ(s.count, 200);
    }
    figures = journal_take_figures(j);
    CHECK_EQ(figures.events_count, 4000);
    CHECK(figures.commits_count <= 2000 && figures.commits_count > 0);
    CHECK(atomic_load(&wakes) > 0);
    journal_close(j);
    fixture_folder_remove(&folder);
}

static void count_whole(void *arg, const struct journal_file_session *session)
{
    CHECK(session->is_whole);
    CHECK(session->events_count >= 200);
    ++*(uint32_t *)arg;
}

/* Batches go on meanwhile: it has at least what was durable before, and holds together. */
TEST(a_copy_that_is_made_while_others_are_written_is_whole)
{
    static struct fixture_done done[2000];
    struct fixture_folder folder;
    struct fixture_done copied = {.result = -1}, second = {.result = -1};
    char copy[80], small[80];
    uint32_t sessions = 0;
    struct journal *j;

    fixture_folder_make(&folder);
    snprintf(copy, sizeof copy, "%s-copy", folder.path);
    snprintf(small, sizeof small, "%s-small", folder.path);
    j = fixture_open(&folder);
    for (uint64_t i = 0; i < 2000; i++) {
        CHECK_EQ(fixture_append(j, 1 + i % 10, 1 + i / 10 * 2, 2, "x", &done[i]), RESULT_OK);
        if (i != 1000)
            continue;
        fixture_drain(j);
        CHECK_EQ(journal_copy(j, copy, fixture_done, &copied), RESULT_OK);
        CHECK_EQ(journal_copy(j, small, fixture_done, &second), RESULT_FENCED); /* One at a time. */
    }
    fixture_drain(j);
    CHECK_EQ(copied.result, RESULT_OK);
    CHECK_EQ(copied.calls, 1);
    CHECK_EQ(second.calls, 0);
    for (uint64_t i = 0; i < 2000; i++)
        CHECK_EQ(done[i].result, RESULT_OK);
    CHECK_EQ(journal_copy(j, copy, fixture_done, &second), RESULT_OK);
    fixture_drain(j);
    CHECK_EQ(second.result, RESULT_INVALID); /* Something is there. */
    CHECK_EQ(journal_file_compact(folder.path, small), RESULT_FENCED);
    CHECK_EQ(journal_file_compact(copy, small), RESULT_OK);
    CHECK_EQ(journal_file_check(small, count_whole, &sessions), RESULT_OK);
    CHECK_EQ(sessions, 10);
    journal_close(j);
    fixture_folder_remove(&folder);
}

TEST(a_copy_that_is_under_way_when_the_journal_is_closed_stays_nowhere)
{
    struct fixture_folder folder;
    struct fixture_done done, copied = {.result = -1};
    char copy[80];
    struct journal *j;

    fixture_folder_make(&folder);
    snprintf(copy, sizeof copy, "%s-copy", folder.path);
    j = fixture_open(&folder);
    for (uint64_t i = 0; i < 500; i++)
        fixture_append(j, 1, 1 + i * 4, 4, "x", &done);
    fixture_drain(j);
    CHECK_EQ(journal_copy(j, copy, fixture_done, &copied), RESULT_OK);
    journal_close(j);
    CHECK_EQ(copied.calls, 0);
    /* It may have been made before, of course; half of it never stays. */
    if (access(copy, F_OK) == 0) {
        uint32_t sessions = 0;

        CHECK_EQ(journal_file_check(copy, count_whole, &sessions), RESULT_OK);
        CHECK_EQ(sessions, 1);
    }
    fixture_folder_remove(&folder);
}

TEST(what_sqlite_says_has_one_meaning)
{
    static const struct {
        int code, system_error;
        enum result result;
    } said[] = {
        {SQLITE_DONE, ENOSPC, RESULT_OK},
        {SQLITE_FULL, 0, RESULT_NO_SPACE},
        {SQLITE_IOERR_WRITE, EDQUOT, RESULT_NO_SPACE},
        {SQLITE_IOERR_WRITE, EFBIG, RESULT_NO_SPACE},
        {SQLITE_IOERR_WRITE, EIO, RESULT_IO},
        {SQLITE_IOERR_FSYNC, ENOSPC, RESULT_IO}, /* What was written may be gone. */
        {SQLITE_IOERR_NOMEM, 0, RESULT_NO_MEMORY},
        {SQLITE_NOMEM, 0, RESULT_NO_MEMORY},
        {SQLITE_IOERR_CORRUPTFS, 0, RESULT_DAMAGED},
        {SQLITE_CORRUPT_INDEX, 0, RESULT_DAMAGED},
        {SQLITE_NOTADB, 0, RESULT_DAMAGED},
        {SQLITE_BUSY, 0, RESULT_IO},
    };

    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        errno = said[i].system_error;
        CHECK_EQ(sqlite_result(said[i].code), said[i].result);
    }
}

/* ---- the log -------------------------------------------------------------------------------- */

/* Bytes of the write-ahead log when so many batches of eight megabytes were written one by one. */
static off_t log_bytes_after(uint32_t batches)
{
    static uint8_t snapshot[8 * 1024 * 1024];
    const struct bytes event = bytes_of("x");
    struct fixture_folder folder;
    struct fixture_done done;
    struct journal *j;
    struct stat status;
    char path[80];

    fixture_folder_make(&folder);
    j = fixture_open(&folder);
    for (uint32_t i = 1; i <= batches; i++) {
        const struct journal_entry entry = fixture_entry(1, "", 5000);
        const struct journal_batch batch = {.session = {1},
                                            .seq_first = i,
                                            .events = &event,
                                            .events_count = 1,
                                            .created = i == 1 ? &entry : NULL,
                                            .snapshot = {snapshot, sizeof snapshot},
                                            .snapshot_seq = i};

        done.result = -1;
        CHECK_EQ(journal_append(j, &batch, fixture_done, &done), RESULT_OK);
        fixture_drain(j);
        CHECK_EQ(done.result, RESULT_OK);
    }
    snprintf(path, sizeof path, "%s-wal", folder.path);
    CHECK_EQ(stat(path, &status), 0);
    journal_close(j);
    fixture_folder_remove(&folder);
    return status.st_size;
}

/* Before the next group is written the log is put away. */
TEST(a_log_that_is_as_long_as_it_may_be_is_put_away_before_more_is_written)
{
    const off_t most = (off_t)SQLITE_WRITER_LOG_PAGES_MAX * 4096;

    CHECK(log_bytes_after(2) < most);
    CHECK(log_bytes_after(12) < most + 9 * 1024 * 1024);
}
