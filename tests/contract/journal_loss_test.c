/* Nothing that was acknowledged is lost in silence: whatever is done to the files while no server
 * runs, what was written is there, or it is told. */
#include "journal/journal.h"

#include "fault_vfs.h"
#include "journal_fixture.h"
#include "loss_fixture.h"
#include "sys/log.h"
#include "test.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- what is gone ---------------------------------------------------------------------------- */

/* Sessions 1 to 3 with all events, of which only the first ten are in the database. */
static void lose_log(void)
{
    struct journal *j;
    struct loss_image image;

    loss_begin();
    j = loss_open();
    loss_write(j, 1, 10);
    CHECK_EQ(fixture_appended(j, 7, 1, 1, "on"), RESULT_OK);
    journal_close(j);
    j = loss_open();
    loss_write(j, 11, LOSS_EVENTS);
    image = loss_image_take(&loss_folder);
    journal_close(j);
    loss_image_put(&image);
    CHECK_EQ(unlink(loss_path(&loss_folder, "-wal")), 0);
    loss_image_free(&image);
}

TEST(a_removed_log_is_told_per_session_and_the_others_play_on)
{
    struct journal *j;

    lose_log();
    j = loss_open();
    CHECK_EQ(loss_count(j), LOSS_SESSIONS);
    for (uint64_t id = 1; id <= LOSS_SESSIONS; id++) {
        CHECK(loss_of(j, id) != NULL && loss_of(j, id)->kind == JOURNAL_LOSS_EVENTS);
        CHECK_EQ(loss_of(j, id)->events_were, LOSS_EVENTS);
        CHECK_EQ(loss_of(j, id)->events_are, 10);
        CHECK_EQ(loss_read(j, id), RESULT_DAMAGED);
        CHECK_EQ(fixture_appended(j, id, 11, 1, "on"), RESULT_DAMAGED);
    }
    CHECK_EQ(loss_read(j, 7), RESULT_OK);
    CHECK_EQ(fixture_appended(j, 7, 2, 1, "on"), RESULT_OK);
    CHECK_EQ(fixture_appended(j, 8, 1, 1, "on"), RESULT_OK);
    CHECK(!journal_is_poisoned(j));
    loss_end(j);
}

TEST(a_loss_is_told_at_every_start_until_it_is_accepted)
{
    struct journal *j;

    lose_log();
    for (int start = 0; start < 3; start++) {
        j = loss_open();
        CHECK_EQ(loss_count(j), LOSS_SESSIONS);
        journal_close(j);
    }
    j = loss_open_accepting();
    CHECK_EQ(loss_count(j), 0);
    for (uint64_t id = 1; id <= LOSS_SESSIONS; id++) {
        CHECK_EQ(loss_read(j, id), RESULT_OK);
        CHECK_EQ(loss_session.count, 10);
        CHECK_EQ(fixture_appended(j, id, 11, 1, "on"), RESULT_OK);
        CHECK_EQ(fixture_find(j, LOSS_TOKEN(id)).result, RESULT_OK);
    }
    journal_close(j);
    j = loss_open();
    CHECK_EQ(loss_count(j), 0);
    CHECK_EQ(loss_read(j, 1), RESULT_OK);
    CHECK_EQ(loss_session.count, 11);
    loss_end(j);
}

TEST(what_is_set_aside_can_be_deleted_for_good)
{
    struct journal *j;

    lose_log();
    j = loss_open();
    CHECK_EQ(fixture_deleted(j, 1), RESULT_OK);
    CHECK_EQ(loss_read(j, 1), RESULT_NOT_FOUND);
    journal_close(j);
    j = loss_open();
    CHECK(loss_of(j, 1) == NULL);
    CHECK(loss_of(j, 2) != NULL);
    loss_end(j);
}

static void expect_all_missing(void)
{
    struct journal *j = loss_open();

    CHECK_EQ(loss_count(j), LOSS_SESSIONS);
    for (uint64_t id = 1; id <= LOSS_SESSIONS; id++) {
        CHECK(loss_of(j, id) != NULL && loss_of(j, id)->kind == JOURNAL_LOSS_SESSION);
        CHECK_EQ(loss_of(j, id)->events_were, LOSS_EVENTS);
        CHECK_EQ(loss_of(j, id)->delete_at_ms, 5000 + id);
        CHECK_EQ(loss_read(j, id), RESULT_DAMAGED);
        CHECK_EQ(fixture_find(j, LOSS_TOKEN(id)).result, RESULT_DAMAGED);
    }
    CHECK_EQ(fixture_appended(j, 9, 1, 1, "on"), RESULT_OK);
    journal_close(j);
    j = loss_open_accepting();
    CHECK_EQ(loss_count(j), 0);
    CHECK_EQ(loss_read(j, 1), RESULT_NOT_FOUND);
    CHECK_EQ(fixture_find(j, LOSS_TOKEN(1)).result, RESULT_NOT_FOUND);
    journal_close(j);
    j = loss_open();
    CHECK_EQ(loss_count(j), 0);
    loss_end(j);
}

