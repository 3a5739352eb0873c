/* schema.h -- the shape of every section, as tables from sections.def, and the check that an
 * encoded section has exactly that shape: used by tests on every view, and by the generators. */
#ifndef DK_PROTOCOL_SCHEMA_H
#define DK_PROTOCOL_SCHEMA_H

#include "protocol/message.h"

enum schema_kind {
    SCHEMA_NUMBER,
    SCHEMA_FLAG,
    SCHEMA_STRING,
    SCHEMA_CHOICE,
    SCHEMA_ONE,
    SCHEMA_MAYBE,
    SCHEMA_MANY,
    SCHEMA_NUMBERS,
    SCHEMA_WORDS
};

struct schema_field {
    const char *name; /* NULL: end of the list. */
    enum schema_kind kind;
    const struct words *words;          /* CHOICE, WORDS. */
    const struct schema_record *record; /* ONE, MAYBE, MANY. */
    const char *doc;
    const char *rows_by; /* Of a list of rows: the field that tells them apart; else NULL. */
};

struct schema_record {
    const char *name;
    const char *doc;
    const struct schema_field *fields; /* In the order of sections.def; ends with a NULL name. */
};

struct schema_section {
    const char *name;
    enum section section;
    const struct schema_record *record;
    const char *doc;
};

/* Indexed by section_index(). */
extern const struct schema_section schema_sections[SECTIONS_COUNT];
/* All records, in the order of sections.def; ends with NULL. */
extern const struct schema_record *const schema_records[];

/* Does this MessagePack value have the shape of the section: every field once, of the right kind,
 * words known, texts UTF-8, nothing unknown, nothing after it? If not, `why` says where
 * ("round.dilemma.options[2].title: missing"), cut to `size` bytes with its NUL. For tests and
 * tools only: it allocates, because a section may hold very many values. */
bool schema_check_section(enum section section, struct bytes value, char *why, size_t size);
/* The same for a record by its name, which must be one of sections.def. */
bool schema_check_record(const char *record, struct bytes value, char *why, size_t size);

#endif
