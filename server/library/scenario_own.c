#include "library/scenario_own.h"

#include "library/file.h"
#include "library/problem_log.h"
#include "protocol/message.h"
#include "sys/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_MAX_BYTES 768
#define ENDING         ".json"

static bool path_of(const char *data, const char *id, const char *ending, char out[PATH_MAX_BYTES])
{
    return snprintf(out, PATH_MAX_BYTES, "%s/scenarios/%s%s", data, id, ending) < PATH_MAX_BYTES;
}

/* ---- one file ------------------------------------------------------------------------------- */

/* For the log; "" when it is fine. A field is named as it is: "nl" is missing or no map. */
static const char *reason_of(enum draft_fault fault, const char *field)
{
    switch (fault) {
    case DRAFT_NO_JSON: return "no_json";
    case DRAFT_TOO_LARGE: return "too_large";
    case DRAFT_FIELD: return field;
    default: return "";
    }
}

enum result own_read(const char *data, const char *id, struct own_file *out)
{
    char path[PATH_MAX_BYTES];
    enum draft_fault fault;
    const char *field;
    struct bytes whole;
    enum result result;

    out->bytes = NULL;
    out->reason = "";
    if (!path_of(data, id, ENDING, path))
        return RESULT_INVALID;
    result = file_read(path, OWN_FILE_BYTES_MAX, &whole);
    if (result == RESULT_FULL)
        out->reason = "too_large";
    if (result != RESULT_OK)
        return result == RESULT_FULL ? RESULT_INVALID : result;
    out->bytes = (uint8_t *)whole.data;
    fault = draft_cut(whole, &out->draft, &field);
    out->reason = reason_of(fault, field);
    if (out->reason[0] == '\0' && strcmp(out->draft.id, id) != 0)
        out->reason = "another_id";
    return out->reason[0] == '\0' ? RESULT_OK : RESULT_INVALID;
}

void own_free(struct own_file *file)
{
    free(file->bytes);
    file->bytes = NULL;
}

enum result own_write(const char *data, const struct draft *draft)
{
    const struct bytes pieces[] = {
        bytes_of("{\"id\": \""),     bytes_of(draft->id),    bytes_of("\", \"scenario\": "),
        draft->file[DRAFT_SCENARIO], bytes_of(", \"nl\": "), draft->file[DRAFT_NL],
        bytes_of(", \"en\": "),      draft->file[DRAFT_EN],  bytes_of("}\n")};
    char folder[PATH_MAX_BYTES], path[PATH_MAX_BYTES], next[PATH_MAX_BYTES];

    if (!path_of(data, "", "", folder) || !path_of(data, draft->id, ENDING, path) ||
        !path_of(data, draft->id, ".new", next))
        return RESULT_INVALID;
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return RESULT_IO;
    if (file_write(next, pieces, sizeof pieces / sizeof pieces[0]) && rename(next, path) == 0 &&
        folder_sync(folder))
        return RESULT_OK;
    unlink(next);
    return RESULT_IO;
}

enum result own_remove(const char *data, const char *id)
{
    char folder[PATH_MAX_BYTES], path[PATH_MAX_BYTES];

    if (!path_of(data, "", "", folder) || !path_of(data, id, ENDING, path))
        return RESULT_INVALID;
    return unlink(path) == 0 && folder_sync(folder) ? RESULT_OK : RESULT_IO;
}

/* ---- all of them ---------------------------------------------------------------------------- */

static void add(struct scenario_library *library, struct own_file *file,
                struct problem_list *problems)
{
    const struct content_reader reader = draft_reader(&file->draft);
    struct scenario *scenario = NULL;
    enum result result;

    *problems = (struct problem_list){.errors_only = true};
    result = scenario_compile(&reader, library->catalogue, file->draft.id, &scenario, problems);
    problem_log_errors(library->catalogue, problems);
    if (result == RESULT_OK)
        result = scenario_library_add_own(library, scenario);
    if (result == RESULT_OK) {
        log_info("scenarios", "own_loaded", log_text("scenario", file->draft.id),
                 log_bytes("version", scenario->version));
        return;
    }
    scenario_free(scenario);
    scenario_library_refuse(library, file->draft.id,
                            result == RESULT_FULL ? LOAD_REFUSAL_FULL : LOAD_REFUSAL_ERRORS,
                            problems->errors);
    log_error("scenarios", "own_left_out", log_text("scenario", file->draft.id),
              log_text("result", result_name(result)), log_count("errors", problems->errors));
}

/* "my-story.json" without its ending; false: not a file of this folder. */
static bool id_of(const char *name, char id[ID_BYTES_MAX + 1])
{
    const size_t size = strlen(name), ending = sizeof ENDING - 1;

    if (name[0] == '.' || size <= ending || size - ending > ID_BYTES_MAX ||
        strcmp(name + size - ending, ENDING) != 0)
        return false;
    memcpy(id, name, size - ending);
    id[size - ending] = '\0';
    return true;
}

static void load_one(struct scenario_library *library, const char *data, const char *id,
                     struct problem_list *problems)
{
    const bool shipped = scenario_library_find(library, bytes_of(id)) >= 0;
    struct own_file file;
    const enum result result = own_read(data, id, &file);

    if (shipped || result != RESULT_OK) {
        scenario_library_refuse(library, id, shipped ? LOAD_REFUSAL_SHIPPED : LOAD_REFUSAL_DISK, 0);
        log_error("scenarios", "own_left_out", log_text("scenario", id),
                  log_text("result", shipped ? "also_shipped" : result_name(result)),
                  log_text("reason", file.reason));
    } else {
        add(library, &file, problems);
    }
    own_free(&file);
}

void own_load(struct scenario_library *library, const char *data)
{
    struct problem_list *problems = calloc(1, sizeof *problems);
    struct dirent **entries = NULL;
    char folder[PATH_MAX_BYTES], id[ID_BYTES_MAX + 1];
    int count = -1;

    if (problems != NULL && path_of(data, "", "", folder))
        count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (id_of(entries[i]->d_name, id))
            load_one(library, data, id, problems);
        free(entries[i]);
    }
    free(entries);
    free(problems);
}
