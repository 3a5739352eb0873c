/* http.h -- one HTTP request and its one answer, for those who handle routes. The request lives
 * until it is answered or its connection is gone; a handler that answers later uses http_on_gone to
 * hear of that. HTTP/1.1; bodies of at most HTTP_BODY_BYTES_MAX unless http_body_max_fn allows this
 * request more; loop thread only. */
#ifndef DK_EDGE_HTTP_H
#define DK_EDGE_HTTP_H

#include "base/buffer.h"
#include "edge/guess.h"
#include "edge/token.h"
#include "protocol/message.h"
#include "sys/addresses.h"

#define HTTP_BODY_BYTES_MAX    COMMAND_BYTES_MAX
#define HTTP_PATH_BYTES_MAX    256
#define HTTP_QUERY_BYTES_MAX   1024 /* All arguments together, decoded. */
#define HTTP_ADDRESS_BYTES_MAX 48

#define HTTP_TYPE_JSON      "application/json"
#define HTTP_STATUS_REFUSED 409
#define HTTP_RETRY_LATER    "60" /* Seconds, with 429. */
#define HTTP_RETRY_SOON     "2"  /* With 503. */

enum http_method { HTTP_GET, HTTP_POST, HTTP_HEAD, HTTP_OTHER };

struct http_request;

/* Takes the request: calls one of http_reply* once, now or later. */
typedef void http_handler_fn(void *arg, struct http_request *request);
/* How many bytes of body may this request bring? Asked when its headers are in, before any of the
 * body is kept. */
typedef size_t http_body_max_fn(void *arg, const struct http_request *request);

/* ---- asking --------------------------------------------------------------------------- */

enum http_method http_method(const struct http_request *request);
/* Its id in the log, and in `x-request-id` of the answer; a link that it opens has the same. */
uint64_t http_id(const struct http_request *request);
/* What it is for, such as "/api/sessions/{code}": static, for the log. */
void http_set_route(struct http_request *request, const char *route);
const char *http_path(const struct http_request *request); /* Decoded, without the arguments. */
struct bytes http_body(const struct http_request *request);
/* The value of ?name=, or size 0. Valid as long as the request. */
struct bytes http_query(const struct http_request *request, const char *name);
/* The language of ?lang=, else of http_speak, else of Accept-Language, else Dutch. */
enum lang http_lang(const struct http_request *request);
/* The body named the person's language: from here on, errors are in it. */
void http_speak(struct http_request *request, enum lang lang);
/* Hash of the token in Authorization: Bearer. False: no token, or it is malformed. */
bool http_bearer(const struct http_request *request, uint8_t hash[TOKEN_HASH_BYTES]);
/* Where it comes from; behind a trusted proxy, from where the proxy says. */
const struct guess_origin *http_origin(const struct http_request *request);
/* The counters of what was guessed, for guess.h. */
struct guesses *http_guesses(const struct http_request *request);
/* Is this a URL below our public origin, below the origin that this request was sent to, or below
 * one of http_addresses? */
bool http_is_own_address(const struct http_request *request, struct bytes text);
/* Where phones reach this server: its public origin. Without one, and only for somebody who asks on
 * this machine, the addresses that it has now. Their texts last as long as `out`. */
void http_addresses(const struct http_request *request, struct addresses *out);
/* What this server calls itself: its public origin, else where this request was sent to. No slash
 * at the end. */
void http_self(const struct http_request *request, char out[ORIGIN_BYTES_MAX]);
/* Did it come through a proxy? */
bool http_is_forwarded(const struct http_request *request);

/* ---- answering ------------------------------------------------------------------------ */

/* The connection is gone before there was an answer: `gone` is called, and the request with it.
 * Replaces what was set before; NULL: nothing. */
typedef void http_gone_fn(void *arg);
void http_on_gone(struct http_request *request, http_gone_fn *gone, void *arg);

/* One more header for the answer; the value is copied (at most 160 bytes), at most six. */
void http_header(struct http_request *request, const char *name, const char *value);
/* Answer with a copy of the body. After any http_reply* the request must no longer be used. */
void http_reply(struct http_request *request, int status, const char *type, struct bytes body);
/* Answer with memory from malloc; takes ownership of it. */
void http_reply_owned(struct http_request *request, int status, const char *type, uint8_t *body,
                      size_t size);
/* Answer with memory that outlives the edge. */
void http_reply_static(struct http_request *request, int status, const char *type,
                       struct bytes body);
/* As http_reply_static, with an ETag of the content: a browser that has it already gets a 304. */
void http_reply_kept(struct http_request *request, const char *type, struct bytes body,
                     const char *etag);
/* The body is a `failure` with the sentence in the asker's language; the status is the fault's. */
void http_fail(struct http_request *request, enum fault fault, const char *field);
int http_status_of(enum fault fault);
/* As http_fail, for a wrong key or an unknown token: with FAULT_TOO_MANY_TRIES when too many from
 * there were wrong. */
void http_fail_key(struct http_request *request);
void http_fail_token(struct http_request *request);
/* The game refuses: HTTP_STATUS_REFUSED. */
void http_refuse(struct http_request *request, enum reject reject, const char *field);

#endif
