/* coverage.c -- dilemma coverage: which parts of the catalogue occur in which scenario, and which
 * in none; for authors who look for a subject, and trainers who look for a scenario about one.
 * And the people of all of them together (people.h). */
#include "lab/content/coverage.h"

#include "cli/cli.h"

#include <dirent.h>
#include <stdlib.h>

#define NAME_MAX_BYTES 256

/* --- counting -------------------------------------------------------------------------------- */

static void count_start(struct coverage *c, uint32_t number, const struct scenario_start *start)
{
    const struct sim_pulse *pulse = &c->catalogue->sim.pulses[start->pulse];

    if (start->intervention >= 0)
        c->actions[number][start->intervention]++;
    for (uint32_t q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        c->preconditions[number][q] += pulse->need[q] > 0;
}

static void count_dilemma(struct coverage *c, uint32_t number, const struct scenario_dilemma *d)
{
    for (uint32_t o = 0; o < d->options_count; o++) {
        for (uint32_t i = 0; i < d->options[o].starts_count; i++)
            count_start(c, number, &d->options[o].starts[i]);
    }
    for (uint32_t i = 0; i < d->happenings_count; i++)
        c->happenings[number][d->happenings[i].pulse]++;
    for (uint32_t i = 0; i < d->backgrounds_count; i++)
        c->references[number][d->backgrounds[i]]++;
}

static void count_scenario(struct coverage *c, uint32_t number)
{
    const struct scenario *s = c->scenarios[number];

    for (uint32_t d = 0; d < s->dilemmas_count; d++)
        count_dilemma(c, number, &s->dilemmas[d]);
    for (uint32_t i = 0; i < s->happenings_count; i++)
        c->happenings[number][s->happenings[i]]++;
    for (uint32_t i = 0; i < s->cards_count; i++)
        c->cards[number][s->cards[i]]++;
}

/* --- loading --------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void load_all(struct coverage *c, DIR *folder)
{
    struct content_reader reader = content_files_reader(&c->files);
    char *names[COVERAGE_SCENARIOS_MAX], path[NAME_MAX_BYTES + 32];
    uint32_t count = 0;

    for (struct dirent *entry = readdir(folder); entry != NULL && count < COVERAGE_SCENARIOS_MAX;
         entry = readdir(folder)) {
        struct bytes bytes;

        snprintf(path, sizeof path, "%.*s/scenario.json", NAME_MAX_BYTES, entry->d_name);
        if (entry->d_name[0] != '.' && reader.read(reader.arg, path, &bytes) == RESULT_OK)
            names[count++] = strdup(entry->d_name);
        content_files_close(&c->files);
    }
    qsort(names, count, sizeof names[0], compare_names);
    for (uint32_t i = 0; i < count; i++) {
        if (names[i] != NULL &&
            scenario_compile(&reader, c->catalogue, names[i], &c->scenarios[c->count],
                             &c->problems) == RESULT_OK)
            count_scenario(c, c->count++);
        content_files_close(&c->files);
        free(names[i]);
    }
}

static bool load(struct coverage *c, const char *root)
{
    struct content_reader reader = content_files_reader(&c->files);
    DIR *folder = opendir(root);
    bool fine = false;

    snprintf(c->files.root, sizeof c->files.root, "%s", root);
    if (folder == NULL) {
        perror(root);
        return false;
    }
    if (catalogue_compile(&reader, &c->catalogue, &c->problems) == RESULT_OK) {
        content_files_close(&c->files);
        load_all(c, folder);
        people_read(&c->people, &reader);
        fine = c->problems.errors == 0 && c->people.faults == 0;
    }
    closedir(folder);
    content_files_close(&c->files);
    return fine;
}

int cli_coverage(const struct cli_coverage *options)
{
    struct coverage *c = calloc(1, sizeof *c);
    bool fine = false;

    if (c != NULL) {
        fine = load(c, options->operands.items[0]);
        if (c->catalogue != NULL && options->json)
            coverage_print_json(c, stdout);
        else if (c->catalogue != NULL)
            coverage_print(c, options->lang, stdout);
        for (uint32_t s = 0; s < c->count; s++)
            scenario_free(c->scenarios[s]);
        catalogue_free(c->catalogue);
    }
    free(c);
    return fine ? EXIT_SUCCESS : CLI_NO;
}
