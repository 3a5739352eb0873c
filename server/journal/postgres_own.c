/* postgres_own.c -- whose a session is, when several servers share the database.
 *
 *   node n1: epoch 7, process p, lease until 12:00:05      session 4: of n1
 *
 * A node *lives* while it has a process and its lease, by the clock of the database, is not over;
 * every group that it commits makes the lease longer, and when nothing is asked for it commits an
 * empty one. Whoever wants a session of a node whose lease is over *buries* that node first: its
 * connection is cut, its epoch raised and its process taken out, so whatever it still sends fails,
 * also of other sessions. Then the session is free and is claimed, in the same transaction. The
 * others of that node are claimed when somebody asks for them. Should two want the same, its row
 * decides: the second finds it taken. A node that was buried finds that out when it writes or
 * connects: its journal is poisoned, its process ends, and the next one reads what is stored.
 *
 * Locks (of PostgreSQL, held by the connection) keep a second server of the same name away, and one
 * without a name from those with one. They are courtesy: the fence is what keeps writing right. */
#include "journal/postgres.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define LOCK_ALL   "1147751525, 1" /* "DiLe", and the first that we need. */
#define LOCK_NAMES "1147751526"    /* And for each name the hash of it. */

void own_greet_lock(const struct postgres *p, char *text, size_t bytes)
{
    char locks[256], owner[128] = "";

    if (is_shared(p))
        snprintf(locks, sizeof locks,
                 "pg_try_advisory_lock_shared(" LOCK_ALL ") AND pg_try_advisory_lock(" LOCK_NAMES
                 ", hashtext('%s'))",
                 p->name);
    else
        snprintf(locks, sizeof locks, "pg_try_advisory_lock(" LOCK_ALL ")");
    if (p->epoch != 0)
        snprintf(owner, sizeof owner, ", (SELECT owner FROM dilemma.node WHERE name = '%s')",
                 p->name);
    /* A connection of ours that the server has not noticed to be gone still has the lock: it ends.
     */
    snprintf(text, bytes,
             "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
             " AND datname = current_database() AND application_name = '%s';SELECT %s%s",
             p->owner, locks, owner);
}

/* Whoever is alone takes all sessions, and those with a name are over; and the other way round. */
static void take_from_others(const struct postgres *p, char *text, size_t bytes)
{
    if (!is_shared(p))
        snprintf(text, bytes,
                 "UPDATE dilemma.node SET epoch = epoch + 1, owner = '' WHERE id <> 1;"
                 "UPDATE dilemma.session SET node = 1 WHERE node <> 1;");
    else
        snprintf(text, bytes,
                 "UPDATE dilemma.node SET epoch = epoch + 1, owner = '' WHERE id = 1"
                 " AND owner <> '';"
                 "INSERT INTO dilemma.node(id, name, epoch, owner, turn)"
                 " SELECT max(id) + 1, '%s', 0, '', 0 FROM dilemma.node ON CONFLICT DO NOTHING;",
                 p->name);
}

void own_greet_take(const struct postgres *p, char *text, size_t bytes)
{
    char others[512], still[POSTGRES_OWNER_BYTES_MAX + 32] = "";

    take_from_others(p, others, sizeof others);
    if (p->epoch != 0)
        snprintf(still, sizeof still, " AND owner = '%s'", p->owner);
    snprintf(text, bytes,
             "%sUPDATE dilemma.node SET epoch = epoch + 1, owner = '%s',"
             " lease = clock_timestamp() + " POSTGRES_LEASE
             " WHERE name = '%s'%s RETURNING epoch, turn, id",
             others, p->owner, p->name, still);
}

bool own_is_due(const struct postgres *p)
{
    return p->is_leaving || (p->renew_us != 0 && clock_monotonic_us(p->clock) >= p->renew_us);
}

bool own_ask_fence(struct postgres *p)
{
    struct postgres_values fence = {0}, leave = {0};

    values_add_number(&fence, p->epoch);
    values_add_number(&fence, p->turn + 1);
    values_add_number(&fence, p->node);
    p->group.was_sent = true;
    if (is_shared(p))
        p->renew_us = clock_monotonic_us(p->clock) + POSTGRES_RENEW_US;
    if (!group_ask(p, NULL, PG_FENCE, &fence))
        return false;
    if (!p->is_leaving)
        return true;
    values_add_number(&leave, p->epoch);
    values_add_number(&leave, p->node);
    return group_ask(p, NULL, PG_NODE_LEAVE, &leave);
}

static bool ask_both(struct postgres *p, struct journal_job *job, struct session_id session,
                     enum postgres_statement statement)
{
    struct postgres_values values = {0};

    values_add_number(&values, session.value);
    values_add_number(&values, p->node);
    return group_ask(p, job, statement, &values);
}

bool own_claim(struct postgres *p, struct journal_job *job, struct session_id session)
{
    return !is_shared(p) ||
           (ask_both(p, job, session, PG_NODE_CUT) && ask_both(p, job, session, PG_NODE_BURY) &&
            ask_both(p, job, session, PG_SESSION_CLAIM));
}

bool own_guard(struct postgres *p, struct journal_job *job, struct session_id session)
{
    return !is_shared(p) ||
           (own_claim(p, job, session) && ask_both(p, job, session, PG_SESSION_GUARD));
}

bool own_is_fenced(const struct postgres *p, const struct postgres_error *error)
{
    return is_shared(p) && error->at.job != NULL && strcmp(error->state, "22012") == 0 &&
           (error->at.statement == PG_SESSION_TIP || error->at.statement == PG_SESSION_GUARD);
}

void own_look(struct postgres *p, struct journal_job *job, const struct postgres_reading *r)
{
    struct postgres_tail *tail = tails_find(&p->tails, job->read.session);
    const bool is_others = r->result != RESULT_NOT_FOUND && r->node != p->node;

    if (!is_shared(p))
        return;
    job->page.entry = &job->read.entry;
    job->read.entry = r->entry;
    if (tail != NULL && (is_others || tail->is_others || tail->seq != r->last_seq))
        tails_remove(&p->tails, job->read.session);
    if (!is_others)
        return;
    snprintf(job->read.node, sizeof job->read.node, "%s", r->node_name);
    job->page.node = job->read.node;
    job->result = RESULT_FENCED;
}
