#include "main/not_started.h"

#include <stdio.h>
#include <string.h>

/* Why the journal in the folder `data` could not be opened, and what to do. */
static void explain_journal(enum result result, const char *data)
{
    switch (result) {
    case RESULT_FENCED:
        fprintf(stderr,
                "dilemma serve: another server uses the folder '%.200s'; stop that one, or give "
                "this one a folder of its own with --data\n",
                data);
        break;
    case RESULT_NEWER:
        fprintf(stderr,
                "dilemma serve: the sessions in '%.200s' were written by a newer version of "
                "Dilemmakamer (the line above says which); start that version. Nothing was "
                "changed.\n",
                data);
        break;
    case RESULT_INVALID:
        fprintf(stderr,
                "dilemma serve: '%.200s/journal.db' is the file of another program, or its first "
                "page is damaged. Give Dilemmakamer a folder of its own with --data, or put back a "
                "copy. Nothing was changed.\n",
                data);
        break;
    case RESULT_DAMAGED:
        fprintf(stderr,
                "dilemma serve: '%.200s/journal.db' cannot be used: its first page is damaged, "
                "which says what the file is (or it never was a journal). Nothing was changed. Put "
                "back a copy of the folder; or move the file away and start with --accept-loss, "
                "without its sessions.\n",
                data);
        break;
    default:
        fprintf(stderr,
                "dilemma serve: '%.200s/journal.db' cannot be used; is the disk full, or is the "
                "file damaged?\n",
                data);
    }
}

/* The log has said what the database answered. */
static void explain_database(enum result result)
{
    switch (result) {
    case RESULT_FENCED:
        fprintf(stderr,
                "dilemma serve: another server uses the database of --journal; stop that one, or "
                "give this one a database of its own. Servers that share one each have a name of "
                "their own (--node)\n");
        break;
    case RESULT_NEWER:
        fprintf(stderr, "dilemma serve: the tables in the database of --journal were made by a "
                        "newer version of Dilemmakamer (the line above says which); start that "
                        "version. Nothing was changed.\n");
        break;
    case RESULT_INVALID:
        fprintf(stderr, "dilemma serve: --journal needs PostgreSQL 14 or newer. Nothing was "
                        "changed.\n");
        break;
    case RESULT_DAMAGED:
        fprintf(stderr,
                "dilemma serve: in the database of --journal the schema 'dilemma' is not as "
                "Dilemmakamer makes it. Put back a copy, or name another database. Nothing "
                "was changed.\n");
        break;
    default:
        fprintf(stderr, "dilemma serve: the database of --journal cannot be used (the line above "
                        "says why); does it run, may this user log in, and create a schema?\n");
    }
}

void not_started_explain(const struct server_settings *settings, const char *part,
                         enum result result)
{
    const char *data = settings->data;

    if (strcmp(part, "journal") == 0 && settings->journal[0] != '\0')
        explain_database(result);
    else if (strcmp(part, "journal") == 0)
        explain_journal(result, data);
    else if (strcmp(part, "scenarios") == 0)
        fprintf(stderr,
                "dilemma serve: no scenario could be read from '%.200s'; name the folder with "
                "--scenarios\n",
                settings->scenarios);
    else if (strcmp(part, "key") == 0)
        fprintf(stderr,
                "dilemma serve: '%.200s/trainer-key' cannot be used; `dilemma key --data %.200s` "
                "makes a new one\n",
                data, data);
    else if (strcmp(part, "keys") == 0)
        fprintf(stderr, "dilemma serve: '%.200s/trainer-keys' %s\n", data,
                result == RESULT_NEWER
                    ? "was written by a newer version of Dilemmakamer; start that version. Nothing "
                      "was changed"
                    : "cannot be used. Put back a copy of it; or move it away and give each "
                      "trainer a new key: what they made before can then only be reached with "
                      "the first key. Nothing was changed");
    else if (strcmp(part, "edge") == 0)
        fprintf(stderr,
                "dilemma serve: cannot listen on %.100s port %u; is the port taken, or is that no "
                "address of this machine? Choose others with --port and --address\n",
                settings->address, settings->port);
}
