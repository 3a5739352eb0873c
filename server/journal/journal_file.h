/* journal_file.h -- a journal as a file that no server has open: written again, looked through. */
#ifndef DK_JOURNAL_JOURNAL_FILE_H
#define DK_JOURNAL_JOURNAL_FILE_H

#include "journal/journal.h"

/* Write what is in the journal `from` again at `to`, where nothing is yet: that and nothing else,
 * so no trace of what was deleted. Not synced. RESULT_OK, RESULT_NOT_FOUND, RESULT_FENCED (a server
 * has it open), RESULT_NEWER, RESULT_INVALID, RESULT_DAMAGED, RESULT_NO_SPACE or RESULT_IO. */
enum result journal_file_compact(const char *from, const char *to);

/* A session as it is in the file. */
struct journal_file_session {
    struct session_id session;
    char code[CODE_BYTES + 1];
    char scenario[ID_BYTES_MAX + 1];
    char scenario_version[VERSION_BYTES_MAX + 1];
    uint64_t events_count;
    bool is_whole;     /* Entry, events, tokens and snapshot are what was written. */
    bool is_condemned; /* Its deletion was begun: nothing of it need be whole. */
};
typedef void journal_file_fn(void *arg, const struct journal_file_session *session);

/* Look at every page and every chain. RESULT_OK: `each` was called with every session; what is not
 * whole is its to notice. RESULT_DAMAGED: the file itself is. Others as above. A file of an older
 * format has no chains: its sessions are not looked at, and `each` is not called. */
enum result journal_file_check(const char *path, journal_file_fn *each, void *arg);

#endif
