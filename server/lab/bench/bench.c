/* bench.c -- `dilemma bench [sim|bytes] [--json] [--scenarios DIR]`: the real server as a process
 * on one core (but not while acks are measured), the load on another, loopback only. Each figure is
 * printed with its ceiling, measured in the same run: the machine may be noisy, so compare the two.
 *
 *   vote_ack_p50, vote_ack_p99
 *       ms from sending a vote to its ack, durable; 200 people, 4 votes a second each
 *       ceiling: a bare commit
 *   votes_per_second
 *       1,000 people in rooms of 10, each sends the next vote when the last is acknowledged; every
 *       vote must have reached its whole room
 *       ceiling: bare libwebsockets, the same frames, no game, no disk
 *   seat_bytes
 *       resident memory per seat with 5,000 seats linked, session state included
 *       ceiling: bare libwebsockets, per link
 *   recover_ms
 *       a session of 60 rooms and 500 seats: from kill -9 to the last full view
 *       ceiling: bare libwebsockets, from start to the last frame of that size
 *
 * `bench bytes` needs no quiet machine: what one vote sends, one at a time, acks and frames
 * included, in JSON (MessagePack is about a fifth smaller). Beside it (`_whole`) for who asks for
 * no changes.
 *
 *   vote_bytes_seat   to each of the ten in the room
 *   vote_bytes_wall   to the projector; vote_bytes_desk: to the trainer, of 3 and of 60 rooms */
#include "cli/cli.h"
#include "lab/bench/bench_ceiling.h"
#include "lab/bench/bench_client.h"
#include "lab/bench/bench_server.h"
#include "lab/bench/bench_sim.h"

#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define ROOM_SEATS     10u
#define SAMPLES_MAX    100000
#define CALM_SECONDS   5
#define CALM_PAUSE_US  250000
#define VOTES_PER_LINK 50 /* Below the burst that the server allows a link. */
#define COMMITS_COUNT  1500
#define TRAINER        UINT32_MAX /* In place of a room number. */
#define WALL           (UINT32_MAX - 1)
#define BYTES_VOTES    8 /* Of the ten in a room: the step goes on. */
#define SECONDS_MAX    120

struct bench {
    bool json;
    struct bench_server server;
    char scenario[80];
    struct bench_load load;
    uint64_t samples_us[SAMPLES_MAX];
    uint32_t samples_count;
    uint32_t votes_left; /* Of all links, under the busy load. */
};

static struct bench bench;

static void tell(const char *name, double value, const char *unit)
{
    if (bench.json)
        printf("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}\n", name, value, unit);
    else
        printf("%-26s %12.3f %s\n", name, value, unit);
    fflush(stdout);
}

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

/* A percentile in ms; sorts. */
static double percentile_ms(uint64_t *samples_us, uint32_t count, uint32_t percent)
{
    qsort(samples_us, count, sizeof *samples_us, by_size);
    return (double)samples_us[(uint64_t)(count - 1) * percent / 100] / 1000;
}

/* ---- sessions and people -------------------------------------------------------------------- */

static struct bench_link *add_link(uint32_t room)
{
    struct bench_link *link;

    if (bench.load.count == BENCH_LINKS_MAX)
        bench_die("more than %d links", BENCH_LINKS_MAX);
    link = &bench.load.links[bench.load.count++];
    link->room = room;
    return link;
}

static void join(const char *code, uint32_t seat, uint32_t room, uint32_t room_number)
{
    struct bench_link *link = add_link(room_number);
    char body[256];

    snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"P%u\",\"lang\":\"nl\",\"room\":%u}",
             code, seat, room);
    bench_json_text(bench_http(bench.server.port, "POST", "/api/join", NULL, body), "token",
                    link->token, sizeof link->token);
}

/* Make a session, link its trainer and let everybody join. Returns the first of its links. */
static struct bench_link *make_session(uint32_t rooms, uint32_t seats)
{
    struct bench_link *trainer = add_link(TRAINER);
    static uint32_t rooms_made;
    char body[512], code[16];
    const char *made;

