/* host_inside.h -- what the files of the host share. They are:
 *
 *   host.c             opening, the turn, stopping
 *   home.c             one session in memory: its turn
 *   batch.c            what that turn gives to the journal
 *   replies.c          the answers, once that turn is durable
 *   again.c            commands that come twice, or too late
 *   inbox.c            commands that wait
 *   audience.c         sections, built once per audience
 *   presence.c         who is there
 *   host_link.c        connections
 *   host_link_write.c  the messages of a link
 *   requests.c         tickets: commands and looks from HTTP
 *   recovery.c         loading, forgetting, deleting
 *   timers.c           who is due when
 *   known.c            which sessions exist
 *   host_clock.c       when time is not as it should be
 *   host_check.c       what holds between two turns, asserted by tests
 *
 * A *home* is a session in memory with all the host needs around it.
 *
 *   LOADING --read--> READY <--batch--> READY, in flight
 *      ^                |  \--idle--> gone    |
 *      |                \--> DELETING --> gone |
 *      \---------- not written: undone --------/
 *
 * Invariants:
 *  (1) While a batch is in flight the state is ahead of the journal: nothing is decided, no view is
 *      written and nobody looks.
 *  (2) A home stays while it has links or waiters, or a journal callback will name it (calls > 0).
 */
#ifndef DK_HOST_HOST_INSIDE_H
#define DK_HOST_HOST_INSIDE_H

#include "host/host.h"

#include "host/inbox.h"
#include "host/timers.h"
#include "journal/journal.h"
#include "scenario/scenario.h"
#include "session/session.h"
#include "sys/clock.h"
#include "sys/metrics.h"

#define HOST_NODES_MAX       64    /* Names kept, of those that share the journal. */
#define HOST_TICKETS_MAX     65535 /* Of requests, and of links that are entering. */
#define HOST_CLIENT_BUCKETS  1024
#define HOST_SCRATCH_BYTES   SECTION_BYTES_MAX
#define HOST_BATCH_BYTES_MAX (1024 * 1024)
#define HOST_CHANGE_BYTES    (128 * 1024) /* What differs; if more, all of it is sent. */
#define HOST_MARKS_MAX       8192         /* Fields of one section, with those of its rows. */
#define HOST_ME_FIELDS_MAX   24

/* ---- tickets: requests that have not been answered ------------------------------------------ */

enum ticket_kind { TICKET_COMMAND, TICKET_DELETE, TICKET_LOOK, TICKET_LINK };

struct ticket {
    uint32_t number; /* 16 bits of index in the table, 16 of generation; never 0. */
    uint8_t kind;
    bool cancelled;
    bool is_waiting_token; /* TICKET_LINK: its token was issued for a new device. */
    struct ticket *next;   /* In the home's waiters, or in the host's answers. */
    struct host *host;
    void *arg;
    host_done_fn *done;     /* COMMAND, DELETE */
    host_look_fn *look;     /* LOOK */
    struct host_link *link; /* LINK */
    struct session_id session;
    uint16_t seat;
    uint8_t hash[TOKEN_HASH_BYTES];
    struct host_answer answer; /* COMMAND, DELETE; for LOOK its fault. */
    char code[CODE_BYTES + 1];
};

/* ---- sections, shared by all links of an audience ------------------------------------------- */

/* Bytes that are kept, in memory that grows. */
struct kept_bytes {
    uint8_t *data; /* Owned. */
    size_t size, capacity;
};

/* Which contents a section had: the newest, and the one before it, to which `change` is applied. */
struct section_age {
    uint64_t seq;        /* The state it was last built from; 0: never. */
    uint64_t seq_now;    /* The first state in which it looked like this. */
    uint64_t seq_before; /* The first in which it looked as before that; 0: there is no change. */
};

struct section_bytes {
    struct kept_bytes whole, marks, change;
    struct section_age age;
    bool exists; /* This audience has such a section. */
};

/* `me` belongs to one seat: of its bytes only a hash of each field is kept, to tell which
 * changed. */
struct me_age {
    struct section_age age;
    uint64_t hashes[HOST_ME_FIELDS_MAX];
    uint32_t fields_count;
    uint32_t changed; /* A bit per field that differs from the one before. */
    uint8_t encoding;
};

