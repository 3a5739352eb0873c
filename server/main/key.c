/* key.c -- `dilemma key [--data DIR]`: makes a new trainer key when the old one is lost or must
 * end. The server reads it at its next start. The other options of `serve` may stand there, too:
 * the link it prints is as the server, started with the same ones, would print it. */
#include "api/api.h"
#include "sys/origin.h"
#include "sys/settings.h"

#include <stdio.h>
#include <stdlib.h>

int cli_key(int argc, char **argv);

int cli_key(int argc, char **argv)
{
    static const char usage[] = "Usage: dilemma key [--data DIR] [option of `dilemma serve`...]\n";
    struct settings settings;
    char why[SETTINGS_WHY_BYTES_MAX], origin[ORIGIN_BYTES_MAX], fresh[TOKEN_TEXT_BYTES + 1];
    uint8_t hash[TOKEN_HASH_BYTES];
    enum settings_read read = settings_read(&settings, argc - 1, argv + 1, why);

    if (read == SETTINGS_HELP) {
        fputs(usage, stdout);
        return EXIT_SUCCESS;
    }
    if (read == SETTINGS_WRONG || !origin_of_settings(&settings, origin, why)) {
        fprintf(stderr, "dilemma key: %s\n", why);
        return 2;
    }
    if (trainer_key_make(settings.data, hash, fresh) != RESULT_OK) {
        fprintf(stderr,
                "dilemma key: '%.200s/trainer-key' cannot be written; is that the folder of the "
                "server? The key stays as it was\n",
                settings.data);
        return EXIT_FAILURE;
    }
    printf("Open this link once, after restarting the server: %s/trainer/#key=%s\n", origin, fresh);
    return EXIT_SUCCESS;
}
