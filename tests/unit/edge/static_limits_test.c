/* static_limits_test.c -- a folder of screens has as much as it may, and not one more: then there
 * is no table, so that the server does not start with half of its screens. */
#include "edge/static.h"

#include "sys/log.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_DEPTH_MAX 4 /* As in static.c. */

static char folder[] = "/tmp/dilemma-static-XXXXXX";

static void put_file(const char *name, off_t size)
{
    char path[600];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    CHECK(file != NULL && ftruncate(fileno(file), size) == 0);
    fclose(file);
}

/* A folder of screens with so many, or so much of them. */
typedef void screens_fn(size_t count);

static void screens_files(size_t count)
{
    char name[32];

    for (size_t i = 0; i < count; i++) {
        snprintf(name, sizeof name, "%zu.js", i);
        put_file(name, 0);
    }
}

static void screens_bytes(size_t count)
{
    put_file("first.js", (off_t)(count / 2));
    put_file("second.js", (off_t)(count - count / 2));
}

/* "/" and the rest of the path. */
static void screens_path(size_t bytes)
{
    char name[STATIC_PATH_BYTES_MAX + 2];

    memset(name, 'a', bytes - 1);
    name[bytes - 1] = '\0';
    put_file(name, 1);
}

static void screens_deep(size_t levels)
{
    char path[200], name[100] = "";

    for (size_t i = 0; i < levels; i++) {
        strcat(name, "d/");
        snprintf(path, sizeof path, "%s/%s", folder, name);
        CHECK_EQ(mkdir(path, 0700), 0);
    }
    strcat(name, "page.js");
    put_file(name, 1);
}

static enum result opened(screens_fn *make, size_t count, uint32_t *files_count)
{
    struct static_files *files = NULL;
    char remove[80];
    enum result result;

    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
    make(count);
    result = static_open(&files, folder);
    *files_count = files != NULL ? static_count(files) : 0;
    static_close(files);
    snprintf(remove, sizeof remove, "rm -r %s", folder);
    CHECK_EQ(system(remove), 0);
    return result;
}

static const struct {
    const char *what;
    screens_fn *make;
    size_t most;
    uint32_t files_count; /* Of as much. */
} limits[] = {
    {"STATIC_FILES_MAX", screens_files, STATIC_FILES_MAX, STATIC_FILES_MAX},
    {"STATIC_BYTES_MAX", screens_bytes, STATIC_BYTES_MAX, 2},
    {"STATIC_PATH_BYTES_MAX", screens_path, STATIC_PATH_BYTES_MAX - 1, 1},
    {"FOLDER_DEPTH_MAX", screens_deep, FOLDER_DEPTH_MAX, 1},
};

TEST(a_folder_of_screens_has_as_much_as_it_may_and_not_one_more)
{
    uint32_t count;

    log_set_level(LOG_NONE);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        if (opened(limits[i].make, limits[i].most, &count) != RESULT_OK ||
            count != limits[i].files_count)
            test_fail(__FILE__, __LINE__, "%s: not as much as it may", limits[i].what);
        if (opened(limits[i].make, limits[i].most + 1, &count) != RESULT_FULL)
            test_fail(__FILE__, __LINE__, "%s: one more than it may", limits[i].what);
    }
}
