#include "edge/static.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/sha256.h"
#include "sys/log.h"

#define FOLDER_DEPTH_MAX 4

struct static_files {
    uint32_t count;
    size_t bytes;
    struct static_file items[STATIC_FILES_MAX];
};

static bool ends_with(const char *text, const char *ending)
{
    const size_t size = strlen(text), ending_size = strlen(ending);

    return size >= ending_size && strcmp(text + size - ending_size, ending) == 0;
}

static const char *type_of(const char *path)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".wasm", "application/wasm"},
        {".txt", "text/plain; charset=utf-8"},
    };

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (ends_with(path, types[i].ending))
            return types[i].type;
    }
    return "application/octet-stream";
}

/* "name-4A5B6C7D.ending": eight capitals or digits between a hyphen and the last dot. */
static bool has_hash(const char *path)
{
    const char *dot = strrchr(path, '.');

    if (dot == NULL || dot - path < 9 || dot[-9] != '-')
        return false;
    for (const char *c = dot - 8; c < dot; c++) {
        if (!((*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z')))
            return false;
    }
    return true;
}

static void make_etag(struct bytes content, const char *suffix, char out[STATIC_ETAG_BYTES_MAX])
{
    uint8_t hash[SHA256_BYTES];

    sha256(content, hash);
    snprintf(out, STATIC_ETAG_BYTES_MAX, "\"%02x%02x%02x%02x%02x%02x%02x%02x%s\"", hash[0], hash[1],
             hash[2], hash[3], hash[4], hash[5], hash[6], hash[7], suffix);
}

static enum result read_file(struct static_files *files, const char *name, struct bytes *out)
{
    FILE *file = fopen(name, "rb");
    enum result result = RESULT_IO;
    uint8_t *data = NULL;
    struct stat status;

    if (file == NULL || fstat(fileno(file), &status) != 0)
        goto done;
    result = RESULT_FULL;
    if ((uint64_t)status.st_size > STATIC_BYTES_MAX - files->bytes)
        goto done;
    result = RESULT_NO_MEMORY;
    data = malloc((size_t)status.st_size + 1);
    if (data == NULL)
        goto done;
    result = RESULT_IO;
    if (fread(data, 1, (size_t)status.st_size, file) != (size_t)status.st_size)
        goto done;
    *out = (struct bytes){data, (size_t)status.st_size};
    files->bytes += out->size;
    data = NULL;
    result = RESULT_OK;
done:
    free(data);
    if (file != NULL)
        fclose(file);
    return result;
}

static enum result add_file(struct static_files *files, const char *name, const char *path)
{
    char gzip_name[1100];
    struct static_file *file;
    struct stat status;
    enum result result;
    size_t size = strlen(path);

    if (files->count == STATIC_FILES_MAX || size >= STATIC_PATH_BYTES_MAX)
        return RESULT_FULL;
    file = &files->items[files->count];
    result = read_file(files, name, &file->plain);
    if (result != RESULT_OK)
        return result;
    files->count++; /* From here on static_close frees it. */
    if (ends_with(path, "/index.html"))
        size -= strlen("index.html");
    memcpy(file->path, path, size);
    file->path[size] = '\0';
    file->type = type_of(path);
    file->immutable = has_hash(path);
    make_etag(file->plain, "", file->etag);
    make_etag(file->plain, "-z", file->etag_gzip);
    snprintf(gzip_name, sizeof gzip_name, "%s.gz", name);
    return stat(gzip_name, &status) == 0 ? read_file(files, gzip_name, &file->gzip) : RESULT_OK;
}

static enum result add_folder(struct static_files *files, const char *folder, const char *path,
                              uint32_t depth)
{
    enum result result = RESULT_OK;
    const struct dirent *entry;
    DIR *dir = opendir(folder);

    if (dir == NULL)
        return errno == ENOENT && depth == 0 ? RESULT_OK : RESULT_IO;
    while (result == RESULT_OK && (entry = readdir(dir)) != NULL) {
        char inner_name[1024], inner_path[1024];
        struct stat status;
        if (entry->d_name[0] == '.' || ends_with(entry->d_name, ".gz"))
            continue;
        result = RESULT_FULL;
        if (snprintf(inner_name, sizeof inner_name, "%s/%s", folder, entry->d_name) >=
                (int)sizeof inner_name ||
            snprintf(inner_path, sizeof inner_path, "%s/%s", path, entry->d_name) >=
                (int)sizeof inner_path)
            break;
        result = RESULT_OK;
        if (stat(inner_name, &status) != 0)
            result = RESULT_IO;
        else if (S_ISREG(status.st_mode))
            result = add_file(files, inner_name, inner_path);
        else if (S_ISDIR(status.st_mode) && depth < FOLDER_DEPTH_MAX)
            result = add_folder(files, inner_name, inner_path, depth + 1);
    }
    closedir(dir);
    return result;
}

static int compare(const void *a, const void *b)
{
    return strcmp(((const struct static_file *)a)->path, ((const struct static_file *)b)->path);
}

enum result static_open(struct static_files **out, const char *folder)
{
    struct static_files *files = calloc(1, sizeof *files);
    enum result result;

    if (files == NULL)
        return RESULT_NO_MEMORY;
    result = add_folder(files, folder, "", 0);
    if (result != RESULT_OK) {
        log_error("edge", "screens_unreadable", log_text("folder", folder),
                  log_text("result", result_name(result)));
        static_close(files);
        return result;
    }
    qsort(files->items, files->count, sizeof files->items[0], compare);
    *out = files;
    return RESULT_OK;
}

void static_close(struct static_files *files)
{
    if (files == NULL)
        return;
    for (uint32_t i = 0; i < files->count; i++) {
        free((void *)(uintptr_t)files->items[i].plain.data);
        free((void *)(uintptr_t)files->items[i].gzip.data);
    }
    free(files);
}

/* RESULT_NOT_FOUND: there is no picture in the page. */
static enum result complete_page(struct static_file *file, const char *origin)
{
    static const char before[] = "property=\"og:image\" content=\"";
    const uint8_t *old = file->plain.data;
    const uint8_t *at = memmem(old, file->plain.size, before, sizeof before - 1);
    const size_t added = strlen(origin);
    size_t head;
    uint8_t *page;

    if (at == NULL)
        return RESULT_NOT_FOUND;
    page = malloc(file->plain.size + added);
    if (page == NULL)
        return RESULT_NO_MEMORY;
    head = (size_t)(at - old) + sizeof before - 1;
    memcpy(page, old, head);
    memcpy(page + head, origin, added);
    memcpy(page + head + added, old + head, file->plain.size - head);
    free((void *)(uintptr_t)old);
    free((void *)(uintptr_t)file->gzip.data);
    file->plain.data = page;
    file->plain.size += added;
    file->gzip = (struct bytes){NULL, 0};
    make_etag(file->plain, "", file->etag);
    return RESULT_OK;
}

enum result static_complete(struct static_files *files, const char *origin)
{
    enum result result = RESULT_OK;

    for (uint32_t i = 0; i < files->count && result != RESULT_NO_MEMORY; i++)
        if (strncmp(files->items[i].type, "text/html", strlen("text/html")) == 0)
            result = complete_page(&files->items[i], origin);
    return result == RESULT_NO_MEMORY ? result : RESULT_OK;
}

static int compare_path(const void *path, const void *file)
{
    return strcmp(path, ((const struct static_file *)file)->path);
}

const struct static_file *static_find(const struct static_files *files, const char *path)
{
    return bsearch(path, files->items, files->count, sizeof files->items[0], compare_path);
}

uint32_t static_count(const struct static_files *files)
{
    return files->count;
}
