/* bench_journal.c -- what a commit of one event costs the writer: with twenty sessions in the file,
 * and with two thousand, which must not matter. Count instructions, because those do not depend on
 * how busy the machine is; DILEMMA_COMMITS=0 tells what making the sessions costs.
 *
 *     valgrind --tool=callgrind --toggle-collect=sqlite_writer_run bench_journal twenty
 *     valgrind --tool=callgrind --toggle-collect=sqlite_writer_run bench_journal many */
#include "journal/journal.h"

#include "journal_fixture.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define COMMITS  2000
#define SPEAKING 20 /* Of so many sessions, at most, somebody votes. */

/* About as long as a vote with its reason. */
static const char event[] = "a vote, and the reason that somebody gave for it";

static void commits(uint64_t sessions)
{
    static struct fixture_done done[COMMITS];
    const char *wish = getenv("DILEMMA_COMMITS");
    const uint64_t count = wish != NULL && atoi(wish) < COMMITS ? (uint64_t)atoi(wish) : COMMITS;
    struct fixture_folder folder;
    struct journal_options options = {0};
    struct journal *j = NULL;

    fixture_folder_make(&folder);
    options.path = folder.path;
    CHECK_EQ(journal_open_sqlite(&j, &options), RESULT_OK);
    for (uint64_t id = 1; id <= sessions; id++) {
        CHECK_EQ(fixture_append(j, id, 1, 1, event, &done[id - 1]), RESULT_OK);
        fixture_drain(j);
    }
    for (uint64_t i = 0; i < count; i++) {
        CHECK_EQ(fixture_append(j, 1 + i % SPEAKING, 2 + i / SPEAKING, 1, event, &done[i]),
                 RESULT_OK);
        fixture_drain(j);
        CHECK_EQ(done[i].result, RESULT_OK);
    }
    printf("bench_journal: %d commits, %d sessions\n", (int)count, (int)sessions);
    journal_close(j);
    fixture_folder_remove(&folder);
}

TEST(twenty)
{
    commits(20);
}

TEST(many)
{
    commits(2000);
}
