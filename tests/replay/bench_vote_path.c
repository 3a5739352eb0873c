/* bench_vote_path.c -- what one vote costs the core, from the bytes of the phone to the bytes of
 * the screens: read the message, decide, write the events for the journal, apply, and write what
 * became dirty for the voter, the trainer and the projector, and nothing else. Count instructions,
 * because those do not depend on how busy the machine is.
 *
 *     valgrind --tool=callgrind --toggle-collect=vote_path bench_vote_path */
#include "looks.h"
#include "protocol/codec.h"
#include "test.h"
#include "world.h"

#include <stdio.h>

#define PEOPLE 10
#define VOTES  2000

static struct event_list list;
static uint64_t bytes_out;

static struct bytes vote_message(uint32_t number)
{
    static uint8_t memory[COMMAND_BYTES_MAX];
    struct command vote = {.type = COMMAND_VOTE_CAST, .id = number + 1};
    struct buffer out;
    struct writer w;

    vote.vote_cast.option = number / PEOPLE % 3;
    vote.vote_cast.confidence = 1;
    vote.vote_cast.reason = bytes_of("Omdat zij het kan, en het café wacht.");
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_MSGPACK);
    codec_write_command(&w, &vote);
    CHECK(writer_ok(&w));
    return buffer_bytes(&out);
}

static uint32_t write_events(struct session *s)
{
    uint8_t memory[EVENT_BYTES_MAX];
    struct buffer out;
    uint32_t dirty = 0;

    for (uint32_t i = 0; i < list.count; i++) {
        list.items[i].seq = session_seq(s) + 1;
        buffer_init(&out, memory, sizeof memory);
        codec_write_event(&out, &list.items[i]);
        bytes_out += out.size;
        dirty |= session_apply(s, &list.items[i]).sections;
    }
    return dirty;
}

static void write_views(const struct session *s, uint16_t seat, uint32_t dirty)
{
    const struct audience audience = session_audience(s, seat);

    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        if ((dirty & section_at(i)) != 0)
            bytes_out += look(s, &audience, section_at(i), ENCODING_MSGPACK, 0).size;
}

/* Not inlined: callgrind counts from here. */
__attribute__((noinline)) void vote_path(struct session *s, struct bytes message, uint16_t seat,
                                         uint64_t now_ms);

void vote_path(struct session *s, struct bytes message, uint16_t seat, uint64_t now_ms)
{
    static uint8_t scratch_memory[CODEC_SCRATCH_BYTES];
    struct client_message decoded;
    struct codec_fault fault;
    struct buffer scratch;
    const char *field;
    uint32_t dirty;

    buffer_init(&scratch, scratch_memory, sizeof scratch_memory);
    CHECK(codec_read_client(ENCODING_MSGPACK, message, &scratch, &decoded, &fault));
    decoded.command.seat = seat;
    decoded.command.at_ms = now_ms;
    CHECK_EQ(session_decide(s, &decoded.command, &list, &field), REJECT_NONE);
    dirty = write_events(s);
    write_views(s, seat, dirty);
    write_views(s, 0, dirty);
    write_views(s, PEOPLE + 1, dirty);
}

static struct world *choosing(void)
{
    struct world *w = world_open((struct world_settings){
        .seats_max = PEOPLE + 2, .room_seats_max = PEOPLE, .close = CLOSE_TRAINER});
    struct command screen = {.type = COMMAND_SEAT_TAKE};
    static uint8_t hash[TOKEN_HASH_BYTES] = {1};
    char name[16];

    for (uint32_t i = 0; i < PEOPLE; i++) {
        snprintf(name, sizeof name, "P%u", i);
        world_join(w, name, 0);
    }
    screen.seat_take.role = ROLE_PROJECTOR;
    screen.seat_take.room = ROOM_NONE;
    screen.seat_take.token_hash = (struct bytes){hash, sizeof hash};
    CHECK_EQ(world_do(w, NULL, screen), REJECT_NONE);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_next(w);
    return w;
}

TEST(vote_path)
{
    struct world *w = choosing();
    struct session *s = world_session(w);

    CHECK_EQ(session_audience(s, PEOPLE + 1).role, ROLE_PROJECTOR);
    for (uint32_t i = 0; i < VOTES; i++)
        vote_path(s, vote_message(i), (uint16_t)(1 + i % PEOPLE), world_now_ms(w));
    printf("vote_path: %u votes, %lu bytes for journal and screens a vote\n", (unsigned)VOTES,
           (unsigned long)(bytes_out / VOTES));
    world_abandon(w);
}
