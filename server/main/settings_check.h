/* settings_check.h -- what the table of settings cannot express: addresses, origins, folders, and
 * variables that nobody reads. */
#ifndef DK_MAIN_SETTINGS_CHECK_H
#define DK_MAIN_SETTINGS_CHECK_H

#include "sys/origin.h"

#define SETTING_PATH_BYTES_MAX 300 /* Of a folder or file: what stands in it is longer. */

/* Can a server run with these? `origin` becomes where people reach it, and a public origin gets the
 * form that browsers send (it then points to `origin`). False: `why` is a sentence for
 * cli_refuse. */
bool settings_check(struct server_settings *settings, char origin[ORIGIN_BYTES_MAX],
                    char why[FLAG_WHY_BYTES_MAX]);
/* May --FLAG have this path? As above. */
bool setting_path_check(const char *flag, const char *path, char why[FLAG_WHY_BYTES_MAX]);
/* Log each variable of the environment that looks like a misspelt setting. */
void settings_warn(void);

#endif
