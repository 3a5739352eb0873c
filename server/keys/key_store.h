/* key_store.h -- where keys are kept, behind one function: a folder, so far. A database would be
 * another value of this struct. */
#ifndef DK_KEYS_KEY_STORE_H
#define DK_KEYS_KEY_STORE_H

#include "keys/keys.h"

#define KEY_STORE_PLACE_BYTES_MAX 1024

struct key_store {
    /* Read the keys, make the change, and keep what then is there, whole and durable, so that no
     * change that somebody else makes meanwhile is lost; `out` gets what is kept. Blocks; on any
     * thread. On failure nothing changed, `out` neither: as keys_change and keys_read,
     * RESULT_CLOSED (there is no first key), RESULT_IO, RESULT_NO_SPACE, RESULT_NO_MEMORY. */
    enum result (*change)(const char *place, const struct key_change *change, struct keys *out);
    char place[KEY_STORE_PLACE_BYTES_MAX];
};

/* A data folder: the first key in the file trainer-key, which must be there, keys with a name in
 * trainer-keys, which is there as soon as there is one. RESULT_INVALID: the path is too long. */
enum result key_store_in_folder(struct key_store *out, const char *folder);

#define KEYS_FILE "trainer-keys"

#endif
