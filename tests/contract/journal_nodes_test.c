/* Several nodes on one database: whose a session is, and that nobody else writes it. */
#include "journal/journal.h"

#include "journal_fixture.h"
#include "postgres_fixture.h"
#include "test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- helpers -------------------------------------------------------------------------------- */

static struct journal *node(const char *name)
{
    struct journal_options options = {.path = postgres_url(), .node = name};
    struct journal *j = NULL;

    CHECK_EQ(journal_open_postgres(&j, &options), RESULT_OK);
    if (j == NULL)
        exit(1);
    return j;
}

static enum result opens(const char *name)
{
    struct journal_options options = {.path = postgres_url(), .node = name};
    struct journal *j = NULL;
    const enum result result = journal_open_postgres(&j, &options);

    journal_close(j);
    return result;
}

struct read {
    enum result result;
    char node[JOURNAL_NODE_BYTES_MAX], code[CODE_BYTES + 1];
    uint64_t events_count;
    bool more;
};

static void take_page(void *arg, const struct journal_page *page)
{
    struct read *out = arg;

    out->result = page->result;
    out->events_count += page->events_count;
    out->more = page->more;
    snprintf(out->node, sizeof out->node, "%s", page->node != NULL ? page->node : "");
    if (page->entry != NULL && page->result == RESULT_OK)
        snprintf(out->code, sizeof out->code, "%s", page->entry->code);
}

static struct read asks_for(struct journal *j, uint64_t session)
{
    struct read out = {0};

    do {
        CHECK_EQ(journal_read(j, (struct session_id){session}, out.events_count + 1, false,
                              take_page, &out),
                 RESULT_OK);
        fixture_drain(j);
    } while (out.result == RESULT_OK && out.more);
    return out;
}

/* As if it had not been heard of for five seconds. */
static void silence(const char *name)
{
    char text[256];

    snprintf(
        text, sizeof text,
        "UPDATE dilemma.node SET lease = clock_timestamp() - interval '1 ms' WHERE name = '%s'",
        name);
    postgres_say(text);
}

/* As if its connection could not be cut. */
static void bury(const char *name)
{
    char text[256];

    snprintf(text, sizeof text,
             "UPDATE dilemma.node SET epoch = epoch + 1, owner = '' WHERE name = '%s'", name);
    postgres_say(text);
}

static uint64_t events_stored(void)
{
    return postgres_number("SELECT count(*) FROM dilemma.event");
}

/* ---- who may come --------------------------------------------------------------------------- */

TEST(nodes_with_different_names_share_a_database)
{
    struct journal *one, *two;

    postgres_fresh();
    one = node("n1");
    two = node("n2");
    CHECK(journal_is_shared(one) && journal_is_shared(two));
    CHECK_EQ(fixture_appended(one, 1, 1, 2, "x"), RESULT_OK);
    CHECK_EQ(fixture_appended(two, 2, 1, 2, "x"), RESULT_OK);
    CHECK_EQ(opens("n1"), RESULT_FENCED);
    CHECK_EQ(opens(NULL), RESULT_FENCED);
    journal_close(one);
    journal_close(two);
}

TEST(a_server_without_a_name_keeps_nodes_away_and_takes_what_they_left)
{
    struct journal *one, *alone;

    postgres_fresh();
    one = node("n1");
    CHECK_EQ(fixture_appended(one, 1, 1, 2, "x"), RESULT_OK);
    journal_close(one);
    alone = node(NULL);
    CHECK(!journal_is_shared(alone));
    CHECK_EQ(opens("n1"), RESULT_FENCED);
    CHECK_EQ(fixture_appended(alone, 1, 3, 1, "on"), RESULT_OK);
    journal_close(alone);
    one = node("n1");
    CHECK_EQ(asks_for(one, 1).events_count, 3);
    CHECK_EQ(fixture_appended(one, 1, 4, 1, "on"), RESULT_OK);
    journal_close(one);
}

TEST(names_of_nodes_are_short_and_plain)
{
    CHECK(journal_check_node("n1") && journal_check_node("abcdefghijklmno"));
    CHECK(!journal_check_node("") && !journal_check_node("1n") && !journal_check_node("N1"));
    CHECK(!journal_check_node("n'1") && !journal_check_node("a/b"));
    CHECK(!journal_check_node("abcdefghijklmnop"));
}

TEST(tables_of_format_1_are_brought_up_to_date)
{
    struct journal *j;

    postgres_fresh();
    j = postgres_journal(postgres_url());
    CHECK_EQ(fixture_appended(j, 1, 1, 2, "x"), RESULT_OK);
    journal_close(j);
    postgres_say("DROP INDEX dilemma.session_by_code; ALTER TABLE dilemma.session DROP COLUMN node;"
                 "ALTER TABLE dilemma.node DROP COLUMN name, DROP COLUMN lease;"
                 "UPDATE dilemma.format SET version = 1");
    j = postgres_journal(postgres_url());
    CHECK_EQ(fixture_appended(j, 1, 3, 1, "on"), RESULT_OK);
    journal_close(j);
    j = node("n1");
    CHECK_EQ(asks_for(j, 1).events_count, 3);
    journal_close(j);
}

