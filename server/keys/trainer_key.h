/* trainer_key.h -- the first key of a server, of whoever runs it: made at the first start, and
 * shown once. The folder keeps only its hash, in the file trainer-key, readable by its owner. */
#ifndef DK_KEYS_TRAINER_KEY_H
#define DK_KEYS_TRAINER_KEY_H

#include "base/result.h"
#include "edge/token.h"

/* The first start makes it, and `fresh` is then the key itself; later `fresh` is "". Without the
 * file the next start makes a new key. RESULT_IO. */
enum result trainer_key_open(const char *folder, uint8_t hash[TOKEN_HASH_BYTES],
                             char fresh[TOKEN_TEXT_BYTES + 1]);
/* The one that is kept there. RESULT_NOT_FOUND, RESULT_INVALID, RESULT_IO. */
enum result trainer_key_read(const char *folder, uint8_t hash[TOKEN_HASH_BYTES]);
/* Make a new key in place of the old one, if any. RESULT_IO: the old key stays valid. */
enum result trainer_key_make(const char *folder, uint8_t hash[TOKEN_HASH_BYTES],
                             char fresh[TOKEN_TEXT_BYTES + 1]);
/* Remove a fresh key that was never shown, so that the next start makes and shows one. */
void trainer_key_forget(const char *folder);

#endif
