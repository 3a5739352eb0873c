/* writer.h -- writes one value (mostly a map) as MessagePack or JSON. The same calls give the same
 * message in either encoding.
 *
 *     writer_map(w, 2);
 *     writer_put_int(w, "round", 3);
 *     writer_key(w, "options"), writer_list(w, 4);
 *     ... four values ...
 *
 * A map or list is begun with its number of entries and closes by itself after the last one. When
 * the number is only known afterwards, use writer_list_open ... writer_list_close. A wrong number
 * is our own mistake: an assertion. Overflow of the buffer is sticky; check writer_ok once, at the
 * end.
 *
 * msgpack-c writes MessagePack, through a function that appends to the buffer no more than fits.
 * Nothing is allocated. */
#ifndef DK_PROTOCOL_WRITER_H
#define DK_PROTOCOL_WRITER_H

#include "base/buffer.h"
#include "protocol/limits.h"

enum encoding { ENCODING_MSGPACK, ENCODING_JSON };
#define ENCODINGS_COUNT 2

/* Where the parts of a written map stand, so that two writings of it can be compared (change.h):
 * its fields, and of fields that are lists of rows (writer_rows_open) the rows and their fields. A
 * map that was not marked has none. */
enum writer_mark_kind { MARK_FIELD, MARK_ROWS, MARK_ROW, MARK_ROW_FIELD };

struct writer_mark {
    uint32_t at, end;  /* A field from its key on. */
    uint8_t key_bytes; /* Of a field: as written. */
    uint8_t kind;      /* enum writer_mark_kind; ROWS is a FIELD that has rows. */
};

struct writer_marks {
    struct writer_mark *items; /* Borrowed. */
    uint32_t count, capacity;
    bool overflowed; /* There were more: they are of no use. */
};

struct writer {
    struct buffer *out;
    enum encoding encoding;
    struct writer_marks *marks; /* Or NULL. */
    uint32_t depth;
    struct writer_level {
        uint32_t left;  /* Values still to come; a map counts keys and values. Open: never 0. */
        uint32_t count; /* Values so far. */
        size_t head;    /* Where an open list begins. */
        bool is_map;
        bool is_open;
        bool has_rows;
    } levels[WRITER_DEPTH_MAX];
};

/* `out` is borrowed, and appended to. */
void writer_init(struct writer *w, struct buffer *out, enum encoding encoding);
/* Mark the map that is written next, alone in its buffer. `marks` is borrowed, and emptied. */
void writer_mark(struct writer *w, struct writer_marks *marks);

void writer_map(struct writer *w, uint32_t count);
void writer_list(struct writer *w, uint32_t count);
/* A list whose values are counted while they are written. */
void writer_list_open(struct writer *w);
void writer_list_close(struct writer *w);
/* As writer_list_open, for a list of maps that are told apart by their first field. */
void writer_rows_open(struct writer *w);
/* Keys are our own names: ASCII without anything to escape, at most
 * FIELD_NAME_BYTES_MAX bytes. */
void writer_key_of(struct writer *w, const char *key, size_t size);
void writer_int(struct writer *w, int64_t value); /* JavaScript is exact to EXACT_MAX. */
void writer_bool(struct writer *w, bool value);
void writer_text(struct writer *w, struct bytes text); /* UTF-8. */
void writer_null(struct writer *w);
/* Bytes: MessagePack bin; in JSON a string of lower-case hexadecimal digits. */
void writer_blob(struct writer *w, struct bytes blob);
/* A key, and one whole value, that were written earlier in the same encoding. */
void writer_raw_key(struct writer *w, struct bytes key);
void writer_raw(struct writer *w, struct bytes value);

/* Inline because nearly all keys are constants, whose length is then one. */
static inline void writer_key(struct writer *w, const char *key)
{
    writer_key_of(w, key, strlen(key));
}

static inline void writer_word(struct writer *w, const char *word)
{
    writer_text(w, bytes_of(word));
}

static inline void writer_put_int(struct writer *w, const char *key, int64_t value)
{
    writer_key(w, key);
    writer_int(w, value);
}

static inline void writer_put_bool(struct writer *w, const char *key, bool value)
{
    writer_key(w, key);
    writer_bool(w, value);
}

static inline void writer_put_text(struct writer *w, const char *key, struct bytes text)
{
    writer_key(w, key);
    writer_text(w, text);
}

static inline void writer_put_word(struct writer *w, const char *key, const char *word)
{
    writer_key(w, key);
    writer_word(w, word);
}

/* Is everything closed that was opened, and did all of it fit? */
static inline bool writer_ok(const struct writer *w)
{
    return w->depth == 0 && !w->out->overflowed;
}

#endif
