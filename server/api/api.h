/* api.h -- what is asked over plain HTTP: scenarios, making and joining sessions, links, exports,
 * health. One table of routes (routes.c), from which openapi.json is made (openapi.c). */
#ifndef DK_API_API_H
#define DK_API_API_H

#include "base/result.h"
#include "edge/http.h"

struct api;
struct author;
struct clock;
struct host;
struct metrics;
struct scenario;

struct api_parts {
    const struct clock *clock;
    struct host *host;
    struct metrics *metrics; /* May be NULL: then /metrics is empty. */
    const struct scenario *const *scenarios;
    uint32_t scenarios_count;
    uint8_t trainer_key[TOKEN_HASH_BYTES]; /* From trainer_key_open. */
    struct author *author;                 /* NULL: nobody can write here. */
};

/* Everything in parts is borrowed. RESULT_NO_MEMORY; RESULT_INVALID: the sentences are broken. */
enum result api_open(struct api **out, const struct api_parts *parts);
/* After edge_close: no request is under way any more. NULL is fine. */
void api_close(struct api *api);
/* From now on these are offered: an author loaded one. Borrowed like those in parts. */
void api_offer(struct api *api, const struct scenario *const *scenarios, uint32_t count);
/* An http_handler_fn; `arg` is the api. */
void api_handle(void *arg, struct http_request *request);
/* An http_body_max_fn: how much this request may bring, by the table of routes. */
size_t api_body_max(void *arg, const struct http_request *request);
/* Append openapi.json. RESULT_FULL, RESULT_NO_MEMORY. */
enum result api_openapi(struct buffer *out);

/* The key that lets a trainer make sessions. At first start it is made, and `fresh` is the key
 * itself, to be shown once; later `fresh` is "". The folder keeps its hash, in trainer-key,
 * readable by its owner only; without that file the next start makes a new key. RESULT_IO. */
enum result trainer_key_open(const char *folder, uint8_t hash[TOKEN_HASH_BYTES],
                             char fresh[TOKEN_TEXT_BYTES + 1]);
/* A new key in place of the old one, if there was one. RESULT_IO: the old one still holds. */
enum result trainer_key_make(const char *folder, uint8_t hash[TOKEN_HASH_BYTES],
                             char fresh[TOKEN_TEXT_BYTES + 1]);
/* The fresh key was never shown: take it back, so that the next start makes and shows one. */
void trainer_key_forget(const char *folder);

#endif
