/* coverage_print.c -- the table of catalogue and scenarios on the terminal, and as JSON. */
#include "cli/json_line.h"
#include "library/content_report.h"
#include "lab/content/coverage.h"

#define LABEL_WIDTH 40
#define NAME_WIDTH  20

/* A kind of row: its counts are `stride` apart, one run of them for each scenario. */
struct row_counts {
    const uint32_t *counts;
    uint32_t stride;
};

static uint32_t count_of(const struct row_counts *rows, uint32_t scenario, uint32_t item)
{
    return rows->counts[scenario * rows->stride + item];
}

static uint32_t count_anywhere(const struct coverage *c, const struct row_counts *rows,
                               uint32_t item)
{
    uint32_t sum = 0;

    for (uint32_t s = 0; s < c->count; s++)
        sum += count_of(rows, s, item);
    return sum;
}

static struct row_counts action_rows(const struct coverage *c)
{
    return (struct row_counts){c->actions[0], INTERVENTIONS_MAX};
}

/* The letter of a scenario's column: A, B, .. Z, a, b, .. */
static char column(uint32_t scenario)
{
    return (char)(scenario < 26 ? 'A' + scenario : 'a' + (scenario - 26));
}

static void print_columns(const struct coverage *c, FILE *out)
{
    fprintf(out, "    %*s", LABEL_WIDTH, "");
    for (uint32_t s = 0; s < c->count; s++)
        fputc(column(s), out);
    fputc('\n', out);
}

static void print_row(const struct coverage *c, const struct row_counts *rows, uint32_t item,
                      struct bytes label, FILE *out)
{
    fputs("    ", out);
    report_pad(out, label, LABEL_WIDTH);
    for (uint32_t s = 0; s < c->count; s++)
        fputs(count_of(rows, s, item) > 0 ? "■" : "·", out);
    fprintf(out, "  %u\n", count_anywhere(c, rows, item));
}

/* An intervention is listed once, under the first of its layers. */
static void print_actions(const struct coverage *c, uint32_t lang, FILE *out)
{
    const struct row_counts rows = action_rows(c);

    for (uint32_t layer = 0; layer < SIM_LAYER_HAPPENING; layer++) {
        const struct bytes name = text_in(&c->catalogue->layers[layer], lang);

        fprintf(out, "\n  %.*s\n", (int)name.size, (const char *)name.data);
        for (uint32_t a = 0; a < c->catalogue->interventions_count; a++) {
            const struct catalogue_intervention *action = &c->catalogue->interventions[a];

            if ((action->layers & ((2u << layer) - 1u)) == 1u << layer)
                print_row(c, &rows, a, action->id, out);
        }
    }
}

static void print_happenings(const struct coverage *c, FILE *out)
{
    const struct row_counts rows = {c->happenings[0], SIM_PULSES_MAX};

    for (uint32_t i = 0; i < c->catalogue->sim.pulses_count; i++) {
        if (c->catalogue->pulses[i].happening)
            print_row(c, &rows, i, c->catalogue->pulses[i].key, out);
    }
}

static void print_cards(const struct coverage *c, uint32_t lang, FILE *out)
{
    const struct row_counts rows = {c->cards[0], CARDS_MAX};

    for (uint32_t i = 0; i < c->catalogue->cards_count; i++)
        print_row(c, &rows, i, text_in(&c->catalogue->cards[i].name, lang), out);
}

static void print_preconditions(const struct coverage *c, const struct report_texts *texts,
                                FILE *out)
{
    const struct row_counts rows = {c->preconditions[0], SIM_PRECONDITIONS_COUNT};

    for (uint32_t q = 0; q < SIM_PRECONDITIONS_COUNT; q++) {
        char key[40];

        snprintf(key, sizeof key, "coverage.precondition.%u", q);
        print_row(c, &rows, q, bytes_of(report_text(texts, key)), out);
    }
}

/* Options per layer and phase. An action counts in each cell that it is made for. */
static void print_matrix(const struct coverage *c, uint32_t lang, FILE *out)
{
    const struct row_counts rows = action_rows(c);

    fprintf(out, "    %*s", NAME_WIDTH, "");
    for (uint32_t phase = 0; phase < SIM_PHASES_COUNT; phase++)
        report_pad(out, text_in(&c->catalogue->phases[phase], lang), 16);
    fputc('\n', out);
    for (uint32_t layer = 0; layer < SIM_LAYER_HAPPENING; layer++) {
        fputs("    ", out);
        report_pad(out, text_in(&c->catalogue->layers[layer], lang), NAME_WIDTH);
        for (uint32_t phase = 0; phase < SIM_PHASES_COUNT; phase++) {
            uint32_t sum = 0;

            for (uint32_t a = 0; a < c->catalogue->interventions_count; a++) {
                if ((c->catalogue->interventions[a].layer_phases[layer] >> phase & 1) != 0)
                    sum += count_anywhere(c, &rows, a);
            }
            fprintf(out, "%-16u", sum);
        }
        fputc('\n', out);
    }
}

