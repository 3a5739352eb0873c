/* coverage.c -- dilemma coverage: what of the catalogue occurs in which scenario, and what nowhere;
 * for authors who look for a next subject, and trainers who look for a scenario about something. */
#include "cli/content_report.h"

#include <cjson/cJSON.h>
#include <dirent.h>
#include <stdlib.h>

#define SCENARIOS_MAX  64
#define NAME_MAX_BYTES 256

int cli_coverage(int argc, char **argv);

struct coverage {
    struct content_files files;
    struct problem_list problems;
    struct catalogue *catalogue;
    struct scenario *scenarios[SCENARIOS_MAX];
    uint32_t count;
    uint32_t actions[SCENARIOS_MAX][INTERVENTIONS_MAX]; /* Options that start it, per scenario. */
    uint32_t happenings[SCENARIOS_MAX][SIM_PULSES_MAX];
    uint32_t references[SCENARIOS_MAX][1024];
    uint32_t cards[SCENARIOS_MAX][CARDS_MAX];
};

/* --- counting
 * ------------------------------------------------------------------------------------- */

static void count_dilemma(struct coverage *c, uint32_t number, const struct scenario_dilemma *d)
{
    for (uint32_t o = 0; o < d->options_count; o++) {
        for (uint32_t i = 0; i < d->options[o].starts_count; i++) {
            const int16_t action = d->options[o].starts[i].intervention;

            if (action >= 0)
                c->actions[number][action]++;
        }
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

static uint32_t used(const uint32_t *counts, uint32_t count)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < count; i++)
        sum += counts[i] > 0;
    return sum;
}

static uint32_t used_anywhere(const struct coverage *c, uint32_t action)
{
    uint32_t sum = 0;

    for (uint32_t s = 0; s < c->count; s++)
        sum += c->actions[s][action];
    return sum;
}

static uint32_t happenings_there(const struct coverage *c)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < c->catalogue->sim.pulses_count; i++)
        sum += c->catalogue->pulses[i].happening;
    return sum;
}

/* --- loading
 * ---------------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void load_all(struct coverage *c, DIR *folder)
{
    struct content_reader reader = content_files_reader(&c->files);
    char *names[SCENARIOS_MAX], path[NAME_MAX_BYTES + 32];
    uint32_t count = 0;

    for (struct dirent *entry = readdir(folder); entry != NULL && count < SCENARIOS_MAX;
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
        fine = c->problems.errors == 0;
    }
    closedir(folder);
    content_files_close(&c->files);
    return fine;
}

/* --- report
 * ---------------------------------------------------------------------------------------- */

static void print_share(const struct report_texts *texts, const char *key, uint32_t part,
                        uint32_t all)
{
    char numbers[2][16], sentence[256];
    const char *values[REPORT_VALUES] = {numbers[0], numbers[1]};

    snprintf(numbers[0], sizeof numbers[0], "%u", part);
    snprintf(numbers[1], sizeof numbers[1], "%u", all);
    printf("    %s\n", report_fill(texts, key, values, sentence, sizeof sentence));
}

static void print_scenario(const struct coverage *c, uint32_t number,
                           const struct report_texts *texts, uint32_t lang)
{
    const struct bytes title = text_in(&c->scenarios[number]->title, lang);

    printf("\n  %.*s\n", (int)title.size, (const char *)title.data);
    print_share(texts, "coverage.interventions",
                used(c->actions[number], c->catalogue->interventions_count),
                c->catalogue->interventions_count);
    print_share(texts, "coverage.happenings",
                used(c->happenings[number], c->catalogue->sim.pulses_count), happenings_there(c));
    print_share(texts, "coverage.references",
                used(c->references[number], c->catalogue->references_count),
                c->catalogue->references_count);
    print_share(texts, "coverage.cards", used(c->cards[number], c->catalogue->cards_count),
                c->catalogue->cards_count);
}

