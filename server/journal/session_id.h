/* session_id.h -- what names a session in journals, logs and memory. Random; never shown to
 * people. */
#ifndef DK_JOURNAL_SESSION_ID_H
#define DK_JOURNAL_SESSION_ID_H

#include <stdbool.h>
#include <stdint.h>

/* 1 .. 2^63-1 (SQLite's integers are signed); 0 is no session. Written as 16 hexadecimal digits. */
struct session_id {
    uint64_t value;
};

static inline bool session_id_equal(struct session_id a, struct session_id b)
{
    return a.value == b.value;
}

static inline bool session_id_is_none(struct session_id id)
{
    return id.value == 0;
}

#endif
