/* waiting.c -- connections that wait for memory. Where libwebsockets has none for the headers of a
 * request, it puts the connection on a list that it looks at when another one lets go of its
 * headers, and at no other time: when nobody else comes, that one would wait for its time-out.
 *
 *   an allocation of libwebsockets failed --> PAUSE_MS --> a connection of our own comes and goes:
 *   as it lets go of its headers, the first that waits has them. When it gets none either, an
 *   allocation has failed once more, and so on. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "edge/internal.h"
#include "edge/waiting.h"
#include "sys/log.h"

#define PAUSE_MS 50

/* Of libwebsockets, which has one allocator for the process; on the thread of the loop. */
static bool failed;
static const char *failing; /* What is to fail once; NULL: nothing. */

static void *allocate(void *old, size_t size, const char *reason)
{
    void *memory = NULL;

    if (size == 0) {
        free(old);
        return NULL;
    }
    if (failing == NULL || strcmp(reason, failing) != 0)
        memory = realloc(old, size);
    else
        failing = NULL;
    failed = failed || memory == NULL;
    return memory;
}

void waiting_begin(void)
{
    lws_set_allocator(allocate);
}

void waiting_fail(const char *reason)
{
    failing = reason;
}

/* Its other end is closed already, so it goes at once. */
static void come_and_go(uv_timer_t *timer)
{
    struct edge *edge = timer->data;
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0) {
        failed = true; /* No descriptors: later. */
        return;
    }
    close(ends[1]);
    if (!edge_admits(edge, ends[0]))
        close(ends[0]);
    else
        lws_adopt_socket_vhost(edge->vhost, ends[0]);
}

void waiting_look(struct edge *edge)
{
    if (!failed || edge->closed)
        return;
    failed = false;
    log_warning("edge", "memory_short", log_count("connections", edge->connections_count));
    uv_timer_start(&edge->memory, come_and_go, PAUSE_MS, 0);
}
