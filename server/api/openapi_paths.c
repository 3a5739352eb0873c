/* openapi_paths.c -- what can be asked of each address and what it may answer: the `paths` of
 * openapi.json, from the table of routes (routes.c) and, for the live protocol where WebSocket is
 * blocked, from here. */
#include "api/openapi_paths.h"

#include <assert.h>
#include <stdio.h>

#include "api/internal.h"
#include "edge/qr.h"
#include "protocol/gen/bodies.h"

#define FAULT_BIT(name) (1u << FAULT_##name)

/* ---- what a route may answer ---------------------------------------------------------- */

static bool asks_host(const struct route *route)
{
    return route->refuses || route->who == WHO_SEAT || route->who == WHO_TRAINER ||
           strstr(route->pattern, "{code}") != NULL;
}

/* All faults it may answer with, as bits: its own, and those of who may ask, of its method and of
 * the body it reads. */
static uint32_t route_faults(const struct route *route)
{
    /* Of any request: an upgrade to something else, no memory, going down. */
    uint32_t faults =
        route->faults | FAULT_BIT(MALFORMED) | FAULT_BIT(BUSY) | FAULT_BIT(SHUTTING_DOWN);

    switch (route->who) {
    case WHO_KEY:
    case WHO_FIRST: faults |= FAULT_BIT(FORBIDDEN) | FAULT_BIT(TOO_MANY_TRIES); break;
    case WHO_SEAT:
    case WHO_TRAINER:
        faults |= FAULT_BIT(TOKEN_UNKNOWN) | FAULT_BIT(TOO_MANY_TRIES) | FAULT_BIT(FORBIDDEN);
        break;
    case WHO_OPERATOR: faults |= FAULT_BIT(NOT_FOUND); break;
    case WHO_ANYONE: break;
    }
    if (asks_host(route))
        faults |= FAULT_BIT(JOURNAL_FAILED) | FAULT_BIT(STORAGE_FULL) | FAULT_BIT(STORAGE_AWAY);
    if (route->method == HTTP_POST)
        faults |= FAULT_BIT(TOO_LARGE) | FAULT_BIT(FORBIDDEN) | FAULT_BIT(CONTENT_TYPE);
    if (route->request != NULL)
        faults |= FAULT_BIT(FIELD_MISSING) | FAULT_BIT(FIELD_WRONG);
    return faults;
}

/* What stands between the braces of the pattern, or "". */
static void route_part(const struct route *route, char part[ROUTE_PART_BYTES_MAX])
{
    const char *open = strchr(route->pattern, '{');

    part[0] = '\0';
    if (open != NULL)
        snprintf(part, ROUTE_PART_BYTES_MAX, "%.*s", (int)strcspn(open + 1, "}"), open + 1);
}

/* ---- parameters ----------------------------------------------------------------------- */

static void add_parameter(cJSON *list, const char *name, bool in_path, bool required, cJSON *schema,
                          const char *doc)
{
    cJSON *parameter = cJSON_CreateObject();

    cJSON_AddStringToObject(parameter, "name", name);
    cJSON_AddStringToObject(parameter, "in", in_path ? "path" : "query");
    if (in_path || required)
        cJSON_AddBoolToObject(parameter, "required", true);
    cJSON_AddStringToObject(parameter, "description", doc);
    cJSON_AddItemToObject(parameter, "schema", schema);
    cJSON_AddItemToArray(list, parameter);
}

/* Every part that a pattern of the routes has is one of these. */
static void add_part(cJSON *list, const char *part)
{
    const struct {
        const char *name, *doc;
        cJSON *schema;
    } parts[] = {
        {"id", "id of a scenario", gen_text(ID_BYTES_MAX, NULL)},
        {"code", "join code", gen_text(CODE_BYTES, NULL)},
        {"seat", "seat number", gen_integer(0, SEATS_MAX - 1, NULL)},
        {"room", "room number", gen_integer(0, ROOMS_MAX - 1, NULL)},
        {"number", "number of a playtest", gen_integer(1, 999999999, NULL)},
    };
    bool found = false;

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strcmp(parts[i].name, part) == 0) {
            add_parameter(list, part, true, true, parts[i].schema, parts[i].doc);
            found = true;
        } else {
            cJSON_Delete(parts[i].schema);
        }
    }
    assert(found);
}

static void add_parameters(cJSON *operation, const struct route *route)
{
    cJSON *list = cJSON_AddArrayToObject(operation, "parameters");
    char part[ROUTE_PART_BYTES_MAX];

    route_part(route, part);
    if (part[0] != '\0')
        add_part(list, part);
    if (route->asks_text)
        add_parameter(list, "text", false, true, gen_text(QR_TEXT_BYTES_MAX, NULL),
                      "an address below this server's own");
    add_parameter(list, "lang", false, false, gen_word(&words_lang, 0, NULL),
                  "language of texts and errors; without it Accept-Language decides, else Dutch");
}

