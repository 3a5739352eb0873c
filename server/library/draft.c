/* draft.c -- cuts a draft. The scan knows only strings, brackets and commas; whether the slices are
 * JSON is left to the compiler. */
#include "library/draft.h"

#include "protocol/utf8.h"

#include <stdio.h>

static const char *const file_names[DRAFT_FILES] = {"scenario", "nl", "en"};

const char *draft_file_name(enum draft_file file)
{
    return file_names[file];
}

/* ---- one pass ------------------------------------------------------------------------------- */

struct draft_scan {
    struct bytes json;
    size_t at;
    uint32_t depth, values;
    uint32_t entries[DRAFT_DEPTH_MAX + 1];
    enum draft_fault fault;
};

static bool is_space(uint8_t c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void skip_space(struct draft_scan *s)
{
    while (s->at < s->json.size && is_space(s->json.data[s->at]))
        s->at++;
}

static void fail(struct draft_scan *s, enum draft_fault fault)
{
    if (s->fault == DRAFT_FINE)
        s->fault = fault;
    s->at = s->json.size;
}

/* Scan from the opening quote past the closing one. Returns what is between them. */
static struct bytes scan_string(struct draft_scan *s)
{
    const size_t start = s->at + 1;

    for (s->at++; s->at < s->json.size; s->at++) {
        if (s->json.data[s->at] == '\\')
            s->at++;
        else if (s->json.data[s->at] == '"')
            return (struct bytes){s->json.data + start, s->at++ - start};
    }
    fail(s, DRAFT_NO_JSON);
    return (struct bytes){NULL, 0};
}

static void count_value(struct draft_scan *s)
{
    s->values++;
    s->entries[s->depth]++;
    if (s->values > DRAFT_VALUES_MAX || s->entries[s->depth] > DRAFT_ENTRIES_MAX)
        fail(s, DRAFT_TOO_LARGE);
}

static void open_level(struct draft_scan *s)
{
    count_value(s);
    s->at++;
    if (s->depth == DRAFT_DEPTH_MAX)
        fail(s, DRAFT_TOO_LARGE);
    else
        s->entries[++s->depth] = 0;
}

static void close_level(struct draft_scan *s)
{
    s->at++;
    if (s->depth == 0)
        fail(s, DRAFT_NO_JSON);
    else
        s->depth--;
}

/* Scan one value with all its content. In a map, keys count as entries, too. */
static struct bytes scan_value(struct draft_scan *s)
{
    const uint32_t outside = s->depth;
    size_t start;

    skip_space(s);
    start = s->at;
    do {
        const uint8_t c = s->at < s->json.size ? s->json.data[s->at] : 0;

        if (s->at >= s->json.size) {
            fail(s, DRAFT_NO_JSON);
        } else if (c == '{' || c == '[') {
            open_level(s);
        } else if (c == '}' || c == ']') {
            close_level(s);
        } else if (c == '"') {
            count_value(s);
            if (s->fault == DRAFT_FINE)
                scan_string(s);
        } else if (c == ',' || c == ':' || is_space(c)) {
            s->at++;
        } else { /* A number or a word. */
            count_value(s);
            while (s->at < s->json.size &&
                   memchr(",:]}[{\" \n\r\t", s->json.data[s->at], 11) == NULL)
                s->at++;
        }
    } while (s->fault == DRAFT_FINE && s->depth > outside);
    return s->fault == DRAFT_FINE ? (struct bytes){s->json.data + start, s->at - start}
                                  : (struct bytes){NULL, 0};
}

/* ---- the fields ----------------------------------------------------------------------------- */

static bool is_id(struct bytes id)
{
    for (size_t i = 0; i < id.size; i++) {
        const uint8_t c = id.data[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-')
            return false;
    }
    return id.size > 0 && id.size <= ID_BYTES_MAX;
}

static struct bytes without_quotes(struct bytes value)
{
    return value.size >= 2 && value.data[0] == '"' ? (struct bytes){value.data + 1, value.size - 2}
                                                   : (struct bytes){NULL, 0};
}

static int32_t small_number(struct bytes value)
{
    int32_t number = 0;

    for (size_t i = 0; i < value.size; i++) {
        if (value.data[i] < '0' || value.data[i] > '9' || i == 3)
            return -1;
        number = number * 10 + (value.data[i] - '0');
    }
    return value.size > 0 ? number : -1;
}

static void take_field(struct draft *out, struct bytes key, struct bytes value)
{
    for (uint32_t i = 0; i < DRAFT_FILES; i++) {
        if (bytes_equal_text(key, file_names[i]) && value.size > 0 && value.data[0] == '{')
            out->file[i] = value;
    }
    if (bytes_equal_text(key, "id") && is_id(without_quotes(value)))
        snprintf(out->id, sizeof out->id, "%.*s", (int)value.size - 2,
                 (const char *)value.data + 1);
    if (bytes_equal_text(key, "show"))
        out->show = small_number(value);
    if (bytes_equal_text(key, "lang"))
        out->show_lang =
            bytes_equal_text(without_quotes(value), "en") ? TEXT_LANG_en : TEXT_LANG_nl;
}

/* Scan {"key": value, ...} and keep only the known fields. */
static void scan_fields(struct draft_scan *s, struct draft *out)
{
    for (;;) {
        struct bytes key, value;

        skip_space(s);
        if (s->at >= s->json.size || s->json.data[s->at] != '"') {
            fail(s, DRAFT_NO_JSON);
            return;
        }
        key = scan_string(s);
        skip_space(s);
        if (s->at >= s->json.size || s->json.data[s->at++] != ':') {
            fail(s, DRAFT_NO_JSON);
            return;
        }
        value = scan_value(s);
        if (s->fault != DRAFT_FINE)
            return;
        take_field(out, key, value);
        skip_space(s);
        if (s->at < s->json.size && s->json.data[s->at] == '}')
            return;
        if (s->at >= s->json.size || s->json.data[s->at++] != ',') {
            fail(s, DRAFT_NO_JSON);
            return;
        }
    }
}

enum draft_fault draft_cut(struct bytes json, struct draft *out, const char **field)
{
    struct draft_scan s = {.json = json, .depth = 0};

    *out = (struct draft){.show = -1};
    *field = NULL;
    skip_space(&s);
    if (s.at >= json.size || json.data[s.at++] != '{' || !utf8_valid(json))
        return DRAFT_NO_JSON;
    scan_fields(&s, out);
    if (s.fault != DRAFT_FINE)
        return s.fault;
    for (uint32_t i = 0; i < DRAFT_FILES; i++) {
        if (out->file[i].size == 0)
            *field = file_names[i];
    }
    if (out->id[0] == '\0')
        *field = "id";
    return *field == NULL ? DRAFT_FINE : DRAFT_FIELD;
}

/* ---- reading -------------------------------------------------------------------------------- */

static enum result read_file(void *arg, const char *path, struct bytes *out)
{
    struct draft *draft = arg;
    char name[ID_BYTES_MAX + 32];

    for (uint32_t i = 0; i < DRAFT_FILES; i++) {
        snprintf(name, sizeof name, "%s/%s.json", draft->id, file_names[i]);
        if (strcmp(name, path) == 0) {
            *out = draft->file[i];
            return RESULT_OK;
        }
    }
    return RESULT_NOT_FOUND;
}

struct content_reader draft_reader(struct draft *draft)
{
    return (struct content_reader){read_file, draft};
}
