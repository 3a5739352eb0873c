/* body.h -- HTTP bodies as C structs, from bodies.def: RECORD(join, ...) is struct body_join, and
 * its table is body_join. An answer is a struct that is filled in and written; a request is read
 * into one. Nothing is allocated: what a struct points to is its owner's. */
#ifndef DK_PROTOCOL_BODY_H
#define DK_PROTOCOL_BODY_H

#include "protocol/codec.h"
#include "protocol/writer.h"

#define BODY_NONE     INT64_MIN /* A number that is missing or null. */
#define BODY_NO_WORD  0xFF      /* A word that is missing or null. */
#define BODY_ANY_WORD 0         /* Every word of the enum. */

enum body_kind {
    BODY_NUMBER,
    BODY_FLAG,
    BODY_TEXT,
    BODY_TOKEN,
    BODY_CODE,
    BODY_WORD,
    BODY_ONE,
    BODY_MADE,
    BODY_MANY,
    BODY_NUMBERS,
    BODY_SQUARE,
    BODY_TEXTS,
    BODY_WORDS,
    BODY_ANY,
    BODY_ALL_OF
};

enum body_may { BODY_ALWAYS, BODY_MAY_MISS, BODY_MAY_BE_NULL };

struct body_field {
    const char *name; /* NULL: end of the list. */
    enum body_kind kind;
    enum body_may may;
    const struct words *words;        /* WORD, WORDS. */
    const struct body_record *record; /* ONE, MADE, MANY, ALL_OF. */
    /* Of a number its bounds. Of a text `max` is its bytes, and `min` its characters if somebody
     * writes it. Of words `max` is a mask. */
    int64_t min, max;
    int64_t standard; /* What it counts as in a request that lacks it. */
    const char *doc;
    size_t offset; /* In the struct of its record. */
};

struct body_record {
    const char *name;
    const char *doc;
    size_t size; /* Of its struct. */
    const struct body_field *(*fields)(void);
};

#define RECORD(name, doc) struct body_##name;
#define RECORD_END(name)
#define FIELD(declaration, field, kind, may, words, record, min, max, standard, doc)
#include "protocol/bodies.def"

#define RECORD(name, doc) struct body_##name {
#define RECORD_END(name)                                                                           \
    }                                                                                              \
    ;
#define FIELD(declaration, field, kind, may, words, record, min, max, standard, doc) declaration;
#include "protocol/bodies.def"

#define RECORD(name, doc) extern const struct body_record body_##name;
#define RECORD_END(name)
#define FIELD(declaration, field, kind, may, words, record, min, max, standard, doc)
#include "protocol/bodies.def"

/* All records, in the order of bodies.def; ends with NULL. */
extern const struct body_record *const body_records[];

/* Write a struct of this record as one value. A word that its field does not have, or a NULL
 * pointer where null is not allowed, is our own mistake: an assertion. The limits of numbers and
 * texts are not checked here; tests check them on real answers. */
void body_write(struct writer *w, const struct body_record *record, const void *value);

struct body_fault {
    enum fault fault;  /* FAULT_NONE: it was read. */
    const char *field; /* The field that is wrong, or NULL. */
};

/* Read a request: one flat JSON map of at most COMMAND_BYTES_MAX bytes. Every valid field is set in
 * `out`, the struct of this record; every other one gets its default, and the first that is wrong
 * is reported. Unknown fields are skipped. Texts borrow from `json` and from `scratch`
 * (CODEC_SCRATCH_BYTES, emptied first). */
bool body_read(const struct body_record *record, struct bytes json, struct buffer *scratch,
               void *out, struct body_fault *fault);

/* May this field have this word? */
static inline bool body_has_word(const struct body_field *field, uint8_t word)
{
    return field->max == BODY_ANY_WORD || (field->max >> word & 1) != 0;
}

#endif
