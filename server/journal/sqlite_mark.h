/* sqlite_mark.h -- inside the SQLite journal only: how far every session was written, kept outside
 * the database in <path>-mark, so that what is missing from the database is missed.
 *
 *   before a commit   room for it in the file; a session that goes is marked as going, and synced
 *   after a commit    the places of its sessions are overwritten, 64 bytes each, without a sync;
 *                     then, never before, the commit is acknowledged
 *   between groups    a sync, when the oldest of this is two seconds old
 *
 * So it is never ahead of what is durable. When the process dies it is not behind what was
 * acknowledged; after a loss of power it may be, by two seconds. Then it shows less than it could,
 * and raises no false alarm: what is behind is brought up at the start.
 *
 * A place in the file is whole or not at all: it has a check of its own, and lies in one sector.
 * Whatever in the file is not a place is ignored, and counted. */
#ifndef DK_JOURNAL_SQLITE_MARK_H
#define DK_JOURNAL_SQLITE_MARK_H

#include "journal/chain.h"

#include <sqlite3.h>

struct mark_place {
    struct session_id session; /* 0: free. */
    uint64_t seq;              /* Of the last event. */
    uint64_t rewritten;        /* Chains of another number cannot be compared. */
    uint64_t delete_at_ms;
    struct chain chain; /* Of the last event. */
    char code[CODE_BYTES + 1];
    bool is_going; /* Its deletion was begun. */
};

struct mark_item {
    struct mark_place now, next; /* In the file; after the commit. */
    bool is_staged;
    bool is_behind; /* The file does not have it yet. */
    bool is_gone;   /* Its session was deleted, and the file does not have that yet. */
    bool is_seen;   /* At the start: the database has it. */
    bool is_aside;  /* Nothing is read or added: something of it is missing. */
};

struct mark {
    sqlite3_vfs *vfs;
    sqlite3_file *file; /* NULL: could not be made, as the disk is full. */
    char path[512];
    struct mark_item *items; /* By place in the file. */
    uint32_t *map;           /* From sessions to items, 1 more than their index; open addressing. */
    uint32_t *staged;        /* Indexes. */
    uint32_t *free;
    uint32_t capacity, used, staged_count, free_count; /* `used`: places that were ever taken. */
    uint32_t unreadable_count;                         /* Of places, at the start. */
    int64_t file_bytes;                                /* That are certainly there. */
    bool was_there;                                    /* The file, at the start. */
    bool has_unsynced, is_behind;
};

/* Read the file; make it when it is not there. RESULT_OK (also when it could not be made on a full
 * disk: `file` is NULL), RESULT_INVALID, RESULT_NO_MEMORY, RESULT_IO. */
enum result mark_open(struct mark *m, sqlite3_vfs *vfs, const char *path);
void mark_close(struct mark *m);

/* NULL: not known. Valid until something is staged. */
struct mark_item *mark_find(struct mark *m, struct session_id session);

/* In a transaction: so it will be after the commit. RESULT_OK or RESULT_NO_MEMORY. */
enum result mark_stage(struct mark *m, const struct mark_place *next);
void mark_stage_deletion(struct mark *m, struct session_id session);
void mark_rollback(struct mark *m);
/* At the start: so it is, but what the database has may not be durable yet. The file is behind. */
void mark_adopt(struct mark *m);

/* Room in the file for all that is staged. RESULT_OK, RESULT_NO_SPACE or RESULT_IO. */
enum result mark_grow(struct mark *m);
/* RESULT_OK or RESULT_IO. What the disk has no room for is behind, and can be caught up with. */
enum result mark_before_commit(struct mark *m);
enum result mark_after_commit(struct mark *m);
/* RESULT_OK, RESULT_NO_SPACE or RESULT_IO. */
enum result mark_catch_up(struct mark *m);
enum result mark_sync(struct mark *m);

/* ---- sqlite_mark_file.c --------------------------------------------------------------------- */

#define MARK_PLACE_BYTES 64

enum result mark_file_open(struct mark *m);
void mark_file_close(struct mark *m);
/* Call `take` with every place that is used; the index counts them all. */
enum result mark_file_read(struct mark *m, enum result (*take)(struct mark *m, uint32_t index,
                                                               const struct mark_place *place));
enum result mark_file_grow(struct mark *m, uint32_t places_count);
enum result mark_file_write(struct mark *m, uint32_t index, const struct mark_place *place);
enum result mark_file_sync(struct mark *m);

#endif
