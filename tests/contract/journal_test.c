/* What every journal promises: run on each implementation. */
#include "journal/journal.h"
#include "journal/journal_job.h"

#include "journal_each.h"
#include "journal_fixture.h"
#include "test.h"

static void read_in_order(struct journal *j)
{
    static struct fixture_session s;
    struct fixture_done a, b, c;

    CHECK_EQ(fixture_append(j, 7, 1, 3, "first", &a), RESULT_OK);
    CHECK_EQ(fixture_append(j, 9, 1, 1, "other", &b), RESULT_OK);
    CHECK_EQ(fixture_append(j, 7, 4, 2, "second", &c), RESULT_OK);
    CHECK_EQ(a.calls + b.calls + c.calls, 0); /* Never from inside the call. */
    fixture_drain(j);
    CHECK_EQ(a.result, RESULT_OK);
    CHECK_EQ(b.result, RESULT_OK);
    CHECK_EQ(c.result, RESULT_OK);
    CHECK_EQ(a.calls + b.calls + c.calls, 3);
    fixture_read(j, 7, 1, false, &s);
    CHECK_EQ(s.result, RESULT_OK);
    CHECK_EQ(s.count, 5);
    CHECK_TEXT(s.events[0], "7:1:first");
    CHECK_TEXT(s.events[4], "7:5:second");
    fixture_read(j, 7, 5, false, &s);
    CHECK_EQ(s.count, 1);
    CHECK_TEXT(s.events[0], "7:5:second");
    fixture_read(j, 7, 6, false, &s);
    CHECK_EQ(s.count, 0);
    CHECK_EQ(s.result, RESULT_OK);
}

TEST(events_are_read_back_in_order)
{
    on_each(read_in_order);
}

static void fence_gaps(struct journal *j)
{
    static struct fixture_session s;
    struct fixture_done good, early, late, gone, after;

    fixture_append(j, 7, 1, 2, "a", &good);
    fixture_append(j, 7, 2, 1, "b", &early);
    fixture_append(j, 7, 4, 1, "c", &late);
    fixture_append(j, 8, 2, 1, "d", &gone);
    fixture_append(j, 7, 3, 1, "e", &after);
    fixture_drain(j);
    CHECK_EQ(good.result, RESULT_OK);
    CHECK_EQ(early.result, RESULT_FENCED);
    CHECK_EQ(late.result, RESULT_FENCED);
    CHECK_EQ(gone.result, RESULT_FENCED);
    CHECK_EQ(after.result, RESULT_OK);
    fixture_read(j, 7, 1, false, &s);
    CHECK_EQ(s.count, 3);
    CHECK_TEXT(s.events[2], "7:3:e");
    CHECK(!journal_is_poisoned(j));
}

TEST(a_batch_that_is_not_the_next_one_is_fenced_and_writes_nothing)
{
    on_each(fence_gaps);
}

static void page_by_page(struct journal *j)
{
    static struct fixture_session s;
    struct fixture_done done;
    const uint32_t count = JOURNAL_PAGE_EVENTS_MAX * 2 + 5;

    CHECK_EQ(fixture_append(j, 3, 1, count, "x", &done), RESULT_OK);
    fixture_drain(j);
    fixture_read(j, 3, 1, true, &s);
    CHECK_EQ(s.result, RESULT_OK);
    CHECK_EQ(s.count, count);
    CHECK_EQ(s.pages, 3);
    CHECK_TEXT(s.events[JOURNAL_PAGE_EVENTS_MAX], "3:1025:x");
}

TEST(long_journals_are_read_in_pages)
{
    on_each(page_by_page);
}

static void snapshots(struct journal *j)
{
    static struct fixture_session s;
    struct fixture_done done;

    fixture_append(j, 5, 1, 4, "x", &done);
    fixture_append_snapshot(j, 5, 5, "old state", &done);
    fixture_append(j, 5, 6, 1, "y", &done);
    fixture_append_snapshot(j, 5, 7, "new state", &done);
    fixture_append(j, 5, 8, 2, "z", &done);
    fixture_drain(j);
    fixture_read(j, 5, 1, true, &s);
    CHECK_TEXT(s.snapshot, "new state");
    CHECK_EQ(s.snapshot_seq, 7);
    CHECK_EQ(s.seq_first, 8);
    CHECK_EQ(s.count, 2);
    fixture_read(j, 5, 1, false, &s);
    CHECK_EQ(s.count, 9);
    CHECK_TEXT(s.snapshot, "");
}

