/* origin.h -- where people reach this server: scheme, host and, when it is not the scheme's own,
 * port, as browsers write it in Origin; and the path that a proxy takes away before it asks us, of
 * a site that is not ours alone. */
#ifndef DK_SYS_ORIGIN_H
#define DK_SYS_ORIGIN_H

#include "sys/settings.h"

#define ORIGIN_BYTES_MAX      320
#define ORIGIN_PATH_BYTES_MAX 64 /* Of such a path, and its end. */

/* "https://Dilemma.Example:443/" -> "https://dilemma.example", "https://example.nl/kamer/" ->
 * "https://example.nl/kamer". False: not an http or https origin; a path that is too long or has
 * more in it than letters, digits and "-._~"; something follows that would be lost. */
bool origin_read(const char *text, char out[ORIGIN_BYTES_MAX]);
/* Of what origin_read wrote: "/kamer", or "" where the site is at the top. Points into it. */
const char *origin_path(const char *origin);
/* The public origin of the settings, or else the origin of the address that the server listens on.
 * False: `why` says what is wrong with the public origin. */
bool origin_of_settings(const struct server_settings *settings, char out[ORIGIN_BYTES_MAX],
                        char why[FLAG_WHY_BYTES_MAX]);

#endif
