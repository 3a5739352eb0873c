/* host_fixture.h -- a host in a small world: a clock that tests move, a journal in memory that they
 * can hold or break, and people whose connection is an array of the messages they got (JSON). */
#ifndef DK_TESTS_HOST_FIXTURE_H
#define DK_TESTS_HOST_FIXTURE_H

#include "host/host.h"

#include "journal/journal.h"
#include "session/session.h"
#include "sys/clock.h"

#define PERSON_MESSAGES_MAX 64

struct place {
    uint64_t now_ms;
    int64_t wall_ahead_ms; /* What somebody did to the wall clock. */
    int64_t followed_ms;   /* What the host took over from it. */
    uint64_t random;
    struct clock clock;
    struct journal *journal;
    struct host *host;
    struct host_settings settings;
    enum pace pace;            /* Of sessions that place_create makes. */
    bool votes_close;          /* Of those: a step is over when all have voted. */
    uint32_t rooms;            /* Of those; 0: one. */
    uint32_t seats_max;        /* Of those; 0: twenty. */
    enum scan_use scan;        /* What those ask before they start. */
    struct session_id session; /* The last one created. */
    char code[CODE_BYTES + 1];
    uint8_t hashes; /* Tokens made: every byte of a token's hash is its number. */
};

void place_open(struct place *p, struct host_settings settings);
/* Another host on the same journal, as after a crash: links must be closed. */
void place_restart(struct place *p);
void place_close(struct place *p);
/* Turns until nothing is left to do. */
void place_run(struct place *p);
/* The clock goes on, with turns when the host asked for them. */
void place_elapse_ms(struct place *p, uint64_t ms);

/* What came of a request; calls is 0 until it is answered. */
struct answer {
    uint32_t calls;
    enum fault fault;
    enum reject reject;
    uint16_t seat;
    uint64_t seq;
};
void place_answer(void *arg, const struct host_answer *answer); /* arg: struct answer */

/* A session with one room (or p->rooms) and open doors; seat 0 is the trainer, whose token is hash
 * 1. */
void place_create(struct place *p);
/* Somebody joins: the number of the new token, or 0. */
uint8_t place_join(struct place *p, const char *name);
struct answer place_request(struct place *p, struct command command);

/* The state as it is durable now. */
struct looked {
    uint32_t calls;
    enum fault fault;
    uint16_t seat;
    uint64_t seq, hash;
    bool present[8];
};
struct looked place_look(struct place *p, uint8_t token);
struct looked place_look_code(struct place *p, const char *code);

struct person {
    struct host_link link;
    uint64_t id; /* Of the last command. */
    uint64_t client;
    bool open, reading, ended;
    uint32_t wakes, count, views;
    char *messages[PERSON_MESSAGES_MAX]; /* Owned. */
};

/* Open a connection that says hello with this token. While `reading`, it reads all it gets. */
void person_open(struct place *p, struct person *person, uint8_t token);
/* The same, as a client that counts its commands. */
void person_open_as(struct place *p, struct person *person, uint8_t token, uint64_t client);
void person_close(struct person *person);
/* Write what is due, whether it was woken or not. */
void person_read(struct person *person);
/* A command that everybody may give: choose a language. Returns its id. */
uint64_t person_set_language(struct person *person, enum lang lang, uint64_t id /* 0: the next */);
/* How many messages hold this text. */
uint32_t person_got(const struct person *person, const char *text);
void person_forget(struct person *person);

#endif
