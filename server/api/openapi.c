/* openapi.c -- the HTTP API as an OpenAPI 3.1 document: paths from the table of routes
 * (openapi_paths.c), schemas from protocol/bodies.def, numbers from the constants that the server
 * keeps to. Built with cJSON; a failed allocation makes the whole document fail, at the end. */
#include <stdio.h>

#include "api/internal.h"
#include "api/openapi_paths.h"
#include "author/author.h"
#include "library/draft.h"
#include "protocol/gen/bodies.h"

#define TEXT_BYTES_MAX 2048

/* ---- the document --------------------------------------------------------------------- */

static void add_live_error(cJSON *schemas)
{
    struct gen_map map = gen_map("An error message of the live protocol");

    gen_property(&map, "t", gen_constant("error"), true);
    gen_property(&map, "code", gen_word(&words_fault, 0, "why"), true);
    cJSON_AddItemToObject(schemas, "LiveError", map.schema);
}

static void add_info(cJSON *root)
{
    cJSON *info = cJSON_AddObjectToObject(root, "info"), *license;
    char text[TEXT_BYTES_MAX];

    snprintf(
        text, sizeof text,
        "What is not live: scenarios, making and joining sessions, links, exports, the author's "
        "page, health. The live protocol is described in asyncapi.json beside this document.\n\n"
        "- Bodies of requests are flat JSON maps of at most %d bytes; the drafts of authors have "
        "at most %d bytes, %d values, %d entries in one list or map, %d levels. Unknown fields "
        "are skipped. What people write is cleaned (NFC, one line, nothing unseen); then it "
        "may have x-chars-max characters as people count them (extended grapheme clusters). All "
        "texts may have x-bytes-max bytes of UTF-8.\n"
        "- What was wrong is said as Failure: a code for programs, a sentence for people in the "
        "language of ?lang=, of the body or of Accept-Language (nl or en, else Dutch), and the "
        "field it is about. x-codes lists the codes of a status.\n"
        "- A POST brings application/json, and when it comes from a page (Origin), from one of "
        "this "
        "server: otherwise 415 content_type, 403 forbidden. HTTP/1.1; what is not sound (no or two "
        "hosts, a space before a colon, an upgrade to other than WebSocket) is 400 malformed.\n"
        "- Any other address is 404 not_found, another method 405 method with Allow. HEAD is "
        "answered where GET is.\n"
        "- Whoever fails too often or asks for too much gets 429 with Retry-After, per address "
        "(of IPv6 the first half): x-budgets. A venue has one address, so what succeeds costs "
        "nothing, the right key and a right token always pass, and so does a code that is in use "
        "at the address.\n"
        "- Where several servers share a database, one that does not have the session answers 307 "
        "moved: Location names the same path below the name of the one that has it. Send it again "
        "there, method, body and token included.\n"
        "- Nothing is to be stored by caches but what has an ETag.",
        HTTP_BODY_BYTES_MAX, AUTHOR_DRAFT_BYTES_MAX, DRAFT_VALUES_MAX, DRAFT_ENTRIES_MAX,
        DRAFT_DEPTH_MAX);
    cJSON_AddStringToObject(info, "title", "Dilemmakamer, HTTP API");
    cJSON_AddStringToObject(info, "version", "1.0.0");
    cJSON_AddStringToObject(info, "description", text);
    license = cJSON_AddObjectToObject(info, "license");
    cJSON_AddStringToObject(license, "name", "EUPL-1.2");
    cJSON_AddStringToObject(license, "identifier", "EUPL-1.2");
}

