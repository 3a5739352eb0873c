/* sqlite_group.c -- jobs that are committed together.
 *
 *   all run, commit            every result stands
 *   one cannot (NO_MEMORY,     rolled back; that one is settled, the others run again
 *     DAMAGED)
 *   the disk is full           rolled back; appends are settled as NO_SPACE, deletions go their own
 *                              way, reads run again
 *   a write or a sync failed   rolled back, and the caller poisons the journal */
#include "journal/sqlite_group.h"

#include <assert.h>
#include <stdlib.h>

static bool job_writes(const struct journal_job *job)
{
    return job->kind == JOB_APPEND || job->kind == JOB_DELETE;
}

/* Is there a write that is not settled yet? */
static bool group_writes(const struct journal_jobs *jobs)
{
    for (const struct journal_job *job = jobs->first; job != NULL; job = job->next)
        if (job_writes(job) && !job->is_settled)
            return true;
    return false;
}

/* Has this group left something in the log that must not stay in any file? */
static bool group_leaves_traces(const struct journal_jobs *jobs)
{
    for (const struct journal_job *job = jobs->first; job != NULL; job = job->next) {
        if (!job->is_settled &&
            (job->kind == JOB_DELETE || (job->kind == JOB_APPEND && job->append.forget != NULL)))
            return true;
    }
    return false;
}

static void settle(struct journal_job *job, enum result result)
{
    job->is_settled = true;
    job->result = result;
}

static void settle_writes(struct journal_jobs *jobs, enum result result)
{
    for (struct journal_job *job = jobs->first; job != NULL; job = job->next)
        if (job_writes(job) && !job->is_settled)
            settle(job, result);
}

static enum result run_again(struct store *store, struct journal_job *job)
{
    free(job->memory);
    job->memory = NULL;
    job->result = store_run(store, job);
    return job->result;
}

/* Can the others of its group go on after this? */
static bool is_harmless(const struct journal_job *job)
{
    switch (job->result) {
    case RESULT_OK:
    case RESULT_NOT_FOUND:
    case RESULT_FENCED: return true;
    case RESULT_NO_MEMORY:
    case RESULT_DAMAGED: return !job_writes(job);
    default: return false;
    }
}

/* Run them all in one transaction. In *culprit the job that ended it, or NULL. */
static enum result group_try(struct store *store, struct journal_jobs *jobs,
                             struct journal_job **culprit)
{
    bool writes = group_writes(jobs);
    enum result result = writes ? store_begin(store) : RESULT_OK;

    *culprit = NULL;
    for (struct journal_job *job = jobs->first; job != NULL && result == RESULT_OK;
         job = job->next) {
        if (job->is_settled)
            continue;
        run_again(store, job);
        if (is_harmless(job))
            continue;
        *culprit = job;
        result = job->result;
    }
    if (result == RESULT_OK && writes)
        result = store_grow(store);
    if (result == RESULT_OK && writes)
        result = store_commit(store);
    return result;
}

/* What was deleted is committed; now it leaves the log and the copy, too. On a disk that is full
 * the deletion counts as not done yet; a seat that left has left. */
static enum result group_clean(struct store *store, struct journal_jobs *jobs)
{
    enum result result;

    store->traces_left = store->traces_left || group_leaves_traces(jobs);
    for (struct journal_job *job = jobs->first; job != NULL; job = job->next)
        job->is_settled = true;
    if (!store->traces_left)
        return RESULT_OK;
    result = store_checkpoint(store, true);
    if (result == RESULT_OK)
        result = mark_sync(&store->mark);
    if (result == RESULT_OK)
        return store_forget_copy(store);
    for (struct journal_job *job = jobs->first; job != NULL; job = job->next)
        if (job->kind == JOB_DELETE && job->result == RESULT_OK)
            job->result = result;
    return result == RESULT_NO_MEMORY ? RESULT_OK : result;
}

enum result group_run_full(struct store *store, struct journal_jobs *jobs)
{
    for (struct journal_job *job = jobs->first; job != NULL; job = job->next) {
        enum result result;

        if (job->is_settled)
            continue;
        if (job->kind == JOB_APPEND)
            result = RESULT_NO_SPACE;
        else if (job->kind == JOB_DELETE)
            result = store_delete_tight(store, job->delete_session);
        else
            result = run_again(store, job);
        if (result == RESULT_IO)
            return RESULT_IO;
        settle(job, result);
    }
    return RESULT_OK;
}

enum result group_run(struct store *store, struct journal_jobs *jobs)
{
    for (;;) {
        struct journal_job *culprit;
        enum result result = group_try(store, jobs, &culprit);

        if (result == RESULT_OK)
            return group_clean(store, jobs);
        store_rollback(store);
        if (result == RESULT_NO_SPACE || result == RESULT_IO)
            return result;
        if (culprit != NULL)
            settle(culprit, result);
        else if (result == RESULT_NO_MEMORY && group_writes(jobs))
            settle_writes(jobs, result); /* There was none to begin or to commit. */
        else
            return RESULT_IO;
    }
}
