/* draft_fuzz.c -- arbitrary bytes as an author's draft: it is cut, compiled and shown as the server
 * does, and whatever compiles without an error must be playable to its end. */
#include "playtest/playtest_play.h"
#include "author/author_inside.h"

#include "protocol/writer.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct author_content content;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static struct content_files files = {.root = FUZZ_SOURCE_ROOT "/scenarios"};
    static struct catalogue *catalogue;
    const struct content_reader reader = content_files_reader(&files);
    struct problem_list *problems = calloc(1, sizeof *problems);

    (void)argc, (void)argv;
    if (problems == NULL || catalogue_compile(&reader, &catalogue, problems) != RESULT_OK)
        abort();
    content_files_close(&files);
    free(problems);
    content.catalogue = catalogue;
    return 0;
}

static void play(struct draft *draft)
{
    const struct content_reader reader = draft_reader(draft);
    struct problem_list *problems = calloc(1, sizeof *problems);
    struct playtest_found *found = calloc(1, sizeof *found);
    struct scenario *scenario = NULL;

    if (problems == NULL || found == NULL)
        abort();
    if (scenario_compile(&reader, content.catalogue, draft->id, &scenario, problems) == RESULT_OK) {
        playtest_play(scenario, 1, UINT32_MAX, found);
        assert(found->ending < scenario->endings_count);
    }
    scenario_free(scenario);
    free(problems);
    free(found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct bytes body = {data, size};
    struct author_answer answer = {.fault = FAULT_NONE};
    struct draft draft;
    const char *field;

    author_check(&content, body, TEXT_LANG_nl, &answer);
    assert((answer.fault == FAULT_NONE) == (answer.json != NULL));
    free(answer.json);
    if (draft_cut(body, &draft, &field) == DRAFT_FINE)
        play(&draft);
    return 0;
}
