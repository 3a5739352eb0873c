#include "lab/content/tune_report.h"

#include "cli/json_line.h"
#include "playtest/fork_survey.h"

#define FAULT_PREFIX "tune." /* The sentence about a fault, in the texts of reports. */

/* --- what is left ---------------------------------------------------------------------------- */

/* What no number could mend of an option; NULL: nothing is wrong. */
static const char *option_fault(const struct playtest_verdict *v, uint32_t option)
{
    if (v->holds)
        return NULL;
    return v->dominated_by[option] >= 0                  ? "tune.dominated"
           : v->best[option] * 100 > PLAYTEST_BEST_MOST  ? "tune.often"
           : v->best[option] * 100 < PLAYTEST_BEST_LEAST ? "tune.seldom"
                                                         : NULL;
}

/* The same of a fork. */
static const char *fork_fault(const struct fork *fork)
{
    if (!tune_fork_is_stuck(fork))
        return NULL;
    return fork->width < TUNE_FORK_LEAST ? "tune.fork_thin" : "tune.fork_one_sided";
}

static uint32_t dilemmas_held(const struct tune *t, bool after)
{
    uint32_t held = 0;

    for (uint32_t d = 0; d < t->scenario->dilemmas_count; d++)
        held += after ? t->dilemma[d].after.holds : t->dilemma[d].before.holds;
    return held;
}

uint32_t tune_report_left(const struct tune *t)
{
    uint32_t left = 0;

    for (uint32_t d = 0; d < t->scenario->dilemmas_count; d++)
        for (uint32_t o = 0; o < t->dilemma[d].after.options; o++)
            left += option_fault(&t->dilemma[d].after, o) != NULL;
    for (uint32_t i = 0; i < t->forks_after.count; i++)
        left += fork_fault(&t->forks_after.items[i]) != NULL;
    return left;
}

/* In how many per cent of its plays the text of a fork is told. */
static uint32_t told_percent(const struct fork *fork)
{
    const uint32_t plays = fork->holds + fork->fails;

    return plays == 0 ? 0 : 100 * fork->holds / plays;
}

static const char *id_of(struct bytes id, char out[ID_BYTES_MAX + 1])
{
    snprintf(out, ID_BYTES_MAX + 1, "%.*s", (int)id.size, (const char *)id.data);
    return out;
}

/* --- sentences ------------------------------------------------------------------------------- */

static void print_sum(const struct tune *t, const struct report_texts *texts, FILE *out)
{
    const uint32_t numbers[] = {t->scenario->dilemmas_count, dilemmas_held(t, false),
                                dilemmas_held(t, true), t->changes_count};
    char id[ID_BYTES_MAX + 1], words[4][16];

    for (uint32_t i = 0; i < 4; i++)
        snprintf(words[i], sizeof words[i], "%u", numbers[i]);
    report_print(out, texts, "tune.sum",
                 (const char *[REPORT_VALUES]){id_of(t->scenario->id, id), words[0], words[1],
                                               words[2], words[3]});
}

static void print_left(FILE *out, const struct report_texts *texts, const char *key,
                       const char *const values[REPORT_VALUES])
{
    fputs("  ", out);
    report_print(out, texts, key, values);
}

static void print_dilemma(const struct tune *t, uint32_t d, const struct report_texts *texts,
                          FILE *out)
{
    const struct playtest_verdict *v = &t->dilemma[d].after;
    const struct scenario_dilemma *dilemma = &t->scenario->dilemmas[d];
    char id[ID_BYTES_MAX + 1], option[ID_BYTES_MAX + 1], share[16];

    for (uint32_t o = 0; o < v->options; o++) {
        const char *fault = option_fault(v, o);

        if (fault == NULL)
            continue;
        snprintf(share, sizeof share, "%.0f", 100 * v->best[o]);
        print_left(out, texts, fault,
                   (const char *[REPORT_VALUES]){id_of(dilemma->id, id),
                                                 id_of(dilemma->options[o].id, option), share});
    }
}

/* What does change after the option of a fork, in the member whom the fork is about or else in the
 * team. Returns how many. */
