/* playtest_words.h -- a verdict in words, for the terminal and the page. Private to the
 * playtest. */
#ifndef DK_PLAYTEST_PLAYTEST_WORDS_H
#define DK_PLAYTEST_PLAYTEST_WORDS_H

#include "library/content_report.h"
#include "playtest/playtest.h"

#define WORDS_MAX 512

struct playtest_words {
    const struct playtest *test;
    const struct report_texts *texts;
    uint32_t lang;
};

/* "B Eerst de krijtstrepen" */
const char *playtest_say_option(const struct playtest_words *w, uint32_t dilemma, uint32_t option,
                                char *out);
/* What decides: at most three sentences; "" when there are no states. */
const char *playtest_say_split(const struct playtest_words *w, uint32_t dilemma,
                               const struct playtest_verdict *v, char *out, size_t capacity);
/* What is wrong with an option, or "". */
const char *playtest_say_fault(const struct playtest_words *w, uint32_t dilemma,
                               const struct playtest_verdict *v, uint32_t option, char *out);
const char *playtest_say_verdict(const struct playtest_words *w, const struct playtest_verdict *v);
/* One decimal, as the language writes it: "2,1". Into `out` of WORDS_MAX; returns it. */
const char *playtest_say_tenths(const struct playtest_words *w, double value, char *out);
/* "12345 keer gespeeld ..." */
const char *playtest_say_summary(const struct playtest_words *w, char *out, size_t capacity);
const char *playtest_say_of(struct bytes text, char *out); /* NUL-terminated, WORDS_MAX */

#endif