/* Options per layer and phase: an action counts in each cell it is made for. */
static void print_matrix(const struct coverage *c, const struct report_texts *texts, uint32_t lang)
{
    printf("\n  %s\n    %-20s", report_text(texts, "coverage.layers"), "");
    for (uint32_t phase = 0; phase < SIM_PHASES_COUNT; phase++) {
        const struct bytes name = text_in(&c->catalogue->phases[phase], lang);

        printf("%-16.*s", (int)name.size, (const char *)name.data);
    }
    fputc('\n', stdout);
    for (uint32_t layer = 0; layer < SIM_LAYER_HAPPENING; layer++) {
        const struct bytes name = text_in(&c->catalogue->layers[layer], lang);

        printf("    %-20.*s", (int)name.size, (const char *)name.data);
        for (uint32_t phase = 0; phase < SIM_PHASES_COUNT; phase++) {
            uint32_t sum = 0;

            for (uint32_t a = 0; a < c->catalogue->interventions_count; a++) {
                if ((c->catalogue->interventions[a].layer_phases[layer] >> phase & 1) != 0)
                    sum += used_anywhere(c, a);
            }
            printf("%-16u", sum);
        }
        fputc('\n', stdout);
    }
}

static void print_unused(const struct coverage *c, const struct report_texts *texts, uint32_t lang)
{
    printf("\n  %s\n", report_text(texts, "coverage.unused"));
    for (uint32_t layer = 0; layer < SIM_LAYER_HAPPENING; layer++) {
        const struct bytes name = text_in(&c->catalogue->layers[layer], lang);
        const char *between = "";

        printf("    %.*s: ", (int)name.size, (const char *)name.data);
        for (uint32_t a = 0; a < c->catalogue->interventions_count; a++) {
            const struct catalogue_intervention *action = &c->catalogue->interventions[a];

            if ((action->layers >> layer & 1) == 0 || used_anywhere(c, a) > 0)
                continue;
            printf("%s%.*s", between, (int)action->id.size, (const char *)action->id.data);
            between = ", ";
        }
        fputc('\n', stdout);
    }
}

static void add_ids(cJSON *json, const char *key, const uint32_t *counts, uint32_t count,
                    const struct coverage *c, bool pulses)
{
    cJSON *list = cJSON_AddArrayToObject(json, key);
    char id[ID_BYTES_MAX + 1];

    for (uint32_t i = 0; i < count; i++) {
        const struct bytes name =
            pulses ? c->catalogue->pulses[i].key : c->catalogue->interventions[i].id;

        snprintf(id, sizeof id, "%.*s", (int)name.size, (const char *)name.data);
        if (counts[i] > 0)
            cJSON_AddItemToArray(list, cJSON_CreateString(id));
    }
}

static void print_json(const struct coverage *c)
{
    for (uint32_t s = 0; s < c->count; s++) {
        cJSON *json = cJSON_CreateObject();
        char id[ID_BYTES_MAX + 1];
        char *line;

        snprintf(id, sizeof id, "%.*s", (int)c->scenarios[s]->id.size,
                 (const char *)c->scenarios[s]->id.data);
        cJSON_AddStringToObject(json, "scenario", id);
        add_ids(json, "interventions", c->actions[s], c->catalogue->interventions_count, c, false);
        add_ids(json, "happenings", c->happenings[s], c->catalogue->sim.pulses_count, c, true);
        line = cJSON_PrintUnformatted(json);
        printf("%s\n", line == NULL ? "{}" : line);
        cJSON_free(line);
        cJSON_Delete(json);
    }
}

static void report(const struct coverage *c, bool json, uint32_t lang)
{
    struct report_texts *texts = report_open(c->files.root, lang);

    if (json) {
        print_json(c);
    } else {
        printf("%s\n", report_text(texts, "coverage.title"));
        for (uint32_t s = 0; s < c->count; s++)
            print_scenario(c, s, texts, lang);
        print_matrix(c, texts, lang);
        print_unused(c, texts, lang);
    }
    report_close(texts);
}

int cli_coverage(int argc, char **argv)
{
    struct coverage *c = calloc(1, sizeof *c);
    const char *root = NULL;
    bool json = false, fine = false;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0)
            json = true;
        else if (strcmp(argv[i], "--lang") == 0)
            i++;
        else
            root = argv[i];
    }
    if (root == NULL) {
        fprintf(stderr, "dilemma coverage [--lang nl|en] [--json] FOLDER-OF-SCENARIOS\n");
    } else if (c != NULL) {
        fine = load(c, root);
        if (c->catalogue != NULL)
            report(c, json, content_language(argc, argv));
        for (uint32_t s = 0; s < c->count; s++)
            scenario_free(c->scenarios[s]);
        catalogue_free(c->catalogue);
    }
    free(c);
    return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
