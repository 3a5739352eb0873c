/* sqlite_space.c -- what keeps a full disk from being more than a state.
 *
 *   the database   is grown before a commit, so that what stands in the write-ahead log always has
 *                  its place in the file: a checkpoint overwrites, and empties the log, on a disk
 *                  that is full. (Not on file systems that never overwrite; there it may have to
 *                  wait.)
 *   the reserve    a file of zeros beside it. A deletion needs room in the log for what it blanks;
 *                  on a full disk the reserve is given up for it, and filled again afterwards. It
 *                  is as large as the largest single step: the largest snapshot, and a piece of the
 *                  events.
 *
 * All goes through the VFS of the database, so that fault tests see it. */
#include "journal/sqlite_store.h"

#include "sys/log.h"

#include <assert.h>
#include <stdlib.h>

#define GROW_BYTES        (256 * 1024)
#define RESERVE_BYTES_MIN (1024 * 1024)
#define SPARE_BYTES       (256 * 1024) /* So much must be free, or the disk is full. */
#define STEP_EVENTS       128          /* Events that are blanked in one step. */

static int64_t round_up(int64_t bytes)
{
    return (bytes + GROW_BYTES - 1) / GROW_BYTES * GROW_BYTES;
}

/* ---- the database --------------------------------------------------------------------------- */

/* A commit may count the pages of the file as it is now. After a loss of power that took the growth
 * away, SQLite would find a log that is too short for such a file, and call both damaged. */
static enum result sync_file(struct store *store)
{
    sqlite3_file *file = NULL;

    if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
        file == NULL || file->pMethods == NULL)
        return RESULT_IO;
    return file->pMethods->xSync(file, SQLITE_SYNC_NORMAL) == SQLITE_OK ? RESULT_OK : RESULT_IO;
}

static enum result grow_file(struct store *store)
{
    int64_t pages = 0, bytes;
    int chunk = GROW_BYTES;
    enum result result = store_ask(store_statement(store, STORE_PAGE_COUNT), &pages);

    if (result != RESULT_OK)
        return result;
    bytes = round_up(pages * store->page_bytes);
    if (bytes <= store->file_bytes)
        return RESULT_OK;
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_CHUNK_SIZE, &chunk);
    if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_SIZE_HINT, &bytes) != SQLITE_OK)
        return RESULT_NO_SPACE;
    result = sync_file(store);
    if (result == RESULT_OK)
        store->file_bytes = bytes;
    return result;
}

/* ---- the reserve ---------------------------------------------------------------------------- */

static int64_t reserve_wanted(const struct store *store)
{
    return round_up(RESERVE_BYTES_MIN + store->snapshot_bytes * 3 / 2);
}

/* Let the file have this size, of real blocks; what was beyond is given back. */
static bool reserve_resize(struct store *store, int64_t bytes)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_JOURNAL;
    sqlite3_file *file = calloc(1, (size_t)store->vfs->szOsFile);
    int chunk = GROW_BYTES, out = 0;
    bool resized = false;

    if (file != NULL && store->vfs->xOpen(store->vfs, store->reserve, file, flags, &out) == 0) {
        file->pMethods->xFileControl(file, SQLITE_FCNTL_CHUNK_SIZE, &chunk);
        resized = file->pMethods->xFileControl(file, SQLITE_FCNTL_SIZE_HINT, &bytes) == 0 &&
                  file->pMethods->xTruncate(file, bytes) == 0;
    }
    if (file != NULL && file->pMethods != NULL)
        file->pMethods->xClose(file);
    free(file);
    return resized;
}

static void reserve_give_up(struct store *store)
{
    store->vfs->xDelete(store->vfs, store->reserve, 0);
    store->reserve_bytes = 0;
}

/* Fill the reserve up, and make sure of `spare` bytes more. What could be had of it is kept, as
 * others would take it. */
static enum result reserve_keep(struct store *store, int64_t spare)
{
    const int64_t wanted = reserve_wanted(store);
    bool has_spare;

    if (spare == 0 && store->reserve_bytes >= wanted)
        return RESULT_OK;
    has_spare = spare == 0 || reserve_resize(store, wanted + spare);
    if (!reserve_resize(store, wanted))
        return RESULT_NO_SPACE;
    store->reserve_bytes = wanted;
    return has_spare ? RESULT_OK : RESULT_NO_SPACE;
}

enum result store_grow(struct store *store)
{
    enum result result = grow_file(store);

    if (result == RESULT_OK)
        result = mark_grow(&store->mark);
    return result == RESULT_OK ? reserve_keep(store, 0) : result;
}

/* ---- a disk that was full ------------------------------------------------------------------- */

