/* memory.h -- memory that runs out for the server, and for nobody else of a voyage: what the host,
 * the core and the journal allocate while they have the word. */
#ifndef DK_TESTS_VOYAGE_MEMORY_H
#define DK_TESTS_VOYAGE_MEMORY_H

#include "voyage.h"

/* After so many more allocations of the server one fails. */
void memory_arm(struct voyage *v, uint32_t after);
void memory_disarm(void);
/* Who has the word: returns who had it, to be given back. */
bool memory_is_servers(bool servers);

#endif
