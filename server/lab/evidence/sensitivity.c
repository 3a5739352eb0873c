/* sensitivity.c -- `dilemma sensitivity`: how much do the facts depend on the numbers of the model?
 *
 *   one at a time   each parameter at the low and at the high end of its plausible range
 *                   (parameters.def); which facts then change from holding to failing or back
 *   all at once     24 draws in which every parameter and every amplitude of every pulse is
 *                   multiplied by its own factor of 0.8 to 1.2; in how many draws each fact holds
 *
 * fresh_window and vacancy stay as they are in the draws: they are calendar facts, not estimates.
 * --only names parameters here. Exit: 0; 2 for a wrong option or a file that cannot be read. */
#include "cli/json_line.h"
#include "lab/evidence/options.h"
#include "lab/evidence/suite.h"

#include "sim/sim_math.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DRAWS        24
#define DRAW_LEAST   800 /* per mille */
#define DRAW_SPAN    401
#define VARIANTS_MAX (2 * SIM_PARAMETER_VALUES)

struct sensitivity {
    const struct evidence_source *source;
    struct evidence_options options;
    struct evidence_suite suite;
    enum evidence_verdict usual[RESULTS_MAX]; /* With the parameters of the catalogue. */
    bool changed[VARIANTS_MAX][RESULTS_MAX];  /* [2 * parameter + high] */
    uint32_t held[RESULTS_MAX];               /* In how many draws. */
    uint32_t held_per_draw[DRAWS];
    uint32_t done, all;
};

/* Play all facts in this laboratory. */
static void play(struct sensitivity *s, const struct lab *lab)
{
    s->suite.lab = *lab;
    lab_open(&s->suite.lab);
    suite_run(&s->suite, s->options.threads, NULL);
    evidence_progress(++s->done, s->all);
}

static int32_t scaled(int32_t value, int32_t mille)
{
    int64_t product = (int64_t)value * mille, half = product < 0 ? -500 : 500;
    int32_t result = (int32_t)((product + half) / 1000);

    return value > 0 && result < 1 ? 1 : result;
}

static void set_within(struct sim_parameters *p, const struct sim_parameter_info *info, size_t item,
                       int32_t value)
{
    value = sim_min(info->value_max, sim_max(info->value_min, value));
    sim_parameter_set(p, info, item, value);
}

/* --- one at a time ---------------------------------------------------------------------------- */

static bool is_wanted(const struct sensitivity *s, const char *name)
{
    const char *only = s->options.only, *at = only != NULL ? strstr(only, name) : NULL;
    size_t bytes = strlen(name);

    while (at != NULL && ((at != only && at[-1] != ',') || (at[bytes] != '\0' && at[bytes] != ',')))
        at = strstr(at + 1, name);
    return only == NULL || at != NULL;
}

static void vary(struct sensitivity *s, const struct lab *usual, size_t parameter, bool high)
{
    const struct sim_parameter_info *info = sim_parameter_at(parameter);
    int32_t end = high ? info->high : info->low;
    struct lab lab = *usual;

    for (size_t item = 0; item < info->count; item++) {
        int32_t value = sim_parameter_get(&lab.parameters, info, item);

        set_within(&lab.parameters, info, item, info->count == 1 ? end : scaled(value, end));
    }
    play(s, &lab);
    for (uint32_t i = 0; i < s->suite.count; i++)
        s->changed[2 * parameter + high][i] = s->suite.results[i].verdict != s->usual[i];
}

/* --- all at once ------------------------------------------------------------------------------ */

static int32_t drawn(uint32_t stream, uint32_t *index)
{
    return DRAW_LEAST + sim_below(stream, (*index)++, DRAW_SPAN);
}

static void draw_parameters(struct sim_parameters *p, uint32_t stream, uint32_t *index)
{
    for (size_t i = 0; i < sim_parameters_count(); i++) {
        const struct sim_parameter_info *info = sim_parameter_at(i);

        if (strcmp(info->name, "fresh_window") == 0 || strcmp(info->name, "vacancy") == 0)
            continue;
        for (size_t item = 0; item < info->count; item++) {
            int64_t value = sim_parameter_get(p, info, item);

            value = value * drawn(stream, index) / 1000;
            set_within(p, info, item, (int32_t)value);
        }
    }
}