TEST(a_snapshot_shortens_reading_and_hides_nothing)
{
    on_each(snapshots);
}

static void tokens(struct journal *j)
{
    struct fixture_done done;
    struct journal_found found;

    fixture_append(j, 2, 1, 1, "x", &done);
    fixture_append_token(j, 2, 2, JOURNAL_TOKEN_ADD, 4, 0xA1, &done);
    fixture_append_token(j, 2, 3, JOURNAL_TOKEN_ADD, 5, 0xA2, &done);
    found = fixture_find(j, 0xA1);
    CHECK_EQ(found.result, RESULT_OK);
    CHECK_EQ(found.session.value, 2);
    CHECK_EQ(found.seat, 4);
    CHECK(!found.waiting);
    CHECK_EQ(fixture_find(j, 0xA3).result, RESULT_NOT_FOUND);

    fixture_append_token(j, 2, 4, JOURNAL_TOKEN_ISSUE, 4, 0xB1, &done);
    fixture_append_token(j, 2, 5, JOURNAL_TOKEN_ISSUE, 4, 0xB2, &done);
    CHECK_EQ(fixture_find(j, 0xB1).result, RESULT_NOT_FOUND); /* A new one replaces it. */
    found = fixture_find(j, 0xB2);
    CHECK_EQ(found.result, RESULT_OK);
    CHECK(found.waiting);
    CHECK_EQ(fixture_find(j, 0xA1).result, RESULT_OK); /* Until the new device is there. */

    fixture_append_token(j, 2, 6, JOURNAL_TOKEN_USE, 4, 0, &done);
    CHECK_EQ(fixture_find(j, 0xA1).result, RESULT_NOT_FOUND);
    found = fixture_find(j, 0xB2);
    CHECK_EQ(found.result, RESULT_OK);
    CHECK(!found.waiting);
    CHECK_EQ(fixture_find(j, 0xA2).seat, 5);

    fixture_append_token(j, 2, 7, JOURNAL_TOKEN_DROP, 5, 0, &done);
    CHECK_EQ(fixture_find(j, 0xA2).result, RESULT_NOT_FOUND);
    CHECK_EQ(fixture_find(j, 0xB2).result, RESULT_OK);
}

TEST(tokens_change_with_their_batch)
{
    on_each(tokens);
}

struct listed {
    uint32_t count;
    uint64_t first, last;
    bool more;
    struct journal_entry entry;
};

static void take_listed(void *arg, const struct journal_listed *listed)
{
    struct listed *out = arg;

    CHECK_EQ(listed->result, RESULT_OK);
    out->count = listed->count;
    out->more = listed->more;
    if (listed->count > 0) {
        out->first = listed->entries[0].session.value;
        out->last = listed->entries[listed->count - 1].session.value;
        out->entry = listed->entries[0];
    }
}

static struct listed list(struct journal *j, uint64_t after, uint64_t until_ms)
{
    struct listed out = {0};

    CHECK_EQ(journal_list(j, (struct session_id){after}, until_ms, take_listed, &out), RESULT_OK);
    fixture_drain(j);
    return out;
}

static void index_and_expiry(struct journal *j)
{
    struct fixture_done done;
    struct listed all;

    for (uint64_t id = 30; id > 0; id -= 10) /* delete_at_ms is 5000 + id */
        fixture_append(j, id, 1, 1, "x", &done);
    all = list(j, 0, UINT64_MAX);
    CHECK_EQ(all.count, 3);
    CHECK_EQ(all.first, 10);
    CHECK_EQ(all.last, 30);
    CHECK(!all.more);
    CHECK_TEXT(all.entry.scenario, "de-proef");
    CHECK_TEXT(all.entry.scenario_version, "1.0.0");
    CHECK_EQ(all.entry.created_ms, 1000);
    CHECK_EQ(all.entry.owner, INT64_MAX - 10);
    CHECK_EQ(list(j, 10, UINT64_MAX).first, 20);
    CHECK_EQ(list(j, 0, 5020).count, 2);
    CHECK_EQ(list(j, 0, 5009).count, 0);
}

