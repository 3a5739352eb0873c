/* bench_session.c -- how long the core takes, a number for each: a vote decided and applied in a
 * room of ten and in the largest session, the beginning of a round, a consequence, and the views of
 * participants and trainers. */
#include "fixture.h"
#include "looks.h"
#include "session/state.h"
#include "test.h"
#include "world.h"

#include <stdio.h>
#include <time.h>

static uint64_t now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static struct event_list list;

static void run(struct session *s, const struct command *c)
{
    const char *field;

    if (session_decide(s, c, &list, &field) != REJECT_NONE)
        test_fail(__FILE__, __LINE__, "refused");
    for (uint32_t i = 0; i < list.count; i++) {
        list.items[i].seq = session_seq(s) + 1;
        session_apply(s, &list.items[i]);
    }
}

static struct world *choosing(uint32_t rooms, uint32_t people)
{
    struct world *w = world_open((struct world_settings){
        .rooms = rooms, .seats_max = people + 1, .room_seats_max = 640, .close = CLOSE_TRAINER});
    char name[16];

    for (uint32_t i = 0; i < people; i++) {
        snprintf(name, sizeof name, "P%u", i);
        world_join(w, name, i % rooms);
    }
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_next(w);
    return w;
}

static void bench_votes(const char *what, uint32_t rooms, uint32_t people)
{
    struct world *w = choosing(rooms, people);
    struct session *s = world_session(w);
    const uint32_t votes = 200000;
    uint64_t begin = now_ns();

    for (uint32_t i = 0; i < votes; i++) {
        struct command c = {.type = COMMAND_VOTE_CAST, .id = i + 1, .at_ms = world_now_ms(w)};

        c.seat = (uint16_t)(1 + i % people);
        c.vote_cast.option = i / people % 3;
        c.vote_cast.reason = bytes_of("Omdat zij het kan.");
        run(s, &c);
    }
    printf("%s: %lu ns a vote\n", what, (unsigned long)((now_ns() - begin) / votes));
    world_abandon(w);
}

static void bench_views(uint32_t rooms, uint32_t people)
{
    struct world *w = choosing(rooms, people);
    const uint32_t times = 200;

    for (uint32_t seat = 0; seat < 2; seat++) {
        struct audience a = session_audience(world_session(w), (uint16_t)seat);

        for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
            uint64_t begin = now_ns();
            size_t bytes = 0;

            for (uint32_t k = 0; k < times; k++)
                bytes = look(world_session(w), &a, section_at(i), ENCODING_MSGPACK, 0).size;
            printf("%u rooms, %u people, %s, %s: %lu ns, %zu bytes\n", rooms, people,
                   role_name((enum role)a.role), section_name(section_at(i)),
                   (unsigned long)((now_ns() - begin) / times), bytes);
        }
    }
    world_abandon(w);
}

static void bench_consequence(void)
{
    struct world *w = choosing(1, 10);
    const uint32_t times = 2000;
    struct command decide = {.type = COMMAND_ROOM_DECIDE, .id = 1, .at_ms = world_now_ms(w)};
    struct command undo = {.type = COMMAND_ROOM_UNDO, .id = 2, .at_ms = world_now_ms(w)};
    uint64_t begin;

    world_to(w, STEP_DECISION);
    begin = now_ns();
    for (uint32_t i = 0; i < times; i++) {
        run(world_session(w), &decide);
        run(world_session(w), &undo);
    }
    printf("decision, consequence of four weeks with its causes, undo: %lu ns\n",
           (unsigned long)((now_ns() - begin) / times));
    world_abandon(w);
}

TEST(session_core)
{
    bench_votes("one room of 10", 1, 10);
    bench_votes("one room of 500", 1, 500);
    bench_votes("64 rooms of 9", 64, 576);
    bench_consequence();
    bench_views(2, 20);
    bench_views(64, 576);
}