/* ---- answers -------------------------------------------------------------------------- */

static cJSON *content(const char *type, cJSON *schema)
{
    cJSON *types = cJSON_CreateObject();

    cJSON_AddItemToObject(cJSON_AddObjectToObject(types, type), "schema", schema);
    return types;
}

/* What is no record: a page, a file, or JSON with a description of its own. */
static cJSON *typed_answer(const struct route *route)
{
    cJSON *list;

    if (strcmp(route->answer_type, HTTP_TYPE_JSON) != 0)
        return gen_typed("string", NULL);
    if (!route->answers_list)
        return gen_typed("object", NULL);
    list = gen_typed("array", NULL);
    cJSON_AddItemToObject(list, "items", gen_typed("object", NULL));
    return list;
}

static cJSON *success(const struct route *route)
{
    cJSON *response = cJSON_CreateObject();

    cJSON_AddStringToObject(response, "description",
                            route->answer != NULL ? route->answer->doc : route->summary);
    if (route->answer != NULL)
        cJSON_AddItemToObject(response, "content",
                              content(HTTP_TYPE_JSON, gen_body_reference(route->answer)));
    else
        cJSON_AddItemToObject(response, "content",
                              content(route->answer_type, typed_answer(route)));
    return response;
}

static void add_budget(char *text, size_t size, const char *what, struct bucket_rule rule)
{
    const size_t used = strlen(text);

    snprintf(text + used, size - used, ". %s: %u at once, then %u a minute", what, rule.burst,
             rule.per_minute);
}

static void add_text(char *text, size_t size, const char *more)
{
    const size_t used = strlen(text);

    snprintf(text + used, size - used, "%s", more);
}

/* What fails. Nothing that succeeds costs anything. */
static void add_guesses(char *text, size_t size, const struct route *route)
{
    if (route->faults & FAULT_BIT(TOO_MANY_TRIES)) {
        add_budget(text, size, "Wrong codes, per kind of browser at an address",
                   GUESS_CODES_OF_BROWSER);
        add_budget(text, size, "per address", GUESS_CODES_OF_ADDRESS);
        add_budget(text, size, "from all addresses that fail more than seldom together",
                   GUESS_CODES_IN_ALL_HALF);
        add_text(text, size,
                 ", from all others together as many. When one is empty only a code "
                 "passes with which somebody at this address is or was in a session");
    }
    if (route->who == WHO_KEY)
        add_budget(text, size, "Wrong keys, per address (the right one always passes)", GUESS_KEYS);
    if (route->who == WHO_SEAT || route->who == WHO_TRAINER)
        add_budget(text, size, "Unknown tokens, per address (a right one always passes)",
                   GUESS_TOKENS);
}

static void add_budgets(char *text, size_t size, const struct route *route)
{
    if (route_faults(route) & FAULT_BIT(TOO_MANY_TRIES))
        add_guesses(text, size, route);
    if (route->spends == SPENDS_CREATION)
        add_budget(text, size, "New sessions, per address", LIMIT_CREATIONS);
    if (route->spends == SPENDS_LINK)
        add_budget(text, size, "New links, per address", LIMIT_LINKS);
}

static void add_retry_after(cJSON *response)
{
    cJSON *headers = cJSON_AddObjectToObject(response, "headers");

    cJSON_AddItemToObject(headers, "Retry-After",
                          gen_reference("components/headers", "", "RetryAfter"));
}

/* One status that is no success: its codes, in words and as a list. */
static cJSON *failure(const struct route *route, int status)
{
    cJSON *response = cJSON_CreateObject(), *codes = cJSON_CreateArray();
    const uint32_t faults = route_faults(route);
    char text[1000] = "";

    for (uint32_t fault = 1; fault < FAULT_COUNT; fault++) {
        if ((faults >> fault & 1) == 0 || http_status_of((enum fault)fault) != status)
            continue;
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", text[0] ? ", " : "",
                 fault_name((enum fault)fault));
        cJSON_AddItemToArray(codes, cJSON_CreateString(fault_name((enum fault)fault)));
    }
    if (status == HTTP_STATUS_REFUSED && route->refuses)
        snprintf(text, sizeof text, "The game says no; the code is a word of enum reject");
    if (status == 429)
        add_budgets(text, sizeof text, route);
    cJSON_AddStringToObject(response, "description", text);
    if (status == 429 || status == 503)
        add_retry_after(response);
    cJSON_AddItemToObject(response, "content",
                          content(HTTP_TYPE_JSON, gen_body_reference(&body_failure)));
    if (status != HTTP_STATUS_REFUSED || !route->refuses)
        cJSON_AddItemToObject(response, "x-codes", codes);
    else
        cJSON_Delete(codes);
    return response;
}