static void add_tags(cJSON *root)
{
    static const char *const tags[][2] = {
        {"stories", "What can be played"},
        {"sessions", "Making a session and coming in"},
        {"afterwards", "Exports, deletion"},
        {"keys", "Who may make sessions"},
        {"author", "The author's page"},
        {"documents", "This description"},
        {"operators", "For those who keep the server up"},
        {"live", "The live protocol where WebSocket is blocked"},
    };
    cJSON *list = cJSON_AddArrayToObject(root, "tags");

    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        cJSON *tag = cJSON_CreateObject();
        cJSON_AddStringToObject(tag, "name", tags[i][0]);
        cJSON_AddStringToObject(tag, "description", tags[i][1]);
        cJSON_AddItemToArray(list, tag);
    }
}

static void add_rule(cJSON *budgets, const char *name, const char *code, struct bucket_rule rule)
{
    cJSON *budget = cJSON_AddObjectToObject(budgets, name);

    cJSON_AddStringToObject(budget, "code", code);
    cJSON_AddNumberToObject(budget, "burst", rule.burst);
    cJSON_AddNumberToObject(budget, "per_minute", rule.per_minute);
}

static void add_rules(cJSON *root)
{
    cJSON *budgets = cJSON_AddObjectToObject(root, "x-budgets");

    add_rule(budgets, "codes_of_browser", fault_name(FAULT_TOO_MANY_TRIES), GUESS_CODES_OF_BROWSER);
    add_rule(budgets, "codes_of_address", fault_name(FAULT_TOO_MANY_TRIES), GUESS_CODES_OF_ADDRESS);
    add_rule(budgets, "codes_in_all_half", fault_name(FAULT_TOO_MANY_TRIES),
             GUESS_CODES_IN_ALL_HALF);
    add_rule(budgets, "keys", fault_name(FAULT_TOO_MANY_TRIES), GUESS_KEYS);
    add_rule(budgets, "tokens", fault_name(FAULT_TOO_MANY_TRIES), GUESS_TOKENS);
    add_rule(budgets, "creations", fault_name(FAULT_TOO_FAST), LIMIT_CREATIONS);
    add_rule(budgets, "links", fault_name(FAULT_TOO_FAST), LIMIT_LINKS);
}

static void add_scheme(cJSON *schemes, const char *name, const char *doc)
{
    cJSON *scheme = cJSON_AddObjectToObject(schemes, name);

    cJSON_AddStringToObject(scheme, "type", "http");
    cJSON_AddStringToObject(scheme, "scheme", "bearer");
    cJSON_AddStringToObject(scheme, "description", doc);
}

static void add_components(cJSON *root)
{
    cJSON *components = cJSON_AddObjectToObject(root, "components");
    cJSON *schemes = cJSON_AddObjectToObject(components, "securitySchemes");
    cJSON *headers = cJSON_AddObjectToObject(components, "headers");
    cJSON *retry = cJSON_AddObjectToObject(headers, "RetryAfter");
    cJSON *schemas = cJSON_AddObjectToObject(components, "schemas");

    add_scheme(schemes, "trainerKey",
               "A trainer's key: the first one, shown at the first start, or one with a "
               "name; where x-who is first_key, only the first one");
    add_scheme(schemes, "seatToken", "The token of a seat");
    cJSON_AddStringToObject(retry, "description", "Seconds");
    cJSON_AddItemToObject(retry, "schema", gen_typed("integer", NULL));
    gen_body_schemas(schemas);
    add_live_error(schemas);
}

enum result api_openapi(struct buffer *out)
{
    cJSON *root = cJSON_CreateObject();
    cJSON *servers, *server, *paths;

    cJSON_AddStringToObject(root, "openapi", "3.1.0");
    add_info(root);
    servers = cJSON_AddArrayToObject(root, "servers");
    server = cJSON_CreateObject();
    cJSON_AddStringToObject(server, "url", "/");
    cJSON_AddStringToObject(server, "description", "Where this document comes from");
    cJSON_AddItemToArray(servers, server);
    add_tags(root);
    add_rules(root);
    paths = cJSON_AddObjectToObject(root, "paths");
    openapi_add_paths(paths);
    add_components(root);
    return gen_print(root, out);
}
