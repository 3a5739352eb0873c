#include "small.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define KEPT_MAX 64

struct source {
    const char *replaced; /* "klein/nl.json" */
    struct bytes bytes;
    bool missing;
    char *kept[KEPT_MAX];
    uint32_t kept_count;
};

static enum result source_read(void *arg, const char *path, struct bytes *out)
{
    struct source *source = arg;
    char whole[1024];
    FILE *there;
    size_t size;

    if (source->replaced != NULL && strcmp(path, source->replaced) == 0) {
        *out = source->bytes;
        return source->missing ? RESULT_NOT_FOUND : RESULT_OK;
    }
    snprintf(whole, sizeof whole, "%s/%s/%s", test_source_root(),
             strncmp(path, "klein/", 6) == 0 ? "tests/unit/scenario/fixtures" : "scenarios", path);
    there = fopen(whole, "rb");
    if (there == NULL || source->kept_count == KEPT_MAX)
        return RESULT_NOT_FOUND;
    fclose(there);
    source->kept[source->kept_count] = test_read_file(whole, &size);
    *out = (struct bytes){(const uint8_t *)source->kept[source->kept_count++], size};
    return RESULT_OK;
}

static void source_close(struct source *source)
{
    for (uint32_t i = 0; i < source->kept_count; i++)
        free(source->kept[i]);
}

static struct catalogue *compiled;

static void free_compiled(void)
{
    catalogue_free(compiled);
}

const struct catalogue *small_catalogue(void)
{
    static struct problem_list problems;
    struct source source = {.replaced = NULL};
    struct content_reader reader = {source_read, &source};

    if (compiled == NULL) {
        CHECK_EQ(catalogue_compile(&reader, &compiled, &problems), RESULT_OK);
        if (compiled == NULL && problems.count > 0)
            test_fail(problems.items[0].file, 0, "%s: %s", problems.items[0].path,
                      problem_name(problems.items[0].id));
        atexit(free_compiled);
        source_close(&source);
    }
    return compiled;
}

void small_catalogue_with(const char *file, const char *bytes, size_t size,
                          struct problem_list *problems)
{
    struct source source = {.replaced = file, .bytes = {(const uint8_t *)bytes, size}};
    struct content_reader reader = {source_read, &source};
    struct catalogue *catalogue = NULL;

    catalogue_compile(&reader, &catalogue, problems);
    catalogue_free(catalogue);
    source_close(&source);
}

struct scenario *small_compile(const char *file, const char *bytes, size_t size, bool missing,
                               struct problem_list *problems)
{
    char path[128];
    struct source source = {.replaced = file == NULL ? NULL : path,
                            .bytes = {(const uint8_t *)bytes, size},
                            .missing = missing};
    struct content_reader reader = {source_read, &source};
    struct scenario *scenario = NULL;

    snprintf(path, sizeof path, "klein/%s", file == NULL ? "" : file);
    if (small_catalogue() != NULL)
        scenario_compile(&reader, small_catalogue(), "klein", &scenario, problems);
    source_close(&source);
    return scenario;
}

char *small_file(const char *file, size_t *size)
{
    char whole[1024];

    snprintf(whole, sizeof whole, "%s/tests/unit/scenario/fixtures/klein/%s", test_source_root(),
             file);
    return test_read_file(whole, size);
}
