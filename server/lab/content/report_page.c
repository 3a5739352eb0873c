#include "lab/content/report_page.h"

#include "scenario/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define PAGE_BYTES_MAX ((size_t)4 << 20)
#define PATH_BYTES_MAX 1024

static const char place[] = "<script type=\"application/json\" id=\"lines\">";

/* The built page as a NUL-terminated text, or NULL. free() it. */
static char *read_page(const char *clients)
{
    char path[PATH_BYTES_MAX], *text = NULL;
    size_t size = 0;
    FILE *file;

    snprintf(path, sizeof path, "%s/report/page.template", clients);
    file = fopen(path, "rb");
    if (file != NULL)
        text = malloc(PAGE_BYTES_MAX + 1);
    if (text != NULL) {
        size = fread(text, 1, PAGE_BYTES_MAX, file);
        text[size] = '\0';
    }
    if (file != NULL)
        fclose(file);
    if (size > 0)
        return text;
    free(text);
    fprintf(stderr,
            "dilemma playtest: there is no page in '%.200s'; ./dev build makes the screens, "
            "--clients says where they are\n",
            path);
    return NULL;
}

/* As a list, and without a `<` that could end the element that it stands in. */
static void put_lines(FILE *out, struct bytes lines)
{
    for (size_t i = 0; i < lines.size; i++) {
        if (lines.data[i] == '<')
            fputs("\\u003c", out);
        else if (lines.data[i] == '\n')
            fputs(i + 1 < lines.size ? ",\n" : "\n", out);
        else
            fputc(lines.data[i], out);
    }
}

static bool put_page(FILE *out, const char *page, struct bytes lines, uint32_t lang)
{
    const char *at = strstr(page, place);

    if (at == NULL)
        return false;
    at += strlen(place);
    fwrite(page, 1, (size_t)(at - page), out);
    fprintf(out, "{\"lang\":\"%s\",\"lines\":[\n", lang == TEXT_LANG_en ? "en" : "nl");
    put_lines(out, lines);
    fprintf(out, "]}%s", at);
    return ferror(out) == 0;
}

bool report_page_write(const char *clients, const char *path, struct bytes lines, uint32_t lang)
{
    char *page = read_page(clients);
    FILE *out = page != NULL ? fopen(path, "w") : NULL;
    bool written = false;

    if (out != NULL) {
        written = put_page(out, page, lines, lang);
        written = fclose(out) == 0 && written;
    }
    if (page != NULL && !written)
        fprintf(stderr, "dilemma playtest: cannot write '%.200s': %s\n", path, strerror(errno));
    free(page);
    return written;
}
