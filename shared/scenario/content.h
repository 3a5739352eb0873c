/* content.h -- reads JSON and keeps track of the place: every value is asked for by its key, with
 * its type and range. What is wrong becomes a problem with file and path, and reading goes on with
 * a harmless value, so that an author sees all problems at once. Private to the compilers. */
#ifndef DK_SCENARIO_CONTENT_H
#define DK_SCENARIO_CONTENT_H

#include "scenario/arena.h"
#include "scenario/catalogue.h"
#include "base/nearest.h"

#include <cjson/cJSON.h>

#define TEXT_BYTES_MAX 8000
#define ID_TEXT_MAX    64

/* One compilation. */
struct content {
    const struct content_reader *reader;
    struct arena *arena;
    struct problem_list *problems;
    uint64_t hash; /* Of all files read so far, but for those of `today`. */
    /* Where an earlier catalogue finds the texts that it lacks; NULL for all that is of today. */
    const struct content_reader *today;
};

/* A place in a file. `json` is NULL when there is nothing. */
struct at {
    struct content *content;
    const cJSON *json;
    char file[PROBLEM_FILE_MAX];
    char path[PROBLEM_PATH_MAX];
};

/* The root of a file; when it cannot be read or is not a JSON object, json is NULL and there is a
 * problem. Free with at_close(). */
struct at at_open(struct content *content, const char *file);
/* The same, but what an earlier catalogue does not have is no problem: json is NULL. */
struct at at_open_if(struct content *content, const char *file);
/* The same, but what an earlier catalogue does not have is today's. */
struct at at_open_or_today(struct content *content, const char *file);
/* Today's, for an earlier catalogue. */
struct at at_open_today(struct content *content, const char *file);
void at_close(struct at *root);
void at_problem(const struct at *at, enum problem_id id, const char *parameter0,
                const char *parameter1, const char *parameter2);
void at_problem_bytes(const struct at *at, enum problem_id id, struct bytes parameter0,
                      struct bytes parameter1);

/* A value inside this one, by key or by number in a list. When it is missing, there is no
 * problem. */
struct at at_key(const struct at *at, const char *key);
struct at at_number(const struct at *at, uint32_t number);
bool at_has(const struct at *at, const char *key);
/* Report keys that are not in `keys` (separated by spaces), and keys that occur twice. */
void at_only_keys(const struct at *at, const char *keys);

/* Values by type. When the key is absent, `_or` returns the fallback; the others report a
 * problem. A number that an earlier catalogue does not have is of something that was not there yet:
 * it is 0, or what is nearest to that. */
struct at at_object(const struct at *at, const char *key);
/* A list of least..most items. *count is how many can be read; fewer when it is wrong. */
struct at at_list(const struct at *at, const char *key, uint32_t least, uint32_t most,
                  uint32_t *count);
struct at at_list_or_none(const struct at *at, const char *key, uint32_t most, uint32_t *count);
int32_t at_int(const struct at *at, const char *key, int32_t least, int32_t most);
int32_t at_int_or(const struct at *at, const char *key, int32_t least, int32_t most,
                  int32_t fallback);
int32_t at_int_here(const struct at *at, int32_t least, int32_t most);
bool at_bool_or(const struct at *at, const char *key, bool fallback);
/* Borrowed from the JSON; empty when wrong. */
struct bytes at_string(const struct at *at, const char *key);
struct bytes at_string_here(const struct at *at);
/* An id ([a-z0-9_-], at most ID_BYTES_MAX), copied into the arena. */
struct bytes at_id(const struct at *at, const char *key);
struct bytes at_id_here(const struct at *at);
/* The index of the value in `words`; 0 and a problem when it is not one of them. */
uint32_t at_word(const struct at *at, const char *key, const char *const *words, uint32_t count);
uint32_t at_word_here(const struct at *at, const char *const *words, uint32_t count);
uint32_t at_count(const struct at *at); /* Items of a list or object; else 0. */

/* --- texts: the same tree in every language ------------------------------------------------- */

/* A text that must be there and that an earlier catalogue lacks is today's, and so is a list of
 * texts that it lacks or that does not have as many as are needed. Whatever may be missing stays
 * missing: it is not added to what people saw before. */
struct texts {
    struct content *content;
    const char *format;
    uint32_t languages; /* A bit per language that must have every text. */
    struct at root[TEXT_LANGS_COUNT];
    struct at today[TEXT_LANGS_COUNT]; /* Opened when a text is missing. */
};

/* Open the files that `format` names, with %s replaced by "nl" and "en". It must outlive them. A
 * missing file is a problem. */
struct texts texts_open(struct content *content, const char *format, uint32_t languages);
void texts_close(struct texts *texts);
/* The text under these keys, which end with NULL. A list of strings is joined by blank lines. A
 * text that is missing, empty, too long or not UTF-8 is a problem. */
struct text texts_get(struct texts *texts, ...) __attribute__((sentinel));
/* The same for a text that may be missing. */
struct text texts_get_if(struct texts *texts, ...) __attribute__((sentinel));
/* Is there something below these keys, in one language at least? */
bool texts_have(const struct texts *texts, ...) __attribute__((sentinel));
/* A list of texts, with as many items in every language; returns how many. */
uint32_t texts_list(struct texts *texts, uint32_t least, uint32_t most, struct text *out, ...)
    __attribute__((sentinel));
/* Warn about each text that nobody asked for. */
void texts_report_unused(struct texts *texts);

#endif
