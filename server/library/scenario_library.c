#include "library/scenario_library.h"

#include "library/content_files.h"
#include "library/problem_log.h"
#include "sys/log.h"

#include <assert.h>
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

static void add(struct scenario_library *library, struct content_files *files, const char *folder,
                struct problem_list *problems)
{
    struct content_reader reader = content_files_reader(files);
    struct scenario *scenario = NULL;
    enum result result;

    *problems = (struct problem_list){.errors_only = true};
    result = scenario_compile(&reader, library->catalogue, folder, &scenario, problems);
    content_files_close(files);
    problem_log_errors(library->catalogue, problems);
    if (result != RESULT_OK) {
        library->broken_count++;
        log_error("scenarios", "left_out", log_text("scenario", folder),
                  log_text("result", result_name(result)), log_count("errors", problems->errors));
        return;
    }
    library->kept[library->kept_count++] = scenario;
    library->offered[library->count++] = scenario;
    log_debug("scenarios", "loaded", log_text("scenario", folder),
              log_bytes("version", scenario->version));
}

static int has_scenario(const char *root, const char *folder)
{
    char path[800];

    snprintf(path, sizeof path, "%s/%s/scenario.json", root, folder);
    return access(path, R_OK) == 0;
}

static void add_all(struct scenario_library *library, struct content_files *files,
                    struct dirent **entries, int count, struct problem_list *problems)
{
    for (int i = 0; i < count; i++) {
        const char *folder = entries[i]->d_name;

        if (folder[0] == '.' || !has_scenario(files->root, folder))
            continue;
        if (library->count == LIBRARY_SCENARIOS_MAX)
            log_error("scenarios", "left_out", log_text("scenario", folder),
                      log_text("reason", "too_many"));
        else
            add(library, files, folder, problems);
    }
}

enum result scenario_library_open(struct scenario_library *library, const char *root)
{
    struct content_files files = {0};
    struct content_reader reader = content_files_reader(&files);
    struct problem_list *problems = calloc(1, sizeof *problems);
    struct dirent **entries = NULL;
    enum result result = RESULT_NO_MEMORY;
    int count = 0;

    *library = (struct scenario_library){0};
    if (problems == NULL)
        goto done;
    snprintf(files.root, sizeof files.root, "%s", root);
    result = catalogue_compile(&reader, &library->catalogue, problems);
    content_files_close(&files);
    problem_log_errors(library->catalogue, problems);
    if (result != RESULT_OK)
        goto done;
    count = scandir(root, &entries, NULL, alphasort);
    if (count < 0) {
        result = RESULT_IO;
        goto done;
    }
    add_all(library, &files, entries, count, problems);
    log_info("scenarios", "opened", log_text("folder", root), log_count("count", library->count),
             log_count("left_out", library->broken_count));

done:
    if (result != RESULT_OK)
        log_error("scenarios", "not_loaded", log_text("folder", root),
                  log_text("result", result_name(result)));
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    free(problems);
    return result;
}

void scenario_library_close(struct scenario_library *library)
{
    for (uint32_t i = 0; i < library->kept_count; i++) {
        scenario_free(library->kept[i]);
        catalogue_free(library->catalogues[i]);
    }
    catalogue_free(library->catalogue);
    *library = (struct scenario_library){0};
}

void scenario_library_add_archived(struct scenario_library *library, struct scenario *scenario,
                                   struct catalogue *catalogue)
{
    assert(library->kept_count < LIBRARY_KEPT_MAX);
    library->catalogues[library->kept_count] = catalogue;
    library->kept[library->kept_count++] = scenario;
}

int32_t scenario_library_find(const struct scenario_library *library, struct bytes id)
{
    for (uint32_t i = 0; i < library->count; i++)
        if (bytes_equal(library->offered[i]->id, id))
            return (int32_t)i;
    return -1;
}

void scenario_library_refuse(struct scenario_library *library, const char *id, uint8_t reason,
                             uint32_t errors)
{
    struct scenario_refused *refused;

    library->broken_count++;
    if (library->refused_count == LIBRARY_SCENARIOS_MAX)
        return;
    refused = &library->refused[library->refused_count++];
    *refused = (struct scenario_refused){.reason = reason, .errors = errors};
    snprintf(refused->id, sizeof refused->id, "%s", id);
}

const struct scenario_refused *scenario_library_refused(const struct scenario_library *library,
                                                        struct bytes id)
{
    for (uint32_t i = 0; i < library->refused_count; i++)
        if (bytes_equal_text(id, library->refused[i].id))
            return &library->refused[i];
    return NULL;
}

/* It was mended, or taken away. */
static void refuse_no_more(struct scenario_library *library, struct bytes id)
{
    const struct scenario_refused *refused = scenario_library_refused(library, id);

    if (refused != NULL)
        library->refused[refused - library->refused] = library->refused[--library->refused_count];
}

bool scenario_library_has_room(const struct scenario_library *library, struct bytes id)
{
    return library->kept_count < LIBRARY_KEPT_MAX &&
           (library->count < LIBRARY_SCENARIOS_MAX || scenario_library_find(library, id) >= 0);
}

enum result scenario_library_add_own(struct scenario_library *library, struct scenario *scenario)
{
    const int32_t before = scenario_library_find(library, scenario->id);
    const uint32_t place = before >= 0 ? (uint32_t)before : library->count;

    if (!scenario_library_has_room(library, scenario->id))
        return RESULT_FULL;
    assert(before < 0 || library->own[place]);
    library->kept[library->kept_count++] = scenario;
    library->offered[place] = scenario;
    library->own[place] = true;
    library->count += before < 0;
    refuse_no_more(library, scenario->id);
    return RESULT_OK;
}

void scenario_library_withdraw(struct scenario_library *library, struct bytes id)
{
    const int32_t found = scenario_library_find(library, id);

    refuse_no_more(library, id);
    if (found < 0 || !library->own[found])
        return;
    library->count--;
    for (uint32_t i = (uint32_t)found; i < library->count; i++) {
        library->offered[i] = library->offered[i + 1];
        library->own[i] = library->own[i + 1];
    }
}

const struct scenario *const *scenario_library_items(const struct scenario_library *library)
{
    return library->offered;
}

const struct scenario *const *scenario_library_kept(const struct scenario_library *library)
{
    return (const struct scenario *const *)library->kept;
}
