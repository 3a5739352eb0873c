/* author.c -- jobs in, answers out. */
#include "author/author.h"

#include "author/author_inside.h"

#include "sys/log.h"

#include <assert.h>
#include <stdlib.h>

#define AUTHOR_ANSWER_BYTES_MAX (512 * 1024)

struct author {
    struct author_parts parts;
    struct author_content content;
    struct report_texts *texts[TEXT_LANGS_COUNT];
    struct author_answer catalogue[TEXT_LANGS_COUNT];
    struct tryout *tryout;
    uint32_t jobs_count;
    bool loading; /* A draft is being loaded, or one withdrawn. */
    bool stopped;
};

struct author_job {
    uv_work_t work; /* data: the job. */
    struct author *author;
    enum author_task task;
    enum lang lang;
    bool own;             /* The scenario of this id was loaded here. */
    bool withdrawn;       /* It must no longer be offered. */
    author_done_fn *done; /* NULL: whoever asked is gone. */
    void *arg;
    struct author_loaded loaded;
    struct author_answer answer;
    size_t body_size;
    uint8_t body[];
};

/* ---- answers -------------------------------------------------------------------------------- */

void author_tell(struct author_answer *out, const struct arena *arena,
                 const struct body_record *record, const void *body)
{
    uint8_t *memory = arena != NULL && arena_failed(arena) ? NULL : malloc(AUTHOR_ANSWER_BYTES_MAX);
    uint8_t *fitting;
    struct buffer buffer;
    struct writer w;

    if (memory == NULL) {
        out->fault = FAULT_BUSY;
        return;
    }
    buffer_init(&buffer, memory, AUTHOR_ANSWER_BYTES_MAX);
    writer_init(&w, &buffer, ENCODING_JSON);
    body_write(&w, record, body);
    if (!writer_ok(&w)) {
        free(memory);
        out->fault = FAULT_TOO_LARGE;
        return;
    }
    fitting = realloc(memory, buffer.size);
    if (fitting != NULL)
        memory = fitting;
    out->json = memory;
    out->size = buffer.size;
}

bool author_cut(struct bytes body, struct draft *draft, struct author_answer *out)
{
    switch (draft_cut(body, draft, &out->field)) {
    case DRAFT_FINE: return true;
    case DRAFT_TOO_LARGE: out->fault = FAULT_TOO_LARGE; break;
    case DRAFT_FIELD: out->fault = FAULT_FIELD_WRONG; break;
    case DRAFT_NO_JSON: out->fault = FAULT_MALFORMED; break;
    }
    return false;
}

/* ---- jobs ----------------------------------------------------------------------------------- */

static void work(uv_work_t *request)
{
    struct author_job *job = request->data;
    const struct author_content *content = &job->author->content;
    const struct bytes body = {job->body, job->body_size};

    switch (job->task) {
    case AUTHOR_CHECK: author_check(content, body, (uint32_t)job->lang, &job->answer); break;
    case AUTHOR_OPEN: author_files(content, (const char *)job->body, job->own, &job->answer); break;
    case AUTHOR_WITHDRAW:
        job->withdrawn = author_withdraw(content, (const char *)job->body, job->own, &job->answer);
        break;
    case AUTHOR_LOAD:
        author_load(content, job->author->parts.library, body, (uint32_t)job->lang, &job->loaded,
                    &job->answer);
        break;
    }
}

/* Back on the loop thread: offer what is now on disk. */
static void offer(struct author *author, struct scenario *scenario)
{
    if (scenario_library_add_own(author->parts.library, scenario) != RESULT_OK) {
        scenario_free(
            scenario); /* Not while only one is loaded at a time; the next start has it. */
        return;
    }
    log_info("author", "loaded", log_bytes("scenario", scenario->id),
             log_bytes("version", scenario->version));
    author->parts.offered(author->parts.offered_arg);
}

static bool changes(enum author_task task)
{
    return task == AUTHOR_LOAD || task == AUTHOR_WITHDRAW;
}

static void after(uv_work_t *request, int status)
{
    struct author_job *job = request->data;
    struct author *author = job->author;

    if (status != 0)
        job->answer.fault = FAULT_SHUTTING_DOWN;
    if (changes(job->task))
        author->loading = false;
    if (job->withdrawn) {
        scenario_library_withdraw(author->parts.library, (struct bytes){job->body, job->body_size});
        author->parts.offered(author->parts.offered_arg);
    }
    if (job->loaded.scenario != NULL)
        offer(author, job->loaded.scenario);
    author->jobs_count--;
    if (job->done != NULL)
        job->done(job->arg, &job->answer);
    else
        free(job->answer.json);
    free(job);
}

struct author_job *author_ask(struct author *author, enum author_task task, enum lang lang,
                              struct bytes body, author_done_fn *done, void *arg)
{
    struct author_job *job;

