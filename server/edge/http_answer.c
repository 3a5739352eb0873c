/* http_answer.c -- the answer: what handlers say, errors in the person's language, the screens' own
 * files; and its headers and bytes for the socket. */
#include "edge/http_inside.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "edge/texts.h"
#include "protocol/body.h"
#include "sys/origin.h"

#define SECURITY_DAYS      90 /* So far ahead its file says that it holds. */
#define SECURITY_BYTES_MAX 512

void http_header(struct http_request *request, const char *name, const char *value)
{
    const size_t size = strlen(value) + 1;

    assert(request->headers_count < EXTRA_HEADERS_MAX && size <= EXTRA_VALUE_BYTES_MAX);
    request->headers[request->headers_count].name = name;
    memcpy(request->headers[request->headers_count].value, value, size);
    request->headers_count++;
}

void http_reply_static(struct http_request *request, int status, const char *type,
                       struct bytes body)
{
    assert(request->status == 0);
    request->gone = NULL;
    request->status = status;
    request->type = type;
    request->answer = body;
    lws_callback_on_writable(request->wsi);
}

void http_reply_owned(struct http_request *request, int status, const char *type, uint8_t *body,
                      size_t size)
{
    request->owned = body;
    http_reply_static(request, status, type, (struct bytes){body, size});
}

void http_reply(struct http_request *request, int status, const char *type, struct bytes body)
{
    uint8_t *copy = malloc(body.size + 1);

    if (copy == NULL) {
        http_reply_static(request, 503, type, (struct bytes){NULL, 0});
        return;
    }
    if (body.size > 0)
        memcpy(copy, body.data, body.size);
    http_reply_owned(request, status, type, copy, body.size);
}

int http_status_of(enum fault fault)
{
    switch (fault) {
    case FAULT_MOVED: return 307; /* The same again, method and body included. */
    case FAULT_TOO_LARGE: return 413;
    case FAULT_TOKEN_UNKNOWN: return 401;
    case FAULT_FORBIDDEN: return 403;
    case FAULT_CODE_UNKNOWN:
    case FAULT_NOT_FOUND:
    case FAULT_SCENARIO_UNKNOWN: return 404;
    case FAULT_METHOD: return 405;
    case FAULT_CONTENT_TYPE: return 415;
    case FAULT_SESSION_OUTDATED:
    case FAULT_SESSION_DAMAGED: return 409;
    case FAULT_TOO_FAST:
    case FAULT_TOO_MANY_TRIES: return 429;
    case FAULT_BUSY:
    case FAULT_STORAGE_FULL:
    case FAULT_STORAGE_AWAY:
    case FAULT_JOURNAL_FAILED:
    case FAULT_SHUTTING_DOWN: return 503;
    case FAULT_SCENARIO_BROKEN: return 500;
    default: return 400;
    }
}

static void reply_error(struct http_request *request, int status, const char *code,
                        const char *message, const char *field)
{
    const struct body_problem problem = {
        .code = bytes_of(code),
        .message = bytes_of(message),
        .field = {(const uint8_t *)field, field != NULL ? strlen(field) : 0}};
    uint8_t memory[1024];
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_JSON);
    body_write(&w, &body_failure, &(struct body_failure){&problem});
    assert(writer_ok(&w));
    if (status == 429)
        http_header(request, "retry-after:", HTTP_RETRY_LATER);
    if (status == 503)
        http_header(request, "retry-after:", HTTP_RETRY_SOON);
    http_reply(request, status, HTTP_TYPE_JSON, buffer_bytes(&out));
}

/* What browsers put before each path of ours: a proxy took it away. */
static const char *top(const struct http_request *request)
{
    return origin_path(request->edge->parts.public_origin);
}

/* The same path and query, below the name of the node that has the session. */
static void lead_to_node(struct http_request *request, const char *node)
{
    char location[EXTRA_VALUE_BYTES_MAX];
    size_t size =
        (size_t)snprintf(location, sizeof location, "%s/%s%s", top(request), node, request->path);

    for (size_t at = 0; at < request->query_size && size < sizeof location; at++) {
        const char c = request->query[at];
        const bool plain = isalnum((unsigned char)c) || strchr("-._~=", c) != NULL;

        if (at == 0 || (c == '\0' && at + 1 < request->query_size))
            size += (size_t)snprintf(location + size, sizeof location - size, "%c",
                                     at == 0 ? '?' : '&');
        if (c != '\0' && size < sizeof location)
            size += (size_t)snprintf(location + size, sizeof location - size,
                                     plain ? "%c" : "%%%02X", (unsigned char)c);
    }
    if (size < sizeof location)
        http_header(request, "location:", location);
}