TEST(an_emptied_database_is_told_per_session)
{
    loss_begin_written();
    CHECK_EQ(truncate(loss_folder.path, 0), 0);
    expect_all_missing();
    loss_begin_written();
    CHECK_EQ(unlink(loss_folder.path), 0);
    expect_all_missing();
    loss_begin_written();
    loss_change(
        "DELETE FROM sessions; DELETE FROM events; DELETE FROM tokens; DELETE FROM snapshots");
    expect_all_missing();
}

TEST(a_session_whose_entry_is_gone_is_told)
{
    struct journal *j;

    loss_begin_written();
    loss_change("DELETE FROM sessions WHERE id=2");
    j = loss_open();
    CHECK_EQ(loss_count(j), 1);
    CHECK(loss_of(j, 2) != NULL && loss_of(j, 2)->kind == JOURNAL_LOSS_SESSION);
    CHECK_EQ(loss_read(j, 1), RESULT_OK);
    loss_end(j);
}

TEST(an_older_copy_of_the_database_is_told)
{
    struct journal *j;
    struct loss_image image;
    char *data;
    size_t size;

    loss_begin();
    j = loss_open();
    loss_write(j, 1, 10);
    journal_close(j);
    image = loss_image_take(&loss_folder);
    j = loss_open();
    loss_write(j, 11, LOSS_EVENTS);
    CHECK_EQ(fixture_appended(j, 5, 1, 1, "on"), RESULT_OK);
    journal_close(j);
    data = test_read_file(loss_path(&loss_folder, "-mark"), &size);
    loss_image_put(&image);
    loss_file_put("-mark", &(struct loss_file){data, size});
    j = loss_open();
    CHECK_EQ(loss_count(j), LOSS_SESSIONS + 1);
    CHECK(loss_of(j, 1) != NULL && loss_of(j, 1)->kind == JOURNAL_LOSS_EVENTS);
    CHECK(loss_of(j, 5) != NULL && loss_of(j, 5)->kind == JOURNAL_LOSS_SESSION);
    free(data);
    loss_image_free(&image);
    loss_end(j);
}

/* ---- what is changed ------------------------------------------------------------------------- */

TEST(changed_bytes_of_an_event_are_not_believed)
{
    struct journal *j;

    loss_begin_written();
    loss_change("UPDATE events SET data=CAST('1:25:y' AS BLOB) WHERE session=1 AND seq=25");
    j = loss_open();
    CHECK_EQ(loss_read(j, 1), RESULT_DAMAGED);
    fixture_read(j, 1, 1, true, &loss_session); /* The same above a snapshot. */
    CHECK_EQ(loss_session.result, RESULT_DAMAGED);
    CHECK_EQ(loss_read(j, 2), RESULT_OK);
    loss_look_through(j);
    CHECK_EQ(journal_damaged_count(j), 1);
    journal_close(j);
    j = loss_open_accepting(); /* It goes on before it. */
    CHECK_EQ(loss_read(j, 1), RESULT_OK);
    CHECK_EQ(loss_session.count, 24);
    CHECK_EQ(fixture_appended(j, 1, 25, 1, "on"), RESULT_OK);
    journal_close(j);
    j = loss_open();
    CHECK_EQ(loss_count(j), 0);
    loss_look_through(j);
    CHECK_EQ(journal_damaged_count(j), 0);
    loss_end(j);
}

TEST(an_event_changed_below_a_sound_snapshot_is_told_and_stops_nobody)
{
    struct journal *j;

    loss_begin_written();
    loss_change("UPDATE events SET data=CAST('1:5:y' AS BLOB) WHERE session=1 AND seq=5");
    j = loss_open();
    fixture_read(j, 1, 1, true, &loss_session);
    CHECK_EQ(loss_session.result, RESULT_OK);
    CHECK_TEXT(loss_session.snapshot, "a state");
    CHECK_EQ(loss_read(j, 1), RESULT_DAMAGED);
    loss_look_through(j);
    CHECK_EQ(journal_damaged_count(j), 1);
    journal_close(j);
    j = loss_open_accepting(); /* Nothing of it is cut. */
    fixture_read(j, 1, 1, true, &loss_session);
    CHECK_EQ(loss_session.result, RESULT_OK);
    CHECK_EQ(loss_session.count, LOSS_EVENTS - LOSS_SNAPSHOT);
    CHECK_EQ(fixture_appended(j, 1, LOSS_EVENTS + 1, 1, "on"), RESULT_OK);
    loss_end(j);
}

