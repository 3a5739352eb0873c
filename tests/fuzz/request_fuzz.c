/* request_fuzz.c -- arbitrary bytes on a connection to the whole server: libwebsockets, the rules
 * of strict.h, every route. The server runs in a thread of this process, so that a fuzzer sees what
 * it reaches. Whatever comes, the server stays, and answers in HTTP or not at all. */
#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client.h"
#include "server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ANSWER_MS 300 /* A connection that waits for more is let go. */

static struct server server;
static struct client *client;

static void begin(void)
{
    server = server_start_here(64);
    client = client_open(server.port);
    close(client->fd);
}

/* Until the other side ends it. */
static size_t read_answer(int fd)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    size_t size = 0;

    while (poll(&wait, 1, ANSWER_MS) > 0) {
        const ssize_t got = recv(fd, client->data + size, CLIENT_BYTES_MAX - size, 0);

        if (got <= 0)
            break;
        size += (size_t)got;
    }
    return size;
}

static void check_still_there(void)
{
    struct client *asked;

    assert(client_ask(&asked, server.port, "GET", "/healthz", "", NULL) == 200);
    client_close(asked);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint32_t runs;
    int fd;
    size_t got;

    if (client == NULL)
        begin();
    fd = client_connect(server.port);
    (void)!send(fd, data, size, MSG_NOSIGNAL);
    shutdown(fd, SHUT_WR);
    got = read_answer(fd);
    close(fd);
    assert(got < 9 || memcmp(client->data, "HTTP/1.", 7) == 0);
    assert(got < 12 || memcmp(client->data + 9, "500", 3) != 0);
    if (runs++ % 16 == 0)
        check_still_there();
    return 0;
}
