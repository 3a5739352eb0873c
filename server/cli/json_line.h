/* json_line.h -- what a command prints with --json: one object per line. */
#ifndef DK_CLI_JSON_LINE_H
#define DK_CLI_JSON_LINE_H

#include <cjson/cJSON.h>
#include <stdio.h>

/* Prints the object and deletes it. Without memory for its text, "{}". */
void json_line_print(FILE *out, cJSON *line);

/* A share or a figure as a report shows it: to thousandths. */
double json_line_thousandths(double value);

#endif
