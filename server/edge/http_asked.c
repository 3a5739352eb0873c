/* http_asked.c -- what was asked: path, query, language, key and address, copied out of the
 * headers. */
#include "edge/http_inside.h"

#include <stdio.h>
#include <stdlib.h>

#include "sys/log.h"

enum http_method http_method(const struct http_request *request)
{
    return request->method;
}

const char *http_path(const struct http_request *request)
{
    return request->path;
}

struct bytes http_body(const struct http_request *request)
{
    return (struct bytes){request->body, request->body_size};
}

struct bytes http_query(const struct http_request *request, const char *name)
{
    const size_t name_size = strlen(name);

    for (size_t at = 0; at < request->query_size;) {
        const char *argument = request->query + at;
        const size_t size = strlen(argument);
        if (size == name_size && memcmp(argument, name, name_size) == 0)
            return (struct bytes){(const uint8_t *)argument + name_size, 0};
        if (size > name_size && memcmp(argument, name, name_size) == 0 &&
            argument[name_size] == '=')
            return (struct bytes){(const uint8_t *)argument + name_size + 1, size - name_size - 1};
        at += size + 1;
    }
    return (struct bytes){NULL, 0};
}

enum lang http_lang(const struct http_request *request)
{
    uint8_t lang;

    return lang_parse(http_query(request, "lang"), &lang) ? (enum lang)lang : request->lang;
}

void http_speak(struct http_request *request, enum lang lang)
{
    request->lang = lang;
}

bool http_bearer(const struct http_request *request, uint8_t hash[TOKEN_HASH_BYTES])
{
    static const char scheme[] = "Bearer ";

    return strncasecmp(request->authorization, scheme, sizeof scheme - 1) == 0 &&
           token_hash(bytes_of(request->authorization + sizeof scheme - 1), hash);
}

const struct guess_origin *http_origin(const struct http_request *request)
{
    return &request->origin;
}

struct guesses *http_guesses(const struct http_request *request)
{
    return request->edge->guesses;
}

/* `text` begins with a and then b, and after that comes a path. */
static bool is_below(struct bytes text, const char *a, const char *b)
{
    const size_t a_size = strlen(a), b_size = strlen(b);

    return text.size > a_size + b_size && a_size + b_size > 0 &&
           memcmp(text.data, a, a_size) == 0 && memcmp(text.data + a_size, b, b_size) == 0 &&
           text.data[a_size + b_size] == '/';
}

void http_addresses(const struct http_request *request, struct addresses *out)
{
    const struct edge_parts *parts = &request->edge->parts;

    out->count = 0;
    if (parts->public_origin[0] != '\0')
        snprintf(out->origins[out->count++], ORIGIN_BYTES_MAX, "%s", parts->public_origin);
    else if (!request->forwarded && edge_is_local(request->wsi))
        addresses_find(parts->address, parts->port, out);
}

bool http_is_own_address(const struct http_request *request, struct bytes text)
{
    struct addresses addresses;

    if (request->host[0] != '\0' &&
        (is_below(text, "http://", request->host) || is_below(text, "https://", request->host)))
        return true;
    http_addresses(request, &addresses);
    for (uint32_t i = 0; i < addresses.count; i++) {
        if (is_below(text, addresses.origins[i], ""))
            return true;
    }
    return false;
}

void http_self(const struct http_request *request, char out[ORIGIN_BYTES_MAX])
{
    const char *known = request->edge->parts.public_origin;

    if (known[0] != '\0')
        snprintf(out, ORIGIN_BYTES_MAX, "%s", known);
    else
        snprintf(out, ORIGIN_BYTES_MAX, "http://%s",
                 request->host[0] != '\0' ? request->host : "localhost");
}

bool http_is_forwarded(const struct http_request *request)
{
    return request->forwarded;
}

struct edge *http_edge(struct http_request *request)
{
    return request->edge;
}

void http_copy_header(struct lws *wsi, enum lws_token_indexes token, char *out, int size)
{
    if (lws_hdr_copy(wsi, out, size, token) < 0)
        out[0] = '\0'; /* A header that is longer than any we understand counts as absent. */
}

