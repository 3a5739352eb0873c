/* For every n, the disk fails at the n-th write, truncate or sync, and the process goes on, dies,
 * or loses power. Whatever was acknowledged is there afterwards, in order; what was not is there
 * whole or not at all; and after the first failure nothing more is acknowledged. */
#include "journal/journal.h"

#include "fault_vfs.h"
#include "journal_fixture.h"
#include "sys/log.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SESSIONS 3
#define BATCHES  24

struct story {
    struct fixture_done done[BATCHES];
    struct fixture_done deleted;
    uint64_t seq_acknowledged[SESSIONS + 1]; /* Last seq that was acknowledged, by session. */
    bool is_deleted[SESSIONS + 1];           /* The deletion was acknowledged. */
};

/* Some sessions, batches of different sizes, tokens and snapshots; one session is deleted. */
static void play(struct fixture_folder *folder, struct story *story)
{
    struct journal_options options = {.path = folder->path, .vfs = FAULT_VFS_NAME};
    uint64_t seq[SESSIONS + 1] = {0};
    struct journal *j = NULL;

    memset(story, 0, sizeof *story);
    story->deleted.result = -1;
    for (uint32_t i = 0; i < BATCHES; i++)
        story->done[i].result = -1;
    if (journal_open_sqlite(&j, &options) != RESULT_OK)
        return;
    for (uint32_t i = 0; i < BATCHES; i++) {
        uint64_t id = 1 + i % SESSIONS, first = seq[id] + 1;
        uint32_t count = 1 + i % 5;
        enum result result;

        if (i >= SESSIONS && i % 4 == 0)
            result = fixture_append_snapshot(j, id, first, "a state", &story->done[i]);
        else
            result = fixture_append(j, id, first, count, "x", &story->done[i]);
        seq[id] += i >= SESSIONS && i % 4 == 0 ? 1 : count;
        if (result != RESULT_OK)
            story->done[i].result = (int)result;
        if (i == BATCHES - 2)
            journal_delete(j, (struct session_id){SESSIONS}, fixture_done, &story->deleted);
        if (i % 3 == 2)
            fixture_drain(j);
    }
    fixture_drain(j);
    story->is_deleted[SESSIONS] = story->deleted.result == RESULT_OK;
    CHECK_EQ(journal_is_poisoned(j) || journal_is_full(j), fault_vfs_failed());
    journal_close(j);
}

/* Find out what was acknowledged, in the order of the story. */
static void sum_up(struct story *story)
{
    uint64_t seq[SESSIONS + 1] = {0};
    bool failed = false;

    for (uint32_t i = 0; i < BATCHES; i++) {
        uint64_t id = 1 + i % SESSIONS;

        seq[id] += i >= SESSIONS && i % 4 == 0 ? 1 : 1 + i % 5;
        if (story->done[i].result == RESULT_OK) {
            CHECK(!failed || id == SESSIONS); /* Nothing is acknowledged after a failure. */
            story->seq_acknowledged[id] = seq[id];
        } else if (story->done[i].result == RESULT_IO) {
            failed = true;
        }
    }
}

static void check_durable(struct fixture_folder *folder, const struct story *story, uint64_t n)
{
    static struct fixture_session s;
    struct journal_options options = {.path = folder->path};
    const struct journal_loss *losses;
    struct journal *j = NULL;
    enum result opened = journal_open_sqlite(&j, &options);

    if (opened != RESULT_OK) {
        test_fail(__FILE__, __LINE__, "after failure %d: not opened, %s", (int)n,
                  result_name(opened));
        return;
    }
    if (journal_losses(j, &losses) != 0)
        test_fail(__FILE__, __LINE__,
                  "after failure %d: session %d is said to miss events, %d of %d", (int)n,
                  (int)losses[0].session.value, (int)losses[0].events_are,
                  (int)losses[0].events_were);
    for (uint64_t id = 1; id <= SESSIONS; id++) {
        fixture_read(j, id, 1, false, &s);
        if (story->is_deleted[id]) {
            CHECK_EQ(s.result, RESULT_NOT_FOUND);
            continue;
        }
        if (id == SESSIONS && story->deleted.calls > 0 && s.result == RESULT_NOT_FOUND)
            continue; /* Deleted though not acknowledged: allowed. */
        if (s.count < story->seq_acknowledged[id])
            test_fail(__FILE__, __LINE__,
                      "after failure %d: session %d has %d events, %d were "
                      "acknowledged",
                      (int)n, (int)id, (int)s.count, (int)story->seq_acknowledged[id]);
        for (uint32_t i = 0; i < s.count; i++) {
            char start[32];

            snprintf(start, sizeof start, "%d:%d:", (int)id, (int)i + 1);
            CHECK(strncmp(s.events[i], start, strlen(start)) == 0);
        }
    }
    journal_close(j);
}

