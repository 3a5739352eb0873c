/* ask.c -- the command's side of the control socket. */
#include "backup/control.h"
#include "backup/control_inside.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* -1: nobody listens. */
static int reach(const char *data)
{
    struct sockaddr_un address;
    int folder, fd = -1;

    if (!control_address(data, &address, &folder))
        return -1;
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        fd = -1;
    }
    if (folder >= 0)
        close(folder);
    return fd;
}

bool control_is_answered(const char *data)
{
    const int fd = reach(data);

    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* It comes when the copy is made: how long that takes nobody knows. */
static bool read_line(int fd, char line[CONTROL_LINE_BYTES_MAX])
{
    for (size_t size = 0; size < CONTROL_LINE_BYTES_MAX; size++) {
        ssize_t got;

        do
            got = recv(fd, line + size, 1, 0);
        while (got < 0 && errno == EINTR);
        if (got != 1)
            return false;
        if (line[size] == '\n') {
            line[size] = '\0';
            return true;
        }
    }
    return false;
}

static enum result result_named(const char *name)
{
    for (int result = RESULT_OK; result <= RESULT_DAMAGED; result++)
        if (strcmp(result_name((enum result)result), name) == 0)
            return (enum result)result;
    return RESULT_IO;
}

static bool ask(int fd, const char *what, char line[CONTROL_LINE_BYTES_MAX])
{
    return send(fd, what, strlen(what), MSG_NOSIGNAL) == (ssize_t)strlen(what) &&
           read_line(fd, line);
}

enum result control_tell_keys(const char *data)
{
    const int fd = reach(data);
    char line[CONTROL_LINE_BYTES_MAX];
    enum result result = RESULT_CLOSED;

    if (fd < 0)
        return RESULT_NOT_FOUND;
    if (ask(fd, "keys\n", line))
        result = result_named(line);
    close(fd);
    return result;
}

enum result control_ask_copy(const char *data, struct control_copy *out)
{
    char line[CONTROL_LINE_BYTES_MAX];
    enum result result = RESULT_CLOSED;

    *out = (struct control_copy){.fd = reach(data)};
    if (out->fd < 0)
        return RESULT_NOT_FOUND;
    if (snprintf(out->path, sizeof out->path, "%s/" CONTROL_COPY_NAME, data) >=
        (int)sizeof out->path)
        result = RESULT_IO;
    else if (ask(out->fd, "copy\n", line))
        result = sscanf(line, "OK %u %u", &out->losses_count, &out->damaged_count) == 2
                     ? RESULT_OK
                     : result_named(line);
    if (result != RESULT_OK)
        control_hang_up(out);
    return result;
}

void control_hang_up(struct control_copy *copy)
{
    if (copy->fd >= 0)
        close(copy->fd);
    copy->fd = -1;
}
