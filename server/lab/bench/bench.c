/* bench.c -- `dilemma bench [WHAT] [--json] [--scenarios DIR]`: the real server as a process
 * on one core (but not while acks are measured), the load on another, loopback only. Each figure is
 * printed with its ceiling, measured in the same run: the machine may be noisy, so compare the two.
 *
 *   vote_ack_p50, vote_ack_p99
 *       ms from sending a vote to its ack, durable; 200 people, 4 votes a second each, spread
 *       evenly
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
 *       ceiling: bare libwebsockets, from start to the last frame of that size */
#include "cli/cli.h"
#include "lab/bench/bench_bytes.h"
#include "lab/bench/bench_ceiling.h"
#include "lab/bench/bench_sim.h"
#include "lab/bench/bench_world.h"

#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define SAMPLES_MAX    100000
#define CALM_SECONDS   5
#define CALM_PAUSE_US  250000
#define VOTES_PER_LINK 50 /* Below the burst that the server allows a link. */
#define COMMITS_COUNT  1500

static uint64_t samples_us[SAMPLES_MAX];
static uint32_t samples_count;
static uint32_t votes_left; /* Of all links, under the busy load. */

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

/* A percentile in ms; sorts. */
static double percentile_ms(uint64_t *took_us, uint32_t count, uint32_t percent)
{
    qsort(took_us, count, sizeof *took_us, by_size);
    return (double)took_us[(uint64_t)(count - 1) * percent / 100] / 1000;
}

/* ---- calm: how long does an ack take? ------------------------------------------------------- */

static void sample(struct bench_load *load, struct bench_link *link, uint64_t took_us)
{
    (void)load;
    (void)link;
    if (samples_count < SAMPLES_MAX)
        samples_us[samples_count++] = took_us;
}

/* Votes come at times that do not depend on the acks: people of one room who were answered together
 * would vote together from then on. */
static void run_calm(void)
{
    uint64_t now_us = bench_now_us(), end_us = now_us + CALM_SECONDS * 1000000;

    samples_count = 0;
    bench_world.load.on_ack = sample;
    for (uint32_t i = 0; i < bench_world.load.count; i++) /* Spread over the pause. */
        bench_world.load.links[i].next_us =
            now_us + (uint64_t)i * CALM_PAUSE_US / bench_world.load.count;
    while ((now_us = bench_now_us()) < end_us) {
        for (uint32_t i = 0; i < bench_world.load.count; i++) {
            struct bench_link *link = &bench_world.load.links[i];

            if (link->room == BENCH_TRAINER || link->sent_us != 0 || link->next_us > now_us)
                continue;
            bench_vote(link);
            link->next_us += CALM_PAUSE_US;
        }
        bench_load_poll(&bench_world.load, 1);
    }
    bench_world.load.on_ack = NULL;
}

static void measure_acks(void)
{
    static uint64_t commits_us[COMMITS_COUNT];
    uint32_t count;

    bench_open_world(10, 2, 2 * BENCH_ROOM_SEATS);
    bench_open_links();
    bench_start_voting();
    run_calm();
    count = samples_count;
    bench_tell("vote_ack_p50", percentile_ms(samples_us, count, 50), "ms");
    bench_tell("vote_ack_p99", percentile_ms(samples_us, count, 99), "ms");
    bench_close_world();
    bench_ceiling_commits(bench_world.server.folder, COMMITS_COUNT, commits_us);
    bench_tell("vote_ack_p50_ceiling", percentile_ms(commits_us, COMMITS_COUNT, 50), "ms");
    bench_tell("vote_ack_p99_ceiling", percentile_ms(commits_us, COMMITS_COUNT, 99), "ms");
}

/* ---- busy: how many votes fit in a second? -------------------------------------------------- */

static void vote_again(struct bench_load *load, struct bench_link *link, uint64_t took_us)
{
    (void)load, (void)took_us;
    votes_left--;
    if (link->acks_count % VOTES_PER_LINK != 0)
        bench_vote(link);
}

