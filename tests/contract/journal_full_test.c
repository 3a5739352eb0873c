/* What a full disk is: a state. Nothing more is taken in, all that is there can be read, a session
 * can be deleted for good, and when there is space again writing goes on by itself. */
#include "journal/journal.h"

#include "fault_vfs.h"
#include "journal_fixture.h"
#include "sys/clock.h"
#include "sys/log.h"
#include "test.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define MIB (1024 * 1024)

static struct fixture_folder folder;
static struct fixture_session session;

/* While it is held the writer does not look whether a full disk has space again: a disk that was
 * full for many events may have room for one, which then would be taken. */
static atomic_bool is_held;
static atomic_ullong held_at_us;

static uint64_t monotonic_us(void *arg)
{
    (void)arg;
    return atomic_load(&is_held) ? atomic_load(&held_at_us) : clock_monotonic_us(clock_system());
}

static uint64_t now_ms(void *arg)
{
    (void)arg;
    return clock_now_ms(clock_system());
}

static void hold_clock(void)
{
    atomic_store(&held_at_us, monotonic_us(NULL));
    atomic_store(&is_held, true);
}

static struct journal *open_journal(void)
{
    static const struct clock clock = {.now_ms = now_ms, .monotonic_us = monotonic_us};
    struct journal_options options = {.path = folder.path, .vfs = FAULT_VFS_NAME, .clock = &clock};
    struct journal *j = NULL;

    CHECK_EQ(journal_open_sqlite(&j, &options), RESULT_OK);
    return j;
}

static struct journal *begin(void)
{
    log_set_level(LOG_NONE);
    fault_vfs_reset(0, false);
    fixture_folder_make(&folder);
    hold_clock();
    return open_journal();
}

static void end(struct journal *j)
{
    journal_close(j);
    fixture_folder_remove(&folder);
}

/* Events of a session until the disk is full; how many are durable. */
static uint64_t fill(struct journal *j, uint64_t id, const char *mark)
{
    uint64_t seq = 0;
    int result;

    while ((result = fixture_appended(j, id, seq + 1, 200, mark)) == RESULT_OK)
        seq += 200;
    CHECK_EQ(result, RESULT_NO_SPACE);
    CHECK(journal_is_full(j));
    CHECK(!journal_is_poisoned(j));
    return seq;
}

struct counted {
    uint64_t count;
    bool more;
};

static void count_page(void *arg, const struct journal_page *page)
{
    struct counted *counted = arg;

    CHECK(page->result == RESULT_OK || page->result == RESULT_NOT_FOUND);
    counted->count += page->events_count;
    counted->more = page->more;
}

static uint64_t count_of(struct journal *j, uint64_t id)
{
    struct counted counted = {.more = true};

    while (counted.more) {
        counted.more = false;
        CHECK_EQ(journal_read(j, (struct session_id){id}, counted.count + 1, false, count_page,
                              &counted),
                 RESULT_OK);
        fixture_drain(j);
    }
    return counted.count;
}

static void wait_for_space(struct journal *j)
{
    const struct timespec moment = {.tv_nsec = 20000000};

    atomic_store(&is_held, false);
    while (journal_is_full(j))
        nanosleep(&moment, NULL);
}

TEST(a_full_disk_refuses_what_comes_and_shows_what_is_there)
{
    struct journal *j = begin();
    uint64_t durable;

    CHECK_EQ(fixture_appended(j, 1, 1, 100, "before"), RESULT_OK);
    fault_vfs_room(fault_vfs_used() + MIB);
    durable = fill(j, 2, "filling");
    CHECK_EQ(fixture_appended(j, 1, 101, 1, "refused"), RESULT_NO_SPACE);
    CHECK_EQ(count_of(j, 1), 100);
    CHECK_EQ(count_of(j, 2), durable);
    CHECK_EQ(fixture_appended(j, 3, 1, 1, "new"), RESULT_NO_SPACE);
    fixture_read(j, 3, 1, false, &session);
    CHECK_EQ(session.result, RESULT_NOT_FOUND);
    end(j);
}

TEST(when_there_is_space_again_writing_goes_on_by_itself)
{
    struct journal *j = begin();
    uint64_t durable;

    fault_vfs_room(fault_vfs_used() + MIB);
    durable = fill(j, 1, "filling");
    fault_vfs_room(0);
    wait_for_space(j);
    CHECK_EQ(fixture_appended(j, 1, durable + 1, 10, "after"), RESULT_OK);
    journal_close(j);
    j = open_journal();
    CHECK_EQ(count_of(j, 1), durable + 10);
    end(j);
}

