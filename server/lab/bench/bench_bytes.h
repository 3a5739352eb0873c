/* bench_bytes.h -- `dilemma bench bytes` needs no quiet machine: what one vote sends, one at a
 * time, acks and frames included, in JSON (MessagePack is about a fifth smaller). Beside it
 * (`_whole`) for whoever asks for no changes.
 *
 *   vote_bytes_seat   to each of the ten in the room
 *   vote_bytes_wall   to the projector; vote_bytes_desk: to the trainer, of 3 and of 60 rooms */
#ifndef DK_LAB_BENCH_BENCH_BYTES_H
#define DK_LAB_BENCH_BENCH_BYTES_H

/* Prints the figures, of the server that bench_world has. */
void bench_bytes(void);

#endif
