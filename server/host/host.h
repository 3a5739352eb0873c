/* host.h -- runs sessions: takes commands in, lets the core decide, makes the events durable, and
 * then, never before, tells everybody who may know.
 *
 *   link or request --command--> inbox --decide, apply--> events --journal--> durable
 *                                                                               |
 *   link  <-- acks, rejections, newest sections  <-- host_link_write <-- wake --+
 *
 * One turn per loop iteration, made by host_turn():
 *   (1) finish  what became durable since the last turn: acks, rejections and wake calls
 *   (2) decide  sessions with something waiting, no batch in flight, and none finished just now
 *   (3) flush   the edge's flush callback: it calls host_link_write for every link that was woken
 *
 * Everything is called on the loop thread. No callback ever comes from inside the call that asked
 * for it: wake, done and look callbacks come from host_turn() (wake also from functions called for
 * other links). What an outsider can make grow has a limit, here or in struct host_settings.
 */
#ifndef DK_HOST_HOST_H
#define DK_HOST_HOST_H

#include "base/buffer.h"
#include "base/result.h"
#include "journal/journal.h"
#include "protocol/live.h"
#include "protocol/message.h"
#include "protocol/writer.h"

struct clock;
struct journal;
struct metrics;
struct scenario;
struct session;
struct host;

#define HOST_REQUESTS_MAX       4096              /* Requests and reads under way at once. */
#define HOST_REPLIES_MAX        20                /* Replies that wait to be written, per link. */
#define HOST_INBOX_COMMANDS_MAX 2048              /* Commands waiting, per session. */
#define HOST_INBOX_BYTES_MAX    (2 * 1024 * 1024) /* The longest text of every seat at once. */
/* What join codes are made of: without 0, O, 1, I and L, as they are read aloud in noisy rooms. */
#define HOST_CODE_LETTERS   "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
#define HOST_ROOM_BYTES_MIN (SECTION_BYTES_MAX + 256) /* Any one message fits in it. */

/* ---- building it ---------------------------------------------------------------------------- */

struct host_settings {
    uint32_t sessions_max; /* In memory or not; solo at most 3/4 of them; 0: 20,000. */
    uint32_t away_ms;      /* A seat without links counts as away after this; 0: 8 s. */
    /* For this long after loading, nobody counts as away and no deadline passes; 0: 20 s. */
    uint32_t grace_ms;
    uint32_t idle_ms;        /* A session without links leaves memory after this; 0: 5 min. */
    uint32_t snapshot_every; /* Events between snapshots; 0: 256. */
};

/* What the host works with. All is borrowed and must outlive it. */
struct host_parts {
    const struct clock *clock;
    struct journal *journal;
    struct metrics *metrics; /* May be NULL. */
    /* Scenarios that sessions can play. */
    const struct scenario *const *scenarios;
    uint32_t scenarios_count;
    /* Random bytes for ids, seeds and codes; a seam for tests. NULL: getrandom(2). */
    void (*random)(void *arg, void *bytes, size_t size);
    void *random_arg;
    struct host_settings settings;
};

/* Reads the index of sessions from the journal. The host is ready, host_is_ready(), some turns
 * later; until then everything is answered FAULT_BUSY. RESULT_NO_MEMORY otherwise. */
enum result host_open(struct host **out, const struct host_parts *parts);
/* All links must have been closed. NULL is fine. */
void host_close(struct host *host);
/* From now on these can be played: the scenarios of host_parts, and more after them. Borrowed, as
 * those of host_parts are. */
void host_offer(struct host *host, const struct scenario *const *scenarios, uint32_t count);
bool host_is_ready(const struct host *host);
/* The journal has failed: nothing more is accepted. Flush the links, stop, exit non-zero. */
bool host_is_failed(const struct host *host);
/* The disk is full: commands are refused with FAULT_STORAGE_FULL, and the clock of every session
 * stands still. Views, looks and deletions go on. */
bool host_is_full(const struct host *host);
/* The database has not been reached for some seconds: the same, with FAULT_STORAGE_AWAY. What was
 * on its way before waits, unanswered, until it can be reached. */
bool host_is_away(const struct host *host);
/* What an acknowledgement is worth now. */
enum journal_kept host_kept(const struct host *host);
/* What is stored, and what of it is not what was written. */
struct host_damage {
    uint32_t sessions; /* How many exist. */
    uint32_t aside;    /* Of those, how many cannot go on, as something is missing or changed. */
    uint32_t damaged;  /* Found since the start by looking through all; they may play on. */
    bool is_looked_through;
};
struct host_damage host_damage(const struct host *host);
/* While held, no sessions are made, as on a full disk: what they are played with is not kept. */
void host_hold_creation(struct host *host, bool held);

/* Assert what holds between two turns (host_check.c). Slow; for tests. */
void host_check(const struct host *host);

/* Stage (2) of host_turn: write to the links that were woken. */
typedef void host_flush_fn(void *arg);
void host_set_flush(struct host *host, host_flush_fn *flush, void *arg);

