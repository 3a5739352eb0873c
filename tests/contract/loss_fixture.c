/* loss_fixture.c -- see loss_fixture.h. */
#include "loss_fixture.h"

#include "fault_vfs.h"
#include "sys/log.h"
#include "test.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct fixture_folder loss_folder;
struct fixture_session loss_session;
const char *const loss_ends[4] = {"", "-wal", "-mark", "-reserve"};

/* ---- files ----------------------------------------------------------------------------------- */

const char *loss_path(const struct fixture_folder *f, const char *end)
{
    static char path[128];

    snprintf(path, sizeof path, "%s%s", f->path, end);
    return path;
}

struct loss_image loss_image_take(const struct fixture_folder *f)
{
    struct loss_image image = {0};

    for (size_t i = 0; i < 4; i++)
        if (access(loss_path(f, loss_ends[i]), F_OK) == 0)
            image.files[i].data = test_read_file(loss_path(f, loss_ends[i]), &image.files[i].size);
    return image;
}

void loss_file_put(const char *end, const struct loss_file *file)
{
    FILE *out;

    unlink(loss_path(&loss_folder, end));
    if (file->data == NULL)
        return;
    out = fopen(loss_path(&loss_folder, end), "w");
    CHECK(out != NULL && fwrite(file->data, 1, file->size, out) == file->size);
    fclose(out);
}

void loss_image_put(const struct loss_image *image)
{
    for (size_t i = 0; i < 4; i++)
        loss_file_put(loss_ends[i], &image->files[i]);
}

void loss_image_free(struct loss_image *image)
{
    for (size_t i = 0; i < 4; i++)
        free(image->files[i].data);
}

void loss_change(const char *sql)
{
    sqlite3 *db;

    CHECK_EQ(sqlite3_open(loss_folder.path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        test_fail(__FILE__, __LINE__, "%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* ---- journals -------------------------------------------------------------------------------- */

enum result loss_open_as(struct journal **out, bool accept_loss)
{
    struct journal_options options = {
        .path = loss_folder.path, .vfs = FAULT_VFS_NAME, .accept_loss = accept_loss};

    *out = NULL;
    return journal_open_sqlite(out, &options);
}

struct journal *loss_open(void)
{
    struct journal *j;

    CHECK_EQ(loss_open_as(&j, false), RESULT_OK);
    return j;
}

struct journal *loss_open_accepting(void)
{
    struct journal *j;

    CHECK_EQ(loss_open_as(&j, true), RESULT_OK);
    return j;
}

void loss_write(struct journal *j, uint64_t from, uint64_t to)
{
    static struct fixture_done done[LOSS_SESSIONS * LOSS_EVENTS];
    uint32_t count = 0;

    for (uint64_t seq = from; seq <= to; seq++) {
        for (uint64_t id = 1; id <= LOSS_SESSIONS; id++) {
            struct fixture_done *each = &done[count++];

            if (seq == 2)
                fixture_append_token(j, id, seq, JOURNAL_TOKEN_ADD, (uint16_t)id, LOSS_TOKEN(id),
                                     each);
            else if (seq == LOSS_SNAPSHOT)
                fixture_append_snapshot(j, id, seq, "a state", each);
            else
                fixture_append(j, id, seq, 1, "x", each);
        }
        fixture_drain(j);
    }
    for (uint32_t i = 0; i < count; i++)
        CHECK_EQ(done[i].result, RESULT_OK);
}

void loss_begin(void)
{
    log_set_level(LOG_NONE);
    fault_vfs_reset(0, false);
    fixture_folder_make(&loss_folder);
}

void loss_begin_written(void)
{
    struct journal *j;

    loss_begin();
    j = loss_open();
    loss_write(j, 1, LOSS_EVENTS);
    journal_close(j);
}

void loss_end(struct journal *j)
{
    journal_close(j);
    fixture_folder_remove(&loss_folder);
}

int loss_read(struct journal *j, uint64_t id)
{
    fixture_read(j, id, 1, false, &loss_session);
    return loss_session.result;
}

const struct journal_loss *loss_of(struct journal *j, uint64_t id)
{
    const struct journal_loss *losses;
    const uint32_t count = journal_losses(j, &losses);

    for (uint32_t i = 0; i < count; i++)
        if (losses[i].session.value == id)
            return &losses[i];
    return NULL;
}

uint32_t loss_count(struct journal *j)
{
    const struct journal_loss *losses;

    return journal_losses(j, &losses);
}

void loss_look_through(struct journal *j)
{
    while (!journal_is_looked_through(j) && !journal_is_poisoned(j))
        usleep(1000);
}
