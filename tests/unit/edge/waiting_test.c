/* waiting_test.c -- a connection for which there was no memory for a moment is served when there
 * is, also when nobody else comes. */
#include "client.h"
#include "server.h"
#include "test.h"

#include "edge/waiting.h"

static void served_after(const char *reason)
{
    struct server server;
    struct client *client;

    waiting_fail(reason); /* In the server, which begins as this process is. */
    server = server_start(100);
    waiting_fail(NULL);
    client = client_open(server.port);
    client_send_text(client, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    CHECK_EQ(client_response(client), 200);
    client_close(client);
    server_stop(&server);
}

TEST(a_connection_for_whose_request_there_was_no_memory_is_served_in_a_moment)
{
    served_after("ah struct");
    served_after("ah data");
}
