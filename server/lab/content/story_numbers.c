#include "lab/content/story_numbers.h"

#include <stdlib.h>
#include <string.h>

/* --- a walk through JSON --------------------------------------------------------------------- */

/* Each function takes and returns a place in the text. NULL: there is no such place; given NULL,
 * they return NULL. */

static const char *skip_space(const char *p)
{
    return p == NULL ? NULL : p + strspn(p, " \t\r\n");
}

static const char *skip_string(const char *p)
{
    for (p++; *p != '"' && *p != '\0'; p++)
        p += *p == '\\' && p[1] != '\0';
    return *p == '"' ? p + 1 : NULL;
}

/* The place after the value at `p`. Brackets are counted; strings are skipped. */
static const char *skip_value(const char *p)
{
    int depth = 0;

    do {
        p = skip_space(p);
        if (p == NULL || *p == '\0')
            return NULL;
        if (*p == '"') {
            p = skip_string(p);
        } else if (strchr("{[", *p) != NULL) {
            depth++;
            p++;
        } else if (strchr("}]", *p) != NULL) {
            depth--;
            p++;
        } else if (strchr(",:", *p) != NULL) {
            p++;
        } else {
            p += strcspn(p, ",:]} \t\r\n");
        }
    } while (depth > 0);
    return p;
}

static const char *after_comma(const char *p)
{
    p = skip_space(p);
    return p != NULL && *p == ',' ? skip_space(p + 1) : NULL;
}

/* The value of a key of the object at `p`. */
static const char *find_key(const char *p, const char *key)
{
    const size_t size = strlen(key);

    p = skip_space(p);
    p = p != NULL && *p == '{' ? skip_space(p + 1) : NULL;
    while (p != NULL && *p == '"') {
        const char *value = skip_space(skip_string(p));

        value = value != NULL && *value == ':' ? skip_space(value + 1) : NULL;
        if (strncmp(p + 1, key, size) == 0 && p[size + 1] == '"')
            return value;
        p = value == NULL ? NULL : after_comma(skip_value(value));
    }
    return NULL;
}

/* Item `index` of the list at `p`. */
static const char *find_item(const char *p, uint32_t index)
{
    p = skip_space(p);
    p = p != NULL && *p == '[' ? skip_space(p + 1) : NULL;
    for (uint32_t i = 0; i < index && p != NULL; i++)
        p = after_comma(skip_value(p));
    return p;
}

/* Node number `*left` of the condition at `p`, in reading order: a parent comes before its
 * children. */
static const char *find_node(const char *p, uint32_t *left)
{
    const char *list = find_key(p, "all");
    const char *not = find_key(p, "not");
    const char *found = NULL;

    list = list == NULL ? find_key(p, "any") : list;
    if (p == NULL || (*left)-- == 0)
        return p;
    if (not != NULL)
        return find_node(not, left);
    for (uint32_t i = 0; list != NULL && found == NULL; i++) {
        const char *item = find_item(list, i);

        if (item == NULL || *item == ']')
            return NULL;
        found = find_node(item, left);
    }
    return found;
}

/* --- edits ----------------------------------------------------------------------------------- */

static const char *find_object(const char *text, const struct tune_change *change)
{
    const struct fork_place *at = &change->place;
    uint32_t node = at->node;
    const char *option;

    if (at->ending >= 0)
        return find_node(
            find_key(find_item(find_key(text, "endings"), (uint32_t)at->ending), "when"), &node);
    option = find_item(find_key(find_item(find_key(text, "dilemmas"), at->dilemma), "options"),
                       at->option);
    if (change->start >= 0)
        return find_item(find_key(option, "start"), (uint32_t)change->start);
    return find_node(find_key(find_item(find_key(option, "consequences"), at->paragraph), "when"),
                     &node);
}

bool story_numbers_edit(const char *text, const struct tune_change *change, struct story_edit *out)
{
    const char *key = change->start >= 0 ? tune_knobs[change->knob].key : "value";
    const char *object = find_object(text, change), *value = find_key(object, key), *end;

    if (object == NULL || *object != '{')
        return false;
    if (value != NULL) {
        out->offset = (size_t)(value - text);
        out->length = (size_t)(skip_value(value) - value);
        snprintf(out->text, sizeof out->text, "%d", change->now);
        return true;
    }
    end = skip_value(object);
    if (end == NULL)
        return false;
    for (end--; end > object && strchr(" \t\r\n", end[-1]) != NULL;)
        end--;
    out->offset = (size_t)(end - text);
    out->length = 0;
    snprintf(out->text, sizeof out->text, ", \"%s\": %d", key, change->now);
    return true;
}

static int compare(const void *a, const void *b)
{
    const size_t x = ((const struct story_edit *)a)->offset;
    const size_t y = ((const struct story_edit *)b)->offset;

    return (x > y) - (x < y);
}

char *story_numbers_apply(const char *text, struct story_edit *edits, uint32_t count)
{
    const size_t size = strlen(text);
    char *out = malloc(size + count * sizeof edits->text + 1), *at = out;
    size_t from = 0;

    if (out == NULL)
        return NULL;
    if (count > 0)
        qsort(edits, count, sizeof *edits, compare);
    for (uint32_t i = 0; i < count; i++) {
        const size_t kept = edits[i].offset - from, added = strlen(edits[i].text);

        assert(edits[i].offset >= from && edits[i].offset + edits[i].length <= size);
        memcpy(at, text + from, kept);
        memcpy(at + kept, edits[i].text, added);
        at += kept + added;
        from = edits[i].offset + edits[i].length;
    }
    memcpy(at, text + from, size - from + 1);
    return out;
}

/* --- a diff ---------------------------------------------------------------------------------- */

static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return *line == '\n' ? line + 1 : line;
}

static bool same_line(const char *a, const char *b)
{
    const size_t size = strcspn(a, "\n");

    return size == strcspn(b, "\n") && memcmp(a, b, size) == 0;
}

static void put_lines(char sign, const char *line, uint32_t count, FILE *out)
{
    for (uint32_t i = 0; i < count; i++, line = next_line(line))
        fprintf(out, "%c%.*s\n", sign, (int)strcspn(line, "\n"), line);
}

void story_numbers_diff(const char *path, const char *before, const char *after, FILE *out)
{
    uint32_t number = 1;

    fprintf(out, "--- a/%s\n+++ b/%s\n", path, path);
    while (*before != '\0' && *after != '\0') {
        const char *b = before, *a = after;
        uint32_t count = 0;

        for (; *b != '\0' && *a != '\0' && !same_line(b, a); b = next_line(b), a = next_line(a))
            count++;
        if (count > 0) {
            fprintf(out, "@@ -%u,%u +%u,%u @@\n", number, count, number, count);
            put_lines('-', before, count, out);
            put_lines('+', after, count, out);
        } else {
            b = next_line(b);
            a = next_line(a);
            count = 1;
        }
        number += count;
        before = b;
        after = a;
    }
}
