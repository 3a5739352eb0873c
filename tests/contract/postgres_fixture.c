#include "postgres_fixture.h"

#include "journal_each.h"
#include "test.h"

#include <libpq-fe.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT_BYTES 512

static char folder[128], url[TEXT_BYTES + 64], proxy_url[TEXT_BYTES + 64];
static pid_t proxy;

void postgres_command(const char *command)
{
    char text[TEXT_BYTES];

    snprintf(text, sizeof text, "%s/tests/lib/postgres %s %s", test_source_root(), command, folder);
    if (system(text) != 0) {
        fprintf(stderr, "failed: %s\n", text);
        exit(1); /* Nothing can be tested. */
    }
}

static void end(void)
{
    if (proxy > 0)
        kill(proxy, SIGKILL);
    postgres_command("remove");
}

static void begin(void)
{
    const char *root = getenv("TMPDIR");
    char from[TEXT_BYTES], to[TEXT_BYTES];

    snprintf(folder, sizeof folder, "%s/dilemma-postgres-XXXXXX", root != NULL ? root : "/tmp");
    CHECK(mkdtemp(folder) != NULL);
    postgres_command("start");
    atexit(end);
    snprintf(url, sizeof url, "postgres://postgres@/postgres?host=%s", folder);
    snprintf(from, sizeof from, "%s/proxy", folder);
    CHECK_EQ(mkdir(from, 0755), 0);
    snprintf(proxy_url, sizeof proxy_url, "postgres://postgres@/postgres?host=%s", from);
    snprintf(from, sizeof from, "%s/proxy/.s.PGSQL.5432", folder);
    snprintf(to, sizeof to, "%s/.s.PGSQL.5432", folder);
    proxy = proxy_start(from, to);
}

const char *postgres_url(void)
{
    if (url[0] == '\0')
        begin();
    return url;
}

const char *postgres_proxy_url(void)
{
    postgres_url();
    return proxy_url;
}

static void drop_notice(void *arg, const PGresult *notice)
{
    (void)arg, (void)notice;
}

static PGconn *administrator(void)
{
    static PGconn *conn;

    if (conn != NULL && PQstatus(conn) == CONNECTION_OK)
        return conn;
    PQfinish(conn);
    conn = PQconnectdb(postgres_url());
    if (PQstatus(conn) != CONNECTION_OK)
        fprintf(stderr, "%s", PQerrorMessage(conn));
    CHECK_EQ(PQstatus(conn), CONNECTION_OK);
    PQsetNoticeReceiver(conn, drop_notice, NULL);
    return conn;
}

/* Connections do not survive a crash of the server: then it is asked again. */
static PGresult *ask(const char *text)
{
    PGresult *result = NULL;

    for (int tries = 0; tries < 3; tries++) {
        PQclear(result);
        result = PQexec(administrator(), text);
        if (PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK)
            return result;
    }
    test_fail(__FILE__, __LINE__, "%s: %s", text, PQresultErrorMessage(result));
    return result;
}

void postgres_say(const char *statement)
{
    PQclear(ask(statement));
}

uint64_t postgres_number(const char *question)
{
    PGresult *result = ask(question);
    const uint64_t number =
        PQntuples(result) == 1 ? strtoull(PQgetvalue(result, 0, 0), NULL, 10) : UINT64_MAX;

    PQclear(result);
    return number;
}

void postgres_cut(void)
{
    postgres_number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    " WHERE application_name LIKE 'dilemma-%'");
}

void postgres_fresh(void)
{
    postgres_say("DROP SCHEMA IF EXISTS dilemma CASCADE");
}

struct journal *postgres_journal(const char *at)
{
    struct journal_options options = {.path = at};
    struct journal *j = NULL;

    CHECK_EQ(journal_open_postgres(&j, &options), RESULT_OK);
    if (j == NULL)
        exit(1);
    return j;
}

void on_each(contract_fn *promise)
{
    struct journal *j;

    postgres_fresh();
    j = postgres_journal(postgres_url());
    promise(j);
    journal_close(j);
}
