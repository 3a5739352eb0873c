/* control.h -- how commands reach the server that uses a data folder: a Unix socket in it,
 * `control`, that only the owner of the folder can open.
 *
 *   command   copy\n, or keys\n
 *   server    OK <losses> <damaged>\n, and <data>/backup-copy.db stays until the command hangs up;
 *             or the name of a result: NO_SPACE, FENCED (another copy is being made), IO, CLOSED,
 *             INVALID (its journal is in a database)
 *             To keys: OK when the keys in the folder were read again, or the name of a result
 *
 * The server makes the copy, because the journal is its alone; the command reads the copy, because
 * the server may write nowhere but in its folder. */
#ifndef DK_BACKUP_CONTROL_H
#define DK_BACKUP_CONTROL_H

#include "journal/journal.h"

#include <uv.h>

/* ---- the server's side; the loop's thread ---------------------------------------------------- */

struct control;

typedef enum result control_keys_fn(void *arg); /* Reads the keys in the folder again. */

/* Whoever has the journal has the folder: what an earlier server left there goes. RESULT_IO: there
 * can be no socket there (logged); the server runs without. */
enum result control_open(struct control **out, uv_loop_t *loop, struct journal *journal,
                         const char *data);
void control_on_keys(struct control *c, control_keys_fn *keys, void *arg);
/* Take no more. Call it before the journal is closed, and run the loop until all is closed. */
void control_stop(struct control *c);
/* After the loop has finished. NULL is fine. */
void control_close(struct control *c);

/* ---- the command's side; blocking ------------------------------------------------------------ */

struct control_copy {
    int fd; /* While it is open the copy stays. */
    char path[1024];
    uint32_t losses_count, damaged_count; /* Sessions, as the server knows of them. */
};
/* RESULT_NOT_FOUND: no server uses the folder. RESULT_OK: hang up in the end. */
enum result control_ask_copy(const char *data, struct control_copy *out);
void control_hang_up(struct control_copy *copy);
/* The keys in the folder were changed. RESULT_OK: the server that uses it goes by them.
 * RESULT_NOT_FOUND: no server uses the folder; others: it does not go by them. */
enum result control_tell_keys(const char *data);
/* Does a server use this folder? */
bool control_is_answered(const char *data);

#endif
