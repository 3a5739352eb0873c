/* http_inside.h -- a request, for the three files that handle it: http_asked.c copies what was
 * asked, http_answer.c makes the answer and its bytes, http.c runs its life. Others use http.h. */
#ifndef DK_EDGE_HTTP_INSIDE_H
#define DK_EDGE_HTTP_INSIDE_H

#include "edge/http.h"
#include "edge/internal.h"

#define EXTRA_HEADERS_MAX     6
#define EXTRA_VALUE_BYTES_MAX 160

struct http_request {
    struct edge *edge;
    struct lws *wsi;
    uint64_t id;       /* In the log, and in the answer. */
    uint64_t began_us; /* Monotonic. */
    const char *route; /* Static: what it was for. */
    enum http_method method;
    char path[HTTP_PATH_BYTES_MAX];
    char query[HTTP_QUERY_BYTES_MAX]; /* "name=value" NUL "name=value" NUL */
    size_t query_size;
    char authorization[64];
    char if_none_match[64];
    struct guess_origin origin;
    char host[128];
    enum lang lang;
    uint32_t accepted; /* Packings, as in static.h. */
    bool forwarded;
    bool is_reader; /* A browser that shows pages to somebody, and no program. */

    uint8_t *body;
    size_t body_size, body_expected;
    bool dispatched;
    bool unread; /* Body bytes may still come: close after the answer. */

    http_gone_fn *gone;
    void *gone_arg;

    int status; /* 0: no answer yet. */
    const char *type;
    struct bytes answer;
    uint8_t *owned; /* The answer when it must be freed, or NULL. */
    size_t sent;
    bool headers_sent;
    uint32_t headers_count;
    struct {
        const char *name; /* "retry-after:" */
        char value[EXTRA_VALUE_BYTES_MAX];
    } headers[EXTRA_HEADERS_MAX];
};

/* http_asked.c: copies everything that was asked, because lws drops the headers after the first
 * callback. NULL: no memory. */
struct http_request *http_request_new(struct edge *edge, struct lws *wsi, const char *path);
void http_request_free(struct http_request *request); /* takes NULL */
/* The header as text of at most size - 1 bytes; empty when it is absent or too long. */
void http_copy_header(struct lws *wsi, enum lws_token_indexes token, char *out, int size);

/* One line: what was asked and how it ended. Never the path, which may hold the code of a session,
 * nor who asked. Answers of 500 and above are warnings, all others are told on level debug. */
void http_log(const struct http_request *request);

/* http_answer.c: one of the screens' own files, or what is wrong. */
void http_serve_screen(struct http_request *request);
/* Write the answer to the socket. False: the connection must be closed. */
bool http_write_headers(struct http_request *request);
bool http_write_chunk(struct http_request *request);

#endif
