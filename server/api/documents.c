/* documents.c -- the descriptions of the API, served by itself: openapi.json, asyncapi.json, and a
 * page for people with every address. All are made once, when the API opens. */
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"
#include "base/sha256.h"
#include "protocol/gen/gen.h"

#define ETAG_BYTES_MAX 24

enum document_kind { DOCUMENT_INDEX, DOCUMENT_OPENAPI, DOCUMENT_ASYNCAPI, DOCUMENTS_COUNT };

struct documents {
    struct {
        struct bytes content; /* From malloc. */
        char etag[ETAG_BYTES_MAX];
    } items[DOCUMENTS_COUNT];
};

/* ---- the page ------------------------------------------------------------------------- */

static const char page_head[] =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<title>Dilemmakamer, HTTP API</title>\n</head>\n<body>\n<main>\n"
    "<h1>Dilemmakamer, HTTP API</h1>\n"
    "<ul>\n<li><a href=\"openapi.json\">openapi.json</a>: these addresses, with every body</li>\n"
    "<li><a href=\"asyncapi.json\">asyncapi.json</a>: the live protocol</li>\n</ul>\n"
    "<table>\n<thead>\n<tr><th scope=\"col\">Address</th><th scope=\"col\">Who may ask</th>"
    "<th scope=\"col\">What it is</th></tr>\n</thead>\n<tbody>\n";
static const char page_tail[] = "</tbody>\n</table>\n</main>\n</body>\n</html>\n";

static const char *who_words(enum route_who who)
{
    switch (who) {
    case WHO_ANYONE: return "anyone";
    case WHO_KEY: return "the trainer's key";
    case WHO_SEAT: return "a seat";
    case WHO_TRAINER: return "a trainer's seat";
    case WHO_OPERATOR: return "not through a proxy";
    }
    return "";
}

/* Our own words: nothing to escape but this. */
static void put_html(struct buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '&')
            buffer_append_text(out, "&amp;");
        else if (*text == '<')
            buffer_append_text(out, "&lt;");
        else
            buffer_append_byte(out, (uint8_t)*text);
    }
}

static void put_row(struct buffer *out, const struct route *route)
{
    buffer_append_text(out, "<tr><td><code>");
    buffer_append_text(out, route->method == HTTP_GET ? "GET " : "POST ");
    put_html(out, route->pattern);
    buffer_append_text(out, "</code></td><td>");
    put_html(out, who_words(route->who));
    buffer_append_text(out, "</td><td>");
    put_html(out, route->summary);
    buffer_append_text(out, "</td></tr>\n");
}

static enum result make_index(struct buffer *out)
{
    buffer_append_text(out, page_head);
    for (uint32_t i = 0; i < api_routes_count; i++)
        put_row(out, &api_routes[i]);
    buffer_append_text(out, page_tail);
    return out->overflowed ? RESULT_FULL : RESULT_OK;
}

/* ---- life ----------------------------------------------------------------------------- */

static enum result make(struct documents *documents, enum document_kind kind)
{
    static enum result (*const makers[])(struct buffer *) = {
        [DOCUMENT_INDEX] = make_index,
        [DOCUMENT_OPENAPI] = api_openapi,
        [DOCUMENT_ASYNCAPI] = gen_asyncapi,
    };
    uint8_t *memory = malloc(GEN_BYTES_MAX), *fitting;
    uint8_t hash[SHA256_BYTES];
    struct buffer out;
    enum result result;

    if (memory == NULL)
        return RESULT_NO_MEMORY;
    buffer_init(&out, memory, GEN_BYTES_MAX);
    result = makers[kind](&out);
    if (result != RESULT_OK) {
        free(memory);
        return result;
    }
    fitting = realloc(memory, out.size);
    if (fitting != NULL)
        memory = fitting;
    documents->items[kind].content = (struct bytes){memory, out.size};
    sha256(documents->items[kind].content, hash);
    snprintf(documents->items[kind].etag, ETAG_BYTES_MAX, "\"%02x%02x%02x%02x%02x%02x%02x%02x\"",
             hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]);
    return RESULT_OK;
}

enum result documents_open(struct documents **out)
{
    struct documents *documents = calloc(1, sizeof *documents);
    enum result result = documents != NULL ? RESULT_OK : RESULT_NO_MEMORY;

    for (int kind = 0; kind < DOCUMENTS_COUNT && result == RESULT_OK; kind++)
        result = make(documents, (enum document_kind)kind);
    if (result != RESULT_OK) {
        documents_close(documents);
        return result;
    }
    *out = documents;
    return RESULT_OK;
}

void documents_close(struct documents *documents)
{
    if (documents == NULL)
        return;
    for (int kind = 0; kind < DOCUMENTS_COUNT; kind++)
        free((void *)(uintptr_t)documents->items[kind].content.data);
    free(documents);
}

/* ---- routes --------------------------------------------------------------------------- */

static void reply(struct api *api, struct http_request *request, enum document_kind kind,
                  const char *type)
{
    http_reply_kept(request, type, api->documents->items[kind].content,
                    api->documents->items[kind].etag);
}

void route_document_index(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    reply(api, request, DOCUMENT_INDEX, "text/html; charset=utf-8");
}

void route_document_openapi(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    reply(api, request, DOCUMENT_OPENAPI, HTTP_TYPE_JSON);
}

void route_document_asyncapi(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    reply(api, request, DOCUMENT_ASYNCAPI, HTTP_TYPE_JSON);
}