static uint32_t find_instead(const struct fork_survey *survey, const struct fork *fork,
                             struct fork_instead out[FORK_SURVEY_BEST])
{
    const bool member = fork->node->of == CONDITION_OF_MEMBER_DELTA;

    if (fork->place.ending >= 0)
        return 0;
    return fork_survey_find(survey, fork->place.dilemma, fork->place.option,
                            member ? fork->node->slot : -1, out);
}

static void print_instead(const struct fork_survey *survey, const struct fork *fork,
                          const struct report_texts *texts, FILE *out)
{
    struct fork_instead instead[FORK_SURVEY_BEST];
    const uint32_t count = find_instead(survey, fork, instead);

    for (uint32_t i = 0; i < count; i++) {
        char name[FORK_COMPARISON_TEXT], share[16];

        forks_comparison_name(survey->scenario, &instead[i].node, name, sizeof name);
        snprintf(share, sizeof share, "%.0f", 100 * instead[i].share);
        fputs("  ", out); /* Below the fork. */
        print_left(out, texts, "tune.fork_instead", (const char *[REPORT_VALUES]){name, share});
    }
}

static void print_fork(const struct tune *t, const struct fork *fork,
                       const struct fork_survey *survey, const struct report_texts *texts,
                       FILE *out)
{
    const char *fault = fork_fault(fork);
    char name[256], share[16];

    if (fault == NULL)
        return;
    forks_name(t->scenario, fork, name, sizeof name);
    snprintf(share, sizeof share, "%u", told_percent(fork));
    print_left(out, texts, fault, (const char *[REPORT_VALUES]){name, share});
    print_instead(survey, fork, texts, out);
}

bool tune_report_print(const struct tune *t, const struct report_texts *texts, FILE *out)
{
    struct fork_survey survey;
    const bool fine = fork_survey_make(&survey, t->scenario, TUNE_FORK_PLAYS, t->threads);

    print_sum(t, texts, out);
    for (uint32_t d = 0; d < t->scenario->dilemmas_count; d++)
        print_dilemma(t, d, texts, out);
    for (uint32_t i = 0; fine && i < t->forks_after.count; i++)
        print_fork(t, &t->forks_after.items[i], &survey, texts, out);
    fork_survey_clear(&survey);
    return fine;
}

/* --- for programs ---------------------------------------------------------------------------- */

static cJSON *line_about(const struct scenario *scenario, const char *name)
{
    cJSON *line = cJSON_CreateObject();
    char id[ID_BYTES_MAX + 1];

    cJSON_AddStringToObject(line, "name", name);
    cJSON_AddStringToObject(line, "scenario", id_of(scenario->id, id));
    return line;
}

static cJSON *line_of(const struct tune *t, const char *name)
{
    return line_about(t->scenario, name);
}

static void add_id(cJSON *line, const char *key, struct bytes id)
{
    char text[ID_BYTES_MAX + 1];

    cJSON_AddStringToObject(line, key, id_of(id, text));
}

/* A fault without its prefix, or null. */
static void add_fault(cJSON *line, const char *fault)
{
    if (fault == NULL)
        cJSON_AddNullToObject(line, "fault");
    else
        cJSON_AddStringToObject(line, "fault", fault + strlen(FAULT_PREFIX));
}

/* Where the number stands: "ending", or "dilemma" and "option", with the "paragraph" if it is a
 * threshold; then "index", which start of the option or which comparison of the condition. */
static void print_change(const struct tune *t, const struct tune_change *change, FILE *out)
{
    const struct fork_place *at = &change->place;
    const bool is_threshold = change->knob < 0;
    cJSON *line = line_of(t, "tune_change");

    if (at->ending >= 0) {
        add_id(line, "ending", t->scenario->endings[at->ending].id);
    } else {
        const struct scenario_dilemma *dilemma = &t->scenario->dilemmas[at->dilemma];
        const struct scenario_option *option = &dilemma->options[at->option];

        add_id(line, "dilemma", dilemma->id);
        add_id(line, "option", option->id);
        if (is_threshold)
            add_id(line, "paragraph", option->paragraphs[at->paragraph].id);
    }
    cJSON_AddStringToObject(line, "number",
                            is_threshold ? "threshold" : tune_knobs[change->knob].key);
    cJSON_AddNumberToObject(line, "index", is_threshold ? at->node : change->start);
    cJSON_AddNumberToObject(line, "was", change->was);
    cJSON_AddNumberToObject(line, "now", change->now);
    json_line_print(out, line);
}

