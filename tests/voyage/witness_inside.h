/* witness_inside.h -- what the witness knows, for its files: sessions and wishes (witness.c), what
 * is committed (witness_commit.c, witness_secret.c), what is there after a start (witness_start.c),
 * and what is sent and shown (witness_screen.c). */
#ifndef DK_TESTS_VOYAGE_WITNESS_INSIDE_H
#define DK_TESTS_VOYAGE_WITNESS_INSIDE_H

#include "person.h"
#include "witness.h"

#define LOGS_MAX 12

/* A thing about which only the newest wish counts. */
enum slot { SLOT_FIRST, SLOT_SECOND, SLOTS_COUNT };

/* One session as it was committed. */
struct log {
    struct session_id id; /* 0: this place is free. */
    struct session *state;
    struct bytes *events; /* Owned, each a block of its own. */
    uint64_t *wishes;     /* Of each event; 0: nobody's. */
    uint64_t count, capacity;
    uint64_t told; /* The highest number that somebody was told. */
    bool is_deleted, maybe_deleted;
    struct bytes *doubt; /* The last batch, when nobody knows whether it is there. */
    uint32_t doubt_count;
    uint32_t person_of[SEATS_MAX];                     /* PEOPLE_MAX: none. */
    bool was_removed[SEATS_MAX];                       /* Once; perhaps they were let in again. */
    uint64_t newest[SEATS_MAX][SLOTS_COUNT][TABS_MAX]; /* Wish that had an effect last. */
};

struct wish {
    uint32_t person, tab;
    uint64_t seq, last_seq; /* Where its effect is; 0: none. */
    uint8_t room, round;
    bool has_reason;
};

struct counted {
    uint32_t person;
    uint64_t client, id, wish;
};

struct witness {
    struct log logs[LOGS_MAX];
    struct wish *wishes; /* From 1. */
    uint64_t wishes_count, wishes_capacity;
    struct counted *counted;
    uint32_t counted_count, counted_capacity;
    uint64_t looks;
    uint8_t scratch[SECTION_BYTES_MAX];
};

/* NULL: there is none. */
struct log *log_find(struct voyage *v, struct session_id id);
struct log *log_make(struct voyage *v, struct session_id id);
struct log *log_of_person(struct voyage *v, uint32_t person);
/* The next event, as bytes; everything that can be known of it is looked at. */
void log_apply(struct voyage *v, struct log *log, struct bytes bytes);
/* The last batch is in doubt no more. */
void log_forget_doubt(struct log *log);

/* Which wish goes by this id; 0: none. */
uint64_t witness_wish_of(struct voyage *v, uint32_t person, uint64_t client, uint64_t id);
/* Two pages that were one give the same id to two wishes, until one hears that it was replaced. */
bool witness_is_of_two(struct voyage *v, uint32_t person, uint64_t client, uint64_t id);
/* A vote as it was cast, and the same with another option: does anybody else see a difference? */
void witness_checks_secret(struct voyage *v, const struct session *s, const struct event *cast);

/* What the core shows, in memory that the next look uses again. Size 0: it shows nothing. */
struct bytes witness_look(struct voyage *v, const struct session *s, const struct audience *a,
                          enum section section, enum encoding encoding);
/* Owned by the caller. */
struct bytes witness_copy(struct bytes bytes);

#endif