struct audience_views {
    struct audience_views *next;
    struct audience audience; /* Without its seat. */
    uint8_t encoding;
    uint32_t links_count;
    struct section_bytes sections[SECTIONS_COUNT];
};

/* When each section last changed, as a seq. */
struct section_stamps {
    uint64_t seq[SECTIONS_COUNT];
};

/* ---- a session in memory -------------------------------------------------------------------- */

enum home_state { HOME_LOADING, HOME_READY, HOME_DELETING };

/* The last command of a client that changed nothing, with its answer. The state remembers only what
 * had an effect; this is remembered while the session is in memory. */
struct moot_command {
    uint64_t client; /* 0: none. */
    uint64_t id;
    uint64_t id_before; /* The same before this turn of the home. */
    uint64_t turn;
    const char *field;
    uint32_t digest; /* 0: what it was is no longer known. */
    uint8_t reject;  /* enum reject; REJECT_NONE: it was acknowledged. */
};

struct home_seat {
    struct host_link *links; /* Newest first. */
    uint32_t links_count;
    uint64_t away_at_ms; /* Without links: when it counts as away. */
    uint64_t me_seq;     /* When its `me` last changed. */
    struct me_age me;
    struct moot_command moot[LIVE_LINKS_PER_SEAT_MAX]; /* One a client; the newest comes first. */
};

/* A reply that is due once the turn is durable. */
struct home_reply {
    uint64_t link_number; /* 0: the reply is to a ticket. */
    uint32_t ticket;      /* 0, and no link: nobody waits. */
    uint16_t seat;        /* Who asked; in an answer: the seat taken. */
    uint8_t reject;
    uint8_t fault; /* FAULT_NONE, or why the core was not asked. */
    bool is_again; /* It had its effect before: perhaps in this very turn. */
    uint64_t id, client;
    uint64_t taken_us;
    const char *field;
};

struct home {
    struct host *host;
    struct session_id id;
    enum home_state state;
    bool in_flight;
    bool is_queued;               /* On the host's list of homes that want a turn. */
    bool is_answered;             /* Its batch became durable in this turn of the host. */
    bool delete_wanted;           /* While loading: to be deleted once that is done. */
    bool no_memory;               /* While loading: there was too little. */
    bool unborn;                  /* Its creation could not be written. */
    enum fault broken;            /* While loading: why it cannot be loaded. */
    bool renewal_due;             /* Just loaded: it may have to go on with another model. */
    uint32_t calls;               /* Journal callbacks to come. */
    struct home *next, *previous; /* Of the host's list of homes. */
    struct home *queue_next;
    struct timer timer;
    const struct scenario *scenario;
    struct session *session; /* NULL until its size is known. Owned. */
    struct inbox inbox;
    struct ticket *waiters, **waiters_end;

    /* The batch of this turn, and the replies that are due when it is durable. */
    struct home_reply *replies;
    uint32_t replies_count, replies_capacity;
    uint64_t dirty_rooms;           /* A bit per room. */
    bool dirty_any, people_changed; /* Seats that moved, left, changed device or language. */
    bool links_wait;                /* Some wait for the journal: host.h. */
    uint64_t snapshot_seq;
    uint64_t turns;       /* How often it decided. */
    uint64_t seq_durable; /* The last seq that the journal is known to have; 0: nothing. */

    /* Views. */
    struct audience_views *views;
    struct section_stamps changed_all, changed_any, changed_room[ROOMS_MAX];

    /* Seats. */
    uint32_t seats_max, links_count;
    struct home_seat *seats; /* seats_max of them. Owned. */
    uint64_t presence_check[(SEATS_MAX + 63) / 64];
    uint64_t idle_at_ms;
    uint64_t ticks_from_ms; /* Just loaded: deadlines wait until people can be back. */
};

/* ---- sessions that exist -------------------------------------------------------------------- */

struct known_session {
    struct session_id id;              /* 0: this place is free. */
    uint64_t created_ms, delete_at_ms; /* created_ms 0: not durable yet, or not known. */
    uint64_t owner;                    /* As in the journal's index. */
    char code[CODE_BYTES + 1];
    struct home *home;
    const struct scenario *scenario; /* NULL: not on this server, or another version. */
    bool is_aside; /* What is stored of it is not what was written: it can only be deleted. */
    /* When the journal is shared (shared.c): */
    bool is_unread;   /* Another node made it: its code and story are not known yet. */
    const char *node; /* Which node had it when it was last asked for; NULL: this one. */
    uint32_t look;    /* The last look at the index in which it was there. */
};

