/* key.c -- `dilemma key [--data DIR]`: makes a new trainer key when the old one is lost or must
 * end. The server reads it at its next start. The command takes the other options of `serve`, too,
 * so that it prints the same trainer's link as a server that is started with them. */
#include "api/api.h"
#include "cli/cli.h"
#include "sys/origin.h"

#include <stdlib.h>

int cli_key(const struct cli_key *options)
{
    const struct server_settings *settings = &options->settings;
    char why[FLAG_WHY_BYTES_MAX], origin[ORIGIN_BYTES_MAX], fresh[TOKEN_TEXT_BYTES + 1];
    uint8_t hash[TOKEN_HASH_BYTES];

    if (!origin_of_settings(settings, origin, why))
        return cli_refuse("key", "%s", why);
    if (trainer_key_make(settings->data, hash, fresh) != RESULT_OK) {
        fprintf(stderr,
                "dilemma key: '%.200s/trainer-key' cannot be written; is that the folder of the "
                "server? The key stays as it was\n",
                settings->data);
        return CLI_NO;
    }
    if (options->json)
        printf("{\"name\":\"key\",\"link\":\"%s/trainer/#key=%s\"}\n", origin, fresh);
    else
        printf("Open this link once, after restarting the server: %s/trainer/#key=%s\n", origin,
               fresh);
    return EXIT_SUCCESS;
}