/* Once per loop iteration, after polling (uv_check). */
void host_turn(struct host *host);
/* When the next turn is needed at the latest, epoch ms; 0: only when something comes in. */
uint64_t host_deadline_ms(const struct host *host);
/* Stop taking commands, finish what is in flight, and send every link `bye restarting`. Make turns
 * until host_is_quiet, then close the links. */
void host_stop(struct host *host);
bool host_is_quiet(const struct host *host);

/* ---- links: one per connection -------------------------------------------------------------- */

struct host_link;

/* There is something for host_link_write. Not called again until that has returned
 * HOST_WRITE_NOTHING. Put the link on a list, and write in the flush. */
typedef void host_wake_fn(struct host_link *link, void *arg);

struct host_reply {
    uint64_t id; /* The command's. */
    union {
        uint64_t seq;      /* Of an ack: where the command's events are. */
        const char *field; /* Of a fault: static text, or NULL. */
    };
    uint8_t kind; /* enum reply_kind */
    uint8_t code; /* enum reject or enum fault */
};

enum host_link_state {
    HOST_LINK_NEW,      /* No hello yet. */
    HOST_LINK_ENTERING, /* Looking up the token, loading the session. */
    HOST_LINK_OPEN,     /* Has a seat. */
    HOST_LINK_ENDING    /* Its last message is due: HOST_WRITE_LAST. */
};

/* Embed it in the connection. All fields are the host's; the edge may read state, session, seat and
 * ended_by. */
struct host_link {
    struct host *host;
    struct host_link *all_next, *all_previous;       /* The host's list. */
    struct host_link *next, *previous;               /* The list of its seat, while it has one. */
    struct host_link *client_next, *client_previous; /* Of those whose clients share a bucket. */
    host_wake_fn *wake;
    void *wake_arg;
    struct home *home;            /* The session in memory, while OPEN. */
    struct audience_views *views; /* The sections it shares with others, while OPEN. */
    struct session_id session;
    uint64_t number;        /* Never used twice: finds the link of a reply. */
    uint64_t seq_sent;      /* Sections changed after this are due. */
    uint64_t seq_told;      /* Of the last view that it was sent. */
    uint64_t seq_view;      /* Of the view that sections_left belongs to. */
    uint32_t sections_left; /* Due in a view that takes several messages. */
    uint64_t client;        /* Given in hello, else 0. */
    uint32_t ticket;        /* Of the look-up while entering. */
    uint16_t seat;
    uint8_t state;        /* enum host_link_state */
    uint8_t encoding;     /* enum encoding */
    uint8_t lang_wanted;  /* Given in hello, else LANG_COUNT. */
    uint8_t bye;          /* enum bye, or BYE_COUNT: none is due. */
    uint8_t ended_by;     /* enum fault that the host ended it for, or FAULT_NONE. */
    const char *moved_to; /* FAULT_MOVED: the node that has its session. */
    bool awake, welcome_due, pong_due;
    bool waits_for_journal; /* It would have been shown something, but the state was ahead. */
    bool takes_changes;     /* Of a section that it has it may be sent only what differs. */
    bool is_replaced;       /* Its client has a newer link: nothing more is read here. */
    uint8_t replies_first, replies_count, commands_count;
    uint8_t token_hash[TOKEN_HASH_BYTES];
    struct host_reply replies[HOST_REPLIES_MAX];
};

/* A new connection. `wake_arg` is passed back. */
void host_link_init(struct host_link *link, struct host *host, enum encoding encoding,
                    host_wake_fn *wake, void *wake_arg);
/* The client says who it is. host_link_write then gives welcome and the full view, or the error
 * token_unknown and the end of the link. A `lang` of LANG_COUNT and a `client` of 0 mean that it
 * was not given.
 * An older link of the same client reads nothing more and ends with bye replaced, after the answers
 * to what it had read. A second hello is FAULT_MALFORMED and ends the link. */
void host_link_hello(struct host_link *link, const uint8_t token_hash[TOKEN_HASH_BYTES],
                     uint8_t lang, uint64_t client);
/* Before its hello: this client takes views that bring of a section only what differs. */
void host_link_take_changes(struct host_link *link);
/* A decoded command; seat and at_ms are filled in here, texts are copied. Its ack or rejection, or
 * error busy, too_fast, id_used or hello_first, comes through host_link_write. */
void host_link_command(struct host_link *link, const struct command *command);
void host_link_ping(struct host_link *link);
/* A message could not be taken: send an error (`field` is static text or NULL). With `end`, the
 * link ends after it. */
void host_link_fault(struct host_link *link, enum fault fault, const char *field, bool end);
/* As host_link_fault, for a command whose id could be read: the error carries the id. */
void host_link_fault_command(struct host_link *link, uint64_t id, enum fault fault,
                             const char *field);
