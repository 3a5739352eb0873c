/* journal.h -- the durable, ordered events of all sessions, and what must change together with
 * them: the index of sessions, hashes of tokens, snapshots. Three implementations behind one
 * handle: SQLite (the default), PostgreSQL (postgres.h) and memory (tests and the simulated world);
 * one suite in tests/contract for all.
 *
 *   append, read, find, list, delete --> queue --> writer --> done --> journal_poll --> callbacks
 *
 * All calls and callbacks are made on the loop thread; no callback comes from inside the call that
 * asked for it. Requests are done, and called back, in the order in which they were made. Whatever
 * was queued since the last commit is committed together (group commit).
 *
 * A failed write or sync poisons the journal: nothing is tried again, and every request, queued or
 * later, gets RESULT_IO. Stop the process; a new one reads what is durable.
 *
 * A full disk does not: what did not fit was not written, appends get RESULT_NO_SPACE, reads go on,
 * and deletions use space that is kept for them. When there is space again, writing goes on by
 * itself, and the loop is woken.
 *
 * Nor does a database that cannot be reached: what was asked for waits until it can, and is then
 * done, once.
 * Source: server/README.md, "What the server promises" and "The journal". */
#ifndef DK_JOURNAL_JOURNAL_H
#define DK_JOURNAL_JOURNAL_H

#include "base/buffer.h"
#include "base/result.h"
#include "journal/session_id.h"
#include "protocol/limits.h"

#define JOURNAL_FORMAT_VERSION     4 /* Of the file; raised when an older server cannot read it. */
#define JOURNAL_BATCH_EVENTS_MAX   4096
#define JOURNAL_QUEUE_MAX          16384               /* Requests that were not called back yet. */
#define JOURNAL_QUEUE_BYTES_MAX    (256 * 1024 * 1024) /* Copied batches. */
#define JOURNAL_PAGE_EVENTS_MAX    1024                /* Events in one read. */
#define JOURNAL_PAGE_SESSIONS_MAX  1024                /* Sessions in one list. */
#define JOURNAL_SNAPSHOT_BYTES_MAX (16 * 1024 * 1024)
#define JOURNAL_NODE_BYTES_MAX     16 /* Of the name of a node, its NUL included. */

struct journal; /* Opaque. Owned by whoever opened it. */

/* ---- opening -------------------------------------------------------------------------------- */

struct clock;
struct uv_loop_s;

struct journal_options {
    const char *path; /* SQLite: the file; its folder exists. PostgreSQL: the URL. */
    const char *vfs;  /* SQLite: name of the VFS, NULL for the usual; a seam for fault tests. */
    /* Called on any thread when there is something for journal_poll. May be NULL. */
    void (*wake)(void *arg);
    void *wake_arg;
    /* SQLite: sessions of which something is missing go on with what is left (journal_losses). */
    bool accept_loss;
    const struct clock *clock; /* NULL: the system's; a seam for tests. */
    struct uv_loop_s *loop;    /* PostgreSQL: drives it; NULL: only journal_wait does. */
    /* PostgreSQL: the name of this server among those that share the database; NULL or empty: it is
     * alone with it. */
    const char *node;
};

/* A file in an older format is brought up to the one of today; a copy of it stays beside it, as
 * <path>.old-format, until something in it has to be deleted for good.
 *
 * RESULT_IO: cannot be opened. RESULT_FENCED: another process has it open. RESULT_NEWER: written by
 * a newer version. RESULT_INVALID: of another program. RESULT_DAMAGED: its first page is damaged,
 * or it never was a journal. In the last three cases nothing in the file was changed. */
enum result journal_open_sqlite(struct journal **out, const struct journal_options *options);
enum result journal_open_memory(struct journal **out, const struct journal_options *options);
/* Waits up to ten seconds for the database, and makes its tables when there are none.
 *
 * RESULT_IO: not reached, or it refuses (the log says why). RESULT_FENCED: another server uses it,
 * or, with a name, one of the same name or one without a name.
 * RESULT_NEWER: made by a newer version. RESULT_INVALID: PostgreSQL before 14. RESULT_DAMAGED: its
 * tables are not as they were made. In the last four cases nothing was changed. A server that takes
 * the journal over from one that only seemed dead poisons the journal of that one. */
