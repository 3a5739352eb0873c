#include "edge/rewrite.h"

#include <stdlib.h>
#include <string.h>

#include "sys/origin.h"

#define PICTURE "property=\"og:image\" content=\""

void rewrite_replaced(FILE *out, struct bytes text, const char *what, const char *becomes)
{
    const size_t size = strlen(what);

    for (;;) {
        const uint8_t *at = memmem(text.data, text.size, what, size);
        const size_t before = at == NULL ? text.size : (size_t)(at - text.data);
        fwrite(text.data, 1, before, out);
        if (at == NULL)
            return;
        fputs(becomes, out);
        text = bytes_after(text, before + size);
    }
}

enum result rewrite(struct static_file *file, rewrite_fn *write, const void *with)
{
    char *changed = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&changed, &size);

    if (out == NULL)
        return RESULT_NO_MEMORY;
    write(out, file, with);
    if (fclose(out) != 0) {
        free(changed);
        return RESULT_NO_MEMORY;
    }
    static_change(file, (uint8_t *)changed, size);
    return RESULT_OK;
}

bool rewrite_is_page(const struct static_file *file)
{
    return strncmp(file->type, "text/html", strlen("text/html")) == 0;
}

static struct bytes plain_of(const struct static_file *file)
{
    return file->forms[STATIC_PLAIN].bytes;
}

static void put_picture(FILE *out, const struct static_file *file, const void *origin)
{
    char becomes[sizeof PICTURE + ORIGIN_BYTES_MAX];

    snprintf(becomes, sizeof becomes, PICTURE "%s", (const char *)origin);
    rewrite_replaced(out, plain_of(file), PICTURE, becomes);
}

static void put_top(FILE *out, const struct static_file *file, const void *path)
{
    char becomes[4 + ORIGIN_PATH_BYTES_MAX];

    snprintf(becomes, sizeof becomes, "=\"%s/", (const char *)path);
    rewrite_replaced(out, plain_of(file), "=\"/", becomes);
}

static bool has(const struct static_file *file, const char *text)
{
    return memmem(plain_of(file).data, plain_of(file).size, text, strlen(text)) != NULL;
}

enum result rewrite_origin(struct static_files *files, const char *origin)
{
    const char *path = origin_path(origin);
    enum result result = RESULT_OK;

    for (uint32_t i = 0; i < static_count(files) && result == RESULT_OK; i++) {
        struct static_file *file = static_at(files, i);
        if (!rewrite_is_page(file))
            continue;
        if (has(file, PICTURE))
            result = rewrite(file, put_picture, origin);
        else if (path[0] != '\0' && strncmp(file->path, "/lost/", strlen("/lost/")) == 0)
            result = rewrite(file, put_top, path);
    }
    return result;
}