/* From a 64-bit key (not 0) to a place in an array. */
struct map {
    uint64_t *keys;
    uint32_t *values;
    uint32_t capacity; /* A power of two. */
};

struct known_table {
    struct known_session *items;
    uint32_t *free;
    uint32_t free_count, count_max, aside_count;
    struct map by_id, by_code;
};

enum result known_open(struct known_table *t, uint32_t count_max);
void known_close(struct known_table *t);
static inline uint32_t known_count(const struct known_table *t)
{
    return t->count_max - t->free_count;
}
/* Take a place for a session. NULL: the table is full, or the id or code is taken. */
struct known_session *known_add(struct known_table *t, struct session_id id, const char *code);
void known_remove(struct known_table *t, struct known_session *known);
void known_set_aside(struct known_table *t, struct known_session *known);
/* Of one without a code. false: the code is taken. */
bool known_set_code(struct known_table *t, struct known_session *known, const char *code);
struct known_session *known_find(struct known_table *t, struct session_id id);
struct known_session *known_find_code(struct known_table *t, struct bytes code);
/* A letter of a code as codes are stored, whatever case it was typed in. */
uint8_t known_code_letter(uint8_t letter);

/* ---- the host ------------------------------------------------------------------------------- */

/* What the turn of one home gives to the journal. */
struct batch {
    struct buffer bytes; /* Events, in the host's scratch. */
    uint32_t events_count, tokens_count;
    uint64_t seq_first;
    bool is_created;
    bool forgets;      /* Somebody left: what they wrote is erased. */
    bool forgets_over; /* A scan is over: its answers are erased. */
    struct journal_entry created;
    uint16_t seat_taken; /* By the last command, or SEAT_NONE. */
};

enum stop_state { STOP_NOT, STOP_FINISHING, STOP_SAID, STOP_QUIET };

struct host_metrics {
    struct metric *rejected[REJECT_COUNT];
    char reject_labels[REJECT_COUNT][METRIC_LABELS_BYTES_MAX];
    struct metric *commands, *events, *snapshots, *refused;
    struct metric *links, *homes, *sessions, *aside, *damaged;
    struct metric *journal_bytes, *journal_full, *journal_away;
    struct metric *command_seconds, *commit_seconds, *load_seconds;
};

struct host {
    struct host_parts parts;
    uint64_t now_ms;           /* Of this turn; never goes back. */
    uint64_t called_by_ms;     /* The next turn was asked for by then; 0: it was not. */
    uint64_t clock_look_at_ms; /* When to compare with the wall clock. */
    uint64_t steady_from_us;   /* Since when that has been steady. */
    int64_t wall_ahead_ms;     /* Of ours, when last looked at. */
    bool ready, failed, woken, full, away, creation_held;
    enum stop_state stop;
    host_flush_fn *flush;
    void *flush_arg;
    struct known_table known;
    struct session_id index_after; /* While starting: the sessions up to it are known. */
    uint64_t expiry_at_ms;         /* When a session may be due for deletion. */
    struct home *homes, *queue_first, *queue_last;
    uint32_t homes_count, calls; /* calls: journal callbacks to come. */
    struct timers timers;
    struct host_link *links;
    struct host_link *links_of[HOST_CLIENT_BUCKETS]; /* Those that said who their client is. */
    uint64_t link_number;
    struct ticket **tickets; /* HOST_TICKETS_MAX + 1 places, some filled. */
    uint16_t *tickets_free;
    uint16_t *ticket_generations;
    uint32_t tickets_free_count, requests_count;
    struct ticket *answers, **answers_end;
    struct host_metrics metrics;

    /* When the journal is shared. */
    char nodes[HOST_NODES_MAX][JOURNAL_NODE_BYTES_MAX];
    uint32_t nodes_count, shared_look;
    uint64_t shared_at_ms; /* When to look at the index again. */
    bool is_looking;

    /* Scratch of one turn. */
    struct event_list events;
    struct batch batch;
    struct bytes batch_events[JOURNAL_BATCH_EVENTS_MAX];
    struct journal_token batch_tokens[JOURNAL_BATCH_EVENTS_MAX];
    uint8_t batch_bytes[HOST_BATCH_BYTES_MAX];
    uint8_t scratch[HOST_SCRATCH_BYTES];
    uint8_t scratch_change[HOST_CHANGE_BYTES];
    struct writer_mark scratch_marks[HOST_MARKS_MAX];
};

