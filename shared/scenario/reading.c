#include "scenario/reading.h"

#include "scenario/text.h"

/* The letter at `at`, in lower case and without its accent; 0: not a letter. *size: bytes used. */
static char letter_at(struct bytes text, size_t at, size_t *size)
{
    /* U+00C0..U+00FF without accents. */
    static const char latin[] =
        "aaaaaaaceeeeiiiidnooooo\0ouuuuytsaaaaaaaceeeeiiiidnooooo\0ouuuuyty";
    const uint8_t c = text.data[at];

    *size = 1;
    if (c >= 'a' && c <= 'z')
        return (char)c;
    if (c >= 'A' && c <= 'Z')
        return (char)(c + 32);
    if (c < 0x80)
        return 0;
    while (at + *size < text.size && (text.data[at + *size] & 0xC0) == 0x80)
        (*size)++;
    if (c == 0xC3 && *size == 2 && text.data[at + 1] >= 0x80)
        return latin[text.data[at + 1] - 0x80];
    return 0;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* Syllables of a word of plain letters. */
static uint32_t syllables_of(const char *word, uint32_t length, uint32_t lang)
{
    uint32_t count = 0;
    bool before = false;

    for (uint32_t i = 0; i < length; i++) {
        const bool vowel = is_vowel(word[i]) ||
                           (lang == TEXT_LANG_nl && i > 0 && word[i] == 'j' && word[i - 1] == 'i');

        count += vowel && !before;
        before = vowel;
    }
    if (lang == TEXT_LANG_en && count > 1 && word[length - 1] == 'e' &&
        !(length > 2 && word[length - 2] == 'l' && !is_vowel(word[length - 3])))
        count--;
    return count == 0 ? 1 : count;
}

#define WORD_LETTERS_MAX 64

struct reading_scan {
    char word[WORD_LETTERS_MAX];
    uint32_t length;
    uint32_t in_sentence;
};

static void word_end(struct reading_scan *scan, struct reading *r, uint32_t lang)
{
    if (scan->length == 0)
        return;
    r->words++;
    r->syllables += syllables_of(scan->word, scan->length, lang);
    scan->in_sentence++;
    scan->length = 0;
}

static void sentence_end(struct reading_scan *scan, struct reading *r)
{
    if (scan->in_sentence == 0)
        return;
    r->sentences++;
    if (scan->in_sentence > r->longest_sentence)
        r->longest_sentence = scan->in_sentence;
    scan->in_sentence = 0;
}

void reading_add(struct reading *r, struct bytes text, uint32_t lang)
{
    struct reading_scan scan = {.length = 0};

    for (size_t i = 0, size; i < text.size; i += size) {
        const char letter = letter_at(text, i, &size);
        const uint8_t c = text.data[i];

        if (letter != 0) {
            if (scan.length < WORD_LETTERS_MAX)
                scan.word[scan.length++] = letter;
            continue;
        }
        if (c == '\'' || c == '-' ||
            (c == 0xE2 && size == 3 && text.data[i + 1] == 0x80 && text.data[i + 2] == 0x99))
            continue; /* zo'n, op-en-top: one word */
        word_end(&scan, r, lang);
        if (c == '.' || c == '?' || c == '!' || c == ':' || c == '\n')
            sentence_end(&scan, r);
    }
    word_end(&scan, r, lang);
    sentence_end(&scan, r);
}

void reading_add_story(struct reading *r, const struct text_story *story, uint32_t lang)
{
    const struct text_blocks blocks = text_story_in(story, lang);

    for (uint32_t i = 0; i < blocks.count; i++)
        reading_add(r, blocks.items[i].text, lang);
}

int32_t reading_ease(const struct reading *r, uint32_t lang)
{
    int64_t per_sentence, per_word; /* In millionths. */

    if (r->words == 0 || r->sentences == 0)
        return 1000;
    per_sentence = (int64_t)r->words * 1000000 / r->sentences;
    per_word = (int64_t)r->syllables * 1000000 / r->words;
    /* Coefficients in thousandths, sums in 10^-9; a tenth is 10^8. */
    if (lang == TEXT_LANG_nl)
        return (int32_t)((206840000000 - 930 * per_sentence - 77000 * per_word) / 100000000);
    return (int32_t)((206835000000 - 1015 * per_sentence - 84600 * per_word) / 100000000);
}

uint32_t reading_words(struct bytes text)
{
    uint32_t words = 0;
    bool inside = false;

    for (size_t i = 0; i < text.size; i++) {
        const bool space = text.data[i] == ' ' || text.data[i] == '\n';

        words += !space && !inside;
        inside = !space;
    }
    return words;
}
