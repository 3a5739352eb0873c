/* text.h -- a text in every language of the product. UTF-8, borrowed from the arena of the
 * catalogue or scenario that it belongs to; not NUL-terminated. */
#ifndef DK_SCENARIO_TEXT_H
#define DK_SCENARIO_TEXT_H

#include "base/bytes.h"

#include <assert.h>

/* The order is that of enum lang in protocol/enums.def. */
#define TEXT_LANGS(X) X(nl) X(en)
enum text_lang {
#define X(name) TEXT_LANG_##name,
    TEXT_LANGS(X)
#undef X
        TEXT_LANGS_COUNT
};

struct text {
    struct bytes in[TEXT_LANGS_COUNT]; /* Size 0: not in this language. */
};

static inline struct bytes text_in(const struct text *text, uint32_t lang)
{
    assert(lang < TEXT_LANGS_COUNT);
    return text->in[lang];
}

/* A piece of a story: a paragraph, or something said. */
struct text_block {
    bool speech;
    int8_t member;         /* Who speaks, as index in the team; -1: nobody, or not a member. */
    struct bytes name;     /* Who speaks, as written; empty for a paragraph. */
    struct bytes face;     /* Expression of the drawn face (rustig, moe, ...); may be empty. */
    struct bytes portrait; /* Whose drawn face it is; empty for a paragraph. */
    struct bytes text;     /* Without the name and without quotation marks. */
};

/* A story, cut into blocks. Each language may be cut in its own way. */
struct text_blocks {
    const struct text_block *items;
    uint32_t count;
};
struct text_story {
    struct text_blocks in[TEXT_LANGS_COUNT];
};

static inline struct text_blocks text_story_in(const struct text_story *story, uint32_t lang)
{
    assert(lang < TEXT_LANGS_COUNT);
    return story->in[lang];
}

#endif
