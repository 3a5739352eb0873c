/* ways.h -- two ways (session/ways.h) in the module, beside the session that it plays:
 *
 *     ways_list               the decisions that can be looked at
 *     ways_begin              a session must be there; its limits are theirs
 *     ways_apply              each event of its journal, until it says that the ways part
 *     ways_view, ways_hash    of the way as it was (0) or the other one (1)
 *
 * It changes nothing of the session. One comparison at a time: the next one takes its place. A
 * failed assertion is a trap, as everywhere in the module. */
#ifndef DK_WASM_WAYS_H
#define DK_WASM_WAYS_H

#include "wasm/module.h"

/* Out: the record `ways` of a room, in msgpack, for this seat: what can be looked at. */
void ways_list(uint32_t room, uint32_t seat);
/* What if this room had decided this option in that round? 1; 0: its consequence has not come, or
 * its dilemma has no such option, or the session began with another model. */
uint32_t ways_begin(uint32_t room, uint32_t round, uint32_t option);
enum ways_taken {
    WAYS_TAKEN,
    WAYS_TOLD,  /* A consequence came, of that round or a later one: now it can be looked at. */
    WAYS_PARTED /* Nothing more may be applied. Out: the title of the dilemma that the other way
                 * would come to. */
};
/* In: an event, as for core_apply. Returns one of these, or CORE_UNREADABLE. */
uint32_t ways_apply_event(uint32_t bytes);
/* Out: the record `way`, in msgpack, for this seat of the session. After WAYS_TOLD. */
void ways_view(uint32_t which, uint32_t seat);
/* Out: session_hash, as core_hash has it. */
void ways_hash(uint32_t which);

#endif
