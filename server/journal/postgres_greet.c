/* postgres_greet.c -- what a new connection is asked before anything is written over it: whether
 * this database can be written, whether another server is its server, which tables it has; and then
 * the epoch, which from here on is ours. See enum postgres_greeting. */
#include "journal/postgres.h"

#include "sys/log.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ASK_BYTES_MAX 2048

/* Keepalives are the server's side of it: so the lock of a machine that lost its power is free
 * after ten seconds. */
static const char settings[] =
    "SET client_min_messages = warning; SET lock_timeout = '3s';"
    "SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0;"
    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 5;"
    "SET client_connection_check_interval = '500ms';"
    "SELECT current_setting('transaction_read_only'), " POSTGRES_KEPT;

static void ask(struct postgres *p, const char *text)
{
    PQclear(p->greeted);
    p->greeted = NULL;
    postgres_heard(p);
    if (PQsendQuery(p->conn, text) == 0)
        postgres_lose(p, PQerrorMessage(p->conn));
}

/* A connection of ours that the server has not noticed to be gone still has the lock: it ends. */
static void ask_lock(struct postgres *p)
{
    char text[ASK_BYTES_MAX];

    p->is_lock_waited = false;
    own_greet_lock(p, text, sizeof text);
    ask(p, text);
}

static void ask_own(struct postgres *p)
{
    char text[ASK_BYTES_MAX];

    own_greet_take(p, text, sizeof text);
    ask(p, text);
}

static void ask_next(struct postgres *p, enum postgres_greeting greeting)
{
    p->greeting = greeting;
    switch (greeting) {
    case GREET_SETTINGS: ask(p, settings); break;
    case GREET_LOCK: ask_lock(p); break;
    case GREET_FORMAT: ask(p, "SELECT to_regclass('dilemma.format') IS NOT NULL"); break;
    case GREET_VERSION: ask(p, "SELECT version, program FROM dilemma.format"); break;
    case GREET_CREATE: ask(p, postgres_schema); break;
    case GREET_UPGRADE: ask(p, postgres_upgrade); break;
    case GREET_OWN: ask_own(p); break;
    case GREET_PREPARE:
        postgres_heard(p);
        if (PQenterPipelineMode(p->conn) == 0 || !postgres_prepare(p->conn))
            postgres_lose(p, PQerrorMessage(p->conn));
        break;
    }
}

/* This database is not one to begin with, whenever it is asked. */
static void refuse(struct postgres *p, enum result result, const char *reason)
{
    snprintf(p->reason, sizeof p->reason, "%s", reason);
    p->refused = result;
    postgres_poison(p, "database_refused");
}

static bool is_true(const struct postgres *p, int column)
{
    return strcmp(PQgetvalue(p->greeted, 0, column), "t") == 0;
}

static uint64_t number(const struct postgres *p, int column)
{
    return strtoull(PQgetvalue(p->greeted, 0, column), NULL, 10);
}

/* ---- answers -------------------------------------------------------------------------------- */

static void heard_settings(struct postgres *p)
{
    if (strcmp(PQgetvalue(p->greeted, 0, 0), "on") == 0) {
        postgres_lose(p, "this database is read only: a standby?");
        return;
    }
    postgres_take_kept(p, number(p, 1));
    ask_next(p, GREET_LOCK);
}

static void heard_lock(struct postgres *p)
{
    if (p->epoch != 0 && strcmp(PQgetvalue(p->greeted, 0, 1), p->owner) != 0) {
        refuse(p, RESULT_FENCED, "another server has taken this journal over");
        return;
    }
    if (is_true(p, 0)) {
        ask_next(p, p->epoch == 0 ? GREET_FORMAT : GREET_VERSION);
        return;
    }
    snprintf(p->reason, sizeof p->reason,
             is_shared(p) ? "a server without --node uses this database, or one of this name"
                          : "another server uses this database");
    p->is_lock_waited = true;
    p->due_us = clock_monotonic_us(p->clock) + POSTGRES_LOCK_RETRY_US;
}

static void heard_format(struct postgres *p)
{
    if (is_true(p, 0))
        ask_next(p, GREET_VERSION);
    else
        ask_next(p, GREET_CREATE);
}

static void heard_version(struct postgres *p)
{
    char why[POSTGRES_REASON_BYTES_MAX];

    if (number(p, 0) >= 1 && number(p, 0) <= POSTGRES_FORMAT) {
        ask_next(p, number(p, 0) == POSTGRES_FORMAT ? GREET_OWN : GREET_UPGRADE);
        return;
    }
    snprintf(why, sizeof why,
             "tables of format %.10s, made by %.40s; this is %s and knows format %d",
             PQgetvalue(p->greeted, 0, 0), PQgetvalue(p->greeted, 0, 1), DK_PROGRAM_VERSION,
             POSTGRES_FORMAT);
    refuse(p, RESULT_NEWER, why);
}

