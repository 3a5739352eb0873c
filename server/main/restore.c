/* restore.c -- `dilemma restore FILE`: an empty data folder is filled from a backup.
 *
 *   the file is looked at, all of it
 *   restoring   is written in the folder: a server does not start on half a folder
 *   the files, the journal, and the marks of how far its sessions came
 *   restored    takes its place, and says which backup it was. The server tells it when it starts.
 *
 * The marks are made new, so that what the backup lacks is not missed: it was made before. */
#include "backup/backup.h"

#include "cli/cli.h"
#include "cli/json_line.h"
#include "journal/journal.h"
#include "library/file.h"
#include "main/data_folder.h"
#include "main/settings_check.h"
#include "sys/clock.h"
#include "sys/log.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FTW_FILES_MAX 16

static bool path_in(const char *data, const char *name, char out[DATA_PATH_BYTES_MAX])
{
    return snprintf(out, DATA_PATH_BYTES_MAX, "%s/%s", data, name) < DATA_PATH_BYTES_MAX;
}

enum result restored_read(const char *data, char says[DATA_SAYS_BYTES_MAX])
{
    char path[DATA_PATH_BYTES_MAX];
    struct bytes content;

    says[0] = '\0';
    if (path_in(data, "restoring", path) && access(path, F_OK) == 0)
        return RESULT_DAMAGED;
    if (!path_in(data, "restored", path) ||
        file_read(path, DATA_SAYS_BYTES_MAX - 1, &content) != RESULT_OK)
        return RESULT_OK;
    snprintf(says, DATA_SAYS_BYTES_MAX, "%.*s", (int)content.size, (const char *)content.data);
    says[strcspn(says, "\n")] = '\0';
    free((void *)(uintptr_t)content.data);
    return RESULT_OK;
}

/* A disk of its own has a lost+found. */
static bool is_empty(const char *data)
{
    DIR *folder = opendir(data);
    const struct dirent *entry;
    bool empty = true;

    if (folder == NULL)
        return errno == ENOENT;
    while (empty && (entry = readdir(folder)) != NULL)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
                strcmp(entry->d_name, "lost+found") == 0;
    closedir(folder);
    return empty;
}

static bool may_fill(const char *data)
{
    if (control_is_answered(data)) {
        fprintf(stderr,
                "dilemma restore: a server uses the folder '%.400s'; stop it, and restore to an "
                "empty folder\n",
                data);
        return false;
    }
    if (is_empty(data))
        return true;
    fprintf(stderr,
            "dilemma restore: '%.400s' is no empty folder; move away what is in it, or restore to "
            "another one. Nothing was changed\n",
            data);
    return false;
}

static bool check(const char *file, struct backup_about *about)
{
    const enum result result = backup_check(file, about);

    if (result == RESULT_INVALID)
        fprintf(stderr,
                "dilemma restore: '%.400s' is no backup; `dilemma backup` makes one. Nothing was "
                "changed\n",
                file);
    else if (result == RESULT_DAMAGED)
        fprintf(stderr,
                "dilemma restore: '%.400s' is damaged, or it is no backup. Nothing was changed\n",
                file);
    else if (result != RESULT_OK)
        data_explain("restore", file, result);
    return result == RESULT_OK;
}

/* Marks and the space that is kept are made by opening it. An older format is brought up. */
static enum result settle_journal(const char *data)
{
    char path[DATA_PATH_BYTES_MAX];
    const struct journal_options options = {.path = path};
    struct journal *journal = NULL;
    enum result result = RESULT_IO;

    log_set_level(LOG_NONE);
    if (path_in(data, "journal.db", path))
        result = journal_open_sqlite(&journal, &options);
    journal_close(journal);
    return result;
}

