/* api.c -- what the handlers share: bodies, jobs that wait for the host, answers. */
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"

/* ---- life ----------------------------------------------------------------------------- */

enum result api_open(struct api **out, const struct api_parts *parts)
{
    struct api *api = calloc(1, sizeof *api);
    enum result result;

    if (api == NULL)
        return RESULT_NO_MEMORY;
    result = sentences_open();
    if (result == RESULT_OK)
        result = documents_open(&api->documents);
    if (result != RESULT_OK) {
        sentences_close();
        free(api);
        return result;
    }
    api->parts = *parts;
    limit_init(&api->creations, LIMIT_CREATIONS);
    limit_init(&api->links, LIMIT_LINKS);
    *out = api;
    return RESULT_OK;
}

void api_close(struct api *api)
{
    if (api == NULL)
        return;
    assert(api->exports_count == 0);
    documents_close(api->documents);
    sentences_close();
    free(api);
}

void api_drain(struct api *api)
{
    api->draining = true;
}

void api_offer(struct api *api, const struct scenario *const *scenarios, uint32_t count)
{
    api->parts.scenarios = scenarios;
    api->parts.scenarios_count = count;
}

bool api_may(struct api *api, struct limit *limit, struct http_request *request)
{
    return limit_take(limit, http_origin(request)->address, clock_now_ms(api->parts.clock));
}

const struct scenario *api_scenario(const struct api *api, struct bytes id)
{
    for (uint32_t i = 0; i < api->parts.scenarios_count; i++) {
        if (bytes_equal(api->parts.scenarios[i]->id, id))
            return api->parts.scenarios[i];
    }
    return NULL;
}

/* ---- jobs ----------------------------------------------------------------------------- */

static void job_gone(void *arg)
{
    struct job *job = arg;

    if (job->ticket != 0)
        host_cancel(job->api->parts.host, job->ticket);
    free(job);
}

struct job *job_begin(struct api *api, struct http_request *request)
{
    struct job *job = calloc(1, sizeof *job);

    if (job == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
        return NULL;
    }
    job->api = api;
    job->request = request;
    job->lang = http_lang(request);
    http_on_gone(request, job_gone, job);
    return job;
}

void job_end(struct job *job)
{
    http_on_gone(job->request, NULL, NULL);
    free(job);
}

void job_fail(struct job *job, enum fault fault, const char *field)
{
    struct http_request *request = job->request;

    job_end(job);
    http_fail(request, fault, field);
}

void job_fail_token(struct job *job)
{
    struct http_request *request = job->request;

    job_end(job);
    http_fail_token(request);
}

bool job_read(struct job *job, const struct body_record *record, void *out)
{
    buffer_init(&job->scratch, job->scratch_memory, sizeof job->scratch_memory);
    return body_read(record, http_body(job->request), &job->scratch, out, &job->wrong);
}

void job_wrong(struct job *job)
{
    job_fail(job, job->wrong.fault, job->wrong.field);
}

void job_speak(struct job *job, uint8_t lang)
{
    if (lang == BODY_NO_WORD)
        return;
    job->lang = (enum lang)lang;
    http_speak(job->request, job->lang);
}

bool job_asked(struct job *job, uint32_t ticket)
{
    job->ticket = ticket;
    if (ticket != 0)
        return true;
    job_fail(job, FAULT_BUSY, NULL);
    return false;
}

bool job_is_done(struct job *job, const struct host_answer *answer)
{
    struct http_request *request = job->request;

    job->ticket = 0;
    if (answer->fault == FAULT_NONE && answer->reject == REJECT_NONE)
        return true;
    job_end(job);
    if (answer->fault != FAULT_NONE)
        http_fail(request, answer->fault, answer->node);
    else
        http_refuse(request, answer->reject, NULL);
    return false;
}

/* ---- answers -------------------------------------------------------------------------- */

static bool write_body(struct buffer *out, const struct body_record *record, const void *body)
{
    struct writer w;

    writer_init(&w, out, ENCODING_JSON);
    body_write(&w, record, body);
    return writer_ok(&w);
}

/* An answer that does not fit the usual memory. */
static void reply_large(struct http_request *request, int status, const struct body_record *record,
                        const void *body, size_t bytes_max)
{
    uint8_t *memory = malloc(bytes_max), *fitting;
    struct buffer out;

    if (memory == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
        return;
    }
    buffer_init(&out, memory, bytes_max);
    if (!write_body(&out, record, body)) {
        free(memory);
        http_fail(request, FAULT_TOO_LARGE, NULL);
        return;
    }
    fitting = realloc(memory, out.size);
    http_reply_owned(request, status, HTTP_TYPE_JSON, fitting != NULL ? fitting : memory, out.size);
}

void reply_body(struct http_request *request, int status, const struct body_record *record,
                const void *body, const struct arena *arena, size_t bytes_max)
{
    uint8_t usual[2048];
    struct buffer out;

    buffer_init(&out, usual, sizeof usual);
    if (arena != NULL && arena_failed(arena))
        http_fail(request, FAULT_BUSY, NULL);
    else if (write_body(&out, record, body))
        http_reply(request, status, HTTP_TYPE_JSON, buffer_bytes(&out));
    else
        reply_large(request, status, record, body, bytes_max);
}

/* Answer with the token of a job and the seat that it opens: joining, links and solo end with
 * this. */
void job_reply_token(void *arg, const struct host_answer *answer)
{
    struct job *job = arg;
    struct http_request *request = job->request;
    const struct token token = job->token;
    struct body_seat_made body = {.token = bytes_of(token.text)};

    if (!job_is_done(job, answer))
        return;
    body.seat = answer->seat != SEAT_NONE ? answer->seat : job->target;
    job_end(job);
    reply_body(request, 201, &body_seat_made, &body, NULL, ANSWER_BYTES_MAX);
}
