/* key.c -- `dilemma key [--data DIR]`: makes a new trainer key when the old one is lost or must
 * end. The server reads it at its next start. */
#include "api/api.h"
#include "sys/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int cli_key(int argc, char **argv);

int cli_key(int argc, char **argv)
{
    struct settings settings;
    char why[SETTINGS_WHY_BYTES_MAX], path[1024], fresh[TOKEN_TEXT_BYTES + 1];
    uint8_t hash[TOKEN_HASH_BYTES];

    if (settings_read(&settings, argc - 1, argv + 1, why) != SETTINGS_OK) {
        fputs("usage: dilemma key [--data DIR]\n", stderr);
        return 2;
    }
    snprintf(path, sizeof path, "%s/trainer-key", settings.data);
    if (unlink(path) != 0 && errno != ENOENT) {
        fprintf(stderr, "%s: cannot be replaced: %s\n", path, strerror(errno));
        return EXIT_FAILURE;
    }
    if (trainer_key_open(settings.data, hash, fresh) != RESULT_OK) {
        fprintf(stderr, "%s: cannot be written\n", path);
        return EXIT_FAILURE;
    }
    printf("Open this link once, after restarting the server: %s/trainer/#key=%s\n",
           settings.public_origin[0] != '\0' ? settings.public_origin : "http://HOST:PORT", fresh);
    return EXIT_SUCCESS;
}
