/* origin.h -- where people reach this server, as browsers write it in Origin: scheme, host and,
 * when it is not the scheme's own, port. */
#ifndef DK_SYS_ORIGIN_H
#define DK_SYS_ORIGIN_H

#include "sys/settings.h"

#define ORIGIN_BYTES_MAX 320

/* "https://Dilemma.Example:443/" -> "https://dilemma.example". False: not an http or https origin,
 * or something follows that would be lost. */
bool origin_read(const char *text, char out[ORIGIN_BYTES_MAX]);
/* The public origin of the settings, or else the origin of the address that the server listens on.
 * False: `why` says what is wrong with the public origin. */
bool origin_of_settings(const struct server_settings *settings, char out[ORIGIN_BYTES_MAX],
                        char why[FLAG_WHY_BYTES_MAX]);

#endif
