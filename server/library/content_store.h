/* content_store.h -- files that are kept once, however many folders they are in.
 *
 *   <store>/<SHA-256 of the content>    the file
 *   .../<scenario>-<hash>/nl.json       a hard link to it, in every folder that has it
 *
 * Whoever copies or reads those folders sees plain files. Where the file system knows no hard
 * links, they are copies. Files are made whole and synced before they get their name. */
#ifndef DK_LIBRARY_CONTENT_STORE_H
#define DK_LIBRARY_CONTENT_STORE_H

#include "base/bytes.h"

/* Put a file with this content at `to`, which must not be there. False: it could not be written, or
 * a path was too long. The folder of `to` is the caller's to sync. One at a time for a store. */
bool content_store_put(const char *store, struct bytes content, const char *to);
/* Remove the files that are no longer in any folder. */
void content_store_sweep(const char *store);

#endif
