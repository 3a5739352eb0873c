#include "lab/content/leverage_report.h"

#include "cli/json_line.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#define LABEL_WIDTH 66
#define VALUE_WIDTH 10

/* --- in words -------------------------------------------------------------------------------- */

#define VALUE_TEXT 48

enum unit { UNIT_PERCENT, UNIT_DEVIATIONS, UNIT_WHOLE };

static enum unit unit_of(enum leverage_measure measure)
{
    switch (measure) {
    case LEVERAGE_MEASURE_CHOICES:
    case LEVERAGE_MEASURE_SAME_PATH:
    case LEVERAGE_MEASURE_ROUND_SEEN:
    case LEVERAGE_MEASURE_ENDS_DIFFER: return UNIT_PERCENT;
    case LEVERAGE_MEASURE_FORESIGHT_POINTS:
    case LEVERAGE_MEASURE_APART_STORIES:
    case LEVERAGE_MEASURE_FIT_STORIES:
    case LEVERAGE_MEASURE_DILEMMAS:
    case LEVERAGE_MEASURE_FORKS_THIN: return UNIT_WHOLE;
    default: return UNIT_DEVIATIONS;
    }
}

/* A value in its unit: "34%", "1,20". Returns `out`. */
static const char *say_value(const struct report_texts *texts, enum leverage_measure measure,
                             double value, char out[VALUE_TEXT])
{
    const int hundredths = (int)(fabs(value) * 100 + 0.5);

    if (unit_of(measure) == UNIT_PERCENT)
        snprintf(out, VALUE_TEXT, "%.0f%%", 100 * value);
    else if (unit_of(measure) == UNIT_WHOLE)
        snprintf(out, VALUE_TEXT, "%.0f", value);
    else
        snprintf(out, VALUE_TEXT, "%s%d%s%02d", value < 0 && hundredths > 0 ? "-" : "",
                 hundredths / 100, report_text(texts, "number.point"), hundredths % 100);
    return out;
}

static const char *say_measure(const struct report_texts *texts, enum leverage_measure measure)
{
    char key[64];

    snprintf(key, sizeof key, "leverage.%s", leverage_measure_name((int)measure));
    return report_text(texts, key);
}

static const char *say_outcome(const struct report_texts *texts, const struct leverage_row *row)
{
    char key[LEVERAGE_OUTCOME_TEXT + 16];
    const char *text;

    if (row->measure == LEVERAGE_MEASURE_FORK || row->outcome[0] == '\0')
        return row->outcome;
    snprintf(key, sizeof key, "leverage.of.%s", row->outcome);
    text = report_text(texts, key);
    return text == key ? row->outcome : text;
}

static void print_row(const struct leverage_row *row, const struct report_texts *texts)
{
    char label[LEVERAGE_OUTCOME_TEXT + 64], value[VALUE_TEXT];
    const char *outcome = say_outcome(texts, row);

    snprintf(label, sizeof label, "%s%s%s", say_measure(texts, row->measure),
             outcome[0] == '\0' ? "" : ": ", outcome);
    fputs("  ", stdout);
    report_pad(stdout, bytes_of(label), LABEL_WIDTH);
    report_pad(stdout, bytes_of(say_value(texts, row->measure, row->value, value)), VALUE_WIDTH);
    if (!isnan(row->bar)) {
        say_value(texts, row->measure, row->bar, value);
        report_print(stdout, texts, row->holds ? "leverage.holds" : "leverage.fails",
                     (const char *[REPORT_VALUES]){value});
    } else {
        fputc('\n', stdout);
    }
}

static void print_rows(const struct leverage_rows *rows, const struct leverage_wishes *w,
                       const struct report_texts *texts)
{
    const char *story = "";
    char held[16], bars[16];
    uint32_t held_count = 0, bars_count = 0;

    for (uint32_t i = 0; i < rows->count; i++) {
        const struct leverage_row *row = &rows->items[i];

        bars_count += isnan(row->bar) ? 0 : 1;
        held_count += isnan(row->bar) || !row->holds ? 0 : 1;
        if (w->brief && row->holds)
            continue;
        if (strcmp(story, row->story) != 0)
            printf("\n%s\n", strcmp(row->story, "all") == 0 ? report_text(texts, "leverage.all")
                                                            : row->story);
        story = row->story;
        print_row(row, texts);
    }
    snprintf(held, sizeof held, "%u", held_count);
    snprintf(bars, sizeof bars, "%u", bars_count);
    fputc('\n', stdout);
    report_print(stdout, texts, "leverage.sum", (const char *[REPORT_VALUES]){held, bars});
}