enum result journal_open_postgres(struct journal **out, const struct journal_options *options);
/* Is this the URL of a database? false: `why` says why not, without what may be a password. */
bool journal_check_url(const char *url, char *why, size_t why_bytes);

/* May this be the name of a node? A small letter, then small letters and digits. */
bool journal_check_node(const char *name);

/* Finishes what was queued, without calling back. NULL is fine. A node lets go of its sessions: any
 * other may take them at once. */
void journal_close(struct journal *j);

/* ---- what was written and is not there ------------------------------------------------------- */

enum journal_loss_kind {
    JOURNAL_LOSS_SESSION, /* The whole session is not in the index. */
    JOURNAL_LOSS_EVENTS,  /* Its last events. */
    JOURNAL_LOSS_CHANGED  /* Something of it is not what was written. */
};

/* A session that was found damaged at the start. It is set aside: whatever is asked of it gets
 * RESULT_DAMAGED, but it can be deleted. Each was logged. The next start with `accept_loss` lets it
 * go on from the last event that is what was written. */
struct journal_loss {
    struct session_id session;
    enum journal_loss_kind kind;
    char code[CODE_BYTES + 1];
    uint64_t delete_at_ms;
    uint64_t events_were, events_are;
};
/* As found at the start; borrowed from the journal. */
uint32_t journal_losses(const struct journal *j, const struct journal_loss **out);
/* What is read is checked (RESULT_DAMAGED). What nobody reads is checked when it is quiet, once
 * after the start. This is how many sessions had something in them that is not what was written. */
uint32_t journal_damaged_count(const struct journal *j);
/* The size of its files, as it was at most half a second ago while the journal is in use; 0: it has
 * none. */
uint64_t journal_bytes(const struct journal *j);
bool journal_is_looked_through(const struct journal *j);

/* ---- the index of sessions ------------------------------------------------------------------ */

struct journal_entry {
    struct session_id session;
    char code[CODE_BYTES + 1]; /* Empty for solo sessions. */
    uint64_t created_ms, delete_at_ms;
    uint64_t owner; /* Whose it is: of a trainer's key (keys/keys.h), 0: nobody's; to INT64_MAX. */
    char scenario[ID_BYTES_MAX + 1];
    char scenario_version[VERSION_BYTES_MAX + 1];
};

/* ---- writing -------------------------------------------------------------------------------- */

/* Changes of tokens are made with the batch, in the order of its list. */
enum journal_token_change {
    JOURNAL_TOKEN_ADD,   /* A valid token of a seat. */
    JOURNAL_TOKEN_ISSUE, /* It waits for a new device; replaces one that waits already. */
    JOURNAL_TOKEN_USE,   /* The waiting token of the seat becomes its only one. `hash` is unused. */
    JOURNAL_TOKEN_DROP   /* All tokens of the seat end, and what it wrote goes: `forget`. */
};

/* If this event holds something that the seat wrote, append the event without it, which is at most
 * as long, and return true. With SEAT_NONE: what anybody wrote for something that is over. Called
 * on any thread. */
typedef bool journal_forget_fn(struct bytes event, uint16_t seat, struct buffer *out);

struct journal_token {
    enum journal_token_change change;
    uint16_t seat;
    uint8_t hash[TOKEN_HASH_BYTES];
};

