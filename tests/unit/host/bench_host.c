/* bench_host.c -- what one vote costs the host, with ROOMS rooms in memory (of the environment;
 * each a session, with somebody linked): take the command, decide it, give it to the journal,
 * answer, and write the views of the room. Ten of the rooms play. The cost must not depend on the
 * others.
 *
 *     ROOMS=5000 valgrind --tool=callgrind --toggle-collect=one_vote bench_host */
#include "host/host.h"

#include "fixture.h"
#include "journal/journal.h"
#include "sys/clock.h"
#include "sys/log.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define ROOMS_DEFAULT 10
#define PLAYING       10
#define VOTERS        4
#define VOTES         400
#define AWAKE_MAX     64

struct person {
    struct host_link link;
    uint8_t hash[TOKEN_HASH_BYTES];
    uint64_t id;
};

static struct {
    struct clock clock;
    struct journal *journal;
    struct host *host;
    struct session_id session; /* The last one made. */
    uint64_t random;
    uint32_t tokens;
    struct host_link *awake[AWAKE_MAX];
    uint32_t awake_count;
    uint64_t bytes;
} place;

static uint64_t fixed_ms(void *arg)
{
    (void)arg;
    return UINT64_C(1790000000000);
}

static uint64_t fixed_us(void *arg)
{
    (void)arg;
    return 1000000;
}

static void follow_nothing(void *arg)
{
    (void)arg;
}

static void next_random(void *arg, void *bytes, size_t size)
{
    (void)arg;
    for (size_t i = 0; i < size; i++) {
        place.random = place.random * UINT64_C(6364136223846793005) + 1442695040888963407;
        ((uint8_t *)bytes)[i] = (uint8_t)(place.random >> 56);
    }
}

/* ---- the edge's part ------------------------------------------------------------------------- */

static void woken(struct host_link *link, void *arg)
{
    (void)arg;
    CHECK(place.awake_count < AWAKE_MAX);
    place.awake[place.awake_count++] = link;
}

static void flush(void *arg)
{
    static uint8_t memory[HOST_ROOM_BYTES_MIN];

    (void)arg;
    while (place.awake_count > 0) {
        struct host_link *link = place.awake[--place.awake_count];
        struct buffer out;
        enum host_write done;

        do {
            buffer_init(&out, memory, sizeof memory);
            done = host_link_write(link, &out);
            place.bytes += out.size;
        } while (done == HOST_WRITE_MESSAGE);
    }
}

static void run(void)
{
    int turns = 0;

    do
        host_turn(place.host);
    while (++turns < 3 || host_deadline_ms(place.host) == 1);
}

/* ---- rooms and people ------------------------------------------------------------------------ */

static void take_session(void *arg, const struct host_answer *answer)
{
    (void)arg;
    CHECK_EQ(answer->fault, FAULT_NONE);
    place.session = answer->session;
}

static void was_right(void *arg, const struct host_answer *answer)
{
    (void)arg;
    CHECK_EQ(answer->fault, FAULT_NONE);
    CHECK_EQ(answer->reject, REJECT_NONE);
}

static void request(struct command command)
{
    CHECK(host_request(place.host, place.session, &command, was_right, NULL) != 0);
    run();
}

static void new_token(struct person *person)
{
    place.tokens++;
    memcpy(person->hash, &place.tokens, sizeof place.tokens);
}

static void open_link(struct person *person)
{
    host_link_init(&person->link, place.host, ENCODING_MSGPACK, woken, NULL);
    host_link_take_changes(&person->link);
    host_link_hello(&person->link, person->hash, LANG_COUNT, 0);
    run();
    CHECK_EQ(person->link.state, HOST_LINK_OPEN);
}

