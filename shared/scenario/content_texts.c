/* content_texts.c -- the texts of a folder: one tree per language, read with the same keys. */
#include "scenario/content.h"

#include "protocol/utf8.h"
#include "scenario/format.h"

#include <stdarg.h>

#define KEYS_MAX 8
/* Marks a value of the tree that somebody asked for. cJSON does not use this bit of `type`. */
#define JSON_SEEN (1 << 16)

static const char *const lang_names[TEXT_LANGS_COUNT] = {
#define X(name) #name,
    TEXT_LANGS(X)
#undef X
};

/* "catalogue/%s/cards.json" in a language. */
static void file_of(const struct texts *texts, uint32_t lang, char out[PROBLEM_FILE_MAX])
{
    const char *place = strstr(texts->format, "%s");
    struct bytes before;

    assert(place != NULL);
    before = (struct bytes){(const uint8_t *)texts->format, (size_t)(place - texts->format)};
    format_text(out, PROBLEM_FILE_MAX, "%b%s%s", before, lang_names[lang], place + 2);
}

static bool is_asked(const struct texts *texts, uint32_t lang)
{
    return (texts->languages >> lang & 1) != 0;
}

struct texts texts_open(struct content *content, const char *format, uint32_t languages)
{
    struct texts texts = {.content = content, .format = format, .languages = languages};
    char file[PROBLEM_FILE_MAX];

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        texts.root[lang].content = texts.today[lang].content = content;
        if (!is_asked(&texts, lang))
            continue;
        file_of(&texts, lang, file);
        texts.root[lang] = at_open_or_today(content, file);
    }
    return texts;
}

void texts_close(struct texts *texts)
{
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        at_close(&texts->root[lang]);
        at_close(&texts->today[lang]);
    }
}

/* For an earlier catalogue: the roots of today's texts. */
static struct at *open_today(struct texts *texts)
{
    char file[PROBLEM_FILE_MAX];

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        if (!is_asked(texts, lang) || texts->today[lang].json != NULL)
            continue;
        file_of(texts, lang, file);
        texts->today[lang] = at_open_today(texts->content, file);
    }
    return texts->today;
}

static void mark_seen(const struct at *at)
{
    if (at->json != NULL)
        ((cJSON *)(uintptr_t)at->json)->type |= JSON_SEEN;
}

/* Join a list of paragraphs by blank lines. */
static struct bytes join(const struct at *list)
{
    struct arena *arena = list->content->arena;
    size_t size = 0;
    uint8_t *out;
    const cJSON *item;

    cJSON_ArrayForEach(item, list->json) size +=
        cJSON_IsString(item) ? strlen(item->valuestring) + 2 : 0;
    if (size == 0 || (out = arena_take(arena, size)) == NULL)
        return (struct bytes){NULL, 0};
    size = 0;
    cJSON_ArrayForEach(item, list->json)
    {
        const size_t length = cJSON_IsString(item) ? strlen(item->valuestring) : 0;

        if (length == 0)
            continue;
        if (size > 0) {
            memcpy(out + size, "\n\n", 2);
            size += 2;
        }
        memcpy(out + size, item->valuestring, length);
        size += length;
    }
    return (struct bytes){out, size};
}

/* The text at a place that exists: a string, or a list of strings. */
static struct bytes text_at(const struct at *at)
{
    struct bytes text;
    char number[16];

    mark_seen(at);
    if (cJSON_IsArray(at->json)) {
        const cJSON *item;

        cJSON_ArrayForEach(item, at->json)
        {
            if (!cJSON_IsString(item))
                at_problem(at, PROBLEM_TYPE_WRONG, "text", NULL, NULL);
        }
        text = join(at);
    } else if (cJSON_IsString(at->json)) {
        text = arena_copy(at->content->arena, bytes_of(at->json->valuestring));
    } else {
        at_problem(at, PROBLEM_TYPE_WRONG, "text", NULL, NULL);
        return (struct bytes){NULL, 0};
    }
    if (text.size == 0)
        at_problem(at, PROBLEM_TEXT_EMPTY, NULL, NULL, NULL);
    if (!utf8_valid(text))
        at_problem(at, PROBLEM_TEXT_UTF8, NULL, NULL, NULL);
    if (text.size > TEXT_BYTES_MAX) {
        format_text(number, sizeof number, "%d", TEXT_BYTES_MAX);
        at_problem(at, PROBLEM_TEXT_BYTES, number, NULL, NULL);
    }
    return text;
}

static uint32_t keys_of(va_list args, const char *keys[KEYS_MAX])
{
    uint32_t count = 0;

    for (const char *key = va_arg(args, const char *); key != NULL;
         key = va_arg(args, const char *)) {
        assert(count < KEYS_MAX);
        keys[count++] = key;
    }
    return count;
}

static struct at walk(const struct at *root, const char *const *keys, uint32_t count)
{
    struct at at = *root;

    for (uint32_t i = 0; i < count; i++)
        at = at_key(&at, keys[i]);
    return at;
}

static struct text get(struct texts *texts, va_list args, bool needed)
{
    const char *keys[KEYS_MAX];
    const uint32_t count = keys_of(args, keys);
    struct text text = {0};

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        struct at at = walk(&texts->root[lang], keys, count);

