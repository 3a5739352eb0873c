/* harbour.h -- the server of a voyage: the real host on the real journal, started, stopped, killed
 * and frozen. */
#ifndef DK_TESTS_VOYAGE_HARBOUR_H
#define DK_TESTS_VOYAGE_HARBOUR_H

#include "host/host.h"
#include "voyage.h"

enum harbour_state {
    HARBOUR_AWAY, /* No process. */
    HARBOUR_DARK, /* No machine: nobody refuses a connection. */
    HARBOUR_UP,
    HARBOUR_STOPPING
};

struct harbour {
    enum harbour_state state;
    struct clock clock;
    int64_t wall_ahead_ms, followed_ms;
    struct journal *journal;
    struct host *host;
    uint64_t frozen_until_ms, slow_until_ms;
    uint64_t turn_ms; /* When the next turn is planned; 0: none is. */
    uint32_t times;   /* Processes so far: what is planned for an older one is not done. */
    bool is_running;  /* The journal's writer is at work. */
    uint32_t starts_failed;
    uint64_t flip; /* Before the next start this byte is another one; 0: none is. */
};

void harbour_open(struct voyage *v);
void harbour_close(struct voyage *v);
/* Something has come in. */
void harbour_touch(struct voyage *v);
bool harbour_is_up(const struct voyage *v);
/* Not up, or frozen until then. */
static inline bool harbour_is_frozen(const struct voyage *v)
{
    return v->harbour->frozen_until_ms > v->now_ms;
}

void harbour_kill(struct voyage *v, uint32_t away_ms);
void harbour_cut_power(struct voyage *v, bool torn, uint32_t away_ms, uint64_t r);
/* The process is killed. Before it starts again a byte of its files is another one: what is missing
 * then must be told. Whoever sees to the server puts back the right file. */
void harbour_flip(struct voyage *v, uint32_t away_ms, uint64_t r);
void harbour_stop(struct voyage *v);
void harbour_freeze(struct voyage *v, uint32_t ms);

#endif
