#include "client.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "test.h"

int client_connect(uint16_t port)
{
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const struct timeval patience = {.tv_sec = 2};
    const int fd = socket(AF_INET, SOCK_STREAM, 0);

    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(fd, (const struct sockaddr *)&address, sizeof address) != 0)
        test_fail(__FILE__, __LINE__, "no connection");
    return fd;
}

struct client *client_open(uint16_t port)
{
    struct client *client = calloc(1, sizeof *client);

    client->fd = client_connect(port);
    return client;
}

void client_close(struct client *client)
{
    if (client == NULL)
        return;
    close(client->fd);
    free(client);
}

void client_send(struct client *client, const void *data, size_t size)
{
    const char *at = data;

    while (size > 0) {
        const ssize_t sent = send(client->fd, at, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        at += sent;
        size -= (size_t)sent;
    }
}

void client_send_text(struct client *client, const char *text)
{
    client_send(client, text, strlen(text));
}

bool client_receive(struct client *client)
{
    const ssize_t got =
        recv(client->fd, client->data + client->size, CLIENT_BYTES_MAX - client->size, 0);

    if (got <= 0)
        return false;
    client->size += (size_t)got;
    client->data[client->size] = '\0';
    return true;
}

static void drop(struct client *client, size_t size)
{
    memmove(client->data, client->data + size, client->size - size);
    client->size -= size;
    client->data[client->size] = '\0';
}

static void take_message(struct client *client, const uint8_t *data, size_t size)
{
    memcpy(client->message, data, size);
    client->message[size] = '\0';
}

static bool read_head(struct client *client)
{
    char *end;

    while ((end = strstr((char *)client->data, "\r\n\r\n")) == NULL) {
        if (!client_receive(client))
            return false;
    }
    *end = '\0';
    snprintf(client->head, sizeof client->head, "%.8000s\r\n", (char *)client->data);
    drop(client, (size_t)(end - (char *)client->data) + 4);
    client->status = atoi(client->head + 9);
    return true;
}

int client_response(struct client *client)
{
    const char *line;
    size_t length = 0;

    if (!read_head(client))
        return 0;
    line = strcasestr(client->head, "\r\ncontent-length:");
    if (line != NULL)
        length = (size_t)atol(line + 17);
    while (client->size < length) {
        if (!client_receive(client))
            return 0;
    }
    take_message(client, client->data, length);
    drop(client, length);
    return client->status;
}

int client_ask(struct client **out, uint16_t port, const char *method, const char *path,
               const char *more, const char *body)
{
    struct client *client = client_open(port);
    char head[16384];

    snprintf(head, sizeof head, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s", method, path, port,
             more != NULL ? more : "");
    client_send_text(client, head);
    if (body != NULL) {
        snprintf(head, sizeof head, "Content-Length: %zu\r\n", strlen(body));
        client_send_text(client, head);
        if (more == NULL || strstr(more, "Content-Type:") == NULL)
            client_send_text(client, "Content-Type: application/json\r\n");
    }
    client_send_text(client, "\r\n");
    if (body != NULL)
        client_send_text(client, body);
    client_response(client);
    *out = client;
    return client->status;
}

bool client_has_header(const struct client *client, const char *line)
{
    char wanted[600];

    snprintf(wanted, sizeof wanted, "\r\n%s\r\n", line);
    return strcasestr(client->head, wanted) != NULL;
}

int client_upgrade(struct client *client, const char *path, const char *more)
{
    char head[2048];

    snprintf(head, sizeof head,
             "GET %s HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s\r\n",
             path, more);
    client_send_text(client, head);
    return read_head(client) ? client->status : 0;
}

void client_frame(struct client *client, uint8_t first, const void *data, size_t size)
{
    static const uint8_t mask[4] = {0x37, 0xFA, 0x21, 0x3D};
    uint8_t *frame = malloc(size + 14);
    size_t at = 2;

    frame[0] = first;
    frame[1] = (uint8_t)(0x80 | (size < 126 ? size : 126));
    if (size >= 126) {
        frame[at++] = (uint8_t)(size >> 8);
        frame[at++] = (uint8_t)size;
    }
    memcpy(frame + at, mask, 4);
    at += 4;
    for (size_t i = 0; i < size; i++)
        frame[at + i] = ((const uint8_t *)data)[i] ^ mask[i % 4];
    client_send(client, frame, at + size);
    free(frame);
}

void client_text(struct client *client, const char *text)
{
    client_frame(client, 0x81, text, strlen(text));
}

static bool have(struct client *client, size_t size)
{
    while (client->size < size) {
        if (!client_receive(client))
            return false;
    }
    return true;
}

int client_next_frame(struct client *client)
{
    size_t head = 2, size;
    int opcode;

    if (!have(client, 2))
        return -1;
    size = client->data[1];
    CHECK(!(size & 0x80)); /* Servers do not mask. */
    if (size >= 126) {
        const size_t bytes = size == 126 ? 2 : 8;
        head += bytes;
        if (!have(client, head))
            return -1;
        size = 0;
        for (size_t i = 0; i < bytes; i++)
            size = size << 8 | client->data[2 + i];
        CHECK(size > (bytes == 2 ? 125u : 65535u)); /* The shortest form. */
    }
    if (!have(client, head + size))
        return -1;
    opcode = client->data[0] & 0x0F;
    CHECK(client->data[0] & 0x80);
    take_message(client, client->data + head, size);
    drop(client, head + size);
    return opcode;
}

bool client_next_event(struct client *client)
{
    for (;;) {
        char *end = strstr((char *)client->data, "\n\n");
        if (end == NULL) {
            if (!client_receive(client))
                return false;
            continue;
        }
        take_message(client, client->data, (size_t)(end - (char *)client->data));
        drop(client, (size_t)(end - (char *)client->data) + 2);
        if (strncmp(client->message, "data: ", 6) == 0)
            return true;
    }
}

bool client_until(struct client *client, const char *part)
{
    const bool stream = strstr(client->head, "event-stream") != NULL;

    for (int i = 0; i < 50; i++) {
        if (stream ? !client_next_event(client) : client_next_frame(client) < 0)
            break;
        if (strstr(client->message, part) != NULL)
            return true;
    }
    test_fail(__FILE__, __LINE__, "nothing with %s came; last: %.200s", part, client->message);
    return false;
}
