/* people.h -- the people of all stories, as scenarios/people.json has coded them, counted two
 * traits at a time, and how often chance alone would give a count as uneven. It tells whether the
 * stories together say something that none of them says: whose fault it always is, who is always
 * the boss. How people are coded: scenarios/README.md, "The people of all stories". */
#ifndef DK_LAB_CONTENT_PEOPLE_H
#define DK_LAB_CONTENT_PEOPLE_H

#include "library/content_report.h"

#define PEOPLE_MAX         2000
#define PEOPLE_VALUES_MAX  10
#define PEOPLE_COLUMNS_MAX 10
/* A cell that chance gives less often than this many times in a thousand is a pattern. */
#define PEOPLE_CHANCE_MIN 50

enum people_trait {
    TRAIT_SEX,
    TRAIT_AGE,
    TRAIT_ORIGIN,
    TRAIT_ROLE,
    TRAIT_CARRIES, /* Bit 0: the problem, bit 1: the solution. */
    TRAITS_COUNT
};

struct people {
    uint8_t value[PEOPLE_MAX][TRAITS_COUNT]; /* An index in the words of the trait. */
    uint32_t count;
    uint32_t faults; /* Entries that could not be read. */
};

/* Two traits against each other. Who is "unknown" in one of them is left out. */
struct people_table {
    const char *key;
    enum people_trait row, column;
    bool team; /* Members of the team only, or everybody? */
};

/* The counts of a table. Columns may overlap: whoever carries both counts under both. */
struct people_counts {
    uint32_t cell[PEOPLE_VALUES_MAX][PEOPLE_COLUMNS_MAX];
    uint32_t row[PEOPLE_VALUES_MAX], column[PEOPLE_COLUMNS_MAX], all;
};

/* Reads people.json; nobody when there is none. */
void people_read(struct people *people, const struct content_reader *reader);

extern const struct people_table people_tables[];
extern const uint32_t people_tables_count;

uint32_t people_rows(const struct people_table *table);
uint32_t people_columns(const struct people_table *table);
const char *people_row_key(const struct people_table *table, uint32_t row);
const char *people_column_key(const struct people_table *table, uint32_t column);
void people_count(const struct people *people, const struct people_table *table,
                  struct people_counts *counts);
/* Of 1000 times that `cell` of `all` people are in this row and this column by chance alone, with
 * the same sums, how often is it as unlikely as this? Fisher's exact test, two-sided. */
uint32_t people_chance(const struct people_counts *counts, uint32_t row, uint32_t column);

void people_print(const struct people *people, const struct report_texts *texts, FILE *out);
/* A line for each table. */
void people_print_json(const struct people *people, FILE *out);

#endif
