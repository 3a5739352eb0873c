/* leverage_report.h -- dilemma playtest --leverage: the rows of leverage_bars.h for people and
 * programs. */
#ifndef DK_LAB_CONTENT_LEVERAGE_REPORT_H
#define DK_LAB_CONTENT_LEVERAGE_REPORT_H

#include "library/content_report.h"
#include "playtest/leverage_bars.h"

struct leverage_wishes {
    uint32_t seeds, paths;
    uint32_t states; /* Per dilemma; 0: do not prove dilemmas. */
    uint32_t threads;
    bool json;
    bool brief; /* Only rows that do not hold, and a last line. */
    FILE *page; /* Gets the lines of JSON as well; may be NULL. */
    uint32_t lang;
};

/* Rows in the order in which they were put. */
struct leverage_rows {
    struct leverage_row *items;
    uint32_t count, capacity;
    bool failed; /* No memory. */
};

/* Measure the stories in these folders, and report. true: all could be measured and every bar
 * holds. */
bool leverage_report(const struct leverage_wishes *w, const char *const *folders, uint32_t count);

#endif
