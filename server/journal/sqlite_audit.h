/* sqlite_audit.h -- inside the SQLite journal only: is everything there that was written?
 *
 *   at the start     every session against its mark: are its last events there, and what they
 *                    were? What is missing is a loss: said, and set aside until it is accepted
 *   when it is read  what is read, by its chain (sqlite_jobs.c)
 *   when it is quiet every event of every session by its chain, once after the start, so that what
 *                    nobody reads is known as well
 *
 * A loss is accepted by whoever starts the server with --accept-loss: a session goes on from the
 * last of its events that is what was written; what comes after it goes. */
#ifndef DK_JOURNAL_SQLITE_AUDIT_H
#define DK_JOURNAL_SQLITE_AUDIT_H

#include "journal/sqlite_store.h"

/* At the start, before anything is read: find the losses, bring up marks that are behind. */
enum result audit_open(struct store *store);
/* Accept all losses, and whatever the chains show. */
enum result audit_accept(struct store *store);
/* Look through one more session. `is_wanted`: others wait, come back later. RESULT_DAMAGED: it is
 * not what was written; that was logged. RESULT_NOT_FOUND: there are no more. */
enum result audit_one(struct store *store, bool (*is_wanted)(void *arg), void *arg);

/* How much of a session is what was written. */
struct audit {
    struct store_entry entry;
    bool entry_holds, tokens_hold, snapshot_holds;
    uint64_t sound;     /* The first events, up to this, follow from the entry. */
    uint64_t playable;  /* Those up to this follow from the entry or from a sound snapshot. */
    uint64_t last;      /* There are events up to this. */
    struct chain chain; /* Of the playable one. */
};
/* sqlite_audit_session.c. RESULT_OK, also when nothing holds; RESULT_FULL: wanted elsewhere;
 * RESULT_NOT_FOUND, RESULT_NO_MEMORY, RESULT_IO. */
enum result audit_session(struct store *store, struct session_id session,
                          bool (*is_wanted)(void *arg), void *arg, struct audit *out);

/* The next one in the index; start with 0. RESULT_OK, RESULT_NOT_FOUND (there are no more) or
 * RESULT_IO. */
enum result audit_next_session(struct store *store, struct session_id *session);
/* Is all of it what was written? */
bool audit_is_whole(const struct audit *audit);

#endif
