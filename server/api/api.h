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
    uint8_t trainer_key[TOKEN_HASH_BYTES]; /* Its hash, from trainer_key_open. */
    struct author *author;                 /* NULL: there is no author's page. */
};

/* Everything in `parts` is borrowed. RESULT_NO_MEMORY, or RESULT_INVALID: the sentences are
 * broken. */
enum result api_open(struct api **out, const struct api_parts *parts);
/* After edge_close, when no request is under way any more, and after loop_finish, when no file is
 * being made any more. NULL is fine. */
void api_close(struct api *api);
/* From now on the server says that it is not ready, as it stops soon; all goes on until then. */
void api_drain(struct api *api);
/* From now on this is the trainer's key. */
void api_set_key(struct api *api, const uint8_t hash[TOKEN_HASH_BYTES]);
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

/* The key that lets a trainer make sessions. The first start makes it, and `fresh` is then the key
 * itself, to be shown once; later `fresh` is "". The folder keeps only its hash, in the file
 * trainer-key, readable by its owner; without that file the next start makes a new key.
 * RESULT_IO. */
enum result trainer_key_open(const char *folder, uint8_t hash[TOKEN_HASH_BYTES],
                             char fresh[TOKEN_TEXT_BYTES + 1]);
/* The one that is kept there. RESULT_NOT_FOUND, RESULT_INVALID, RESULT_IO. */
enum result trainer_key_read(const char *folder, uint8_t hash[TOKEN_HASH_BYTES]);
/* Make a new key in place of the old one, if any. RESULT_IO: the old key stays valid. */
enum result trainer_key_make(const char *folder, uint8_t hash[TOKEN_HASH_BYTES],
                             char fresh[TOKEN_TEXT_BYTES + 1]);
/* Remove a fresh key that was never shown, so that the next start makes and shows one. */
void trainer_key_forget(const char *folder);

#endif