/* Now, in milliseconds since the epoch. Never goes back. */
uint64_t host_now(struct host *h);
void host_random(struct host *h, void *bytes, size_t size);
/* The journal failed: tell everybody, take nothing more. */
void host_fail(struct host *h);
/* Why nothing is taken in now, or FAULT_NONE. */
enum fault host_closed_fault(const struct host *h);
/* Why nothing can be written now, or FAULT_NONE. */
enum fault host_storage_fault(const struct host *h);
const struct scenario *host_scenario(const struct host *h, struct bytes id, struct bytes version);

/* ---- home.c --------------------------------------------------------------------------------- */

struct home *home_new(struct host *h, struct session_id id);
/* Its session is known: allocate what depends on its size. false: no memory. */
bool home_has_session(struct home *home);
/* Frees it. It must have no links, no waiters, and no calls to come. */
void home_free(struct home *home);
/* Put it on the list of homes that want a turn. */
void home_wake(struct home *home);
void home_turn(struct home *home);
void home_wait(struct home *home, struct ticket *ticket);
/* End all links of the home, with this fault or bye. */
void home_end_links(struct home *home, enum fault fault, enum bye bye);

/* ---- batch.c -------------------------------------------------------------------------------- */

void batch_begin(struct home *home);
/* Is there room for whatever one more command may lead to? */
bool batch_has_room(const struct batch *batch);
/* An event that has its number, before it is applied: its bytes, and what it changes outside the
 * game. */
void batch_add(struct home *home, const struct event *event);
/* To the journal. When it is durable the replies are said; when it cannot be written the home is no
 * longer ready, or the host has failed. */
void batch_send(struct home *home);

/* ---- again.c -------------------------------------------------------------------------------- */

/* If a command must not be decided, or not again, put its answer into `reply`. false: decide it. */
bool again_answered(struct home *home, const struct command *command, struct home_reply *reply);
/* The batch of this session waits for a database that does not answer: a command that is new would
 * only wait behind it. */
bool again_is_in_vain(struct home *home, const struct command *command);
/* A command that was decided changed nothing: from now on no command of its client with this id or
 * a lower one is decided. */
void again_remember(struct home *home, const struct command *command,
                    const struct home_reply *reply);
/* The last turn was not written: what it decided did not happen, and may be asked again. */
void again_undo(struct home *home);

/* ---- replies.c ------------------------------------------------------------------------------ */

/* Room for one more reply; false: no memory. */
bool replies_make_room(struct home *home);
/* The turn is durable: send the replies, and wake the links that have something to see. */
void replies_say(struct home *home);
/* The turn was not written: answer everybody who waited for it with a fault. */
void replies_refuse(struct home *home, enum fault fault);
/* Answer with a fault everything that waits or is in its inbox. */
void home_refuse_all(struct home *home, enum fault fault);

/* ---- recovery.c ----------------------------------------------------------------------------- */

/* The home of a session that exists, loading it if need be; NULL: there is no such session (or no
 * memory). */
struct home *home_get(struct host *h, struct session_id id);
/* Why home_get or home_delete gave none for a session that was found: `unknown` when it is gone
 * meanwhile, FAULT_BUSY when there was no memory for it. */
enum fault home_missing_fault(struct host *h, struct session_id id, enum fault unknown);
void home_unload_if_idle(struct home *home);
/* Loading failed: refuse what waits, end its links, and free the home. Whoever asks next tries
 * again. */
void home_load_failed(struct home *home, enum fault fault);
/* A batch was not written, so the state is ahead of the journal: tell those who wait for it why,
 * and read the session again. Its links stay, and notice nothing. */
void home_undo(struct home *home, enum fault fault);
/* Begin to delete a session; NULL: no memory. */
struct home *home_delete(struct host *h, struct known_session *known);
/* The turn of a home that is DELETING. */
void home_delete_run(struct home *home);
/* Delete sessions that have been kept long enough. */
void host_expire(struct host *h);

/* ---- host_clock.c --------------------------------------------------------------------------- */