static bool may_answer(const struct route *route, int status)
{
    const uint32_t faults = route_faults(route);
    bool found = status == HTTP_STATUS_REFUSED && route->refuses;

    for (uint32_t fault = 1; fault < FAULT_COUNT; fault++)
        found =
            found || ((faults >> fault & 1) != 0 && http_status_of((enum fault)fault) == status);
    return found;
}

static void add_status(cJSON *responses, int status, cJSON *response)
{
    char key[16];

    snprintf(key, sizeof key, "%d", status);
    cJSON_AddItemToObject(responses, key, response);
}

static cJSON *responses_of(const struct route *route)
{
    cJSON *responses = cJSON_CreateObject();

    add_status(responses, route->status, success(route));
    for (int status = 400; status < 600; status++) {
        if (may_answer(route, status))
            add_status(responses, status, failure(route, status));
    }
    return responses;
}

/* ---- operations ----------------------------------------------------------------------- */

/* A scheme says what to bring; x-who, whose that has to be. */
static void add_security(cJSON *operation, enum route_who who)
{
    static const char *const words[] = {
        [WHO_ANYONE] = "anyone", [WHO_KEY] = "key",         [WHO_FIRST] = "first_key",
        [WHO_SEAT] = "seat",     [WHO_TRAINER] = "trainer", [WHO_OPERATOR] = "operator"};
    cJSON *list = cJSON_AddArrayToObject(operation, "security");
    cJSON *scheme;

    cJSON_AddStringToObject(operation, "x-who", words[who]);
    if (who == WHO_ANYONE || who == WHO_OPERATOR)
        return;
    scheme = cJSON_CreateObject();
    cJSON_AddArrayToObject(scheme, who == WHO_KEY || who == WHO_FIRST ? "trainerKey" : "seatToken");
    cJSON_AddItemToArray(list, scheme);
}

static cJSON *begin_operation(const char *tag, const char *name, const char *summary,
                              const char *doc)
{
    cJSON *operation = cJSON_CreateObject();

    cJSON_AddItemToArray(cJSON_AddArrayToObject(operation, "tags"), cJSON_CreateString(tag));
    cJSON_AddStringToObject(operation, "operationId", name);
    cJSON_AddStringToObject(operation, "summary", summary);
    cJSON_AddStringToObject(operation, "description", doc);
    return operation;
}

static void add_request(cJSON *operation, cJSON *schema, size_t bytes_max)
{
    cJSON *request = cJSON_AddObjectToObject(operation, "requestBody");

    cJSON_AddBoolToObject(request, "required", true);
    cJSON_AddItemToObject(request, "content", content(HTTP_TYPE_JSON, schema));
    cJSON_AddNumberToObject(request, "x-bytes-max", (double)bytes_max);
}

static cJSON *operation_of(const struct route *route)
{
    cJSON *operation = begin_operation(route->tag, route->name, route->summary, route->doc);

    add_security(operation, route->who);
    add_parameters(operation, route);
    if (route->request != NULL)
        add_request(operation, gen_body_reference(route->request),
                    route->body_bytes_max != 0 ? route->body_bytes_max : HTTP_BODY_BYTES_MAX);
    cJSON_AddItemToObject(operation, "responses", responses_of(route));
    return operation;
}

static cJSON *path_item(cJSON *paths, const char *pattern)
{
    cJSON *item = cJSON_GetObjectItemCaseSensitive(paths, pattern);

    return item != NULL ? item : cJSON_AddObjectToObject(paths, pattern);
}

/* ---- the other road of the live protocol: the edge's own (edge/live.c) ------------------ */

/* What the stream says is said in words of the protocol, what the edge says before it as a Failure:
 * `live` and `edge` are bits of enum fault. */
static cJSON *live_failure(uint32_t live, uint32_t edge)
{
    cJSON *response = cJSON_CreateObject(), *schema = gen_body_reference(&body_failure);
    char text[200] = "";

    for (uint32_t fault = 1; fault < FAULT_COUNT; fault++) {
        if (((live | edge) >> fault & 1) != 0)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", text[0] ? ", " : "",
                     fault_name((enum fault)fault));
    }
    cJSON_AddStringToObject(response, "description", text);
    if (live != 0 && edge != 0) {
        cJSON *either = cJSON_CreateObject();
        cJSON *list = cJSON_AddArrayToObject(either, "oneOf");
        cJSON_AddItemToArray(list, schema);
        cJSON_AddItemToArray(list, gen_reference("components/schemas", "", "LiveError"));
        schema = either;
    } else if (live != 0) {
        cJSON_Delete(schema);
        schema = gen_reference("components/schemas", "", "LiveError");
    }
    cJSON_AddItemToObject(response, "content", content(HTTP_TYPE_JSON, schema));
    return response;
}

