/* key.c -- `dilemma key`: makes a new first key when the old one is lost or must end; with a word,
 * adds, lists and revokes the keys of trainers. A server that uses the folder goes by what is
 * written at once. The command takes the other options of `serve`, too, so that it prints the same
 * trainer's link as a server that is started with them. */
#include "backup/control.h"
#include "cli/cli.h"
#include "cli/json_line.h"
#include "keys/key_store.h"
#include "keys/trainer_key.h"
#include "sys/clock.h"
#include "sys/origin.h"

#include <stdlib.h>
#include <time.h>

#define DAY_BYTES_MAX  16
#define SECONDS_IN_DAY 86400

struct key_command {
    const struct cli_key *options;
    const char *data;
    char origin[ORIGIN_BYTES_MAX];
    struct key_store store;
    struct keys keys;
};

/* ---- saying ------------------------------------------------------------------------------- */

/* A server that runs must know. */
static bool tell_server(const struct key_command *k)
{
    const enum result result = control_tell_keys(k->data);

    if (result == RESULT_OK || result == RESULT_NOT_FOUND)
        return true;
    fprintf(stderr,
            "dilemma key: the server that runs did not take it over (%s); restart it, or send it "
            "SIGHUP\n",
            result_name(result));
    return false;
}

/* `name`: of a trainer, NULL for the first key. */
static void print_link(const struct key_command *k, const char *name, const char *fresh)
{
    char link[ORIGIN_BYTES_MAX + 64];
    cJSON *line;

    snprintf(link, sizeof link, "%s/trainer/#key=%s", k->origin, fresh);
    if (!k->options->json && name == NULL) {
        printf("Open this link once: %s\n", link);
    } else if (!k->options->json) {
        printf("For %s; this link is shown once: %s\n", name, link);
    } else {
        line = cJSON_CreateObject();
        cJSON_AddStringToObject(line, "name", "key");
        if (name != NULL)
            cJSON_AddStringToObject(line, "trainer", name);
        cJSON_AddStringToObject(line, "link", link);
        json_line_print(stdout, line);
    }
}

static int explain(const struct key_command *k, enum result result, const char *name)
{
    const char *data = k->data;

    if (result == RESULT_INVALID)
        fprintf(stderr,
                "dilemma key: there is a key for '%s' already; revoke it first, or choose "
                "another name\n",
                name);
    else if (result == RESULT_NOT_FOUND)
        fprintf(stderr, "dilemma key: there is no key for '%s'; `dilemma key list` names all\n",
                name);
    else if (result == RESULT_FULL)
        fprintf(stderr,
                "dilemma key: there are %d keys, and no more can be added; revoke those "
                "that nobody uses\n",
                KEYS_MAX);
    else if (result == RESULT_CLOSED)
        fprintf(stderr,
                "dilemma key: in '%.200s' there is no first key; is that the folder of "
                "the server? `dilemma key` makes one\n",
                data);
    else if (result == RESULT_NEWER)
        fprintf(stderr,
                "dilemma key: '%.200s/trainer-keys' was written by a newer version of "
                "Dilemmakamer; use that one\n",
                data);
    else
        fprintf(stderr,
                "dilemma key: '%.200s/trainer-keys' cannot be %s; all keys stay as they "
                "were\n",
                data, result == RESULT_DAMAGED ? "read: it is not what was written" : "used");
    return CLI_NO;
}

/* ---- the first key ------------------------------------------------------------------------ */

static int make_first(struct key_command *k)
{
    char fresh[TOKEN_TEXT_BYTES + 1];
    uint8_t hash[TOKEN_HASH_BYTES];

    if (trainer_key_make(k->data, hash, fresh) != RESULT_OK) {
        fprintf(stderr,
                "dilemma key: '%.200s/trainer-key' cannot be written; is that the folder of the "
                "server? The key stays as it was\n",
                k->data);
        return CLI_NO;
    }
    print_link(k, NULL, fresh);
    return tell_server(k) ? EXIT_SUCCESS : CLI_NO;
}

/* ---- keys with a name --------------------------------------------------------------------- */

static int add_key(struct key_command *k, const char *name)
{
    char fresh[TOKEN_TEXT_BYTES + 1];
    const uint32_t today = key_day(clock_now_ms(clock_system()));
    const struct key_change change = key_change_add(name, today, fresh);
    const enum result result = k->store.change(k->store.place, &change, &k->keys);

    if (result != RESULT_OK)
        return explain(k, result, name);
    print_link(k, name, fresh);
    return tell_server(k) ? EXIT_SUCCESS : CLI_NO;
}