    snprintf(body, sizeof body,
             "{\"scenario\":\"%s\",\"mode\":\"%s\",\"rooms_count\":%u,\"room_seats_max\":%u,"
             "\"close\":\"trainer\",\"diagnosis_skipped\":true}",
             bench.scenario, rooms == 1 ? "one_room" : "rooms", rooms, ROOM_SEATS);
    made = bench_http(bench.server.port, "POST", "/api/sessions", bench.server.key, body);
    bench_json_text(made, "code", code, sizeof code);
    bench_json_text(made, "token", trainer->token, sizeof trainer->token);
    bench_link_open(&bench.load, trainer);
    bench_load_until_viewed(&bench.load, SECONDS_MAX);
    bench_link_do(&bench.load, trainer, "doors_open", "");
    for (uint32_t seat = 0; seat < seats; seat++)
        join(code, seat, seat % rooms, rooms_made + seat % rooms);
    rooms_made += rooms;
    return trainer;
}

static void open_links(void)
{
    for (uint32_t i = 0; i < bench.load.count; i++) {
        if (bench.load.links[i].state == LINK_CLOSED)
            bench_link_open(&bench.load, &bench.load.links[i]);
        if (i % 100 == 99)
            bench_load_poll(&bench.load, 0); /* Must not overflow the listener's queue. */
    }
    bench_load_until_viewed(&bench.load, SECONDS_MAX);
}

static void start_voting(void)
{
    for (uint32_t i = 0; i < bench.load.count; i++) {
        struct bench_link *trainer = &bench.load.links[i];

        if (trainer->room != TRAINER)
            continue;
        bench_link_do(&bench.load, trainer, "session_start", "");
        bench_link_do(&bench.load, trainer, "room_next",
                      ",\"room\":254,\"round\":0,\"step\":\"situation\"");
    }
}

static void open_world(uint32_t sessions, uint32_t rooms, uint32_t seats)
{
    bench_load_init(&bench.load, bench.server.port);
    for (uint32_t i = 0; i < sessions; i++)
        make_session(rooms, seats);
}

static void restart_fresh(void)
{
    const char *scenarios = bench.server.scenarios;

    bench_server_remove(&bench.server);
    bench_server_make(&bench.server, scenarios);
    bench.server.pinned = true;
    bench_server_start(&bench.server);
}

static void close_world(void)
{
    for (uint32_t i = 0; i < bench.load.count; i++)
        bench_link_close(&bench.load.links[i]);
    bench_http_close();
}

static void vote(struct bench_link *link)
{
    char fields[96];

    snprintf(fields, sizeof fields, ",\"round\":0,\"option\":%u,\"confidence\":2",
             (link->commands_count + link->room) % 3);
    bench_link_command(link, "vote_cast", fields);
}

/* ---- calm: how long does an ack take? ------------------------------------------------------- */

static void sample(struct bench_load *load, struct bench_link *link, uint64_t took_us)
{
    (void)load;
    if (bench.samples_count < SAMPLES_MAX)
        bench.samples_us[bench.samples_count++] = took_us;
    link->next_us = bench_now_us() + CALM_PAUSE_US;
}

static void run_calm(void)
{
    uint64_t now_us = bench_now_us(), end_us = now_us + CALM_SECONDS * 1000000;

    bench.samples_count = 0;
    bench.load.on_ack = sample;
    for (uint32_t i = 0; i < bench.load.count; i++) /* Spread over the pause. */
        bench.load.links[i].next_us = now_us + (uint64_t)i * CALM_PAUSE_US / bench.load.count;
    while ((now_us = bench_now_us()) < end_us) {
        for (uint32_t i = 0; i < bench.load.count; i++) {
            struct bench_link *link = &bench.load.links[i];

            if (link->room != TRAINER && link->sent_us == 0 && link->next_us <= now_us)
                vote(link);
        }
        bench_load_poll(&bench.load, 1);
    }
    bench.load.on_ack = NULL;
}

