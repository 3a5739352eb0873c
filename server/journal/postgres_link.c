/* postgres_link.c -- the connection: it comes, it goes, and it has timers of its own, as a database
 * that hangs says nothing at all: libpq waits for ever where nothing blocks. */
#include "journal/postgres.h"

#include "sys/log.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static uint64_t now_us(const struct postgres *p)
{
    return clock_monotonic_us(p->clock);
}

int postgres_socket(const struct postgres *p)
{
    return p->conn != NULL ? PQsocket(p->conn) : -1;
}

void postgres_heard(struct postgres *p)
{
    p->due_us = now_us(p) + POSTGRES_ANSWER_US;
}

bool journal_check_url(const char *url, char *why, size_t why_bytes)
{
    char *error = NULL;
    PQconninfoOption *options;

    if (strncmp(url, "postgres://", 11) != 0 && strncmp(url, "postgresql://", 13) != 0) {
        snprintf(why, why_bytes, "it begins with postgres://");
        return false;
    }
    options = PQconninfoParse(url, &error);
    /* What libpq says names the part that is wrong, and may repeat all of it. */
    snprintf(why, why_bytes, "libpq cannot read it");
    PQfreemem(error);
    PQconninfoFree(options);
    return options != NULL;
}

void postgres_take_kept(struct postgres *p, uint64_t kept)
{
    if (kept == (uint64_t)p->kept)
        return;
    p->kept = (enum journal_kept)kept;
    if (p->kept == JOURNAL_KEPT_NOWHERE)
        log_warning("journal", "database_not_durable",
                    log_text("reason", "fsync or synchronous_commit is off: what is acknowledged "
                                       "can be lost"));
    else if (p->kept == JOURNAL_KEPT_ONCE)
        log_warning("journal", "database_alone",
                    log_text("reason", "commits do not wait for a standby: what is acknowledged is "
                                       "on one disk"));
    else
        log_info("journal", "database_doubled", log_text("reason", "commits wait for a standby"));
}

/* ---- going ---------------------------------------------------------------------------------- */

/* The first line, as libpq ends what it says with a newline. */
static void keep_reason(struct postgres *p, const char *reason)
{
    snprintf(p->reason, sizeof p->reason, "%.*s", (int)strcspn(reason, "\n"), reason);
}

void postgres_close_link(struct postgres *p)
{
    PQclear(p->greeted);
    p->greeted = NULL;
    if (p->conn == NULL)
        return;
    if (p->let_go != NULL)
        p->let_go(p);
    PQfinish(p->conn);
    p->conn = NULL;
}

void postgres_lose(struct postgres *p, const char *reason)
{
    const bool was_ready = p->state == POSTGRES_READY;

    keep_reason(p, reason);
    if (was_ready || p->retry_us == POSTGRES_RETRY_FIRST_US)
        log_warning("journal", was_ready ? "database_lost" : "database_not_reached",
                    log_text("reason", p->reason));
    postgres_close_link(p);
    group_interrupt(p);
    p->state = POSTGRES_AWAY;
    p->due_us = now_us(p);
    if (was_ready)
        p->away_since_us = now_us(p);
    else if (hosts_next(&p->hosts))
        return;
    p->due_us += p->retry_us;
    p->retry_us *= 2;
    if (p->retry_us > POSTGRES_RETRY_MAX_US)
        p->retry_us = POSTGRES_RETRY_MAX_US;
}

void postgres_poison(struct postgres *p, const char *event)
{
    if (p->is_poisoned)
        return;
    log_error("journal", event, log_text("reason", p->reason));
    p->is_poisoned = true;
    postgres_close_link(p);
    group_interrupt(p);
    group_fail(p);
    p->state = POSTGRES_AWAY;
    p->due_us = 0;
}

/* ---- coming --------------------------------------------------------------------------------- */

/* "The commit stands here, but not where it also should": from a commit that somebody cancelled
 * while it waited for a standby. It counts as not answered. */
