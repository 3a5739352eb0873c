/* What the edge promises to anything that speaks HTTP to it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cJSON.h>

#include "api/internal.h"
#include "protocol/gen/gen.h"
#include "client.h"
#include "server.h"
#include "test.h"

#define KEY "Authorization: Bearer " SERVER_KEY "\r\n"

static struct client *c;

static void expect(const struct server *server, const char *method, const char *path,
                   const char *more, const char *body, int status, const char *part)
{
    const int got = client_ask(&c, server->port, method, path, more, body);

    if (got != status || (part != NULL && strstr(c->message, part) == NULL))
        test_fail(__FILE__, __LINE__, "%s %s: %d %.300s", method, path, got, c->message);
}

#define EXPECT(...) (expect(&server, __VA_ARGS__), client_close(c))

TEST(screens_come_whole_or_packed_and_are_known_again)
{
    struct server server = server_start(100);

    expect(&server, "GET", "/", NULL, NULL, 200, "<title>join");
    CHECK(client_has_header(c, "content-type: text/html; charset=utf-8"));
    CHECK(client_has_header(c, "cache-control: no-cache"));
    CHECK(client_has_header(c, "x-content-type-options: nosniff"));
    CHECK(client_has_header(c, "referrer-policy: no-referrer"));
    CHECK(strstr(c->head, "content-security-policy: default-src 'none'; script-src 'self'; "
                          "style-src 'self';") != NULL);
    CHECK(strstr(c->head, "unsafe-") == NULL);
    CHECK(strcasestr(c->head, "\r\nserver:") == NULL);
    client_close(c);
    expect(&server, "GET", "/assets/alone-4A5B6C7D.js", NULL, NULL, 404, "not_found");
    CHECK(strstr(c->head, "script-src 'self' 'wasm-unsafe-eval'; style-src") != NULL);
    client_close(c);
    expect(&server, "GET", "/assets/app-4A5B6C7D.js", "Accept-Encoding: br, gzip\r\n", NULL, 200,
           "as if packed well");
    CHECK(client_has_header(c, "content-encoding: br"));
    CHECK(client_has_header(c, "vary: accept-encoding"));
    client_close(c);
    expect(&server, "GET", "/assets/app-4A5B6C7D.js", "Accept-Encoding: gzip\r\n", NULL, 200,
           "as if packed");
    CHECK(client_has_header(c, "content-encoding: gzip"));
    CHECK(client_has_header(c, "cache-control: public, max-age=31536000, immutable"));
    client_close(c);
    expect(&server, "GET", "/assets/app-4A5B6C7D.js", NULL, NULL, 200, "let app");
    {
        char etag[200], *line = strcasestr(c->head, "\r\netag:") + 2;
        snprintf(etag, sizeof etag, "If-None-Match:%.*s\r\n", (int)strcspn(line + 5, "\r"),
                 line + 5);
        client_close(c);
        EXPECT("GET", "/assets/app-4A5B6C7D.js", etag, NULL, 304, NULL);
        /* Known in one form is not known in the other. */
        strcat(etag, "Accept-Encoding: gzip\r\n");
        EXPECT("GET", "/assets/app-4A5B6C7D.js", etag, NULL, 200, "as if packed");
    }
    EXPECT("GET", "/trainer/", NULL, NULL, 200, "<title>trainer");
    expect(&server, "GET", "/trainer", NULL, NULL, 308, NULL);
    CHECK(client_has_header(c, "location: /trainer/"));
    client_close(c);
    EXPECT("GET", "/../../etc/passwd", NULL, NULL, 404, "not_found");
    EXPECT("GET", "/%2e%2e/%2e%2e/etc/passwd", NULL, NULL, 404, "not_found");
    EXPECT("POST", "/", NULL, "x", 405, "method");
    server_stop(&server);
}

TEST(every_request_has_an_id_of_its_own)
{
    struct server server = server_start(100);
    char first[80];
    const char *id;

    expect(&server, "GET", "/healthz", NULL, NULL, 200, NULL);
    id = strcasestr(c->head, "\r\nx-request-id: ");
    CHECK(id != NULL && strspn(id + 16, "0123456789abcdef") == 16);
    snprintf(first, sizeof first, "%.34s", id);
    client_close(c);
    expect(&server, "GET", "/api/nothing", NULL, NULL, 404, NULL);
    CHECK(strcasestr(c->head, "\r\nx-request-id: ") != NULL && strcasestr(c->head, first) == NULL);
    client_close(c);
    server_stop(&server);
}

