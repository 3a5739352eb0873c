#include "library/scenario_archive.h"

#include "library/content_files.h"
#include "library/content_store.h"
#include "library/file.h"
#include "library/scenario_own.h"
#include "sys/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define ARCHIVE_PATH_MAX  512
#define ARCHIVE_DEPTH_MAX 4
#define ARCHIVE_DAYS      400 /* Sessions live at most 365. */

/* "<data>/content/<scenario>-<hash>" */
static bool folder_of(const struct scenario *s, const char *data, char out[ARCHIVE_PATH_MAX])
{
    return snprintf(out, ARCHIVE_PATH_MAX, "%s/content/%.*s-%016" PRIx64, data, (int)s->id.size,
                    (const char *)s->id.data, s->hash) < ARCHIVE_PATH_MAX;
}

/* "<data>/content/.files" */
static bool store_of(const char *data, char out[ARCHIVE_PATH_MAX])
{
    return snprintf(out, ARCHIVE_PATH_MAX, "%s/content/.files", data) < ARCHIVE_PATH_MAX;
}

/* ---- copying -------------------------------------------------------------------------------- */

/* store NULL: `from` is in the archive itself, so its file is linked as it is, and neither read nor
 * hashed again. */
static bool copy_file(const char *store, const char *from, const char *to)
{
    struct bytes content;
    bool copied;

    if (store == NULL)
        return link(from, to) == 0;
    if (file_read(from, CONTENT_FILE_BYTES_MAX, &content) != RESULT_OK)
        return false;
    copied = content_store_put(store, content, to);
    free((void *)content.data);
    return copied;
}

static bool copy_tree(const char *store, const char *from, const char *to, int depth);

static bool copy_entry(const char *store, const char *from, const char *to, const char *name,
                       int depth)
{
    char source[ARCHIVE_PATH_MAX], target[ARCHIVE_PATH_MAX];
    const char *dot = strrchr(name, '.');
    struct stat status;

    if (snprintf(source, sizeof source, "%s/%s", from, name) >= (int)sizeof source ||
        snprintf(target, sizeof target, "%s/%s", to, name) >= (int)sizeof target ||
        stat(source, &status) != 0)
        return false;
    if (S_ISDIR(status.st_mode))
        return copy_tree(store, source, target, depth + 1);
    /* Copy only what the compilers read. */
    return dot == NULL || strcmp(dot, ".json") != 0 || copy_file(store, source, target);
}

