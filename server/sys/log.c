#include "sys/log.h"

#include "sys/pipe_writer.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define SAID_RING_BYTES 8192

static enum log_level level_max = LOG_INFO;
static struct pipe_writer to_stderr, to_stdout;

void log_start(void)
{
    pipe_writer_start(&to_stderr, STDERR_FILENO, LOG_RING_BYTES);
    pipe_writer_start(&to_stdout, STDOUT_FILENO, SAID_RING_BYTES);
}

void log_flush(uint32_t ms)
{
    if (to_stdout.ring != NULL)
        pipe_writer_wait(&to_stdout, ms / 2);
    if (to_stderr.ring != NULL)
        pipe_writer_wait(&to_stderr, ms / 2);
}

void log_stop(void)
{
    log_flush(LOG_STOP_MS);
    if (to_stdout.ring != NULL)
        pipe_writer_stop(&to_stdout);
    if (to_stderr.ring != NULL)
        pipe_writer_stop(&to_stderr);
}

static void put(struct pipe_writer *w, int fd, const char *line, size_t size)
{
    if (w->ring != NULL)
        pipe_writer_put(w, line, size);
    else
        pipe_write_all(fd, line, size);
}

void log_set_level(enum log_level level)
{
    level_max = level;
}

static const char *level_name(enum log_level level)
{
    switch (level) {
    case LOG_NONE: break;
    case LOG_ERROR: return "error";
    case LOG_WARNING: return "warning";
    case LOG_INFO: return "info";
    case LOG_DEBUG: return "debug";
    }
    return "?";
}

/* How much of `room` a printf that returned `written` has used. */
static size_t used(int written, size_t room)
{
    if (written < 0)
        return 0;
    return (size_t)written < room ? (size_t)written : room - 1;
}

void log_write(enum log_level level, const char *area, const char *event, const char *format, ...)
{
    char line[LOG_LINE_BYTES_MAX + 1];
    struct timespec now;
    struct tm utc;
    va_list args;
    size_t size;

    if (level > level_max)
        return;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size = strftime(line, sizeof line, "time=%Y-%m-%dT%H:%M:%S", &utc);
    size += used(snprintf(line + size, sizeof line - size, ".%03dZ level=%s area=%s event=%s ",
                          (int)(now.tv_nsec / 1000000), level_name(level), area, event),
                 sizeof line - size);
    va_start(args, format);
    size += used(vsnprintf(line + size, sizeof line - size, format, args), sizeof line - size);
    va_end(args);
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F)
            line[i] = '?';
    line[size++] = '\n';
    put(&to_stderr, STDERR_FILENO, line, size);
}

void log_say(const char *format, ...)
{
    char line[LOG_LINE_BYTES_MAX + 1];
    va_list args;
    size_t size;

    va_start(args, format);
    size = used(vsnprintf(line, sizeof line - 1, format, args), sizeof line - 1);
    va_end(args);
    line[size++] = '\n';
    put(&to_stdout, STDOUT_FILENO, line, size);
}