static void heard_own(struct postgres *p)
{
    const uint64_t turn = number(p, 1);

    if (p->epoch == 0) /* Ours from now on: whatever was there is where we begin. */
        p->turn = turn;
    p->turn_found = turn;
    p->epoch = number(p, 0);
    p->node = number(p, 2);
    ask_next(p, GREET_PREPARE);
}

static bool commits(enum postgres_greeting greeting)
{
    return greeting == GREET_CREATE || greeting == GREET_UPGRADE || greeting == GREET_OWN;
}

static void heard(struct postgres *p)
{
    const bool has_row = p->greeted != NULL && PQntuples(p->greeted) == 1;

    if (p->is_doubted && commits(p->greeting)) {
        postgres_lose(p, "a commit was cancelled while it waited for a standby");
        return;
    }
    p->is_doubted = false; /* Something else was warned of. */
    if (p->greeting == GREET_CREATE || p->greeting == GREET_UPGRADE) {
        log_info("journal", p->greeting == GREET_CREATE ? "tables_made" : "tables_upgraded",
                 log_count("format", POSTGRES_FORMAT));
        ask_next(p, GREET_OWN);
        return;
    }
    if (!has_row) {
        if (p->greeting == GREET_OWN && p->epoch == 0 && is_shared(p))
            postgres_lose(p, "another node came at the same moment");
        else if (p->greeting == GREET_OWN && p->greeted != NULL)
            refuse(p, RESULT_FENCED, "another server has taken this journal over");
        else
            refuse(p, RESULT_DAMAGED, "the tables of Dilemmakamer are not as they were made");
        return;
    }
    switch (p->greeting) {
    case GREET_SETTINGS: heard_settings(p); break;
    case GREET_LOCK: heard_lock(p); break;
    case GREET_FORMAT: heard_format(p); break;
    case GREET_VERSION: heard_version(p); break;
    case GREET_OWN: heard_own(p); break;
    case GREET_CREATE:
    case GREET_UPGRADE:
    case GREET_PREPARE: break;
    }
}

static void finish(struct postgres *p)
{
    log_info("journal", "database_ready", log_count("epoch", p->epoch),
             log_count("away_ms", (clock_monotonic_us(p->clock) - p->away_since_us) / 1000));
    p->state = POSTGRES_READY;
    p->retry_us = POSTGRES_RETRY_FIRST_US;
    p->due_us = 0;
    p->renew_us = is_shared(p) ? clock_monotonic_us(p->clock) : 0;
    p->reason[0] = '\0';
    group_resolve(p, p->turn_found);
}

/* 42P01, 42703: a table or a column that we made is gone. Anything else may pass. */
static void failed(struct postgres *p, const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

    if (state != NULL && p->greeting > GREET_FORMAT &&
        (strcmp(state, "42P01") == 0 || strcmp(state, "42703") == 0))
        refuse(p, RESULT_DAMAGED, "the tables of Dilemmakamer are not as they were made");
    else
        postgres_lose(p, PQresultErrorMessage(result));
}

static bool is_gone(const struct postgres *p)
{
    return p->conn == NULL || p->state != POSTGRES_GREETING;
}

/* One of several statements has been answered. */
static void take(struct postgres *p, PGresult *result)
{
    switch (PQresultStatus(result)) {
    case PGRES_TUPLES_OK:
        PQclear(p->greeted);
        p->greeted = result;
        return;
    case PGRES_COMMAND_OK: break;
    case PGRES_PIPELINE_SYNC: finish(p); break;
    default: failed(p, result); break;
    }
    PQclear(result);
}

void greet_go_on(struct postgres *p)
{
    if (p->is_lock_waited) {
        ask_lock(p);
        return;
    }
    while (!is_gone(p) && !PQisBusy(p->conn)) {
        const enum postgres_greeting greeting = p->greeting;
        PGresult *result = PQgetResult(p->conn);

        if (result != NULL)
            take(p, result);
        else if (p->greeting != GREET_PREPARE)
            heard(p);
        if (p->is_lock_waited || (result == NULL && greeting != p->greeting))
            return; /* Nothing of what was asked can be there yet. */
    }
}

void greet_begin(struct postgres *p)
{
    p->state = POSTGRES_GREETING;
    p->is_lock_waited = false;
    if (PQserverVersion(p->conn) < POSTGRES_VERSION_MIN) {
        refuse(p, RESULT_INVALID, "this PostgreSQL is older than 14");
        return;
    }
    if (PQsetnonblocking(p->conn, 1) != 0) {
        postgres_lose(p, PQerrorMessage(p->conn));
        return;
    }
    ask_next(p, GREET_SETTINGS);
}
