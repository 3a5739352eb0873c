/* tune.c -- dilemma tune: balance stories as far as numbers can (playtest/tune.h). The proposal is
 * a diff on stdout, what is left for the author on stderr; --write changes the files themselves.
 * With --json, lines of figures on stdout instead of diff and sentences. With --suggest nothing is
 * tuned: for what fails it says which other actions would mend it (playtest/tune_suggest.h). Exits
 * with 1 when a story cannot be tuned, or something in it is left. */
#include "cli/cli.h"
#include "lab/content/story_numbers.h"
#include "lab/content/tune_report.h"

#include <stdlib.h>
#include <unistd.h>

/* --- the file -------------------------------------------------------------------------------- */

static char *read_text(const char *path)
{
    FILE *in = fopen(path, "rb");
    char *text = in == NULL ? NULL : calloc(CONTENT_FILE_BYTES_MAX + 1, 1);

    if (text != NULL)
        text[fread(text, 1, CONTENT_FILE_BYTES_MAX, in)] = '\0';
    if (in != NULL)
        fclose(in);
    return text;
}

static bool write_text(const char *path, const char *text)
{
    FILE *out = fopen(path, "wb");
    bool written;

    if (out == NULL)
        return false;
    written = fputs(text, out) >= 0;
    return fclose(out) == 0 && written;
}

/* Change the file (`write`), or print what would change (`diff`). */
static bool propose(const struct tune *t, const char *folder, bool write, bool diff)
{
    struct story_edit *edits = calloc(TUNE_CHANGES_MAX, sizeof *edits);
    char path[1024], *before, *after = NULL;
    bool fine = edits != NULL;
    size_t length = strlen(folder);

    while (length > 1 && folder[length - 1] == '/')
        length--;
    snprintf(path, sizeof path, "%.*s/scenario.json", (int)length, folder);
    before = read_text(path);
    fine = fine && before != NULL;
    for (uint32_t i = 0; fine && i < t->changes_count; i++)
        fine = story_numbers_edit(before, &t->changes[i], &edits[i]);
    if (fine && t->changes_count > 0)
        after = story_numbers_apply(before, edits, t->changes_count);
    if (after != NULL && write)
        fine = write_text(path, after);
    else if (after != NULL && diff)
        story_numbers_diff(path, before, after, stdout);
    if (!fine)
        perror(path);
    free(edits);
    free(before);
    free(after);
    return fine;
}

/* What would mend what fails, instead of tuning. Nothing in the file changes. */
static bool suggest(struct scenario *scenario, const struct report_texts *texts,
                    const struct cli_tune *o)
{
    struct tune_suggestions found;
    bool fine = tune_suggest(scenario, o->states, o->threads, &found) == RESULT_OK;

    if (fine && o->json)
        tune_report_suggest_json(scenario, &found, stdout);
    else if (fine)
        tune_report_suggest(scenario, &found, texts, stdout);
    fine = fine && found.failing == 0;
    tune_suggest_clear(&found);
    return fine;
}

static bool tune_story(struct content_loaded *loaded, struct tune *t, const char *folder,
                       const struct report_texts *texts, const struct cli_tune *o)
{
    bool fine;

    *t = (struct tune){.scenario = loaded->scenario,
                       .states = o->states,
                       .states_after = o->states_after,
                       .threads = o->threads,
                       .options = !o->forks_only,
                       .weeks = o->weeks,
                       .forks = !o->options_only,
                       .progress = isatty(STDERR_FILENO) == 1};
    fine = tune_run(t) == RESULT_OK && propose(t, folder, o->write, !o->json);
    if (fine)
        fine = o->json ? tune_report_json(t, stdout) : tune_report_print(t, texts, stderr);
    return fine && tune_report_left(t) == 0;
}

static bool tune_folder(const char *folder, const struct cli_tune *o)
{
    struct content_loaded *loaded = malloc(sizeof *loaded);
    struct tune *t = calloc(1, sizeof *t);
    struct report_texts *texts = NULL;
    bool fine = false;

    if (loaded == NULL || t == NULL)
        goto done;
    if (content_load(loaded, folder) == RESULT_OK) {
        texts = report_open(loaded->files.root, o->lang);
        fine = o->suggest ? suggest(loaded->scenario, texts, o)
                          : tune_story(loaded, t, folder, texts, o);
    } else {
        content_print_problems(stderr, loaded, o->lang);
    }
    tune_clear(t);
    report_close(texts);
    content_close(loaded);
done:
    free(t);
    free(loaded);
    return fine;
}

int cli_tune(const struct cli_tune *options)
{
    bool fine = true;

    for (uint32_t i = 0; i < options->operands.count; i++)
        fine = tune_folder(options->operands.items[i], options) && fine;
    return fine ? EXIT_SUCCESS : CLI_NO;
}