/* The last event, and its chain with it, are of another session that has the same past. */
TEST(a_last_event_that_fits_its_chain_is_held_against_the_mark)
{
    struct fixture_folder other;
    struct fixture_done done;
    struct journal *j;
    char sql[400];

    loss_begin();
    other = loss_folder;
    for (int i = 0; i < 2; i++) {
        if (i == 1)
            fixture_folder_make(&loss_folder);
        j = loss_open();
        fixture_append(j, 1, 1, 5, "x", &done);
        fixture_append(j, 1, 6, 1, i == 0 ? "yes" : "no", &done);
        journal_close(j);
    }
    snprintf(sql, sizeof sql,
             "ATTACH '%s' AS other; DELETE FROM events WHERE seq=6;"
             "INSERT INTO events SELECT * FROM other.events WHERE seq=6",
             other.path);
    loss_change(sql);
    j = loss_open();
    CHECK_EQ(loss_count(j), 1);
    CHECK(loss_of(j, 1)->kind == JOURNAL_LOSS_CHANGED);
    CHECK_EQ(loss_read(j, 1), RESULT_DAMAGED);
    fixture_folder_remove(&other);
    loss_end(j);
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

        loss_begin_written();
        loss_change(changes[i]);
        j = loss_open();
        fixture_read(j, 1, 1, true, &loss_session);
        CHECK_EQ(loss_session.result, RESULT_OK);
        CHECK_TEXT(loss_session.snapshot, "");
        CHECK_EQ(loss_session.count, LOSS_EVENTS);
        loss_look_through(j);
        CHECK_EQ(journal_damaged_count(j), 1);
        loss_end(j);
    }
}

TEST(a_token_opens_no_other_seat)
{
    static const char *const changes[] = {
        "UPDATE tokens SET seat=2 WHERE session=1", "UPDATE tokens SET session=2 WHERE session=1",
        "UPDATE tokens SET waiting=1 WHERE session=1", "DELETE FROM tokens WHERE session=1"};

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct journal *j;

        loss_begin_written();
        loss_change(changes[i]);
        j = loss_open();
        CHECK_EQ(fixture_find(j, LOSS_TOKEN(1)).result, i < 3 ? RESULT_DAMAGED : RESULT_NOT_FOUND);
        loss_look_through(j);
        CHECK(journal_damaged_count(j) > 0);
        journal_close(j);
        j = loss_open_accepting();
        loss_look_through(j);
        CHECK_EQ(journal_damaged_count(j), 0);
        CHECK_EQ(fixture_find(j, LOSS_TOKEN(1)).result, RESULT_NOT_FOUND);
        CHECK_EQ(fixture_find(j, LOSS_TOKEN(3)).result, RESULT_OK);
        loss_end(j);
    }
}

/* ---- no false alarm -------------------------------------------------------------------------- */

TEST(marks_that_are_behind_raise_no_alarm)
{
    struct fixture_done done;
    struct loss_image marks[8];
    struct journal *j;

    loss_begin();
    j = loss_open();
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
        marks[i] = loss_image_take(&loss_folder);
    }
    journal_close(j);
    for (int i = 0; i < 8; i++) {
        loss_file_put("-mark", &marks[i].files[2]);
        j = loss_open();
        CHECK_EQ(loss_count(j), 0);
        for (uint64_t id = 1; id <= 3; id++) {
            CHECK_EQ(loss_read(j, id), RESULT_OK);
            CHECK_EQ(loss_session.count, 16);
            CHECK_TEXT(strchr(strchr(loss_session.events[8], ':') + 1, ':'), ":");
        }
        loss_look_through(j);
        CHECK_EQ(journal_damaged_count(j), 0);
        journal_close(j);
        loss_image_free(&marks[i]);
    }
    fixture_folder_remove(&loss_folder);
}

TEST(without_marks_sessions_play_on)
{
    struct journal *j;

    loss_begin_written();
    CHECK_EQ(unlink(loss_path(&loss_folder, "-mark")), 0);
    j = loss_open();
    CHECK_EQ(loss_count(j), 0);
    CHECK_EQ(fixture_appended(j, 1, LOSS_EVENTS + 1, 1, "on"), RESULT_OK);
    journal_close(j);
    loss_change(
        "DELETE FROM events WHERE session=1 AND seq>5"); /* From now on it is missed again. */
    j = loss_open();
    CHECK_EQ(loss_count(j), 1);
    loss_end(j);
}

TEST(a_deletion_leaves_no_mark)
{
    struct journal *j;
    struct loss_image image;

    loss_begin_written();
    j = loss_open();
    CHECK_EQ(fixture_deleted(j, 2), RESULT_OK);
    image = loss_image_take(&loss_folder);
    journal_close(j);
    loss_image_put(&image);
    j = loss_open();
    CHECK_EQ(loss_count(j), 0);
    CHECK_EQ(fixture_find(j, LOSS_TOKEN(2)).result, RESULT_NOT_FOUND);
    loss_image_free(&image);
    loss_end(j);
}

TEST(a_file_that_is_taken_away_under_a_running_server_is_missed)
{
    for (size_t i = 0; i < 3; i++) {
        struct journal *j;

        loss_begin();
        j = loss_open();
        loss_write(j, 1, 3);
        CHECK_EQ(unlink(loss_path(&loss_folder, loss_ends[i])), 0);
        while (!journal_is_poisoned(j))
            usleep(10000);
        loss_end(j);
    }
}
