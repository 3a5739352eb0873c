/* health.c -- `dilemma health`: asks the server of this machine for /healthz, for containers that
 * have no curl. Takes address and port like `serve`. */
#include "cli/cli.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static const char request[] =
    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/* A server that listens on all addresses is asked on the loopback one. */
static void address_of(const struct server_settings *settings, struct sockaddr_in *out)
{
    *out = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)settings->port)};
    if (inet_pton(AF_INET, settings->address, &out->sin_addr) != 1)
        out->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (out->sin_addr.s_addr == htonl(INADDR_ANY))
        out->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
}

static bool is_healthy(const struct sockaddr_in *address)
{
    const struct timeval patience = {.tv_sec = 3};
    char answer[16] = "";
    int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool healthy = false;

    if (file < 0)
        return false;
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(file, (const struct sockaddr *)address, sizeof *address) == 0 &&
        send(file, request, sizeof request - 1, MSG_NOSIGNAL) == (ssize_t)sizeof request - 1 &&
        recv(file, answer, 12, MSG_WAITALL) == 12)
        healthy = memcmp(answer, "HTTP/1.1 200", 12) == 0;
    close(file);
    return healthy;
}

int cli_health(const struct cli_health *options)
{
    struct sockaddr_in address;
    bool healthy;

    address_of(&options->settings, &address);
    healthy = is_healthy(&address);
    if (options->json)
        printf("{\"name\":\"health\",\"healthy\":%s,\"port\":%u}\n", healthy ? "true" : "false",
               options->settings.port);
    else if (!healthy)
        fprintf(stderr, "dilemma health: no healthy server on port %u\n", options->settings.port);
    return healthy ? EXIT_SUCCESS : CLI_NO;
}
