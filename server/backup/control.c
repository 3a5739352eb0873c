#include "backup/control.h"

#include "backup/control_inside.h"
#include "sys/log.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define CLIENTS_MAX    4
#define PATH_BYTES_MAX 1024
#define SPARE_BYTES    (32ull * 1024 * 1024) /* What a copy leaves free on the disk. */

struct client {
    uv_pipe_t pipe; /* First: from the pipe to the client. */
    struct control *control;
    bool is_open, is_asked;
    char line[CONTROL_LINE_BYTES_MAX];
    size_t line_bytes;
    uv_write_t write;
    char answer[CONTROL_LINE_BYTES_MAX];
};

struct control {
    uv_pipe_t listener;
    struct journal *journal;
    control_keys_fn *keys;
    void *keys_arg;
    char data[PATH_BYTES_MAX], copy[PATH_BYTES_MAX];
    int folder;
    bool is_stopped;
    bool is_copying;       /* The journal will call back. */
    struct client *copier; /* Whose copy is there, or being made; NULL: it has gone. */
    struct client clients[CLIENTS_MAX];
};

bool control_address(const char *data, struct sockaddr_un *out, int *folder)
{
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    *folder = -1;
    if (snprintf(out->sun_path, sizeof out->sun_path, "%s/control", data) <
        (int)sizeof out->sun_path)
        return true;
    *folder = open(data, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (*folder < 0)
        return false;
    snprintf(out->sun_path, sizeof out->sun_path, "/proc/self/fd/%d/control", *folder);
    return true;
}

/* ---- a client ------------------------------------------------------------------------------- */

/* A copy that nobody waits for any more goes. */
static void drop_copy(struct control *c)
{
    c->copier = NULL;
    if (!c->is_copying)
        unlink(c->copy);
}

static void on_closed(uv_handle_t *handle)
{
    struct client *client = (struct client *)handle;

    client->is_open = false;
}

static void client_close(struct client *client)
{
    if (uv_is_closing((uv_handle_t *)&client->pipe))
        return;
    if (client->control->copier == client)
        drop_copy(client->control);
    uv_close((uv_handle_t *)&client->pipe, on_closed);
}

static void on_written(uv_write_t *write, int status)
{
    (void)write, (void)status; /* Whoever does not read will hang up. */
}

static void answer(struct client *client, const char *text)
{
    uv_buf_t buffer;

    snprintf(client->answer, sizeof client->answer, "%s\n", text);
    buffer = uv_buf_init(client->answer, (unsigned)strlen(client->answer));
    if (uv_write(&client->write, (uv_stream_t *)&client->pipe, &buffer, 1, on_written) != 0)
        client_close(client);
}

/* ---- a copy --------------------------------------------------------------------------------- */

static void answer_copied(struct control *c)
{
    const struct journal_loss *losses;
    char text[CONTROL_LINE_BYTES_MAX];

    snprintf(text, sizeof text, "OK %u %u", journal_losses(c->journal, &losses),
             journal_damaged_count(c->journal));
    answer(c->copier, text);
}

static void on_copied(void *arg, enum result result)
{
    struct control *c = arg;

    c->is_copying = false;
    log_info("control", "copied", log_text("result", result_name(result)));
    if (c->copier == NULL || c->is_stopped) {
        unlink(c->copy);
    } else if (result == RESULT_OK) {
        answer_copied(c);
    } else {
        struct client *client = c->copier;

        c->copier = NULL;
        answer(client, result_name(result));
    }
}

/* A copy must not fill the disk on which sessions are kept. */
static bool has_space(const struct control *c)
{
    char path[PATH_BYTES_MAX + 16];
    struct stat status;
    struct statvfs disk;

    snprintf(path, sizeof path, "%s/journal.db", c->data);
    if (stat(path, &status) != 0 || statvfs(c->data, &disk) != 0)
        return true; /* The copy will tell. */
    return (uint64_t)disk.f_bavail * disk.f_frsize > (uint64_t)status.st_size + SPARE_BYTES;
}

static void begin_copy(struct client *client)
{
    struct control *c = client->control;
    enum result result = RESULT_FENCED;

    if (!c->is_copying && c->copier == NULL)
        result = journal_is_full(c->journal) || !has_space(c)
                     ? RESULT_NO_SPACE
                     : journal_copy(c->journal, c->copy, on_copied, c);
    if (result != RESULT_OK) {
        answer(client, result_name(result));
        return;
    }
    c->is_copying = true;
    c->copier = client;
}

/* ---- what comes in -------------------------------------------------------------------------- */

static void on_buffer(uv_handle_t *handle, size_t size, uv_buf_t *out)
{
    struct client *client = (struct client *)handle;

    (void)size;
    *out = uv_buf_init(client->line + client->line_bytes,
                       (unsigned)(sizeof client->line - client->line_bytes));
}

static void on_line(struct client *client)
{
    const struct control *c = client->control;
    const bool is_copy = strcmp(client->line, "copy") == 0;

    client->line_bytes = 0;
    if (client->is_asked || (!is_copy && strcmp(client->line, "keys") != 0)) {
        client_close(client);
        return;
    }
    client->is_asked = true;
    if (is_copy)
        begin_copy(client);
    else
        answer(client, result_name(c->keys != NULL ? c->keys(c->keys_arg) : RESULT_CLOSED));
}

static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer)
{
    struct client *client = (struct client *)stream;
    char *end;

    (void)buffer;
    if (size < 0) {
        client_close(client);
        return;
    }
    client->line_bytes += (size_t)size;
    assert(client->line_bytes <= sizeof client->line);
    end = memchr(client->line, '\n', client->line_bytes);
    if (end != NULL) {
        *end = '\0';
        on_line(client);
    } else if (client->line_bytes == sizeof client->line) {
        client_close(client);
    }
}

