/* export_inside.h -- what leaves a session, once: looked up by export.c, told as JSON by
 * export_json.c, as tables by export_tables.c to whoever writes them down (CSV, OpenDocument,
 * Office Open XML), and as xAPI statements by export_xapi.c. Which figures may be told is decided
 * before any of them, by session/export.h alone. */
#ifndef DK_API_EXPORT_INSIDE_H
#define DK_API_EXPORT_INSIDE_H

#include "api/internal.h"
#include "session/export.h"

#define EXPORT_BYTES_MAX                                                                           \
    (32 * 1024 * 1024) /* 64 rooms of 12 rounds; untouched pages cost nothing. */

struct export
{
    const struct session *s;
    const struct scenario *scenario;
    struct session_id session;
    enum lang lang;
    const struct export_round *rounds;
    uint32_t rounds_count;
    const struct export_team *teams; /* One a room. */
    struct arena *arena;
    const char *origin; /* Where this server is, without a slash at the end. */
};

/* "Keuken", or "alle kamers". */
struct bytes export_room_name(const struct export *e, uint32_t room);
const struct scenario_dilemma *export_dilemma(const struct export *e,
                                              const struct export_round *round);
struct bytes export_text(const struct export *e, const struct text *text);
/* A sentence of shared/texts. */
struct bytes export_sentence(const struct export *e, const char *key);
/* Seats of participants, also of those who left. */
uint32_t export_participants(const struct export *e);
/* Where a member stood before and after a round that was told; PHASE_NONE: the place was empty.
 * False: it was not told, or is unknown. */
bool export_phases(const struct export *e, const struct export_round *round, uint32_t member,
                   uint8_t *before, uint8_t *after);

/* What a trainer brought into the team with this round. */
struct export_happening {
    struct bytes key, name;
    struct bytes words; /* A trainer's own; empty: it is a happening of the story. */
};
/* The i-th of them. False: there are no more. */
bool export_happening(const struct export *e, const struct export_round *round, uint32_t i,
                      struct export_happening *out);

/* Count everything of e->s that files tell of, into e->arena, which is the caller's to close.
 * False: no memory. */
bool export_gather(struct export *e);

struct export_file {
    const char *type, *disposition;
    /* Append the file. The caller looks at out->overflowed and at the arena. */
    void (*write)(const struct export *e, struct buffer *out);
};

#define EXPORTS_MAX 4 /* Made at once. */

/* Make the file of the session that was looked up, beside the loop, and answer with it. */
void export_begin(struct api *api, struct http_request *request, const struct export_file *file,
                  const struct host_look *look, enum lang lang);

/* ---- tables --------------------------------------------------------------------------- */

#define TABLE_COLUMNS_MAX 7

enum cell_kind { CELL_TEXT, CELL_NUMBER };

struct cell {
    enum cell_kind kind;
    struct bytes text;
    int64_t number;
};

/* Who writes tables down. Names and cells are borrowed for the call. */
struct table_writer {
    void (*begin)(void *arg, struct bytes name, uint32_t columns);
    void (*row)(void *arg, const struct cell *cells, uint32_t count, bool is_head);
    void (*end)(void *arg);
    void *arg;
};

#define TABLES_COUNT 8

/* All tables, one after the other; each begins with a row of heads. */
void export_tables(const struct export *e, const struct table_writer *writer);

/* As export_file.write. */
void export_write_json(const struct export *e, struct buffer *out);
void export_write_csv(const struct export *e, struct buffer *out);
void export_write_ods(const struct export *e, struct buffer *out);
void export_write_xlsx(const struct export *e, struct buffer *out);
void export_write_xapi(const struct export *e, struct buffer *out);

/* Text within an element or an attribute of XML 1.0. */
void xml_put(struct buffer *out, struct bytes text);

#endif
