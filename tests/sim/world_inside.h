/* world_inside.h -- what the files of the world share: world.c (the session, its journal, the
 * network), world_trace.c (what a story tells), world_people.c (what people do). */
#ifndef DK_TESTS_WORLD_INSIDE_H
#define DK_TESTS_WORLD_INSIDE_H

#include "world.h"

#include "base/buffer.h"
#include "session/inside.h"

#define WORLD_EPOCH_MS UINT64_C(1767000000000)
#define LOST_MAX       8

struct world {
    const struct scenario *scenario;
    struct session *session;
    uint64_t now_ms;
    uint64_t id;
    uint32_t rooms, seats_max;
    bool quiet;
    struct buffer trace;
    struct buffer journal; /* Events: size (4 bytes), bytes. */
    uint8_t *snapshot;     /* Of halfway. */
    size_t snapshot_bytes;
    uint8_t *before;    /* The session as it was before a command is decided. */
    size_t snapshot_at; /* Offset in the journal. */
    char names[SEATS_MAX][NAME_BYTES_MAX + 1]; /* Also of those who left. */
    bool cut[SEATS_MAX];
    struct command lost[LOST_MAX]; /* Sent, and no ack came. */
    uint32_t lost_count;
    struct dirty dirty[EVENTS_PER_COMMAND_MAX]; /* Of the last command, by event. */
    enum event_type events[EVENTS_PER_COMMAND_MAX];
    uint32_t events_count;
    world_taken_fn *taken;     /* NULL: nobody watches. */
    world_decided_fn *decided; /* NULL: nobody listens. */
};

/* To the trace, unless the world is quiet. */
void world_say(struct world *w, const char *text);
void world_say_command(struct world *w, const struct command *c);
void world_say_message(struct world *w, const struct message_rule *rule, const void *fields);
/* The hash of somebody's token. */
struct bytes world_token_hash(uint8_t fill);

#endif
