/* author_load.c -- makes a draft a scenario of this server, and gives an author the files of one.
 *
 * What protects people:
 *  (1) A scenario that cannot be played is not loaded.
 *  (2) A scenario that came with the server is never replaced: whoever wants to change it makes a
 *      copy with an id of its own. So a title always stands for what its makers wrote, after an
 *      upgrade too.
 *  (3) One that was loaded here is only replaced by a higher version, and sessions go on with the
 *      version they began with. */
#include "library/content_files.h"
#include "library/scenario_archive.h"
#include "library/scenario_own.h"
#include "author/author_inside.h"

#include <stdlib.h>

/* ---- versions ------------------------------------------------------------------------------- */

/* The part of "1.2.0-5f3a9c01" that its author wrote: "1.2.0". */
static struct bytes written(struct bytes version)
{
    size_t size = version.size;

    while (size > 0 && version.data[size - 1] != '-')
        size--;
    return (struct bytes){version.data, size > 0 ? size - 1 : version.size};
}

/* The next number of "1.2.0"; 0 at the end, and where there is no number. */
static uint32_t take_number(struct bytes *rest)
{
    uint32_t number = 0;

    while (rest->size > 0) {
        const uint8_t c = rest->data[0];

        *rest = bytes_after(*rest, 1);
        if (c == '.')
            break;
        number = c >= '0' && c <= '9' && number < 100000000 ? number * 10 + (c - '0') : number;
    }
    return number;
}

static bool is_higher(struct bytes version, struct bytes before)
{
    struct bytes a = written(version), b = written(before);

    while (a.size > 0 || b.size > 0) {
        const uint32_t x = take_number(&a), y = take_number(&b);

        if (x != y)
            return x > y;
    }
    return false;
}

/* ---- loading -------------------------------------------------------------------------------- */

#define NO_REFUSAL BODY_NO_WORD

/* Why it may not be loaded, or NO_REFUSAL. */
static uint8_t refusal(const struct scenario_library *library, const struct scenario *s)
{
    const int32_t before = scenario_library_find(library, s->id);

    if (before >= 0 && !library->own[before])
        return LOAD_REFUSAL_SHIPPED;
    if (before >= 0 && !is_higher(s->version, library->offered[before]->version))
        return LOAD_REFUSAL_VERSION;
    if (!scenario_library_has_room(library, s->id))
        return LOAD_REFUSAL_FULL;
    return NO_REFUSAL;
}

/* *fault: there was no memory to look at it. */
static uint8_t load(const struct author_content *content, const struct scenario_library *library,
                    struct draft *draft, struct scenario **scenario, struct problem_list *problems,
                    enum fault *fault)
{
    const struct content_reader reader = draft_reader(draft);
    const enum result result =
        scenario_compile(&reader, content->catalogue, draft->id, scenario, problems);
    uint8_t reason;

    if (result == RESULT_NO_MEMORY)
        *fault = FAULT_BUSY;
    if (result != RESULT_OK)
        return LOAD_REFUSAL_ERRORS;
    reason = refusal(library, *scenario);
    /* The archive comes first: a scenario must not be offered before sessions can find it again. */
    if (reason == NO_REFUSAL &&
        (scenario_archive_keep_one(*scenario, draft, content->root, content->data) != RESULT_OK ||
         own_write(content->data, draft) != RESULT_OK))
        reason = LOAD_REFUSAL_DISK;
    return reason;
}

static void answer(const struct author_content *content, const struct draft *draft, uint8_t reason,
                   struct bytes version, const struct problem_list *problems, uint32_t lang,
                   struct author_answer *out)
{
    struct arena *arena = arena_open();
    struct body_troubles troubles;

    if (arena == NULL) {
        out->fault = FAULT_BUSY;
        return;
    }
    troubles = author_troubles(arena, content->catalogue, problems, lang);
    author_tell(out, arena, &body_draft_loaded,
                &(struct body_draft_loaded){.loaded = reason == NO_REFUSAL,
                                            .reason = reason,
                                            .id = bytes_of(draft->id),
                                            .version = version,
                                            .troubles = &troubles});
    arena_close(arena);
}

void author_load(const struct author_content *content, const struct scenario_library *library,
                 struct bytes body, uint32_t lang, struct author_loaded *loaded,
                 struct author_answer *out)
{
    struct problem_list *problems = calloc(1, sizeof *problems);
    struct scenario *scenario = NULL;
    struct draft draft;
    uint8_t reason;

    if (problems == NULL) {
        out->fault = FAULT_BUSY;
        return;
    }
    if (author_cut(body, &draft, out)) {
        reason = load(content, library, &draft, &scenario, problems, &out->fault);
        if (out->fault == FAULT_NONE)
            answer(content, &draft, reason,
                   scenario != NULL ? scenario->version : (struct bytes){NULL, 0}, problems, lang,
                   out);
        if (reason != NO_REFUSAL)
            scenario_free(scenario);
        else
            loaded->scenario = scenario;
    }
    free(problems);
}

/* ---- withdrawing ---------------------------------------------------------------------------- */

bool author_withdraw(const struct author_content *content, const char *id, bool own,
                     struct author_answer *out)
{
    const bool withdrawn = own && own_remove(content->data, id) == RESULT_OK;
    const uint8_t reason = withdrawn ? BODY_NO_WORD
                           : own     ? WITHDRAW_REFUSAL_DISK
                                     : WITHDRAW_REFUSAL_SHIPPED;

    author_tell(out, NULL, &body_withdrawn, &(struct body_withdrawn){withdrawn, reason});
    return withdrawn;
}

/* ---- opening -------------------------------------------------------------------------------- */

static enum result read_shipped(struct content_files *files, const char *root, const char *id,
                                struct bytes out[DRAFT_FILES])
{
    const struct content_reader reader = content_files_reader(files);
    char path[ID_BYTES_MAX + 32];
    enum result result = RESULT_OK;

    snprintf(files->root, sizeof files->root, "%s", root);
    for (uint32_t i = 0; i < DRAFT_FILES && result == RESULT_OK; i++) {
        snprintf(path, sizeof path, "%s/%s.json", id, draft_file_name((enum draft_file)i));
        result = reader.read(reader.arg, path, &out[i]);
    }
    return result;
}

/* The files byte by byte: an author gets back what an author wrote. */
static void tell_files(const char *id, bool own, const struct bytes file[DRAFT_FILES],
                       struct author_answer *out)
{
    author_tell(out, NULL, &body_story_files,
                &(struct body_story_files){.id = bytes_of(id),
                                           .own = own,
                                           .scenario = file[DRAFT_SCENARIO],
                                           .nl = file[DRAFT_NL],
                                           .en = file[DRAFT_EN]});
}

void author_files(const struct author_content *content, const char *id, bool own,
                  struct author_answer *out)
{
    struct content_files files = {.count = 0};
    struct own_file file = {.bytes = NULL};
    struct bytes shipped[DRAFT_FILES];
    const enum result result =
        own ? own_read(content->data, id, &file) : read_shipped(&files, content->root, id, shipped);

    if (result == RESULT_OK)
        tell_files(id, own, own ? file.draft.file : shipped, out);
    else
        out->fault = result == RESULT_NO_MEMORY ? FAULT_BUSY : FAULT_SCENARIO_BROKEN;
    own_free(&file);
    content_files_close(&files);
}
