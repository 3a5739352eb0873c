/* api.c -- what the handlers share: bodies, jobs that wait for the host, answers. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "api/internal.h"
#include "protocol/utf8.h"

/* ---- life ----------------------------------------------------------------------------- */

enum result api_open(struct api **out, const struct api_parts *parts)
{
    struct api *api = calloc(1, sizeof *api);
    uint64_t salt[3] = {0, 0, 0};
    enum result result;

    if (api == NULL)
        return RESULT_NO_MEMORY;
    result = sentences_open();
    if (result == RESULT_OK && getrandom(salt, sizeof salt, 0) != (ssize_t)sizeof salt)
        result = RESULT_IO;
    if (result != RESULT_OK) {
        free(api);
        return result;
    }
    api->parts = *parts;
    limit_init(&api->failures, LIMIT_FAILURES, salt[0]);
    limit_init(&api->creations, LIMIT_CREATIONS, salt[1]);
    limit_init(&api->links, LIMIT_LINKS, salt[2]);
    *out = api;
    return RESULT_OK;
}

void api_close(struct api *api)
{
    if (api == NULL)
        return;
    sentences_close();
    free(api);
}

void api_offer(struct api *api, const struct scenario *const *scenarios, uint32_t count)
{
    api->parts.scenarios = scenarios;
    api->parts.scenarios_count = count;
}

uint64_t api_now_ms(const struct api *api)
{
    return clock_now_ms(api->parts.clock);
}

void api_count_failure(struct api *api, struct http_request *request)
{
    limit_take(&api->failures, http_address(request), api_now_ms(api));
}

bool api_may_try(struct api *api, struct http_request *request)
{
    if (limit_has(&api->failures, http_address(request), api_now_ms(api)))
        return true;
    http_fail(request, FAULT_TOO_MANY_TRIES, NULL);
    return false;
}

const struct scenario *api_scenario(const struct api *api, struct bytes id)
{
    for (uint32_t i = 0; i < api->parts.scenarios_count; i++) {
        if (bytes_equal(api->parts.scenarios[i]->id, id))
            return api->parts.scenarios[i];
    }
    return NULL;
}

/* ---- bodies --------------------------------------------------------------------------- */

void body_fail(struct body *body, enum fault fault, const char *field)
{
    if (body->fault != FAULT_NONE)
        return;
    body->fault = fault;
    body->field = field;
}

bool body_read(struct body *body, struct http_request *request)
{
    body->fault = FAULT_NONE;
    body->field = NULL;
    buffer_init(&body->scratch, body->scratch_memory, sizeof body->scratch_memory);
    if (!flat_read_json(http_body(request), &body->scratch, &body->flat))
        body_fail(body, FAULT_MALFORMED, NULL);
    return body->fault == FAULT_NONE;
}

struct bytes body_text(struct body *body, const char *field, size_t bytes_max, bool required)
{
    const struct flat_item *item = flat_find(&body->flat, bytes_of(field));

    if (item == NULL && required)
        body_fail(body, FAULT_FIELD_MISSING, field);
    if (item == NULL)
        return (struct bytes){NULL, 0};
    if (item->kind != FLAT_TEXT || item->text.size > bytes_max || !utf8_showable(item->text)) {
        body_fail(body, FAULT_FIELD_WRONG, field);
        return (struct bytes){NULL, 0};
    }
    return item->text;
}

uint8_t body_word(struct body *body, const char *field, const struct words *words, uint8_t standard)
{
    const struct flat_item *item = flat_find(&body->flat, bytes_of(field));
    uint8_t value = standard;

    if (item != NULL && (item->kind != FLAT_TEXT || !words_parse(words, item->text, &value)))
        body_fail(body, FAULT_FIELD_WRONG, field);
    return value;
}

uint32_t body_uint(struct body *body, const char *field, uint32_t max, uint32_t standard)
{
    const struct flat_item *item = flat_find(&body->flat, bytes_of(field));

    if (item == NULL)
        return standard;
    if (item->kind != FLAT_UINT || item->number > max) {
        body_fail(body, FAULT_FIELD_WRONG, field);
        return standard;
    }
    return (uint32_t)item->number;
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
        http_fail(request, answer->fault, NULL);
    else
        http_refuse(request, answer->reject, NULL);
    return false;
}

/* ---- answers -------------------------------------------------------------------------- */

void reply_json(struct http_request *request, int status, struct buffer *out)
{
    if (out->overflowed) {
        free(out->data);
        http_fail(request, FAULT_TOO_LARGE, NULL);
        return;
    }
    http_reply_owned(request, status, "application/json", out->data, out->size);
}

/* The token of a job and the seat it opens: the end of joining, of links, of solo. */
void job_reply_token(void *arg, const struct host_answer *answer)
{
    struct job *job = arg;
    struct http_request *request = job->request;
    uint8_t memory[128];
    struct buffer out;
    struct writer w;

    if (!job_is_done(job, answer))
        return;
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_JSON);
    writer_map(&w, 2);
    writer_put_word(&w, "token", job->token.text);
    writer_put_int(&w, "seat", answer->seat != SEAT_NONE ? answer->seat : job->target);
    assert(writer_ok(&w));
    job_end(job);
    http_reply(request, 201, "application/json", buffer_bytes(&out));
}
