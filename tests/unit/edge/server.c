#include "server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/api.h"
#include "library/scenario_library.h"
#include "edge/edge.h"
#include "host/host.h"
#include "journal/journal.h"
#include "keys/key_ring.h"
#include "sys/clock.h"
#include "sys/log.h"
#include "sys/loop.h"
#include "sys/metrics.h"
#include "test.h"

struct parts {
    struct loop *loop;
    struct host *host;
    bool stopping;
};

static uint64_t turn(void *arg)
{
    struct parts *parts = arg;

    host_turn(parts->host);
    if (parts->stopping && host_is_quiet(parts->host)) {
        loop_end(parts->loop);
        return 0;
    }
    return host_deadline_ms(parts->host);
}

static void stop(void *arg)
{
    struct parts *parts = arg;

    parts->stopping = true;
    host_stop(parts->host);
    loop_wake(parts->loop);
}

/* How far a test has put the clocks on, in memory that a server shares with it. */
static _Atomic uint64_t *ahead_ms(void)
{
    static _Atomic uint64_t *ahead;

    if (ahead == NULL) {
        ahead =
            mmap(NULL, sizeof *ahead, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        assert(ahead != MAP_FAILED);
    }
    return ahead;
}

void server_later(uint64_t ms)
{
    atomic_fetch_add(ahead_ms(), ms);
}

/* What limits and silence go by. It stands still, so that nothing comes back while a test tries,
 * however long the machine takes. */
static uint64_t still_ms(void *arg)
{
    (void)arg;
    return UINT64_C(1790000000000) + atomic_load(ahead_ms());
}

static const struct clock *clock_of_limits(void)
{
    static struct clock clock;

    clock = *clock_system();
    clock.now_ms = still_ms;
    return &clock;
}

/* The first key is SERVER_KEY, and there is no other. */
static enum result only_first(const char *place, const struct key_change *change, struct keys *out)
{
    (void)place, (void)change;
    *out = (struct keys){.count = 0};
    return token_hash(bytes_of(SERVER_KEY), out->first) ? RESULT_OK : RESULT_INVALID;
}

static int serve(const struct server *server, uint32_t connections_max, int ready)
{
    struct parts parts = {0};
    struct journal_options options = {.wake = loop_wake};
    struct metrics *metrics = metrics_open();
    struct scenario_library library;
    struct journal *journal;
    struct edge *edge;
    struct api *api;
    struct api_parts api_parts = {.clock = clock_of_limits(), .metrics = metrics};
    char scenarios[800];

    log_set_level(LOG_ERROR);
    snprintf(scenarios, sizeof scenarios, "%s/scenarios", test_source_root());
    if (scenario_library_open(&library, scenarios) != RESULT_OK || library.count == 0)
        return 10;
    if (loop_open(&parts.loop) != RESULT_OK)
        return 11;
    options.wake_arg = parts.loop;
    if (journal_open_memory(&journal, &options) != RESULT_OK)
        return 12;
    if (host_open(&parts.host, &(struct host_parts){.clock = clock_system(),
                                                    .journal = journal,
                                                    .metrics = metrics,
                                                    .scenarios = scenario_library_items(&library),
                                                    .scenarios_count = library.count}) != RESULT_OK)
        return 13;
    api_parts.loop = loop_uv(parts.loop);
    api_parts.host = parts.host;
    api_parts.scenarios = scenario_library_items(&library);
    api_parts.scenarios_count = library.count;
    if (key_ring_open(&api_parts.keys, api_parts.loop, &(struct key_store){.change = only_first}) !=
            RESULT_OK ||
        api_open(&api, &api_parts) != RESULT_OK)
        return 14;
    if (edge_open(&edge, &(struct edge_parts){.loop = parts.loop,
                                              .clock = clock_of_limits(),
                                              .host = parts.host,
                                              .metrics = metrics,
                                              .address = "127.0.0.1",
                                              .port = server->port,
                                              .public_origin = "",
                                              .security_contact = "",
                                              .trusted_proxy = "127.0.0.1",
                                              .clients = server->folder,
                                              .connections_max = connections_max,
                                              .handler = api_handle,
                                              .handler_arg = api}) != RESULT_OK)
        return 15;
    loop_on_turn(parts.loop, turn, &parts);
    loop_on_stop(parts.loop, stop, &parts);
    if (write(ready, "!", 1) != 1)
        return 16;
    close(ready);
    loop_run(parts.loop);
    edge_close(edge);
    host_close(parts.host);
    journal_close(journal);
    loop_finish(parts.loop);
    edge_free(edge);
    loop_close(parts.loop);
    api_close(api);
    key_ring_close(api_parts.keys);
    scenario_library_close(&library);
    metrics_close(metrics);
    return 0;
}

static uint16_t free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    const int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (bind(fd, (struct sockaddr *)&address, size) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        test_fail(__FILE__, __LINE__, "no free port");
    close(fd);
    return ntohs(address.sin_port);
}

static void write_file(const struct server *server, const char *name, const char *content)
{
    char path[200];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", server->folder, name);
    file = fopen(path, "wb");
    fputs(content, file);
    fclose(file);
}

static void make_screens(struct server *server)
{
    char path[200];

    strcpy(server->folder, "/tmp/dilemma-screens-XXXXXX");
    if (mkdtemp(server->folder) == NULL)
        test_fail(__FILE__, __LINE__, "no folder");
    snprintf(path, sizeof path, "%s/trainer", server->folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/assets", server->folder);
    mkdir(path, 0700);
    write_file(server, "index.html", "<!doctype html><title>join</title>");
    write_file(server, "trainer/index.html", "<!doctype html><title>trainer</title>");
    write_file(server, "assets/app-4A5B6C7D.js", "let app = 1;");
    write_file(server, "assets/app-4A5B6C7D.js.gz", "as if packed");
    write_file(server, "assets/app-4A5B6C7D.js.br", "as if packed well");
}

struct server server_start(uint32_t connections_max)
{
    struct server server = {.port = free_port()};
    int ready[2];
    char byte;

    ahead_ms(); /* Before the child has memory of its own. */
    make_screens(&server);
    if (pipe(ready) != 0)
        test_fail(__FILE__, __LINE__, "no pipe");
    fflush(NULL);
    server.pid = fork();
    if (server.pid == 0) {
        close(ready[0]);
        exit(serve(&server, connections_max, ready[1]));
    }
    close(ready[1]);
    if (read(ready[0], &byte, 1) != 1)
        test_fail(__FILE__, __LINE__, "the server did not start");
    close(ready[0]);
    return server;
}

struct here {
    struct server server;
    uint32_t connections_max;
    int ready;
};

static void *serve_here(void *arg)
{
    const struct here *here = arg;
    const int status = serve(&here->server, here->connections_max, here->ready);

    test_fail(__FILE__, __LINE__, "the server ended with %d", status);
    return NULL;
}

struct server server_start_here(uint32_t connections_max)
{
    static struct here here;
    pthread_t thread;
    int ready[2];
    char byte;

    here = (struct here){.server.port = free_port(), .connections_max = connections_max};
    make_screens(&here.server);
    if (pipe(ready) != 0)
        test_fail(__FILE__, __LINE__, "no pipe");
    here.ready = ready[1];
    if (pthread_create(&thread, NULL, serve_here, &here) != 0 || read(ready[0], &byte, 1) != 1)
        test_fail(__FILE__, __LINE__, "the server did not start");
    close(ready[0]);
    return here.server;
}

void server_stop(struct server *server)
{
    char command[200];
    int status = 0;

    kill(server->pid, SIGTERM);
    waitpid(server->pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        test_fail(__FILE__, __LINE__, "the server ended with status %d",
                  WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
    snprintf(command, sizeof command, "rm -r %s", server->folder);
    if (system(command) != 0)
        test_fail(__FILE__, __LINE__, "screens left behind");
}