struct journal_batch {
    struct session_id session;
    uint64_t seq_first;         /* Of events[0]: the session's last one + 1; 1 for a new session. */
    const struct bytes *events; /* Each at most EVENT_BYTES_MAX bytes. */
    uint32_t events_count;      /* 1 .. JOURNAL_BATCH_EVENTS_MAX */
    const struct journal_entry *created; /* With seq_first 1, else NULL. */
    const struct journal_token *tokens;
    uint32_t tokens_count;
    /* With JOURNAL_TOKEN_DROP or forget_over, else NULL. It is asked about all events of the
     * session, this batch's included, and its answers replace them; nothing of the old text stays
     * in the files. If the session has a snapshot, the batch must bring a new one. */
    journal_forget_fn *forget;
    bool forget_over;      /* It is asked with SEAT_NONE, too. */
    struct bytes snapshot; /* Replaces the last; empty: none. Max JOURNAL_SNAPSHOT_BYTES_MAX. */
    uint64_t snapshot_seq; /* Of the last event in it: the last of the batch. */
};

/* RESULT_OK: the whole batch is durable. Nothing of it was written: RESULT_FENCED (seq_first is not
 * the next one, or the session is gone), RESULT_NO_SPACE, RESULT_NO_MEMORY, RESULT_DAMAGED (what is
 * stored of this session cannot be read). RESULT_IO: the journal is poisoned. */
typedef void journal_done_fn(void *arg, enum result result);

/* Queue a batch; everything is copied before return. RESULT_OK: `done` will be called, once.
 * RESULT_FULL: nothing was queued, try again next turn. RESULT_IO: poisoned. */
enum result journal_append(struct journal *j, const struct journal_batch *batch,
                           journal_done_fn *done, void *arg);

/* Delete a session and all that belongs to it, leaving nothing behind in the files. Also RESULT_OK
 * when there is no such session. With RESULT_NO_SPACE or RESULT_NO_MEMORY it may be half done, and
 * its entry then says delete_at_ms 0: ask again. */
enum result journal_delete(struct journal *j, struct session_id session, journal_done_fn *done,
                           void *arg);

/* ---- whose a session is --------------------------------------------------------------------- */

/* With a name (`node`), others share the database: each session is of one node, and only that one
 * writes it. Whoever makes it has it; whoever reads it (journal_read) takes it over where it is
 * nobody's, or of a node that let go or was not heard of for five seconds by the clock of the
 * database. That node can write nothing more then, of any session: its journal is poisoned. What is
 * of a node that lives gets RESULT_FENCED. */
bool journal_is_shared(const struct journal *j);

/* ---- reading: sees all that was asked for before it ----------------------------------------- */

/* A page of a session; borrowed, valid during the call only. */
struct journal_page {
    enum result result; /* RESULT_OK, RESULT_NOT_FOUND (no such session), RESULT_NO_MEMORY,
                            * RESULT_DAMAGED, RESULT_NO_SPACE, RESULT_IO; RESULT_FENCED: it is of
                            * another node */
    const char *node;   /* Of which; else NULL. */
    const struct journal_entry *entry; /* When the journal is shared, else NULL. */
    struct bytes snapshot;             /* Empty when there is none or none was asked for. */
    uint64_t snapshot_seq;
    uint64_t seq_first; /* Of events[0]. */
    const struct bytes *events;
    uint32_t events_count;
    bool more; /* There are events after these: read on from seq_first + events_count. */
};
typedef void journal_page_fn(void *arg, const struct journal_page *page);

/* Read events from `seq_from` on. With `snapshot`, the last snapshot comes too; if there is one,
 * the events are those after it, and seq_from is ignored. */
enum result journal_read(struct journal *j, struct session_id session, uint64_t seq_from,
                         bool snapshot, journal_page_fn *done, void *arg);

struct journal_found {
    enum result result; /* RESULT_OK, RESULT_NOT_FOUND, RESULT_IO; RESULT_DAMAGED: it is not what
                         * was written, or may have been of a session that is missing */
    struct session_id session;
    uint16_t seat;
    bool waiting; /* Issued for a new device and not used yet. */
};
typedef void journal_found_fn(void *arg, const struct journal_found *found);

enum result journal_find_token(struct journal *j, const uint8_t hash[TOKEN_HASH_BYTES],
                               journal_found_fn *done, void *arg);