static void print_dilemma_json(const struct tune *t, uint32_t d, FILE *out)
{
    const struct scenario_dilemma *dilemma = &t->scenario->dilemmas[d];
    const struct playtest_verdict *v = &t->dilemma[d].after;
    cJSON *line = line_of(t, "tune_dilemma"), *options;

    add_id(line, "dilemma", dilemma->id);
    cJSON_AddBoolToObject(line, "held", t->dilemma[d].before.holds);
    cJSON_AddBoolToObject(line, "holds", v->holds);
    options = cJSON_AddArrayToObject(line, "options");
    for (uint32_t o = 0; o < v->options; o++) {
        cJSON *option = cJSON_CreateObject();

        add_id(option, "option", dilemma->options[o].id);
        cJSON_AddNumberToObject(option, "best", json_line_thousandths(v->best[o]));
        add_fault(option, option_fault(v, o));
        cJSON_AddItemToArray(options, option);
    }
    json_line_print(out, line);
}

static void add_instead(cJSON *line, const struct fork_survey *survey, const struct fork *fork)
{
    struct fork_instead instead[FORK_SURVEY_BEST];
    const uint32_t count = find_instead(survey, fork, instead);
    cJSON *list = cJSON_AddArrayToObject(line, "instead");

    for (uint32_t i = 0; i < count; i++) {
        cJSON *one = cJSON_CreateObject();
        char name[FORK_COMPARISON_TEXT];

        forks_comparison_name(survey->scenario, &instead[i].node, name, sizeof name);
        cJSON_AddStringToObject(one, "comparison", name);
        cJSON_AddNumberToObject(one, "told_percent", (int)(100 * instead[i].share + 0.5));
        cJSON_AddItemToArray(list, one);
    }
}

static void print_fork_json(const struct tune *t, const struct fork *fork,
                            const struct fork_survey *survey, FILE *out)
{
    const char *fault = fork_fault(fork);
    char name[256];
    cJSON *line;

    if (fault == NULL)
        return;
    line = line_of(t, "tune_fork");
    forks_name(t->scenario, fork, name, sizeof name);
    cJSON_AddStringToObject(line, "fork", name);
    add_fault(line, fault);
    cJSON_AddNumberToObject(line, "width", json_line_thousandths(fork->width));
    cJSON_AddNumberToObject(line, "told_percent", told_percent(fork));
    add_instead(line, survey, fork);
    json_line_print(out, line);
}

bool tune_report_json(const struct tune *t, FILE *out)
{
    struct fork_survey survey;
    const bool fine = fork_survey_make(&survey, t->scenario, TUNE_FORK_PLAYS, t->threads);
    cJSON *line;

    for (uint32_t i = 0; i < t->changes_count; i++)
        print_change(t, &t->changes[i], out);
    for (uint32_t d = 0; d < t->scenario->dilemmas_count; d++)
        print_dilemma_json(t, d, out);
    for (uint32_t i = 0; fine && i < t->forks_after.count; i++)
        print_fork_json(t, &t->forks_after.items[i], &survey, out);
    fork_survey_clear(&survey);
    line = line_of(t, "tune");
    cJSON_AddNumberToObject(line, "dilemmas", t->scenario->dilemmas_count);
    cJSON_AddNumberToObject(line, "held", dilemmas_held(t, false));
    cJSON_AddNumberToObject(line, "holds", dilemmas_held(t, true));
    cJSON_AddNumberToObject(line, "changes", t->changes_count);
    cJSON_AddNumberToObject(line, "left", tune_report_left(t));
    json_line_print(out, line);
    return fine;
}

/* --- other actions --------------------------------------------------------------------------- */

static const struct scenario_option *option_of(const struct scenario *scenario,
                                               const struct tune_suggestion *s)
{
    return &scenario->dilemmas[s->dilemma].options[s->option];
}

static struct bytes suggested(const struct scenario *scenario, const struct tune_suggestion *s)
{
    return scenario->catalogue->interventions[s->intervention].id;
}

