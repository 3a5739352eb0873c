/* bench_world.c -- sessions with people on a real server, for `dilemma bench` and its parts. */
#include "lab/bench/bench_world.h"

#include <stdio.h>

struct bench_world bench_world;

void bench_tell(const char *name, double value, const char *unit)
{
    if (bench_world.json)
        printf("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}\n", name, value, unit);
    else
        printf("%-26s %12.3f %s\n", name, value, unit);
    fflush(stdout);
}

/* ---- sessions and people -------------------------------------------------------------------- */

struct bench_link *bench_add_link(uint32_t room)
{
    struct bench_link *link;

    if (bench_world.load.count == BENCH_LINKS_MAX)
        bench_die("more than %d links", BENCH_LINKS_MAX);
    link = &bench_world.load.links[bench_world.load.count++];
    link->room = room;
    return link;
}

static void join(const char *code, uint32_t seat, uint32_t room, uint32_t room_number)
{
    struct bench_link *link = bench_add_link(room_number);
    char body[256];

    snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"P%u\",\"lang\":\"nl\",\"room\":%u}",
             code, seat, room);
    bench_json_text(bench_http(bench_world.server.port, "POST", "/api/join", NULL, body), "token",
                    link->token, sizeof link->token);
}

/* Make a session, link its trainer and let everybody join. Returns the first of its links. */
struct bench_link *bench_make_session(uint32_t rooms, uint32_t seats)
{
    struct bench_link *trainer = bench_add_link(BENCH_TRAINER);
    static uint32_t rooms_made;
    char body[512], code[16];
    const char *made;

    snprintf(body, sizeof body,
             "{\"scenario\":\"%s\",\"mode\":\"%s\",\"rooms_count\":%u,\"room_seats_max\":%u,"
             "\"close\":\"trainer\",\"diagnosis_skipped\":true}",
             bench_world.scenario, rooms == 1 ? "one_room" : "rooms", rooms, BENCH_ROOM_SEATS);
    made =
        bench_http(bench_world.server.port, "POST", "/api/sessions", bench_world.server.key, body);
    bench_json_text(made, "code", code, sizeof code);
    bench_json_text(made, "token", trainer->token, sizeof trainer->token);
    bench_link_open(&bench_world.load, trainer);
    bench_load_until_viewed(&bench_world.load, BENCH_SECONDS_MAX);
    bench_link_do(&bench_world.load, trainer, "doors_open", "");
    for (uint32_t seat = 0; seat < seats; seat++)
        join(code, seat, seat % rooms, rooms_made + seat % rooms);
    rooms_made += rooms;
    return trainer;
}

void bench_open_links(void)
{
    for (uint32_t i = 0; i < bench_world.load.count; i++) {
        if (bench_world.load.links[i].state == LINK_CLOSED)
            bench_link_open(&bench_world.load, &bench_world.load.links[i]);
        if (i % 100 == 99)
            bench_load_poll(&bench_world.load, 0); /* Must not overflow the listener's queue. */
    }
    bench_load_until_viewed(&bench_world.load, BENCH_SECONDS_MAX);
}

void bench_start_voting(void)
{
    for (uint32_t i = 0; i < bench_world.load.count; i++) {
        struct bench_link *trainer = &bench_world.load.links[i];

        if (trainer->room != BENCH_TRAINER)
            continue;
        bench_link_do(&bench_world.load, trainer, "session_start", "");
        bench_link_do(&bench_world.load, trainer, "room_next",
                      ",\"room\":254,\"round\":0,\"step\":\"situation\"");
    }
}

void bench_open_world(uint32_t sessions, uint32_t rooms, uint32_t seats)
{
    bench_load_init(&bench_world.load, bench_world.server.port);
    for (uint32_t i = 0; i < sessions; i++)
        bench_make_session(rooms, seats);
}

void bench_restart_fresh(void)
{
    const char *scenarios = bench_world.server.scenarios;

    bench_server_remove(&bench_world.server);
    bench_server_make(&bench_world.server, scenarios);
    bench_world.server.pinned = true;
    bench_server_start(&bench_world.server);
}

void bench_close_world(void)
{
    for (uint32_t i = 0; i < bench_world.load.count; i++)
        bench_link_close(&bench_world.load.links[i]);
    bench_http_close();
}

void bench_vote(struct bench_link *link)
{
    char fields[96];

    snprintf(fields, sizeof fields, ",\"round\":0,\"option\":%u,\"confidence\":2",
             (link->commands_count + link->room) % 3);
    bench_link_command(link, "vote_cast", fields);
}

void bench_forget_counts(void)
{
    for (uint32_t i = 0; i < bench_world.load.count; i++)
        bench_world.load.links[i].views_count = bench_world.load.links[i].bytes_count = 0;
}

/* The mean size of the frames that links got, acks left out. */
uint32_t bench_mean_view_bytes(void)
{
    uint64_t views = 0, bytes = 0;

    for (uint32_t i = 0; i < bench_world.load.count; i++) {
        const struct bench_link *link = &bench_world.load.links[i];

        if (link->room == BENCH_TRAINER)
            continue;
        views += link->views_count;
        bytes += link->bytes_count;
    }
    return views == 0 ? 0 : (uint32_t)(bytes / views);
}

void bench_settle(int milliseconds)
{
    for (int i = 0; i < milliseconds / 10; i++)
        bench_load_poll(&bench_world.load, 10);
}
