/* content_report.h -- the sentences of the content commands (check, playtest, coverage, play), in
 * the language of the terminal: scenarios/catalogue/{nl,en}/report.json. */
#ifndef DK_LIBRARY_CONTENT_REPORT_H
#define DK_LIBRARY_CONTENT_REPORT_H

#include "library/content_files.h"

struct report_texts; /* Opaque. */

/* Read them from the folder of scenarios; NULL when they cannot be read. Close with report_close
 * (takes NULL). */
struct report_texts *report_open(const char *root, uint32_t lang);
void report_close(struct report_texts *texts);
/* The sentence of `key`; the key itself when there is none. Never NULL. */
const char *report_text(const struct report_texts *texts, const char *key);
/* Writes the sentence into `out` with {0}, {1}, {2} filled in, and returns `out`. A part in [..] is
 * left out when a value in it is empty. Values are texts or NULL. Cut when it does not fit. */
#define REPORT_VALUES 8
const char *report_fill(const struct report_texts *texts, const char *key,
                        const char *const values[REPORT_VALUES], char *out, size_t capacity);
/* A text in a column of `width` characters (not bytes), followed by at least one space. */
void report_pad(FILE *file, struct bytes text, int width);
void report_print(FILE *file, const struct report_texts *texts, const char *key,
                  const char *const values[REPORT_VALUES]);

#endif