/* --- for programs ---------------------------------------------------------------------------- */

static void print_json(const struct leverage_row *row, FILE *out)
{
    cJSON *json = cJSON_CreateObject();

    cJSON_AddStringToObject(json, "story", row->story);
    cJSON_AddStringToObject(json, "measure", leverage_measure_name((int)row->measure));
    cJSON_AddStringToObject(json, "outcome", row->outcome);
    cJSON_AddNumberToObject(json, "value", json_line_thousandths(row->value));
    if (isnan(row->bar)) {
        cJSON_AddNullToObject(json, "bar");
        cJSON_AddNullToObject(json, "holds");
    } else {
        cJSON_AddNumberToObject(json, "bar", json_line_thousandths(row->bar));
        cJSON_AddBoolToObject(json, "holds", row->holds);
    }
    json_line_print(out, json);
}

/* --- measuring ------------------------------------------------------------------------------- */

struct stories {
    const struct leverage_wishes *w;
    struct content_loaded *loaded[LEVERAGE_STORIES_MAX];
    struct leverage *found[LEVERAGE_STORIES_MAX];
    uint32_t count;
};

static void keep(void *arg, const struct leverage_row *row)
{
    struct leverage_rows *rows = arg;

    if (rows->count == rows->capacity) {
        const uint32_t capacity = rows->capacity == 0 ? 256 : 2 * rows->capacity;
        struct leverage_row *items = realloc(rows->items, capacity * sizeof *items);

        if (items == NULL) {
            rows->failed = true;
            return;
        }
        rows->items = items;
        rows->capacity = capacity;
    }
    rows->items[rows->count++] = *row;
}

static void show_progress(const char *folder, const struct leverage *l)
{
    if (isatty(STDERR_FILENO) == 1)
        fprintf(stderr, "%s: %.1f s\n", folder, l->seconds);
}

/* One more story, measured. */
static bool add_story(struct stories *all, const char *folder)
{
    const uint32_t n = all->count;
    struct leverage *l = calloc(1, sizeof *l);
    struct content_loaded *loaded = malloc(sizeof *loaded);

    if (l == NULL || loaded == NULL || n == LEVERAGE_STORIES_MAX) {
        free(l);
        free(loaded);
        return false;
    }
    all->loaded[n] = loaded;
    all->found[n] = l;
    all->count++;
    if (content_load(loaded, folder) != RESULT_OK) {
        content_print_problems(stderr, loaded, all->w->lang);
        return false;
    }
    *l = (struct leverage){.scenario = loaded->scenario,
                           .seeds = all->w->seeds,
                           .paths = all->w->paths,
                           .states = all->w->states,
                           .threads = all->w->threads};
    if (leverage_run(l) != RESULT_OK)
        return false;
    show_progress(folder, l);
    return true;
}

static bool report(const struct stories *all, const struct leverage_rows *rows)
{
    const struct leverage_wishes *w = all->w;
    struct report_texts *texts = report_open(all->loaded[0]->files.root, w->lang);
    bool fine = !rows->failed;

    for (uint32_t i = 0; i < rows->count; i++) {
        fine = fine && rows->items[i].holds;
        if (w->json)
            print_json(&rows->items[i], stdout);
        if (w->page != NULL)
            print_json(&rows->items[i], w->page);
    }
    if (!w->json)
        print_rows(rows, w, texts);
    report_close(texts);
    return fine;
}

bool leverage_report(const struct leverage_wishes *w, const char *const *folders, uint32_t count)
{
    struct stories all = {.w = w};
    struct leverage_rows rows = {.items = NULL};
    bool fine = count > 0;

    for (uint32_t i = 0; i < count && fine; i++) {
        fine = add_story(&all, folders[i]);
        if (!fine)
            fprintf(stderr, "dilemma playtest: %s: could not be measured\n", folders[i]);
    }
    if (fine) {
        for (uint32_t i = 0; i < all.count; i++)
            leverage_rows_of_story(all.found[i], keep, &rows);
        leverage_rows_of_all((const struct leverage *const *)all.found, all.count, keep, &rows);
        fine = report(&all, &rows);
    }
    for (uint32_t i = 0; i < all.count; i++) {
        leverage_clear(all.found[i]);
        content_close(all.loaded[i]);
        free(all.found[i]);
        free(all.loaded[i]);
    }
    free(rows.items);
    return fine;
}
