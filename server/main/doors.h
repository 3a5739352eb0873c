/* doors.h -- what is said at the start about where people come in. */
#ifndef DK_MAIN_DOORS_H
#define DK_MAIN_DOORS_H

#include "sys/settings.h"

/* Say on stdout where participants reach a server with these settings, whose own origin is
 * `origin`: one line for each address. On a terminal, with a QR picture of the first that phones
 * reach. */
void announce_doors(const struct server_settings *settings, const char *origin);

#endif
