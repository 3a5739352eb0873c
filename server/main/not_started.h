/* not_started.h -- tells whoever started a server that did not start why, and what to do. */
#ifndef DK_MAIN_NOT_STARTED_H
#define DK_MAIN_NOT_STARTED_H

#include "base/result.h"
#include "sys/settings.h"

/* `part`: which part of the server could not be built (serve.c). On standard error; for some parts
 * the log has said it all. */
void not_started_explain(const struct server_settings *settings, const char *part,
                         enum result result);

#endif