void http_fail(struct http_request *request, enum fault fault, const char *field)
{
    char message[400];

    if (fault == FAULT_MOVED && field != NULL)
        lead_to_node(request, field);
    texts_fault_field(http_lang(request), fault, field, message, sizeof message);
    metric_add(request->edge->faults[fault], 1);
    reply_error(request, http_status_of(fault), fault_name(fault), message, field);
}

static void fail_guess(struct http_request *request, enum guess guess, enum fault fault)
{
    http_fail(request, guess == GUESS_TOO_MANY ? FAULT_TOO_MANY_TRIES : fault, NULL);
}

void http_fail_key(struct http_request *request)
{
    fail_guess(request, guess_wrong_key(http_guesses(request), http_origin(request)),
               FAULT_FORBIDDEN);
}

void http_fail_token(struct http_request *request)
{
    fail_guess(request, guess_wrong_token(http_guesses(request), http_origin(request)),
               FAULT_TOKEN_UNKNOWN);
}

void http_refuse(struct http_request *request, enum reject reject, const char *field)
{
    reply_error(request, HTTP_STATUS_REFUSED, reject_name(reject),
                texts_reject(http_lang(request), reject), field);
}

/* ---- the screens ---------------------------------------------------------------------- */

static bool is_known(const struct http_request *request, const char *etag)
{
    return strstr(request->if_none_match, etag) != NULL;
}

void http_reply_kept(struct http_request *request, const char *type, struct bytes body,
                     const char *etag)
{
    http_header(request, "etag:", etag);
    http_header(request, "cache-control:", "no-cache");
    if (is_known(request, etag))
        http_reply_static(request, 304, NULL, (struct bytes){NULL, 0});
    else
        http_reply_static(request, 200, type, body);
}