TEST(sessions_are_listed_and_those_that_expire_are_found)
{
    on_each(index_and_expiry);
}

static void forget_seat(struct journal *j)
{
    static struct fixture_session s;
    struct fixture_done done;

    fixture_append(j, 1, 1, 2, "seat3", &done);
    fixture_append(j, 1, 3, 1, "seat4", &done);
    fixture_append(j, 2, 1, 1, "seat3", &done);
    fixture_append_token(j, 1, 4, JOURNAL_TOKEN_ADD, 3, 0x33, &done);
    CHECK_EQ(fixture_append_leaving(j, 1, 5, 3, "without", &done), RESULT_OK);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
    fixture_read(j, 1, 1, false, &s);
    CHECK_EQ(s.count, 5);
    CHECK_TEXT(s.events[0], "1:1:");
    CHECK_TEXT(s.events[1], "1:2:");
    CHECK_TEXT(s.events[2], "1:3:seat4");
    CHECK_TEXT(s.events[4], "1:5:left");
    CHECK_EQ(fixture_find(j, 0x33).result, RESULT_NOT_FOUND);
    fixture_read(j, 2, 1, false, &s); /* The same seat number in another session. */
    CHECK_TEXT(s.events[0], "2:1:seat3");
    fixture_append(j, 1, 6, 1, "on", &done);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
}

TEST(who_leaves_takes_along_what_they_wrote)
{
    on_each(forget_seat);
}

static void forget_what_is_over(struct journal *j)
{
    static struct fixture_session s;
    struct fixture_done done;

    fixture_append(j, 1, 1, 1, "answer", &done);
    fixture_append(j, 1, 2, 1, "seat4", &done);
    fixture_append(j, 1, 3, 1, "answer", &done);
    fixture_append(j, 2, 1, 1, "answer", &done);
    CHECK_EQ(fixture_append_leaving(j, 1, 4, SEAT_NONE, "without", &done), RESULT_OK);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
    fixture_read(j, 1, 1, false, &s);
    CHECK_EQ(s.count, 4);
    CHECK_TEXT(s.events[0], "1:1:");
    CHECK_TEXT(s.events[1], "1:2:seat4");
    CHECK_TEXT(s.events[2], "1:3:");
    fixture_read(j, 2, 1, false, &s); /* In another session it is not over. */
    CHECK_TEXT(s.events[0], "2:1:answer");
    fixture_append(j, 1, 5, 1, "on", &done);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
}

TEST(what_was_answered_goes_from_the_journal_when_it_is_over)
{
    on_each(forget_what_is_over);
}

static void deletion(struct journal *j)
{
    static struct fixture_session s;
    struct fixture_done done, late, again;

    fixture_append(j, 2, 1, 5, "x", &done);
    fixture_append_token(j, 2, 6, JOURNAL_TOKEN_ADD, 4, 0xA1, &done);
    fixture_append_snapshot(j, 2, 7, "state", &done);
    fixture_append(j, 3, 1, 1, "stays", &done);
    done.result = late.result = -1;
    CHECK_EQ(journal_delete(j, (struct session_id){2}, fixture_done, &done), RESULT_OK);
    fixture_append(j, 2, 8, 1, "late", &late);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
    CHECK_EQ(late.result, RESULT_FENCED);
    fixture_read(j, 2, 1, true, &s);
    CHECK_EQ(s.result, RESULT_NOT_FOUND);
    CHECK_EQ(fixture_find(j, 0xA1).result, RESULT_NOT_FOUND);
    CHECK_EQ(list(j, 0, UINT64_MAX).count, 1);
    fixture_read(j, 3, 1, true, &s);
    CHECK_EQ(s.count, 1);
    again.result = -1;
    CHECK_EQ(journal_delete(j, (struct session_id){2}, fixture_done, &again), RESULT_OK);
    fixture_drain(j);
    CHECK_EQ(again.result, RESULT_OK);
}

TEST(deletion_takes_all_of_a_session_and_nothing_else)
{
    on_each(deletion);
}

