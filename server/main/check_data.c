/* check_data.c -- `dilemma check-data`: is every session whole? Every page of the journal and every
 * chain in it is looked at (`dilemma replay` plays the sessions as well), in a copy when a server
 * runs; and it is compared with the marks of how far each session came. The list of keys is read,
 * too. */
#include "cli/cli.h"
#include "journal/journal_file.h"
#include "keys/key_store.h"
#include "main/data_folder.h"
#include "sys/log.h"

#include <inttypes.h>
#include <stdlib.h>

struct checked {
    bool json;
    uint32_t sessions, whole;
};

static void take(void *arg, const struct journal_file_session *session)
{
    struct checked *checked = arg;
    const bool whole = session->is_whole || session->is_condemned;

    checked->sessions++;
    checked->whole += whole;
    if (whole)
        return;
    printf(checked->json ? "{\"name\":\"session\",\"session\":\"%016" PRIx64
                           "\",\"code\":\"%s\",\"events\":%" PRIu64 "}\n"
                         : "session=%016" PRIx64 " code=%s events=%" PRIu64
                           ": not what was written\n",
           session->session.value, session->code, session->events_count);
}

/* Opening it compares it with its marks, and names in the log what is missing. */
static enum result count_losses(const char *path, uint32_t *losses)
{
    const struct journal_options options = {.path = path};
    const struct journal_loss *list;
    struct journal *journal = NULL;
    const enum result result = journal_open_sqlite(&journal, &options);

    if (result == RESULT_OK)
        *losses = journal_losses(journal, &list);
    journal_close(journal);
    return result;
}

static int tell(const struct checked *checked, uint32_t missing)
{
    if (checked->json)
        printf("{\"name\":\"check-data\",\"sessions\":%" PRIu32 ",\"whole\":%" PRIu32
               ",\"missing\":%" PRIu32 "}\n",
               checked->sessions, checked->whole, missing);
    else
        printf("%" PRIu32 " session%s, %" PRIu32 " whole; of %" PRIu32 " something is missing\n",
               checked->sessions, checked->sessions == 1 ? "" : "s", checked->whole, missing);
    return checked->whole == checked->sessions && missing == 0 ? EXIT_SUCCESS : CLI_NO;
}

/* A folder in which no server began has none. */
static bool keys_are_whole(const char *data)
{
    const struct key_change look = {.deed = KEY_DEED_NONE};
    static struct keys keys; /* Static because it is large. */
    struct key_store store;
    enum result result = key_store_in_folder(&store, data);

    if (result == RESULT_OK)
        result = store.change(store.place, &look, &keys);
    if (result == RESULT_OK || result == RESULT_CLOSED)
        return true;
    fprintf(stderr, "dilemma check-data: the keys in '%.400s' cannot be read (%s)\n", data,
            result_name(result));
    return false;
}

int cli_check_data(const struct cli_check_data *options)
{
    struct checked checked = {.json = options->json};
    struct still_journal still;
    uint32_t missing;
    enum result result;

    if (still_open(&still, "check-data", options->data) != RESULT_OK)
        return CLI_NO;
    log_set_level(LOG_ERROR);
    missing = still.copy.losses_count;
    result = journal_file_check(still.path, take, &checked);
    if (result == RESULT_OK && !still.is_served)
        result = count_losses(still.path, &missing);
    still_close(&still);
    if (result == RESULT_OK)
        return tell(&checked, missing) == EXIT_SUCCESS && keys_are_whole(options->data)
                   ? EXIT_SUCCESS
                   : CLI_NO;
    data_explain("check-data", still.path, result);
    return CLI_NO;
}