TEST(many_requests_go_over_one_connection)
{
    struct server server = server_start(100);
    struct client *one = client_open(server.port);

    for (int i = 0; i < 5; i++) {
        client_send_text(one, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        CHECK_EQ(client_response(one), 200);
        CHECK_TEXT(one->message, "ok\n");
        client_send_text(one, "POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
                              "Content-Type: application/json\r\n\r\n{}");
        CHECK_EQ(client_response(one), 400);
    }
    client_close(one);
    server_stop(&server);
}

TEST(what_is_wrong_with_a_request_is_said_in_the_persons_language)
{
    struct server server = server_start(100);

    EXPECT("GET", "/api/nothing", NULL, NULL, 404, "\"code\":\"not_found\"");
    expect(&server, "GET", "/api/join", NULL, NULL, 405, "\"code\":\"method\"");
    CHECK(client_has_header(c, "allow: POST"));
    client_close(c);
    EXPECT("POST", "/api/join", "Accept-Language: en-GB,nl;q=0.5\r\n", "{}", 400,
           "\"message\":\"Something is missing: the code.\",\"field\":\"code\"");
    EXPECT("POST", "/api/join?lang=nl", "Accept-Language: en\r\n", "{\"code\":7}", 400,
           "\"message\":\"Er klopt iets niet bij de code.\"");
    EXPECT("POST", "/api/join", NULL, "{\"code\":", 400, "\"code\":\"malformed\"");
    EXPECT("POST", "/api/join", NULL, "{\"code\":\"ZZZZZZ\",\"name\":\"Jo\"}", 404,
           "\"code\":\"code_unknown\"");
    EXPECT("GET", "/api/join/ZZZZZZ", NULL, NULL, 404, "code_unknown");
    EXPECT("POST", "/api/solo", NULL, "{\"scenario\":\"none\"}", 404, "scenario_unknown");
    EXPECT("GET", "/api/export.json", NULL, NULL, 401, "token_unknown");
    EXPECT("GET", "/api/export.json", KEY, NULL, 401, "token_unknown");
    EXPECT("POST", "/api/sessions", NULL, "{}", 403, "forbidden");
    EXPECT("POST", "/api/sessions", KEY, "{}", 400, "\"field\":\"scenario\"");
    EXPECT("POST", "/api/sessions", KEY, "{\"scenario\":\"x\",\"rooms_count\":65}", 400,
           "\"field\":\"rooms_count\"");
    server_stop(&server);
}

TEST(bodies_are_bounded_and_have_a_length)
{
    struct server server = server_start(100);
    struct client *one;
    char *large = calloc(1, 5000);

    memset(large, ' ', 4999);
    EXPECT("POST", "/api/join", NULL, large, 413, "too_large");
    EXPECT("POST", "/api/join", "Content-Length: 99999999999999999999\r\n", NULL, 400, NULL);
    EXPECT("POST", "/api/join", "Transfer-Encoding: chunked\r\n", NULL, 400, NULL);
    EXPECT("POST", "/api/join", NULL, NULL, 400, NULL);
    EXPECT("POST", "/api/join", NULL, "", 400, "malformed");
    /* A body that never comes ends with its connection, and nothing is left of it. */
    one = client_open(server.port);
    client_send_text(one,
                     "POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{\"code\"");
    client_close(one);
    free(large);
    server_stop(&server);
}

/* Of a fund's own site and its statistics: the browser sends them to every name below its domain.
 */
TEST(large_cookies_of_others_are_no_obstacle)
{
    struct server server = server_start(100);
    char *cookies = calloc(1, 10000);

    strcpy(cookies, "Cookie: statistics=");
    memset(cookies + strlen(cookies), 'x', 9000);
    strcat(cookies, "\r\n");
    EXPECT("GET", "/healthz", cookies, NULL, 200, "ok");
    EXPECT("POST", "/api/join", cookies, "{\"code\":\"ZZZZZZ\",\"name\":\"Jo\"}", 404,
           "code_unknown");
    free(cookies);
    server_stop(&server);
}

TEST(only_websocket_is_an_upgrade_and_only_as_agreed)
{
    static const struct {
        const char *path, *more;
        int status;
    } cases[] = {
        {"/ws", "", 400},
        {"/ws", "Sec-WebSocket-Protocol: other\r\n", 400},
        {"/other", "Sec-WebSocket-Protocol: dilemmakamer.v1.json\r\n", 404},
        {"/ws", "Sec-WebSocket-Protocol: dilemmakamer.v1.json\r\nOrigin: http://evil\r\n", 403},
        {"/ws", "Sec-WebSocket-Protocol: dilemmakamer.v1.json\r\nOrigin: null\r\n", 403},
        {"/ws", "Sec-WebSocket-Protocol: dilemmakamer.v1.json\r\nOrigin: http://here\r\n", 101},
        {"/ws", "Sec-WebSocket-Protocol: dilemmakamer.v1.msgpack\r\n", 101},
    };
    struct server server = server_start(100);
    struct client *one;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        one = client_open(server.port);
        client_upgrade(one, cases[i].path, cases[i].more);
        if (one->status != cases[i].status)
            test_fail(__FILE__, __LINE__, "case %zu: %d instead of %d", i, one->status,
                      cases[i].status);
        client_close(one);
    }
    one = client_open(server.port);
    client_send_text(one, "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                          "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
    client_response(one);
    CHECK(one->status != 101 && one->status != 200);
    client_close(one);
    one = client_open(server.port);
    client_send_text(one, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    client_response(one);
    CHECK(one->status != 200);
    client_close(one);
    EXPECT("GET", "/healthz", NULL, NULL, 200, "ok");
    server_stop(&server);
}

TEST(links_are_not_made_without_end)
{
    struct server server = server_start(100);
    int refused = 0;

    for (uint32_t i = 0; i < (LIMIT_LINKS).burst + 5; i++) {
        client_ask(&c, server.port, "POST", "/api/seats/1/link",
                   "Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAA\r\n", "{}");
        refused += strstr(c->message, "too_fast") != NULL;
        client_close(c);
    }
    CHECK_EQ(refused, 5);
    server_stop(&server);
}

TEST(operators_see_numbers_and_the_proxys_visitors_do_not)
{
    struct server server = server_start(100);

    EXPECT("GET", "/readyz", NULL, NULL, 200, "ready");
    EXPECT("GET", "/metrics", NULL, NULL, 200, "\ndilemma_connections ");
    EXPECT("GET", "/metrics", "X-Forwarded-For: 198.51.100.7\r\n", NULL, 404, NULL);
    EXPECT("HEAD", "/healthz", NULL, NULL, 200, NULL);
    server_stop(&server);
}

TEST(qr_pictures_are_made_for_our_own_addresses_only)
{
    struct server server = server_start(100);
    char path[200];

    snprintf(path, sizeof path, "/api/qr.svg?text=http%%3A%%2F%%2F127.0.0.1%%3A%u%%2F%%3Fc%%3DABC",
             server.port);
    expect(&server, "GET", path, NULL, NULL, 200, "<svg");
    CHECK(client_has_header(c, "content-type: image/svg+xml"));
    client_close(c);
    EXPECT("GET", "/api/qr.svg?text=http%3A%2F%2Fevil%2F", NULL, NULL, 400, "\"field\":\"text\"");
    EXPECT("GET", "/api/qr.svg", NULL, NULL, 400, NULL);
    server_stop(&server);
}

TEST(connections_over_the_limit_are_refused_and_the_others_go_on)
{
    struct server server = server_start(16);
    struct client *first = client_open(server.port), *more[20];

    client_send_text(first, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_EQ(client_response(first), 200);
    for (int i = 0; i < 20; i++)
        more[i] = client_open(server.port);
    client_send_text(more[19], "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_EQ(client_response(more[19]), 0);
    client_send_text(first, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_EQ(client_response(first), 200);
    for (int i = 0; i < 20; i++)
        client_close(more[i]);
    client_send_text(first, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_EQ(client_response(first), 200);
    EXPECT("GET", "/healthz", NULL, NULL, 200, NULL);
    client_close(first);
    server_stop(&server);
}

/* A start-line, headers and bodies from a generator: whatever comes back, the server lives. */
TEST(nonsense_is_survived)
{
    static const char *const pieces[] = {"GET ",
                                         "POST ",
                                         "/",
                                         "/api/join",
                                         "/ws",
                                         " HTTP/1.1",
                                         "\r\n",
                                         "Host: x",
                                         "Content-Length: 5",
                                         "Upgrade: websocket",
                                         "\r\n\r\n",
                                         "%",
                                         "?",
                                         "&a=%zz",
                                         "\x81\x85",
                                         "{",
                                         "Authorization: Bearer ",
                                         "Connection: Upgrade",
                                         "Sec-WebSocket-Key: x",
                                         "\xFF\xFE"};
    struct server server = server_start(100);
    uint32_t random = 12345;

    for (int i = 0; i < 300; i++) {
        struct client *one = client_open(server.port);
        for (int piece = 0; piece < 12; piece++) {
            random = random * 1664525 + 1013904223;
            client_send_text(one, pieces[(random >> 16) % (sizeof pieces / sizeof pieces[0])]);
        }
        client_close(one);
    }
    EXPECT("GET", "/healthz", NULL, NULL, 200, "ok");
    server_stop(&server);
}

/* ---- the description ------------------------------------------------------------------ */

TEST(every_route_is_in_the_openapi_document_and_nothing_else)
{
    char path[800];
    char *text;
    cJSON *root;
    const cJSON *paths, *item, *operation;
    uint32_t described = 0,
             meant = 3; /* /live/events, /live/poll and /live/command are the edge's. */

    snprintf(path, sizeof path, "%s/server/api/openapi.json", test_source_root());
    text = test_read_file(path, NULL);
    root = cJSON_Parse(text);
    CHECK(root != NULL);
    paths = cJSON_GetObjectItem(root, "paths");
    for (uint32_t i = 0; i < api_routes_count; i++) {
        item = cJSON_GetObjectItemCaseSensitive(paths, api_routes[i].pattern);
        operation = cJSON_GetObjectItem(item, api_routes[i].method == HTTP_GET ? "get" : "post");
        CHECK(operation != NULL);
        meant++;
    }
    cJSON_ArrayForEach(item, paths) described += (uint32_t)cJSON_GetArraySize(item);
    CHECK_EQ(described, meant);
    cJSON_Delete(root);
    free(text);
}

TEST(the_committed_openapi_document_is_what_the_table_of_routes_says)
{
    char path[800];
    uint8_t *memory = malloc(GEN_BYTES_MAX);
    size_t size = 0;
    struct buffer out;
    char *committed;

    snprintf(path, sizeof path, "%s/server/api/openapi.json", test_source_root());
    committed = test_read_file(path, &size);
    buffer_init(&out, memory, GEN_BYTES_MAX);
    CHECK_EQ(api_openapi(&out), RESULT_OK);
    CHECK(out.size < GEN_BYTES_MAX / 2);
    if (!bytes_equal(buffer_bytes(&out), (struct bytes){(uint8_t *)committed, size}))
        test_fail(path, 0, "is not what `dilemma protocol --openapi` prints: generate it again");
    buffer_init(&out, memory, 1000);
    CHECK_EQ(api_openapi(&out), RESULT_FULL);
    free(committed);
    free(memory);
}

static void expect_known_again(const struct server *server, const char *path, const char *type,
                               const char *part)
{
    char etag[200], *line;

    expect(server, "GET", path, NULL, NULL, 200, part);
    CHECK(client_has_header(c, type));
    CHECK(client_has_header(c, "cache-control: no-cache"));
    line = strcasestr(c->head, "\r\netag:");
    CHECK(line != NULL);
    snprintf(etag, sizeof etag, "If-None-Match:%.*s\r\n", (int)strcspn(line + 7, "\r"), line + 7);
    client_close(c);
    expect(server, "GET", path, etag, NULL, 304, NULL);
    client_close(c);
    expect(server, "GET", path, "If-None-Match: \"0000000000000000\"\r\n", NULL, 200, part);
    client_close(c);
}

TEST(the_documents_are_served_and_known_again)
{
    struct server server = server_start(100);

    expect_known_again(&server, "/api/openapi.json", "content-type: application/json",
                       "\"openapi\": \"3.1.0\"");
    expect_known_again(&server, "/api/asyncapi.json", "content-type: application/json",
                       "\"asyncapi\": \"3.0.0\"");
    expect_known_again(&server, "/api/export.schema.json", "content-type: application/json",
                       "\"$ref\": \"#/$defs/Export\"");
    EXPECT("HEAD", "/api/openapi.json", NULL, NULL, 200, NULL);
    EXPECT("POST", "/api/openapi.json", NULL, "{}", 405, "method");
    server_stop(&server);
}
