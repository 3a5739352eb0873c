#include "lab/bench/bench_server.h"

#include "lab/bench/bench_client.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void pin(int which)
{
    cpu_set_t allowed, one;

    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) < 2)
        return;
    CPU_ZERO(&one);
    for (size_t core = 0; core < CPU_SETSIZE; core++)
        if (CPU_ISSET(core, &allowed) && which-- == 0)
            CPU_SET(core, &one);
    sched_setaffinity(0, sizeof one, &one);
}

void bench_pin_server(void)
{
    pin(0);
}

void bench_pin_load(void)
{
    pin(1);
}

uint16_t bench_free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (probe < 0 || bind(probe, (struct sockaddr *)&address, size) != 0 ||
        getsockname(probe, (struct sockaddr *)&address, &size) != 0)
        bench_die("no free port: %s", strerror(errno));
    close(probe);
    return ntohs(address.sin_port);
}

void bench_server_make(struct bench_server *server, const char *scenarios)
{
    const char *temporary = getenv("TMPDIR");

    *server = (struct bench_server){.scenarios = scenarios, .port = bench_free_port()};
    snprintf(server->folder, sizeof server->folder, "%s/dilemma-bench-XXXXXX",
             temporary != NULL ? temporary : P_tmpdir);
    if (mkdtemp(server->folder) == NULL)
        bench_die("%s: %s", server->folder, strerror(errno));
}

static _Noreturn void run_server(const struct bench_server *server, int out)
{
    char port[8];

    /* The server must end with the benchmark, however that ends. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (server->pinned)
        bench_pin_server();
    snprintf(port, sizeof port, "%u", server->port);
    dup2(out, STDOUT_FILENO);
    execl("/proc/self/exe", "dilemma", "serve", "--address", "127.0.0.1", "--port", port, "--data",
          server->folder, "--scenarios", server->scenarios, "--clients", "", "--log-level", "error",
          "--connections-max", "12000", (char *)NULL);
    _exit(127);
}

/* The second line it prints is the trainer's link; then it is ready. */
static void wait_until_ready(struct bench_server *server, int from)
{
    char text[1024] = "";
    size_t size = 0;
    const char *key;

    while (strstr(text, "Trainer") == NULL || text[size - 1] != '\n') {
        ssize_t part = read(from, text + size, sizeof text - 1 - size);

        if (part <= 0)
            bench_die("the server did not start");
        size += (size_t)part;
        text[size] = '\0';
    }
    key = strstr(text, "#key=");
    if (key != NULL)
        snprintf(server->key, sizeof server->key, "%.22s", key + 5);
}

pid_t bench_fork(void)
{
    static cpu_set_t allowed; /* The affinity before the load was pinned. */
    static bool is_known;
    pid_t process;

    if (!is_known)
        sched_getaffinity(0, sizeof allowed, &allowed);
    is_known = true;
    process = fork();
    if (process < 0)
        bench_die("fork: %s", strerror(errno));
    if (process == 0)
        sched_setaffinity(0, sizeof allowed, &allowed);
    return process;
}

void bench_wait_port(uint16_t port)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};

    for (int attempt = 0; attempt < 5000; attempt++) {
        int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        int result = connect(probe, (struct sockaddr *)&address, sizeof address);

        close(probe);
        if (result == 0)
            return;
        usleep(1000);
    }
    bench_die("nobody listens on port %u", port);
}

void bench_server_start(struct bench_server *server)
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) != 0)
        bench_die("pipe: %s", strerror(errno));
    server->process = bench_fork();
    if (server->process == 0)
        run_server(server, ends[1]);
    close(ends[1]);
    wait_until_ready(server, ends[0]);
    close(ends[0]);
}

void bench_server_kill(struct bench_server *server)
{
    if (server->process <= 0)
        return;
    kill(server->process, SIGKILL);
    waitpid(server->process, NULL, 0);
    server->process = 0;
    bench_http_close();
}

void bench_server_remove(struct bench_server *server)
{
    DIR *folder;
    struct dirent *entry;
    char path[512];

    bench_server_kill(server);
    folder = opendir(server->folder);
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        snprintf(path, sizeof path, "%s/%s", server->folder, entry->d_name);
        unlink(path);
    }
    if (folder != NULL)
        closedir(folder);
    rmdir(server->folder);
}

uint64_t bench_rss_bytes(pid_t process)
{
    char path[64];
    unsigned long long pages = 0;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/statm", (int)process);
    file = fopen(path, "r");
    if (file == NULL || fscanf(file, "%*u %llu", &pages) != 1)
        bench_die("%s cannot be read", path);
    fclose(file);
    return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}
