/* story.c -- cuts text into blocks. A paragraph "Sanne (moe): ..." is said by Sanne, who looks
 * tired. Names are those of members and of the scenario's others, in the language of the text. */
#include "scenario/compile.h"

#include "scenario/format.h"
#include "scenario/portraits.h"

#define NAME_BYTES_IN_STORY 32
#define BLOCKS_MAX          32

void compile_text_problem(struct compile *c, uint32_t lang, const char *path, enum problem_id id,
                          const char *parameter0, const char *parameter1)
{
    problem_add(c->content->problems, id, c->texts.root[lang].file, path, parameter0, parameter1,
                NULL);
}

static struct bytes trim(struct bytes text)
{
    while (text.size > 0 && (text.data[0] == ' ' || text.data[0] == '\n'))
        text = bytes_after(text, 1);
    while (text.size > 0 && (text.data[text.size - 1] == ' ' || text.data[text.size - 1] == '\n'))
        text.size--;
    return text;
}

/* The next paragraph of *rest; size 0 at the end. */
static struct bytes paragraph_next(struct bytes *rest)
{
    struct bytes paragraph;
    size_t size = 0;

    *rest = trim(*rest);
    while (size + 1 < rest->size && !(rest->data[size] == '\n' && rest->data[size + 1] == '\n'))
        size++;
    if (size + 1 >= rest->size)
        size = rest->size;
    paragraph = trim((struct bytes){rest->data, size});
    *rest = bytes_after(*rest, size);
    return paragraph;
}

/* "Sanne (moe): ..." cut into name, face, text; false when it does not look like speech. */
static bool cut_speech(struct bytes paragraph, struct text_block *block)
{
    const uint8_t *colon = memchr(paragraph.data, ':', paragraph.size);
    size_t head = colon == NULL ? 0 : (size_t)(colon - paragraph.data);
    const uint8_t *open;

    if (head == 0 || head > NAME_BYTES_IN_STORY || head + 1 >= paragraph.size || colon[1] != ' ')
        return false;
    block->text = trim((struct bytes){colon + 1, paragraph.size - head - 1});
    open = memchr(paragraph.data, '(', head);
    if (open != NULL && colon[-1] == ')') {
        block->face = (struct bytes){open + 1, (size_t)(colon - open) - 2};
        head = (size_t)(open - paragraph.data);
    }
    block->name = trim((struct bytes){paragraph.data, head});
    return block->name.size > 0 && memchr(block->name.data, ' ', block->name.size) == NULL;
}

/* Fill in the speaker: a member, or one of the others. false: the name is unknown. */
static bool find_speaker(const struct compile *c, uint32_t lang, struct text_block *said)
{
    for (uint32_t i = 0; i < c->scenario->members_count; i++) {
        const struct scenario_member *m = &c->scenario->members[i];

        if (bytes_equal(said->name, m->name.in[lang])) {
            said->member = (int8_t)i;
            said->portrait = m->face;
            return true;
        }
    }
    for (uint32_t i = 0; i < c->others_count; i++) {
        if (bytes_equal(said->name, c->others[i].name.in[lang])) {
            said->portrait = c->others[i].face;
            return true;
        }
    }
    return false;
}

static struct bytes nearest_speaker(const struct compile *c, uint32_t lang, struct bytes name)
{
    struct nearest nearest = nearest_begin(name);

    for (uint32_t i = 0; i < c->scenario->members_count; i++)
        nearest_try(&nearest, c->scenario->members[i].name.in[lang]);
    for (uint32_t i = 0; i < c->others_count; i++)
        nearest_try(&nearest, c->others[i].name.in[lang]);
    return nearest.best;
}

static void check_face(struct compile *c, struct bytes face, uint32_t lang, const char *path)
{
    struct bytes nearest;
    char texts[2][PROBLEM_PARAMETER_MAX];

    if (face.size == 0 || portraits_have(expression_names, EXPRESSIONS_COUNT, face, &nearest))
        return;
    format_text(texts[0], sizeof texts[0], "%b", face);
    format_text(texts[1], sizeof texts[1], "%b", nearest);
    compile_text_problem(c, lang, path, PROBLEM_FACE_UNKNOWN, texts[0], texts[1]);
}

static struct text_block make_block(struct compile *c, struct bytes paragraph, uint32_t lang,
                                    const char *path)
{
    struct text_block block = {.member = -1, .text = paragraph};
    struct text_block said = {.speech = true, .member = -1};
    char texts[2][PROBLEM_PARAMETER_MAX];

    if (!cut_speech(paragraph, &said))
        return block;
    if (!find_speaker(c, lang, &said)) {
        format_text(texts[0], sizeof texts[0], "%b", said.name);
        format_text(texts[1], sizeof texts[1], "%b", nearest_speaker(c, lang, said.name));
        compile_text_problem(c, lang, path, PROBLEM_MEMBER_UNKNOWN, texts[0], texts[1]);
        return block;
    }
    check_face(c, said.face, lang, path);
    return said;
}

void compile_paragraphs(struct compile *c, uint32_t lang, const char *path, uint32_t given,
                        uint32_t told)
{
    char texts[2][16];

    if (given <= told)
        return;
    format_text(texts[0], sizeof texts[0], "%u", told);
    format_text(texts[1], sizeof texts[1], "%u", given);
    compile_text_problem(c, lang, path, PROBLEM_TEXT_PARAGRAPHS, texts[0], texts[1]);
}

struct text_story compile_story(struct compile *c, const struct text *text, const char *path)
{
    struct text_story story = {0};
    struct text_block blocks[BLOCKS_MAX];

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        struct bytes rest = text->in[lang];
        struct text_block *items;
        uint32_t count = 0, given = 0;

        for (struct bytes p = paragraph_next(&rest); p.size > 0; p = paragraph_next(&rest), given++)
            if (count < BLOCKS_MAX)
                blocks[count++] = make_block(c, p, lang, path);
        compile_paragraphs(c, lang, path, given, BLOCKS_MAX);
        items = count == 0 ? NULL : arena_take(c->content->arena, count * sizeof *items);
        if (items == NULL)
            continue;
        memcpy(items, blocks, count * sizeof *items);
        story.in[lang] = (struct text_blocks){items, count};
    }
    return story;
}