/* ---- whose it is ---------------------------------------------------------------------------- */

TEST(a_session_of_a_node_that_lives_is_read_written_and_deleted_by_no_other)
{
    struct journal *one, *two;
    struct read read;

    postgres_fresh();
    one = node("n1");
    two = node("n2");
    CHECK_EQ(fixture_appended(one, 1, 1, 2, "x"), RESULT_OK);
    read = asks_for(two, 1);
    CHECK_EQ(read.result, RESULT_FENCED);
    CHECK_TEXT(read.node, "n1");
    CHECK_EQ(fixture_appended(two, 1, 3, 1, "stolen"), RESULT_FENCED);
    CHECK_EQ(fixture_deleted(two, 1), RESULT_FENCED);
    CHECK_EQ(fixture_appended(two, 2, 1, 1, "own"), RESULT_OK); /* The others play on. */
    CHECK_EQ(fixture_appended(one, 1, 3, 1, "on"), RESULT_OK);
    CHECK_EQ(events_stored(), 4);
    journal_close(one);
    journal_close(two);
}

static void make_with_code(struct journal *j, uint64_t id, const char *code,
                           struct fixture_done *done)
{
    const struct journal_entry entry = fixture_entry(id, code, 5000);
    const struct bytes event = bytes_of("x");

    *done = (struct fixture_done){0};
    CHECK_EQ(journal_append(j,
                            &(struct journal_batch){.session = {id},
                                                    .seq_first = 1,
                                                    .events = &event,
                                                    .events_count = 1,
                                                    .created = &entry},
                            fixture_done, done),
             RESULT_OK);
    fixture_drain(j);
}

static void take_found(void *arg, const struct journal_found *found)
{
    *(struct journal_found *)arg = *found;
}

TEST(a_code_is_found_by_every_node_and_is_of_one_session)
{
    struct fixture_done done;
    struct journal *one, *two;
    struct journal_found found = {0};

    postgres_fresh();
    one = node("n1");
    two = node("n2");
    make_with_code(one, 7, "ABCDEF", &done);
    CHECK_EQ(done.result, RESULT_OK);
    CHECK_TEXT(asks_for(one, 7).code, "ABCDEF");
    make_with_code(two, 8, "ABCDEF", &done);
    CHECK_EQ(done.result, RESULT_FULL);
    CHECK_EQ(journal_find_code(two, "ABCDEF", take_found, &found), RESULT_OK);
    fixture_drain(two);
    CHECK_EQ(found.result, RESULT_OK);
    CHECK_EQ(found.session.value, 7);
    CHECK_EQ(journal_find_code(two, "222222", take_found, &found), RESULT_OK);
    fixture_drain(two);
    CHECK_EQ(found.result, RESULT_NOT_FOUND);
    journal_close(one);
    journal_close(two);
}

TEST(a_node_that_stops_hands_its_sessions_over_at_once)
{
    struct journal *one, *two;

    postgres_fresh();
    one = node("n1");
    two = node("n2");
    CHECK_EQ(fixture_appended(one, 1, 1, 2, "x"), RESULT_OK);
    CHECK_EQ(asks_for(two, 1).result, RESULT_FENCED);
    journal_close(one);
    CHECK_EQ(asks_for(two, 1).events_count, 2);
    CHECK_EQ(fixture_appended(two, 1, 3, 1, "on"), RESULT_OK);
    one = node("n1");
    CHECK_EQ(asks_for(one, 1).result, RESULT_FENCED); /* It stays where it is now. */
    journal_close(one);
    journal_close(two);
}

TEST(the_sessions_of_a_node_that_was_silent_too_long_are_taken_and_it_writes_nothing_more)
{
    struct journal *one, *two;

    postgres_fresh();
    one = node("n1");
    two = node("n2");
    CHECK_EQ(fixture_appended(one, 1, 1, 2, "x"), RESULT_OK);
    CHECK_EQ(fixture_appended(one, 2, 1, 2, "x"), RESULT_OK);
    silence("n1");
    CHECK_EQ(asks_for(two, 1).result, RESULT_OK);
    CHECK_EQ(fixture_appended(two, 1, 3, 1, "on"), RESULT_OK);
    /* Not of the session that was taken, nor of the one that nobody has asked for yet. */
    CHECK_EQ(fixture_appended(one, 2, 3, 1, "zombie"), RESULT_IO);
    CHECK(journal_is_poisoned(one));
    CHECK_EQ(asks_for(two, 2).events_count, 2);
    CHECK_EQ(events_stored(), 5);
    journal_close(one);
    journal_close(two);
}

/* What nobody has taken yet is still its own by the rows of the sessions, and what it makes has no
 * row: only its epoch keeps it from both. */
