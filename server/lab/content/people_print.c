/* people_print.c -- the tables of people on the terminal, and as JSON. */
#include "cli/json_line.h"
#include "lab/content/people.h"

#include <string.h>

#define LABEL_WIDTH  24
#define COLUMN_WIDTH 14

static const char *word(const struct report_texts *texts, const char *kind, const char *name)
{
    char key[64];

    snprintf(key, sizeof key, "people.%s.%s", kind, name);
    return report_text(texts, key);
}

static bool is_pattern(const struct people_counts *counts, uint32_t row, uint32_t column)
{
    return people_chance(counts, row, column) < PEOPLE_CHANCE_MIN;
}

static void print_cell(const struct people_counts *counts, uint32_t row, uint32_t column, FILE *out)
{
    const uint32_t chance = people_chance(counts, row, column);

    fprintf(out, "%4u %u.%03u%-*s", counts->cell[row][column], chance / 1000, chance % 1000,
            COLUMN_WIDTH - 10, is_pattern(counts, row, column) ? "*" : "");
}

static void print_table(const struct people *people, const struct people_table *table,
                        const struct report_texts *texts, FILE *out)
{
    struct people_counts counts;

    people_count(people, table, &counts);
    fprintf(out, "\n  %s\n    %*s", word(texts, "table", table->key), LABEL_WIDTH, "");
    for (uint32_t c = 0; c < people_columns(table); c++)
        report_pad(out, bytes_of(word(texts, "is", people_column_key(table, c))), COLUMN_WIDTH - 1);
    fputc('\n', out);
    for (uint32_t r = 0; r < people_rows(table); r++) {
        if (counts.row[r] == 0)
            continue;
        fputs("    ", out);
        report_pad(out, bytes_of(word(texts, "is", people_row_key(table, r))), LABEL_WIDTH - 5);
        for (uint32_t c = 0; c < people_columns(table); c++)
            print_cell(&counts, r, c, out);
        fprintf(out, "%5u\n", counts.row[r]);
    }
}

void people_print(const struct people *people, const struct report_texts *texts, FILE *out)
{
    char count[16], bound[16];

    if (people->count == 0)
        return;
    snprintf(count, sizeof count, "%u", people->count);
    snprintf(bound, sizeof bound, "%u", PEOPLE_CHANCE_MIN);
    fputs("\n  ", out);
    report_print(out, texts, "people.title", (const char *[REPORT_VALUES]){count, bound});
    for (uint32_t t = 0; t < people_tables_count; t++)
        print_table(people, &people_tables[t], texts, out);
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void add_rows(cJSON *json, const struct people_table *table,
                     const struct people_counts *counts)
{
    cJSON *rows = cJSON_AddArrayToObject(json, "rows");
    cJSON *columns = cJSON_AddArrayToObject(json, "columns");
    cJSON *cells = cJSON_AddArrayToObject(json, "counts");
    cJSON *chances = cJSON_AddArrayToObject(json, "chances");

    for (uint32_t c = 0; c < people_columns(table); c++)
        cJSON_AddItemToArray(columns, cJSON_CreateString(people_column_key(table, c)));
    for (uint32_t r = 0; r < people_rows(table); r++) {
        cJSON *cell_row = cJSON_CreateArray(), *chance_row = cJSON_CreateArray();

        for (uint32_t c = 0; c < people_columns(table); c++) {
            cJSON_AddItemToArray(cell_row, cJSON_CreateNumber(counts->cell[r][c]));
            cJSON_AddItemToArray(chance_row, cJSON_CreateNumber(people_chance(counts, r, c)));
        }
        cJSON_AddItemToArray(rows, cJSON_CreateString(people_row_key(table, r)));
        cJSON_AddItemToArray(cells, cell_row);
        cJSON_AddItemToArray(chances, chance_row);
    }
}

void people_print_json(const struct people *people, FILE *out)
{
    for (uint32_t t = 0; people->count > 0 && t < people_tables_count; t++) {
        cJSON *json = cJSON_CreateObject();
        struct people_counts counts;

        people_count(people, &people_tables[t], &counts);
        cJSON_AddStringToObject(json, "table", people_tables[t].key);
        cJSON_AddNumberToObject(json, "people", counts.all);
        add_rows(json, &people_tables[t], &counts);
        json_line_print(out, json);
    }
}
