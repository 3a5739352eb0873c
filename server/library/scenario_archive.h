/* scenario_archive.h -- a session keeps the content it began with for all its life, even when a new
 * version is installed. So every scenario that was ever offered is kept in the data folder, with
 * its catalogue, and loaded again for the sessions that need it.
 *
 *   <data>/content/<scenario>-<hash>/catalogue/...  and  .../<scenario>/...
 *   <data>/content/.files/...    what is in them, each file once (content_store.h)
 *
 * A scenario that has not been offered for longer than any session lives is removed. */
#ifndef DK_LIBRARY_SCENARIO_ARCHIVE_H
#define DK_LIBRARY_SCENARIO_ARCHIVE_H

#include "library/scenario_library.h"

/* Keep a copy of every scenario of the library, which was read from `root`. RESULT_IO: some could
 * not be kept (logged); the server can run, but an upgrade would lose sessions. */
enum result scenario_archive_keep(const struct scenario_library *library, const char *root,
                                  const char *data);

/* The same for a scenario that will be offered. May run on a worker's thread, one at a time.
 * `draft` holds its files; if it is NULL, they are below `root`. RESULT_IO. */
struct draft;
enum result scenario_archive_keep_one(const struct scenario *scenario, const struct draft *draft,
                                      const char *root, const char *data);

/* Add to the library, which was read from `root`, as archived every scenario of the archive that it
 * does not have; when there is no room for all, those that were offered last. What the catalogue of
 * an earlier version lacks is taken from that of `root`. One that cannot be read is logged with the
 * reason; its sessions are told that they cannot go on. */
void scenario_archive_load(struct scenario_library *library, const char *root, const char *data);

#endif
