/* twin.h -- what the tests of the module add to it: the scenario of the tests, and a hash over all
 * that anybody may see. The same C stands in the native program that writes the script and in the
 * WebAssembly that plays it. */
#ifndef DK_TESTS_TWIN_H
#define DK_TESTS_TWIN_H

#include "session/session.h"

/* Of every section of every seat, in both encodings. */
uint64_t twin_looks(const struct session *s, uint64_t now_ms);

#endif
