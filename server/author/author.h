/* author.h -- what an author asks of a running server: to check, show, try out and load a draft.
 * Every answer is one JSON text; server/api/openapi.json describes its fields.
 *
 *   loop thread   every call and every callback here; offers what was loaded
 *   libuv pool    check, open, load, withdraw: one job per thread, AUTHOR_JOBS_MAX at once
 *   one thread    the playtest, with the lowest priority: sessions go first
 *
 * A job reads what never changes while the server runs (catalogue, sentences, folders) and its own
 * body, so no session waits for an author. One draft is loaded at a time. A callback is never made
 * from inside the call that asked. */
#ifndef DK_AUTHOR_AUTHOR_H
#define DK_AUTHOR_AUTHOR_H

#include "base/bytes.h"
#include "base/result.h"
#include "library/scenario_library.h"
#include "protocol/message.h"

#include <uv.h>

#define AUTHOR_DRAFT_BYTES_MAX (512 * 1024) /* Our largest story has 120,000. */
#define AUTHOR_JOBS_MAX        8            /* Under way at once. */

struct author;
struct author_job;

struct author_parts {
    uv_loop_t *loop;
    struct scenario_library *library;
    const char *root; /* The folder of scenarios. */
    const char *data; /* The data folder, with this server's own. */
    /* Called when the library offers something else: tell the host and the API. */
    void (*offered)(void *arg);
    void *offered_arg;
};

/* RESULT_OK, RESULT_NO_MEMORY, or RESULT_IO: the sentences of the catalogue cannot be read. */
enum result author_open(struct author **out, const struct author_parts *parts);
/* No answers come after this. Work under way ends soon, while the loop runs on. NULL is fine. */
void author_stop(struct author *author);
/* After loop_finish. NULL is fine. */
void author_close(struct author *author);

enum author_task {
    AUTHOR_OPEN,    /* The files of a scenario, by id. */
    AUTHOR_CHECK,   /* What is wrong with a draft, and how one dilemma looks. */
    AUTHOR_LOAD,    /* Offer a draft from now on. */
    AUTHOR_WITHDRAW /* No longer offer a scenario, by id. */
};

struct author_answer {
    enum fault fault;  /* FAULT_NONE, or why there is no answer. */
    const char *field; /* Static, or NULL. */
    uint8_t *json;     /* From malloc; the callback owns it. */
    size_t size;
};
typedef void author_done_fn(void *arg, const struct author_answer *answer);

/* The body `vocabulary`, made when the server started; valid until author_close. */
struct bytes author_catalogue(const struct author *author, enum lang lang);
/* What can be opened. */
void author_list(const struct author *author, struct author_answer *out);
/* Was this own scenario left out at the start? It can be opened and withdrawn, not played. */
bool author_refuses(const struct author *author, struct bytes id);
/* `body` is copied. NULL: AUTHOR_JOBS_MAX are under way, or something is being loaded already. */
struct author_job *author_ask(struct author *author, enum author_task task, enum lang lang,
                              struct bytes body, author_done_fn *done, void *arg);
/* Whoever asked is gone: `done` will not be called. */
void author_forget(struct author_job *job);
/* Begin to play a draft thousands of times. One at a time, else FAULT_BUSY. */
void author_playtest(struct author *author, enum lang lang, struct bytes body,
                     struct author_answer *out);
/* How far playtest `number` is, or its report. FAULT_NOT_FOUND: that is not the newest one. */
void author_playtest_look(struct author *author, uint32_t number, struct author_answer *out);
void author_playtest_cancel(struct author *author, uint32_t number, struct author_answer *out);

#endif