static struct client *find_free(struct control *c)
{
    for (size_t i = 0; i < CLIENTS_MAX; i++)
        if (!c->clients[i].is_open)
            return &c->clients[i];
    return NULL;
}

static void on_turned_away(uv_handle_t *handle)
{
    free(handle);
}

/* One too many hears nothing and is closed; left in the queue it would keep out all after it. */
static void turn_away(uv_stream_t *listener)
{
    uv_pipe_t *pipe = malloc(sizeof *pipe);

    if (pipe == NULL || uv_pipe_init(listener->loop, pipe, 0) != 0) {
        free(pipe);
        return;
    }
    (void)uv_accept(listener, (uv_stream_t *)pipe);
    uv_close((uv_handle_t *)pipe, on_turned_away);
}

static void on_connection(uv_stream_t *listener, int status)
{
    struct control *c = (struct control *)listener;
    struct client *client = status == 0 ? find_free(c) : NULL;

    if (status != 0 || c->is_stopped)
        return;
    if (client == NULL) {
        turn_away(listener);
        return;
    }
    *client = (struct client){.control = c};
    if (uv_pipe_init(listener->loop, &client->pipe, 0) != 0)
        return;
    client->is_open = true;
    if (uv_accept(listener, (uv_stream_t *)&client->pipe) != 0 ||
        uv_read_start((uv_stream_t *)&client->pipe, on_buffer, on_read) != 0)
        client_close(client);
}

/* ---- opening -------------------------------------------------------------------------------- */

static bool listen_at(struct control *c, const struct sockaddr_un *address)
{
    unlink(address->sun_path);
    return uv_pipe_bind(&c->listener, address->sun_path) == 0 &&
           chmod(address->sun_path, 0600) == 0 &&
           uv_listen((uv_stream_t *)&c->listener, CLIENTS_MAX, on_connection) == 0;
}

enum result control_open(struct control **out, uv_loop_t *loop, struct journal *journal,
                         const char *data)
{
    struct control *c = calloc(1, sizeof *c);
    struct sockaddr_un address;

    if (c == NULL)
        return RESULT_NO_MEMORY;
    c->journal = journal;
    c->folder = -1;
    if (snprintf(c->data, sizeof c->data, "%s", data) >= (int)sizeof c->data ||
        snprintf(c->copy, sizeof c->copy, "%s/" CONTROL_COPY_NAME, data) >= (int)sizeof c->copy ||
        uv_pipe_init(loop, &c->listener, 0) != 0) {
        free(c);
        return RESULT_IO;
    }
    *out = c;
    unlink(c->copy);
    if (control_address(data, &address, &c->folder) && listen_at(c, &address))
        return RESULT_OK;
    log_warning("control", "no_socket", log_text("folder", data),
                log_text("hint", "a backup needs the server stopped"));
    return RESULT_IO;
}

void control_on_keys(struct control *c, control_keys_fn *keys, void *arg)
{
    c->keys = keys;
    c->keys_arg = arg;
}

void control_stop(struct control *c)
{
    if (c == NULL || c->is_stopped)
        return;
    c->is_stopped = true;
    for (size_t i = 0; i < CLIENTS_MAX; i++)
        if (c->clients[i].is_open)
            client_close(&c->clients[i]);
    uv_close((uv_handle_t *)&c->listener, NULL);
}

void control_close(struct control *c)
{
    if (c == NULL)
        return;
    assert(c->is_stopped);
    unlink(c->copy);
    if (c->folder >= 0)
        close(c->folder);
    free(c);
}