static enum http_method method_of(struct lws *wsi)
{
    if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) > 0)
        return HTTP_GET;
    if (lws_hdr_total_length(wsi, WSI_TOKEN_POST_URI) > 0)
        return HTTP_POST;
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HEAD_URI) > 0)
        return HTTP_HEAD;
    return HTTP_OTHER;
}

static void copy_query(struct http_request *request)
{
    char *out = request->query;
    int left = (int)sizeof request->query;

    for (int i = 0;; i++) {
        const int size = lws_hdr_copy_fragment(request->wsi, out, left, WSI_TOKEN_HTTP_URI_ARGS, i);
        if (size < 0 || size + 1 >= left)
            break; /* No more arguments, or no more room. */
        out[size] = '\0';
        out += size + 1;
        left -= size + 1;
        request->query_size = (size_t)(out - request->query);
    }
}

/* The first of our languages that Accept-Language names; browsers put the preferred one first. */
static enum lang lang_of(struct lws *wsi)
{
    char accepted[512];

    http_copy_header(wsi, WSI_TOKEN_HTTP_ACCEPT_LANGUAGE, accepted, sizeof accepted);
    for (const char *at = accepted; *at != '\0'; at++) {
        if (at != accepted && at[-1] != ',' && at[-1] != ' ')
            continue;
        for (uint32_t lang = 0; lang < LANG_COUNT; lang++) {
            if (strncasecmp(at, lang_name((enum lang)lang), 2) == 0)
                return (enum lang)lang;
        }
    }
    return LANG_NL;
}

struct http_request *http_request_new(struct edge *edge, struct lws *wsi, const char *path)
{
    struct http_request *request = calloc(1, sizeof *request);
    char accepted[512]; /* Browsers name all that they can show. */

    if (request == NULL)
        return NULL;
    request->edge = edge;
    request->wsi = wsi;
    request->id = edge_new_id(edge);
    request->began_us = clock_monotonic_us(edge->parts.clock);
    request->route = "screens";
    request->method = method_of(wsi);
    snprintf(request->path, sizeof request->path, "%s", path);
    copy_query(request);
    http_copy_header(wsi, WSI_TOKEN_HTTP_AUTHORIZATION, request->authorization,
                     sizeof request->authorization);
    http_copy_header(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, request->if_none_match,
                     sizeof request->if_none_match);
    http_copy_header(wsi, WSI_TOKEN_HOST, request->host, sizeof request->host);
    http_copy_header(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, accepted, sizeof accepted);
    request->accepted = static_accepted(accepted);
    http_copy_header(wsi, WSI_TOKEN_HTTP_ACCEPT, accepted, sizeof accepted);
    request->is_reader = strstr(accepted, "text/html") != NULL;
    request->lang = lang_of(wsi);
    request->forwarded = lws_hdr_total_length(wsi, WSI_TOKEN_X_FORWARDED_FOR) > 0;
    request->origin = edge_origin(wsi);
    return request;
}

uint64_t http_id(const struct http_request *request)
{
    return request->id;
}

void http_set_route(struct http_request *request, const char *route)
{
    request->route = route;
}

void http_log(const struct http_request *request)
{
    static const char *const methods[] = {
        [HTTP_GET] = "GET", [HTTP_POST] = "POST", [HTTP_HEAD] = "HEAD", [HTTP_OTHER] = "other"};
    const bool is_probe = strcmp(request->path, "/readyz") == 0; /* Its 503 is no failure. */
    const enum log_level level = request->status >= 500 && !is_probe ? LOG_WARNING : LOG_DEBUG;
    uint64_t took_us;

    if (!log_is_on(level))
        return;
    took_us = clock_monotonic_us(request->edge->parts.clock) - request->began_us;
    log_write(level, "edge", request->status == 0 ? "request_left" : "request",
              LOG_FIELDS(log_id("request", request->id),
                         log_text("method", methods[request->method]),
                         log_text("route", request->route), log_signed("status", request->status),
                         log_count("bytes", request->sent), log_count("us", took_us)));
}

void http_request_free(struct http_request *request)
{
    if (request == NULL)
        return;
    free(request->body);
    free(request->owned);
    free(request);
}
