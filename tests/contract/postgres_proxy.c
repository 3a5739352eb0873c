/* A process between the journal and its server that passes everything on, but for what it is told
 * to lose, once. */
#include "postgres_fixture.h"

#include "test.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define PAIRS_MAX   16
#define PIECE_BYTES 65536

static atomic_int *loss_wanted; /* Shared with the process. */

struct pair {
    int client, server; /* -1: free. */
};

static int unix_socket(const char *path, struct sockaddr_un *address)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (snprintf(address->sun_path, sizeof address->sun_path, "%s", path) >=
        (int)sizeof address->sun_path)
        _exit(1);
    return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

static void pair_close(struct pair *pair)
{
    close(pair->client);
    close(pair->server);
    *pair = (struct pair){-1, -1};
}

static void take_in(int listener, const char *to, struct pair *pairs)
{
    struct sockaddr_un address;
    struct pair pair = {accept(listener, NULL, NULL), unix_socket(to, &address)};

    for (int i = 0; i < PAIRS_MAX; i++) {
        if (pairs[i].client >= 0)
            continue;
        if (connect(pair.server, (struct sockaddr *)&address, sizeof address) == 0) {
            pairs[i] = pair;
            return;
        }
        break;
    }
    pair_close(&pair);
}

/* false: the connection ends. */
static bool pass(int from, int to, int loss)
{
    static char piece[PIECE_BYTES];
    const ssize_t size = read(from, piece, sizeof piece);
    int wanted = loss;

    if (size <= 0)
        return false;
    if (atomic_compare_exchange_strong(loss_wanted, &wanted, PROXY_LOSES_NOTHING))
        return false;
    for (ssize_t done = 0; done < size;) {
        const ssize_t sent = send(to, piece + done, (size_t)(size - done), MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        done += sent;
    }
    return true;
}

static void pass_pair(struct pair *pair, const struct pollfd *client, const struct pollfd *server)
{
    bool goes_on = true;

    if (server->revents != 0)
        goes_on = pass(pair->server, pair->client, PROXY_LOSES_ANSWER);
    if (goes_on && client->revents != 0)
        goes_on = pass(pair->client, pair->server, PROXY_LOSES_QUESTION);
    if (!goes_on)
        pair_close(pair);
}

static _Noreturn void run(int listener, const char *to)
{
    struct pair pairs[PAIRS_MAX];

    for (int i = 0; i < PAIRS_MAX; i++)
        pairs[i] = (struct pair){-1, -1};
    for (;;) {
        struct pollfd items[1 + 2 * PAIRS_MAX] = {{.fd = listener, .events = POLLIN}};

        for (int i = 0; i < PAIRS_MAX; i++) {
            items[1 + 2 * i] = (struct pollfd){.fd = pairs[i].client, .events = POLLIN};
            items[2 + 2 * i] = (struct pollfd){.fd = pairs[i].server, .events = POLLIN};
        }
        if (poll(items, 1 + 2 * PAIRS_MAX, -1) < 0 || getppid() == 1)
            _exit(0);
        for (int i = 0; i < PAIRS_MAX; i++)
            if (pairs[i].client >= 0)
                pass_pair(&pairs[i], &items[1 + 2 * i], &items[2 + 2 * i]);
        if (items[0].revents != 0)
            take_in(listener, to, pairs);
    }
}

int proxy_start(const char *from, const char *to)
{
    struct sockaddr_un address;
    const int listener = unix_socket(from, &address);
    pid_t process;

    loss_wanted =
        mmap(NULL, sizeof *loss_wanted, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(loss_wanted != MAP_FAILED &&
          bind(listener, (struct sockaddr *)&address, sizeof address) == 0 &&
          listen(listener, PAIRS_MAX) == 0);
    process = fork();
    if (process == 0)
        run(listener, to);
    close(listener);
    return process;
}

void proxy_lose(enum proxy_loss loss)
{
    atomic_store(loss_wanted, (int)loss);
}

bool proxy_has_lost(void)
{
    return atomic_load(loss_wanted) == PROXY_LOSES_NOTHING;
}
