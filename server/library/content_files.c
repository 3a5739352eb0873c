#include "library/content_files.h"

#include "library/file.h"

#include <stdlib.h>

static enum result files_read(void *arg, const char *path, struct bytes *out)
{
    struct content_files *files = arg;
    char whole[768];
    enum result result;

    if (files->count == CONTENT_FILES_MAX)
        return RESULT_FULL;
    snprintf(whole, sizeof whole, "%s/%s", files->root, path);
    /* One byte too many may come along: then the compiler says that the file is too large. */
    result = file_read(whole, CONTENT_FILE_BYTES_MAX + 1, out);
    if (result != RESULT_OK)
        return result == RESULT_FULL ? RESULT_IO : result;
    files->data[files->count++] = (uint8_t *)out->data;
    return RESULT_OK;
}

struct content_reader content_files_reader(struct content_files *files)
{
    return (struct content_reader){files_read, files};
}

void content_files_close(struct content_files *files)
{
    for (uint32_t i = 0; i < files->count; i++)
        free(files->data[i]);
    files->count = 0;
}

bool content_files_cut(const char *path, char root[512], char folder[ID_BYTES_MAX + 1])
{
    size_t end = strlen(path), start;

    while (end > 1 && path[end - 1] == '/')
        end--;
    start = end;
    while (start > 0 && path[start - 1] != '/')
        start--;
    if (end - start > ID_BYTES_MAX || start >= 512)
        return false;
    snprintf(folder, ID_BYTES_MAX + 1, "%.*s", (int)(end - start), path + start);
    if (start == 0)
        snprintf(root, 512, ".");
    else
        snprintf(root, 512, "%.*s", (int)(start == 1 ? 1 : start - 1), path);
    return true;
}

enum result content_load(struct content_loaded *loaded, const char *path)
{
    struct content_reader reader;
    struct bytes first;
    enum result result;

    memset(loaded, 0, sizeof *loaded);
    if (!content_files_cut(path, loaded->files.root, loaded->folder))
        return RESULT_FULL;
    reader = content_files_reader(&loaded->files);
    if (reader.read(reader.arg, "catalogue/pulses.json", &first) != RESULT_OK) {
        problem_add(&loaded->problems, PROBLEM_FILE_MISSING, "catalogue/pulses.json", "", NULL,
                    NULL, NULL);
        return RESULT_NOT_FOUND; /* Not a folder of scenarios: one line instead of forty. */
    }
    result = catalogue_compile(&reader, &loaded->catalogue, &loaded->problems);
    if (result != RESULT_OK)
        return result;
    result = scenario_compile(&reader, loaded->catalogue, loaded->folder, &loaded->scenario,
                              &loaded->problems);
    content_files_close(&loaded->files);
    return result;
}

void content_close(struct content_loaded *loaded)
{
    scenario_free(loaded->scenario);
    catalogue_free(loaded->catalogue);
    content_files_close(&loaded->files);
    loaded->scenario = NULL;
    loaded->catalogue = NULL;
}

void content_problem_sentence(const struct content_loaded *loaded, const struct problem *p,
                              uint32_t lang, char out[CONTENT_SENTENCE_BYTES_MAX])
{
    const struct catalogue *catalogue = loaded->catalogue;
    struct buffer b;

    buffer_init(&b, out, CONTENT_SENTENCE_BYTES_MAX - 1);
    if (catalogue != NULL)
        problem_write(p, text_in(&catalogue->problems[p->id], lang), &b);
    else
        buffer_append_text(&b, problem_name(p->id)); /* There are no sentences without one. */
    for (int i = 0; catalogue == NULL && i < PROBLEM_PARAMETERS_MAX; i++) {
        buffer_append_text(&b, i == 0 ? ": " : ", ");
        buffer_append_text(&b, p->parameter[i]);
    }
    out[b.size] = '\0';
}

static void print_problem(FILE *out, const struct content_loaded *loaded, const struct problem *p,
                          uint32_t lang)
{
    char sentence[CONTENT_SENTENCE_BYTES_MAX];

    content_problem_sentence(loaded, p, lang, sentence);
    fprintf(out, "  %s%s%s: %s\n", p->file, p->path[0] == '\0' ? "" : ": ", p->path, sentence);
}

void content_print_problems(FILE *out, const struct content_loaded *loaded, uint32_t lang)
{
    for (int level = PROBLEM_ERROR; level <= PROBLEM_WARNING; level++) {
        for (uint32_t i = 0; i < loaded->problems.count; i++) {
            if ((int)loaded->problems.items[i].level == level)
                print_problem(out, loaded, &loaded->problems.items[i], lang);
        }
    }
}
