/* bench_journal.c -- what a commit of one event costs the writer: with one session in the file, and
 * with two thousand, which must not matter. Count instructions, because those do not depend on how
 * busy the machine is.
 *
 *     valgrind --tool=callgrind --toggle-collect=sqlite_writer_run bench_journal one
 *     valgrind --tool=callgrind --toggle-collect=sqlite_writer_run bench_journal many */
#include "journal/journal.h"

#include "journal_fixture.h"
#include "test.h"

#include <stdio.h>

#define COMMITS 2000

/* About as long as a vote with its reason. */
static const char event[] = "a vote, and the reason that somebody gave for it";

static void commits(uint64_t sessions)
{
    static struct fixture_done done[COMMITS];
    struct fixture_folder folder;
    struct journal_options options = {0};
    struct journal *j = NULL;

    fixture_folder_make(&folder);
    options.path = folder.path;
    CHECK_EQ(journal_open_sqlite(&j, &options), RESULT_OK);
    for (uint64_t id = 1; id <= sessions; id++)
        CHECK_EQ(fixture_append(j, id, 1, 1, event, &done[id - 1]), RESULT_OK);
    fixture_drain(j); /* A few groups. */
    for (uint64_t i = 0; i < COMMITS; i++) {
        const uint64_t id = 1 + i % (sessions < 20 ? sessions : 20);

        CHECK_EQ(fixture_append(j, id, 2 + i / (sessions < 20 ? sessions : 20), 1, event, &done[i]),
                 RESULT_OK);
        fixture_drain(j);
        CHECK_EQ(done[i].result, RESULT_OK);
    }
    printf("bench_journal: %d commits, %d sessions\n", COMMITS, (int)sessions);
    journal_close(j);
    fixture_folder_remove(&folder);
}

TEST(one)
{
    commits(1);
}

TEST(twenty)
{
    commits(20);
}

TEST(many)
{
    commits(2000);
}
