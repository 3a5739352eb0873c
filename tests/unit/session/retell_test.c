/* retell_test.c -- a room's story told again without the people who played it. */
#include "protocol/codec.h"
#include "session/inside.h"
#include "session/retell.h"
#include "session/ways.h"
#include "test.h"
#include "world.h"

#include <stdlib.h>

#define RETOLD_BYTES_MAX 65536

/* Two rooms that decide otherwise each round, the second one in a busy week, to the debrief. */
static struct world *played(void)
{
    struct world *w = world_open((struct world_settings){.rooms = 2, .seed = 11});
    struct command happening = {.type = COMMAND_HAPPENING_BRING, .happening_bring = {.room = 1}};
    struct command written = {.type = COMMAND_HAPPENING_WRITE, .happening_write = {.room = 1}};

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 1);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    happening.happening_bring.pulse = bytes_of("drukte");
    world_do(w, TRAINER, happening);
    written.happening_write.pulse = bytes_of("drukte");
    written.happening_write.text = bytes_of("De trap is stuk");
    world_do(w, TRAINER, written);
    while (session_room(world_session(w), 1)->step != STEP_DEBRIEF) {
        const struct room *r = session_room(world_session(w), 1);

        if (r->step == STEP_CHOICE) {
            world_vote_why(w, "Fatima", 'A', "Geheim");
            world_vote_why(w, "Wim", r->round == 1 ? 'C' : 'B', "Geheim");
        } else {
            world_next(w);
        }
    }
    world_hush(w);
    return w;
}

/* The events as the journal would have them. */
struct retold {
    uint8_t memory[RETOLD_BYTES_MAX];
    struct buffer out;
};

static void keep(void *arg, const struct event *event)
{
    struct buffer *out = arg;
    const size_t at = out->size;
    uint32_t size;

    buffer_append(out, "size", 4);
    codec_write_event(out, event);
    size = (uint32_t)(out->size - at - 4);
    memcpy(out->data + at, &size, 4);
}

static struct retold *retold(const struct session *s, uint32_t room)
{
    struct retold *r = malloc(sizeof *r);

    buffer_init(&r->out, r->memory, sizeof r->memory);
    session_retell(s, room, LANG_EN, keep, &r->out);
    CHECK(!r->out.overflowed);
    return r;
}

static void each_event(const struct retold *r, void (*apply)(void *arg, const struct event *),
                       void *arg)
{
    for (size_t at = 0; at < r->out.size;) {
        struct event e;
        uint32_t size;

        memcpy(&size, r->memory + at, 4);
        CHECK_EQ(codec_read_event((struct bytes){r->memory + at + 4, size}, &e), RESULT_OK);
        apply(arg, &e);
        at += 4 + size;
    }
}

static void apply(void *arg, const struct event *event)
{
    struct event e = *event;

    e.seq = session_seq(arg) + 1;
    session_apply(arg, &e);
}

static struct session *session_again(const struct session *s, const struct retold *r)
{
    void *memory = malloc(session_bytes(RETOLD_ROOMS, RETOLD_SEATS));
    struct session *again = session_init(memory, s->scenario, RETOLD_ROOMS, RETOLD_SEATS);

    each_event(r, apply, again);
    session_check(again);
    return again;
}

TEST(a_room_told_again_has_the_same_team_byte_for_byte)
{
    struct world *w = played();
    const struct session *s = world_session(w);

    for (uint32_t room = 0; room < 2; room++) {
        struct retold *told = retold(s, room);
        struct session *again = session_again(s, told);
        const struct room *was = session_room(s, room), *is = session_room(again, 0);

        CHECK(memcmp(&was->team, &is->team, sizeof was->team) == 0);
        CHECK_EQ(is->step, STEP_DEBRIEF);
        for (uint32_t i = 0; i < ROUNDS_MAX; i++) {
            CHECK_EQ(was->rounds[i].decision, is->rounds[i].decision);
            CHECK(memcmp(&was->rounds[i].after, &is->rounds[i].after, sizeof was->start) == 0);
        }
        free(again);
        free(told);
    }
    CHECK(memcmp(&session_room(s, 0)->team, &session_room(s, 1)->team, sizeof(struct sim_team)));
    world_close(w);
}

TEST(nobody_and_nothing_that_was_said_is_in_a_room_told_again)
{
    static const char *const traces[] = {"Fatima", "Wim", "Geheim", TRAINER};
    struct world *w = played();
    struct retold *told = retold(world_session(w), 1);

    for (size_t i = 0; i < sizeof traces / sizeof traces[0]; i++)
        CHECK(memmem(told->memory, told->out.size, traces[i], strlen(traces[i])) == NULL);
    CHECK(memmem(told->memory, told->out.size, world_session(w)->settings.code, CODE_BYTES) ==
          NULL);
    free(told);
    world_close(w);
}

static void apply_both(void *arg, const struct event *event)
{
    struct ways *both = arg;

    if (!both->parted)
        ways_apply(both, event);
}

TEST(other_ways_of_a_room_told_again_can_be_looked_at)
{
    struct world *w = played();
    struct retold *told = retold(world_session(w), 1);
    struct session *again = session_again(world_session(w), told);
    const size_t bytes = session_bytes(RETOLD_ROOMS, RETOLD_SEATS);
    void *was = malloc(bytes), *other = malloc(bytes);
    struct ways both;

    ways_init(&both, was, other, again->scenario, RETOLD_ROOMS, RETOLD_SEATS);
    ways_choose(&both, 0, 1, 0);
    each_event(told, apply_both, &both);
    CHECK(both.split && !both.parted);
    CHECK_EQ(session_hash(both.was), session_hash(again));
    CHECK(session_hash(both.other) != session_hash(again));
    free(was);
    free(other);
    free(again);
    free(told);
    world_close(w);
}
