/* shrink.h -- the shortest story that still fails. */
#ifndef DK_TESTS_VOYAGE_SHRINK_H
#define DK_TESTS_VOYAGE_SHRINK_H

#include <stdint.h>

/* Leave out of this seed's plan what is not needed for it to fail, and tell what is left. */
void shrink(uint64_t seed);

#endif
