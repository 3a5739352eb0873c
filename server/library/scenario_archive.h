/* scenario_archive.h -- sessions stay with the content they began with, for all of their days, also
 * when a new version is installed: every scenario that was ever offered is kept, with its
 * catalogue, in the data folder, and loaded again for the sessions that need it.
 *
 *   <data>/content/<scenario>-<hash>/catalogue/...  and  .../<scenario>/...
 *
 * One that has not been offered for longer than any session lives is removed. */
#ifndef DK_LIBRARY_SCENARIO_ARCHIVE_H
#define DK_LIBRARY_SCENARIO_ARCHIVE_H

#include "library/scenario_library.h"

/* Keep a copy of every scenario of the library, which was read from `root`. RESULT_IO: not all
 * could be (logged); the server can run, but an upgrade would lose sessions. */
enum result scenario_archive_keep(const struct scenario_library *library, const char *root,
                                  const char *data);

/* The same for one that is about to be offered; on a worker's thread, too, but one at a time.
 * `draft`: where its files are; NULL: below `root`. RESULT_IO. */
struct draft;
enum result scenario_archive_keep_one(const struct scenario *scenario, const struct draft *draft,
                                      const char *root, const char *data);

/* Add what is in the archive and not in the library to its archived ones. */
void scenario_archive_load(struct scenario_library *library, const char *data);

#endif
