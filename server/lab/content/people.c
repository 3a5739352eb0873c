/* people.c -- counting the people of all stories, two traits at a time, and Fisher's exact test. */
#include "lab/content/people.h"

#include "protocol/json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#define UNKNOWN   "unknown"
#define ROLE_TEAM 2 /* In the words of TRAIT_ROLE. */

/* What people.json says, in the order of the tables. "unknown" is the last of its trait. */
static const struct {
    const char *name;
    const char *words[PEOPLE_VALUES_MAX];
} traits[TRAITS_COUNT] = {
    [TRAIT_SEX] = {"sex", {"woman", "man", UNKNOWN}},
    [TRAIT_AGE] = {"age", {"under_30", "30_50", "over_50", UNKNOWN}},
    [TRAIT_ORIGIN] = {"origin",
                      {"dutch", "turkish", "arab", "surinamese", "african", "asian", "slavic",
                       "other"}},
    [TRAIT_ROLE] = {"role", {"above", "leader", "team", "elsewhere", "outside"}},
    [TRAIT_CARRIES] = {"carries", {"neither", "problem", "solution", "both"}},
};

const struct people_table people_tables[] = {
    {"sex_role", TRAIT_SEX, TRAIT_ROLE, false},
    {"origin_role", TRAIT_ORIGIN, TRAIT_ROLE, false},
    {"origin_sex", TRAIT_ORIGIN, TRAIT_SEX, false},
    {"sex_carries", TRAIT_SEX, TRAIT_CARRIES, true},
    {"age_carries", TRAIT_AGE, TRAIT_CARRIES, true},
    {"origin_carries", TRAIT_ORIGIN, TRAIT_CARRIES, true},
    {"age_sex", TRAIT_AGE, TRAIT_SEX, false},
    {"age_origin", TRAIT_AGE, TRAIT_ORIGIN, false},
};
const uint32_t people_tables_count = sizeof people_tables / sizeof people_tables[0];

/* After the four values of TRAIT_CARRIES: everybody who carries a problem, or a solution. */
static const char *const sums[] = {"any_problem", "any_solution"};
#define SUMS_COUNT (uint32_t)(sizeof sums / sizeof sums[0])

/* --- reading --------------------------------------------------------------------------------- */

/* The index of the word that `person` has for a trait, or -1. */
static int value_of(const cJSON *person, enum people_trait trait)
{
    const char *word =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(person, traits[trait].name));

    for (int v = 0; word != NULL && v < PEOPLE_VALUES_MAX && traits[trait].words[v] != NULL; v++) {
        if (strcmp(word, traits[trait].words[v]) == 0)
            return v;
    }
    return -1;
}

static void add_person(struct people *people, const cJSON *person)
{
    int values[TRAITS_COUNT];

    for (uint32_t t = 0; t < TRAITS_COUNT; t++) {
        values[t] = value_of(person, (enum people_trait)t);
        if (values[t] < 0 || people->count == PEOPLE_MAX) {
            people->faults++;
            return;
        }
    }
    for (uint32_t t = 0; t < TRAITS_COUNT; t++)
        people->value[people->count][t] = (uint8_t)values[t];
    people->count++;
}

void people_read(struct people *people, const struct content_reader *reader)
{
    const cJSON *story, *person;
    struct bytes bytes;
    cJSON *json = NULL;
    size_t wrong;

    memset(people, 0, sizeof *people);
    if (reader->read(reader->arg, "people.json", &bytes) != RESULT_OK)
        return;
    if (json_check(bytes, (struct json_limits){CONTENT_DEPTH_MAX, CONTENT_VALUES_MAX}, &wrong))
        json = cJSON_ParseWithLength((const char *)bytes.data, bytes.size);
    if (json == NULL)
        people->faults++;
    cJSON_ArrayForEach(story, json) cJSON_ArrayForEach(person, story) add_person(people, person);
    cJSON_Delete(json);
}

/* --- counting -------------------------------------------------------------------------------- */

/* The values of a trait that are counted. */
static uint32_t values_count(enum people_trait trait)
{
    uint32_t count = 0;

    while (count < PEOPLE_VALUES_MAX && traits[trait].words[count] != NULL &&
           strcmp(traits[trait].words[count], UNKNOWN) != 0)
        count++;
    return count;
}

uint32_t people_rows(const struct people_table *table)
{
    return values_count(table->row);
}

uint32_t people_columns(const struct people_table *table)
{
    return values_count(table->column) + (table->column == TRAIT_CARRIES ? SUMS_COUNT : 0);
}

const char *people_row_key(const struct people_table *table, uint32_t row)
{
    return traits[table->row].words[row];
}

const char *people_column_key(const struct people_table *table, uint32_t column)
{
    const uint32_t count = values_count(table->column);

    return column < count ? traits[table->column].words[column] : sums[column - count];
}

static bool is_in_column(const struct people_table *table, uint32_t value, uint32_t column)
{
    const uint32_t count = values_count(table->column);

    return column < count ? value == column : (value >> (column - count) & 1) != 0;
}

void people_count(const struct people *people, const struct people_table *table,
                  struct people_counts *counts)
{
    memset(counts, 0, sizeof *counts);
    for (uint32_t p = 0; p < people->count; p++) {
        const uint8_t *value = people->value[p];

        if ((table->team && value[TRAIT_ROLE] != ROLE_TEAM) ||
            value[table->row] >= people_rows(table) ||
            value[table->column] >= values_count(table->column))
            continue;
        counts->all++;
        counts->row[value[table->row]]++;
        for (uint32_t c = 0; c < people_columns(table); c++) {
            if (is_in_column(table, value[table->column], c)) {
                counts->cell[value[table->row]][c]++;
                counts->column[c]++;
            }
        }
    }
}

/* --- chance ---------------------------------------------------------------------------------- */

/* The logarithm of the number of ways to choose k of n. */
static double log_ways(uint32_t n, uint32_t k)
{
    return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
}

/* How probable it is that exactly `both` of the people in the row are in the column. */
static double probability(uint32_t both, uint32_t row, uint32_t column, uint32_t all)
{
    return exp(log_ways(row, both) + log_ways(all - row, column - both) - log_ways(all, column));
}

uint32_t people_chance(const struct people_counts *counts, uint32_t row, uint32_t column)
{
    const uint32_t r = counts->row[row], c = counts->column[column], all = counts->all;
    const uint32_t least = r + c > all ? r + c - all : 0, most = r < c ? r : c;
    const double seen = probability(counts->cell[row][column], r, c, all);
    double sum = 0;

    for (uint32_t both = least; both <= most; both++) {
        const double p = probability(both, r, c, all);

        if (p <= seen * (1 + 1e-9)) /* As probable, but for rounding. */
            sum += p;
    }
    return (uint32_t)(sum * 1000 + 1e-9) > 1000 ? 1000 : (uint32_t)(sum * 1000 + 1e-9);
}
