/* serve_author.h -- the author's desk of a running server: checks drafts, plays them, loads them.
 *
 *   loop thread   author_ways (api/author.h): takes a job, gives its answer, offers what was loaded
 *   libuv pool    check, open, load: one job a thread, AUTHOR_JOBS_MAX at once
 *   one thread    the playtest, with the lowest priority: sessions go first
 *
 * A job reads what never changes while the server runs (catalogue, sentences, folders) and its own
 * body. What is offered is changed on the loop thread only, and one draft is loaded at a time. */
#ifndef DK_CLI_SERVE_AUTHOR_H
#define DK_CLI_SERVE_AUTHOR_H

#include "api/author.h"
#include "cli/content_report.h"
#include "cli/draft.h"
#include "cli/scenario_library.h"

#include <uv.h>

struct author_desk;

struct author_desk_parts {
    uv_loop_t *loop;
    struct scenario_library *library;
    const char *root; /* The folder of scenarios, */
    const char *data; /* and that of this server's own. */
    /* The library offers something new: tell those who play and those who list. */
    void (*offered)(void *arg);
    void *offered_arg;
};

extern const struct author_ways author_desk_ways;

/* RESULT_OK, RESULT_NO_MEMORY, or RESULT_IO: the sentences of the catalogue cannot be read. */
enum result author_desk_open(struct author_desk **out, const struct author_desk_parts *parts);
/* No more answers; what is under way ends soon, while the loop runs on. NULL is fine. */
void author_desk_stop(struct author_desk *desk);
/* After loop_finish. NULL is fine. */
void author_desk_close(struct author_desk *desk);

/* ---- for the files of the desk ------------------------------------------------------------- */

/* What all jobs may read. */
struct author_content {
    const struct catalogue *catalogue;
    const struct report_texts *texts[TEXT_LANGS_COUNT];
    const char *root, *data;
};

/* {"problems": ...} and what else a check says. `json` of the answer is made, or it has a fault. */
void author_check(const struct author_content *content, struct bytes body, uint32_t lang,
                  struct author_answer *out);
/* The words of the catalogue as JSON from malloc; size 0: no memory. */
struct bytes author_catalogue(const struct author_content *content, uint32_t lang);

/* What came of loading a draft; `scenario` is the caller's, to be offered, when loaded. */
struct author_loaded {
    struct scenario *scenario;
};
/* Off the disk; true: offer it no more. An answer is made in either case. */
bool author_withdraw(const struct author_content *content, const char *id, bool own,
                     struct author_answer *out);
void author_load(const struct author_content *content, const struct scenario_library *library,
                 struct bytes body, uint32_t lang, struct author_loaded *loaded,
                 struct author_answer *out);
void author_files(const struct author_content *content, const char *id, bool own,
                  struct author_answer *out);

/* A cut draft with its fault as the API says it: true, or `out` has it. */
bool author_cut(struct bytes body, struct draft *draft, struct author_answer *out);
struct problem_list;
struct writer;
void author_write_problems(struct writer *w, const struct catalogue *catalogue,
                           const struct problem_list *problems, uint32_t lang);
/* Memory for an answer; false: there is none, and `out` says so. */
bool author_begin(struct buffer *buffer, struct writer *w, struct author_answer *out);
void author_end(struct buffer *buffer, struct author_answer *out);

struct tryout; /* The playtest. */
struct tryout *tryout_open(const struct author_content *content);
void tryout_close(struct tryout *tryout); /* Ends what runs first. NULL is fine. */
void tryout_begin(struct tryout *tryout, struct bytes body, uint32_t lang,
                  struct author_answer *out);
void tryout_look(struct tryout *tryout, uint32_t number, struct author_answer *out);
void tryout_cancel(struct tryout *tryout, uint32_t number, struct author_answer *out);

#endif
