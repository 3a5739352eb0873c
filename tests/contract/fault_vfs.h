/* fault_vfs.h -- a disk that fails on purpose, under SQLite. Writes and syncs are counted; from the
 * chosen one on, everything fails, as with a disk that is gone or full. On a power loss all that
 * was not synced is undone, byte by byte. */
#ifndef DK_TESTS_FAULT_VFS_H
#define DK_TESTS_FAULT_VFS_H

#include <stdbool.h>
#include <stdint.h>

#define FAULT_VFS_NAME "fault"

/* Register (again), with all counters at zero. fail_at: the number, from 1, of the write, truncate
 * or sync that fails; 0: none. `full`: the disk says it is full rather than broken. */
void fault_vfs_reset(uint64_t fail_at, bool full);
uint64_t fault_vfs_count(void);
bool fault_vfs_failed(void);
/* Undo, in the files themselves, what was not synced. After everything is closed. */
void fault_vfs_lose_power(void);

#endif
