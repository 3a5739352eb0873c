/* documents.c -- the descriptions of the API, served by itself: openapi.json, asyncapi.json and the
 * schema of an export, made once, when somebody first asks for them. For people clients/api shows
 * them, at /api/. */
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"
#include "protocol/gen/bodies.h"
#include "protocol/gen/gen.h"
#include "sys/sha256.h"

#define ETAG_BYTES_MAX 24

enum document_kind { DOCUMENT_OPENAPI, DOCUMENT_ASYNCAPI, DOCUMENT_EXPORT, DOCUMENTS_COUNT };

struct documents {
    struct {
        struct bytes content; /* From malloc. */
        char etag[ETAG_BYTES_MAX];
    } items[DOCUMENTS_COUNT];
};

/* ---- what leaves a session ------------------------------------------------------------ */

enum result api_export_schema(struct buffer *out)
{
    return gen_body_document(&body_export, EXPORT_SCHEMA_PATH, out);
}

/* ---- life ----------------------------------------------------------------------------- */

static enum result make(struct documents *documents, enum document_kind kind)
{
    static enum result (*const makers[])(struct buffer *) = {
        [DOCUMENT_OPENAPI] = api_openapi,
        [DOCUMENT_ASYNCAPI] = gen_asyncapi,
        [DOCUMENT_EXPORT] = api_export_schema,
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
    *out = calloc(1, sizeof **out);
    return *out != NULL ? RESULT_OK : RESULT_NO_MEMORY;
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

static void reply(struct api *api, struct http_request *request, enum document_kind kind)
{
    if (api->documents->items[kind].content.data == NULL &&
        make(api->documents, kind) != RESULT_OK) {
        http_fail(request, FAULT_BUSY, NULL);
        return;
    }
    http_reply_kept(request, HTTP_TYPE_JSON, api->documents->items[kind].content,
                    api->documents->items[kind].etag);
}

void route_document_openapi(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    reply(api, request, DOCUMENT_OPENAPI);
}

void route_document_asyncapi(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    reply(api, request, DOCUMENT_ASYNCAPI);
}

void route_document_export(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    reply(api, request, DOCUMENT_EXPORT);
}