/* The start that it would replace: as the author named it. */
static struct bytes replaced(const struct scenario *scenario, const struct tune_suggestion *s)
{
    const struct scenario_start *start = &option_of(scenario, s)->starts[s->start];

    return start->intervention >= 0 ? scenario->catalogue->interventions[start->intervention].id
                                    : scenario->catalogue->pulses[start->pulse].key;
}

/* "blijf 22, vraag 41, regel 37": the share of each option, per cent. */
static const char *shares_of(const struct scenario *scenario, const struct tune_suggestion *s,
                             char *out, size_t capacity)
{
    const struct scenario_dilemma *d = &scenario->dilemmas[s->dilemma];
    char id[ID_BYTES_MAX + 1];
    size_t size = 0;

    out[0] = '\0';
    for (uint32_t o = 0; o < d->options_count && size < capacity; o++)
        size += (size_t)snprintf(out + size, capacity - size, "%s%s %.0f", o == 0 ? "" : ", ",
                                 id_of(d->options[o].id, id), 100 * s->best[o]);
    return out;
}

static void print_suggestion(const struct scenario *scenario, const struct tune_suggestion *s,
                             const struct report_texts *texts, FILE *out)
{
    const bool added = s->start == TUNE_ADDED;
    char dilemma[ID_BYTES_MAX + 1], option[ID_BYTES_MAX + 1], now[ID_BYTES_MAX + 1],
        was[ID_BYTES_MAX + 1] = "", shares[OPTIONS_MAX * (ID_BYTES_MAX + 8)];

    if (!added)
        id_of(replaced(scenario, s), was);
    print_left(out, texts,
               s->holds ? (added ? "tune.suggest_added" : "tune.suggest_instead")
                        : (added ? "tune.suggest_added_nearer" : "tune.suggest_instead_nearer"),
               (const char *[REPORT_VALUES]){id_of(scenario->dilemmas[s->dilemma].id, dilemma),
                                             id_of(option_of(scenario, s)->id, option),
                                             id_of(suggested(scenario, s), now), was,
                                             shares_of(scenario, s, shares, sizeof shares)});
}

void tune_report_suggest(const struct scenario *scenario, const struct tune_suggestions *s,
                         const struct report_texts *texts, FILE *out)
{
    char id[ID_BYTES_MAX + 1], failing[16];

    snprintf(failing, sizeof failing, "%u", s->failing);
    report_print(out, texts, "tune.suggest_sum",
                 (const char *[REPORT_VALUES]){id_of(scenario->id, id), failing});
    for (uint32_t i = 0; i < s->count; i++)
        print_suggestion(scenario, &s->items[i], texts, out);
}

static void print_suggestion_json(const struct scenario *scenario, const struct tune_suggestion *s,
                                  FILE *out)
{
    const struct scenario_dilemma *d = &scenario->dilemmas[s->dilemma];
    cJSON *line = line_about(scenario, "tune_suggest"), *options;

    add_id(line, "dilemma", d->id);
    add_id(line, "option", d->options[s->option].id);
    add_id(line, "intervention", suggested(scenario, s));
    if (s->start == TUNE_ADDED)
        cJSON_AddNullToObject(line, "instead_of");
    else
        add_id(line, "instead_of", replaced(scenario, s));
    cJSON_AddBoolToObject(line, "holds", s->holds);
    options = cJSON_AddArrayToObject(line, "options");
    for (uint32_t o = 0; o < d->options_count; o++) {
        cJSON *option = cJSON_CreateObject();

        add_id(option, "option", d->options[o].id);
        cJSON_AddNumberToObject(option, "best", json_line_thousandths(s->best[o]));
        cJSON_AddItemToArray(options, option);
    }
    json_line_print(out, line);
}

void tune_report_suggest_json(const struct scenario *scenario, const struct tune_suggestions *s,
                              FILE *out)
{
    cJSON *line;

    for (uint32_t i = 0; i < s->count; i++)
        print_suggestion_json(scenario, &s->items[i], out);
    line = line_about(scenario, "tune_suggest_sum");
    cJSON_AddNumberToObject(line, "left", s->failing);
    json_line_print(out, line);
}
