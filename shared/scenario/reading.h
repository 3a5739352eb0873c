/* reading.h -- how easy is a text to read? Flesch reading ease (English) and Flesch-Douma (Dutch),
 * 0 hard .. 100 easy; 60 and more is plain language. Integers: tenths.
 *
 *   en  206.835 - 1.015 words per sentence - 84.6 syllables per word     Flesch 1948
 *   nl  206.84  - 0.93  words per sentence - 77   syllables per word     Douma 1960
 *
 * Syllables are counted as groups of vowels, with the silent e of English left out. */
#ifndef DK_SCENARIO_READING_H
#define DK_SCENARIO_READING_H

#include "scenario/text.h"

struct reading {
    uint32_t words;
    uint32_t sentences;
    uint32_t syllables;
    uint32_t longest_sentence; /* words */
};

/* Count a text, too. */
void reading_add(struct reading *reading, struct bytes text, uint32_t lang);
/* Count all blocks of a story, too. */
void reading_add_story(struct reading *reading, const struct text_story *story, uint32_t lang);
/* In tenths; 1000 if there are no words. May be below 0. */
int32_t reading_ease(const struct reading *reading, uint32_t lang);
uint32_t reading_words(struct bytes text);

#endif
