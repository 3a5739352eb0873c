/* style.c -- `dilemma style`: every colour of a house style on what it stands on, for whoever makes
 * one. */
#include "style/style.h"
#include "cli/cli.h"

#include <inttypes.h>
#include <stdlib.h>

static void print_pair(void *arg, const struct contrast *c)
{
    const bool json = *(const bool *)arg;

    printf(json ? "{\"name\":\"pair\",\"look\":\"%s\",\"seen\":\"%s\",\"behind\":\"%s\","
                  "\"contrast\":%" PRIu32 ".%02" PRIu32 ",\"least\":%" PRIu32 ".%" PRIu32 "}\n"
                : "%-17s  %-12s on %-12s  %2" PRIu32 ".%02" PRIu32 ":1  at least %" PRIu32
                  ".%" PRIu32 ":1",
           look_name(c->look), token_name(c->seen), token_name(c->behind), c->has / 100,
           c->has % 100, c->least / 100, c->least % 100 / 10);
    if (!json)
        puts(contrast_is_enough(c) ? "" : "  TOO FAINT");
}

int cli_style(const struct cli_style *options)
{
    const char *path = options->operands.items[0];
    char name[STYLE_NAME_BYTES_MAX], why[STYLE_WHY_BYTES_MAX];
    bool json = options->json;
    uint32_t faint = 0;
    const enum result result = house_style_look(path, print_pair, &json, &faint, name, why);

    if (result != RESULT_OK)
        return cli_refuse("style", "'%.200s' %s", path, why);
    if (json)
        printf("{\"name\":\"style\",\"holds\":%s,\"faint\":%" PRIu32 "}\n",
               faint == 0 ? "true" : "false", faint);
    else if (faint == 0)
        printf("%s: everything can be seen\n", path);
    else
        printf("%s: %" PRIu32 " pair%s too faint\n", path, faint, faint == 1 ? " is" : "s are");
    if (why[0] != '\0')
        fprintf(stderr, "dilemma style: left out of the drawings: %s\n", why);
    return faint == 0 ? EXIT_SUCCESS : CLI_NO;
}
