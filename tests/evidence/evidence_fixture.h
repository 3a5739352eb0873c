/* evidence_fixture.h -- the files of the suite, read once for all tests, and a laboratory. */
#ifndef DK_TESTS_EVIDENCE_FIXTURE_H
#define DK_TESTS_EVIDENCE_FIXTURE_H

#include "lab/evidence/suite.h"
#include "test.h"

/* In English; ends the test run when the files cannot be read. */
const struct evidence_source *fixture_source(void);
/* So many teams an arm, from seed 100000 as the reference. The caller's copy. */
struct lab fixture_lab(uint32_t teams);

#endif
