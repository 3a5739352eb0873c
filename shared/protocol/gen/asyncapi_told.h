/* asyncapi_told.h -- the prose of asyncapi.json; part of asyncapi.c. */
#ifndef DK_PROTOCOL_GEN_ASYNCAPI_TOLD_H
#define DK_PROTOCOL_GEN_ASYNCAPI_TOLD_H

#include <cJSON.h>

#include "protocol/gen/gen.h"

/* Append a text with the values of the limits it names: ROOM_ALL becomes "ROOM_ALL (254)",
 * {LIVE_CLOSE_CODE} becomes "1000". */
void asyncapi_say(struct buffer *out, const char *text);
/* Everything a client must know, in Markdown. */
void asyncapi_say_all(struct buffer *out);
/* "x-limits": every limit by name. */
void asyncapi_add_limits(cJSON *root);

#endif
