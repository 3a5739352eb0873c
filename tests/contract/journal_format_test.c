/* journal_format_test.c -- journals that an older or a newer release wrote. */
#include "journal/journal.h"
#include "journal/journal_file.h"

#include "journal_fixture.h"
#include "test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int64_t number_in(const char *path, const char *question)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t answer = -1;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, question, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        answer = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer;
}

static void change(const char *path, const char *what)
{
    sqlite3 *db = NULL;

    CHECK_EQ(sqlite3_open(path, &db), SQLITE_OK);
    CHECK_EQ(sqlite3_exec(db, what, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

#define no_owners "ALTER TABLE sessions DROP COLUMN owner;"
#define no_chains                                                                                  \
    no_owners                                                                                      \
        "ALTER TABLE sessions DROP COLUMN rewritten; ALTER TABLE sessions DROP COLUMN tokens;"     \
        "ALTER TABLE sessions DROP COLUMN chain; ALTER TABLE events DROP COLUMN chain;"            \
        "ALTER TABLE tokens DROP COLUMN seq; ALTER TABLE tokens DROP COLUMN chain;"                \
        "ALTER TABLE snapshots DROP COLUMN chain;"

static const char *const to_format[] = {[1] =
                                            no_chains " DROP TABLE made_by; PRAGMA user_version=1",
                                        [2] = no_chains " PRAGMA user_version=2",
                                        [3] = no_owners " PRAGMA user_version=3"};

/* A journal with a session, as earlier releases left it: format 1, 2 or 3. */
static void make_old(const struct fixture_folder *folder, int format, const char *mark)
{
    char mark_path[128];
    struct fixture_done done;
    struct journal *j = fixture_open(folder);

    fixture_append(j, 7, 1, 5, mark, &done);
    fixture_append_token(j, 7, 6, JOURNAL_TOKEN_ADD, 1, 0x33, &done);
    fixture_append_snapshot(j, 7, 7, "a state", &done);
    fixture_drain(j);
    journal_close(j);
    change(folder->path, to_format[format]);
    snprintf(mark_path, sizeof mark_path, "%s-mark", folder->path);
    if (format < 3)
        unlink(mark_path);
}

static void copy_of(const struct fixture_folder *folder, char *path, size_t size)
{
    snprintf(path, size, "%s.old-format", folder->path);
}

static void bring_up(int format)
{
    static struct fixture_session s;
    struct fixture_folder folder;
    struct fixture_done done;
    struct journal *j;
    char copy[128];

    fixture_folder_make(&folder);
    copy_of(&folder, copy, sizeof copy);
    make_old(&folder, format, "bewaard");
    CHECK(access(copy, F_OK) != 0);
    j = fixture_open(&folder);
    fixture_read(j, 7, 1, false, &s);
    CHECK_EQ(s.count, 7);
    CHECK_TEXT(s.events[4], "7:5:bewaard");
    CHECK_EQ(fixture_find(j, 0x33).session.value, 7);
    fixture_read(j, 7, 1, true, &s);
    CHECK_TEXT(s.snapshot, "a state");
    fixture_append(j, 7, 8, 1, "goes on", &done);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
    journal_close(j);
    CHECK_EQ(number_in(folder.path, "PRAGMA user_version"), JOURNAL_FORMAT_VERSION);
    CHECK_EQ(number_in(folder.path, "SELECT count(*) FROM made_by"), 1);
    CHECK_EQ(number_in(copy, "PRAGMA user_version"), format);
    CHECK_EQ(number_in(copy, "SELECT count(*) FROM events"), 7);
    j = fixture_open(&folder); /* Once is enough. */
    fixture_read(j, 7, 1, false, &s);
    CHECK_EQ(s.count, 8);
    journal_close(j);
    CHECK_EQ(number_in(copy, "PRAGMA user_version"), format);
    unlink(copy);
    fixture_folder_remove(&folder);
}

TEST(an_older_format_is_brought_up_and_a_copy_kept)
{
    for (int format = 1; format < JOURNAL_FORMAT_VERSION; format++)
        bring_up(format);
}

static void count_whole(void *arg, const struct journal_file_session *session)
{
    *(int *)arg += session->is_whole;
}

/* A backup that an earlier release made is looked through as it is. */
TEST(a_file_from_before_sessions_had_owners_is_looked_through_and_not_changed)
{
    struct fixture_folder folder;
    char *before, *after;
    size_t before_bytes, after_bytes;
    int whole = 0;

    fixture_folder_make(&folder);
    make_old(&folder, 3, "bewaard");
    before = test_read_file(folder.path, &before_bytes);
    CHECK_EQ(journal_file_check(folder.path, count_whole, &whole), RESULT_OK);
    CHECK_EQ(whole, 1);
    after = test_read_file(folder.path, &after_bytes);
    CHECK(before_bytes == after_bytes && memcmp(before, after, before_bytes) == 0);
    free(before);
    free(after);
    fixture_folder_remove(&folder);
}

/* The copy holds what everybody said, and deletion leaves nothing behind. */
TEST(the_copy_goes_when_something_is_deleted_for_good)
{
    struct fixture_folder folder;
    struct fixture_done done;
    struct journal *j;

    fixture_folder_make(&folder);
    make_old(&folder, 2, "verdwijnt");
    j = fixture_open(&folder);
    journal_close(j);
    CHECK(fixture_folder_holds(&folder, "verdwijnt"));
    j = fixture_open(&folder); /* Also after another start. */
    CHECK_EQ(journal_delete(j, (struct session_id){7}, fixture_done, &done), RESULT_OK);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
    CHECK(!fixture_folder_holds(&folder, "verdwijnt"));
    journal_close(j);
    fixture_folder_remove(&folder);
}

TEST(a_newer_format_is_refused_unchanged)
{
    struct fixture_folder folder;
    struct journal_options options;
    struct journal *j = NULL;
    char *before, *after;
    size_t size_before, size_after;

    fixture_folder_make(&folder);
    make_old(&folder, 1, "van later");
    change(folder.path,
           "CREATE TABLE made_by(program, more); INSERT INTO made_by VALUES('9.9.0', 1);"
           "PRAGMA user_version=5");
    options = (struct journal_options){.path = folder.path};
    before = test_read_file(folder.path, &size_before);
    CHECK_EQ(journal_open_sqlite(&j, &options), RESULT_NEWER);
    after = test_read_file(folder.path, &size_after);
    CHECK(size_before == size_after && memcmp(before, after, size_before) == 0);
    free(before);
    free(after);
    fixture_folder_remove(&folder);
}

/* One table for the journal, its marks and copies, and backups. */
