/* export_work.c -- makes a file beside the loop, so that no session waits while a large one is
 * counted, written and packed. The loop copies the state of the session; a thread of libuv's pool
 * makes the file of the copy; the loop answers. What the copy points to, stories and sentences,
 * stays as long as the server runs. */
#include <stdlib.h>

#include "api/export_inside.h"
#include "session/state.h"

struct export_making {
    uv_work_t work; /* data: this. */
    struct api *api;
    struct http_request *request; /* NULL: whoever asked is gone. */
    const struct export_file *file;
    struct session *state; /* A copy. */
    struct session_id session;
    enum lang lang;
    char origin[ORIGIN_BYTES_MAX];
    enum fault fault;
    uint8_t *made;
    size_t size;
};

/* ---- on a thread of the pool ---------------------------------------------------------- */

static void keep(struct export_making *m, const struct buffer *out)
{
    uint8_t *fitting = realloc(out->data, out->size);

    m->made = fitting != NULL ? fitting : out->data;
    m->size = out->size;
}

static void make(struct export_making *m, struct export *e)
{
    uint8_t *memory = malloc(EXPORT_BYTES_MAX);
    struct buffer out;

    if (memory == NULL || !export_gather(e)) {
        m->fault = FAULT_BUSY;
        free(memory);
        return;
    }
    buffer_init(&out, memory, EXPORT_BYTES_MAX);
    m->file->write(e, &out);
    m->fault = arena_failed(e->arena) ? FAULT_BUSY : out.overflowed ? FAULT_TOO_LARGE : FAULT_NONE;
    if (m->fault == FAULT_NONE)
        keep(m, &out);
    else
        free(memory);
}

static void work(uv_work_t *request)
{
    struct export_making *m = request->data;
    struct export e = {.s = m->state,
                       .scenario = m->state->scenario, /* With an own team, its people. */
                       .session = m->session,
                       .lang = m->lang,
                       .origin = m->origin};

    make(m, &e);
    arena_close(e.arena);
}

/* ---- on the loop ---------------------------------------------------------------------- */

static void answer(struct export_making *m)
{
    if (m->fault != FAULT_NONE) {
        http_fail(m->request, m->fault, NULL);
        return;
    }
    http_header(m->request, "content-disposition:", m->file->disposition);
    http_reply_owned(m->request, 200, m->file->type, m->made, m->size);
    m->made = NULL;
}

static void after(uv_work_t *request, int status)
{
    struct export_making *m = request->data;

    if (status != 0)
        m->fault = FAULT_SHUTTING_DOWN;
    m->api->exports_count--;
    if (m->request != NULL) {
        http_on_gone(m->request, NULL, NULL);
        answer(m);
    }
    free(m->made);
    free(m->state);
    free(m);
}

static void on_gone(void *arg)
{
    struct export_making *m = arg;

    m->request = NULL;
    uv_cancel((uv_req_t *)&m->work); /* Cancels only work that has not begun. */
}

static struct export_making *begun(struct api *api, struct http_request *request,
                                   const struct host_look *look)
{
    struct export_making *m = calloc(1, sizeof *m);

    if (m == NULL)
        return NULL;
    m->state = malloc((size_t)look->state->bytes);
    if (m->state == NULL) {
        free(m);
        return NULL;
    }
    session_copy(m->state, look->state);
    m->work.data = m;
    m->api = api;
    m->request = request;
    m->session = look->session;
    http_self(request, m->origin);
    return m;
}

void export_begin(struct api *api, struct http_request *request, const struct export_file *file,
                  const struct host_look *look, enum lang lang)
{
    struct export_making *m = api->exports_count < EXPORTS_MAX ? begun(api, request, look) : NULL;

    if (m == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
        return;
    }
    m->file = file;
    m->lang = lang;
    if (uv_queue_work(api->parts.loop, &m->work, work, after) != 0) {
        free(m->state);
        free(m);
        http_fail(request, FAULT_BUSY, NULL);
        return;
    }
    api->exports_count++;
    http_on_gone(request, on_gone, m);
}
