/* disk.h -- a disk under SQLite, in memory: what is written is there at once, and durable when it
 * is synced. One disk a process. */
#ifndef DK_TESTS_VOYAGE_DISK_H
#define DK_TESTS_VOYAGE_DISK_H

#include "voyage.h"

#define DISK_VFS_NAME "voyage"
/* The database's name on it. SQLite's journal also asks the real file system whether it is there;
 * this always is, and is never written. */
#define DISK_PATH "/dev/null"

/* An empty disk. */
void disk_begin(struct voyage *v);
void disk_end(void);

/* The next operation of this kind fails: MISHAP_WRITE_ERROR, SHORT_WRITE, SYNC_ERROR, READ_ERROR;
 * MISHAP_POWER_CUT_AT_WRITE: from the n-th write on nothing is done any more. */
void disk_arm(enum mishap mishap, uint32_t after);
void disk_disarm(void);
/* Is there something armed that has not struck yet? */
bool disk_is_armed(void);
/* No file may grow. */
void disk_fill(bool full);
bool disk_is_full(void);
/* The process is gone: everything fails from now on, and changes nothing. */
void disk_die(void);
bool disk_is_dead(void);
/* There is a process again. */
void disk_revive(void);

/* A byte of a file is another one, as `r` says. false: there is no file with anything in it. */
bool disk_flip(uint64_t r);

enum power { POWER_ALL_LOST, POWER_SOME_LOST };
/* What was not synced is lost; or of each write any of its sectors may be there, in any order. */
void disk_lose_power(enum power power, uint64_t r);

#endif
