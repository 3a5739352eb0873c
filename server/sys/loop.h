/* loop.h -- the one event loop of the process (libuv). After each poll for input it makes a turn;
 * between turns it sleeps until input, a deadline or a wake from another thread. */
#ifndef DK_SYS_LOOP_H
#define DK_SYS_LOOP_H

#include "base/result.h"

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

struct loop;

/* Made once an iteration, when all input of that iteration is in. Returns when the next turn is
 * needed at the latest, epoch ms; 0: only when something comes in. */
typedef uint64_t loop_turn_fn(void *arg);
/* SIGTERM or SIGINT came (the second time the process ends at once, without asking); or, given to
 * loop_on_reload, SIGHUP. */
typedef void loop_stop_fn(void *arg);

enum result loop_open(struct loop **out);
/* Taking it down has two steps, because libwebsockets wants its context destroyed before the first
 * and once more between them. loop_finish closes our own handles and runs until all others, which
 * must be closing by then, are closed too. loop_close frees, and finishes first if that was not
 * done; NULL is fine. */
void loop_finish(struct loop *loop);
void loop_close(struct loop *loop);
/* Count how long its turns take, from now on; once. */
struct metrics;
void loop_measure(struct loop *loop, struct metrics *metrics);
uv_loop_t *loop_uv(struct loop *loop);

void loop_on_turn(struct loop *loop, loop_turn_fn *turn, void *arg);
void loop_on_stop(struct loop *loop, loop_stop_fn *stop, void *arg);
/* On SIGHUP, which otherwise ends the process: read again what may have changed. Before
 * loop_run. */
void loop_on_reload(struct loop *loop, loop_stop_fn *reload, void *arg);

/* Runs until loop_end. */
void loop_run(struct loop *loop);
void loop_end(struct loop *loop);

/* From any thread: ask for a turn. `arg` is the loop, so that this fits as a callback. */
void loop_wake(void *arg);

#endif
