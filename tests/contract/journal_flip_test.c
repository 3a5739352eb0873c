/* journal_flip_test.c -- whichever byte is changed while no server runs: what was written is there,
 * or it is told. */
#include "journal/journal.h"

#include "journal_fixture.h"
#include "loss_fixture.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

static char where[64]; /* What was done to the files. */

#define HOLDS(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            test_fail(__FILE__, __LINE__, "%s: not true: %s", where, #condition);                  \
    } while (0)

static bool events_are_right(uint64_t id)
{
    for (uint32_t i = 0; i < loss_session.count; i++) {
        char start[32];

        snprintf(start, sizeof start, "%d:%d:", (int)id, (int)(loss_session.seq_first + i));
        if (strncmp(loss_session.events[i], start, strlen(start)) != 0)
            return false;
    }
    return loss_session.seq_first + loss_session.count == LOSS_EVENTS + 1;
}

/* Is this session told to be damaged? Otherwise all of it must be there. */
static bool is_told(struct journal *j, uint64_t id)
{
    const int whole = loss_read(j, id);
    const bool whole_right = whole == RESULT_OK && events_are_right(id);
    bool quick_right;

    fixture_read(j, id, 1, true, &loss_session);
    quick_right =
        loss_session.result == RESULT_OK && events_are_right(id) &&
        (loss_session.snapshot[0] == '\0' || strcmp(loss_session.snapshot, "a state") == 0);
    if (loss_of(j, id) != NULL || whole == RESULT_DAMAGED)
        return true;
    HOLDS(whole_right);
    HOLDS(quick_right);
    return false;
}

struct listing {
    bool is_right[LOSS_SESSIONS + 1];
};

static void take_listed(void *arg, const struct journal_listed *listed)
{
    struct listing *out = arg;

    for (uint32_t i = 0; i < listed->count; i++) {
        const struct journal_entry *e = &listed->entries[i];
        const struct journal_entry right =
            fixture_entry(e->session.value, "", 5000 + e->session.value);

        HOLDS(e->delete_at_ms != 0 || e->session.value > LOSS_SESSIONS);
        if (e->session.value >= 1 && e->session.value <= LOSS_SESSIONS)
            out->is_right[e->session.value] =
                e->delete_at_ms == right.delete_at_ms && e->created_ms == right.created_ms &&
                e->owner == right.owner && strcmp(e->code, right.code) == 0 &&
                strcmp(e->scenario, right.scenario) == 0;
    }
}

/* Open what is left of the files. Returns how many sessions are told, LOSS_SESSIONS when it does
 * not start at all. */
static uint32_t open_and_compare(void)
{
    struct listing listing = {0};
    struct journal *j;
    uint32_t told = 0;

    if (loss_open_as(&j, false) != RESULT_OK)
        return LOSS_SESSIONS;
    journal_list(j, (struct session_id){0}, UINT64_MAX, take_listed, &listing);
    fixture_drain(j);
    for (uint64_t id = 1; id <= LOSS_SESSIONS; id++) {
        const struct journal_found found = fixture_find(j, LOSS_TOKEN(id));
        bool one = is_told(j, id);

        if (!one && found.result == RESULT_NOT_FOUND) {
            loss_look_through(j);
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
static void flip(const struct loss_image *image, int which, const char *what, long step,
                 uint32_t *told)
{
    struct loss_image changed = *image;
    char *data = image->files[which].data;
    const long size = (long)image->files[which].size;

    for (long at = 0; at < size; at += at < 200 ? 3 : step) {
        data[at] ^= (char)(1 << at % 8);
        loss_image_put(&changed);
        snprintf(where, sizeof where, "byte %ld of the %s", at, what);
        *told += open_and_compare() > 0;
        data[at] ^= (char)(1 << at % 8);
    }
}

TEST(a_flipped_byte_of_the_log_loses_nothing_in_silence)
{
    struct journal *j;
    struct loss_image image;
    uint32_t told = 0;

    loss_begin();
    j = loss_open();
    loss_write(j, 1, 10);
    journal_close(j);
    j = loss_open();
    loss_write(j, 11, LOSS_EVENTS);
    image = loss_image_take(&loss_folder);
    journal_close(j);
    CHECK(image.files[1].size > 10000);
    flip(&image, 1, "log", 1511, &told);
    CHECK(told > 20);
    loss_image_free(&image);
    fixture_folder_remove(&loss_folder);
}

TEST(a_flipped_byte_of_the_database_loses_nothing_in_silence)
{
    struct loss_image image;
    uint32_t told = 0;

    loss_begin_written();
    image = loss_image_take(&loss_folder);
    image.files[0].size = image.files[0].size < 60000 ? image.files[0].size : 60000;
    flip(&image, 0, "database", 131, &told);
    CHECK(told > 20);
    loss_image_free(&image);
    fixture_folder_remove(&loss_folder);
}

TEST(a_flipped_byte_of_the_marks_raises_no_alarm)
{
    struct loss_image image;
    uint32_t told = 0;

    loss_begin_written();
    image = loss_image_take(&loss_folder);
    image.files[2].size = 8 * 64;
    flip(&image, 2, "marks", 7, &told);
    CHECK_EQ(told, 0);
    loss_image_free(&image);
    fixture_folder_remove(&loss_folder);
}

TEST(a_changed_entry_deletes_nothing)
{
    struct listing listing = {0};
    struct journal *j;

    loss_begin_written();
    loss_change("UPDATE sessions SET delete_at_ms=0 WHERE id=1");
    j = loss_open();
    CHECK_EQ(loss_count(j), 1);
    journal_list(j, (struct session_id){0}, UINT64_MAX, take_listed, &listing);
    fixture_drain(j);
    CHECK(listing.is_right[1]);
    CHECK_EQ(loss_read(j, 1), RESULT_DAMAGED);
    journal_close(j);
    j = loss_open_accepting(); /* Nobody knows what it was: it can only be deleted. */
    CHECK_EQ(loss_count(j), 1);
    CHECK_EQ(fixture_deleted(j, 1), RESULT_OK);
    loss_end(j);
}
