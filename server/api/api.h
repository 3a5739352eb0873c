/* api.h -- what is asked over plain HTTP: scenarios, making and joining sessions, links, exports,
 * health. One table of routes (routes.c), from which openapi.json is made (openapi.c). */
#ifndef DK_API_API_H
#define DK_API_API_H

#include "base/result.h"
#include "edge/http.h"

#include <uv.h>

struct api;
struct author;
struct clock;
struct host;
struct key_ring;
struct metrics;
struct rehearse;
struct scenario;

struct api_parts {
    uv_loop_t *loop;
    const struct clock *clock;
    struct host *host;
    struct rehearse *rehearse;
    struct metrics *metrics; /* May be NULL: then /metrics is empty. */
    const struct scenario *const *scenarios;
    uint32_t scenarios_count;
    struct key_ring *keys;
    struct author *author; /* NULL: there is no author's page. */
};

/* Everything in `parts` is borrowed. RESULT_NO_MEMORY, or RESULT_INVALID: the sentences are
 * broken. */
enum result api_open(struct api **out, const struct api_parts *parts);
/* After edge_close, when no request is under way any more, and after loop_finish, when no file is
 * being made any more. NULL is fine. */
void api_close(struct api *api);
/* From now on the server says that it is not ready, as it stops soon; all goes on until then. */
void api_drain(struct api *api);
/* Offer these from now on, as an author loaded or withdrew one. Borrowed, as those in `parts`
 * are. */
void api_offer(struct api *api, const struct scenario *const *scenarios, uint32_t count);
/* An http_handler_fn; `arg` is the api. */
void api_handle(void *arg, struct http_request *request);
/* An http_body_max_fn: looks in the table of routes how large a body this request may have. */
size_t api_body_max(void *arg, const struct http_request *request);
/* Append openapi.json. RESULT_FULL, RESULT_NO_MEMORY. */
enum result api_openapi(struct buffer *out);
/* Append the JSON Schema of a session that was saved. RESULT_FULL, RESULT_NO_MEMORY. */
enum result api_export_schema(struct buffer *out);

#endif
