/* test.h -- the test harness: TEST(promise_in_words) registers itself, CHECK* record failures with
 * file, line and values and let the test go on; main() runs all, or those whose name contains an
 * argument, and ends with "N passed, N failed". */
#ifndef DK_TESTS_TEST_H
#define DK_TESTS_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct test_case {
    const char *name;
    void (*run)(void);
    struct test_case *next;
};

void test_register(struct test_case *test);
void test_fail(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void test_check_int(const char *file, int line, const char *what, int64_t is, int64_t expected);
void test_check_text(const char *file, int line, const char *what, const char *is,
                     const char *expected);
/* The whole file as a NUL-terminated string, to be freed; NULL, and a failed test, if
 * unreadable. */
char *test_read_file(const char *path, size_t *size);
/* The root of the source tree, for fixtures; the build says where it is. */
const char *test_source_root(void);

#define TEST(name)                                                                                 \
    static void test_##name(void);                                                                 \
    static struct test_case test_case_##name = {#name, test_##name, NULL};                         \
    __attribute__((constructor)) static void test_register_##name(void)                            \
    {                                                                                              \
        test_register(&test_case_##name);                                                          \
    }                                                                                              \
    static void test_##name(void)

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            test_fail(__FILE__, __LINE__, "not true: %s", #condition);                             \
    } while (0)
#define CHECK_EQ(is, expected)                                                                     \
    test_check_int(__FILE__, __LINE__, #is, (int64_t)(is), (int64_t)(expected))
#define CHECK_TEXT(is, expected) test_check_text(__FILE__, __LINE__, #is, (is), (expected))

#endif
