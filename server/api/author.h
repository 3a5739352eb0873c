/* author.h -- what an author asks of the server, as the API knows it: a draft is checked, shown,
 * tried out and loaded by a desk that stands behind these functions (cli/serve_author.c). Every
 * answer is one JSON text; what the fields mean stands in openapi.json.
 *
 * All calls are made on the loop thread, and so are the callbacks, never from inside the call that
 * asked. The work itself is done on other threads: nobody's session waits for an author. */
#ifndef DK_API_AUTHOR_H
#define DK_API_AUTHOR_H

#include "base/bytes.h"
#include "protocol/message.h"

#define AUTHOR_DRAFT_BYTES_MAX (512 * 1024) /* The largest of ours has 120,000. */
#define AUTHOR_JOBS_MAX        8            /* Under way at once. */

struct author_desk;
struct author_job;

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

struct author_ways {
    /* The words of the catalogue, ready made; they outlive the edge. */
    struct bytes (*catalogue)(struct author_desk *desk, enum lang lang);
    /* What can be opened. */
    void (*list)(struct author_desk *desk, struct author_answer *out);
    /* `body` is copied. NULL: AUTHOR_JOBS_MAX are under way. */
    struct author_job *(*ask)(struct author_desk *desk, enum author_task task, enum lang lang,
                              struct bytes body, author_done_fn *done, void *arg);
    /* Whoever asked is gone: done is not called any more. */
    void (*forget)(struct author_job *job);
    /* Begin to play a draft thousands of times; one at a time, FAULT_BUSY otherwise. */
    void (*playtest)(struct author_desk *desk, enum lang lang, struct bytes body,
                     struct author_answer *out);
    /* How far it is, or its report. FAULT_NOT_FOUND: another one, or none. */
    void (*playtest_look)(struct author_desk *desk, uint32_t number, struct author_answer *out);
    void (*playtest_cancel)(struct author_desk *desk, uint32_t number, struct author_answer *out);
};

#endif
