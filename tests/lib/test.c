#include "test.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct test_case *first, *last;
static unsigned failures_of_test;

void test_register(struct test_case *test)
{
    if (first == NULL)
        first = test;
    else
        last->next = test;
    last = test;
}

void test_fail(const char *file, int line, const char *format, ...)
{
    va_list args;

    failures_of_test++;
    fprintf(stderr, "    %s:%d: ", file, line);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

void test_check_int(const char *file, int line, const char *what, int64_t is, int64_t expected)
{
    if (is != expected)
        test_fail(file, line, "%s is %" PRId64 ", expected %" PRId64, what, is, expected);
}

void test_check_text(const char *file, int line, const char *what, const char *is,
                     const char *expected)
{
    if (is == NULL || strcmp(is, expected) != 0)
        test_fail(file, line, "%s is\n--- is\n%s\n--- expected\n%s\n---", what,
                  is == NULL ? "(null)" : is, expected);
}

char *test_read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    long length;

    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (length = ftell(file)) < 0) {
        test_fail(path, 0, "cannot be read");
        goto done;
    }
    rewind(file);
    data = malloc((size_t)length + 1);
    if (data == NULL || fread(data, 1, (size_t)length, file) != (size_t)length) {
        test_fail(path, 0, "cannot be read whole");
        free(data);
        data = NULL;
        goto done;
    }
    data[length] = '\0';
    if (size != NULL)
        *size = (size_t)length;
done:
    if (file != NULL)
        fclose(file);
    return data;
}

const char *test_source_root(void)
{
    const char *root = getenv("DK_SOURCE_ROOT");

    return root != NULL ? root : DK_SOURCE_ROOT_DEFAULT;
}

int main(int argc, char **argv)
{
    unsigned passed = 0, failed = 0;

    setvbuf(stdout, NULL, _IOLBF, 0);
    for (const struct test_case *test = first; test != NULL; test = test->next) {
        if (argc > 1 && strstr(test->name, argv[1]) == NULL)
            continue;
        failures_of_test = 0;
        test->run();
        printf("%s %s\n", failures_of_test == 0 ? "ok  " : "FAIL", test->name);
        if (failures_of_test == 0)
            passed++;
        else
            failed++;
    }
    printf("%u passed, %u failed\n", passed, failed);
    return failed > 0 || passed == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