static cJSON *live_responses(int status, const char *doc, const char *type)
{
    cJSON *responses = cJSON_CreateObject(), *response = cJSON_CreateObject();
    cJSON *too_many = live_failure(FAULT_BIT(TOO_MANY_TRIES), 0);

    add_retry_after(too_many);
    cJSON_AddStringToObject(response, "description", doc);
    if (type != NULL)
        cJSON_AddItemToObject(response, "content", content(type, gen_typed("string", NULL)));
    add_status(responses, status, response);
    add_status(responses, 400, live_failure(0, FAULT_BIT(MALFORMED)));
    add_status(responses, 401, live_failure(FAULT_BIT(TOKEN_UNKNOWN), 0));
    add_status(responses, 429, too_many);
    return responses;
}

static void add_poll(cJSON *paths)
{
    cJSON *poll = begin_operation(
        "live", "pollSession", "Messages to the client, by asking again and again",
        "Where streams are held back, too: the answer comes when there is something, at the latest "
        "after 20 seconds, and has the same events as the stream.");
    cJSON *answered =
        live_responses(200, "What there is; may be empty", "text/plain; charset=utf-8");
    cJSON *list = cJSON_AddArrayToObject(poll, "parameters");

    add_parameter(list, "link", false, true, gen_integer(1, EXACT_MAX, NULL),
                  "a number that the client draws for each link");
    add_parameter(list, "open", false, false, gen_integer(1, 1, NULL),
                  "this is the first request of the link; without it 409 says that there is none");
    add_parameter(list, "client", false, false, gen_integer(1, EXACT_MAX, NULL),
                  "as in hello, with open");
    add_security(poll, WHO_SEAT);
    add_status(answered, 409, live_failure(FAULT_BIT(HELLO_FIRST), 0));
    add_status(answered, 503, live_failure(FAULT_BIT(BUSY), FAULT_BIT(SHUTTING_DOWN)));
    cJSON_AddItemToObject(poll, "responses", answered);
    cJSON_AddItemToObject(path_item(paths, "/live/poll"), "get", poll);
}

static void add_live(cJSON *paths)
{
    cJSON *events =
        begin_operation("live", "followSession", "Messages to the client as an event stream",
                        "Where WebSocket is blocked: one JSON message of the live protocol "
                        "(asyncapi.json) an event.");
    cJSON *command = begin_operation(
        "live", "sendMessage", "One message of the live protocol to the server",
        "It belongs to the newest stream or polled link with the same token and link; every answer "
        "comes down that. Of several servers it goes to the one whose name that link was answered "
        "with (X-Dilemma-Node): below /NAME, as the next polls do.");
    cJSON *opened = live_responses(200, "The stream", "text/event-stream");
    cJSON *taken = live_responses(202, "Taken in; without a body", NULL);

    add_poll(paths);
    add_security(events, WHO_SEAT);
    add_security(command, WHO_SEAT);
    add_status(opened, 503, live_failure(FAULT_BIT(BUSY), FAULT_BIT(SHUTTING_DOWN)));
    cJSON_AddItemToObject(events, "responses", opened);
    add_request(command, gen_typed("object", "a message of asyncapi.json"), COMMAND_BYTES_MAX);
    add_status(taken, 409, live_failure(FAULT_BIT(HELLO_FIRST), 0));
    add_status(taken, 403, live_failure(0, FAULT_BIT(FORBIDDEN)));
    add_status(taken, 413, live_failure(0, FAULT_BIT(TOO_LARGE)));
    add_status(taken, 415, live_failure(0, FAULT_BIT(CONTENT_TYPE)));
    add_status(taken, 503, live_failure(0, FAULT_BIT(BUSY) | FAULT_BIT(SHUTTING_DOWN)));
    cJSON_AddItemToObject(command, "responses", taken);
    cJSON_AddItemToObject(path_item(paths, "/live/events"), "get", events);
    cJSON_AddItemToObject(path_item(paths, "/live/command"), "post", command);
}

void openapi_add_paths(cJSON *paths)
{
    for (uint32_t i = 0; i < api_routes_count; i++)
        cJSON_AddItemToObject(path_item(paths, api_routes[i].pattern),
                              api_routes[i].method == HTTP_GET ? "get" : "post",
                              operation_of(&api_routes[i]));
    add_live(paths);
}