/* Votes per second of all links but the trainers'; every link has sent VOTES_PER_LINK of them. */
static double run_busy(void)
{
    uint64_t began_us = bench_now_us();
    uint32_t votes = 0;

    bench_world.load.on_ack = vote_again;
    for (uint32_t i = 0; i < bench_world.load.count; i++) {
        struct bench_link *link = &bench_world.load.links[i];

        link->acks_count = 0;
        votes += link->room != BENCH_TRAINER ? VOTES_PER_LINK : 0;
    }
    votes_left = votes;
    for (uint32_t i = 0; i < bench_world.load.count; i++)
        if (bench_world.load.links[i].room != BENCH_TRAINER)
            bench_vote(&bench_world.load.links[i]);
    while (votes_left > 0) {
        if (bench_now_us() - began_us > BENCH_SECONDS_MAX * UINT64_C(1000000))
            bench_die("%u votes have no ack", votes_left);
        bench_load_poll(&bench_world.load, 10);
    }
    bench_world.load.on_ack = NULL;
    return votes * 1e6 / (double)(bench_now_us() - began_us);
}

/* Has everybody seen the last vote of their room? Links of one room need not be neighbours, so they
 * are found by its number. */
static void check_everybody_saw(void)
{
    static uint64_t acked[BENCH_LINKS_MAX];

    memset(acked, 0, sizeof acked);
    for (int turn = 0; turn < 50; turn++)
        bench_load_poll(&bench_world.load, 10);
    for (uint32_t i = 0; i < bench_world.load.count; i++) {
        const struct bench_link *link = &bench_world.load.links[i];

        if (link->room != BENCH_TRAINER && link->ack_seq > acked[link->room % BENCH_LINKS_MAX])
            acked[link->room % BENCH_LINKS_MAX] = link->ack_seq;
    }
    for (uint32_t i = 0; i < bench_world.load.count; i++) {
        const struct bench_link *link = &bench_world.load.links[i];

        if (link->room != BENCH_TRAINER && link->view_seq < acked[link->room % BENCH_LINKS_MAX])
            bench_die("room %u: a vote of event %" PRIu64 " was not seen, only up to %" PRIu64,
                      link->room, acked[link->room % BENCH_LINKS_MAX], link->view_seq);
    }
}

/* Link the same number of people to the bare server. */
static void open_bare(struct bench_ceiling *ceiling, uint32_t count)
{
    bench_ceiling_start(ceiling);
    bench_load_init(&bench_world.load, ceiling->port);
    for (uint32_t i = 0; i < count; i++)
        snprintf(bench_add_link(i / BENCH_ROOM_SEATS)->token, BENCH_TOKEN_BYTES, "%022u", i);
    bench_open_links();
}

static void measure_votes(void)
{
    struct bench_ceiling ceiling = {.room_links = BENCH_ROOM_SEATS, .hello_bytes = 8000};

    bench_restart_fresh();
    bench_open_world(20, 5, 5 * BENCH_ROOM_SEATS);
    bench_open_links();
    bench_start_voting();
    bench_forget_counts();
    bench_tell("votes_per_second", run_busy(), "votes/s");
    check_everybody_saw();
    ceiling.vote_bytes = bench_mean_view_bytes();
    bench_tell("view_bytes", ceiling.vote_bytes, "bytes");
    bench_close_world();
    open_bare(&ceiling, 1000);
    bench_tell("votes_per_second_ceiling", run_busy(), "votes/s");
    bench_close_world();
    bench_ceiling_stop(&ceiling);
}

/* ---- memory --------------------------------------------------------------------------------- */

static void measure_memory(void)
{
    struct bench_ceiling ceiling = {.room_links = BENCH_ROOM_SEATS, .hello_bytes = 8000};
    uint64_t before;

    bench_restart_fresh();
    before = bench_rss_bytes(bench_world.server.process);
    bench_open_world(10, 50, 500);
    bench_open_links();
    bench_settle(3000);
    bench_tell("seat_bytes", (double)(bench_rss_bytes(bench_world.server.process) - before) / 5000,
               "bytes");
    bench_close_world();
    bench_ceiling_start(&ceiling);
    before = bench_rss_bytes(ceiling.process);
    bench_ceiling_stop(&ceiling);
    open_bare(&ceiling, 5000);
    bench_settle(1000);
    bench_tell("seat_bytes_ceiling", (double)(bench_rss_bytes(ceiling.process) - before) / 5000,
               "bytes");
    bench_close_world();
    bench_ceiling_stop(&ceiling);
}

