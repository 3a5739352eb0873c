/* journal.c -- the front of every journal: copies what is asked for into a job, keeps the bounds,
 * hands jobs to the implementation and calls back when they return. */
#include "journal/journal.h"

#include "journal/journal_job.h"

#include <assert.h>
#include <stdlib.h>

static struct journal_job *job_make(enum journal_job_kind kind, void *arg, size_t extra_bytes)
{
    struct journal_job *job = malloc(sizeof *job + extra_bytes);

    if (job == NULL)
        return NULL;
    memset(job, 0, sizeof *job);
    job->kind = kind;
    job->arg = arg;
    job->bytes = sizeof *job + extra_bytes;
    return job;
}

void journal_job_free(struct journal_job *job)
{
    if (job == NULL)
        return;
    free(job->memory);
    free(job);
}

/* May one more job come in, with so much behind it? */
static enum result journal_may_take(const struct journal *j, size_t extra_bytes)
{
    const size_t bytes = sizeof(struct journal_job) + extra_bytes;

    assert(j->jobs_bytes <= JOURNAL_QUEUE_BYTES_MAX);
    if (j->kind->is_poisoned(j))
        return RESULT_IO;
    if (j->jobs_count >= JOURNAL_QUEUE_MAX || bytes > JOURNAL_QUEUE_BYTES_MAX - j->jobs_bytes)
        return RESULT_FULL;
    return RESULT_OK;
}

static void journal_submit(struct journal *j, struct journal_job *job)
{
    j->jobs_count++;
    j->jobs_bytes += job->bytes;
    j->kind->submit(j, job);
}

/* ---- copying a batch into the block behind its job ------------------------------------------ */

static void *take(uint8_t **at, const void *data, size_t size)
{
    uint8_t *copy = *at;

    if (size > 0)
        memcpy(copy, data, size);
    /* Every part of the block starts aligned. */
    *at += (size + 15) & ~(size_t)15;
    return copy;
}

static size_t batch_bytes(const struct journal_batch *batch)
{
    size_t bytes = 16 + batch->events_count * sizeof *batch->events + 16 +
                   batch->tokens_count * sizeof *batch->tokens + 16 + sizeof *batch->created + 16 +
                   batch->snapshot.size + 16;

    for (uint32_t i = 0; i < batch->events_count; i++)
        bytes += batch->events[i].size;
    return bytes;
}

static void batch_copy(struct journal_job *job, const struct journal_batch *batch)
{
    uint8_t *at = (uint8_t *)job + ((sizeof *job + 15) & ~(size_t)15);
    struct bytes *events;

    job->append = *batch;
    job->append.tokens = take(&at, batch->tokens, batch->tokens_count * sizeof *batch->tokens);
    if (batch->created != NULL)
        job->append.created = take(&at, batch->created, sizeof *batch->created);
    job->append.snapshot.data = take(&at, batch->snapshot.data, batch->snapshot.size);
    events = take(&at, batch->events, batch->events_count * sizeof *events);
    job->append.events = events;
    for (uint32_t i = 0; i < batch->events_count; i++) {
        /* Bytes need no alignment, so they are packed. */
        memcpy(at, batch->events[i].data, batch->events[i].size);
        events[i].data = at;
        at += batch->events[i].size;
    }
    assert(at <= (uint8_t *)job + job->bytes);
}

bool journal_forget_words(const struct journal_batch *batch, struct bytes event, struct buffer *out)
{
    buffer_reset(out);
    if (batch->forget_over && batch->forget(event, SEAT_NONE, out))
        return true;
    for (uint32_t i = 0; i < batch->tokens_count; i++) {
        buffer_reset(out);
        if (batch->tokens[i].change == JOURNAL_TOKEN_DROP &&
            batch->forget(event, batch->tokens[i].seat, out))
            return true;
    }
    return false;
}

/* ---- what is asked for ---------------------------------------------------------------------- */

enum result journal_append(struct journal *j, const struct journal_batch *batch,
                           journal_done_fn *done, void *arg)
{
    size_t bytes = batch_bytes(batch);
    enum result result = journal_may_take(j, bytes);
    struct journal_job *job;

    assert(batch->events_count > 0 && batch->events_count <= JOURNAL_BATCH_EVENTS_MAX);
    assert(batch->snapshot.size <= JOURNAL_SNAPSHOT_BYTES_MAX && batch->seq_first > 0);
    assert((batch->created != NULL) == (batch->seq_first == 1));
    assert(batch->snapshot.size == 0 ||
           batch->snapshot_seq == batch->seq_first + batch->events_count - 1);
    if (result != RESULT_OK)
        return result;
    job = job_make(JOB_APPEND, arg, bytes);
    if (job == NULL)
        return RESULT_FULL;
    job->done = done;
    batch_copy(job, batch);
    journal_submit(j, job);
    return RESULT_OK;
}