static void queue_is_bounded(struct journal *j)
{
    uint32_t count = 0;
    enum result result = RESULT_OK;
    struct fixture_done done;

    while (count < JOURNAL_QUEUE_MAX * 2 &&
           (result = journal_delete(j, (struct session_id){1}, fixture_done, &done)) == RESULT_OK)
        count++;
    CHECK_EQ(result, RESULT_FULL);
    CHECK_EQ(count, JOURNAL_QUEUE_MAX);
    fixture_drain(j);
    CHECK_EQ(fixture_append(j, 1, 1, 1, "x", &done), RESULT_OK);
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
}

TEST(the_queue_says_full_and_recovers)
{
    on_each(queue_is_bounded);
}

/* So many sessions, which nobody reads: the pages in which they are listed. */
static void pages_of_a_list(struct journal *j)
{
    struct fixture_done done;
    struct listed found;

    for (uint32_t i = 1; i <= JOURNAL_PAGE_SESSIONS_MAX + 1; i++) {
        if (i == JOURNAL_PAGE_SESSIONS_MAX + 1) {
            found = list(j, 1, UINT64_MAX);
            CHECK_EQ(found.count, JOURNAL_PAGE_SESSIONS_MAX - 1);
            CHECK(!found.more);
        }
        CHECK_EQ(fixture_append(j, i, 1, 1, "x", &done), RESULT_OK);
        fixture_drain(j);
    }
    found = list(j, 1, UINT64_MAX);
    CHECK_EQ(found.count, JOURNAL_PAGE_SESSIONS_MAX);
    found = list(j, 0, UINT64_MAX);
    CHECK_EQ(found.count, JOURNAL_PAGE_SESSIONS_MAX);
    CHECK(found.more);
    CHECK_EQ(list(j, JOURNAL_PAGE_SESSIONS_MAX, UINT64_MAX).count, 1);
}

TEST(a_list_has_as_many_sessions_as_a_page_may_and_the_next_page_has_the_others)
{
    on_each(pages_of_a_list);
}

/* A batch with a snapshot of this size: what became of it. */
static enum result append_bytes(struct journal *j, uint64_t id, size_t snapshot_bytes)
{
    static uint8_t snapshot[JOURNAL_SNAPSHOT_BYTES_MAX];
    static struct fixture_done done;
    const struct journal_entry entry = fixture_entry(id, "", 5000);
    const struct bytes event = bytes_of("x");
    const struct journal_batch batch = {.session = {id},
                                        .seq_first = 1,
                                        .events = &event,
                                        .events_count = 1,
                                        .created = &entry,
                                        .snapshot = {snapshot, snapshot_bytes},
                                        .snapshot_seq = 1};

    return journal_append(j, &batch, fixture_done, &done);
}

/* Nothing is written meanwhile. */
TEST(the_queue_has_as_many_bytes_as_it_may_and_not_sixteen_more)
{
    const struct journal_options options = {0};
    struct journal *j;
    size_t around, left;
    uint64_t id = 1;

    CHECK_EQ(journal_open_memory(&j, &options), RESULT_OK);
    journal_memory_hold(j, true);
    CHECK_EQ(append_bytes(j, id++, 16), RESULT_OK);
    around = j->jobs_bytes - 16; /* What comes with each. Parts are rounded up to sixteen. */
    while ((left = JOURNAL_QUEUE_BYTES_MAX - j->jobs_bytes) > JOURNAL_SNAPSHOT_BYTES_MAX + around)
        CHECK_EQ(append_bytes(j, id++, JOURNAL_SNAPSHOT_BYTES_MAX), RESULT_OK);
    CHECK_EQ(append_bytes(j, id, left - around + 16), RESULT_FULL);
    CHECK(!journal_has_room(j));
    CHECK_EQ(append_bytes(j, id, (left - around) & ~(size_t)15), RESULT_OK);
    CHECK(JOURNAL_QUEUE_BYTES_MAX - j->jobs_bytes < 16);
    journal_memory_lose(j);
    journal_memory_hold(j, false);
    CHECK_EQ(append_bytes(j, id, 16), RESULT_OK);
    journal_close(j);
}
