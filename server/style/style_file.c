/* style_file.c -- reads the file of a house style and what it names, and says exactly what is wrong
 * in it. */
#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/nearest.h"
#include "library/file.h"
#include "protocol/json.h"
#include "style/style_inside.h"

#define FILE_BYTES_MAX   (64u * 1024)
#define WOFF2_BYTES_MAX  (512u * 1024)
#define SOURCE_BYTES_MAX (256u * 1024) /* Of a drawing, before it is clean. */
#define DEPTH_MAX        8
#define VALUES_MAX       1024

struct style_reading {
    struct house_style *style;
    char *why;
};

static bool refuse(struct style_reading *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool refuse(struct style_reading *r, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(r->why, STYLE_WHY_BYTES_MAX, format, arguments);
    va_end(arguments);
    return false;
}

/* ---- what it names -------------------------------------------------------------------- */

/* A file beside it, and nothing elsewhere. */
static bool read_beside(struct style_reading *r, const char *key, const char *name,
                        size_t bytes_max, struct bytes *out)
{
    char path[2048];
    enum result result;

    if (name[0] == '\0' || name[0] == '.' || strchr(name, '/') != NULL)
        return refuse(r, "has '%.60s' as %s: it must be the name of a file beside it", name, key);
    snprintf(path, sizeof path, "%s/%s", r->style->folder, name);
    result = file_read(path, bytes_max, out);
    if (result == RESULT_OK)
        return true;
    if (result == RESULT_FULL)
        return refuse(r, "has '%.60s' as %s, which is too large: at most %zu kB", name, key,
                      bytes_max / 1024);
    return refuse(r, "has '%.60s' as %s, which cannot be read", name, key);
}

static void note_left_out(struct house_style *style, const char *name, const char *what)
{
    const size_t at = strlen(style->left_out);

    if (what[0] != '\0')
        snprintf(style->left_out + at, sizeof style->left_out - at, "%s%s: %s", at > 0 ? "; " : "",
                 name, what);
}

static bool read_drawing(struct style_reading *r, const char *key, const char *name,
                         struct style_drawing *out)
{
    char why[LOGO_WHY_BYTES_MAX];
    uint8_t *memory = malloc(LOGO_BYTES_MAX);
    struct bytes source = {0};
    struct buffer clean;
    bool usable;

    if (memory == NULL)
        return refuse(r, "needs more memory than there is");
    buffer_init(&clean, memory, LOGO_BYTES_MAX);
    usable = read_beside(r, key, name, SOURCE_BYTES_MAX, &source);
    if (usable && !logo_clean(source, &clean, &out->logo, why))
        usable = refuse(r, "has '%.60s' as %s, which %s", name, key, why);
    free((void *)(uintptr_t)source.data);
    if (!usable) {
        free(memory);
        return false;
    }
    note_left_out(r->style, name, out->logo.left_out);
    out->svg = buffer_bytes(&clean);
    return true;
}

/* ---- words ---------------------------------------------------------------------------- */

static bool read_text(struct style_reading *r, const cJSON *item, const char *key, char *out,
                      size_t capacity)
{
    if (!cJSON_IsString(item) || item->valuestring[0] == '\0' ||
        strlen(item->valuestring) >= capacity)
        return refuse(r, "has a '%s' that is not a text of 1 to %zu bytes", key, capacity - 1);
    for (const char *c = item->valuestring; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            return refuse(r, "has a '%s' with something in it that is no letter", key);
    snprintf(out, capacity, "%s", item->valuestring);
    return true;
}

static bool refuse_key(struct style_reading *r, const char *where, const char *key,
                       const char *const *known, size_t count)
{
    struct nearest nearest = nearest_begin(bytes_of(key));
    char meant[NEAREST_NAME_MAX + 1];

    for (size_t i = 0; i < count; i++)
        nearest_try(&nearest, bytes_of(known[i]));
    nearest_write(&nearest, meant, sizeof meant);
    return refuse(r, "has '%.60s'%s%s, which is unknown%s%s%s", key, where[0] != '\0' ? " in " : "",
                  where, meant[0] != '\0' ? "; did you mean '" : "", meant,
                  meant[0] != '\0' ? "'?" : "");
}

/* ---- colours -------------------------------------------------------------------------- */

static bool read_colours(struct style_reading *r, const cJSON *object, const char *where,
                         enum style_look look)
{
    struct style_tokens *tokens = &r->style->tokens;
    const char *names[TOKENS_COUNT];
    const cJSON *item;

    for (uint32_t i = 0; i < TOKENS_COUNT; i++)
        names[i] = token_name((enum style_token)i);
    if (!cJSON_IsObject(object))
        return refuse(r, "has a '%s' that is no list of colours", where);
    cJSON_ArrayForEach(item, object)
    {
        const enum style_token token = token_of(item->string);
        if (token == TOKENS_COUNT)
            return refuse_key(r, where, item->string, names, TOKENS_COUNT);
        if (!cJSON_IsString(item) || !colour_read(item->valuestring, &tokens->colours[look][token]))
            return refuse(r, "has a colour '%s' in %s that is not like \"#0f5257\"", item->string,
                          where);
        tokens->chosen[look][token] = true;
    }
    return true;
}

static bool read_wall(struct style_reading *r, const cJSON *object)
{
    static const char *const keys[] = {"light", "dark"};
    const cJSON *item;

    if (!cJSON_IsObject(object))
        return refuse(r, "has a 'wall' that is no {\"light\": {}, \"dark\": {}}");
    cJSON_ArrayForEach(item, object)
    {
        const bool light = strcmp(item->string, "light") == 0;
        if (!light && strcmp(item->string, "dark") != 0)
            return refuse_key(r, "wall", item->string, keys, 2);
        if (!read_colours(r, item, light ? "wall light" : "wall dark",
                          light ? LOOK_WALL_LIGHT : LOOK_WALL_DARK))
            return false;
    }
    return true;
}

/* ---- letters -------------------------------------------------------------------------- */

/* It stands in the sheet as it is: names, commas and quotes, and nothing that ends it. */
static bool is_family(const char *text)
{
    bool quoted = false;

    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            quoted = !quoted;
        else if (strchr("\\;{}()<>:/*@!'", *c) != NULL)
            return false;
    }
    return !quoted;
}

static bool is_weights(const char *text)
{
    const size_t first = strspn(text, "0123456789");
    const char *rest = text + first;

    if (first != 3)
        return false;
    return rest[0] == '\0' ||
           (rest[0] == ' ' && strspn(rest + 1, "0123456789") == 3 && rest[4] == '\0');
}

static bool read_woff2(struct style_reading *r, const cJSON *item, struct style_letters *out)
{
    char name[100];

    if (!read_text(r, item, "file", name, sizeof name) ||
        !read_beside(r, "letters", name, WOFF2_BYTES_MAX, &out->woff2))
        return false;
    return (out->woff2.size > 4 && memcmp(out->woff2.data, "wOF2", 4) == 0) ||
           refuse(r, "has '%.60s' as letters, which is no WOFF2", name);
}

static bool read_letters(struct style_reading *r, const cJSON *object, struct style_letters *out)
{
    static const char *const keys[] = {"file", "weights", "family"};
    const cJSON *item;

    snprintf(out->weights, sizeof out->weights, "100 900");
    if (!cJSON_IsObject(object))
        return refuse(r, "has letters that are no {\"file\": ...} or {\"family\": ...}");
    cJSON_ArrayForEach(item, object)
    {
        if (strcmp(item->string, "file") == 0) {
            if (!read_woff2(r, item, out))
                return false;
        } else if (strcmp(item->string, "weights") == 0) {
            if (!read_text(r, item, "weights", out->weights, sizeof out->weights))
                return false;
            if (!is_weights(out->weights))
                return refuse(r, "has weights that are not like \"400\" or \"400 700\"");
        } else if (strcmp(item->string, "family") == 0) {
            if (!read_text(r, item, "family", out->family, sizeof out->family))
                return false;
            if (!is_family(out->family))
                return refuse(r, "has a family of letters that is not like "
                                 "\"Verdana, sans-serif\"");
        } else {
            return refuse_key(r, "fonts", item->string, keys, 3);
        }
    }
    return true;
}

static bool read_fonts(struct style_reading *r, const cJSON *object)
{
    static const char *const keys[] = {"story", "tool"};
    const cJSON *item;

    if (!cJSON_IsObject(object))
        return refuse(r, "has 'fonts' that are no {\"story\": {}, \"tool\": {}}");
    cJSON_ArrayForEach(item, object)
    {
        const bool story = strcmp(item->string, "story") == 0;
        if (!story && strcmp(item->string, "tool") != 0)
            return refuse_key(r, "fonts", item->string, keys, 2);
        if (!read_letters(r, item, &r->style->letters[story ? LETTERS_STORY : LETTERS_TOOL]))
            return false;
    }
    return true;
}

/* ---- the file ------------------------------------------------------------------------- */

static bool read_item(struct style_reading *r, const cJSON *item)
{
    static const char *const keys[] = {"name",  "logo",  "logo_dark", "icon",
                                       "fonts", "light", "dark",      "wall"};
    struct house_style *s = r->style;
    const char *key = item->string;
    char file[100];

    if (strcmp(key, "name") == 0)
        return read_text(r, item, key, s->name, sizeof s->name);
    if (strcmp(key, "fonts") == 0)
        return read_fonts(r, item);
    if (strcmp(key, "light") == 0)
        return read_colours(r, item, key, LOOK_LIGHT);
    if (strcmp(key, "dark") == 0)
        return read_colours(r, item, key, LOOK_DARK);
    if (strcmp(key, "wall") == 0)
        return read_wall(r, item);
    if (strcmp(key, "logo") != 0 && strcmp(key, "logo_dark") != 0 && strcmp(key, "icon") != 0)
        return refuse_key(r, "", key, keys, sizeof keys / sizeof keys[0]);
    return read_text(r, item, key, file, sizeof file) &&
           read_drawing(r, key, file,
                        strcmp(key, "logo") == 0   ? &s->logo
                        : strcmp(key, "icon") == 0 ? &s->icon
                                                   : &s->logo_dark);
}

/* Of two values under one name, one would be lost. */
static bool has_twice(const cJSON *object, char name[60])
{
    const cJSON *item, *later;

    cJSON_ArrayForEach(item, object)
    {
        for (later = item->next; later != NULL; later = later->next)
            if (item->string != NULL && strcmp(item->string, later->string) == 0) {
                snprintf(name, 60, "%s", item->string);
                return true;
            }
        if (cJSON_IsObject(item) && has_twice(item, name))
            return true;
    }
    return false;
}

static bool read_items(struct style_reading *r, const cJSON *file)
{
    char twice[60];
    const cJSON *item;

    if (!cJSON_IsObject(file))
        return refuse(r, "is no JSON object");
    if (has_twice(file, twice))
        return refuse(r, "has '%s' twice in one place", twice);
    cJSON_ArrayForEach(item, file) if (!read_item(r, item)) return false;
    if (r->style->logo_dark.svg.size > 0 && r->style->logo.svg.size == 0)
        return refuse(r, "has a logo for dark screens, and none for others");
    return true;
}

static bool read_json(struct style_reading *r, struct bytes content)
{
    size_t wrong = 0;
    bool usable;
    cJSON *file;

    if (!json_check(content, (struct json_limits){DEPTH_MAX, VALUES_MAX}, &wrong))
        return refuse(r, "is not valid JSON, or too deep or too much of it, at byte %zu", wrong);
    file = cJSON_ParseWithLength((const char *)content.data, content.size);
    usable = read_items(r, file);
    cJSON_Delete(file);
    return usable;
}

static void name_folder(struct house_style *style, const char *path)
{
    const char *slash = strrchr(path, '/');
    const int size = slash == NULL ? 1 : slash == path ? 1 : (int)(slash - path);

    snprintf(style->folder, sizeof style->folder, "%.*s", size, slash == NULL ? "." : path);
}

enum result style_read(struct house_style *style, const char *path, char why[STYLE_WHY_BYTES_MAX])
{
    struct style_reading reading = {.style = style, .why = why};
    struct bytes content = {0};
    const enum result result = file_read(path, FILE_BYTES_MAX, &content);
    bool usable;

    if (result == RESULT_FULL)
        snprintf(why, STYLE_WHY_BYTES_MAX, "is too large: at most %u kB", FILE_BYTES_MAX / 1024);
    else
        snprintf(why, STYLE_WHY_BYTES_MAX, "cannot be read");
    if (result != RESULT_OK)
        return result == RESULT_FULL ? RESULT_INVALID : result;
    name_folder(style, path);
    usable = read_json(&reading, content);
    free((void *)(uintptr_t)content.data);
    return usable ? RESULT_OK : RESULT_INVALID;
}