enum result journal_delete(struct journal *j, struct session_id session, journal_done_fn *done,
                           void *arg)
{
    enum result result = journal_may_take(j, 0);
    struct journal_job *job = result == RESULT_OK ? job_make(JOB_DELETE, arg, 0) : NULL;

    if (job == NULL)
        return result == RESULT_OK ? RESULT_FULL : result;
    job->done = done;
    job->delete_session = session;
    journal_submit(j, job);
    return RESULT_OK;
}

enum result journal_read(struct journal *j, struct session_id session, uint64_t seq_from,
                         bool snapshot, journal_page_fn *done, void *arg)
{
    enum result result = journal_may_take(j, 0);
    struct journal_job *job = result == RESULT_OK ? job_make(JOB_READ, arg, 0) : NULL;

    if (job == NULL)
        return result == RESULT_OK ? RESULT_FULL : result;
    job->page_done = done;
    job->read.session = session;
    job->read.seq_from = seq_from;
    job->read.snapshot = snapshot;
    journal_submit(j, job);
    return RESULT_OK;
}

enum result journal_find_token(struct journal *j, const uint8_t hash[TOKEN_HASH_BYTES],
                               journal_found_fn *done, void *arg)
{
    enum result result = journal_may_take(j, 0);
    struct journal_job *job = result == RESULT_OK ? job_make(JOB_FIND, arg, 0) : NULL;

    if (job == NULL)
        return result == RESULT_OK ? RESULT_FULL : result;
    job->found_done = done;
    memcpy(job->find_hash, hash, TOKEN_HASH_BYTES);
    journal_submit(j, job);
    return RESULT_OK;
}

enum result journal_find_code(struct journal *j, const char *code, journal_found_fn *done,
                              void *arg)
{
    enum result result = journal_may_take(j, 0);
    struct journal_job *job = result == RESULT_OK ? job_make(JOB_FIND_CODE, arg, 0) : NULL;

    assert(journal_is_shared(j) && strlen(code) <= CODE_BYTES);
    if (job == NULL)
        return result == RESULT_OK ? RESULT_FULL : result;
    job->found_done = done;
    strcpy(job->find_code, code);
    journal_submit(j, job);
    return RESULT_OK;
}

bool journal_check_node(const char *name)
{
    const size_t size = strlen(name);

    return size > 0 && size < JOURNAL_NODE_BYTES_MAX && name[0] >= 'a' && name[0] <= 'z' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789") == size;
}

bool journal_is_shared(const struct journal *j)
{
    return j->kind->is_shared != NULL && j->kind->is_shared(j);
}

enum result journal_list(struct journal *j, struct session_id after, uint64_t until_ms,
                         journal_listed_fn *done, void *arg)
{
    enum result result = journal_may_take(j, 0);
    struct journal_job *job = result == RESULT_OK ? job_make(JOB_LIST, arg, 0) : NULL;

    if (job == NULL)
        return result == RESULT_OK ? RESULT_FULL : result;
    job->listed_done = done;
    job->list.after = after;
    job->list.until_ms = until_ms;
    journal_submit(j, job);
    return RESULT_OK;
}

enum result journal_copy(struct journal *j, const char *path, journal_done_fn *done, void *arg)
{
    const size_t bytes = strlen(path) + 1;
    enum result result = j->copy_asked ? RESULT_FENCED : journal_may_take(j, bytes);
    struct journal_job *job = result == RESULT_OK ? job_make(JOB_COPY, arg, bytes) : NULL;

    if (job == NULL)
        return result == RESULT_OK ? RESULT_FULL : result;
    job->done = done;
    job->copy_path = memcpy(job + 1, path, bytes);
    j->copy_asked = true;
    journal_submit(j, job);
    return RESULT_OK;
}

/* ---- calling back --------------------------------------------------------------------------- */

static void call_back(struct journal_job *job)
{
    switch (job->kind) {
    case JOB_APPEND:
    case JOB_COPY:
    case JOB_DELETE: job->done(job->arg, job->result); break;
    case JOB_READ:
        job->page.result = job->result;
        job->page_done(job->arg, &job->page);
        break;
    case JOB_FIND:
    case JOB_FIND_CODE:
        job->found.result = job->result;
        job->found_done(job->arg, &job->found);
        break;
    case JOB_LIST:
        job->listed.result = job->result;
        job->listed_done(job->arg, &job->listed);
        break;
    }
}

