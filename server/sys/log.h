/* log.h -- what operators read: one line of key=value on stderr, written with one call. Session and
 * seq where there is one; never a name, a text or a vote of anybody.
 *
 *     time=2026-05-01T09:30:00.123Z level=info area=host event=session_loaded session=... seq=12
 *
 * Any thread may log. */
#ifndef DK_SYS_LOG_H
#define DK_SYS_LOG_H

#define LOG_LINE_BYTES_MAX 512 /* Longer lines are cut. */

enum log_level { LOG_NONE, LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

/* Lines above this level are left out; LOG_INFO at the start. Set before threads start. */
void log_set_level(enum log_level level);

/* `format` gives the pairs after the event: "session=%016" PRIx64 " seq=%" PRIu64. Control
 * characters in what comes out are replaced, so that nobody can forge a line. */
void log_write(enum log_level level, const char *area, const char *event, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#define log_error(area, event, ...)   log_write(LOG_ERROR, area, event, __VA_ARGS__)
#define log_warning(area, event, ...) log_write(LOG_WARNING, area, event, __VA_ARGS__)
#define log_info(area, event, ...)    log_write(LOG_INFO, area, event, __VA_ARGS__)
#define log_debug(area, event, ...)   log_write(LOG_DEBUG, area, event, __VA_ARGS__)

#endif
