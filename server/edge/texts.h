/* texts.h -- the sentences of shared/texts in the server: built in, read once. */
#ifndef DK_EDGE_TEXTS_H
#define DK_EDGE_TEXTS_H

#include "base/result.h"
#include "protocol/message.h"

/* Read both catalogues. RESULT_INVALID: one is damaged, which the tests of the files rule out. */
enum result sentences_open(void);
void sentences_close(void);

/* The sentence of a key ("error.busy") in a language, or in Dutch, or "". Lives until
 * sentences_close. */
const char *sentences_get(enum lang lang, const char *key);
/* The sentences of the keys "reject.x" and "error.x". */
const char *texts_reject(enum lang lang, enum reject code);
const char *texts_fault(enum lang lang, enum fault code);
/* A sentence such as "Er ontbreekt iets: de naam." into `out`, cut to size. A field that has no
 * text in the catalogue stands there by its name in the protocol. */
void texts_fault_field(enum lang lang, enum fault code, const char *field, char *out, size_t size);

#endif
