/* dress.c -- pages get the name of the house, its style and its letters; the list of what a page
 * needs without a network gets its files. The pages themselves know nothing of it
 * (clients/build/pages.mjs). */
#include "edge/dress.h"

#include <stdio.h>
#include <stdlib.h>

#include "edge/rewrite.h"

#define OUR_NAME  "Dilemmakamer"
#define OUR_PAPER "#f3f2ec"

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

/* What stands before "assets/" in the path of a page's icon: how that page comes to the top. */
static void way_up(const char *icon, char out[STATIC_PATH_BYTES_MAX])
{
    const char *end = strstr(icon, "assets/");

    snprintf(out, STATIC_PATH_BYTES_MAX, "%.*s", end == NULL ? 0 : (int)(end - icon), icon);
}

static void put_links(FILE *out, const struct dress *dress, const char *up)
{
    for (uint32_t i = 0; i < dress->files_count; i++)
        if (strcmp(dress->files[i].type, "font/woff2") == 0)
            fprintf(out,
                    "<link rel=\"preload\" href=\"%s%s\" as=\"font\" type=\"font/woff2\" "
                    "crossorigin>\n",
                    up, dress->files[i].path + 1);
    fprintf(out, "<link rel=\"stylesheet\" href=\"%s%s\">\n", up, dress->style + 1);
}

/* Line by line: what a page's head is made of stands on lines of its own, and its picture comes
 * after its style. */
static void put_page(FILE *out, const struct static_file *file, const void *with)
{
    const struct dress *dress = with;
    struct bytes page = file->forms[STATIC_PLAIN].bytes;
    char name[400], named[440], icon[STATIC_PATH_BYTES_MAX] = "", up[STATIC_PATH_BYTES_MAX];
    char house_icon[2 * STATIC_PATH_BYTES_MAX];
    const bool has_icon = find_icon(page, icon, sizeof icon) && dress->icon[0] != '\0';

    way_up(icon, up);
    if (has_icon)
        snprintf(house_icon, sizeof house_icon, "%s%s", up, dress->icon + 1);
    escape(dress->name, true, name, sizeof name);
    snprintf(named, sizeof named, "data-app=\"%s\" data-surface=", name);
    while (page.size > 0) {
        const uint8_t *end = memchr(page.data, '\n', page.size);
        const size_t size = end == NULL ? page.size : (size_t)(end - page.data) + 1;
        const struct bytes line = {page.data, size};
        const bool is_icon = has(line, "rel=\"icon\"");
        page = bytes_after(page, size);
        if (is_icon)
            put_links(out, dress, up);
        if (is_without(dress, line))
            continue;
        if (is_icon && has_icon)
            rewrite_replaced(out, line, icon, house_icon);
        else if (name[0] != '\0' && has(line, "data-surface="))
            rewrite_replaced(out, line, "data-surface=", named);
        else
            rewrite_replaced(out, line, OUR_NAME, name[0] != '\0' ? name : OUR_NAME);
    }
}

static void put_manifest(FILE *out, const struct static_file *file, const void *with)
{
    const struct dress *dress = with;
    const struct bytes manifest = file->forms[STATIC_PLAIN].bytes;
    char name[400], *named = NULL;
    size_t size = 0;
    FILE *between = open_memstream(&named, &size);

    escape(dress->name, false, name, sizeof name);
    if (between == NULL)
        return;
    rewrite_replaced(between, manifest, OUR_NAME, name[0] != '\0' ? name : OUR_NAME);
    fclose(between);
    rewrite_replaced(out, (struct bytes){(const uint8_t *)named, size}, OUR_PAPER,
                     dress->paper[0] != '\0' ? dress->paper : OUR_PAPER);
    free(named);
}

/* The service worker keeps these files as well, and changes when they do: solo/sw.ts. */
static void put_worker(FILE *out, const struct static_file *file, const void *with)
{
    const struct dress *dress = with;
    const struct bytes script = file->forms[STATIC_PLAIN].bytes;

    fputs("self.dkHouse=[", out);
    for (uint32_t i = 0; i < dress->files_count; i++)
        fprintf(out, "%s\"%s\"", i > 0 ? "," : "", dress->files[i].path);
    fputs("];", out);
    fwrite(script.data, 1, script.size, out);
}

static rewrite_fn *change_of(const struct static_file *file)
{
    const char *dot = strrchr(file->path, '.');

    if (rewrite_is_page(file))
        return put_page;
    if (dot != NULL && strcmp(dot, ".webmanifest") == 0)
        return put_manifest;
    return strcmp(file->path, "/solo/sw.js") == 0 ? put_worker : NULL;
}

enum result static_dress(struct static_files *files, const struct dress *dress)
{
    enum result result = RESULT_OK;

    for (uint32_t i = 0; i < static_count(files) && result == RESULT_OK; i++) {
        struct static_file *file = static_at(files, i);
        rewrite_fn *write = change_of(file);
        if (write != NULL)
            result = rewrite(file, write, dress);
    }
    for (uint32_t i = 0; i < dress->files_count && result == RESULT_OK; i++)
        result =
            static_add(files, dress->files[i].path, dress->files[i].type, dress->files[i].content);
    return result;
}
