/* fault_vfs.h -- a disk for SQLite that fails on purpose. Writes and syncs are counted; from the
 * chosen one on, everything fails, as if the disk were gone or full. A power loss undoes all that
 * was not synced, byte by byte. */
#ifndef DK_TESTS_FAULT_VFS_H
#define DK_TESTS_FAULT_VFS_H

#include <stdbool.h>
#include <stdint.h>

#define FAULT_VFS_NAME "fault"

/* Register (again), with all counters at zero. `fail_at`: the number, from 1, of the first write,
 * truncate or sync that fails; 0: none. `full`: the disk says that it is full, not broken. */
void fault_vfs_reset(uint64_t fail_at, bool full);
uint64_t fault_vfs_count(void);
bool fault_vfs_failed(void);
/* The disk has room for so many bytes in all files together; 0: for all that comes. What is there
 * may be overwritten on a full disk. May be called while the journal runs. */
void fault_vfs_room(int64_t bytes);
/* From now on the disk never overwrites in place: what is written needs room while what was there
 * is. Until the next reset. */
void fault_vfs_copies(void);
/* The k-th write from now on, counted from 1, finds the disk full, and no other. */
void fault_vfs_full_once(uint64_t k);
/* It did. */
bool fault_vfs_was_full(void);
/* What the files hold now. */
int64_t fault_vfs_used(void);
/* The process is gone, and closes what it had open: everything fails. Then there is another one. */
void fault_vfs_die(bool dead);
/* Undo in the files what was not synced. Call it when everything is closed. */
void fault_vfs_lose_power(void);
/* The same, but by chance some sectors of what was not synced are there: pages torn, and later ones
 * without earlier ones. */
void fault_vfs_lose_power_torn(uint64_t seed);

#endif
