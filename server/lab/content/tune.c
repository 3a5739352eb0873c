/* tune.c -- dilemma tune: balance stories as far as numbers can (playtest/tune.h). The proposal is
 * a diff on stdout, what is left for the author on stderr; --write changes the files themselves.
 * Exits with 1 when a story cannot be tuned, or something in it is left. */
#include "cli/cli.h"
#include "lab/content/story_numbers.h"
#include "library/content_report.h"

#include <stdlib.h>
#include <unistd.h>

/* --- what is left ---------------------------------------------------------------------------- */

static const char *say(struct bytes text, char *out, size_t capacity)
{
    snprintf(out, capacity, "%.*s", (int)text.size, (const char *)text.data);
    return out;
}

static void put_left(const struct report_texts *texts, const char *key,
                     const char *const values[REPORT_VALUES])
{
    fputs("  ", stderr);
    report_print(stderr, texts, key, values);
}

static uint32_t tell_dilemma(const struct tune *t, uint32_t d, const struct report_texts *texts)
{
    const struct playtest_verdict *v = &t->dilemma[d].after;
    char id[ID_BYTES_MAX + 1], option[ID_BYTES_MAX + 1], share[16];
    uint32_t told = 0;

    for (uint32_t o = 0; o < v->options && !v->holds; o++) {
        const char *key = v->dominated_by[o] >= 0                  ? "tune.dominated"
                          : v->best[o] * 100 > PLAYTEST_BEST_MOST  ? "tune.often"
                          : v->best[o] * 100 < PLAYTEST_BEST_LEAST ? "tune.seldom"
                                                                   : NULL;

        if (key == NULL)
            continue;
        snprintf(share, sizeof share, "%.0f", 100 * v->best[o]);
        say(t->scenario->dilemmas[d].id, id, sizeof id);
        say(t->scenario->dilemmas[d].options[o].id, option, sizeof option);
        put_left(texts, key, (const char *[REPORT_VALUES]){id, option, share});
        told++;
    }
    return told;
}

static uint32_t tell_fork(const struct tune *t, const struct fork *fork,
                          const struct report_texts *texts)
{
    const uint32_t plays = fork->holds + fork->fails;
    char name[256], share[16];

    if (!tune_fork_is_stuck(fork))
        return 0;
    forks_name(t->scenario, fork, name, sizeof name);
    snprintf(share, sizeof share, "%u", plays == 0 ? 0 : 100 * fork->holds / plays);
    put_left(texts, fork->width < FORKS_LEAST_SD ? "tune.fork_thin" : "tune.fork_one_sided",
             (const char *[REPORT_VALUES]){name, share});
    return 1;
}

/* Print what changed; returns how many faults are left. */
static uint32_t tell(const struct tune *t, const struct report_texts *texts)
{
    const uint32_t dilemmas = t->scenario->dilemmas_count;
    char title[ID_BYTES_MAX + 1], number[4][16];
    uint32_t before = 0, after = 0, left = 0;

    for (uint32_t d = 0; d < dilemmas; d++) {
        before += t->dilemma[d].before.holds;
        after += t->dilemma[d].after.holds;
    }
    snprintf(number[0], sizeof number[0], "%u", dilemmas);
    snprintf(number[1], sizeof number[1], "%u", before);
    snprintf(number[2], sizeof number[2], "%u", after);
    snprintf(number[3], sizeof number[3], "%u", t->changes_count);
    report_print(stderr, texts, "tune.sum",
                 (const char *[REPORT_VALUES]){say(t->scenario->id, title, sizeof title), number[0],
                                               number[1], number[2], number[3]});
    for (uint32_t d = 0; d < dilemmas; d++)
        left += tell_dilemma(t, d, texts);
    for (uint32_t i = 0; i < t->forks_after.count; i++)
        left += tell_fork(t, &t->forks_after.items[i], texts);
    return left;
}

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

static bool propose(const struct tune *t, const char *folder, bool write)
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
    else if (after != NULL)
        story_numbers_diff(path, before, after, stdout);
    if (!fine)
        perror(path);
    free(edits);
    free(before);
    free(after);
    return fine;
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
        *t = (struct tune){.scenario = loaded->scenario,
                           .states = o->states,
                           .states_after = o->states_after,
                           .threads = o->threads,
                           .hidden = !o->visible,
                           .options = !o->forks_only,
                           .forks = !o->options_only,
                           .progress = isatty(STDERR_FILENO) == 1};
        fine = tune_run(t) == RESULT_OK && propose(t, folder, o->write) && tell(t, texts) == 0;
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
