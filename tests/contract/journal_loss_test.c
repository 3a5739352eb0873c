/* Nothing that was acknowledged is lost in silence: whatever is done to the files while no server
 * runs, what was written is there, or it is told. */
#include "journal/journal.h"

#include "fault_vfs.h"
#include "journal_fixture.h"
#include "sys/log.h"
#include "test.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SESSIONS  3
#define EVENTS    30 /* Of each session. */
#define SNAPSHOT  20 /* The event with it. */
#define TOKEN(id) ((uint8_t)(0x10 + (id)))

static struct fixture_folder folder;
static struct fixture_session session;

/* ---- files ----------------------------------------------------------------------------------- */

static const char *const ends[] = {"", "-wal", "-mark", "-reserve"};

static const char *path_of(const struct fixture_folder *f, const char *end)
{
    static char path[128];

    snprintf(path, sizeof path, "%s%s", f->path, end);
    return path;
}

struct file {
    char *data;
    size_t size;
};

/* The files of a journal, as the death of the process leaves them. */
struct image {
    struct file files[4];
};

static struct image take_image(const struct fixture_folder *f)
{
    struct image image = {0};

    for (size_t i = 0; i < 4; i++)
        if (access(path_of(f, ends[i]), F_OK) == 0)
            image.files[i].data = test_read_file(path_of(f, ends[i]), &image.files[i].size);
    return image;
}

static void put_file(const char *end, const struct file *file)
{
    FILE *out;

    unlink(path_of(&folder, end));
    if (file->data == NULL)
        return;
    out = fopen(path_of(&folder, end), "w");
    CHECK(out != NULL && fwrite(file->data, 1, file->size, out) == file->size);
    fclose(out);
}

static void put_image(const struct image *image)
{
    for (size_t i = 0; i < 4; i++)
        put_file(ends[i], &image->files[i]);
}

static void free_image(struct image *image)
{
    for (size_t i = 0; i < 4; i++)
        free(image->files[i].data);
}