/* ---- recovery ------------------------------------------------------------------------------- */

static uint32_t acks_missing(void)
{
    uint32_t missing = 0;

    for (uint32_t i = 0; i < bench_world.load.count; i++)
        missing += bench_world.load.links[i].room != BENCH_TRAINER &&
                   bench_world.load.links[i].acks_count == 0;
    return missing;
}

static void vote_once(void)
{
    uint64_t end_us = bench_now_us() + BENCH_SECONDS_MAX * UINT64_C(1000000);

    for (uint32_t i = 0; i < bench_world.load.count; i++) {
        bench_world.load.links[i].acks_count = 0;
        if (bench_world.load.links[i].room != BENCH_TRAINER)
            bench_vote(&bench_world.load.links[i]);
    }
    while (acks_missing() > 0) {
        if (bench_now_us() > end_us)
            bench_die("%u votes have no ack", acks_missing());
        bench_load_poll(&bench_world.load, 10);
    }
    bench_settle(500); /* The last views. */
}

static void measure_recovery(void)
{
    struct bench_ceiling ceiling = {.room_links = BENCH_ROOM_SEATS};
    uint64_t began_us, last_seq;

    bench_restart_fresh();
    bench_open_world(1, 60, 500);
    bench_open_links();
    bench_start_voting();
    vote_once();
    last_seq = bench_world.load.links[0].view_seq;
    bench_close_world();
    began_us = bench_now_us();
    bench_server_kill(&bench_world.server);
    bench_server_start(&bench_world.server);
    bench_open_links();
    bench_tell("recover_ms", (double)(bench_now_us() - began_us) / 1000, "ms");
    for (uint32_t i = 0; i < bench_world.load.count; i++)
        if (bench_world.load.links[i].view_seq < last_seq)
            bench_die("a screen is behind after recovery");
    ceiling.hello_bytes = bench_mean_view_bytes();
    bench_close_world();
    began_us = bench_now_us();
    open_bare(&ceiling, 500);
    bench_tell("recover_ms_ceiling", (double)(bench_now_us() - began_us) / 1000, "ms");
    bench_close_world();
    bench_ceiling_stop(&ceiling);
}

/* ---- the subcommand ------------------------------------------------------------------------- */

static void clean_up(void)
{
    bench_server_remove(&bench_world.server);
}

static void raise_open_files(void)
{
    struct rlimit limit;

    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

struct measure {
    const char *name;
    void (*run)(void);
    bool has_pinned_load; /* Load and server each have a core of their own. */
};

static const struct measure measures[] = {{"acks", measure_acks, false},
                                          {"votes", measure_votes, true},
                                          {"seats", measure_memory, true},
                                          {"recovery", measure_recovery, true},
                                          {"bytes", bench_bytes, false}};

static bool is_asked(const struct measure *measure, const char *what)
{
    return what == NULL ? measure->run != bench_bytes : strcmp(measure->name, what) == 0;
}

static bool is_known(const char *what)
{
    bool known = what == NULL;

    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
        known |= is_asked(&measures[i], what);
    return known;
}

static void start_world(const struct cli_bench *options)
{
    bench_world.json = options->json;
    signal(SIGPIPE, SIG_IGN);
    raise_open_files();
    bench_server_make(&bench_world.server, options->scenarios);
    atexit(clean_up);
    bench_server_start(&bench_world.server);
    bench_json_text(
        bench_http(bench_world.server.port, "GET", "/api/scenarios?lang=nl", NULL, NULL), "id",
        bench_world.scenario, sizeof bench_world.scenario);
}

int cli_bench(const struct cli_bench *options)
{
    const char *what = options->operands.count > 0 ? options->operands.items[0] : NULL;

    if (what != NULL && strcmp(what, "sim") == 0)
        return bench_sim(options->json);
    if (!is_known(what))
        return cli_refuse("bench",
                          "'%.64s' cannot be measured; say acks, votes, seats or recovery, bytes "
                          "for what a vote sends, sim for the team model, or nothing for the "
                          "first four",
                          what);
    start_world(options);
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        if (!is_asked(&measures[i], what))
            continue;
        if (measures[i].has_pinned_load)
            bench_pin_load();
        measures[i].run();
    }
    return EXIT_SUCCESS;
}
