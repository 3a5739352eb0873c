/* draft_test.c -- a draft, and the file of an own story, may be as large as its limits say, and not
 * one more. */
#include "library/draft.h"
#include "library/scenario_own.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A draft whose scenario is this text. */
static enum draft_fault cut(const char *scenario)
{
    const size_t bytes = strlen(scenario) + 64;
    char *text = malloc(bytes);
    const char *field = NULL;
    struct draft draft;
    enum draft_fault fault;

    snprintf(text, bytes, "{\"id\":\"a\",\"scenario\":{\"x\":%s},\"nl\":{},\"en\":{}}", scenario);
    fault = draft_cut((struct bytes){(const uint8_t *)text, strlen(text)}, &draft, &field);
    free(text);
    return fault;
}

static char *put_many(char *at, const char *what, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        at += sprintf(at, "%s%s", i > 0 ? "," : "", what);
    return at;
}

static enum draft_fault with_entries(uint32_t count)
{
    static char text[4096];

    sprintf(put_many(text + sprintf(text, "["), "1", count), "]");
    return cut(text);
}

TEST(a_list_of_a_draft_has_as_many_entries_as_it_may_and_not_one_more)
{
    CHECK_EQ(with_entries(DRAFT_ENTRIES_MAX), DRAFT_FINE);
    CHECK_EQ(with_entries(DRAFT_ENTRIES_MAX + 1), DRAFT_TOO_LARGE);
}

static enum draft_fault with_depth(uint32_t depth)
{
    char text[2 * DRAFT_DEPTH_MAX + 8];
    const uint32_t lists = depth - 1; /* In the scenario, which is one. */

    memset(text, '[', lists);
    memset(text + lists, ']', lists);
    text[2 * lists] = '\0';
    return cut(text);
}

TEST(a_draft_is_as_deep_as_it_may_be_and_no_deeper)
{
    CHECK_EQ(with_depth(DRAFT_DEPTH_MAX), DRAFT_FINE);
    CHECK_EQ(with_depth(DRAFT_DEPTH_MAX + 1), DRAFT_TOO_LARGE);
}

/* So many values in all: the id, three maps and the key "x" are five. */
static enum draft_fault with_values(uint32_t count)
{
    static char text[3 * DRAFT_VALUES_MAX];
    uint32_t left = count - 5 - 1;
    char *at = text + sprintf(text, "[");

    while (left > 0) { /* A list, and up to 150 in it. */
        const uint32_t inside = left > 150 ? 150 : left - 1;

        at += sprintf(at, "%s[", at > text + 1 ? "," : "");
        at = put_many(at, "1", inside);
        at += sprintf(at, "]");
        left -= inside + 1;
    }
    sprintf(at, "]");
    return cut(text);
}

TEST(a_draft_has_as_many_values_as_it_may_and_not_one_more)
{
    CHECK_EQ(with_values(DRAFT_VALUES_MAX), DRAFT_FINE);
    CHECK_EQ(with_values(DRAFT_VALUES_MAX + 1), DRAFT_TOO_LARGE);
}

/* Why the file of an own story of so many bytes is not read; "" when it is. */
static const char *refused_with_bytes(size_t bytes)
{
    char data[] = "/tmp/dilemma-own-XXXXXX", folder[64], path[80];
    struct own_file file;
    FILE *out;

    CHECK(mkdtemp(data) != NULL);
    snprintf(folder, sizeof folder, "%s/scenarios", data);
    snprintf(path, sizeof path, "%s/a.json", folder);
    CHECK_EQ(mkdir(folder, 0700), 0);
    out = fopen(path, "w");
    for (size_t at = (size_t)fprintf(out, "{\"id\":\"a\",\"scenario\":{},\"nl\":{},\"en\":{}}");
         at < bytes; at++)
        fputc(' ', out);
    fclose(out);
    own_read(data, "a", &file);
    own_free(&file);
    unlink(path);
    rmdir(folder);
    rmdir(data);
    return file.reason;
}

TEST(the_file_of_an_own_story_has_as_many_bytes_as_it_may_and_not_one_more)
{
    CHECK_TEXT(refused_with_bytes(OWN_FILE_BYTES_MAX), "");
    CHECK_TEXT(refused_with_bytes(OWN_FILE_BYTES_MAX + 1), "too_large");
}
