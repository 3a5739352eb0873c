/* What the edge promises to a venue in which somebody guesses. The clock of limits stands still. */
#include <stdio.h>
#include <stdlib.h>

#include <cJSON.h>

#include "client.h"
#include "edge/guess.h"
#include "server.h"
#include "test.h"

#define KEY       "Authorization: Bearer " SERVER_KEY "\r\n"
#define WRONG     "Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAA\r\n"
#define ELSEWHERE "X-Forwarded-For: 198.51.100.7\r\n"
#define VENUE     "X-Forwarded-For: 203.0.113.9\r\n"
#define SESSION   "{\"scenario\":\"de-nieuwe-vrijheid\"}"

static int ask(const struct server *server, const char *method, const char *path, const char *more,
               const char *body, const char *part)
{
    struct client *c;
    const int status = client_ask(&c, server->port, method, path, more, body);

    if (part != NULL && strstr(c->message, part) == NULL)
        test_fail(__FILE__, __LINE__, "%s %s: %d %.300s", method, path, status, c->message);
    if (status == 429)
        CHECK(client_has_header(c, "retry-after: 60"));
    client_close(c);
    return status;
}

struct made {
    char code[16], token[32];
};

static struct made make(const struct server *server, const char *more)
{
    struct made made;
    struct client *c;
    cJSON *root;

    CHECK_EQ(client_ask(&c, server->port, "POST", "/api/sessions", more, SESSION), 201);
    root = cJSON_Parse(c->message);
    snprintf(made.code, sizeof made.code, "%s", cJSON_GetObjectItem(root, "code")->valuestring);
    snprintf(made.token, sizeof made.token, "%s", cJSON_GetObjectItem(root, "token")->valuestring);
    cJSON_Delete(root);
    client_close(c);
    return made;
}

/* Wrong codes from here until it is too many; how many that took. */
static uint32_t guess(const struct server *server, const char *more)
{
    uint32_t count = 0;

    while (ask(server, "GET", "/api/join/QQQQQQ", more, NULL, NULL) == 404)
        count++;
    return count;
}

static int look(const struct server *server, const char *code, const char *more)
{
    char path[40];

    snprintf(path, sizeof path, "/api/join/%s", code);
    return ask(server, "GET", path, more, NULL, NULL);
}

TEST(wrong_codes_lock_neither_the_right_one_nor_the_trainers_key)
{
    struct server server = server_start(100);
    const struct made here = make(&server, KEY), there = make(&server, KEY ELSEWHERE);

    CHECK_EQ(guess(&server, NULL), (GUESS_CODES_OF_BROWSER).burst);
    CHECK_EQ(ask(&server, "POST", "/api/join", NULL, "{\"code\":\"QQQQQQ\",\"name\":\"Jo\"}",
                 "too_many_tries"),
             429);
    CHECK_EQ(look(&server, here.code, NULL), 200);
    CHECK_EQ(look(&server, there.code, NULL), 429); /* Nobody here is in that session. */
    CHECK_EQ(look(&server, there.code, "User-Agent: phone\r\n"),
             200); /* Another kind of browser. */
    CHECK_EQ(look(&server, "QQQQQQ", ELSEWHERE), 404);
    make(&server, KEY);
    server_stop(&server);
}

/* The trainer made the session at home, and guessing began before anybody was in the venue. */
TEST(a_trainer_who_comes_in_brings_the_code_along)
{
    struct server server = server_start(100);
    const struct made made = make(&server, KEY ELSEWHERE);
    char hello[100];
    struct client *c;

    guess(&server, VENUE);
    CHECK_EQ(look(&server, made.code, VENUE), 429);
    c = client_open(server.port);
    CHECK_EQ(client_upgrade(c, "/ws", "Sec-WebSocket-Protocol: dilemmakamer.v1.json\r\n" VENUE),
             101);
    snprintf(hello, sizeof hello, "{\"t\":\"hello\",\"token\":\"%s\",\"version\":1}", made.token);
    client_text(c, hello);
    client_until(c, "\"t\":\"welcome\"");
    CHECK_EQ(look(&server, made.code, VENUE), 200);
    client_close(c);
    server_stop(&server);
}

TEST(the_right_key_passes_after_any_number_of_wrong_ones)
{
    struct server server = server_start(100);

    for (uint32_t i = 0; i < (GUESS_KEYS).burst; i++)
        CHECK_EQ(ask(&server, "POST", "/api/sessions", WRONG, SESSION, "forbidden"), 403);
    CHECK_EQ(ask(&server, "POST", "/api/sessions", WRONG, SESSION, "too_many_tries"), 429);
    CHECK_EQ(ask(&server, "POST", "/api/sessions", KEY, SESSION, NULL), 201);
    CHECK_EQ(ask(&server, "GET", "/api/join/QQQQQQ", NULL, NULL, NULL), 404);
    server_stop(&server);
}

static void unknown_socket(const struct server *server, const char *token, const char *part)
{
    struct client *c = client_open(server->port);
    char hello[100];

    CHECK_EQ(client_upgrade(c, "/ws", "Sec-WebSocket-Protocol: dilemmakamer.v1.json\r\n"), 101);
    snprintf(hello, sizeof hello, "{\"t\":\"hello\",\"token\":\"%s\",\"version\":1}", token);
    client_text(c, hello);
    client_until(c, part);
    client_close(c);
}

/* On every road together; and one that is right passes. */
TEST(unknown_tokens_run_out_and_a_right_one_always_passes)
{
    struct server server = server_start(100);
    const struct made made = make(&server, KEY);
    char bearer[100];

    unknown_socket(&server, "AAAAAAAAAAAAAAAAAAAAAA", "token_unknown");
    unknown_socket(&server, "short", "token_unknown");
    for (uint32_t i = 2; i < (GUESS_TOKENS).burst; i++)
        CHECK_EQ(ask(&server, "GET", "/api/export.json", WRONG, NULL, "token_unknown"), 401);
    CHECK_EQ(ask(&server, "GET", "/api/export.json", WRONG, NULL, "too_many_tries"), 429);
    CHECK_EQ(ask(&server, "GET", "/api/export.json", NULL, NULL, "too_many_tries"), 429);
    CHECK_EQ(ask(&server, "POST", "/live/command", NULL, "{}", "too_many_tries"), 429);
    unknown_socket(&server, "AAAAAAAAAAAAAAAAAAAAAA", "too_many_tries");
    unknown_socket(&server, "short", "too_many_tries");
    unknown_socket(&server, made.token, "\"t\":\"welcome\"");
    snprintf(bearer, sizeof bearer, "Authorization: Bearer %s\r\n", made.token);
    CHECK_EQ(ask(&server, "GET", "/api/export.json", bearer, NULL, NULL), 200);
    server_stop(&server);
}
