/* Hours of bad luck in a second: people vote, leave and return, the disk is slow, the process dies
 * with work under way, sessions leave memory. Whatever happens, a vote that was acknowledged is
 * there, no view that somebody got is ahead of the journal, and after every crash the state is one
 * that was reached before. A failure prints its seed. */
#include "host_fixture.h"

#include "session/state.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define PEOPLE 5
#define STEPS  300
#define SEEDS  60

struct voter {
    struct person person;
    uint8_t token;
    uint64_t sent, acked; /* Numbers of votes. */
};

static struct world {
    struct place place;
    struct voter voters[PEOPLE];
    uint64_t random;
    bool held;
    uint32_t seed, crashes;
} w;

static uint32_t draw(uint32_t count)
{
    w.random = w.random * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(w.random >> 33) % count;
}

/* What somebody's phone knows: the last ack it read. */
static void read_acks(struct voter *voter)
{
    for (uint32_t i = 0; i < voter->person.count; i++) {
        const char *message = voter->person.messages[i];

        if (strncmp(message, "{\"t\":\"ack\",\"id\":", 16) == 0) {
            uint64_t id = strtoull(message + 16, NULL, 10);

            voter->acked = id > voter->acked ? id : voter->acked;
        }
    }
    person_forget(&voter->person);
}

static void vote(struct voter *voter)
{
    char reason[32];
    struct command command = {.type = COMMAND_VOTE_CAST,
                              .id = ++voter->sent,
                              .vote_cast = {.option = draw(3), .confidence = 1}};

    if (!voter->person.open || voter->person.link.commands_count >= LIVE_COMMANDS_MAX - 2) {
        voter->sent--;
        return;
    }
    snprintf(reason, sizeof reason, "%d", (int)voter->sent);
    command.vote_cast.reason = bytes_of(reason);
    host_link_command(&voter->person.link, &command);
}

static void check_votes(void *arg, const struct host_look *look)
{
    *(bool *)arg = true;
    if (look->fault != FAULT_NONE) {
        test_fail(__FILE__, __LINE__, "seed %u: the session is gone: %s", w.seed,
                  fault_name(look->fault));
        return;
    }
    session_check(look->state);
    for (uint32_t i = 0; i < PEOPLE; i++) {
        const struct seat_texts *texts = session_texts(look->state, 1 + i);
        uint64_t number = strtoull((const char *)texts->reason, NULL, 10);

        if (number < w.voters[i].acked || number > w.voters[i].sent)
            test_fail(__FILE__, __LINE__, "seed %u: vote %d of %u; %d was acknowledged", w.seed,
                      (int)number, i, (int)w.voters[i].acked);
    }
}

static void set_held(bool held)
{
    w.held = held;
    journal_memory_hold(w.place.journal, held);
}

static void check_now(void)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    bool looked = false;

    memset(hash, 1, sizeof hash);
    set_held(false);
    CHECK(host_look_token(w.place.host, hash, check_votes, &looked) != 0);
    place_run(&w.place);
    CHECK(looked);
}

static void crash(void)
{
    for (uint32_t i = 0; i < PEOPLE; i++) {
        read_acks(&w.voters[i]);
        person_close(&w.voters[i].person);
    }
    journal_memory_lose(w.place.journal);
    set_held(false);
    place_restart(&w.place);
    w.crashes++;
    check_now();
}

static void come_or_go(struct voter *voter)
{
    if (voter->person.open) {
        read_acks(voter);
        person_close(&voter->person);
    } else {
        person_open(&w.place, &voter->person, voter->token);
    }
}

static void step(void)
{
    struct voter *voter = &w.voters[draw(PEOPLE)];

    switch (draw(16)) {
    case 0: come_or_go(voter); break;
    case 1: set_held(!w.held); break;
    case 2:
        if (draw(4) == 0)
            crash();
        break;
    case 3: place_elapse_ms(&w.place, draw(30000)); break;
    case 4: voter->person.reading = draw(3) != 0; break;
    case 5: check_now(); break;
    default: vote(voter); break;
    }
    if (draw(3) == 0)
        place_run(&w.place);
    for (uint32_t i = 0; i < PEOPLE; i++)
        read_acks(&w.voters[i]);
}

static void set_up(uint32_t seed)
{
    memset(&w, 0, sizeof w);
    w.seed = seed;
    w.random = seed;
    place_open(&w.place, (struct host_settings){.idle_ms = 15000, .snapshot_every = 16});
    place_create(&w.place);
    for (uint32_t i = 0; i < PEOPLE; i++) {
        char name[16];

        snprintf(name, sizeof name, "P%u", i);
        w.voters[i].token = place_join(&w.place, name);
        person_open(&w.place, &w.voters[i].person, w.voters[i].token);
    }
    place_request(&w.place, (struct command){.type = COMMAND_SESSION_START, .seat = 0});
    place_request(&w.place, (struct command){.type = COMMAND_ROOM_NEXT,
                                             .seat = 0,
                                             .room_next = {.step = STEP_SITUATION}});
}

TEST(what_was_acknowledged_survives_whatever_happens)
{
    uint64_t acked = 0;
    uint32_t crashes = 0;

    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        set_up(seed);
        for (uint32_t i = 0; i < STEPS; i++)
            step();
        crash();
        for (uint32_t i = 0; i < PEOPLE; i++)
            acked += w.voters[i].acked;
        crashes += w.crashes;
        place_close(&w.place);
    }
    CHECK(acked > SEEDS * 50); /* Enough happened to prove something. */
    CHECK(crashes > SEEDS);
}