void host_clock_open(struct host *h);
/* Once a turn. */
void host_clock_look(struct host *h);
/* May something be deleted for good because its time is over? */
bool host_clock_believed(const struct host *h);
/* Deadlines wait until people can be back. */
void host_give_grace(struct host *h);

/* ---- presence.c ----------------------------------------------------------------------------- */

void presence_changed(struct home *home, uint16_t seat);
void presence_after_load(struct home *home);
/* Call `decide` for every seat whose presence differs from the state. Returns when the next seat is
 * due, or 0. */
uint64_t presence_run(struct home *home, void (*decide)(struct home *, const struct command *));

/* ---- audience.c ----------------------------------------------------------------------------- */

/* Note what an event changed. */
void audience_mark(struct home *home, struct dirty dirty, uint64_t seq);
/* Sections of this link's audience that changed after what it was sent. */
uint32_t audience_due(const struct home *home, const struct host_link *link);
/* The views for this audience, made when there are none. NULL: no memory. */
struct audience_views *audience_take(struct home *home, struct audience audience,
                                     enum encoding encoding);
void audience_give(struct home *home, struct audience_views *views);
/* What a link needs of a section to have the newest. */
enum section_news {
    SECTION_NONE,   /* This audience has no such section. */
    SECTION_FAILED, /* There was no memory for it. */
    SECTION_SAME,   /* Nothing: it has it. */
    SECTION_PARTS,  /* What differs from what it has (protocol/change.h). */
    SECTION_WHOLE
};
/* `since`: the link has this section as it was then; 0: it takes it whole. Not while in flight. The
 * bytes are valid until the next call; those of `me` at most so long. */
enum section_news audience_section(struct home *home, struct audience_views *views, uint16_t seat,
                                   enum section section, uint64_t since, struct bytes *out);
void audience_clear(struct home *home);
/* The state has gone back to this seq: nothing changed after it. */
void audience_undo(struct home *home, uint64_t seq);

/* ---- shared.c ------------------------------------------------------------------------------- */

bool host_is_shared(const struct host *h);
/* A place for a session that another node made; NULL: there is none, or the journal is not shared.
 */
struct known_session *shared_begin(struct host *h, struct session_id id);
/* Learn from what was read of it. FAULT_NONE: it may be loaded, as far as this goes. */
enum fault shared_take(struct home *home, const struct journal_page *page);
/* Which node has it, as was last heard; NULL: none but this one. */
const char *shared_node_of(struct host *h, struct session_id session);
/* Ask the journal whose code this is, for a look. false: this host would know. */
bool shared_find_code(struct ticket *ticket, struct bytes code);
/* Look at the index, if it is time. */
void shared_look(struct host *h);

/* ---- host_link.c ---------------------------------------------------------------------------- */

/* Why a token or a code opens nothing; `unknown`: the fault when nobody has it. */
enum fault host_found_fault(const struct journal_found *found, enum fault unknown);
/* The same when somebody may have it, but there is no home of that session. */
enum fault host_homeless_fault(struct host *h, const struct journal_found *found,
                               enum fault unknown);

void host_link_enter(struct host_link *link, struct home *home, struct ticket *ticket);
void host_link_reply(struct host_link *link, uint8_t kind, uint8_t code, uint64_t id, uint64_t seq,
                     const char *field);
void host_link_end(struct host_link *link, enum fault fault, enum bye bye);
/* After a durable turn: note whether its audience changed, and wake it if anything is due. */
void host_link_after_turn(struct host_link *link);
/* Its client has a newer link, and what was read here has been answered: it ends. */
void host_link_end_if_replaced(struct host_link *link);
/* Take it out of its home. */
void host_link_leave(struct host_link *link);
enum reply_kind { REPLY_ACK, REPLY_REJECTED, REPLY_FAULT };

/* ---- requests.c ----------------------------------------------------------------------------- */

/* NULL: too many are under way. */
struct ticket *ticket_take(struct host *h, enum ticket_kind kind, void *arg);
struct ticket *ticket_find(struct host *h, uint32_t number);
void ticket_free(struct ticket *ticket);
/* In the next turn, `done` or `look` is called with this fault and the ticket is freed. */
void ticket_answer(struct ticket *ticket, enum fault fault);
/* Call `look` on a home that is ready and has no batch in flight; frees the ticket. */
void ticket_look(struct ticket *ticket, struct home *home);
void tickets_call_back(struct host *h);

#endif
