/* openapi_paths.h -- the addresses, for openapi.c. */
#ifndef DK_API_OPENAPI_PATHS_H
#define DK_API_OPENAPI_PATHS_H

#include <cjson/cJSON.h>

/* An operation for each method of each address. */
void openapi_add_paths(cJSON *paths);

#endif
