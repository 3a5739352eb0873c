/* fail.c -- what a fixture of the tests calls when something does not hold, in place of the
 * harness, whose main() a fuzz target has no use for. */
#include "test.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void test_fail(const char *file, int line, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "%s:%d: ", file, line);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    abort();
}

void test_check_int(const char *file, int line, const char *what, int64_t is, int64_t expected)
{
    if (is != expected)
        test_fail(file, line, "%s is %lld, not %lld", what, (long long)is, (long long)expected);
}

const char *test_source_root(void)
{
    return FUZZ_SOURCE_ROOT;
}
