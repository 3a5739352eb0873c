/* dress.c -- pages get the name of the house, its style and its letters; the list of what a page
 * needs without a network gets its files. The pages themselves know nothing of it
 * (clients/build/pages.mjs). */
#include "edge/dress.h"

#include <stdio.h>
#include <stdlib.h>

#define OUR_NAME  "Dilemmakamer"
#define OUR_PAPER "#f3f2ec"

/* Append `text` with `what` as `with`, wherever it stands. */
static void put_replaced(FILE *out, struct bytes text, const char *what, const char *with)
{
    const size_t size = strlen(what);

    for (;;) {
        const uint8_t *at = memmem(text.data, text.size, what, size);
        const size_t before = at == NULL ? text.size : (size_t)(at - text.data);
        fwrite(text.data, 1, before, out);
        if (at == NULL)
            return;
        fputs(with, out);
        text = bytes_after(text, before + size);
    }
}

/* As text in HTML, and in JSON: what means something in either is written by number. */
static void escape(const char *name, bool html, char *out, size_t capacity)
{
    size_t at = 0;

    for (const char *c = name; *c != '\0' && at + 8 < capacity; c++) {
        const bool plain = strchr(html ? "&<>\"'" : "\"\\", *c) == NULL;
        if (plain)
            out[at++] = *c;
        else
            at += (size_t)snprintf(out + at, capacity - at, html ? "&#%d;" : "\\u%04x", *c);
    }
    out[at] = '\0';
}

/* The path between these two, of the icon of the page: as it is, and as it becomes. */
static bool find_icon(struct bytes page, char *out, size_t capacity)
{
    static const char before[] = "<link rel=\"icon\" href=\"";
    const uint8_t *at = memmem(page.data, page.size, before, sizeof before - 1), *end;
    struct bytes rest;

    if (at == NULL)
        return false;
    rest = bytes_after(page, (size_t)(at - page.data) + sizeof before - 1);
    end = memchr(rest.data, '"', rest.size);
    if (end == NULL || (size_t)(end - rest.data) >= capacity)
        return false;
    memcpy(out, rest.data, (size_t)(end - rest.data));
    out[end - rest.data] = '\0';
    return true;
}

static bool has(struct bytes line, const char *text)
{
    return memmem(line.data, line.size, text, strlen(text)) != NULL;
}

/* A line that fetches letters ahead which this style does not use. */
static bool is_without(const struct dress *dress, struct bytes line)
{
    for (int i = 0; i < 2; i++) {
        const char *name = dress->without[i];
        if (name[0] != '\0' && has(line, "rel=\"preload\"") && has(line, name))
            return true;
    }
    return false;
}

static void put_links(FILE *out, const struct dress *dress)
{
    for (uint32_t i = 0; i < dress->files_count; i++)
        if (strcmp(dress->files[i].type, "font/woff2") == 0)
            fprintf(out,
                    "<link rel=\"preload\" href=\"%s\" as=\"font\" type=\"font/woff2\" "
                    "crossorigin>\n",
                    dress->files[i].path);
    fprintf(out, "<link rel=\"stylesheet\" href=\"%s\">\n", dress->style);
}

/* Line by line: what a page's head is made of stands on lines of its own, and its picture comes
 * after its style. */
static void put_page(FILE *out, const struct dress *dress, struct bytes page)
{
    char name[400], named[440], icon[STATIC_PATH_BYTES_MAX];
    const bool has_icon = dress->icon[0] != '\0' && find_icon(page, icon, sizeof icon);

    escape(dress->name, true, name, sizeof name);
    snprintf(named, sizeof named, "data-app=\"%s\" data-surface=", name);
    while (page.size > 0) {
        const uint8_t *end = memchr(page.data, '\n', page.size);
        const size_t size = end == NULL ? page.size : (size_t)(end - page.data) + 1;
        const struct bytes line = {page.data, size};
        const bool is_icon = has(line, "rel=\"icon\"");
        page = bytes_after(page, size);
        if (is_icon)
            put_links(out, dress);
        if (is_without(dress, line))
            continue;
        if (is_icon && has_icon)
            put_replaced(out, line, icon, dress->icon);
        else if (name[0] != '\0' && has(line, "data-surface="))
            put_replaced(out, line, "data-surface=", named);
        else
            put_replaced(out, line, OUR_NAME, name[0] != '\0' ? name : OUR_NAME);
    }
}

static void put_manifest(FILE *out, const struct dress *dress, struct bytes manifest)
{
    char name[400], *named = NULL;
    size_t size = 0;
    FILE *between = open_memstream(&named, &size);

    escape(dress->name, false, name, sizeof name);
    if (between == NULL)
        return;
    put_replaced(between, manifest, OUR_NAME, name[0] != '\0' ? name : OUR_NAME);
    fclose(between);
    put_replaced(out, (struct bytes){(const uint8_t *)named, size}, OUR_PAPER,
                 dress->paper[0] != '\0' ? dress->paper : OUR_PAPER);
    free(named);
}

/* The service worker keeps these files as well, and changes when they do: solo/sw.ts. */
static void put_worker(FILE *out, const struct dress *dress, struct bytes script)
{
    fputs("self.dkHouse=[", out);
    for (uint32_t i = 0; i < dress->files_count; i++)
        fprintf(out, "%s\"%s\"", i > 0 ? "," : "", dress->files[i].path);
    fputs("];", out);
    fwrite(script.data, 1, script.size, out);
}

typedef void put_fn(FILE *out, const struct dress *dress, struct bytes content);

static put_fn *change_of(const struct static_file *file)
{
    const char *dot = strrchr(file->path, '.');

    if (strncmp(file->type, "text/html", strlen("text/html")) == 0)
        return put_page;
    if (dot != NULL && strcmp(dot, ".webmanifest") == 0)
        return put_manifest;
    return strcmp(file->path, "/solo/sw.js") == 0 ? put_worker : NULL;
}

static enum result change(struct static_file *file, const struct dress *dress, put_fn *put)
{
    char *changed = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&changed, &size);

    if (out == NULL)
        return RESULT_NO_MEMORY;
    put(out, dress, file->forms[STATIC_PLAIN].bytes);
    if (fclose(out) != 0) {
        free(changed);
        return RESULT_NO_MEMORY;
    }
    static_change(file, (uint8_t *)changed, size);
    return RESULT_OK;
}

enum result static_dress(struct static_files *files, const struct dress *dress)
{
    enum result result = RESULT_OK;

    for (uint32_t i = 0; i < static_count(files) && result == RESULT_OK; i++) {
        struct static_file *file = static_at(files, i);
        put_fn *put = change_of(file);
        if (put != NULL)
            result = change(file, dress, put);
    }
    for (uint32_t i = 0; i < dress->files_count && result == RESULT_OK; i++)
        result =
            static_add(files, dress->files[i].path, dress->files[i].type, dress->files[i].content);
    return result;
}
