/* bench_bytes.c -- what a vote sends. */
#include "lab/bench/bench_bytes.h"

#include "lab/bench/bench_world.h"

#include <stdio.h>

#define VOTES_COUNT 8 /* Of the ten in a room: the step goes on. */

static void add_wall(const char *trainer_token)
{
    const char *made = bench_http(bench_world.server.port, "POST", "/api/links", trainer_token,
                                  "{\"role\":\"projector\"}");

    struct bench_link *wall = bench_add_link(BENCH_WALL);

    bench_json_text(made, "token", wall->token, sizeof wall->token);
}

/* The links of this room, the wall or the desk: how many bytes each got for a vote. */
static double bytes_a_vote(uint32_t room)
{
    uint64_t bytes = 0, count = 0;

    for (uint32_t i = 0; i < bench_world.load.count; i++) {
        bytes += bench_world.load.links[i].room == room ? bench_world.load.links[i].bytes_count : 0;
        count += bench_world.load.links[i].room == room;
    }
    return (double)bytes / (double)count / VOTES_COUNT;
}

static void tell_bytes(const char *name, uint32_t rooms, double value)
{
    char full[64];

    snprintf(full, sizeof full, "vote_bytes_%s_%u%s", name, rooms,
             bench_world.load.whole ? "_whole" : "");
    bench_tell(full, value, "bytes");
}

static void measure_bytes(uint32_t rooms, bool whole)
{
    uint32_t room, votes = 0;
    const char *token;

    bench_restart_fresh();
    bench_load_init(&bench_world.load, bench_world.server.port);
    bench_world.load.whole = whole;
    token = bench_make_session(rooms, rooms == 60 ? 500 : rooms * BENCH_ROOM_SEATS)->token;
    room = bench_world.load.links[1].room;
    add_wall(token);
    bench_open_links();
    bench_start_voting();
    bench_settle(1500);
    bench_forget_counts();
    for (uint32_t i = 0; i < bench_world.load.count && votes < VOTES_COUNT; i++) {
        if (bench_world.load.links[i].room != room)
            continue;
        bench_vote(&bench_world.load.links[i]);
        bench_settle(200);
        votes++;
    }
    tell_bytes("seat", rooms, bytes_a_vote(room));
    tell_bytes("wall", rooms, bytes_a_vote(BENCH_WALL));
    tell_bytes("desk", rooms, bytes_a_vote(BENCH_TRAINER));
    bench_close_world();
}

void bench_bytes(void)
{
    static const uint32_t rooms[] = {1, 3, 60};

    for (uint32_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        measure_bytes(rooms[i], false);
        measure_bytes(rooms[i], true);
    }
}