TEST(a_full_disk_does_not_keep_the_server_from_starting)
{
    struct journal *j = begin();
    uint64_t durable;

    fault_vfs_room(fault_vfs_used() + MIB);
    durable = fill(j, 1, "filling");
    fault_vfs_room(1);
    journal_close(j);
    j = open_journal();
    CHECK(journal_is_full(j));
    CHECK_EQ(count_of(j, 1), durable);
    CHECK_EQ(fixture_appended(j, 1, durable + 1, 1, "refused"), RESULT_NO_SPACE);
    end(j);
}

/* What fills the disk is session 2 itself: its words are on every page. */
static struct journal *begin_filled(void)
{
    struct journal *j = begin();

    CHECK_EQ(fixture_appended(j, 1, 1, 100, "stays"), RESULT_OK);
    fault_vfs_room(fault_vfs_used() + 4 * MIB);
    CHECK(fill(j, 2, "verdwijn") > 0);
    return j;
}

TEST(on_a_full_disk_a_session_is_deleted_for_good)
{
    struct journal *j = begin_filled();

    fault_vfs_room(1); /* Whatever is given back is taken by others at once. */
    fault_vfs_room(fault_vfs_used());
    CHECK_EQ(fixture_deleted(j, 2), RESULT_OK);
    fixture_read(j, 2, 1, false, &session);
    CHECK_EQ(session.result, RESULT_NOT_FOUND);
    CHECK(!fixture_folder_holds(&folder, "verdwijn"));
    CHECK_EQ(count_of(j, 1), 100);
    end(j);
}

/* What is overwritten there needs space, too: that which is kept for deletions. */
TEST(on_a_full_disk_that_never_overwrites_in_place_a_session_is_deleted_for_good)
{
    struct journal *j = begin_filled();

    fault_vfs_room(fault_vfs_used());
    fault_vfs_copies();
    CHECK_EQ(fixture_deleted(j, 2), RESULT_OK);
    CHECK(!fixture_folder_holds(&folder, "verdwijn"));
    CHECK_EQ(count_of(j, 1), 100);
    CHECK(!journal_is_poisoned(j));
    end(j);
}

/* Rows of several sessions on each page, moved as these grew. */
static void write_by_turns(struct journal *j)
{
    for (uint64_t round = 0; round < 20; round++)
        for (uint64_t id = 1; id <= 3; id++)
            CHECK_EQ(fixture_appended(j, id, 1 + round * 3, 3, id == 2 ? "verdwijn" : "stays"),
                     RESULT_OK);
}

/* One write of it, whichever, finds no space; overwriting what was moved is one of them. The
 * process goes on, the trainer is told if it is not done, and can ask again. false: there was no
 * such write. */
static bool deleted_though_full_once(uint64_t k)
{
    struct journal *j = begin();
    bool was_full;
    int result;

    write_by_turns(j);
    fault_vfs_full_once(k);
    result = fixture_deleted(j, 2);
    was_full = fault_vfs_was_full();
    fault_vfs_full_once(0);
    CHECK(result == RESULT_OK || (was_full && result == RESULT_NO_SPACE));
    CHECK(!journal_is_poisoned(j));
    if (result != RESULT_OK)
        CHECK_EQ(fixture_deleted(j, 2), RESULT_OK);
    CHECK(!fixture_folder_holds(&folder, "verdwijn"));
    CHECK_EQ(count_of(j, 1), 60);
    end(j);
    return was_full;
}

TEST(whichever_write_of_a_deletion_finds_no_space_the_process_goes_on_and_it_can_be_asked_again)
{
    uint64_t k = 1;

    while (deleted_though_full_once(k))
        k++;
    CHECK(k > 10); /* Some of them were met. */
}

/* Full at another moment every time: nothing acknowledged is lost, and a deletion works. */
TEST(a_hundred_times_full_and_nothing_is_lost)
{
    for (int64_t time = 0; time < 100; time++) {
        struct journal *j = begin();
        uint64_t durable;

        CHECK_EQ(fixture_appended(j, 1, 1, 20, "stays"), RESULT_OK);
        CHECK_EQ(fixture_appended(j, 3, 1, 20, "verdwijn"), RESULT_OK);
        fault_vfs_room(fault_vfs_used() + 20000 + time * 7919);
        durable = fill(j, 2, "filling");
        if (time % 2 == 0)
            CHECK_EQ(fixture_deleted(j, 3), RESULT_OK);
        journal_close(j);
        j = open_journal();
        CHECK_EQ(count_of(j, 1), 20);
        CHECK_EQ(count_of(j, 2), durable);
        CHECK_EQ(fixture_folder_holds(&folder, "verdwijn"), time % 2 != 0);
        fault_vfs_room(0);
        if (time % 10 == 0) {
            wait_for_space(j);
            CHECK_EQ(fixture_appended(j, 1, 21, 1, "after"), RESULT_OK);
        }
        end(j);
    }
}
