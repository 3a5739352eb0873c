/* journal_memory.c -- a journal that forgets when it is closed: for unit tests and the simulated
 * world, where it can be held (nothing becomes durable) and made to fail. Not built for size: small
 * lists, searched from the front; events of a session grow by doubling. */
#include "journal/journal_job.h"

#include <assert.h>
#include <stdlib.h>

#define MEMORY_LOSSES_MAX 8

struct memory_session {
    struct memory_session *next; /* By rising id. */
    struct journal_entry entry;
    struct bytes *events; /* Owned, each a block of its own. */
    uint64_t events_count, events_capacity;
    struct bytes snapshot; /* Owned. */
    bool damaged;
    uint64_t snapshot_seq;
};

struct memory_token {
    struct memory_token *next;
    uint8_t hash[TOKEN_HASH_BYTES];
    struct session_id session;
    uint16_t seat;
    bool waiting;
};

struct journal_memory {
    struct journal base;
    struct memory_session *sessions;
    struct memory_token *tokens;
    struct journal_jobs queue;
    void (*wake)(void *arg);
    void *wake_arg;
    bool held, failed, full, away;
    struct journal_loss losses[MEMORY_LOSSES_MAX];
    uint32_t losses_count;
    struct journal_figures figures;
};

static struct journal_memory *of(struct journal *j)
{
    return (struct journal_memory *)j;
}

static struct memory_session *session_find(struct journal_memory *m, struct session_id id)
{
    struct memory_session *s = m->sessions;

    while (s != NULL && !session_id_equal(s->entry.session, id))
        s = s->next;
    return s;
}

/* A test that runs out of memory has nothing sensible left to do. */
static void *must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

static struct bytes copy(struct bytes bytes)
{
    uint8_t *data = must(malloc(bytes.size + 1));

    if (bytes.size > 0)
        memcpy(data, bytes.data, bytes.size);
    return (struct bytes){data, bytes.size};
}

static struct memory_session *session_insert(struct journal_memory *m,
                                             const struct journal_entry *entry)
{
    struct memory_session **at = &m->sessions, *s = must(calloc(1, sizeof *s));

    while (*at != NULL && (*at)->entry.session.value < entry->session.value)
        at = &(*at)->next;
    s->entry = *entry;
    s->next = *at;
    *at = s;
    return s;
}

/* ---- tokens --------------------------------------------------------------------------------- */

enum token_which { TOKENS_VALID = 1, TOKENS_WAITING = 2, TOKENS_BOTH = 3 };

static void tokens_drop(struct journal_memory *m, struct session_id session, uint32_t seat,
                        enum token_which which)
{
    struct memory_token **at = &m->tokens;

    while (*at != NULL) {
        struct memory_token *t = *at;
        enum token_which kind = t->waiting ? TOKENS_WAITING : TOKENS_VALID;

        if (session_id_equal(t->session, session) && (seat == SEAT_NONE || t->seat == seat) &&
            (which & kind) != 0) {
            *at = t->next;
            free(t);
        } else {
            at = &t->next;
        }
    }
}

static void token_add(struct journal_memory *m, struct session_id session,
                      const struct journal_token *token, bool waiting)
{
    struct memory_token *t = must(calloc(1, sizeof *t));

    memcpy(t->hash, token->hash, TOKEN_HASH_BYTES);
    t->session = session;
    t->seat = token->seat;
    t->waiting = waiting;
    t->next = m->tokens;
    m->tokens = t;
}

static void token_change(struct journal_memory *m, struct session_id session,
                         const struct journal_token *token)
{
    switch (token->change) {
    case JOURNAL_TOKEN_ADD: token_add(m, session, token, false); break;
    case JOURNAL_TOKEN_ISSUE:
        tokens_drop(m, session, token->seat, TOKENS_WAITING);
        token_add(m, session, token, true);
        break;
    case JOURNAL_TOKEN_USE:
        tokens_drop(m, session, token->seat, TOKENS_VALID);
        for (struct memory_token *t = m->tokens; t != NULL; t = t->next)
            if (session_id_equal(t->session, session) && t->seat == token->seat)
                t->waiting = false;
        break;
    case JOURNAL_TOKEN_DROP: tokens_drop(m, session, token->seat, TOKENS_BOTH); break;
    }
}

/* ---- jobs ----------------------------------------------------------------------------------- */

static void forget_seat(struct memory_session *s, uint16_t seat, journal_forget_fn *forget)
{
    uint8_t memory[EVENT_BYTES_MAX];
    struct buffer out;

    buffer_init(&out, memory, sizeof memory);
    for (uint64_t i = 0; i < s->events_count; i++) {
        buffer_reset(&out);
        if (!forget(s->events[i], seat, &out))
            continue;
        free((void *)(uintptr_t)s->events[i].data);
        s->events[i] = copy(buffer_bytes(&out));
    }
}

static enum result run_append(struct journal_memory *m, const struct journal_batch *batch)
{
    struct memory_session *s = session_find(m, batch->session);

