#include "sys/log.h"

#include "sys/pipe_writer.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define SAID_RING_BYTES     8192
#define SAID_LINE_BYTES_MAX 512

static enum log_level level_max = LOG_INFO;
static enum log_format format_used = LOG_LOGFMT;
static struct pipe_writer to_stderr, to_stdout;

static size_t line_now(enum log_level level, const char *area, const char *event,
                       const struct log_field *fields, char out[LOG_LINE_BYTES_MAX])
{
    struct log_head head = {.level = level, .area = area, .event = event};
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    head.unix_ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
    return log_line_write(format_used, &head, fields, out);
}

static size_t line_of_gap(uint64_t dropped, char out[LOG_LINE_BYTES_MAX])
{
    return line_now(LOG_WARNING, "log", "lines_dropped", LOG_FIELDS(log_count("count", dropped)),
                    out);
}

void log_start(void)
{
    pipe_writer_start(&to_stderr, STDERR_FILENO, LOG_RING_BYTES, line_of_gap);
    pipe_writer_start(&to_stdout, STDOUT_FILENO, SAID_RING_BYTES, line_of_gap);
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

void log_set_format(enum log_format format)
{
    format_used = format;
}

bool log_is_on(enum log_level level)
{
    return level <= level_max;
}

void log_write(enum log_level level, const char *area, const char *event,
               const struct log_field *fields)
{
    char line[LOG_LINE_BYTES_MAX];

    if (log_is_on(level))
        put(&to_stderr, STDERR_FILENO, line, line_now(level, area, event, fields, line));
}

void log_say(const char *format, ...)
{
    char line[SAID_LINE_BYTES_MAX + 1];
    va_list args;
    int written;
    size_t size;

    va_start(args, format);
    written = vsnprintf(line, sizeof line - 1, format, args);
    va_end(args);
    size = written < 0 ? 0 : (size_t)written;
    if (size > sizeof line - 2)
        size = sizeof line - 2;
    line[size++] = '\n';
    put(&to_stdout, STDOUT_FILENO, line, size);
}