static void draw_effects(struct sim_effect *effects, uint8_t count, uint32_t stream,
                         uint32_t *index)
{
    for (uint8_t i = 0; i < count; i++)
        effects[i].amplitude = (int16_t)sim_min(
            1000, sim_max(-1000, effects[i].amplitude * drawn(stream, index) / 1000));
}

static void draw(struct sensitivity *s, const struct lab *usual, struct sim_catalogue *catalogue,
                 uint32_t number)
{
    uint32_t stream = sim_stream(number + 1, SIM_DRAW_NOISE, 0), index = 0;
    struct lab lab = *usual;

    *catalogue = *usual->catalogue;
    lab.catalogue = catalogue;
    draw_parameters(&lab.parameters, stream, &index);
    for (uint32_t i = 0; i < catalogue->pulses_count; i++) {
        struct sim_pulse *p = &catalogue->pulses[i];

        draw_effects(p->lifts, p->lifts_count, stream, &index);
        draw_effects(p->pushes, p->pushes_count, stream, &index);
    }
    play(s, &lab);
    for (uint32_t i = 0; i < s->suite.count; i++) {
        bool holds = s->suite.results[i].verdict == VERDICT_HOLDS;

        s->held[i] += holds;
        s->held_per_draw[number] += holds;
    }
}

/* --- all runs --------------------------------------------------------------------------------- */

static bool run_all(struct sensitivity *s)
{
    struct sim_catalogue *catalogue = malloc(sizeof *catalogue);
    struct lab usual;

    if (catalogue == NULL || !evidence_options_lab(&s->options, s->source, &usual)) {
        free(catalogue);
        return false;
    }
    for (size_t i = 0; i < sim_parameters_count(); i++)
        s->all += is_wanted(s, sim_parameter_at(i)->name) ? 2 : 0;
    s->all += 1u + (s->options.only == NULL ? (uint32_t)DRAWS : 0u);
    play(s, &usual);
    for (uint32_t i = 0; i < s->suite.count; i++)
        s->usual[i] = s->suite.results[i].verdict;
    for (size_t i = 0; i < sim_parameters_count(); i++) {
        if (!is_wanted(s, sim_parameter_at(i)->name))
            continue;
        vary(s, &usual, i, false);
        vary(s, &usual, i, true);
    }
    for (uint32_t d = 0; s->options.only == NULL && d < DRAWS; d++)
        draw(s, &usual, catalogue, d);
    free(catalogue);
    return true;
}

/* --- telling ---------------------------------------------------------------------------------- */

static void add_changed(const struct sensitivity *s, cJSON *line, const char *key, size_t variant)
{
    cJSON *list = cJSON_AddArrayToObject(line, key);

    for (uint32_t i = 0; i < s->suite.count; i++)
        if (s->changed[variant][i])
            cJSON_AddItemToArray(list, cJSON_CreateString(s->suite.results[i].id));
}

static void tell_json(const struct sensitivity *s)
{
    for (size_t i = 0; i < sim_parameters_count(); i++) {
        const struct sim_parameter_info *info = sim_parameter_at(i);
        cJSON *line = cJSON_CreateObject();

        if (is_wanted(s, info->name)) {
            cJSON_AddStringToObject(line, "name", "sensitivity_parameter");
            cJSON_AddStringToObject(line, "parameter", info->name);
            cJSON_AddStringToObject(line, "unit", info->count > 1 ? "per mille" : info->unit);
            cJSON_AddNumberToObject(line, "low", info->low);
            cJSON_AddNumberToObject(line, "high", info->high);
            add_changed(s, line, "changed_low", 2 * i);
            add_changed(s, line, "changed_high", 2 * i + 1);
            cJSON_AddNumberToObject(line, "n", s->options.teams);
            json_line_print(stdout, line);
        } else {
            cJSON_Delete(line);
        }
    }
    for (uint32_t i = 0; s->options.only == NULL && i < s->suite.count; i++) {
        cJSON *line = cJSON_CreateObject();

        cJSON_AddStringToObject(line, "name", "sensitivity_held");
        cJSON_AddStringToObject(line, "finding", s->suite.results[i].id);
        cJSON_AddNumberToObject(line, "value", s->held[i]);
        cJSON_AddNumberToObject(line, "draws", DRAWS);
        cJSON_AddNumberToObject(line, "n", s->options.teams);
        json_line_print(stdout, line);
    }
}

