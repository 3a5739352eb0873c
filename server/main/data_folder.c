#include "main/data_folder.h"

#include <stdio.h>
#include <time.h>

void data_explain(const char *command, const char *path, enum result result)
{
    const char *why = "cannot be read; may you, and is the disk in order?";

    switch (result) {
    case RESULT_NOT_FOUND: why = "is not there"; break;
    case RESULT_FENCED:
        why = "is in use: another command or a server has it; try again, or stop that";
        break;
    case RESULT_NEWER: why = "was written by a newer version of Dilemmakamer; use that one"; break;
    case RESULT_INVALID: why = "is something else"; break;
    case RESULT_DAMAGED: why = "is damaged: it is not what was written"; break;
    case RESULT_NO_SPACE:
        why = "cannot be copied: there is too little space on the disk; nothing was changed";
        break;
    case RESULT_CLOSED: why = "is of a server that is stopping; try again"; break;
    default: break;
    }
    fprintf(stderr, "dilemma %s: '%.400s' %s\n", command, path, why);
}

/* A server was asked: only one whose sessions are elsewhere answers that. */
static void explain_database(const char *command)
{
    fprintf(
        stderr,
        "dilemma %s: this server keeps its sessions in a database (--journal): make the backup "
        "with PostgreSQL's own tools, such as pg_dump --schema=dilemma. Own stories, those that "
        "sessions began with and the trainer's key are files in the data folder: copy that "
        "beside it\n",
        command);
}

enum result still_open(struct still_journal *out, const char *command, const char *data)
{
    const enum result asked = control_ask_copy(data, &out->copy);
    enum result result = asked;

    out->is_served = result == RESULT_OK;
    if (result == RESULT_NOT_FOUND) {
        result =
            snprintf(out->path, sizeof out->path, "%s/journal.db", data) < (int)sizeof out->path
                ? RESULT_OK
                : RESULT_INVALID;
    } else if (result == RESULT_OK) {
        snprintf(out->path, sizeof out->path, "%s", out->copy.path);
    }
    if (asked == RESULT_INVALID)
        explain_database(command);
    else if (result != RESULT_OK)
        data_explain(command, data, result);
    return result;
}

void still_close(struct still_journal *still)
{
    control_hang_up(&still->copy);
}

const char *data_time(uint64_t ms, char out[DATA_TIME_BYTES_MAX])
{
    const time_t seconds = (time_t)(ms / 1000);
    struct tm parts;

    if (gmtime_r(&seconds, &parts) == NULL ||
        strftime(out, DATA_TIME_BYTES_MAX, "%Y-%m-%d %H:%M UTC", &parts) == 0)
        snprintf(out, DATA_TIME_BYTES_MAX, "?");
    return out;
}