    if (author->stopped || author->jobs_count == AUTHOR_JOBS_MAX ||
        (changes(task) && author->loading))
        return NULL;
    job = calloc(1, sizeof *job + body.size + 1);
    if (job == NULL)
        return NULL;
    job->work.data = job;
    job->author = author;
    job->task = task;
    job->lang = lang;
    job->done = done;
    job->arg = arg;
    job->body_size = body.size;
    if (body.size > 0)
        memcpy(job->body, body.data, body.size);
    if (task == AUTHOR_OPEN || task == AUTHOR_WITHDRAW) {
        const int32_t at = scenario_library_find(author->parts.library, body);
        job->own = at >= 0 ? author->parts.library->own[at]
                           : scenario_library_refused(author->parts.library, body) != NULL;
    }
    if (uv_queue_work(author->parts.loop, &job->work, work, after) != 0) {
        free(job);
        return NULL;
    }
    author->jobs_count++;
    author->loading = author->loading || changes(task);
    return job;
}

void author_forget(struct author_job *job)
{
    job->done = NULL;
    uv_cancel((uv_req_t *)&job->work); /* Cancels only work that has not begun. */
}

/* ---- at once -------------------------------------------------------------------------------- */

struct bytes author_catalogue(const struct author *author, enum lang lang)
{
    return (struct bytes){author->catalogue[lang].json, author->catalogue[lang].size};
}

void author_list(const struct author *author, struct author_answer *out)
{
    const struct scenario_library *library = author->parts.library;
    struct arena *arena = arena_open();
    struct body_openable_scenario *items;
    struct body_refused_scenario *refused;
    uint32_t count, refused_count;

    if (arena == NULL) {
        out->fault = FAULT_BUSY;
        return;
    }
    items = arena_list(arena, library->count, sizeof *items, &count);
    for (uint32_t i = 0; i < count; i++)
        items[i] = (struct body_openable_scenario){.id = library->offered[i]->id,
                                                   .version = library->offered[i]->version,
                                                   .own = library->own[i]};
    refused = arena_list(arena, library->refused_count, sizeof *refused, &refused_count);
    for (uint32_t i = 0; i < refused_count; i++)
        refused[i] = (struct body_refused_scenario){.id = bytes_of(library->refused[i].id),
                                                    .reason = library->refused[i].reason,
                                                    .errors = library->refused[i].errors};
    author_tell(out, arena, &body_openable,
                &(struct body_openable){{items, count}, {refused, refused_count}});
    arena_close(arena);
}

bool author_refuses(const struct author *author, struct bytes id)
{
    return scenario_library_refused(author->parts.library, id) != NULL;
}

void author_playtest(struct author *author, enum lang lang, struct bytes body,
                     struct author_answer *out)
{
    tryout_begin(author->tryout, body, (uint32_t)lang, out);
}

void author_playtest_look(struct author *author, uint32_t number, struct author_answer *out)
{
    tryout_look(author->tryout, number, out);
}

void author_playtest_cancel(struct author *author, uint32_t number, struct author_answer *out)
{
    tryout_cancel(author->tryout, number, out);
}

/* ---- life ----------------------------------------------------------------------------------- */

static enum result open_texts(struct author *author)
{
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        author->texts[lang] = report_open(author->parts.root, lang);
        if (author->texts[lang] == NULL)
            return RESULT_IO;
        author->content.texts[lang] = author->texts[lang];
        author_catalogue_make(&author->content, lang, &author->catalogue[lang]);
        if (author->catalogue[lang].fault != FAULT_NONE)
            return RESULT_NO_MEMORY;
    }
    return RESULT_OK;
}

enum result author_open(struct author **out, const struct author_parts *parts)
{
    struct author *author = calloc(1, sizeof *author);
    enum result result;

    if (author == NULL)
        return RESULT_NO_MEMORY;
    author->parts = *parts;
    author->content = (struct author_content){
        .catalogue = parts->library->catalogue, .root = parts->root, .data = parts->data};
    result = open_texts(author);
    if (result == RESULT_OK) {
        author->tryout = tryout_open(&author->content);
        result = author->tryout == NULL ? RESULT_NO_MEMORY : RESULT_OK;
    }
    if (result != RESULT_OK) {
        author_close(author);
        return result;
    }
    *out = author;
    return RESULT_OK;
}

void author_stop(struct author *author)
{
    if (author == NULL)
        return;
    author->stopped = true;
    tryout_close(author->tryout);
    author->tryout = NULL;
}

void author_close(struct author *author)
{
    if (author == NULL)
        return;
    assert(author->jobs_count == 0);
    tryout_close(author->tryout);
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        report_close(author->texts[lang]);
        free(author->catalogue[lang].json);
    }
    free(author);
}