    if (batch->seq_first != (s == NULL ? 1 : s->events_count + 1) || (s != NULL && s->damaged))
        return RESULT_FENCED;
    if (s == NULL)
        s = session_insert(m, batch->created);
    for (uint32_t i = 0; i < batch->events_count; i++) {
        if (s->events_count == s->events_capacity) {
            s->events_capacity = s->events_capacity * 2 + 64;
            s->events = must(realloc(s->events, s->events_capacity * sizeof *s->events));
        }
        s->events[s->events_count++] = copy(batch->events[i]);
    }
    for (uint32_t i = 0; i < batch->tokens_count; i++)
        token_change(m, batch->session, &batch->tokens[i]);
    for (uint32_t i = 0; i < batch->tokens_count && batch->forget != NULL; i++) {
        if (batch->tokens[i].change == JOURNAL_TOKEN_DROP)
            forget_seat(s, batch->tokens[i].seat, batch->forget);
    }
    if (batch->forget_over)
        forget_seat(s, SEAT_NONE, batch->forget);
    if (batch->snapshot.size > 0) {
        free((void *)(uintptr_t)s->snapshot.data);
        s->snapshot = copy(batch->snapshot);
        s->snapshot_seq = batch->snapshot_seq;
    }
    m->figures.commits_count++;
    m->figures.events_count += batch->events_count;
    return RESULT_OK;
}

static void session_free(struct memory_session *s)
{
    for (uint64_t i = 0; i < s->events_count; i++)
        free((void *)(uintptr_t)s->events[i].data);
    free((void *)(uintptr_t)s->snapshot.data);
    free(s->events);
    free(s);
}

static enum result run_delete(struct journal_memory *m, struct session_id id)
{
    for (struct memory_session **at = &m->sessions; *at != NULL; at = &(*at)->next) {
        struct memory_session *s = *at;

        if (!session_id_equal(s->entry.session, id))
            continue;
        *at = s->next;
        session_free(s);
        break;
    }
    tokens_drop(m, id, SEAT_NONE, TOKENS_BOTH);
    return RESULT_OK;
}

static bool is_lost(const struct journal_memory *m, struct session_id id)
{
    for (uint32_t i = 0; i < m->losses_count; i++)
        if (session_id_equal(m->losses[i].session, id))
            return true;
    return false;
}

static enum result run_read(struct journal_memory *m, struct journal_job *job)
{
    struct memory_session *s = session_find(m, job->read.session);
    struct journal_page_builder b;
    uint64_t seq = job->read.seq_from;

    if (s == NULL)
        return is_lost(m, job->read.session) ? RESULT_DAMAGED : RESULT_NOT_FOUND;
    if (s->damaged)
        return RESULT_DAMAGED;
    page_builder_init(&b, job);
    if (job->read.snapshot && s->snapshot.size > 0) {
        must(page_builder_snapshot(&b, s->snapshot, s->snapshot_seq) ? m : NULL);
        seq = s->snapshot_seq + 1;
    }
    job->page.seq_first = seq;
    for (; seq <= s->events_count && b.count < JOURNAL_PAGE_EVENTS_MAX; seq++)
        must(page_builder_event(&b, s->events[seq - 1]) ? m : NULL);
    job->page.more = seq <= s->events_count;
    return page_builder_finish(&b);
}

static enum result run_find(struct journal_memory *m, struct journal_job *job)
{
    for (struct memory_token *t = m->tokens; t != NULL; t = t->next) {
        if (memcmp(t->hash, job->find_hash, TOKEN_HASH_BYTES) == 0) {
            job->found.session = t->session;
            job->found.seat = t->seat;
            job->found.waiting = t->waiting;
            return RESULT_OK;
        }
    }
    /* It may have been of a session that is missing. */
    return m->losses_count > 0 ? RESULT_DAMAGED : RESULT_NOT_FOUND;
}

static enum result run_list(struct journal_memory *m, struct journal_job *job)
{
    struct journal_entry *entries = must(malloc(JOURNAL_PAGE_SESSIONS_MAX * sizeof *entries));
    uint32_t count = 0;

    for (struct memory_session *s = m->sessions; s != NULL; s = s->next)
        if (s->entry.session.value > job->list.after.value &&
            s->entry.delete_at_ms <= job->list.until_ms && count < JOURNAL_PAGE_SESSIONS_MAX)
            entries[count++] = s->entry;
    job->memory = entries;
    job->listed.entries = entries;
    job->listed.count = count;
    job->listed.more = count == JOURNAL_PAGE_SESSIONS_MAX;
    return RESULT_OK;
}

static enum result run(struct journal_memory *m, struct journal_job *job)
{
    if (m->failed)
        return RESULT_IO;
    if (m->full && job->kind == JOB_APPEND)
        return RESULT_NO_SPACE;
    switch (job->kind) {
    case JOB_APPEND: return run_append(m, &job->append);
    case JOB_DELETE: return run_delete(m, job->delete_session);
    case JOB_READ: return run_read(m, job);
    case JOB_FIND: return run_find(m, job);
    case JOB_FIND_CODE: return RESULT_CLOSED; /* It is not shared. */
    case JOB_LIST: return run_list(m, job);
    case JOB_COPY: return RESULT_CLOSED; /* There is no file. */
    }
    return RESULT_INVALID;
}

