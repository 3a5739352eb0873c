/* backup.c -- `dilemma backup FILE`: a data folder in one file. A server that runs makes a copy of
 * its journal between commits and goes on; without one the journal is read as it is. The file gets
 * its name when all of it was looked at and is durable. */
#include "backup/backup.h"

#include "cli/cli.h"
#include "cli/json_line.h"
#include "main/data_folder.h"
#include "main/settings_check.h"
#include "main/version.h"
#include "library/file.h"
#include "sys/clock.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void explain(const char *path, enum result result)
{
    if (result == RESULT_NO_SPACE || result == RESULT_IO)
        fprintf(stderr, "dilemma backup: '%.400s' cannot be written: %s\n", path,
                result == RESULT_NO_SPACE ? "the disk is full"
                                          : "may you write there, and read the data folder?");
    else
        data_explain("backup", path, result);
}

/* To a file of this name, which nobody takes for a backup as it is not whole. */
static enum result write_half(const char *data, const char *half, struct backup_about *about,
                              uint32_t *missing)
{
    struct still_journal still;
    char version[VERSION_TEXT_BYTES_MAX];
    struct backup_about written = {.made_ms = clock_now_ms(clock_system())};
    enum result result = still_open(&still, "backup", data);

    if (result != RESULT_OK)
        return result;
    snprintf(written.program, sizeof written.program, "%s", version_text(version));
    result = backup_write(data, still.path, half, &written);
    if (result == RESULT_OK)
        result = backup_check(half, about);
    if (result != RESULT_OK)
        explain(result == RESULT_NO_SPACE || result == RESULT_IO ? half : still.path, result);
    *missing = still.copy.losses_count;
    still_close(&still);
    return result;
}

static bool name_it(const char *half, const char *file)
{
    char folder[DATA_PATH_BYTES_MAX];
    const char *slash = strrchr(file, '/');

    snprintf(folder, sizeof folder, "%.*s", slash != NULL ? (int)(slash - file + 1) : 1,
             slash != NULL ? file : ".");
    return rename(half, file) == 0 && folder_sync(folder);
}

static void tell_json(const char *file, const struct backup_about *about, uint32_t missing)
{
    cJSON *line = cJSON_CreateObject();

    cJSON_AddStringToObject(line, "name", "backup");
    cJSON_AddStringToObject(line, "file", file);
    cJSON_AddNumberToObject(line, "bytes", (double)about->bytes);
    cJSON_AddNumberToObject(line, "sessions", about->sessions_count);
    cJSON_AddNumberToObject(line, "damaged", about->damaged_count);
    cJSON_AddNumberToObject(line, "stories", about->stories_count);
    cJSON_AddNumberToObject(line, "missing", missing);
    json_line_print(stdout, line);
}

static void tell(const struct cli_backup *options, const struct backup_about *about,
                 uint32_t missing)
{
    const char *file = options->operands.items[0];

    if (options->json)
        tell_json(file, about, missing);
    else
        printf("%s: %" PRIu32 " session%s, %" PRIu32 " own stor%s, %" PRIu64
               " kB. It holds names and votes: keep it where the sessions might be kept, and no "
               "longer.\n",
               file, about->sessions_count, about->sessions_count == 1 ? "" : "s",
               about->stories_count, about->stories_count == 1 ? "y" : "ies", about->bytes / 1000);
    if (about->damaged_count > 0)
        fprintf(stderr,
                "dilemma backup: of %" PRIu32 " sessions something is not what was written; it is "
                "in the backup as it is. `dilemma check-data` names them\n",
                about->damaged_count);
    if (missing > 0)
        fprintf(stderr,
                "dilemma backup: of %" PRIu32 " sessions something is missing; the server said so "
                "when it started (event=loss)\n",
                missing);
}

int cli_backup(const struct cli_backup *options)
{
    const char *file = options->operands.items[0];
    char half[DATA_PATH_BYTES_MAX], why[FLAG_WHY_BYTES_MAX];
    struct backup_about about;
    uint32_t missing = 0;

    if (!setting_path_check("data", options->data, why))
        return cli_refuse("backup", "%s", why);
    if (snprintf(half, sizeof half, "%s.half", file) >= (int)sizeof half)
        return cli_refuse("backup", "the name of the file is too long");
    if (access(file, F_OK) == 0)
        return cli_refuse("backup", "'%.400s' is there already; give the backup another name",
                          file);
    umask(0077); /* It holds names and votes. */
    if (write_half(options->data, half, &about, &missing) != RESULT_OK) {
        unlink(half);
        return CLI_NO;
    }
    if (!name_it(half, file)) {
        fprintf(stderr, "dilemma backup: '%.400s' cannot be written\n", file);
        return CLI_NO;
    }
    tell(options, &about, missing);
    return about.damaged_count + missing > 0 ? CLI_NO : EXIT_SUCCESS;
}