static void serve_file(struct http_request *request, const struct static_file *file)
{
    const enum static_packing packing = static_best(file, request->accepted);
    const struct static_form *form = &file->forms[packing];

    http_header(request, "etag:", form->etag);
    http_header(request, "vary:", "accept-encoding");
    http_header(request, "cache-control:",
                file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (is_known(request, form->etag)) {
        http_reply_static(request, 304, NULL, (struct bytes){NULL, 0});
        return;
    }
    if (packing != STATIC_PLAIN)
        http_header(request, "content-encoding:", static_coding(packing));
    http_reply_static(request, 200, file->type, form->bytes);
}

/* "/trainer" means "/trainer/", as relative links in the page do. */
static bool redirect_to_folder(struct http_request *request)
{
    char folder[HTTP_PATH_BYTES_MAX + 1], location[EXTRA_VALUE_BYTES_MAX];

    snprintf(folder, sizeof folder, "%s/", request->path);
    if (static_find(request->edge->files, folder) == NULL ||
        snprintf(location, sizeof location, "%s%s", top(request), folder) >= (int)sizeof location)
        return false;
    http_header(request, "location:", location);
    http_reply_static(request, 308, NULL, (struct bytes){NULL, 0});
    return true;
}

/* "/K7M4PR" is what people make of a code and an address: it leads to that door. */
static bool redirect_to_door(struct http_request *request)
{
    const char *code = request->path + 1;
    char door[ORIGIN_PATH_BYTES_MAX + 4 + CODE_BYTES + 1];

    if (strlen(code) != CODE_BYTES)
        return false;
    for (size_t i = 0; i < CODE_BYTES; i++)
        if (strchr(HOST_CODE_LETTERS, toupper((unsigned char)code[i])) == NULL)
            return false;
    snprintf(door, sizeof door, "%s/?c=%s", top(request), code);
    http_header(request, "location:", door);
    http_reply_static(request, 302, NULL, (struct bytes){NULL, 0});
    return true;
}

/* There is no such address: a page for browsers (clients/build/lost.mjs), an error for programs. */
static void serve_lost(struct http_request *request)
{
    const struct static_file *file;
    char path[STATIC_PATH_BYTES_MAX];

    snprintf(path, sizeof path, "/lost/%s.html", lang_name(http_lang(request)));
    file = request->is_reader ? static_find(request->edge->files, path) : NULL;
    http_header(request, "vary:", "accept, accept-language");
    if (file == NULL) {
        http_fail(request, FAULT_NOT_FOUND, NULL);
        return;
    }
    metric_add(request->edge->faults[FAULT_NOT_FOUND], 1);
    http_reply_static(request, 404, file->type, file->forms[STATIC_PLAIN].bytes);
}

/* Whoever finds a hole is told where to say so (RFC 9116), if we know. */
static void serve_security(struct http_request *request)
{
    const struct edge_parts *parts = &request->edge->parts;
    const time_t until =
        (time_t)(clock_now_ms(parts->clock) / 1000) + SECURITY_DAYS * (time_t)86400;
    char text[SECURITY_BYTES_MAX], date[32];
    struct tm day;

    if (parts->security_contact[0] == '\0' || gmtime_r(&until, &day) == NULL ||
        strftime(date, sizeof date, "%Y-%m-%dT00:00:00Z", &day) == 0) {
        serve_lost(request);
        return;
    }
    snprintf(text, sizeof text, "Contact: %s\nExpires: %s\nPreferred-Languages: nl, en\n",
             parts->security_contact, date);
    http_reply(request, 200, "text/plain; charset=utf-8", bytes_of(text));
}

void http_serve_screen(struct http_request *request)
{
    const struct static_file *file = static_find(request->edge->files, request->path);

    if (request->method != HTTP_GET && request->method != HTTP_HEAD)
        http_fail(request, FAULT_METHOD, NULL);
    else if (file != NULL)
        serve_file(request, file);
    else if (strcmp(request->path, "/.well-known/security.txt") == 0)
        serve_security(request);
    else if (!redirect_to_folder(request) && !redirect_to_door(request))
        serve_lost(request);
}

/* ---- writing the answer --------------------------------------------------------------- */

static bool add_header(struct http_request *request, const char *name, const char *value,
                       unsigned char **at, unsigned char *end)
{
    return lws_add_http_header_by_name(request->wsi, (const unsigned char *)name,
                                       (const unsigned char *)value, (int)strlen(value), at,
                                       end) == 0;
}

bool http_write_headers(struct http_request *request)
{
    unsigned char memory[LWS_PRE + HEADERS_BYTES_MAX];
    unsigned char *at = memory + LWS_PRE, *end = memory + sizeof memory;
    bool cached = false, ok;
    char id[20];

    edge_policy_for(request->path);
    ok = lws_add_http_header_status(
             request->wsi, (unsigned)request->status | LWSAHH_FLAG_NO_SERVER_NAME, &at, end) == 0;
    edge_policy_for("");
    if (request->type != NULL)
        ok = ok && add_header(request, "content-type:", request->type, &at, end);
    for (uint32_t i = 0; i < request->headers_count; i++) {
        cached = cached || strcmp(request->headers[i].name, "cache-control:") == 0;
        ok = ok &&
             add_header(request, request->headers[i].name, request->headers[i].value, &at, end);
    }
    snprintf(id, sizeof id, "%016" PRIx64, request->id);
    ok = ok && add_header(request, "x-request-id:", id, &at, end);
    if (!cached)
        ok = ok && add_header(request, "cache-control:", "no-store", &at, end);
    if (request->unread)
        ok = ok && add_header(request, "connection:", "close", &at, end);
    if (request->status != 304)
        ok = ok &&
             lws_add_http_header_content_length(request->wsi, request->answer.size, &at, end) == 0;
    request->headers_sent = true;
    return ok && lws_finalize_write_http_header(request->wsi, memory + LWS_PRE, &at, end) == 0;
}

bool http_write_chunk(struct http_request *request)
{
    unsigned char memory[LWS_PRE + CHUNK_BYTES_MAX];
    size_t size = request->answer.size - request->sent;

    if (size > CHUNK_BYTES_MAX)
        size = CHUNK_BYTES_MAX;
    memcpy(memory + LWS_PRE, request->answer.data + request->sent, size);
    request->sent += size;
    metric_add(request->edge->sent_bytes, (int64_t)size);
    return lws_write(request->wsi, memory + LWS_PRE, size,
                     request->sent == request->answer.size ? LWS_WRITE_HTTP_FINAL
                                                           : LWS_WRITE_HTTP) >= 0;
}
