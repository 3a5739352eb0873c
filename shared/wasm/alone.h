/* alone.h -- what stands around a session for one when no server does: it hears what a page says,
 * as on a road to a server, and gives what is to be kept and what is to be said.
 *
 *     alone_begin, or core_apply of every event that was kept
 *     alone_hear for each message of the page
 *
 * Both leave pieces at core_alone: a byte (ALONE_KEEP or ALONE_SAY), the size in four, the bytes.
 * ALONE_KEEP is an event for the journal, ALONE_SAY a message in MessagePack. What is said must
 * wait until all that stands before it is kept. When it cannot be kept, the module is ahead of its
 * journal: let go of it, and begin another from what was kept.
 *
 * It is the host of a server cut down to one seat and one link (server/host): nobody else looks,
 * nothing has a deadline, and whoever plays is there. Commands count once in the same way. */
#ifndef DK_WASM_ALONE_H
#define DK_WASM_ALONE_H

#include "wasm/module.h"

enum alone_piece { ALONE_KEEP = 1, ALONE_SAY = 2 };

/* Make the session. In: 32 bytes for its token, then the name of whoever plays. Returns an enum
 * reject.
 */
uint32_t alone_begin(uint32_t bytes, uint32_t lang, uint32_t seed, double now_ms);
/* Before it: with somebody's own team. In: answers of a scan. 1; 0: as for core_own_team. */
uint32_t alone_cast(uint32_t bytes);
/* In: a message of the page, in MessagePack. */
void alone_hear(uint32_t bytes, double now_ms);
/* The pieces that the last call left. */
const uint8_t *alone_out(void);
uint32_t alone_out_bytes(void);

#endif