static void change(const char *sql)
{
    sqlite3 *db;

    CHECK_EQ(sqlite3_open(folder.path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        test_fail(__FILE__, __LINE__, "%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* ---- journals -------------------------------------------------------------------------------- */

static enum result open_as(struct journal **out, bool accept_loss)
{
    struct journal_options options = {
        .path = folder.path, .vfs = FAULT_VFS_NAME, .accept_loss = accept_loss};

    *out = NULL;
    return journal_open_sqlite(out, &options);
}

static struct journal *open_journal(void)
{
    struct journal *j;

    CHECK_EQ(open_as(&j, false), RESULT_OK);
    return j;
}

static struct journal *open_accepting(void)
{
    struct journal *j;

    CHECK_EQ(open_as(&j, true), RESULT_OK);
    return j;
}

static void write_sessions(struct journal *j, uint64_t from, uint64_t to)
{
    static struct fixture_done done[SESSIONS * EVENTS];
    uint32_t count = 0;

    for (uint64_t seq = from; seq <= to; seq++) {
        for (uint64_t id = 1; id <= SESSIONS; id++) {
            struct fixture_done *each = &done[count++];

            if (seq == 2)
                fixture_append_token(j, id, seq, JOURNAL_TOKEN_ADD, (uint16_t)id, TOKEN(id), each);
            else if (seq == SNAPSHOT)
                fixture_append_snapshot(j, id, seq, "a state", each);
            else
                fixture_append(j, id, seq, 1, "x", each);
        }
        fixture_drain(j);
    }
    for (uint32_t i = 0; i < count; i++)
        CHECK_EQ(done[i].result, RESULT_OK);
}

static void begin(void)
{
    log_set_level(LOG_NONE);
    fault_vfs_reset(0, false);
    fixture_folder_make(&folder);
}

static void begin_written(void)
{
    struct journal *j;

    begin();
    j = open_journal();
    write_sessions(j, 1, EVENTS);
    journal_close(j);
}

static void end(struct journal *j)
{
    journal_close(j);
    fixture_folder_remove(&folder);
}

static int read_result(struct journal *j, uint64_t id)
{
    fixture_read(j, id, 1, false, &session);
    return session.result;
}

static const struct journal_loss *loss_of(struct journal *j, uint64_t id)
{
    const struct journal_loss *losses;
    const uint32_t count = journal_losses(j, &losses);

    for (uint32_t i = 0; i < count; i++)
        if (losses[i].session.value == id)
            return &losses[i];
    return NULL;
}

static uint32_t losses_count(struct journal *j)
{
    const struct journal_loss *losses;

    return journal_losses(j, &losses);
}

static void look_through(struct journal *j)
{
    while (!journal_is_looked_through(j) && !journal_is_poisoned(j))
        usleep(1000);
}

/* ---- there, or told -------------------------------------------------------------------------- */

static char where[64]; /* What was done to the files. */

#define HOLDS(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            test_fail(__FILE__, __LINE__, "%s: not true: %s", where, #condition);                  \
    } while (0)

static bool events_are_right(uint64_t id)
{
    for (uint32_t i = 0; i < session.count; i++) {
        char start[32];

        snprintf(start, sizeof start, "%d:%d:", (int)id, (int)(session.seq_first + i));
        if (strncmp(session.events[i], start, strlen(start)) != 0)
            return false;
    }
    return session.seq_first + session.count == EVENTS + 1;
}

/* Is this session told to be damaged? Otherwise all of it must be there. */
static bool is_told(struct journal *j, uint64_t id)
{
    const int whole = read_result(j, id);
    const bool whole_right = whole == RESULT_OK && events_are_right(id);
    bool quick_right;

    fixture_read(j, id, 1, true, &session);
    quick_right = session.result == RESULT_OK && events_are_right(id) &&
                  (session.snapshot[0] == '\0' || strcmp(session.snapshot, "a state") == 0);
    if (loss_of(j, id) != NULL || whole == RESULT_DAMAGED)
        return true;
    HOLDS(whole_right);
    HOLDS(quick_right);
    return false;
}

struct listing {
    bool is_right[SESSIONS + 1];
};

static void take_listed(void *arg, const struct journal_listed *listed)
{
    struct listing *out = arg;

    for (uint32_t i = 0; i < listed->count; i++) {
        const struct journal_entry *e = &listed->entries[i];
        const struct journal_entry right =
            fixture_entry(e->session.value, "", 5000 + e->session.value);

        HOLDS(e->delete_at_ms != 0 || e->session.value > SESSIONS);
        if (e->session.value >= 1 && e->session.value <= SESSIONS)
            out->is_right[e->session.value] =
                e->delete_at_ms == right.delete_at_ms && e->created_ms == right.created_ms &&
                strcmp(e->code, right.code) == 0 && strcmp(e->scenario, right.scenario) == 0;
    }
}

/* Open what is left of the files. Returns how many sessions are told, SESSIONS when it does not
 * start at all. */
static uint32_t open_and_compare(void)
{
    struct listing listing = {0};
    struct journal *j;
    uint32_t told = 0;

    if (open_as(&j, false) != RESULT_OK)
        return SESSIONS;
    journal_list(j, (struct session_id){0}, UINT64_MAX, take_listed, &listing);
    fixture_drain(j);
    for (uint64_t id = 1; id <= SESSIONS; id++) {
        const struct journal_found found = fixture_find(j, TOKEN(id));
        bool one = is_told(j, id);

        if (!one && found.result == RESULT_NOT_FOUND) {
            look_through(j);
            one = journal_damaged_count(j) > 0;
        }
        HOLDS(one || listing.is_right[id]);
        HOLDS(one || found.result == RESULT_DAMAGED ||
              (found.result == RESULT_OK && found.session.value == id && found.seat == id));
        told += one || found.result == RESULT_DAMAGED;
    }
    HOLDS(!journal_is_poisoned(j));
    journal_close(j);
    return told;
}

/* Flip bytes of one of the files, one at a time. */
static void flip(const struct image *image, int which, const char *what, long step, uint32_t *told)
{
    struct image changed = *image;
    char *data = image->files[which].data;
    const long size = (long)image->files[which].size;

    for (long at = 0; at < size; at += at < 200 ? 3 : step) {
        data[at] ^= (char)(1 << at % 8);
        put_image(&changed);
        snprintf(where, sizeof where, "byte %ld of the %s", at, what);
        *told += open_and_compare() > 0;
        data[at] ^= (char)(1 << at % 8);
    }
}

TEST(a_flipped_byte_of_the_log_loses_nothing_in_silence)
{
    struct journal *j;
    struct image image;
    uint32_t told = 0;

    begin();
    j = open_journal();
    write_sessions(j, 1, 10);
    journal_close(j);
    j = open_journal();
    write_sessions(j, 11, EVENTS);
    image = take_image(&folder);
    journal_close(j);
    CHECK(image.files[1].size > 10000);
    flip(&image, 1, "log", 1511, &told);
    CHECK(told > 20);
    free_image(&image);
    fixture_folder_remove(&folder);
}

TEST(a_flipped_byte_of_the_database_loses_nothing_in_silence)
{
    struct image image;
    uint32_t told = 0;

    begin_written();
    image = take_image(&folder);
    image.files[0].size = image.files[0].size < 60000 ? image.files[0].size : 60000;
    flip(&image, 0, "database", 131, &told);
    CHECK(told > 20);
    free_image(&image);
    fixture_folder_remove(&folder);
}

TEST(a_flipped_byte_of_the_marks_raises_no_alarm)
{
    struct image image;
    uint32_t told = 0;

    begin_written();
    image = take_image(&folder);
    image.files[2].size = 8 * 64;
    flip(&image, 2, "marks", 7, &told);
    CHECK_EQ(told, 0);
    free_image(&image);
    fixture_folder_remove(&folder);
}

/* ---- what is gone ---------------------------------------------------------------------------- */

/* Sessions 1 to 3 with all events, of which only the first ten are in the database. */
static void lose_log(void)
{
    struct journal *j;
    struct image image;

    begin();
    j = open_journal();
    write_sessions(j, 1, 10);
    CHECK_EQ(fixture_appended(j, 7, 1, 1, "on"), RESULT_OK);
    journal_close(j);
    j = open_journal();
    write_sessions(j, 11, EVENTS);
    image = take_image(&folder);
    journal_close(j);
    put_image(&image);
    CHECK_EQ(unlink(path_of(&folder, "-wal")), 0);
    free_image(&image);
}

TEST(a_removed_log_is_told_per_session_and_the_others_play_on)
{
    struct journal *j;

    lose_log();
    j = open_journal();
    CHECK_EQ(losses_count(j), SESSIONS);
    for (uint64_t id = 1; id <= SESSIONS; id++) {
        CHECK(loss_of(j, id) != NULL && loss_of(j, id)->kind == JOURNAL_LOSS_EVENTS);
        CHECK_EQ(loss_of(j, id)->events_were, EVENTS);
        CHECK_EQ(loss_of(j, id)->events_are, 10);
        CHECK_EQ(read_result(j, id), RESULT_DAMAGED);
        CHECK_EQ(fixture_appended(j, id, 11, 1, "on"), RESULT_DAMAGED);
    }
    CHECK_EQ(read_result(j, 7), RESULT_OK);
    CHECK_EQ(fixture_appended(j, 7, 2, 1, "on"), RESULT_OK);
    CHECK_EQ(fixture_appended(j, 8, 1, 1, "on"), RESULT_OK);
    CHECK(!journal_is_poisoned(j));
    end(j);
}

TEST(a_loss_is_told_at_every_start_until_it_is_accepted)
{
    struct journal *j;

    lose_log();
    for (int start = 0; start < 3; start++) {
        j = open_journal();
        CHECK_EQ(losses_count(j), SESSIONS);
        journal_close(j);
    }
    j = open_accepting();
    CHECK_EQ(losses_count(j), 0);
    for (uint64_t id = 1; id <= SESSIONS; id++) {
        CHECK_EQ(read_result(j, id), RESULT_OK);
        CHECK_EQ(session.count, 10);
        CHECK_EQ(fixture_appended(j, id, 11, 1, "on"), RESULT_OK);
        CHECK_EQ(fixture_find(j, TOKEN(id)).result, RESULT_OK);
    }
    journal_close(j);
    j = open_journal();
    CHECK_EQ(losses_count(j), 0);
    CHECK_EQ(read_result(j, 1), RESULT_OK);
    CHECK_EQ(session.count, 11);
    end(j);
}

TEST(what_is_set_aside_can_be_deleted_for_good)
{
    struct journal *j;

    lose_log();
    j = open_journal();
    CHECK_EQ(fixture_deleted(j, 1), RESULT_OK);
    CHECK_EQ(read_result(j, 1), RESULT_NOT_FOUND);
    journal_close(j);
    j = open_journal();
    CHECK(loss_of(j, 1) == NULL);
    CHECK(loss_of(j, 2) != NULL);
    end(j);
}

static void expect_all_missing(void)
{
    struct journal *j = open_journal();

    CHECK_EQ(losses_count(j), SESSIONS);
    for (uint64_t id = 1; id <= SESSIONS; id++) {
        CHECK(loss_of(j, id) != NULL && loss_of(j, id)->kind == JOURNAL_LOSS_SESSION);
        CHECK_EQ(loss_of(j, id)->events_were, EVENTS);
        CHECK_EQ(loss_of(j, id)->delete_at_ms, 5000 + id);
        CHECK_EQ(read_result(j, id), RESULT_DAMAGED);
        CHECK_EQ(fixture_find(j, TOKEN(id)).result, RESULT_DAMAGED);
    }
    CHECK_EQ(fixture_appended(j, 9, 1, 1, "on"), RESULT_OK);
    journal_close(j);
    j = open_accepting();
    CHECK_EQ(losses_count(j), 0);
    CHECK_EQ(read_result(j, 1), RESULT_NOT_FOUND);
    CHECK_EQ(fixture_find(j, TOKEN(1)).result, RESULT_NOT_FOUND);
    journal_close(j);
    j = open_journal();
    CHECK_EQ(losses_count(j), 0);
    end(j);
}

TEST(an_emptied_database_is_told_per_session)
{
    begin_written();
    CHECK_EQ(truncate(folder.path, 0), 0);
    expect_all_missing();
    begin_written();
    CHECK_EQ(unlink(folder.path), 0);
    expect_all_missing();
    begin_written();
    change("DELETE FROM sessions; DELETE FROM events; DELETE FROM tokens; DELETE FROM snapshots");
    expect_all_missing();
}

TEST(a_session_whose_entry_is_gone_is_told)
{
    struct journal *j;

    begin_written();
    change("DELETE FROM sessions WHERE id=2");
    j = open_journal();
    CHECK_EQ(losses_count(j), 1);
    CHECK(loss_of(j, 2) != NULL && loss_of(j, 2)->kind == JOURNAL_LOSS_SESSION);
    CHECK_EQ(read_result(j, 1), RESULT_OK);
    end(j);
}

TEST(an_older_copy_of_the_database_is_told)
{
    struct journal *j;
    struct image image;
    char *data;
    size_t size;

    begin();
    j = open_journal();
    write_sessions(j, 1, 10);
    journal_close(j);
    image = take_image(&folder);
    j = open_journal();
    write_sessions(j, 11, EVENTS);
    CHECK_EQ(fixture_appended(j, 5, 1, 1, "on"), RESULT_OK);
    journal_close(j);
    data = test_read_file(path_of(&folder, "-mark"), &size);
    put_image(&image);
    put_file("-mark", &(struct file){data, size});
    j = open_journal();
    CHECK_EQ(losses_count(j), SESSIONS + 1);
    CHECK(loss_of(j, 1) != NULL && loss_of(j, 1)->kind == JOURNAL_LOSS_EVENTS);
    CHECK(loss_of(j, 5) != NULL && loss_of(j, 5)->kind == JOURNAL_LOSS_SESSION);
    free(data);
    free_image(&image);
    end(j);
}

/* ---- what is changed ------------------------------------------------------------------------- */

TEST(changed_bytes_of_an_event_are_not_believed)
{
    struct journal *j;

    begin_written();
    change("UPDATE events SET data=CAST('1:25:y' AS BLOB) WHERE session=1 AND seq=25");
    j = open_journal();
    CHECK_EQ(read_result(j, 1), RESULT_DAMAGED);
    fixture_read(j, 1, 1, true, &session); /* The same above a snapshot. */
    CHECK_EQ(session.result, RESULT_DAMAGED);
    CHECK_EQ(read_result(j, 2), RESULT_OK);
    look_through(j);
    CHECK_EQ(journal_damaged_count(j), 1);
    journal_close(j);
    j = open_accepting(); /* It goes on before it. */
    CHECK_EQ(read_result(j, 1), RESULT_OK);
    CHECK_EQ(session.count, 24);
    CHECK_EQ(fixture_appended(j, 1, 25, 1, "on"), RESULT_OK);
    journal_close(j);
    j = open_journal();
    CHECK_EQ(losses_count(j), 0);
    look_through(j);
    CHECK_EQ(journal_damaged_count(j), 0);
    end(j);
}

TEST(an_event_changed_below_a_sound_snapshot_is_told_and_stops_nobody)
{
    struct journal *j;

    begin_written();
    change("UPDATE events SET data=CAST('1:5:y' AS BLOB) WHERE session=1 AND seq=5");
    j = open_journal();
    fixture_read(j, 1, 1, true, &session);
    CHECK_EQ(session.result, RESULT_OK);
    CHECK_TEXT(session.snapshot, "a state");
    CHECK_EQ(read_result(j, 1), RESULT_DAMAGED);
    look_through(j);
    CHECK_EQ(journal_damaged_count(j), 1);
    journal_close(j);
    j = open_accepting(); /* Nothing of it is cut. */
    fixture_read(j, 1, 1, true, &session);
    CHECK_EQ(session.result, RESULT_OK);
    CHECK_EQ(session.count, EVENTS - SNAPSHOT);
    CHECK_EQ(fixture_appended(j, 1, EVENTS + 1, 1, "on"), RESULT_OK);
    end(j);
}

/* The last event, and its chain with it, are of another session that has the same past. */
TEST(a_last_event_that_fits_its_chain_is_held_against_the_mark)
{
    struct fixture_folder other;
    struct fixture_done done;
    struct journal *j;
    char sql[400];

    begin();
    other = folder;
    for (int i = 0; i < 2; i++) {
        if (i == 1)
            fixture_folder_make(&folder);
        j = open_journal();
        fixture_append(j, 1, 1, 5, "x", &done);
        fixture_append(j, 1, 6, 1, i == 0 ? "yes" : "no", &done);
        journal_close(j);
    }
    snprintf(sql, sizeof sql,
             "ATTACH '%s' AS other; DELETE FROM events WHERE seq=6;"
             "INSERT INTO events SELECT * FROM other.events WHERE seq=6",
             other.path);
    change(sql);
    j = open_journal();
    CHECK_EQ(losses_count(j), 1);
    CHECK(loss_of(j, 1)->kind == JOURNAL_LOSS_CHANGED);
    CHECK_EQ(read_result(j, 1), RESULT_DAMAGED);
    fixture_folder_remove(&other);
    end(j);
}

TEST(a_changed_snapshot_is_not_used)
{
    static const char *const changes[] = {
        "UPDATE snapshots SET data=CAST('a stave' AS BLOB) WHERE session=1",
        "UPDATE snapshots SET seq=21 WHERE session=1",
        "UPDATE snapshots SET seq=-1 WHERE session=1",
        "UPDATE snapshots SET chain=x'00' WHERE session=1",
        "UPDATE snapshots SET data=x'', seq=900 WHERE session=1"};

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct journal *j;

        begin_written();
        change(changes[i]);
        j = open_journal();
        fixture_read(j, 1, 1, true, &session);
        CHECK_EQ(session.result, RESULT_OK);
        CHECK_TEXT(session.snapshot, "");
        CHECK_EQ(session.count, EVENTS);
        look_through(j);
        CHECK_EQ(journal_damaged_count(j), 1);
        end(j);
    }
}

TEST(a_token_opens_no_other_seat)
{
    static const char *const changes[] = {
        "UPDATE tokens SET seat=2 WHERE session=1", "UPDATE tokens SET session=2 WHERE session=1",
        "UPDATE tokens SET waiting=1 WHERE session=1", "DELETE FROM tokens WHERE session=1"};

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct journal *j;

        begin_written();
        change(changes[i]);
        j = open_journal();
        CHECK_EQ(fixture_find(j, TOKEN(1)).result, i < 3 ? RESULT_DAMAGED : RESULT_NOT_FOUND);
        look_through(j);
        CHECK(journal_damaged_count(j) > 0);
        journal_close(j);
        j = open_accepting();
        look_through(j);
        CHECK_EQ(journal_damaged_count(j), 0);
        CHECK_EQ(fixture_find(j, TOKEN(1)).result, RESULT_NOT_FOUND);
        CHECK_EQ(fixture_find(j, TOKEN(3)).result, RESULT_OK);
        end(j);
    }
}

TEST(a_changed_entry_deletes_nothing)
{
    struct listing listing = {0};
    struct journal *j;

    begin_written();
    change("UPDATE sessions SET delete_at_ms=0 WHERE id=1");
    j = open_journal();
    CHECK_EQ(losses_count(j), 1);
    journal_list(j, (struct session_id){0}, UINT64_MAX, take_listed, &listing);
    fixture_drain(j);
    CHECK(listing.is_right[1]);
    CHECK_EQ(read_result(j, 1), RESULT_DAMAGED);
    journal_close(j);
    j = open_accepting(); /* Nobody knows what it was: it can only be deleted. */
    CHECK_EQ(losses_count(j), 1);
    CHECK_EQ(fixture_deleted(j, 1), RESULT_OK);
    end(j);
}

/* ---- no false alarm -------------------------------------------------------------------------- */

TEST(marks_that_are_behind_raise_no_alarm)
{
    struct fixture_done done;
    struct image marks[8];
    struct journal *j;

    begin();
    j = open_journal();
    for (int i = 0; i < 8; i++) {
        for (uint64_t id = 1; id <= 3; id++) {
            const uint64_t seq = 1 + (uint64_t)i * 2;

            fixture_append(j, id, seq, 1, "seat3", &done);
            if (i == 4)
                fixture_append_leaving(j, id, seq + 1, 3, "without", &done);
            else
                fixture_append(j, id, seq + 1, 1, "x", &done);
        }
        fixture_drain(j);
        CHECK_EQ(done.result, RESULT_OK);
        marks[i] = take_image(&folder);
    }
    journal_close(j);
    for (int i = 0; i < 8; i++) {
        put_file("-mark", &marks[i].files[2]);
        j = open_journal();
        CHECK_EQ(losses_count(j), 0);
        for (uint64_t id = 1; id <= 3; id++) {
            CHECK_EQ(read_result(j, id), RESULT_OK);
            CHECK_EQ(session.count, 16);
            CHECK_TEXT(strchr(strchr(session.events[8], ':') + 1, ':'), ":");
        }
        look_through(j);
        CHECK_EQ(journal_damaged_count(j), 0);
        journal_close(j);
        free_image(&marks[i]);
    }
    fixture_folder_remove(&folder);
}

TEST(without_marks_sessions_play_on)
{
    struct journal *j;

    begin_written();
    CHECK_EQ(unlink(path_of(&folder, "-mark")), 0);
    j = open_journal();
    CHECK_EQ(losses_count(j), 0);
    CHECK_EQ(fixture_appended(j, 1, EVENTS + 1, 1, "on"), RESULT_OK);
    journal_close(j);
    change("DELETE FROM events WHERE session=1 AND seq>5"); /* From now on it is missed again. */
    j = open_journal();
    CHECK_EQ(losses_count(j), 1);
    end(j);
}

TEST(a_deletion_leaves_no_mark)
{
    struct journal *j;
    struct image image;

    begin_written();
    j = open_journal();
    CHECK_EQ(fixture_deleted(j, 2), RESULT_OK);
    image = take_image(&folder);
    journal_close(j);
    put_image(&image);
    j = open_journal();
    CHECK_EQ(losses_count(j), 0);
    CHECK_EQ(fixture_find(j, TOKEN(2)).result, RESULT_NOT_FOUND);
    free_image(&image);
    end(j);
}

TEST(a_file_that_is_taken_away_under_a_running_server_is_missed)
{
    for (size_t i = 0; i < 3; i++) {
        struct journal *j;

        begin();
        j = open_journal();
        write_sessions(j, 1, 3);
        CHECK_EQ(unlink(path_of(&folder, ends[i])), 0);
        while (!journal_is_poisoned(j))
            usleep(10000);
        end(j);
    }
}
