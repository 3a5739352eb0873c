/* coverage.h -- which parts of the catalogue occur in which scenario: the counts and their
 * report. */
#ifndef DK_LAB_CONTENT_COVERAGE_H
#define DK_LAB_CONTENT_COVERAGE_H

#include "lab/content/people.h"

#define COVERAGE_SCENARIOS_MAX  64
#define COVERAGE_REFERENCES_MAX 1024

/* Numbers of options, happenings and backgrounds, per scenario in the order of their folders. */
struct coverage {
    struct content_files files;
    struct problem_list problems;
    struct catalogue *catalogue;
    struct scenario *scenarios[COVERAGE_SCENARIOS_MAX];
    uint32_t count;
    uint32_t actions[COVERAGE_SCENARIOS_MAX][INTERVENTIONS_MAX];
    uint32_t happenings[COVERAGE_SCENARIOS_MAX][SIM_PULSES_MAX];
    uint32_t references[COVERAGE_SCENARIOS_MAX][COVERAGE_REFERENCES_MAX];
    uint32_t cards[COVERAGE_SCENARIOS_MAX][CARDS_MAX];
    /* Starts of actions that work less well when this precondition is missing. */
    uint32_t preconditions[COVERAGE_SCENARIOS_MAX][SIM_PRECONDITIONS_COUNT];
    struct people people;
};

/* The table: a row for each thing of the catalogue, a column for each scenario; and the people. */
void coverage_print(const struct coverage *c, uint32_t lang, FILE *out);
/* One line for each scenario, and one for each table of people. */
void coverage_print_json(const struct coverage *c, FILE *out);

#endif
