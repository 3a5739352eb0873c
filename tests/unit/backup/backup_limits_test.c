/* backup_limits_test.c -- what a backup takes at most: as much goes in and comes out again, and of
 * one more no backup is made, or the file is called damaged. */
#include "backup/backup.h"
#include "backup/tables.h"

#include "journal/journal.h"
#include "sys/log.h"
#include "test.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 6 /* As in backup_write.c. */

static char folder[] = "/tmp/dilemma-backup-XXXXXX";
static char data[64], journal[80], backup[64];

static void folder_begin(void)
{
    const struct journal_options options = {.path = journal};
    struct journal *made = NULL;

    log_set_level(LOG_NONE);
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    snprintf(data, sizeof data, "%s/data", folder);
    snprintf(journal, sizeof journal, "%s/journal.db", data);
    snprintf(backup, sizeof backup, "%s/backup", folder);
    CHECK_EQ(mkdir(data, 0700), 0);
    CHECK_EQ(journal_open_sqlite(&made, &options), RESULT_OK);
    journal_close(made);
}

static void folder_end(void)
{
    char remove[80];

    snprintf(remove, sizeof remove, "rm -r %s", folder);
    CHECK_EQ(system(remove), 0);
}

/* A file in the data folder, and the folders that it stands in. */
static void put_file(const char *name, off_t size)
{
    char path[1024];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", data, name);
    for (char *at = path + strlen(data) + 1; (at = strchr(at, '/')) != NULL; at++) {
        *at = '\0';
        CHECK(mkdir(path, 0700) == 0 || errno == EEXIST);
        *at = '/';
    }
    file = fopen(path, "wb");
    CHECK(file != NULL && ftruncate(fileno(file), size) == 0);
    fclose(file);
}

static void file_of(size_t bytes)
{
    put_file("scenarios/eigen/nl.json", (off_t)bytes);
}

/* "scenarios" is the first of the folders; the file stands in the last. */
static void deep_of(size_t levels)
{
    char name[200] = "scenarios/";

    for (size_t i = 0; i < levels; i++)
        strcat(name, "d/");
    strcat(name, "nl.json");
    put_file(name, 1);
}

/* "scenarios/aaa.../aaa.../aaa": a name has at most 255 bytes. */
static void path_of(size_t bytes)
{
    char name[BACKUP_PATH_BYTES_MAX + 2];

    memset(name, 'a', bytes);
    memcpy(name, "scenarios/", 10);
    name[200] = name[400] = '/';
    name[bytes] = '\0';
    put_file(name, 1);
}

static const struct {
    const char *what;
    void (*make)(size_t count);
    size_t most;
} limits[] = {
    {"BACKUP_FILE_BYTES_MAX", file_of, BACKUP_FILE_BYTES_MAX},
    {"DEPTH_MAX", deep_of, DEPTH_MAX},
    {"BACKUP_PATH_BYTES_MAX", path_of, BACKUP_PATH_BYTES_MAX - 1},
};

/* Nothing stays at its name when none is made. */
static enum result made_of(void (*make)(size_t), size_t count)
{
    struct backup_about about = {.program = "test"}, checked;
    enum result result;
    char out[80];

    folder_begin();
    make(count);
    result = backup_write(data, journal, backup, &about);
    CHECK_EQ(access(backup, F_OK) == 0, result == RESULT_OK);
    if (result == RESULT_OK) {
        CHECK_EQ(backup_check(backup, &checked), RESULT_OK);
        CHECK_EQ(checked.files_count, 1);
        snprintf(out, sizeof out, "%s/out", folder);
        CHECK_EQ(mkdir(out, 0700), 0);
        CHECK_EQ(backup_unpack(backup, out), RESULT_OK);
    }
    folder_end();
    return result;
}

TEST(a_backup_takes_as_much_as_it_may_and_is_not_made_of_one_more)
{
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        if (made_of(limits[i].make, limits[i].most) != RESULT_OK)
            test_fail(__FILE__, __LINE__, "%s: not as much as it may", limits[i].what);
        if (made_of(limits[i].make, limits[i].most + 1) == RESULT_OK)
            test_fail(__FILE__, __LINE__, "%s: one more than it may", limits[i].what);
    }
}

/* A backup that says to have so many files. */
static enum result checked_with(uint32_t count)
{
    struct backup_about about = {.program = "test"};
    enum result result;
    char text[400];
    sqlite3 *db = NULL;

    folder_begin();
    file_of(1);
    CHECK_EQ(backup_write(data, journal, backup, &about), RESULT_OK);
    CHECK_EQ(tables_open(backup, &db), RESULT_OK);
    snprintf(text, sizeof text,
             "INSERT INTO backup_files WITH RECURSIVE n(i) AS (VALUES(2) UNION ALL SELECT i+1 FROM "
             "n WHERE i<%u) SELECT 'scenarios/eigen/' || i, hash FROM n, backup_blobs",
             count);
    CHECK_EQ(tables_run(db, text), RESULT_OK);
    sqlite3_close(db);
    result = backup_check(backup, &about);
    folder_end();
    return result;
}

TEST(a_backup_of_more_files_than_there_may_be_is_called_damaged)
{
    CHECK_EQ(checked_with(BACKUP_FILES_MAX), RESULT_OK);
    CHECK_EQ(checked_with(BACKUP_FILES_MAX + 1), RESULT_DAMAGED);
}
