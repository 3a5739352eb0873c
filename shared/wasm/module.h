/* module.h -- the core as one WebAssembly module: decide, apply and view over bytes.
 *
 * What goes in is written into the memory that core_in gives; what comes out stands at core_out
 * until the next call. Numbers of 53 bits travel as doubles, as JavaScript has them.
 *
 *     core_in(bytes), core_file(...)   each file that a story needs; then core_open
 *     core_decide                      a command -> events, or a refusal; changes nothing
 *     core_apply                       an event -> what it may have changed
 *     core_view                        one section for one seat
 *
 * One story and one session a module: another one is another module. The first event makes the
 * session. Deciding, applying and looking are those of session.h; nothing of the game stands here.
 *
 * Who trusts whom: the page that holds the module gave it every byte, and sees every byte. A failed
 * assertion is a trap, after which the module must not be used again. */
#ifndef DK_WASM_MODULE_H
#define DK_WASM_MODULE_H

#include "session/session.h"

#ifdef __wasm__
#define CORE_EXPORT(name) __attribute__((export_name(#name)))
#else
#define CORE_EXPORT(name) /* Natively it is a function like any other, for tests. */
#endif

/* Raise it when a function here takes or gives something else: whoever keeps an older module knows
 * what it can be asked. */
#define CORE_VERSION 1
uint32_t core_version(void);

/* Memory for at least so many bytes, until the next core_in. Never NULL: without it, it traps. */
uint8_t *core_in(uint32_t bytes);
const uint8_t *core_out(void);
uint32_t core_out_bytes(void);

/* ---- a story -------------------------------------------------------------------------------- */

/* In: the path of a file below the folder of scenarios ("catalogue/cards.json"), then its bytes.
 * With all of a catalogue below "today/", the other one is of an earlier build. */
void core_file(uint32_t path_bytes, uint32_t bytes);
/* In: the folder of the story. Compiles it from the files that were given, and lets go of those.
 * Returns an enum result; out: the story's version, or the first thing that is wrong with it. */
uint32_t core_open(uint32_t folder_bytes);

/* In: answers of a scan (scenario/own_team.h). 1: out is the record `own_team`, of the team with
 * which this story would begin; 0: these are no answers, or the story is not for an own team. */
uint32_t core_own_team(uint32_t bytes, uint32_t seed, uint32_t lang);

/* ---- a session ------------------------------------------------------------------------------ */

/* In: a command, as codec_write_asked writes it. Returns an enum reject; out: REJECT_NONE: its
 * events as the journal has them, each after its size (4 bytes, little end first); else the name of
 * the field at fault. CORE_UNREADABLE: these bytes are no command. */
#define CORE_UNREADABLE UINT32_MAX
uint32_t core_decide(uint32_t bytes);
/* In: an event as the journal has it, the next one. Returns 0, or CORE_UNREADABLE. Out: sections
 * that it may have changed (4 bytes), seat (2), room (1), whether it is of that seat only (1). */
uint32_t core_apply(uint32_t bytes);
/* One section, in msgpack (0) or JSON (1). Returns 1; 0: this seat has no such section. */
uint32_t core_view(uint32_t seat, uint32_t section_index, uint32_t encoding, double now_ms);
double core_seq(void); /* Of the last event; 0: there is no session yet. */
double core_deadline_ms(void);
uint32_t core_outdated(void); /* 1: begun with another model or other rules, and played since. */
/* Out: session_hash, 8 bytes, little end first. */
void core_hash(void);

/* For the other files of the module, and for tests. */
struct session *core_session(void); /* NULL: none yet. */
struct session *core_make_session(uint32_t rooms_count, uint32_t seats_max);
const struct scenario *core_scenario(void); /* NULL: none yet. */
void core_use_scenario(const struct scenario *scenario);
/* Are these none, or answers with which this story may be played? */
bool core_fits(struct bytes answers);
struct bytes core_came(uint32_t bytes); /* What core_in was filled with. */
struct buffer *core_out_anew(void);     /* What core_out gives, emptied. */
void core_put_number(struct buffer *out, uint64_t number, uint32_t bytes); /* Little end first. */

#endif
