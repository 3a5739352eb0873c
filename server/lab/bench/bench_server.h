/* bench_server.h -- the real binary as a separate process, pinned to one core, with a data folder
 * that is removed with it. */
#ifndef DK_LAB_BENCH_BENCH_SERVER_H
#define DK_LAB_BENCH_BENCH_SERVER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct bench_server {
    pid_t process; /* 0: not running. */
    uint16_t port;
    char folder[128];
    char key[32]; /* The trainer's, from the first start. */
    const char *scenarios;
    bool pinned; /* Pin it to its core, from the next start on. */
};

/* A free TCP port of the loopback address. */
uint16_t bench_free_port(void);
/* Share out the cores: the server (or the ceiling's) gets the first one allowed, the load the
 * second if there is one. */
void bench_pin_server(void);
void bench_pin_load(void);

/* fork(2); the child may run on all cores that this process could at the start. */
pid_t bench_fork(void);
/* Wait until a process listens on the port. */
void bench_wait_port(uint16_t port);

void bench_server_make(struct bench_server *server, const char *scenarios);
/* Start, and wait until it is ready. */
void bench_server_start(struct bench_server *server);
void bench_server_kill(struct bench_server *server);
/* Kill it and remove its folder; does nothing if it was not made. */
void bench_server_remove(struct bench_server *server);
/* Resident memory of a process. */
uint64_t bench_rss_bytes(pid_t process);

#endif
