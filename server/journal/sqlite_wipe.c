/* sqlite_wipe.c -- what was deleted leaves the file, too. `secure_delete` overwrites every row that
 * is deleted, but not the copies that stay behind when rows are moved to another page: they lie in
 * the part of a page between its list of rows and its rows, which belongs to nothing. Here that
 * part of every page is overwritten. It is done when the log is empty, so that the file is all
 * there is, and nothing that SQLite reads is changed: a power cut in the middle does no harm.
 * Source: sqlite.org/fileformat2.html, "B-tree Pages". */
#include "journal/sqlite_result.h"
#include "journal/sqlite_store.h"

#include <errno.h>
#include <stdlib.h>

#define PAGE_BYTES_MAX 65536
#define ROOTS_MAX      32

struct wipe {
    struct store *store;
    sqlite3_file *file;
    int64_t page_bytes, pages_count, pages_left; /* No page is looked at twice in a sound file. */
    uint8_t *page, *zeros;
    bool wrote;
};

static uint32_t get(const uint8_t *from, int bytes)
{
    uint32_t value = 0;

    for (int i = 0; i < bytes; i++)
        value = value << 8 | from[i];
    return value;
}

/* A page of a B-tree, as its header tells it. The first page, of the schema, is never one here. */
struct tree_page {
    bool is_inner;
    uint32_t cells_count, gap_from, gap_to;
};

static bool read_tree_page(const struct wipe *w, struct tree_page *out)
{
    const uint8_t type = w->page[0];
    const uint32_t content = get(w->page + 5, 2);

    *out =
        (struct tree_page){.is_inner = type == 2 || type == 5, .cells_count = get(w->page + 3, 2)};
    out->gap_from = (out->is_inner ? 12 : 8) + out->cells_count * 2;
    out->gap_to = content == 0 ? PAGE_BYTES_MAX : content;
    return (out->is_inner || type == 10 || type == 13) && out->gap_from <= out->gap_to &&
           out->gap_to <= w->page_bytes;
}

static enum result wipe_gap(struct wipe *w, uint32_t number, const struct tree_page *tree)
{
    const uint32_t bytes = tree->gap_to - tree->gap_from;
    const int64_t at = (number - 1) * w->page_bytes + tree->gap_from;

    if (memcmp(w->page + tree->gap_from, w->zeros, bytes) == 0)
        return RESULT_OK;
    w->wrote = true;
    errno = 0;
    return sqlite_result(w->file->pMethods->xWrite(w->file, w->zeros, (int)bytes, at));
}

/* The pages below, which are more than one: found before the page is read over. */
static uint32_t *list_children(const struct wipe *w, const struct tree_page *tree)
{
    uint32_t *children = calloc(tree->cells_count + 1, sizeof *children);

    for (uint32_t i = 0; i < tree->cells_count && children != NULL; i++) {
        const uint32_t cell = get(w->page + 12 + 2 * i, 2);

        children[i] = cell + 4 <= w->page_bytes ? get(w->page + cell, 4) : 0;
    }
    if (children != NULL)
        children[tree->cells_count] = get(w->page + 8, 4);
    return children;
}

/* A tree is at most as deep as its fan-out allows: a handful of levels. A page that cannot be part
 * of one is damaged, and left alone. */
static enum result wipe_tree(struct wipe *w, uint32_t number, int depth)
{
    struct tree_page tree;
    uint32_t *children;
    enum result result;

    if (number < 2 || number > w->pages_count || depth > 20 || w->pages_left-- <= 0)
        return RESULT_OK;
    if (w->file->pMethods->xRead(w->file, w->page, (int)w->page_bytes,
                                 (number - 1) * w->page_bytes) != SQLITE_OK)
        return RESULT_OK; /* What cannot be read cannot be overwritten. */
    if (!read_tree_page(w, &tree))
        return RESULT_OK;
    result = wipe_gap(w, number, &tree);
    if (result != RESULT_OK || !tree.is_inner)
        return result;
    children = list_children(w, &tree);
    if (children == NULL)
        return RESULT_NO_MEMORY;
    for (uint32_t i = 0; i <= tree.cells_count && result == RESULT_OK; i++)
        result = wipe_tree(w, children[i], depth + 1);
    free(children);
    return result;
}

static uint32_t find_roots(struct store *store, uint32_t roots[ROOTS_MAX])
{
    sqlite3_stmt *statement = store_statement(store, STORE_ROOTS);
    uint32_t count = 0;

    while (count < ROOTS_MAX && sqlite3_step(statement) == SQLITE_ROW)
        roots[count++] = (uint32_t)store_column_number(statement, 0);
    sqlite3_reset(statement);
    return count;
}

static enum result wipe_all(struct wipe *w)
{
    uint32_t roots[ROOTS_MAX];
    const uint32_t count = find_roots(w->store, roots);
    enum result result = RESULT_OK;

    for (uint32_t i = 0; i < count && result == RESULT_OK; i++)
        result = wipe_tree(w, roots[i], 0);
    if (result == RESULT_OK && w->wrote &&
        w->file->pMethods->xSync(w->file, SQLITE_SYNC_NORMAL) != SQLITE_OK)
        result = RESULT_IO;
    /* Pages that SQLite still remembers have what was overwritten. */
    sqlite3_db_release_memory(w->store->db);
    return result;
}

enum result store_wipe(struct store *store)
{
    struct wipe w = {.store = store, .page_bytes = store->page_bytes};
    sqlite3_int64 bytes = 0;
    enum result result = RESULT_IO;

    if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &w.file) != SQLITE_OK ||
        w.file->pMethods->xFileSize(w.file, &bytes) != SQLITE_OK || w.page_bytes <= 0)
        return RESULT_IO;
    w.pages_count = w.pages_left = bytes / w.page_bytes;
    w.page = malloc((size_t)w.page_bytes);
    w.zeros = calloc(1, (size_t)w.page_bytes);
    result = w.page != NULL && w.zeros != NULL ? wipe_all(&w) : RESULT_NO_MEMORY;
    free(w.page);
    free(w.zeros);
    return result;
}