/* The host has ended the link for one fault, and nothing of that is written yet: say another. */
void host_link_end_as(struct host_link *link, enum fault fault);
/* The link is to end with a bye (for example BYE_TOO_SLOW, BYE_MISBEHAVED). */
void host_link_bye(struct host_link *link, enum bye code);
/* The connection is gone. Needed once for every host_link_init; never calls back. */
void host_link_close(struct host_link *link);

enum host_write {
    HOST_WRITE_NOTHING, /* Nothing is due now; wake comes again when there is. */
    HOST_WRITE_MESSAGE, /* One whole message was appended: frame it, and call again. */
    HOST_WRITE_FULL,    /* It did not fit, nothing was appended. Call again with more room. */
    HOST_WRITE_LAST     /* One whole message was appended; close after sending it. */
};

/* Append the next message that is due, in the link's encoding: replies first, then views made of
 * the newest bytes of each section. A link that is rarely asked gets fewer but newer views. Never
 * returns HOST_WRITE_FULL when there are HOST_ROOM_BYTES_MIN of room. */
enum host_write host_link_write(struct host_link *link, struct buffer *out);

/* ---- requests: commands and reads from HTTP ------------------------------------------------- */

/* What came of a request. With FAULT_NONE and REJECT_NONE, it is durable. */
struct host_answer {
    enum fault fault;   /* FAULT_NONE, or why the core was not asked. */
    enum reject reject; /* REJECT_NONE, or why the core refused. */
    struct session_id session;
    uint16_t seat;    /* Taken or made (session_create, seat_take), else the command's. */
    uint64_t seq;     /* Of its last event. */
    const char *code; /* session_create: the join code, NUL-terminated, "" for solo. */
    const char *node; /* FAULT_MOVED: which node has the session; else NULL. */
};
typedef void host_done_fn(void *arg, const struct host_answer *answer);

/* Whose a session is: of a trainer's key (keys/keys.h), or nobody's. */
#define HOST_OF_NOBODY  0
#define HOST_OF_ANYBODY UINT64_MAX /* For questions only: whoever has it. */

/* Make a session of this owner. `create` has everything but the code and the seed, which the host
 * makes (a seed other than 0 is kept). The texts are copied. `done` is called once, when the
 * session is durable.
 *
 * host_create, host_request and host_delete return a ticket, or 0 when HOST_REQUESTS_MAX are under
 * way: answer busy. */
uint32_t host_create(struct host *host, const struct command_session_create *create, uint64_t owner,
                     host_done_fn *done, void *arg);
/* Give a command to a session, in the name of command->seat (SEAT_NONE: the host). at_ms is
 * filled in. With an id other than 0 it takes effect once, as on a link. */
uint32_t host_request(struct host *host, struct session_id session, const struct command *command,
                      host_done_fn *done, void *arg);
/* Delete a session and everything of it; its links get `bye deleted`. */
uint32_t host_delete(struct host *host, struct session_id session, host_done_fn *done, void *arg);

/* A look at a session's durable state. Pointers are valid during the call only. */
struct host_look {
    enum fault fault; /* FAULT_NONE, else TOKEN_UNKNOWN, CODE_UNKNOWN, SCENARIO_UNKNOWN, BUSY,
                       * SESSION_DAMAGED (without a session: sessions are missing, and the token may
                       * have been of one of them). */
    const char *node; /* FAULT_MOVED: which node has the session; else NULL. */
    struct session_id session;
    uint16_t seat; /* Of the token; SEAT_NONE for a code. */
    uint64_t seq;
    const struct session *state;
    const struct scenario *scenario;
};
typedef void host_look_fn(void *arg, const struct host_look *look);

/* Look at the session of this token. A token that still waits for its new device (token_issue) is
 * unknown here: only a link can use it. `look` is called once. */
uint32_t host_look_token(struct host *host, const uint8_t token_hash[TOKEN_HASH_BYTES],
                         host_look_fn *look, void *arg);
/* Whose is this join code, in upper or lower case? At once, and without a look. FAULT_NONE,
 * FAULT_CODE_UNKNOWN (`*session` is 0), or why nothing can be looked up now. */
enum fault host_find_code(struct host *host, struct bytes code, struct session_id *session);
/* A session that can be joined, as the journal's index knows it. */
struct host_listed {
    char code[CODE_BYTES + 1];
    uint64_t created_ms, delete_at_ms;
};
/* The newest `max` sessions of this owner that have a code, newest first. Returns how many there
 * are in `out`. At once, and without a look. */
uint32_t host_list(struct host *host, uint64_t owner, struct host_listed *out, uint32_t max);
/* Is a session that a look found of this owner? */
bool host_is_of(struct host *host, struct session_id session, uint64_t owner);
/* Is this a code that another node may have made? Only a look (host_look_code) can tell. */
bool host_may_learn_code(struct host *host, struct bytes code);
/* Look at the session with this join code. */
uint32_t host_look_code(struct host *host, struct bytes code, host_look_fn *look, void *arg);

/* Whoever asked is gone: `done` or `look` will not be called. What was asked may still happen. */
void host_cancel(struct host *host, uint32_t ticket);

#endif