static void print_unused(const struct coverage *c, const struct report_texts *texts, FILE *out)
{
    const struct row_counts rows = action_rows(c);
    char used_text[16], all_text[16];
    uint32_t used = 0;

    for (uint32_t a = 0; a < c->catalogue->interventions_count; a++)
        used += count_anywhere(c, &rows, a) > 0;
    snprintf(used_text, sizeof used_text, "%u", used);
    snprintf(all_text, sizeof all_text, "%u", c->catalogue->interventions_count);
    fputs("\n  ", out);
    report_print(out, texts, "coverage.used", (const char *[REPORT_VALUES]){used_text, all_text});
    for (uint32_t a = 0; a < c->catalogue->interventions_count; a++) {
        const struct bytes id = c->catalogue->interventions[a].id;

        if (count_anywhere(c, &rows, a) == 0)
            fprintf(out, "    %.*s\n", (int)id.size, (const char *)id.data);
    }
}

static void print_head(const struct coverage *c, const struct report_texts *texts, const char *key,
                       FILE *out)
{
    fprintf(out, "\n  %s\n", report_text(texts, key));
    print_columns(c, out);
}

void coverage_print(const struct coverage *c, uint32_t lang, FILE *out)
{
    struct report_texts *texts = report_open(c->files.root, lang);

    fprintf(out, "%s\n\n", report_text(texts, "coverage.title"));
    for (uint32_t s = 0; s < c->count; s++) {
        const struct bytes title = text_in(&c->scenarios[s]->title, lang);

        fprintf(out, "  %c %.*s\n", column(s), (int)title.size, (const char *)title.data);
    }
    print_head(c, texts, "coverage.interventions", out);
    print_actions(c, lang, out);
    print_head(c, texts, "coverage.happenings", out);
    print_happenings(c, out);
    print_head(c, texts, "coverage.cards", out);
    print_cards(c, lang, out);
    print_head(c, texts, "coverage.preconditions", out);
    print_preconditions(c, texts, out);
    fprintf(out, "\n  %s\n", report_text(texts, "coverage.layers"));
    print_matrix(c, lang, out);
    print_unused(c, texts, out);
    people_print(&c->people, texts, out);
    report_close(texts);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void add_id(cJSON *list, struct bytes name)
{
    char id[ID_BYTES_MAX + 1];

    snprintf(id, sizeof id, "%.*s", (int)name.size, (const char *)name.data);
    cJSON_AddItemToArray(list, cJSON_CreateString(id));
}

static void add_lists(cJSON *json, const struct coverage *c, uint32_t s)
{
    const struct catalogue *k = c->catalogue;
    cJSON *interventions = cJSON_AddArrayToObject(json, "interventions");
    cJSON *happenings = cJSON_AddArrayToObject(json, "happenings");
    cJSON *references = cJSON_AddArrayToObject(json, "references");
    cJSON *cards = cJSON_AddArrayToObject(json, "cards");
    cJSON *preconditions = cJSON_AddArrayToObject(json, "preconditions");

    for (uint32_t i = 0; i < k->interventions_count; i++)
        if (c->actions[s][i] > 0)
            add_id(interventions, k->interventions[i].id);
    for (uint32_t i = 0; i < k->sim.pulses_count; i++)
        if (c->happenings[s][i] > 0)
            add_id(happenings, k->pulses[i].key);
    for (uint32_t i = 0; i < k->references_count; i++)
        if (c->references[s][i] > 0)
            add_id(references, k->references[i].id);
    for (uint32_t i = 0; i < k->cards_count; i++)
        if (c->cards[s][i] > 0)
            add_id(cards, k->cards[i].id);
    for (uint32_t q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        cJSON_AddItemToArray(preconditions, cJSON_CreateNumber(c->preconditions[s][q]));
}

void coverage_print_json(const struct coverage *c, FILE *out)
{
    for (uint32_t s = 0; s < c->count; s++) {
        cJSON *json = cJSON_CreateObject();
        char id[ID_BYTES_MAX + 1];

        snprintf(id, sizeof id, "%.*s", (int)c->scenarios[s]->id.size,
                 (const char *)c->scenarios[s]->id.data);
        cJSON_AddStringToObject(json, "scenario", id);
        add_lists(json, c, s);
        json_line_print(out, json);
    }
    people_print_json(&c->people, out);
}