static int revoke_key(struct key_command *k, const char *name)
{
    struct key_change change = {.deed = KEY_DEED_NONE};
    enum result result = k->store.change(k->store.place, &change, &k->keys);
    const struct trainer_key *key = keys_named(&k->keys, name);
    cJSON *line;

    if (result == RESULT_OK && key == NULL)
        result = RESULT_NOT_FOUND;
    if (result != RESULT_OK)
        return explain(k, result, name);
    change = (struct key_change){.deed = KEY_DEED_REVOKE, .key = *key};
    result = k->store.change(k->store.place, &change, &k->keys);
    if (result != RESULT_OK)
        return explain(k, result, name);
    if (k->options->json) {
        line = cJSON_CreateObject();
        cJSON_AddStringToObject(line, "name", "revoked");
        cJSON_AddStringToObject(line, "trainer", change.key.name);
        json_line_print(stdout, line);
    } else {
        printf("The key of %s opens nothing any more. A desk that is open goes on; the first key "
               "takes over its session.\n",
               change.key.name);
    }
    return tell_server(k) ? EXIT_SUCCESS : CLI_NO;
}

/* "2026-12-04"; NULL: never. */
static const char *day_in_words(uint32_t day, char out[DAY_BYTES_MAX])
{
    const time_t seconds = (time_t)day * SECONDS_IN_DAY;
    struct tm parts;

    if (day == 0 || gmtime_r(&seconds, &parts) == NULL ||
        strftime(out, DAY_BYTES_MAX, "%Y-%m-%d", &parts) == 0)
        return NULL;
    return out;
}

static void print_key(const struct key_command *k, const struct trainer_key *key)
{
    char made_memory[DAY_BYTES_MAX], used_memory[DAY_BYTES_MAX];
    const char *made = day_in_words(key->made_day, made_memory);
    const char *used = day_in_words(key->used_day, used_memory);
    cJSON *line;

    if (!k->options->json) {
        printf("%s  made %s  %s%s\n", key->name, made != NULL ? made : "?",
               used != NULL ? "last used " : "never used", used != NULL ? used : "");
        return;
    }
    line = cJSON_CreateObject();
    cJSON_AddStringToObject(line, "name", "key");
    cJSON_AddStringToObject(line, "trainer", key->name);
    cJSON_AddItemToObject(line, "made",
                          made != NULL ? cJSON_CreateString(made) : cJSON_CreateNull());
    cJSON_AddItemToObject(line, "used",
                          used != NULL ? cJSON_CreateString(used) : cJSON_CreateNull());
    json_line_print(stdout, line);
}

static int list_keys(struct key_command *k)
{
    const struct key_change look = {.deed = KEY_DEED_NONE};
    const enum result result = k->store.change(k->store.place, &look, &k->keys);

    if (result != RESULT_OK)
        return explain(k, result, "");
    for (uint32_t i = 0; i < k->keys.count; i++)
        print_key(k, &k->keys.items[i]);
    if (k->keys.count == 0 && !k->options->json)
        printf("No trainer was given a key; `dilemma key add NAME` makes one.\n");
    return EXIT_SUCCESS;
}

/* ---- the command -------------------------------------------------------------------------- */

static int with_name(struct key_command *k, const char *what)
{
    const struct cli_operands *operands = &k->options->operands;
    char name[NAME_BYTES_MAX + 1];

    if (operands->count < 2)
        return cli_refuse("key", "'%s' needs the name of a trainer", what);
    if (!key_name_clean(bytes_of(operands->items[1]), name))
        return cli_refuse("key", "a name has 1 to %d characters, in one line", NAME_CHARS_MAX);
    return strcmp(what, "add") == 0 ? add_key(k, name) : revoke_key(k, name);
}

static int run(struct key_command *k)
{
    const struct cli_operands *operands = &k->options->operands;
    const char *what = operands->count > 0 ? operands->items[0] : "";

    if (operands->count == 0)
        return make_first(k);
    if (strcmp(what, "add") == 0 || strcmp(what, "revoke") == 0)
        return with_name(k, what);
    if (strcmp(what, "list") != 0)
        return cli_refuse("key", "'%.64s' is none of add, list and revoke", what);
    if (operands->count > 1)
        return cli_refuse("key", "'list' takes no name");
    return list_keys(k);
}

int cli_key(const struct cli_key *options)
{
    static struct key_command k; /* Static because it is large. */
    char why[FLAG_WHY_BYTES_MAX];

    k = (struct key_command){.options = options, .data = options->settings.data};
    if (!origin_of_settings(&options->settings, k.origin, why))
        return cli_refuse("key", "%s", why);
    if (key_store_in_folder(&k.store, k.data) != RESULT_OK)
        return cli_refuse("key", "--data is too long");
    return run(&k);
}