static bool copy_tree(const char *store, const char *from, const char *to, int depth)
{
    DIR *folder = opendir(from);
    struct dirent *entry;
    bool copied =
        folder != NULL && depth < ARCHIVE_DEPTH_MAX && (mkdir(to, 0700) == 0 || errno == EEXIST);

    while (copied && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            copied = copy_entry(store, from, to, entry->d_name, depth);
    if (folder != NULL)
        closedir(folder);
    return copied && folder_sync(to);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* Write the files of a scenario that came as one piece. */
static bool write_draft(const char *store, const struct draft *draft, const char *to)
{
    char path[ARCHIVE_PATH_MAX + ID_BYTES_MAX + 32];
    bool written = mkdir(to, 0700) == 0;

    for (uint32_t i = 0; written && i < DRAFT_FILES; i++) {
        snprintf(path, sizeof path, "%s/%s.json", to, draft_file_name((enum draft_file)i));
        written = content_store_put(store, draft->file[i], path);
    }
    return written && folder_sync(to);
}

/* The catalogue is the same for all that is kept at one start: `same` is where it was kept for the
 * scenario before, or empty. */
static bool copy_catalogue(const char *store, const char *root, const char *same, const char *half)
{
    char from[ARCHIVE_PATH_MAX + ID_BYTES_MAX + 2], to[ARCHIVE_PATH_MAX + ID_BYTES_MAX + 2];

    snprintf(from, sizeof from, "%s/catalogue", root);
    snprintf(to, sizeof to, "%s/catalogue", half);
    if (same[0] != '\0' && copy_tree(NULL, same, to, 0))
        return true;
    remove_tree(to); /* No hard links here, or as many as a file may have. */
    return copy_tree(store, from, to, 0);
}

/* Copy under another name first, so that half a copy never looks like a whole one. */
static bool keep_copy(const struct scenario *s, const struct draft *draft, const char *root,
                      const char *data, const char *folder, const char *same)
{
    char id[ID_BYTES_MAX + 1], half[ARCHIVE_PATH_MAX], store[ARCHIVE_PATH_MAX],
        from[ARCHIVE_PATH_MAX], to[ARCHIVE_PATH_MAX + ID_BYTES_MAX + 2];
    bool kept;

    snprintf(id, sizeof id, "%.*s", (int)s->id.size, (const char *)s->id.data);
    if (!store_of(data, store) ||
        snprintf(half, sizeof half, "%s/content/.half", data) >= (int)sizeof half)
        return false;
    remove_tree(half);
    kept = mkdir(half, 0700) == 0;
    kept = kept && copy_catalogue(store, root, same, half);
    snprintf(from, sizeof from, "%s/%s", root, id);
    snprintf(to, sizeof to, "%s/%s", half, id);
    kept = kept && (draft != NULL ? write_draft(store, draft, to) : copy_tree(store, from, to, 0));
    kept = kept && folder_sync(half) && rename(half, folder) == 0;
    if (!kept)
        remove_tree(half); /* On a full disk others need its space. */
    return kept;
}

/* catalogue: see copy_catalogue(); where a copy was made it is that of the copy. */
static enum result keep_with(const struct scenario *scenario, const struct draft *draft,
                             const char *root, const char *data, char catalogue[ARCHIVE_PATH_MAX])
{
    char folder[ARCHIVE_PATH_MAX];

    if (!folder_of(scenario, data, folder))
        return RESULT_INVALID;
    /* The time of the folder, set at every start, says when the scenario was last offered. */
    if (utimensat(AT_FDCWD, folder, NULL, 0) == 0)
        return RESULT_OK;
    if (keep_copy(scenario, draft, root, data, folder, catalogue)) {
        if (snprintf(catalogue, ARCHIVE_PATH_MAX, "%s/catalogue", folder) >= ARCHIVE_PATH_MAX)
            catalogue[0] = '\0';
        return RESULT_OK;
    }
    log_error("scenarios", "not_kept", log_bytes("scenario", scenario->id));
    return RESULT_IO;
}

enum result scenario_archive_keep_one(const struct scenario *scenario, const struct draft *draft,
                                      const char *root, const char *data)
{
    char catalogue[ARCHIVE_PATH_MAX] = "";

    return keep_with(scenario, draft, root, data, catalogue);
}

static enum result keep_own(const struct scenario *scenario, const char *root, const char *data,
                            char catalogue[ARCHIVE_PATH_MAX])
{
    char id[ID_BYTES_MAX + 1];
    struct own_file file;
    enum result result;

    snprintf(id, sizeof id, "%.*s", (int)scenario->id.size, (const char *)scenario->id.data);
    result = own_read(data, id, &file);
    if (result == RESULT_OK)
        result = keep_with(scenario, &file.draft, root, data, catalogue);
    own_free(&file);
    return result;
}

enum result scenario_archive_keep(const struct scenario_library *library, const char *root,
                                  const char *data)
{
    enum result result = RESULT_OK;
    char folder[ARCHIVE_PATH_MAX], store[ARCHIVE_PATH_MAX], catalogue[ARCHIVE_PATH_MAX] = "";

    snprintf(folder, sizeof folder, "%s/content", data);
    if (!store_of(data, store) || (mkdir(folder, 0700) != 0 && errno != EEXIST) ||
        (mkdir(store, 0700) != 0 && errno != EEXIST))
        return RESULT_IO;
    for (uint32_t i = 0; i < library->count; i++) {
        const struct scenario *s = library->offered[i];
        const enum result kept = library->own[i] ? keep_own(s, root, data, catalogue)
                                                 : keep_with(s, NULL, root, data, catalogue);

        result = kept == RESULT_OK ? result : kept;
    }
    return folder_sync(folder) ? result : RESULT_IO;
}

/* ---- loading -------------------------------------------------------------------------------- */

/* "de-nieuwe-vrijheid-0123456789abcdef" without its hash; false: not a folder of this archive. */
static bool id_of(const char *name, char id[ID_BYTES_MAX + 1])
{
    size_t size = strlen(name);

    if (name[0] == '.' || size < 18 || size - 17 > ID_BYTES_MAX || name[size - 17] != '-')
        return false;
    memcpy(id, name, size - 17);
    id[size - 17] = '\0';
    return true;
}

static bool is_offered(const struct scenario_library *library, const char *data, const char *path)
{
    char folder[ARCHIVE_PATH_MAX];

    for (uint32_t i = 0; i < library->count; i++)
        if (folder_of(library->offered[i], data, folder) && strcmp(folder, path) == 0)
            return true;
    return false;
}

static bool is_outlived(time_t offered)
{
    return offered != 0 && time(NULL) - offered > (time_t)ARCHIVE_DAYS * 24 * 3600;
}

/* The sessions that began with it cannot go on: the log says why. */
static void log_left_out(const char *path, const char *id, enum result result,
                         const struct problem_list *problems)
{
    uint32_t first = 0;

    while (first < problems->count && problems->items[first].level != PROBLEM_ERROR)
        first++;
    if (first < problems->count)
        log_error("scenarios", "old_one_not_loaded", log_text("scenario", id),
                  log_text("folder", path), log_text("file", problems->items[first].file),
                  log_text("path", problems->items[first].path),
                  log_text("reason", problem_name(problems->items[first].id)),
                  log_count("errors", problems->errors));
    else
        log_error("scenarios", "old_one_not_loaded", log_text("scenario", id),
                  log_text("folder", path), log_text("result", result_name(result)));
}

static enum result compile(const struct scenario_library *library, const char *root,
                           const char *path, const char *id, struct catalogue **catalogue,
                           struct scenario **scenario, struct problem_list *problems)
{
    struct content_files files = {0}, todays = {0};
    const struct content_reader reader = content_files_reader(&files);
    const struct content_reader todays_reader = content_files_reader(&todays);
    enum result result;

    snprintf(files.root, sizeof files.root, "%s", path);
    snprintf(todays.root, sizeof todays.root, "%s", root);
    result =
        catalogue_compile_earlier(&reader, &todays_reader, library->catalogue, catalogue, problems);
    content_files_close(&todays);
    content_files_close(&files);
    if (result == RESULT_OK)
        result = scenario_compile(&reader, *catalogue, id, scenario, problems);
    content_files_close(&files);
    return result;
}

static void load(struct scenario_library *library, const char *root, const char *path,
                 const char *id, struct problem_list *problems)
{
    struct catalogue *catalogue = NULL;
    struct scenario *scenario = NULL;
    enum result result;

    *problems = (struct problem_list){.errors_only = true};
    result = compile(library, root, path, id, &catalogue, &scenario, problems);
    if (result != RESULT_OK) {
        log_left_out(path, id, result, problems);
        catalogue_free(catalogue);
        return;
    }
    scenario_library_add_archived(library, scenario, catalogue);
    log_info("scenarios", "old_one_loaded", log_text("scenario", id),
             log_bytes("version", scenario->version));
}

/* A folder of the archive, and when it was last offered; 0: that is not known. */
struct kept_folder {
    const char *name;
    time_t offered;
};

static int newest_first(const void *a, const void *b)
{
    const struct kept_folder *x = a, *y = b;

    return (x->offered < y->offered) - (x->offered > y->offered);
}

static void load_folder(struct scenario_library *library, const char *root, const char *data,
                        const struct kept_folder *folder, struct problem_list *problems)
{
    char path[ARCHIVE_PATH_MAX], id[ID_BYTES_MAX + 1];

    if (!id_of(folder->name, id) ||
        snprintf(path, sizeof path, "%s/content/%s", data, folder->name) >= (int)sizeof path ||
        is_offered(library, data, path))
        return;
    if (is_outlived(folder->offered))
        remove_tree(path);
    else if (library->kept_count < LIBRARY_KEPT_MAX - LIBRARY_SCENARIOS_MAX)
        load(library, root, path, id, problems);
    else
        log_error("scenarios", "old_one_not_loaded", log_text("scenario", id),
                  log_text("folder", path), log_text("result", "FULL"));
}

/* There may be no room for all: those that were offered last are what people play. */
static void load_all(struct scenario_library *library, const char *root, const char *data,
                     struct dirent **entries, uint32_t count, struct problem_list *problems)
{
    struct kept_folder *folders = calloc(count + 1, sizeof *folders);
    char path[ARCHIVE_PATH_MAX + NAME_MAX + 1];
    struct stat status;

    for (uint32_t i = 0; folders != NULL && i < count; i++) {
        snprintf(path, sizeof path, "%s/content/%s", data, entries[i]->d_name);
        folders[i].name = entries[i]->d_name;
        folders[i].offered = stat(path, &status) == 0 ? status.st_mtime : 0;
    }
    if (folders != NULL)
        qsort(folders, count, sizeof *folders, newest_first);
    for (uint32_t i = 0; folders != NULL && i < count; i++)
        load_folder(library, root, data, &folders[i], problems);
    free(folders);
}

void scenario_archive_load(struct scenario_library *library, const char *root, const char *data)
{
    struct problem_list *problems = calloc(1, sizeof *problems);
    char path[ARCHIVE_PATH_MAX];
    struct dirent **entries = NULL;
    int count = -1;

    snprintf(path, sizeof path, "%s/content", data);
    if (problems != NULL)
        count = scandir(path, &entries, NULL, alphasort);
    if (count > 0)
        load_all(library, root, data, entries, (uint32_t)count, problems);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    if (store_of(data, path))
        content_store_sweep(path);
    free(problems);
}
