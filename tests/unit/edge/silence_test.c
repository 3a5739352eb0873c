/* Who says nothing for long: pinged, and ended when nothing comes back. */
#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>

#include "client.h"
#include "protocol/live.h"
#include "server.h"
#include "sitting.h"
#include "test.h"

/* Was this client pinged? Whatever else comes is passed over. */
static bool is_pinged(struct client *client)
{
    for (int i = 0; i < 30; i++)
        if (client_next_frame(client) == 9)
            return true;
    return false;
}

static bool is_over(struct client *client)
{
    for (int i = 0; i < 30; i++) {
        const ssize_t got = recv(client->fd, client->data, CLIENT_BYTES_MAX, 0);
        if (got == 0 || (got < 0 && errno == ECONNRESET))
            return true;
    }
    return false;
}

TEST(a_silent_link_that_answers_pings_stays_and_one_that_does_not_is_ended)
{
    struct client *deaf, *other;
    struct sitting s;

    sitting_begin(&s);
    deaf = sitting_enter(&s, s.projector);
    client_until(deaf, "\"sections\"");
    other = sitting_enter(&s, s.projector);
    client_until(other, "\"sections\"");
    for (int i = 0; i < 4; i++) { /* Together longer than anybody may be silent. */
        server_later((LIVE_PING_SECONDS + 1) * UINT64_C(1000));
        CHECK(is_pinged(s.trainer));
        /* With what was in the ping, as browsers do. */
        client_frame(s.trainer, 0x8A, s.trainer->message, strlen(s.trainer->message));
        client_text(other, "{\"t\":\"ping\"}");
        client_until(other, "pong"); /* What came before it was read as well. */
    }
    CHECK(is_over(deaf));
    client_text(s.trainer, "{\"t\":\"ping\"}");
    client_until(s.trainer, "pong");
    client_close(deaf);
    client_close(other);
    sitting_end(&s);
}

/* A process that was stopped, a virtual machine that was moved: all were silent for minutes, and
 * what they said meanwhile waits unread. */
TEST(a_server_that_stood_still_ends_nobody_who_is_there)
{
    const struct timespec until_a_sweep_is_due = {.tv_sec = 2};
    struct client *late;
    struct sitting s;

    sitting_begin(&s);
    late = sitting_socket(&s);
    kill(s.server.pid, SIGSTOP);
    sitting_hello(late, s.projector);
    server_later(10 * LIVE_HANGUP_SECONDS * UINT64_C(1000));
    nanosleep(&until_a_sweep_is_due, NULL);
    kill(s.server.pid, SIGCONT);
    client_until(late, "\"sections\"");
    CHECK(is_pinged(s.trainer));
    client_text(s.trainer, "{\"t\":\"ping\"}");
    client_until(s.trainer, "pong");
    client_close(late);
    sitting_end(&s);
}
