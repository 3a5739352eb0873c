#include "edge/static.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "sys/log.h"
#include "sys/sha256.h"

#define FOLDER_DEPTH_MAX 4

/* What a packing is called in HTTP, the ending of its file, and what its etag ends with. */
static const struct {
    const char *coding, *ending, *etag_suffix;
} packings[STATIC_PACKINGS_COUNT] = {[STATIC_PLAIN] = {NULL, "", ""},
                                     [STATIC_GZIP] = {"gzip", ".gz", "-z"},
                                     [STATIC_BROTLI] = {"br", ".br", "-b"}};

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
        {".webp", "image/webp"},
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

/* A packed form that is not there is left out. */
static enum result add_form(struct static_files *files, struct static_file *file, const char *name,
                            enum static_packing packing)
{
    struct static_form *form = &file->forms[packing];
    char packed_name[1100];
    struct stat status;
    enum result result;

    snprintf(packed_name, sizeof packed_name, "%s%s", name, packings[packing].ending);
    if (packing != STATIC_PLAIN && stat(packed_name, &status) != 0)
        return RESULT_OK;
    result = read_file(files, packed_name, &form->bytes);
    if (result == RESULT_OK) /* Of what it is packed from: so it is the same for the same page. */
        make_etag(file->forms[STATIC_PLAIN].bytes, packings[packing].etag_suffix, form->etag);
    return result;
}

static enum result add_file(struct static_files *files, const char *name, const char *path)
{
    enum result result = RESULT_OK;
    struct static_file *file;
    size_t size = strlen(path);

    if (files->count == STATIC_FILES_MAX || size >= STATIC_PATH_BYTES_MAX)
        return RESULT_FULL;
    file = &files->items[files->count++]; /* From here on static_close frees it. */
    if (ends_with(path, "/index.html"))
        size -= strlen("index.html");
    memcpy(file->path, path, size);
    file->path[size] = '\0';
    file->type = type_of(path);
    file->immutable = has_hash(path);
    for (uint32_t i = 0; i < STATIC_PACKINGS_COUNT && result == RESULT_OK; i++)
        result = add_form(files, file, name, (enum static_packing)i);
    return result;
}

static bool is_packed(const char *name)
{
    return ends_with(name, packings[STATIC_GZIP].ending) ||
           ends_with(name, packings[STATIC_BROTLI].ending);
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
        if (entry->d_name[0] == '.' || is_packed(entry->d_name))
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
        else if (S_ISDIR(status.st_mode))
            result = depth < FOLDER_DEPTH_MAX ? add_folder(files, inner_name, inner_path, depth + 1)
                                              : RESULT_FULL;
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

static void form_free(struct static_form *form)
{
    free((void *)(uintptr_t)form->bytes.data);
    form->bytes = (struct bytes){NULL, 0};
}

void static_close(struct static_files *files)
{
    if (files == NULL)
        return;
    for (uint32_t i = 0; i < files->count; i++)
        for (uint32_t packing = 0; packing < STATIC_PACKINGS_COUNT; packing++)
            form_free(&files->items[i].forms[packing]);
    free(files);
}

struct static_file *static_at(struct static_files *files, uint32_t index)
{
    return &files->items[index];
}

void static_change(struct static_file *file, uint8_t *content, size_t size)
{
    struct static_form *plain = &file->forms[STATIC_PLAIN];

    for (uint32_t packing = 0; packing < STATIC_PACKINGS_COUNT; packing++)
        form_free(&file->forms[packing]);
    plain->bytes = (struct bytes){content, size};
    file->immutable = false;
    make_etag(plain->bytes, "", plain->etag);
}

enum result static_add(struct static_files *files, const char *path, const char *type,
                       struct bytes content)
{
    struct static_file *file = &files->items[files->count];
    uint8_t *copy;

    if (files->count == STATIC_FILES_MAX || strlen(path) >= STATIC_PATH_BYTES_MAX)
        return RESULT_FULL;
    copy = malloc(content.size + 1);
    if (copy == NULL)
        return RESULT_NO_MEMORY;
    memcpy(copy, content.data, content.size);
    static_change(file, copy, content.size);
    snprintf(file->path, sizeof file->path, "%s", path);
    file->type = type;
    file->immutable = has_hash(path);
    files->count++;
    qsort(files->items, files->count, sizeof files->items[0], compare);
    return RESULT_OK;
}

static int compare_path(const void *path, const void *file)
{
    return strcmp(path, ((const struct static_file *)file)->path);
}

const struct static_file *static_find(const struct static_files *files, const char *path)
{
    return bsearch(path, files->items, files->count, sizeof files->items[0], compare_path);
}

/* Does this element of the header, "gzip" or "br;q=0.5", ask for the coding? With a weight of 0 it
 * says that it is not wanted. */
static bool asks_for(const char *element, size_t size, const char *coding)
{
    const size_t coding_size = strlen(coding);
    const char *weight = memmem(element, size, "q=", 2);

    return size >= coding_size && strncasecmp(element, coding, coding_size) == 0 &&
           (size == coding_size || strchr("; \t", element[coding_size]) != NULL) &&
           (weight == NULL || strtod(weight + 2, NULL) > 0);
}

uint32_t static_accepted(const char *accept_encoding)
{
    uint32_t accepted = 1u << STATIC_PLAIN;

    for (const char *at = accept_encoding; *at != '\0';) {
        const size_t size = strcspn(at, ",");

        for (uint32_t i = STATIC_PLAIN + 1; i < STATIC_PACKINGS_COUNT; i++)
            if (asks_for(at, size, packings[i].coding))
                accepted |= 1u << i;
        at += size;
        at += strspn(at, ", \t");
    }
    return accepted;
}

enum static_packing static_best(const struct static_file *file, uint32_t accepted)
{
    uint32_t best = STATIC_PACKINGS_COUNT - 1;

    while (best > STATIC_PLAIN &&
           ((accepted & 1u << best) == 0 || file->forms[best].bytes.data == NULL))
        best--;
    return (enum static_packing)best;
}

const char *static_coding(enum static_packing packing)
{
    return packings[packing].coding;
}

uint32_t static_count(const struct static_files *files)
{
    return files->count;
}