static const char *word(const struct sensitivity *s, const char *id)
{
    return evidence_text(s->source, "words", id);
}

static bool print_changed(const struct sensitivity *s, const char *label, size_t variant)
{
    bool any = false;

    for (uint32_t i = 0; i < s->suite.count; i++) {
        if (!s->changed[variant][i])
            continue;
        printf(any ? " %s" : "  %s: %s", any ? s->suite.results[i].id : label,
               s->suite.results[i].id);
        any = true;
    }
    return any;
}

/* Print a sentence with its {words} replaced by these numbers, in order. */
static void print_numbers(const char *text, const uint32_t *numbers)
{
    for (; *text != '\0'; text++) {
        if (*text == '{') {
            printf("%u", *numbers++);
            text += strcspn(text, "}");
        } else {
            putchar(*text);
        }
    }
    putchar('\n');
}

static void tell_parameters(const struct sensitivity *s)
{
    uint32_t firm = 0, count = 0;

    printf("%s (n %u)\n", word(s, "sensitivity_one"), s->options.teams);
    for (size_t i = 0; i < sim_parameters_count(); i++) {
        const struct sim_parameter_info *info = sim_parameter_at(i);
        bool low = false, high = false;

        if (!is_wanted(s, info->name))
            continue;
        count++;
        for (uint32_t k = 0; k < s->suite.count; k++) {
            low |= s->changed[2 * i][k];
            high |= s->changed[2 * i + 1][k];
        }
        if (!low && !high) {
            firm++;
            continue;
        }
        printf("%-18s %d..%d", info->name, info->low, info->high);
        print_changed(s, word(s, "sensitivity_low"), 2 * i);
        print_changed(s, word(s, "sensitivity_high"), 2 * i + 1);
        putchar('\n');
    }
    print_numbers(word(s, "sensitivity_firm"), (const uint32_t[]){firm, count});
}

static int compare_counts(const void *a, const void *b)
{
    return (int)*(const uint32_t *)a - (int)*(const uint32_t *)b;
}

static void tell_draws(struct sensitivity *s)
{
    uint32_t *held = s->held_per_draw;

    qsort(held, DRAWS, sizeof *held, compare_counts);
    printf("\n%s (24 x 0.8..1.2)\n", word(s, "sensitivity_all"));
    print_numbers(word(s, "sensitivity_draws"),
                  (const uint32_t[]){held[0], held[DRAWS - 1], s->suite.count, held[DRAWS / 2]});
    for (uint32_t i = 0; i < s->suite.count; i++)
        if (s->held[i] < DRAWS)
            printf("%-4s %s %u/%u\n", s->suite.results[i].id, word(s, "sensitivity_held"),
                   s->held[i], (uint32_t)DRAWS);
}

static void tell(struct sensitivity *s, bool json)
{
    if (json) {
        tell_json(s);
        return;
    }
    tell_parameters(s);
    if (s->options.only == NULL)
        tell_draws(s);
}

int cli_sensitivity(const struct cli_sensitivity *o)
{
    struct sensitivity *s = calloc(1, sizeof *s);
    struct evidence_source *source = calloc(1, sizeof *source);
    int exit_code = CLI_WRONG;

    if (s != NULL && source != NULL &&
        evidence_source_open(source, o->root, o->lang) == RESULT_OK &&
        suite_list(&s->suite, source, NULL)) {
        s->options = (struct evidence_options){.only = o->only,
                                               .teams = o->teams,
                                               .seed = o->seed,
                                               .threads = evidence_threads(o->threads)};
        s->source = source;
        s->suite.count = facts_count; /* Facts come first in the suite. */
        if (run_all(s)) {
            exit_code = EXIT_SUCCESS;
            tell(s, o->json);
        }
    }
    if (source != NULL)
        evidence_source_close(source);
    free(source);
    free(s);
    return exit_code;
}