static void on_notice(void *arg, const PGresult *notice)
{
    struct postgres *p = arg;
    const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);

    if (severity != NULL && strcmp(severity, "WARNING") == 0)
        p->is_doubted = true;
}

static void begin_connect(struct postgres *p)
{
    p->conn = hosts_connect(&p->hosts, p->url, p->owner);
    p->is_doubted = false;
    p->state = POSTGRES_CONNECTING;
    p->due_us = now_us(p) + (p->hosts.count > 1 ? POSTGRES_CONNECT_EACH_US : POSTGRES_CONNECT_US);
    p->wants_write = true;
    if (p->conn == NULL)
        postgres_lose(p, "no memory");
    else if (PQstatus(p->conn) == CONNECTION_BAD)
        postgres_lose(p, PQerrorMessage(p->conn));
    else
        PQsetNoticeReceiver(p->conn, on_notice, p);
}

static void connect_go_on(struct postgres *p)
{
    if (p->let_go != NULL)
        p->let_go(p); /* libpq may go on with another socket. */
    switch (PQconnectPoll(p->conn)) {
    case PGRES_POLLING_READING: p->wants_write = false; break;
    case PGRES_POLLING_WRITING: p->wants_write = true; break;
    case PGRES_POLLING_OK: greet_begin(p); break;
    default: postgres_lose(p, PQerrorMessage(p->conn)); break;
    }
}

/* ---- on and on ------------------------------------------------------------------------------ */

/* Push out what waits and take in what came. false: the connection is gone. */
static bool exchange(struct postgres *p, bool is_ready)
{
    int left;

    if (is_ready && PQconsumeInput(p->conn) == 0) {
        postgres_lose(p, PQerrorMessage(p->conn));
        return false;
    }
    left = PQflush(p->conn);
    if (left < 0) {
        postgres_lose(p, PQerrorMessage(p->conn));
        return false;
    }
    p->wants_write = left > 0;
    return true;
}

static void tell_if_away(struct postgres *p)
{
    const bool is_away = journal_is_away(&p->base);

    if (is_away == p->is_away_told)
        return;
    p->is_away_told = is_away;
    if (is_away)
        log_error("journal", "database_away", log_text("reason", p->reason));
    if (p->wake != NULL)
        p->wake(p->wake_arg);
}

/* A host that says nothing will go on saying nothing: the next one is tried first. */
static void fall_silent(struct postgres *p)
{
    if (p->state == POSTGRES_READY)
        hosts_next(&p->hosts);
    postgres_lose(p,
                  p->state == POSTGRES_CONNECTING ? "no connection in time" : "no answer in time");
}

static void pass_time(struct postgres *p)
{
    const bool is_due = p->due_us != 0 && now_us(p) >= p->due_us;

    if (p->full_until_us != 0 && now_us(p) >= p->full_until_us)
        p->full_until_us = 0;
    if (!is_due)
        return;
    p->due_us = 0;
    if (p->state == POSTGRES_AWAY)
        begin_connect(p);
    else if (p->state == POSTGRES_GREETING && p->is_lock_waited)
        greet_go_on(p); /* Somebody else had the lock. */
    else
        fall_silent(p);
}

void postgres_step(struct postgres *p, bool is_ready)
{
    if (p->is_poisoned)
        return;
    if (p->state == POSTGRES_CONNECTING && is_ready)
        connect_go_on(p);
    else if (p->state >= POSTGRES_GREETING && exchange(p, is_ready) && is_ready) {
        if (p->state == POSTGRES_GREETING)
            greet_go_on(p);
        else
            group_go_on(p);
    }
    if (!p->is_poisoned)
        pass_time(p);
    if (p->state == POSTGRES_READY)
        group_begin(p);
    if (p->state >= POSTGRES_GREETING)
        exchange(p, false);
    tell_if_away(p);
}