static enum result probe(struct store *store)
{
    sqlite3_stmt *statement = store_statement(store, STORE_PROBE);
    enum result result;

    sqlite3_bind_text(statement, 1, DK_PROGRAM_VERSION, -1, SQLITE_STATIC);
    result = store_finish(statement);
    /* A damaged page there says nothing about space, and must not stop any session. */
    return result == RESULT_DAMAGED ? RESULT_OK : result;
}

enum result store_try_space(struct store *store)
{
    enum result result = store_checkpoint(store, true);

    if (result == RESULT_OK)
        result = grow_file(store);
    if (result == RESULT_OK)
        result = mark_catch_up(&store->mark);
    if (result == RESULT_OK)
        result = reserve_keep(store, SPARE_BYTES);
    return result == RESULT_OK ? probe(store) : result;
}

/* ---- deleting in small steps ---------------------------------------------------------------- */

/* Commit what went well, undo the rest; the log is empty again for the next step. */
static enum result end_step(struct store *store, enum result result)
{
    if (result == RESULT_OK)
        result = store_commit(store);
    if (result != RESULT_OK)
        store_rollback(store);
    return result == RESULT_OK ? store_checkpoint(store, true) : result;
}

/* One transaction, brought into the file at once, so that the log never needs more than one step.
 */
static enum result step(struct store *store, struct session_id session,
                        const enum store_statement *which, uint32_t count, int limit)
{
    enum result result = store_begin(store);

    for (uint32_t i = 0; i < count && result == RESULT_OK; i++) {
        sqlite3_stmt *statement = store_statement(store, which[i]);

        sqlite3_bind_int64(statement, 1, (int64_t)session.value);
        if (sqlite3_bind_parameter_count(statement) > 1)
            sqlite3_bind_int(statement, 2, limit);
        result = store_finish(statement);
    }
    return end_step(store, result);
}

static enum result delete_events(struct store *store, struct session_id session)
{
    static const enum store_statement some[] = {STORE_EVENTS_DELETE_SOME};
    enum result result = RESULT_OK;
    int64_t any = 1;

    while (result == RESULT_OK && any != 0) {
        result = step(store, session, some, 1, STEP_EVENTS);
        if (result == RESULT_OK) {
            sqlite3_stmt *statement = store_statement(store, STORE_EVENTS_ANY);

            sqlite3_bind_int64(statement, 1, (int64_t)session.value);
            result = store_ask(statement, &any);
        }
    }
    return result;
}

/* From now on it is to go, whatever happens. */
static enum result condemn(struct store *store, struct session_id session)
{
    struct store_entry entry = {0};
    enum result result = store_find_entry(store, session, &entry);

    if (result == RESULT_NOT_FOUND || result == RESULT_DAMAGED)
        return RESULT_OK; /* It says nothing that could be kept. */
    if (result == RESULT_OK)
        result = store_begin(store);
    if (result == RESULT_OK) {
        sqlite3_stmt *statement = store_statement(store, STORE_SESSION_CONDEMN);

        entry.entry.delete_at_ms = 0;
        entry.chain = chain_of_entry(&entry.entry, entry.rewritten);
        store_bind_number(statement, 1, session.value);
        store_bind_chain(statement, 2, &entry.chain);
        result = store_finish(statement);
    }
    return end_step(store, result);
}

/* First it is condemned, so that a deletion that stops halfway goes on at the next start. */
enum result store_delete_tight(struct store *store, struct session_id session)
{
    static const enum store_statement tokens[] = {STORE_TOKENS_DELETE};
    static const enum store_statement finish[] = {STORE_SNAPSHOT_DELETE, STORE_SESSION_DELETE};
    enum result result;

    reserve_give_up(store);
    result = store_forget_copy(store);
    if (result == RESULT_OK)
        result = store_checkpoint(store, true);
    if (result == RESULT_OK)
        result = condemn(store, session);
    if (result == RESULT_OK)
        result = step(store, session, tokens, 1, 0);
    if (result == RESULT_OK)
        result = delete_events(store, session);
    if (result == RESULT_OK) {
        mark_stage_deletion(&store->mark, session);
        result = step(store, session, finish, 2, 0);
    }
    if (result == RESULT_OK)
        result = mark_sync(&store->mark);
    if (result == RESULT_OK)
        result = store_wipe(store);
    if (result == RESULT_NO_SPACE)
        store->traces_left = true; /* It is done when there is space again. */
    reserve_keep(store, 0);
    log_info("journal", "deleted_on_a_full_disk", log_text("result", result_name(result)),
             log_signed("reserve_bytes", store->reserve_bytes));
    return result;
}
