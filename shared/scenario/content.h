/* content.h -- reading JSON with a finger at the place: every value is asked for by its key, with
 * its type and range; what is wrong is a problem with file and path, and reading goes on with a
 * harmless value, so that an author sees all problems at once. Private to the compilers. */
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
    uint64_t hash; /* Of all files read so far. */
};

/* A place in a file. `json` is NULL when there is nothing. */
struct at {
    struct content *content;
    const cJSON *json;
    char file[PROBLEM_FILE_MAX];
    char path[PROBLEM_PATH_MAX];
};

/* The root of a file; json NULL (and a problem) when it cannot be read or is no JSON object. Free
 * with at_close(). */
struct at at_open(struct content *content, const char *file);
void at_close(struct at *root);
void at_problem(const struct at *at, enum problem_id id, const char *parameter0,
                const char *parameter1, const char *parameter2);
void at_problem_bytes(const struct at *at, enum problem_id id, struct bytes parameter0,
                      struct bytes parameter1);

/* Below: by key, or by number in a list. No problem when it is not there. */
struct at at_key(const struct at *at, const char *key);
struct at at_number(const struct at *at, uint32_t number);
bool at_has(const struct at *at, const char *key);
/* Only these keys, each once; `keys` are separated by spaces. */
void at_only_keys(const struct at *at, const char *keys);

/* Typed. `_or` gives the fallback when the key is absent; the others have a problem then. */
struct at at_object(const struct at *at, const char *key);
/* A list of least..most items (fewer when wrong); *count is how many can be read. */
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
/* One of `words`: its index; a problem and 0 otherwise. */
uint32_t at_word(const struct at *at, const char *key, const char *const *words, uint32_t count);
uint32_t at_word_here(const struct at *at, const char *const *words, uint32_t count);
uint32_t at_count(const struct at *at); /* Items of a list or object; 0 otherwise. */

/* --- texts: the same tree in every language ------------------------------------------------- */

struct texts {
    struct content *content;
    uint32_t languages; /* Bit per language that must have each text. */
    struct at root[TEXT_LANGS_COUNT];
};

/* The files `format` with %s replaced by "nl", "en"; a missing one is a problem. */
struct texts texts_open(struct content *content, const char *format, uint32_t languages);
void texts_close(struct texts *texts);
/* The text below these keys (ended by NULL). A list of strings is joined by blank lines. A text
 * that is missing, empty, too long or no UTF-8 is a problem. */
struct text texts_get(struct texts *texts, ...) __attribute__((sentinel));
/* The same, but it need not be there. */
struct text texts_get_if(struct texts *texts, ...) __attribute__((sentinel));
/* A list of texts, equally long in every language; returns how many. */
uint32_t texts_list(struct texts *texts, uint32_t least, uint32_t most, struct text *out, ...)
    __attribute__((sentinel));
/* Texts nobody asked for: a warning each. */
void texts_report_unused(struct texts *texts);

#endif