uint32_t journal_poll(struct journal *j)
{
    struct journal_jobs done = j->kind->take_done(j);
    uint32_t count = 0;

    for (struct journal_job *job; (job = journal_jobs_pop(&done)) != NULL; count++) {
        assert(j->jobs_count > 0 && j->jobs_bytes >= job->bytes);
        j->jobs_count--;
        j->jobs_bytes -= job->bytes;
        if (job->kind == JOB_COPY)
            j->copy_asked = false;
        call_back(job);
        journal_job_free(job);
    }
    return count;
}

bool journal_wait(struct journal *j)
{
    if (j->jobs_count == 0)
        return false;
    j->kind->wait(j);
    return true;
}

bool journal_is_poisoned(const struct journal *j)
{
    return j->kind->is_poisoned(j);
}

bool journal_is_full(const struct journal *j)
{
    return j->kind->is_full(j);
}

enum journal_kept journal_kept(const struct journal *j)
{
    return j->kind->kept != NULL ? j->kind->kept(j) : JOURNAL_KEPT_IN_FILE;
}

bool journal_is_away(const struct journal *j)
{
    return j->kind->is_away != NULL && j->kind->is_away(j);
}

bool journal_has_room(const struct journal *j)
{
    const size_t batch_bytes_max =
        (size_t)JOURNAL_BATCH_EVENTS_MAX * (EVENT_BYTES_MAX + 128) + JOURNAL_SNAPSHOT_BYTES_MAX;

    return j->jobs_count < JOURNAL_QUEUE_MAX / 2 &&
           j->jobs_bytes + batch_bytes_max < JOURNAL_QUEUE_BYTES_MAX;
}

struct journal_figures journal_take_figures(struct journal *j)
{
    return j->kind->take_figures(j);
}

uint32_t journal_losses(const struct journal *j, const struct journal_loss **out)
{
    return j->kind->losses(j, out);
}

uint64_t journal_bytes(const struct journal *j)
{
    return j->kind->bytes(j);
}

uint32_t journal_damaged_count(const struct journal *j)
{
    return j->kind->damaged_count(j);
}

bool journal_is_looked_through(const struct journal *j)
{
    return j->kind->is_looked_through(j);
}

void journal_close(struct journal *j)
{
    if (j != NULL)
        j->kind->close(j);
}

/* ---- building the answer to a read ---------------------------------------------------------- */

void page_builder_init(struct journal_page_builder *b, struct journal_job *job)
{
    *b = (struct journal_page_builder){.job = job};
}

static bool page_builder_add(struct journal_page_builder *b, struct bytes bytes)
{
    if (bytes.size > b->capacity - b->size) {
        size_t capacity = (b->capacity + bytes.size) * 2 + 4096;
        uint8_t *data = realloc(b->data, capacity);

        if (data == NULL)
            return false;
        b->data = data;
        b->capacity = capacity;
    }
    if (bytes.size > 0)
        memcpy(b->data + b->size, bytes.data, bytes.size);
    b->size += bytes.size;
    return true;
}

bool page_builder_snapshot(struct journal_page_builder *b, struct bytes snapshot, uint64_t seq)
{
    assert(b->size == 0);
    b->job->page.snapshot_seq = seq;
    b->snapshot_bytes = snapshot.size;
    return page_builder_add(b, snapshot);
}

bool page_builder_event(struct journal_page_builder *b, struct bytes event)
{
    assert(b->count < JOURNAL_PAGE_EVENTS_MAX);
    b->offsets[b->count++] = b->size;
    return page_builder_add(b, event);
}

enum result page_builder_finish(struct journal_page_builder *b)
{
    /* The list of events comes first, so that it is aligned; a snapshot is aligned by its reader.
     */
    size_t list_bytes = b->count * sizeof(struct bytes);
    uint8_t *memory = malloc(list_bytes + b->size + 1);
    struct bytes *events = (struct bytes *)(void *)memory;
    struct journal_page *page = &b->job->page;

    if (memory != NULL) {
        uint8_t *data = memory + list_bytes;

        if (b->size > 0)
            memcpy(data, b->data, b->size);
        b->offsets[b->count] = b->size;
        for (uint32_t i = 0; i < b->count; i++)
            events[i] = (struct bytes){data + b->offsets[i], b->offsets[i + 1] - b->offsets[i]};
        page->snapshot = (struct bytes){data, b->snapshot_bytes};
        page->events = events;
        page->events_count = b->count;
        b->job->memory = memory;
    }
    free(b->data);
    b->data = NULL;
    return memory != NULL ? RESULT_OK : RESULT_NO_MEMORY;
}