/* ---- the kind ------------------------------------------------------------------------------- */

static void memory_submit(struct journal *j, struct journal_job *job)
{
    struct journal_memory *m = of(j);

    journal_jobs_push(&m->queue, job);
    if (m->wake != NULL && !m->held)
        m->wake(m->wake_arg);
}

static struct journal_jobs memory_take_done(struct journal *j)
{
    struct journal_memory *m = of(j);
    struct journal_jobs done = {NULL, NULL};

    if (m->held)
        return done;
    for (struct journal_job *job; (job = journal_jobs_pop(&m->queue)) != NULL;) {
        job->result = run(m, job);
        journal_jobs_push(&done, job);
    }
    return done;
}

static void memory_wait(struct journal *j)
{
    assert(!of(j)->held); /* While held, this wait would never end. */
}

static bool memory_is_poisoned(const struct journal *j)
{
    return ((const struct journal_memory *)j)->failed;
}

static bool memory_is_full(const struct journal *j)
{
    return ((const struct journal_memory *)j)->full;
}

static bool memory_is_away(const struct journal *j)
{
    return ((const struct journal_memory *)j)->away;
}

static struct journal_figures memory_take_figures(struct journal *j)
{
    struct journal_figures figures = of(j)->figures;

    of(j)->figures = (struct journal_figures){0};
    return figures;
}

static void memory_close(struct journal *j)
{
    struct journal_memory *m = of(j);

    for (struct journal_job *job; (job = journal_jobs_pop(&m->queue)) != NULL;)
        journal_job_free(job);
    while (m->sessions != NULL)
        run_delete(m, m->sessions->entry.session);
    free(m);
}

static uint32_t memory_losses(const struct journal *j, const struct journal_loss **out)
{
    const struct journal_memory *m = (const struct journal_memory *)j;

    *out = m->losses;
    return m->losses_count;
}

static uint64_t memory_bytes(const struct journal *j)
{
    (void)j;
    return 0;
}

static uint32_t memory_damaged_count(const struct journal *j)
{
    (void)j;
    return 0;
}

static bool memory_is_looked_through(const struct journal *j)
{
    (void)j;
    return true;
}

static const struct journal_kind memory_kind = {
    .submit = memory_submit,
    .take_done = memory_take_done,
    .wait = memory_wait,
    .is_poisoned = memory_is_poisoned,
    .is_full = memory_is_full,
    .is_away = memory_is_away,
    .take_figures = memory_take_figures,
    .losses = memory_losses,
    .damaged_count = memory_damaged_count,
    .bytes = memory_bytes,
    .is_looked_through = memory_is_looked_through,
    .close = memory_close,
};

enum result journal_open_memory(struct journal **out, const struct journal_options *options)
{
    struct journal_memory *m = calloc(1, sizeof *m);

    if (m == NULL)
        return RESULT_NO_MEMORY;
    m->base.kind = &memory_kind;
    m->wake = options->wake;
    m->wake_arg = options->wake_arg;
    *out = &m->base;
    return RESULT_OK;
}

void journal_memory_hold(struct journal *j, bool held)
{
    assert(j->kind == &memory_kind);
    of(j)->held = held;
}

void journal_memory_fill(struct journal *j, bool full)
{
    assert(j->kind == &memory_kind);
    of(j)->full = full;
}

void journal_memory_away(struct journal *j, bool away)
{
    assert(j->kind == &memory_kind);
    of(j)->away = away;
}

void journal_memory_fail(struct journal *j)
{
    assert(j->kind == &memory_kind);
    of(j)->failed = true;
}

void journal_memory_damage(struct journal *j, struct session_id session)
{
    struct memory_session *s = session_find(of(j), session);

    assert(j->kind == &memory_kind && s != NULL);
    s->damaged = true;
}

void journal_memory_miss(struct journal *j, struct session_id session)
{
    struct journal_memory *m = of(j);
    struct memory_session *s = session_find(m, session);
    struct journal_loss *loss = &m->losses[m->losses_count++];

    assert(j->kind == &memory_kind && s != NULL && m->losses_count <= MEMORY_LOSSES_MAX);
    *loss = (struct journal_loss){.session = session,
                                  .kind = JOURNAL_LOSS_SESSION,
                                  .delete_at_ms = s->entry.delete_at_ms,
                                  .events_were = s->events_count};
    memcpy(loss->code, s->entry.code, sizeof loss->code);
    run_delete(m, session);
}

void journal_memory_lose(struct journal *j)
{
    assert(j->kind == &memory_kind);
    for (struct journal_job *job; (job = journal_jobs_pop(&of(j)->queue)) != NULL;)
        journal_job_free(job);
    j->jobs_count = 0;
    j->jobs_bytes = 0;
}