/* A session of one room, with its trainer. */
static void make_room(struct person *trainer)
{
    struct command_session_create create = {.scenario = fixture_scenario()->id,
                                            .seed = 7,
                                            .mode = MODE_ONE_ROOM,
                                            .close = CLOSE_TRAINER,
                                            .diagnosis_skipped = true,
                                            .quorum_percent = 60,
                                            .time_percent = 100,
                                            .rooms_count = 1,
                                            .seats_max = VOTERS + 1,
                                            .room_seats_max = VOTERS,
                                            .keep_days = 2,
                                            .trainer_name = bytes_of("Anna"),
                                            .token_hash = {trainer->hash, TOKEN_HASH_BYTES}};

    new_token(trainer);
    CHECK(host_create(place.host, &create, HOST_OF_NOBODY, take_session, NULL) != 0);
    run();
    open_link(trainer);
}

static void join(struct person *person, const char *name)
{
    new_token(person);
    request((struct command){.type = COMMAND_SEAT_TAKE,
                             .seat = SEAT_NONE,
                             .seat_take = {.role = ROLE_PARTICIPANT,
                                           .room = ROOM_AUTO,
                                           .name = bytes_of(name),
                                           .token_hash = {person->hash, TOKEN_HASH_BYTES}}});
    open_link(person);
}

static void play(struct person *voters)
{
    static const char *const names[VOTERS] = {"Piet", "Fatima", "Roos", "Mo"};

    request((struct command){.type = COMMAND_DOORS_OPEN, .seat = 0});
    for (uint32_t i = 0; i < VOTERS; i++)
        join(&voters[i], names[i]);
    request((struct command){.type = COMMAND_SESSION_START, .seat = 0});
    request((struct command){.type = COMMAND_ROOM_NEXT,
                             .room_next = {.room = ROOM_ALL, .step = STEP_SITUATION}});
}

static void open_place(void)
{
    static const struct scenario *scenarios[1];
    struct journal_options options = {0};
    struct host_parts parts = {
        .clock = &place.clock, .scenarios = scenarios, .scenarios_count = 1, .random = next_random};

    log_set_level(LOG_NONE);
    place.random = 42;
    place.clock = (struct clock){fixed_ms, fixed_us, fixed_ms, follow_nothing, NULL};
    scenarios[0] = fixture_scenario();
    CHECK_EQ(journal_open_memory(&place.journal, &options), RESULT_OK);
    parts.journal = place.journal;
    CHECK_EQ(host_open(&place.host, &parts), RESULT_OK);
    host_set_flush(place.host, flush, NULL);
    run();
    CHECK(host_is_ready(place.host));
}

/* Not inlined: callgrind counts from here. */
__attribute__((noinline)) void one_vote(struct person *person, uint32_t number);

void one_vote(struct person *person, uint32_t number)
{
    struct command vote = {.type = COMMAND_VOTE_CAST,
                           .id = ++person->id,
                           .vote_cast = {.option = number % 3, .confidence = 1}};

    host_link_command(&person->link, &vote);
    run();
}

TEST(host_vote)
{
    const char *asked = getenv("ROOMS");
    const uint32_t rooms = asked != NULL ? (uint32_t)strtoul(asked, NULL, 10) : ROOMS_DEFAULT;
    struct person *trainers = calloc(rooms, sizeof *trainers);
    static struct person voters[PLAYING][VOTERS];

    CHECK(rooms >= PLAYING && trainers != NULL);
    open_place();
    for (uint32_t i = 0; i < rooms; i++) {
        make_room(&trainers[i]);
        if (i % (rooms / PLAYING) == 0 && i / (rooms / PLAYING) < PLAYING)
            play(voters[i / (rooms / PLAYING)]);
    }
    place.bytes = 0;
    for (uint32_t i = 0; i < VOTES; i++)
        one_vote(&voters[i % PLAYING][i / PLAYING % VOTERS], i / PLAYING / VOTERS);
    CHECK(place.bytes > 0);
    printf("host_vote: %u rooms, %u votes, %lu bytes a vote\n", rooms, (unsigned)VOTES,
           (unsigned long)(place.bytes / VOTES));
    for (uint32_t i = 0; i < PLAYING * VOTERS; i++)
        host_link_close(&voters[i / VOTERS][i % VOTERS].link);
    for (uint32_t i = 0; i < rooms; i++)
        host_link_close(&trainers[i].link);
    host_close(place.host);
    journal_close(place.journal);
    free(trainers);
}