        if (texts->root[lang].json == NULL)
            continue; /* The missing file was reported already. */
        if (at.json == NULL && needed && texts->content->today != NULL)
            at = walk(&open_today(texts)[lang], keys, count);
        if (at.json != NULL)
            text.in[lang] = text_at(&at);
        else if (needed)
            at_problem(&at, PROBLEM_TEXT_MISSING, lang_names[lang], NULL, NULL);
    }
    return text;
}

struct text texts_get(struct texts *texts, ...)
{
    struct text text;
    va_list args;

    va_start(args, texts);
    text = get(texts, args, true);
    va_end(args);
    return text;
}

struct text texts_get_if(struct texts *texts, ...)
{
    struct text text;
    va_list args;

    va_start(args, texts);
    text = get(texts, args, false);
    va_end(args);
    return text;
}

/* Report the problems of a list of texts in one language. Returns its length; 0: it is
 * unreadable. */
static uint32_t list_length(const struct at *list, uint32_t lang, uint32_t least, uint32_t most)
{
    const uint32_t count = at_count(list);
    char texts[3][16];

    mark_seen(list);
    if (list->json == NULL) {
        at_problem(list, PROBLEM_TEXT_MISSING, lang_names[lang], NULL, NULL);
        return 0;
    }
    if (!cJSON_IsArray(list->json)) {
        at_problem(list, PROBLEM_TYPE_WRONG, "list", NULL, NULL);
        return 0;
    }
    if (count < least || count > most) {
        format_text(texts[0], sizeof texts[0], "%u", least);
        format_text(texts[1], sizeof texts[1], "%u", most);
        format_text(texts[2], sizeof texts[2], "%u", count);
        at_problem(list, PROBLEM_LIST_LENGTH, texts[0], texts[1], texts[2]);
    }
    return count < most ? count : most;
}

bool texts_have(const struct texts *texts, ...)
{
    const char *keys[KEYS_MAX];
    uint32_t depth;
    va_list args;
    bool found = false;

    va_start(args, texts);
    depth = keys_of(args, keys);
    va_end(args);
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        struct at place = texts->root[lang];

        for (uint32_t i = 0; i < depth && place.json != NULL; i++)
            place = at_key(&place, keys[i]);
        found = found || place.json != NULL;
    }
    return found;
}

/* Does every language have this list, with as many texts as are asked for? */
static bool list_fits(const struct texts *texts, const char *const *keys, uint32_t depth,
                      uint32_t least, uint32_t most)
{
    uint32_t first = UINT32_MAX;

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        const struct at list = walk(&texts->root[lang], keys, depth);
        const uint32_t count = cJSON_IsArray(list.json) ? at_count(&list) : 0;

        if (!is_asked(texts, lang))
            continue;
        first = first == UINT32_MAX ? count : first;
        if (count < least || count > most || count != first)
            return false;
    }
    return true;
}

static uint32_t read_lists(const struct at lists[TEXT_LANGS_COUNT], uint32_t least, uint32_t most,
                           struct text *out)
{
    uint32_t longest = 0;

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        const uint32_t count =
            lists[lang].content == NULL ? 0 : list_length(&lists[lang], lang, least, most);

        longest = count > longest ? count : longest;
        for (uint32_t i = 0; i < count; i++) {
            const struct at item = at_number(&lists[lang], i);

            out[i].in[lang] = text_at(&item);
        }
    }
    return longest;
}

uint32_t texts_list(struct texts *texts, uint32_t least, uint32_t most, struct text *out, ...)
{
    const char *keys[KEYS_MAX];
    const struct at *roots = texts->root;
    struct at lists[TEXT_LANGS_COUNT] = {0}; /* Without content: no file, which was reported. */
    uint32_t depth, longest;
    va_list args;

    va_start(args, out);
    depth = keys_of(args, keys);
    va_end(args);
    if (texts->content->today != NULL && !list_fits(texts, keys, depth, least, most))
        roots = open_today(texts);
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++)
        if (roots[lang].json != NULL)
            lists[lang] = walk(&roots[lang], keys, depth);
    longest = read_lists(lists, least, most, out);
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        for (uint32_t i = at_count(&lists[lang]); lists[lang].json != NULL && i < longest; i++) {
            const struct at item = at_number(&lists[lang], i);

            at_problem(&item, PROBLEM_TEXT_MISSING, lang_names[lang], NULL, NULL);
        }
    }
    return longest;
}

/* --- what nobody asked for ------------------------------------------------------------------- */

static void report(const struct at *at, uint32_t depth)
{
    const cJSON *item;

    if (depth == KEYS_MAX)
        return;
    cJSON_ArrayForEach(item, at->json)
    {
        struct at here;

        if ((item->type & JSON_SEEN) != 0 || item->string[0] == '$')
            continue;
        here = at_key(at, item->string);
        if (here.json != item) {
            at_problem_bytes(&here, PROBLEM_KEY_TWICE, bytes_of(item->string),
                             (struct bytes){NULL, 0});
            continue;
        }
        if (cJSON_IsObject(item) && item->child != NULL)
            report(&here, depth + 1);
        else
            at_problem_bytes(&here, PROBLEM_TEXT_UNUSED, bytes_of(item->string),
                             (struct bytes){NULL, 0});
    }
}

void texts_report_unused(struct texts *texts)
{
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        if (texts->root[lang].json != NULL)
            report(&texts->root[lang], 0);
    }
}
