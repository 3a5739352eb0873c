/* bench_world.h -- one server with sessions, and the links of all who are in them. */
#ifndef DK_LAB_BENCH_BENCH_WORLD_H
#define DK_LAB_BENCH_BENCH_WORLD_H

#include "lab/bench/bench_client.h"
#include "lab/bench/bench_server.h"

#include <stdbool.h>
#include <stdint.h>

#define BENCH_ROOM_SEATS  10u
#define BENCH_TRAINER     UINT32_MAX /* In place of a room number. */
#define BENCH_WALL        (UINT32_MAX - 1)
#define BENCH_SECONDS_MAX 120

struct bench_world {
    bool json;
    struct bench_server server;
    char scenario[80];
    struct bench_load load;
};

extern struct bench_world bench_world;

/* Print a figure: a line, or with --json an object. */
void bench_tell(const char *name, double value, const char *unit);

/* A link more, in a room, of a trainer or of the wall; its token is still to be filled in. */
struct bench_link *bench_add_link(uint32_t room);
/* Make a session, link its trainer and let everybody join. Returns the first of its links. */
struct bench_link *bench_make_session(uint32_t rooms, uint32_t seats);
void bench_open_world(uint32_t sessions, uint32_t rooms, uint32_t seats);
/* Until all have their first view. */
void bench_open_links(void);
void bench_start_voting(void);
void bench_vote(struct bench_link *link);
/* Take in what comes, for this long. */
void bench_settle(int milliseconds);
void bench_forget_counts(void);
/* The mean size of the frames that links got, acks left out. */
uint32_t bench_mean_view_bytes(void);
void bench_close_world(void);
/* Another server, with nothing in it, on a core of its own. */
void bench_restart_fresh(void);

#endif