static void expect_over(uint64_t session, uint64_t seq)
{
    struct journal *one;

    postgres_fresh();
    one = node("n1");
    CHECK_EQ(fixture_appended(one, 1, 1, 2, "x"), RESULT_OK);
    bury("n1");
    CHECK_EQ(fixture_appended(one, session, seq, 1, "zombie"), RESULT_IO);
    CHECK(journal_is_poisoned(one));
    CHECK_EQ(events_stored(), 2);
    journal_close(one);
}

TEST(a_node_that_was_replaced_writes_no_session_though_it_is_its_own_and_its_connection_stands)
{
    expect_over(1, 3);
}

TEST(a_node_that_was_replaced_makes_no_session_though_its_connection_stands)
{
    expect_over(2, 1);
}

TEST(a_node_that_was_silent_but_not_replaced_goes_on)
{
    struct journal *one;

    postgres_fresh();
    one = node("n1");
    CHECK_EQ(fixture_appended(one, 1, 1, 2, "x"), RESULT_OK);
    silence("n1");
    CHECK_EQ(fixture_appended(one, 1, 3, 1, "on"), RESULT_OK);
    CHECK_EQ(postgres_number("SELECT (lease > clock_timestamp())::int FROM dilemma.node"
                             " WHERE name = 'n1'"),
             1);
    journal_close(one);
}

TEST(of_two_nodes_that_want_the_same_session_one_gets_it)
{
    struct journal *one, *two, *three;
    struct read a = {0}, b = {0};

    postgres_fresh();
    one = node("n1");
    two = node("n2");
    three = node("n3");
    for (uint64_t id = 1; id <= 20; id++)
        CHECK_EQ(fixture_appended(one, id, 1, 1, "x"), RESULT_OK);
    silence("n1");
    for (uint64_t id = 1; id <= 20; id++) {
        const struct session_id session = {id};

        CHECK_EQ(journal_read(two, session, 1, true, take_page, &a), RESULT_OK);
        CHECK_EQ(journal_read(three, session, 1, true, take_page, &b), RESULT_OK);
        fixture_drain(three);
        fixture_drain(two);
        CHECK((a.result == RESULT_OK && b.result == RESULT_FENCED) ||
              (b.result == RESULT_OK && a.result == RESULT_FENCED));
    }
    journal_close(one);
    journal_close(two);
    journal_close(three);
}

/* ---- nodes that sleep ----------------------------------------------------------------------- */

/* A process that adds events to a session until it cannot, and says each that is acknowledged. */
static void write_on(int acknowledged, uint64_t session)
{
    struct journal *j = node("sleeper");

    for (uint64_t seq = 1;; seq++) {
        struct fixture_done done;

        if (fixture_append(j, session, seq, 1, "s", &done) != RESULT_OK)
            _exit(0);
        fixture_drain(j);
        if (done.result != RESULT_OK || write(acknowledged, &seq, sizeof seq) != sizeof seq)
            _exit(0);
    }
}

static bool read_one(int from, uint64_t *seq)
{
    return read(from, seq, sizeof *seq) == sizeof *seq;
}

/* It sleeps in the middle of its work, somebody takes its session, it wakes: what it acknowledged
 * is there once, nothing of it comes after what its successor wrote, and it ends. */
static void sleep_once(struct journal *awake, uint64_t session)
{
    uint64_t seq = 0, last, stored;
    struct read read;
    int ends[2];
    pid_t child;

    CHECK_EQ(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        close(ends[0]);
        write_on(ends[1], session);
    }
    close(ends[1]);
    CHECK(read_one(ends[0], &seq));
    usleep((unsigned)rand() % 3000); /* Wherever it is then. */
    kill(child, SIGSTOP);
    if (session % 2 != 0)
        bury("sleeper");
    do { /* What it sent before it slept may still be committed, and is a sign of life. */
        silence("sleeper");
        read = asks_for(awake, session);
    } while (read.result == RESULT_FENCED);
    CHECK_EQ(read.result, RESULT_OK);
    stored = read.events_count + 1;
    CHECK_EQ(fixture_appended(awake, session, stored, 1, "awake"), RESULT_OK);
    kill(child, SIGCONT);
    for (last = seq; read_one(ends[0], &seq);)
        last = seq;
    CHECK_EQ(waitpid(child, NULL, 0), child);
    CHECK(last < stored);
    CHECK_EQ(asks_for(awake, session).events_count, stored);
    close(ends[0]);
}

/* DILEMMA_SLEEPS=500 is the torture of it. */
TEST(a_node_that_slept_and_was_replaced_never_writes_however_often_it_is_tried)
{
    const char *wanted = getenv("DILEMMA_SLEEPS");
    const int sleeps = wanted != NULL ? atoi(wanted) : 10;
    struct journal *awake;

    postgres_fresh();
    awake = node("awake");
    for (int i = 1; i <= sleeps; i++)
        sleep_once(awake, (uint64_t)i);
    if (wanted != NULL)
        printf("%d sleeps\n", sleeps);
    journal_close(awake);
}
