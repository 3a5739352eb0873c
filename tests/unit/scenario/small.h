/* small.h -- the small good scenario of the fixtures, with one file changed at will. */
#ifndef DK_TESTS_SCENARIO_SMALL_H
#define DK_TESTS_SCENARIO_SMALL_H

#include "scenario/scenario.h"

/* The catalogue of the source tree, compiled once; NULL and a failed test when it is broken. */
const struct catalogue *small_catalogue(void);
/* Compile it with the bytes of one file ("catalogue/nl/story.json") replaced; nothing is kept. */
void small_catalogue_with(const char *file, const char *bytes, size_t size,
                          struct problem_list *problems);
/* Compile "klein" with the bytes of `file` ("nl.json") replaced; NULL: unchanged. size 0 with
 * missing: as if the file were not there. */
struct scenario *small_compile(const char *file, const char *bytes, size_t size, bool missing,
                               struct problem_list *problems);
/* A file of the fixture, as text; free() it. */
char *small_file(const char *file, size_t *size);

#endif
