/* log.h -- what operators read: a line on stderr for each thing that happens, as logfmt or as JSON.
 * Session and seq where there is one; never a name, a text or a vote of anybody.
 *
 *     time=2026-05-01T09:30:00.123Z level=info area=host event=session_loaded session=... seq=12
 *     {"time":"2026-05-01T09:30:00.123Z","level":"info","area":"host","event":"session_loaded",...}
 *
 * Nobody who logs ever waits for whoever reads. Once log_start was called, lines go into a ring,
 * and a thread of its own writes them, even to a terminal that is stopped (Ctrl+S), a pipe that
 * nobody reads or a disk that hangs. What does not fit in the ring is dropped and counted, and the
 * count is the next line that gets through:
 *
 *     time=... level=warning area=log event=lines_dropped count=1042
 *
 * Any thread may log. */
#ifndef DK_SYS_LOG_H
#define DK_SYS_LOG_H

#include "base/bytes.h"
#include "sys/log_line.h"

#define LOG_RING_BYTES (256 * 1024) /* Lines that wait to be written. */
#define LOG_STOP_MS    1000         /* How long the end waits for whoever reads. */

/* Lines above this level are left out; LOG_INFO at the start. Set before threads start. */
void log_set_level(enum log_level level);
/* LOG_LOGFMT at the start. Set before threads start. */
void log_set_format(enum log_format format);
/* Would a line of this level be written? Ask before doing work only for the log. */
bool log_is_on(enum log_level level);

/* From now on a thread writes. Without memory for it, lines are written at once, as before. */
void log_start(void);
/* Wait until all is written, at most this long. Not to be called while others wait for us. */
void log_flush(uint32_t ms);
/* The same at the end, at most LOG_STOP_MS; whatever comes later is dropped. */
void log_stop(void);

/* One line. `fields` ends with one that has no key. Texts are read before this returns. */
void log_write(enum log_level level, const char *area, const char *event,
               const struct log_field *fields);
/* A line for people, on stdout, in the same way: the caller never waits. */
void log_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* log_info("edge", "listening", log_text("address", address), log_count("port", port)); */
#define LOG_FIELDS(...) ((const struct log_field[]){__VA_ARGS__, {.key = NULL}})
/* Fields of a line that is left out are not made. */
#define LOG_AT(level, area, event, ...)                                                            \
    (log_is_on(level) ? log_write(level, area, event, LOG_FIELDS(__VA_ARGS__)) : (void)0)
#define log_error(area, event, ...)   LOG_AT(LOG_ERROR, area, event, __VA_ARGS__)
#define log_warning(area, event, ...) LOG_AT(LOG_WARNING, area, event, __VA_ARGS__)
#define log_info(area, event, ...)    LOG_AT(LOG_INFO, area, event, __VA_ARGS__)
#define log_debug(area, event, ...)   LOG_AT(LOG_DEBUG, area, event, __VA_ARGS__)

#endif