static void measure_acks(void)
{
    static uint64_t commits_us[COMMITS_COUNT];
    uint32_t count;

    open_world(10, 2, 2 * ROOM_SEATS);
    open_links();
    start_voting();
    run_calm();
    count = bench.samples_count;
    tell("vote_ack_p50", percentile_ms(bench.samples_us, count, 50), "ms");
    tell("vote_ack_p99", percentile_ms(bench.samples_us, count, 99), "ms");
    close_world();
    bench_ceiling_commits(bench.server.folder, COMMITS_COUNT, commits_us);
    tell("vote_ack_p50_ceiling", percentile_ms(commits_us, COMMITS_COUNT, 50), "ms");
    tell("vote_ack_p99_ceiling", percentile_ms(commits_us, COMMITS_COUNT, 99), "ms");
}

/* ---- busy: how many votes fit in a second? -------------------------------------------------- */

static void vote_again(struct bench_load *load, struct bench_link *link, uint64_t took_us)
{
    (void)load, (void)took_us;
    bench.votes_left--;
    if (link->acks_count % VOTES_PER_LINK != 0)
        vote(link);
}

/* Votes per second of all links but the trainers'; every link has sent VOTES_PER_LINK of them. */
static double run_busy(void)
{
    uint64_t began_us = bench_now_us();
    uint32_t votes = 0;

    bench.load.on_ack = vote_again;
    for (uint32_t i = 0; i < bench.load.count; i++) {
        struct bench_link *link = &bench.load.links[i];

        link->acks_count = 0;
        votes += link->room != TRAINER ? VOTES_PER_LINK : 0;
    }
    bench.votes_left = votes;
    for (uint32_t i = 0; i < bench.load.count; i++)
        if (bench.load.links[i].room != TRAINER)
            vote(&bench.load.links[i]);
    while (bench.votes_left > 0) {
        if (bench_now_us() - began_us > SECONDS_MAX * UINT64_C(1000000))
            bench_die("%u votes have no ack", bench.votes_left);
        bench_load_poll(&bench.load, 10);
    }
    bench.load.on_ack = NULL;
    return votes * 1e6 / (double)(bench_now_us() - began_us);
}

/* Has everybody seen the last vote of their room? Links of one room need not be neighbours, so they
 * are found by its number. */
static void check_everybody_saw(void)
{
    static uint64_t acked[BENCH_LINKS_MAX];

    memset(acked, 0, sizeof acked);
    for (int turn = 0; turn < 50; turn++)
        bench_load_poll(&bench.load, 10);
    for (uint32_t i = 0; i < bench.load.count; i++) {
        const struct bench_link *link = &bench.load.links[i];

        if (link->room != TRAINER && link->ack_seq > acked[link->room % BENCH_LINKS_MAX])
            acked[link->room % BENCH_LINKS_MAX] = link->ack_seq;
    }
    for (uint32_t i = 0; i < bench.load.count; i++) {
        const struct bench_link *link = &bench.load.links[i];

        if (link->room != TRAINER && link->view_seq < acked[link->room % BENCH_LINKS_MAX])
            bench_die("room %u: a vote of event %" PRIu64 " was not seen, only up to %" PRIu64,
                      link->room, acked[link->room % BENCH_LINKS_MAX], link->view_seq);
    }
}

static void forget_counts(void)
{
    for (uint32_t i = 0; i < bench.load.count; i++)
        bench.load.links[i].views_count = bench.load.links[i].bytes_count = 0;
}

/* The mean size of the frames that links got, acks left out. */
static uint32_t mean_view_bytes(void)
{
    uint64_t views = 0, bytes = 0;

    for (uint32_t i = 0; i < bench.load.count; i++) {
        const struct bench_link *link = &bench.load.links[i];

        if (link->room == TRAINER)
            continue;
        views += link->views_count;
        bytes += link->bytes_count;
    }
    return views == 0 ? 0 : (uint32_t)(bytes / views);
}

