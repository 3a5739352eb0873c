#include "lab/bench/bench_client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define EVENTS_MAX 512

void bench_die(const char *format, ...)
{
    va_list args;

    fputs("dilemma bench: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(EXIT_FAILURE);
}

uint64_t bench_now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static struct sockaddr_in loopback(uint16_t port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
}

/* ---- writing -------------------------------------------------------------------------------- */

static void send_all(int socket, const void *data, size_t size)
{
    ssize_t sent = send(socket, data, size, MSG_NOSIGNAL);

    /* Messages are far smaller than the buffer of a socket, so none is cut. */
    if (sent != (ssize_t)size)
        bench_die("a link could not be written: %s", strerror(errno));
}

/* A text frame with a mask of zeros, which leaves the payload as it is. */
static void send_text(struct bench_link *link, const char *text, size_t size)
{
    uint8_t frame[1024];
    size_t head = size < 126 ? 2 : 4;

    if (size > sizeof frame - 8)
        bench_die("a message of %zu bytes is too long", size);
    frame[0] = 0x81;
    frame[1] = (uint8_t)(0x80 | (size < 126 ? size : 126));
    frame[2] = (uint8_t)(size >> 8);
    frame[3] = (uint8_t)size;
    memset(frame + head, 0, 4);
    memcpy(frame + head + 4, text, size);
    send_all(link->socket, frame, head + 4 + size);
}

void bench_link_command(struct bench_link *link, const char *type, const char *fields)
{
    char text[512];
    int size =
        snprintf(text, sizeof text, "{\"t\":\"command\",\"id\":%" PRIu32 ",\"type\":\"%s\"%s}",
                 ++link->commands_count, type, fields);

    link->sent_us = bench_now_us();
    send_text(link, text, (size_t)size);
}

static void say_hello(const struct bench_load *load, struct bench_link *link)
{
    char text[128];
    int size = snprintf(text, sizeof text, "{\"t\":\"hello\",\"token\":\"%s\",\"version\":1%s}",
                        link->token, load->whole ? "" : ",\"changes\":1");

    send_text(link, text, (size_t)size);
}

static void ask_upgrade(struct bench_load *load, struct bench_link *link)
{
    char text[512];
    int size = snprintf(text, sizeof text,
                        "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        "Origin: http://127.0.0.1:%u\r\n"
                        "Sec-WebSocket-Protocol: dilemmakamer.v1.json\r\n\r\n",
                        load->port, load->port);

    send_all(link->socket, text, (size_t)size);
}

/* ---- reading -------------------------------------------------------------------------------- */

static uint64_t number_after(const char *head, const char *key)
{
    const char *at = strstr(head, key);

    return at == NULL ? 0 : strtoull(at + strlen(key), NULL, 10);
}

static void take_message(struct bench_load *load, struct bench_link *link)
{
    const char *head = link->head;

    link->head[link->head_bytes] = '\0';
    if (strncmp(head, "{\"t\":\"view\"", 11) == 0) {
        link->view_seq = number_after(head, "\"seq\":");
        link->views_count++;
    } else if (strncmp(head, "{\"t\":\"ack\"", 10) == 0) {
        uint64_t took_us = bench_now_us() - link->sent_us;

        link->ack_seq = number_after(head, "\"seq\":");
        link->acks_count++;
        link->sent_us = 0;
        if (load->on_ack != NULL)
            load->on_ack(load, link, took_us);
    } else if (strncmp(head, "{\"t\":\"welcome\"", 14) != 0) {
        bench_die("a link was told: %s", head);
    }
}

/* The length of the payload once the header is whole, else -1. */
static int64_t frame_payload(const struct bench_link *link)
{
    const uint8_t *f = link->frame;
    uint64_t size = 0;

    if (link->frame_bytes < 2)
        return -1;
    if ((f[1] & 0x7F) < 126)
        return f[1] & 0x7F;
    if (link->frame_bytes < ((f[1] & 0x7F) == 126 ? 4u : 10u))
        return -1;
    for (uint32_t i = 2; i < link->frame_bytes; i++)
        size = size << 8 | f[i];
    return (int64_t)size;
}

static void take_frame(struct bench_load *load, struct bench_link *link)
{
    uint8_t opcode = link->frame[0] & 0x0F;

    if (opcode == 1)
        take_message(load, link);
    else if (opcode == 8)
        bench_die("a link was closed: %.*s", (int)link->head_bytes, link->head);
    link->frame_bytes = link->head_bytes = 0;
}

static void take_bytes(struct bench_load *load, struct bench_link *link, const uint8_t *data,
                       size_t size)
{
    for (size_t i = 0; i < size;) {
        if (link->payload_left > 0) {
            size_t part = size - i < link->payload_left ? size - i : (size_t)link->payload_left;
            size_t room = sizeof link->head - 1 - link->head_bytes;
            size_t kept = part < room ? part : room;

            memcpy(link->head + link->head_bytes, data + i, kept);
            link->head_bytes += (uint32_t)kept;
            link->payload_left -= part;
            i += part;
            if (link->payload_left == 0)
                take_frame(load, link);
            continue;
        }
        link->frame[link->frame_bytes++] = data[i++];
        if (frame_payload(link) >= 0) {
            link->payload_left = (uint64_t)frame_payload(link);
            if (link->payload_left == 0)
                take_frame(load, link);
        }
    }
}

/* Skip the answer to the upgrade, up to the empty line. Returns how many bytes it took. */
static size_t take_upgrade(struct bench_load *load, struct bench_link *link, const uint8_t *data,
                           size_t size)
{
    static const char end[] = "\r\n\r\n";

    for (size_t i = 0; i < size; i++) {
        link->upgraded_bytes = data[i] == (uint8_t)end[link->upgraded_bytes]
                                   ? link->upgraded_bytes + 1
                                   : data[i] == '\r';
        if (link->upgraded_bytes == 4) {
            link->state = LINK_TALKING;
            say_hello(load, link);
            return i + 1;
        }
    }
    return size;
}

static void read_link(struct bench_load *load, struct bench_link *link)
{
    static uint8_t data[256 * 1024];
    ssize_t size = recv(link->socket, data, sizeof data, 0);
    size_t used = 0;

    if (size <= 0) {
        if (size < 0 && errno == EAGAIN)
            return;
        bench_die("a link broke: %s", size < 0 ? strerror(errno) : "closed");
    }
    link->bytes_count += (uint64_t)size;
    if (link->state == LINK_UPGRADING) {
        if (memcmp(data, "HTTP/1.1 101", size < 12 ? (size_t)size : 12) != 0 &&
            link->upgraded_bytes == 0 && link->bytes_count == (uint64_t)size)
            bench_die("no upgrade: %.*s", (int)(size < 200 ? size : 200), (const char *)data);
        used = take_upgrade(load, link, data, (size_t)size);
    }
    take_bytes(load, link, data + used, (size_t)size - used);
}

/* ---- life ----------------------------------------------------------------------------------- */

void bench_load_init(struct bench_load *load, uint16_t port)
{
    memset(load, 0, sizeof *load);
    load->port = port;
    load->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (load->epoll < 0)
        bench_die("epoll: %s", strerror(errno));
}

void bench_link_open(struct bench_load *load, struct bench_link *link)
{
    struct sockaddr_in address = loopback(load->port);
    struct epoll_event event = {.events = EPOLLOUT, .data = {.ptr = link}};
    int socket_file = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;

    if (socket_file < 0)
        bench_die("socket: %s", strerror(errno));
    setsockopt(socket_file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    link->socket = socket_file;
    link->state = LINK_CONNECTING;
    link->frame_bytes = link->head_bytes = link->upgraded_bytes = 0;
    link->payload_left = link->bytes_count = link->view_seq = link->views_count = 0;
    link->sent_us = 0;
    if (connect(socket_file, (struct sockaddr *)&address, sizeof address) != 0 &&
        errno != EINPROGRESS)
        bench_die("connect: %s", strerror(errno));
    if (epoll_ctl(load->epoll, EPOLL_CTL_ADD, socket_file, &event) != 0)
        bench_die("epoll: %s", strerror(errno));
}

void bench_link_close(struct bench_link *link)
{
    if (link->state != LINK_CLOSED)
        close(link->socket);
    link->state = LINK_CLOSED;
}

static void on_connected(struct bench_load *load, struct bench_link *link)
{
    struct epoll_event event = {.events = EPOLLIN, .data = {.ptr = link}};
    int error = 0;
    socklen_t size = sizeof error;

    getsockopt(link->socket, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        bench_die("connect: %s", strerror(error));
    link->state = LINK_UPGRADING;
    epoll_ctl(load->epoll, EPOLL_CTL_MOD, link->socket, &event);
    ask_upgrade(load, link);
}

void bench_load_poll(struct bench_load *load, int timeout_ms)
{
    struct epoll_event events[EVENTS_MAX];
    int count = epoll_wait(load->epoll, events, EVENTS_MAX, timeout_ms);

    for (int i = 0; i < count; i++) {
        struct bench_link *link = events[i].data.ptr;

        if (link->state == LINK_CONNECTING)
            on_connected(load, link);
        else if (link->state != LINK_CLOSED)
            read_link(load, link);
    }
}

void bench_load_until_viewed(struct bench_load *load, uint32_t seconds)
{
    uint64_t end_us = bench_now_us() + (uint64_t)seconds * 1000000;

    for (;;) {
        uint32_t missing = 0;

        for (uint32_t i = 0; i < load->count; i++)
            missing += load->links[i].state != LINK_CLOSED && load->links[i].view_seq == 0;
        if (missing == 0)
            return;
        if (bench_now_us() > end_us)
            bench_die("%u links have no view after %u s", missing, seconds);
        bench_load_poll(load, 10);
    }
}

void bench_link_do(struct bench_load *load, struct bench_link *link, const char *type,
                   const char *fields)
{
    uint32_t acks = link->acks_count;
    uint64_t end_us = bench_now_us() + 20000000;

    bench_link_command(link, type, fields);
    while (link->acks_count == acks) {
        if (bench_now_us() > end_us)
            bench_die("no ack for %s", type);
        bench_load_poll(load, 10);
    }
}

/* ---- HTTP ----------------------------------------------------------------------------------- */

static int http_socket = -1;

static void http_connect(uint16_t port)
{
    struct sockaddr_in address = loopback(port);
    int on = 1;

    if (http_socket >= 0)
        return;
    http_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (http_socket < 0 || connect(http_socket, (struct sockaddr *)&address, sizeof address) != 0)
        bench_die("connect: %s", strerror(errno));
    setsockopt(http_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void bench_http_close(void)
{
    if (http_socket >= 0)
        close(http_socket);
    http_socket = -1;
}

/* Read one answer into `text`; returns its body. */
static const char *http_read(char *text, size_t capacity)
{
    size_t size = 0, body = 0, whole = SIZE_MAX;

    while (size < whole) {
        ssize_t part = recv(http_socket, text + size, capacity - 1 - size, 0);
        const char *at;

        if (part <= 0)
            bench_die("the server hung up on a request");
        size += (size_t)part;
        text[size] = '\0';
        at = body == 0 ? strstr(text, "\r\n\r\n") : NULL;
        if (at != NULL) {
            const char *length = strcasestr(text, "content-length:");

            body = (size_t)(at + 4 - text);
            whole = body + (length != NULL ? strtoull(length + 15, NULL, 10) : 0);
        }
    }
    return text + body;
}

const char *bench_http(uint16_t port, const char *method, const char *path, const char *token,
                       const char *body)
{
    static char text[256 * 1024];
    char request[2048];
    const char *answer;
    int size = snprintf(request, sizeof request,
                        "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s%s%s"
                        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                        method, path, port, token != NULL ? "Authorization: Bearer " : "",
                        token != NULL ? token : "", token != NULL ? "\r\n" : "",
                        body != NULL ? strlen(body) : 0, body != NULL ? body : "");

    http_connect(port);
    send_all(http_socket, request, (size_t)size);
    answer = http_read(text, sizeof text);
    if (strncmp(text, "HTTP/1.1 2", 10) != 0)
        bench_die("%s %s: %.12s %s", method, path, text, answer);
    if (strcasestr(text, "connection: close") != NULL)
        bench_http_close();
    return answer;
}

void bench_json_text(const char *json, const char *key, char *out, size_t size)
{
    char pattern[64];
    const char *at;
    size_t length;

    snprintf(pattern, sizeof pattern, "\"%s\":\"", key);
    at = strstr(json, pattern);
    if (at == NULL)
        bench_die("there is no %s in %.200s", key, json);
    at += strlen(pattern);
    length = strcspn(at, "\"");
    if (length >= size)
        bench_die("%s is too long", key);
    memcpy(out, at, length);
    out[length] = '\0';
}
