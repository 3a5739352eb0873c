/* journal_fixture.h -- helpers of the journal's tests: a folder for every test, short ways to
 * append and read, and what came back. */
#ifndef DK_TESTS_JOURNAL_FIXTURE_H
#define DK_TESTS_JOURNAL_FIXTURE_H

#include "journal/journal.h"

#define FIXTURE_EVENTS_MAX  4096
#define FIXTURE_EVENT_BYTES 64

/* An empty folder in the current one, and the path of a journal in it. */
struct fixture_folder {
    char folder[32];
    char path[64];
};
void fixture_folder_make(struct fixture_folder *f);
void fixture_folder_remove(struct fixture_folder *f);
/* The journal in its folder. */
struct journal *fixture_open(const struct fixture_folder *folder);
/* Does any file of the folder hold this text? */
bool fixture_folder_holds(const struct fixture_folder *f, const char *text);

/* The result of a batch; -1 until it is called back. */
struct fixture_done {
    int result;
    uint32_t calls;
};
void fixture_done(void *arg, enum result result); /* arg: struct fixture_done */

struct journal_entry fixture_entry(uint64_t id, const char *code, uint64_t delete_at_ms);

/* Append `count` events "<id>:<seq>:<mark>" from seq_first on; if that is 1, also the entry of
 * session `id`. Returns what journal_append did. */
enum result fixture_append(struct journal *j, uint64_t id, uint64_t seq_first, uint32_t count,
                           const char *mark, struct fixture_done *done);
/* The same with a token change or a snapshot. */
enum result fixture_append_token(struct journal *j, uint64_t id, uint64_t seq,
                                 enum journal_token_change change, uint16_t seat, uint8_t hash,
                                 struct fixture_done *done);
enum result fixture_append_snapshot(struct journal *j, uint64_t id, uint64_t seq,
                                    const char *snapshot, struct fixture_done *done);

/* Seat `seat` leaves: what it wrote (events with "seat<seat>" in them) is blanked. SEAT_NONE: what
 * is over is ("answer"). */
enum result fixture_append_leaving(struct journal *j, uint64_t id, uint64_t seq, uint16_t seat,
                                   const char *snapshot, struct fixture_done *done);

/* Append, or delete, and wait until it is done: what became of it, an enum result. */
int fixture_appended(struct journal *j, uint64_t id, uint64_t seq_first, uint32_t count,
                     const char *mark);
int fixture_deleted(struct journal *j, uint64_t id);

/* A whole session as read back, page by page. */
struct fixture_session {
    int result;
    char snapshot[64];
    uint64_t snapshot_seq, seq_first;
    uint32_t count, pages;
    char events[FIXTURE_EVENTS_MAX][FIXTURE_EVENT_BYTES];
};
void fixture_read(struct journal *j, uint64_t id, uint64_t seq_from, bool snapshot,
                  struct fixture_session *out);

struct journal_found fixture_find(struct journal *j, uint8_t hash);

/* Poll until nothing is under way. */
void fixture_drain(struct journal *j);

#endif
