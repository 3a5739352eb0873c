/* author.h -- what an author asks of a running server: a draft is checked, shown, tried out and
 * loaded. Every answer is one JSON text; what the fields mean stands in api/openapi.json.
 *
 *   loop thread   every call and every callback here; what was loaded is offered there, too
 *   libuv pool    check, open, load, withdraw: one job a thread, AUTHOR_JOBS_MAX at once
 *   one thread    the playtest, with the lowest priority: sessions go first
 *
 * A job reads what never changes while the server runs (catalogue, sentences, folders) and its own
 * body, so nobody's session waits for an author. One draft is loaded at a time. A callback is never
 * made from inside the call that asked. */
#ifndef DK_AUTHOR_AUTHOR_H
#define DK_AUTHOR_AUTHOR_H

#include "base/bytes.h"
#include "base/result.h"
#include "library/scenario_library.h"
#include "protocol/message.h"

#include <uv.h>

#define AUTHOR_DRAFT_BYTES_MAX (512 * 1024) /* The largest of ours has 120,000. */
#define AUTHOR_JOBS_MAX        8            /* Under way at once. */

struct author;
struct author_job;

struct author_parts {
    uv_loop_t *loop;
    struct scenario_library *library;
    const char *root; /* The folder of scenarios, */
    const char *data; /* and that of this server's own. */
    /* The library offers something new: tell those who play and those who list. */
    void (*offered)(void *arg);
    void *offered_arg;
};

/* RESULT_OK, RESULT_NO_MEMORY, or RESULT_IO: the sentences of the catalogue cannot be read. */
enum result author_open(struct author **out, const struct author_parts *parts);
/* No more answers; what is under way ends soon, while the loop runs on. NULL is fine. */
void author_stop(struct author *author);
/* After loop_finish. NULL is fine. */
void author_close(struct author *author);

enum author_task {
    AUTHOR_OPEN,    /* The files of a scenario, by id. */
    AUTHOR_CHECK,   /* What is wrong with a draft, and how a dilemma of it looks. */
    AUTHOR_LOAD,    /* Offer it from now on. */
    AUTHOR_WITHDRAW /* Offer it no more, by id. */
};

struct author_answer {
    enum fault fault;  /* FAULT_NONE, or why there is no answer. */
    const char *field; /* Static, or NULL. */
    uint8_t *json;     /* From malloc; the callback takes it over. */
    size_t size;
};
typedef void author_done_fn(void *arg, const struct author_answer *answer);

/* The words of the catalogue, ready made; they stay until author_close. */
struct bytes author_catalogue(const struct author *author, enum lang lang);
/* What can be opened. */
void author_list(const struct author *author, struct author_answer *out);
/* `body` is copied. NULL: AUTHOR_JOBS_MAX are under way, or something is being loaded already. */
struct author_job *author_ask(struct author *author, enum author_task task, enum lang lang,
                              struct bytes body, author_done_fn *done, void *arg);
/* Whoever asked is gone: done is not called any more. */
void author_forget(struct author_job *job);
/* Begin to play a draft thousands of times; one at a time, FAULT_BUSY otherwise. */
void author_playtest(struct author *author, enum lang lang, struct bytes body,
                     struct author_answer *out);
/* How far it is, or its report. FAULT_NOT_FOUND: another one, or none. */
void author_playtest_look(struct author *author, uint32_t number, struct author_answer *out);
void author_playtest_cancel(struct author *author, uint32_t number, struct author_answer *out);

#endif
