/* tune_report.h -- what `dilemma tune` tells about a story: how many dilemmas held and hold, and
 * what is left for its author. */
#ifndef DK_LAB_CONTENT_TUNE_REPORT_H
#define DK_LAB_CONTENT_TUNE_REPORT_H

#include "library/content_report.h"
#include "playtest/tune.h"
#include "playtest/tune_suggest.h"

/* How many faults are left. */
uint32_t tune_report_left(const struct tune *t);
/* Sentences; for a fork that is left also what does change after its option (fork_survey.h). false:
 * no memory. */
bool tune_report_print(const struct tune *t, const struct report_texts *texts, FILE *out);
/* A line for each number that changed, each dilemma, each fork that is left, and for the story.
 * false: no memory. */
bool tune_report_json(const struct tune *t, FILE *out);

/* What would mend the options at fault (tune_suggest.h): sentences, or a line each and one for the
 * story. */
void tune_report_suggest(const struct scenario *scenario, const struct tune_suggestions *s,
                         const struct report_texts *texts, FILE *out);
void tune_report_suggest_json(const struct scenario *scenario, const struct tune_suggestions *s,
                              FILE *out);

#endif
