/* author.c -- the routes of the author's page. Whoever has the trainer's key may write scenarios:
 * it takes the same trust, because the trainer's participants play what was loaded. */
#include "author/author.h"

#include <stdlib.h>

#include "api/internal.h"

static bool has_author(const struct api *api, struct http_request *request)
{
    if (api->parts.author != NULL)
        return true;
    http_fail(request, FAULT_NOT_FOUND, NULL);
    return false;
}

static void reply(struct http_request *request, const struct author_answer *answer)
{
    if (answer->fault == FAULT_NONE)
        http_reply_owned(request, 200, HTTP_TYPE_JSON, answer->json, answer->size);
    else
        http_fail(request, answer->fault, answer->field);
}

/* ---- at once -------------------------------------------------------------------------- */

void route_author_catalogue(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    if (has_author(api, request))
        http_reply_static(request, 200, HTTP_TYPE_JSON,
                          author_catalogue(api->parts.author, http_lang(request)));
}

void route_author_list(struct api *api, struct http_request *request, const char *part)
{
    struct author_answer answer = {.fault = FAULT_NONE};

    (void)part;
    if (!has_author(api, request))
        return;
    author_list(api->parts.author, &answer);
    reply(request, &answer);
}

void route_author_playtest(struct api *api, struct http_request *request, const char *part)
{
    struct author_answer answer = {.fault = FAULT_NONE};

    (void)part;
    if (!has_author(api, request))
        return;
    author_playtest(api->parts.author, http_lang(request), http_body(request), &answer);
    reply(request, &answer);
}

/* Only digits, at most nine; 0: not a number of a playtest. */
static uint32_t number_of(const char *text)
{
    uint32_t number = 0;

    for (const char *c = text; *c != '\0'; c++) {
        if (*c < '0' || *c > '9' || c - text == 9)
            return 0;
        number = number * 10 + (uint32_t)(*c - '0');
    }
    return number;
}

void route_author_playtest_look(struct api *api, struct http_request *request, const char *part)
{
    struct author_answer answer = {.fault = FAULT_NONE};

    if (!has_author(api, request))
        return;
    author_playtest_look(api->parts.author, number_of(part), &answer);
    reply(request, &answer);
}

void route_author_playtest_cancel(struct api *api, struct http_request *request, const char *part)
{
    struct author_answer answer = {.fault = FAULT_NONE};

    if (!has_author(api, request))
        return;
    author_playtest_cancel(api->parts.author, number_of(part), &answer);
    reply(request, &answer);
}

/* ---- when the work is done ------------------------------------------------------------ */

struct asked {
    struct api *api;
    struct http_request *request;
    struct author_job *job;
};

static void on_gone(void *arg)
{
    struct asked *asked = arg;

    author_forget(asked->job);
    free(asked);
}

static void on_done(void *arg, const struct author_answer *answer)
{
    struct asked *asked = arg;
    struct http_request *request = asked->request;

    http_on_gone(request, NULL, NULL);
    free(asked);
    reply(request, answer);
}

static void ask(struct api *api, struct http_request *request, enum author_task task,
                struct bytes body)
{
    struct asked *asked;

    if (!has_author(api, request))
        return;
    asked = malloc(sizeof *asked);
    if (asked != NULL) {
        *asked = (struct asked){.api = api, .request = request};
        asked->job = author_ask(api->parts.author, task, http_lang(request), body, on_done, asked);
        if (asked->job != NULL) {
            http_on_gone(request, on_gone, asked);
            return;
        }
    }
    free(asked);
    http_fail(request, FAULT_BUSY, NULL);
}

/* An own one that is not offered can be opened, to mend it, and taken away. */
static bool is_known(const struct api *api, struct bytes id)
{
    return api_scenario(api, id) != NULL ||
           (api->parts.author != NULL && author_refuses(api->parts.author, id));
}

void route_author_open(struct api *api, struct http_request *request, const char *part)
{
    if (!is_known(api, bytes_of(part)))
        http_fail(request, FAULT_SCENARIO_UNKNOWN, NULL);
    else
        ask(api, request, AUTHOR_OPEN, bytes_of(part));
}

void route_author_withdraw(struct api *api, struct http_request *request, const char *part)
{
    if (!is_known(api, bytes_of(part)))
        http_fail(request, FAULT_SCENARIO_UNKNOWN, NULL);
    else
        ask(api, request, AUTHOR_WITHDRAW, bytes_of(part));
}

void route_author_check(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    ask(api, request, AUTHOR_CHECK, http_body(request));
}

void route_author_load(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    ask(api, request, AUTHOR_LOAD, http_body(request));
}
