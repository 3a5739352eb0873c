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
    bool brief;       /* Only rows that do not hold, and a last line. */
    const char *html; /* NULL: no page. */
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

/* "learning" as people say it, and a value in its unit: "34 %", "1,20". Return `out`. */
#define LEVERAGE_VALUE_TEXT 48
const char *leverage_say_outcome(const struct report_texts *texts, const struct leverage_row *row);
const char *leverage_say_value(const struct report_texts *texts, enum leverage_measure measure,
                               double value, char out[LEVERAGE_VALUE_TEXT]);
const char *leverage_say_measure(const struct report_texts *texts, enum leverage_measure measure);

/* A page with a picture of each measure: every story a dot, the bar a line. */
enum result leverage_write_html(const struct leverage_rows *rows, const struct report_texts *texts,
                                uint32_t lang, const char *path);

#endif
