/* activated.c -- connections from a listening socket that somebody else opened, such as systemd.
 * They are accepted here and handed to libwebsockets, which in version 4.1 cannot be given a
 * listening socket. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "edge/internal.h"
#include "sys/loop.h"

#define ACCEPTED_PER_TURN 64 /* Others wait for the next one. */

struct activated {
    struct edge *edge;
    uv_poll_t poll;
    int listener;
};

static bool is_listening(int fd)
{
    int listens = 0;
    socklen_t size = sizeof listens;

    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens != 0;
}

/* As for those that libwebsockets accepts itself (http_callback). It closes what it refuses. */
static void on_connection(uv_poll_t *poll, int status, int events)
{
    struct activated *activated = poll->data;

    (void)events;
    for (uint32_t i = 0; status == 0 && i < ACCEPTED_PER_TURN; i++) {
        const int fd = accept4(activated->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return; /* None waits, or there are no descriptors: it is asked again. */
        if (!edge_admits(activated->edge, fd))
            close(fd);
        else
            lws_adopt_socket_vhost(activated->edge->vhost, fd);
    }
}

struct activated *activated_open(struct edge *edge, int listener)
{
    struct activated *activated = is_listening(listener) ? calloc(1, sizeof *activated) : NULL;

    if (activated == NULL)
        return NULL;
    activated->edge = edge;
    activated->listener = listener;
    activated->poll.data = activated;
    if (uv_poll_init(loop_uv(edge->parts.loop), &activated->poll, listener) != 0) {
        free(activated);
        return NULL;
    }
    uv_poll_start(&activated->poll, UV_READABLE, on_connection);
    return activated;
}

static void on_closed(uv_handle_t *handle)
{
    free(handle->data);
}

void activated_close(struct activated *activated)
{
    if (activated == NULL)
        return;
    uv_poll_stop(&activated->poll);
    uv_close((uv_handle_t *)&activated->poll, on_closed);
}