/* Which session has this join code? Only of a journal that is shared: others know all of theirs.
 * RESULT_NOT_FOUND: none. */
enum result journal_find_code(struct journal *j, const char *code, journal_found_fn *done,
                              void *arg);

struct journal_listed {
    enum result result;                  /* RESULT_OK, RESULT_IO */
    const struct journal_entry *entries; /* By rising id; borrowed, valid during the call only. */
    uint32_t count;
    bool more; /* There may be others after the last one. */
};
typedef void journal_listed_fn(void *arg, const struct journal_listed *listed);

/* Sessions with an id above `after` and delete_at_ms <= `until_ms` (UINT64_MAX: all). */
enum result journal_list(struct journal *j, struct session_id after, uint64_t until_ms,
                         journal_listed_fn *done, void *arg);

/* ---- a copy, while it goes on --------------------------------------------------------------- */

/* Make a copy of all that is in the journal, in one file at `path`, where nothing is yet. It is
 * made between commits, some pages at a time, so that none waits for it; other requests pass it.
 * When `done` says RESULT_OK it is as the journal was a moment before, so whatever was acknowledged
 * before this call is in it. It is not synced, and what was deleted may have left traces: make the
 * file that is kept with journal_file_compact.
 *
 * RESULT_FENCED, at once: a copy was asked for that has not been called back. RESULT_NO_SPACE,
 * RESULT_IO (of the copy only), RESULT_CLOSED: the journal is closed, or can make none,
 * RESULT_INVALID: it is in a database, whose own tools do that. Then nothing stays at `path`. */
enum result journal_copy(struct journal *j, const char *path, journal_done_fn *done, void *arg);

/* ---- the loop's side ------------------------------------------------------------------------ */

/* Call back what is done. Returns how many callbacks were made. */
uint32_t journal_poll(struct journal *j);
/* For tools and tests: wait until there is something to poll. false: nothing is under way. */
bool journal_wait(struct journal *j);
bool journal_is_poisoned(const struct journal *j);
/* The disk is full: nothing can be appended now. */
bool journal_is_full(const struct journal *j);
/* What RESULT_OK of a batch is worth now. */
enum journal_kept {
    JOURNAL_KEPT_IN_FILE, /* It is on the disk of this machine. */
    JOURNAL_KEPT_NOWHERE, /* The database has it, and a loss of power may take it. */
    JOURNAL_KEPT_ONCE,    /* It is on the disk of the database. */
    JOURNAL_KEPT_TWICE    /* And at a standby. */
};
enum journal_kept journal_kept(const struct journal *j);
/* The database has not been reached for some seconds: what is asked for waits. */
bool journal_is_away(const struct journal *j);
/* Is there room for one more batch of any size? Ask before deciding what cannot be undone. */
bool journal_has_room(const struct journal *j);

/* Figures of commits since the last call of this function, for metrics. */
struct journal_figures {
    uint64_t commits_count;
    uint64_t commit_us_sum, commit_us_max;
    uint64_t events_count;
};
struct journal_figures journal_take_figures(struct journal *j);

/* ---- memory only: seams for tests ----------------------------------------------------------- */

/* While held, all requests stay in flight. Not held at the start. */
void journal_memory_hold(struct journal *j, bool held);
/* The disk is full, or has space again. */
void journal_memory_fill(struct journal *j, bool full);
/* The database cannot be reached, or can again. Hold it to keep requests in flight as well. */
void journal_memory_away(struct journal *j, bool away);
/* It is as after a start that found this session missing: its events, tokens and entry are gone. */
void journal_memory_miss(struct journal *j, struct session_id session);
/* What is stored of a session can no longer be read, nor added to. */
void journal_memory_damage(struct journal *j, struct session_id session);
/* Poison it: all requests fail, those in flight too. */
void journal_memory_fail(struct journal *j);
/* Forget what is in flight, as if the process had died. Nobody is called back. */
void journal_memory_lose(struct journal *j);

#endif