/* Link the same number of people to the bare server. */
static void open_bare(struct bench_ceiling *ceiling, uint32_t count)
{
    bench_ceiling_start(ceiling);
    bench_load_init(&bench.load, ceiling->port);
    for (uint32_t i = 0; i < count; i++)
        snprintf(add_link(i / ROOM_SEATS)->token, BENCH_TOKEN_BYTES, "%022u", i);
    open_links();
}

static void measure_votes(void)
{
    struct bench_ceiling ceiling = {.room_links = ROOM_SEATS, .hello_bytes = 8000};

    restart_fresh();
    open_world(20, 5, 5 * ROOM_SEATS);
    open_links();
    start_voting();
    forget_counts();
    tell("votes_per_second", run_busy(), "votes/s");
    check_everybody_saw();
    ceiling.vote_bytes = mean_view_bytes();
    tell("view_bytes", ceiling.vote_bytes, "bytes");
    close_world();
    open_bare(&ceiling, 1000);
    tell("votes_per_second_ceiling", run_busy(), "votes/s");
    close_world();
    bench_ceiling_stop(&ceiling);
}

/* ---- memory --------------------------------------------------------------------------------- */

static void settle(int milliseconds)
{
    for (int i = 0; i < milliseconds / 10; i++)
        bench_load_poll(&bench.load, 10);
}

static void measure_memory(void)
{
    struct bench_ceiling ceiling = {.room_links = ROOM_SEATS, .hello_bytes = 8000};
    uint64_t before;

    restart_fresh();
    before = bench_rss_bytes(bench.server.process);
    open_world(10, 50, 500);
    open_links();
    settle(3000);
    tell("seat_bytes", (double)(bench_rss_bytes(bench.server.process) - before) / 5000, "bytes");
    close_world();
    bench_ceiling_start(&ceiling);
    before = bench_rss_bytes(ceiling.process);
    bench_ceiling_stop(&ceiling);
    open_bare(&ceiling, 5000);
    settle(1000);
    tell("seat_bytes_ceiling", (double)(bench_rss_bytes(ceiling.process) - before) / 5000, "bytes");
    close_world();
    bench_ceiling_stop(&ceiling);
}

/* ---- recovery ------------------------------------------------------------------------------- */

static uint32_t acks_missing(void)
{
    uint32_t missing = 0;

    for (uint32_t i = 0; i < bench.load.count; i++)
        missing += bench.load.links[i].room != TRAINER && bench.load.links[i].acks_count == 0;
    return missing;
}

static void vote_once(void)
{
    uint64_t end_us = bench_now_us() + SECONDS_MAX * UINT64_C(1000000);

    for (uint32_t i = 0; i < bench.load.count; i++) {
        bench.load.links[i].acks_count = 0;
        if (bench.load.links[i].room != TRAINER)
            vote(&bench.load.links[i]);
    }
    while (acks_missing() > 0) {
        if (bench_now_us() > end_us)
            bench_die("%u votes have no ack", acks_missing());
        bench_load_poll(&bench.load, 10);
    }
    settle(500); /* The last views. */
}

static void measure_recovery(void)
{
    struct bench_ceiling ceiling = {.room_links = ROOM_SEATS};
    uint64_t began_us, last_seq;

    restart_fresh();
    open_world(1, 60, 500);
    open_links();
    start_voting();
    vote_once();
    last_seq = bench.load.links[0].view_seq;
    close_world();
    began_us = bench_now_us();
    bench_server_kill(&bench.server);
    bench_server_start(&bench.server);
    open_links();
    tell("recover_ms", (double)(bench_now_us() - began_us) / 1000, "ms");
    for (uint32_t i = 0; i < bench.load.count; i++)
        if (bench.load.links[i].view_seq < last_seq)
            bench_die("a screen is behind after recovery");
    ceiling.hello_bytes = mean_view_bytes();
    close_world();
    began_us = bench_now_us();
    open_bare(&ceiling, 500);
    tell("recover_ms_ceiling", (double)(bench_now_us() - began_us) / 1000, "ms");
    close_world();
    bench_ceiling_stop(&ceiling);
}