static bool say_what_it_is(const char *data, const char *file, const struct backup_about *about)
{
    char half[DATA_PATH_BYTES_MAX], whole[DATA_PATH_BYTES_MAX], says[DATA_SAYS_BYTES_MAX];
    char made[DATA_TIME_BYTES_MAX], now[DATA_TIME_BYTES_MAX];
    const char *slash = strrchr(file, '/');
    struct bytes text;

    snprintf(says, sizeof says, "restored %s from %.64s, a backup of %s\n",
             data_time(clock_now_ms(clock_system()), now), slash != NULL ? slash + 1 : file,
             data_time(about->made_ms, made));
    text = bytes_of(says);
    return path_in(data, "restoring", half) && path_in(data, "restored", whole) &&
           file_write(half, &text, 1) && rename(half, whole) == 0 && folder_sync(data);
}

static enum result fill(const char *data, const char *file, const struct backup_about *about)
{
    char half[DATA_PATH_BYTES_MAX];
    const struct bytes nothing = {NULL, 0};
    enum result result;

    if (!folder_make(data) || !path_in(data, "restoring", half) || !file_write(half, &nothing, 1))
        return RESULT_IO;
    result = backup_unpack(file, data);
    if (result == RESULT_OK)
        result = settle_journal(data);
    if (result == RESULT_OK && !say_what_it_is(data, file, about))
        result = RESULT_IO;
    return result;
}

/* ---- whose it is ---------------------------------------------------------------------------- */

static struct stat owner;

static int give(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    return lchown(path, owner.st_uid, owner.st_gid);
}

/* Root restores for the user of the server, to whom the folder belongs. */
static bool give_to_owner(const char *data)
{
    return geteuid() != 0 || stat(data, &owner) != 0 || owner.st_uid == 0 ||
           nftw(data, give, FTW_FILES_MAX, FTW_PHYS | FTW_MOUNT) == 0;
}

/* ---- the command ---------------------------------------------------------------------------- */

static void tell_json(const struct cli_restore *options, const struct backup_about *about,
                      const char *made)
{
    cJSON *line = cJSON_CreateObject();

    cJSON_AddStringToObject(line, "name", "restore");
    cJSON_AddStringToObject(line, "data", options->data);
    cJSON_AddStringToObject(line, "made", made);
    cJSON_AddNumberToObject(line, "sessions", about->sessions_count);
    cJSON_AddNumberToObject(line, "damaged", about->damaged_count);
    cJSON_AddNumberToObject(line, "stories", about->stories_count);
    json_line_print(stdout, line);
}

static void tell(const struct cli_restore *options, const struct backup_about *about)
{
    char made[DATA_TIME_BYTES_MAX];

    data_time(about->made_ms, made);
    if (options->json)
        tell_json(options, about, made);
    else
        printf("%s: %" PRIu32 " session%s and %" PRIu32 " own stor%s, as of %s (by %s). What was "
               "done after that is not in it. Keys are those of then.\n",
               options->data, about->sessions_count, about->sessions_count == 1 ? "" : "s",
               about->stories_count, about->stories_count == 1 ? "y" : "ies", made, about->program);
    if (about->damaged_count > 0)
        fprintf(stderr,
                "dilemma restore: %" PRIu32 " of the sessions were not what was written when the "
                "backup was made; `dilemma check-data` names them\n",
                about->damaged_count);
}

int cli_restore(const struct cli_restore *options)
{
    const char *file = options->operands.items[0];
    char why[FLAG_WHY_BYTES_MAX];
    struct backup_about about;
    enum result result;

    if (!setting_path_check("data", options->data, why))
        return cli_refuse("restore", "%s", why);
    umask(0077);
    if (!may_fill(options->data) || !check(file, &about))
        return CLI_NO;
    result = fill(options->data, file, &about);
    if (result != RESULT_OK || !give_to_owner(options->data)) {
        fprintf(stderr, "dilemma restore: '%.400s' could not be filled%s; empty it and try again\n",
                options->data, result == RESULT_NO_SPACE ? ": the disk is full" : "");
        return CLI_NO;
    }
    tell(options, &about);
    return EXIT_SUCCESS;
}
