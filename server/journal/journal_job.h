/* journal_job.h -- inside the journal only: a request on its way from the loop to an implementation
 * and back. A job is one block of memory: the copied request follows the struct. */
#ifndef DK_JOURNAL_JOURNAL_JOB_H
#define DK_JOURNAL_JOURNAL_JOB_H

#include "journal/journal.h"

enum journal_job_kind {
    JOB_APPEND,
    JOB_DELETE,
    JOB_READ,
    JOB_FIND,
    JOB_FIND_CODE, /* Only of a journal that is shared. */
    JOB_LIST,
    JOB_COPY
};

struct journal_job {
    struct journal_job *next;
    enum journal_job_kind kind;
    size_t bytes; /* Counts against JOURNAL_QUEUE_BYTES_MAX. */
    void *arg;
    union {
        journal_done_fn *done;
        journal_page_fn *page_done;
        journal_found_fn *found_done;
        journal_listed_fn *listed_done;
    };
    /* The request. */
    union {
        struct journal_batch append; /* Pointers into this block. */
        struct session_id delete_session;
        struct {
            struct session_id session;
            uint64_t seq_from;
            bool snapshot;
            struct journal_entry entry; /* What the answer points to, when the journal is shared. */
            char node[JOURNAL_NODE_BYTES_MAX];
        } read;
        char find_code[CODE_BYTES + 1];
        uint8_t find_hash[TOKEN_HASH_BYTES];
        struct {
            struct session_id after;
            uint64_t until_ms;
        } list;
        const char *copy_path; /* Behind the job. */
    };
    /* The answer; `memory` holds what it points to and is freed with the job. */
    bool is_settled; /* The result stands: it is not run again with the rest of its group. */
    enum result result;
    void *memory;
    union {
        struct journal_page page;
        struct journal_found found;
        struct journal_listed listed;
    };
};

struct journal_jobs { /* First in, first out. */
    struct journal_job *first, *last;
};

static inline void journal_jobs_push(struct journal_jobs *jobs, struct journal_job *job)
{
    job->next = NULL;
    if (jobs->first == NULL)
        jobs->first = job;
    else
        jobs->last->next = job;
    jobs->last = job;
}

static inline struct journal_job *journal_jobs_pop(struct journal_jobs *jobs)
{
    struct journal_job *job = jobs->first;

    if (job != NULL)
        jobs->first = job->next;
    return job;
}

/* What an implementation provides. */
struct journal_kind {
    void (*submit)(struct journal *j, struct journal_job *job); /* Takes the job over. */
    struct journal_jobs (*take_done)(struct journal *j);        /* Gives finished jobs back. */
    void (*wait)(struct journal *j); /* Until take_done has something. A job must be under way. */
    bool (*is_poisoned)(const struct journal *j);
    bool (*is_full)(const struct journal *j);
    bool (*is_away)(const struct journal *j);           /* NULL: it never is. */
    bool (*is_shared)(const struct journal *j);         /* NULL: it never is. */
    enum journal_kept (*kept)(const struct journal *j); /* NULL: in its file. */
    struct journal_figures (*take_figures)(struct journal *j);
    uint32_t (*losses)(const struct journal *j, const struct journal_loss **out);
    uint32_t (*damaged_count)(const struct journal *j);
    uint64_t (*bytes)(const struct journal *j);
    bool (*is_looked_through)(const struct journal *j);
    void (*close)(struct journal *j); /* Finishes, frees all including j. */
};

/* First member of every implementation. */
struct journal {
    const struct journal_kind *kind;
    uint32_t jobs_count;
    size_t jobs_bytes;
    bool copy_asked; /* And not called back yet. */
};

void journal_job_free(struct journal_job *job);
/* Append the event without the words of a seat that leaves with this batch, or of what is over with
 * it. false: it has none. One event has the words of at most one seat, and once only. */
bool journal_forget_words(const struct journal_batch *batch, struct bytes event,
                          struct buffer *out);

/* The one growing block that holds the answer to a read: the snapshot and events as they are found.
 * Appending returns false when there is no memory. Offsets become pointers at the end. */
struct journal_page_builder {
    struct journal_job *job;
    uint8_t *data;
    size_t size, capacity;
    size_t offsets[JOURNAL_PAGE_EVENTS_MAX + 1];
    uint32_t count;
    size_t snapshot_bytes;
};

void page_builder_init(struct journal_page_builder *b, struct journal_job *job);
bool page_builder_snapshot(struct journal_page_builder *b, struct bytes snapshot, uint64_t seq);
bool page_builder_event(struct journal_page_builder *b, struct bytes event);
/* Fill in job->page and job->memory; frees the builder's memory in any case. */
enum result page_builder_finish(struct journal_page_builder *b);

#endif