/* ---- bytes ---------------------------------------------------------------------------------- */

static void add_wall(const char *trainer_token)
{
    const char *made = bench_http(bench.server.port, "POST", "/api/links", trainer_token,
                                  "{\"role\":\"projector\"}");

    struct bench_link *wall = add_link(WALL);

    bench_json_text(made, "token", wall->token, sizeof wall->token);
}

/* The links of this room, the wall or the desk: how many bytes each got for a vote. */
static double bytes_a_vote(uint32_t room)
{
    uint64_t bytes = 0, count = 0;

    for (uint32_t i = 0; i < bench.load.count; i++) {
        bytes += bench.load.links[i].room == room ? bench.load.links[i].bytes_count : 0;
        count += bench.load.links[i].room == room;
    }
    return (double)bytes / (double)count / BYTES_VOTES;
}

static void tell_bytes(const char *name, uint32_t rooms, double value)
{
    char full[64];

    snprintf(full, sizeof full, "vote_bytes_%s_%u%s", name, rooms,
             bench.load.whole ? "_whole" : "");
    tell(full, value, "bytes");
}

static void measure_bytes(uint32_t rooms, bool whole)
{
    uint32_t room, votes = 0;
    const char *token;

    restart_fresh();
    bench_load_init(&bench.load, bench.server.port);
    bench.load.whole = whole;
    token = make_session(rooms, rooms == 60 ? 500 : rooms * ROOM_SEATS)->token;
    room = bench.load.links[1].room;
    add_wall(token);
    open_links();
    start_voting();
    settle(1500);
    forget_counts();
    for (uint32_t i = 0; i < bench.load.count && votes < BYTES_VOTES; i++) {
        if (bench.load.links[i].room != room)
            continue;
        vote(&bench.load.links[i]);
        settle(200);
        votes++;
    }
    tell_bytes("seat", rooms, bytes_a_vote(room));
    tell_bytes("wall", rooms, bytes_a_vote(WALL));
    tell_bytes("desk", rooms, bytes_a_vote(TRAINER));
    close_world();
}

static int bench_bytes(void)
{
    static const uint32_t rooms[] = {1, 3, 60};

    for (uint32_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        measure_bytes(rooms[i], false);
        measure_bytes(rooms[i], true);
    }
    return EXIT_SUCCESS;
}

/* ---- the subcommand ------------------------------------------------------------------------- */

static void clean_up(void)
{
    bench_server_remove(&bench.server);
}

static void raise_open_files(void)
{
    struct rlimit limit;

    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int cli_bench(const struct cli_bench *options)
{
    if (options->operands.count > 0 && strcmp(options->operands.items[0], "sim") == 0)
        return bench_sim(options->json);
    if (options->operands.count > 0 && strcmp(options->operands.items[0], "bytes") != 0)
        return cli_refuse("bench",
                          "'%.64s' cannot be measured; say sim for the team model, bytes for what "
                          "a vote sends, or nothing for the server",
                          options->operands.items[0]);
    bench.json = options->json;
    signal(SIGPIPE, SIG_IGN);
    raise_open_files();
    bench_server_make(&bench.server, options->scenarios);
    atexit(clean_up);
    bench_server_start(&bench.server);
    bench_json_text(bench_http(bench.server.port, "GET", "/api/scenarios?lang=nl", NULL, NULL),
                    "id", bench.scenario, sizeof bench.scenario);
    if (options->operands.count > 0)
        return bench_bytes();
    measure_acks();
    bench_pin_load();
    measure_votes();
    measure_memory();
    measure_recovery();
    return EXIT_SUCCESS;
}
