/* host_changes_test.c -- what a vote sends: to whoever takes changes, what differs and no more. */
#include "host_fixture.h"
#include "test.h"

#include <stdio.h>

#define ROOM_SEATS 10
#define DESK_ROOMS 60
#define LINKS_MAX  130

static struct place p;
static struct host_link links[LINKS_MAX];
static uint32_t links_count;

/* Read all that is due on a link; how many bytes it was. `last` keeps the last message. */
static uint8_t last[HOST_ROOM_BYTES_MIN];
static size_t last_bytes;

static size_t read_link(struct host_link *link)
{
    enum host_write done = HOST_WRITE_MESSAGE;
    size_t bytes = 0;

    while (done == HOST_WRITE_MESSAGE) {
        struct buffer out;

        buffer_init(&out, last, sizeof last);
        done = host_link_write(link, &out);
        CHECK(done == HOST_WRITE_MESSAGE || done == HOST_WRITE_NOTHING);
        bytes += out.size;
        last_bytes = out.size > 0 ? out.size : last_bytes;
    }
    return bytes;
}

static bool last_has(const char *text)
{
    return memmem(last, last_bytes, text, strlen(text)) != NULL;
}

static struct host_link *open_link(uint8_t token, bool takes_changes)
{
    struct host_link *link = &links[links_count++];
    uint8_t hash[TOKEN_HASH_BYTES];

    CHECK(links_count <= LINKS_MAX);
    memset(hash, token, sizeof hash);
    host_link_init(link, p.host, ENCODING_MSGPACK, NULL, NULL);
    if (takes_changes)
        host_link_take_changes(link);
    host_link_hello(link, hash, LANG_COUNT, 0);
    place_run(&p);
    CHECK(read_link(link) > 2000); /* The whole view. */
    return link;
}

static void read_all(void)
{
    for (uint32_t i = 0; i < links_count; i++)
        read_link(&links[i]);
}

/* Rooms in which so many people are to choose, and the links of all: the trainer's first. */
static void open_rooms(uint32_t rooms, uint32_t people, bool takes_changes)
{
    links_count = 0;
    memset(&p, 0, sizeof p);
    place_open(&p, (struct host_settings){0});
    p.rooms = rooms;
    p.seats_max = rooms * people + 4;
    place_create(&p);
    open_link(1, takes_changes);
    for (uint32_t i = 0; i < rooms * people; i++) {
        char name[16];

        snprintf(name, sizeof name, "Gast %u", i);
        open_link(place_join(&p, name), takes_changes);
    }
    place_request(&p, (struct command){.type = COMMAND_SESSION_START});
    place_request(&p, (struct command){.type = COMMAND_ROOM_NEXT,
                                       .room_next = {.room = ROOM_ALL, .step = STEP_SITUATION}});
    read_all();
}

static void close_rooms(void)
{
    for (uint32_t i = 0; i < links_count; i++)
        host_link_close(&links[i]);
    place_close(&p);
}

static void vote(struct host_link *link, uint64_t id, uint32_t option)
{
    host_link_command(link, &(struct command){.type = COMMAND_VOTE_CAST,
                                              .id = id,
                                              .vote_cast = {.option = option, .confidence = 1}});
    place_run(&p);
}

/* Rooms are filled in turn. */
TEST(a_vote_is_at_most_250_bytes_for_each_of_ten_in_a_room)
{
    open_rooms(1, ROOM_SEATS, true);
    for (uint32_t voter = 1; voter < ROOM_SEATS; voter++) {
        size_t bytes = 0;

        vote(&links[voter], 1, voter % 3);
        for (uint32_t i = 1; i <= ROOM_SEATS; i++) {
            const size_t one = read_link(&links[i]);

            CHECK(one > 0 && one <= 250);
            CHECK(last_has("changes") && !last_has("Gast"));
            bytes += one;
        }
        CHECK(bytes <= (size_t)ROOM_SEATS * 200);
        CHECK(read_link(&links[0]) <= 300);
    }
    close_rooms();
}

TEST(a_desk_of_sixty_rooms_is_sent_what_differs_in_the_room_that_voted)
{
    open_rooms(DESK_ROOMS, 2, true);
    vote(&links[1], 1, 1);
    CHECK(read_link(&links[0]) <= 300);
    vote(&links[2], 1, 1);
    CHECK(read_link(&links[0]) <= 300);
    /* Two rooms at once are two rows. */
    host_link_command(&links[3], &(struct command){.type = COMMAND_VOTE_CAST, .id = 1});
    vote(&links[4], 1, 1);
    CHECK(read_link(&links[0]) <= 450);
    close_rooms();
}

TEST(who_has_skipped_a_change_gets_the_whole_and_then_changes_again)
{
    struct host_link *late;

    open_rooms(1, 3, true);
    late = open_link(1, true); /* The trainer's other screen. */
    read_all();
    for (uint32_t i = 1; i < 3; i++) {
        vote(&links[i], 1, 1);
        CHECK(read_link(&links[0]) <= 300);
        CHECK(last_has("changes") && !last_has("Gast 2"));
    }
    CHECK(read_link(late) > 500);
    CHECK(last_has("Gast 2"));
    vote(&links[3], 1, 2);
    CHECK(read_link(late) <= 300);
    CHECK(last_has("changes") && !last_has("Gast 2"));
    close_rooms();
}

TEST(who_does_not_ask_for_changes_gets_whole_sections)
{
    open_rooms(1, 3, false);
    vote(&links[1], 1, 1);
    for (uint32_t i = 0; i < links_count; i++) {
        read_link(&links[i]);
        CHECK(last_has("sections") && last_has("Gast 2") && !last_has("changes"));
    }
    close_rooms();
}

/* Its ack waits for the number of that view. */
TEST(a_change_that_shows_nowhere_still_brings_its_number)
{
    const struct command same = {.type = COMMAND_MESSAGE_SEND,
                                 .message_send = {.room = ROOM_ALL, .text = bytes_of("Nog even.")}};

    open_rooms(1, 2, true);
    place_request(&p, same);
    read_all();
    place_request(&p, same);
    CHECK(read_link(&links[1]) <= 60);
    CHECK(last_has("seq"));
    close_rooms();
}