static void fail_at_every_write(bool full, bool power)
{
    static struct story story;
    struct fixture_folder folder;
    uint64_t count, failures = 0;

    log_set_level(LOG_NONE); /* Hundreds of failures, all on purpose. */
    fault_vfs_reset(0, false);
    fixture_folder_make(&folder);
    play(&folder, &story);
    count = fault_vfs_count();
    fixture_folder_remove(&folder);
    for (uint64_t n = 1; n <= count; n++) {
        fault_vfs_reset(n, full);
        fixture_folder_make(&folder);
        play(&folder, &story);
        failures += fault_vfs_failed(); /* The last may not be reached, because groups vary. */
        if (power)
            fault_vfs_lose_power();
        sum_up(&story);
        check_durable(&folder, &story, n);
        fixture_folder_remove(&folder);
    }
    CHECK(failures > 40);
}

TEST(a_broken_disk_loses_nothing_that_was_acknowledged)
{
    fail_at_every_write(false, false);
}

TEST(a_full_disk_loses_nothing_that_was_acknowledged)
{
    fail_at_every_write(true, false);
}

TEST(a_power_loss_loses_nothing_that_was_acknowledged)
{
    fail_at_every_write(false, true);
}

static void open_and_die(struct fixture_folder *folder, bool appends)
{
    struct journal_options options = {.path = folder->path, .vfs = FAULT_VFS_NAME};
    struct fixture_done done = {.result = -1};
    struct journal *j = NULL;

    fault_vfs_die(false);
    CHECK_EQ(journal_open_sqlite(&j, &options), RESULT_OK);
    if (j == NULL)
        return;
    if (appends) {
        CHECK_EQ(fixture_append(j, 1, 1, 1, "x", &done), RESULT_OK);
        fixture_drain(j);
        CHECK_EQ(done.result, RESULT_OK);
    }
    fault_vfs_die(true);
    journal_close(j);
}

/* Found by a voyage (tests/voyage): the file was made longer, the process killed before that was
 * synced, and the next one counted the pages of the longer file in a commit. */
TEST(a_file_that_was_made_longer_opens_after_a_power_loss)
{
    static struct story story;
    struct fixture_folder folder;

    log_set_level(LOG_NONE);
    fault_vfs_reset(0, false);
    fixture_folder_make(&folder);
    open_and_die(&folder, false);
    open_and_die(&folder, false);
    open_and_die(&folder, true);
    fault_vfs_lose_power();
    memset(&story, 0, sizeof story);
    story.seq_acknowledged[1] = 1;
    check_durable(&folder, &story, 0);
    fixture_folder_remove(&folder);
}

/* DILEMMA_POWER_STATES: how many; `./dev torture powercut` asks for a thousand. */
TEST(a_power_cut_that_tears_and_reorders_pages_loses_nothing_that_was_acknowledged)
{
    static struct story story;
    const char *wish = getenv("DILEMMA_POWER_STATES");
    const uint64_t states = wish != NULL ? strtoull(wish, NULL, 10) : 60;
    struct fixture_folder folder;
    uint64_t count, acknowledged = 0;

    log_set_level(LOG_NONE);
    fault_vfs_reset(0, false);
    fixture_folder_make(&folder);
    play(&folder, &story);
    count = fault_vfs_count();
    fixture_folder_remove(&folder);
    for (uint64_t state = 0; state < states; state++) {
        fault_vfs_reset(1 + state * 7919 % count, false);
        fixture_folder_make(&folder);
        play(&folder, &story);
        fault_vfs_lose_power_torn(state + 1);
        sum_up(&story);
        for (uint64_t id = 1; id <= SESSIONS; id++)
            acknowledged += story.seq_acknowledged[id];
        check_durable(&folder, &story, state);
        fixture_folder_remove(&folder);
    }
    CHECK(acknowledged > states);
    printf("{\"name\":\"powercut\",\"states\":%d,\"moments\":%d,\"acknowledged\":%d}\n",
           (int)states, (int)count, (int)acknowledged);
}
