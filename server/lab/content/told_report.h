/* told_report.h -- dilemma playtest --why: what is told of each option, for people and programs. */
#ifndef DK_LAB_CONTENT_TOLD_REPORT_H
#define DK_LAB_CONTENT_TOLD_REPORT_H

#include "library/content_report.h"
#include "playtest/told.h"

/* Per option its causes, most often told first, with the sentence that is told; `brief`: only how
 * much of it is told in the author's words. */
void told_report_print(const struct told *told, const struct report_texts *texts, bool brief,
                       uint32_t lang);
/* A line a cause, then a line for the story. */
void told_report_json(const struct told *told);

#endif
