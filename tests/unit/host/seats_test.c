/* seats_test.c -- a seat: who has it, on which devices, and what moves along with it. */
#include "fixture.h"
#include "host_fixture.h"

#include "test.h"

#include <stdio.h>

static struct place p;
static struct person bea, chris;

TEST(a_seat_moves_to_its_next_device_and_the_old_token_ends)
{
    uint8_t token, hash[TOKEN_HASH_BYTES];
    struct command issue = {.type = COMMAND_TOKEN_ISSUE,
                            .seat = SEAT_NONE,
                            .token_issue = {.target = 1, .token_hash = {hash, sizeof hash}}};

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    token = place_join(&p, "Bea");
    person_open(&p, &bea, token);
    memset(hash, 150, sizeof hash);
    CHECK_EQ(place_request(&p, issue).reject, REJECT_NONE);
    CHECK(!bea.ended);
    CHECK_EQ(place_look(&p, 150).fault, FAULT_TOKEN_UNKNOWN); /* For a device, not for requests. */
    person_open(&p, &chris, 150);
    CHECK_EQ(person_got(&chris, "\"t\":\"welcome\",\"seat\":1,"), 1);
    CHECK(bea.ended);
    CHECK_EQ(person_got(&bea, "moved_device"), 1);
    person_close(&bea);
    person_open(&p, &bea, token);
    CHECK_EQ(person_got(&bea, "token_unknown"), 1);
    person_close(&bea);
    person_open(&p, &bea, 150); /* The new one is a token like any other now. */
    CHECK(!bea.ended);
    person_close(&bea);
    person_close(&chris);
    place_close(&p);
}

TEST(who_is_asked_out_gets_a_goodbye_and_stays_out)
{
    uint8_t token;
    struct command remove = {
        .type = COMMAND_SEAT_REMOVE, .seat = 0, .seat_remove = {.target = 1, .removed = true}};

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    token = place_join(&p, "Bea");
    person_open(&p, &bea, token);
    CHECK_EQ(place_request(&p, remove).reject, REJECT_NONE);
    CHECK(bea.ended);
    CHECK_EQ(person_got(&bea, "{\"t\":\"bye\",\"code\":\"removed\"}"), 1);
    person_close(&bea);
    person_open(&p, &bea, token);
    CHECK_EQ(person_got(&bea, "\"code\":\"removed\""), 1);
    person_close(&bea);
    remove.seat_remove.removed = false;
    CHECK_EQ(place_request(&p, remove).reject, REJECT_NONE);
    person_open(&p, &bea, token);
    CHECK_EQ(person_got(&bea, "welcome"), 1);
    person_close(&bea);
    place_close(&p);
}

TEST(the_first_device_goes_when_a_seat_has_too_many)
{
    static struct person devices[LIVE_LINKS_PER_SEAT_MAX + 1];

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    for (int i = 0; i < LIVE_LINKS_PER_SEAT_MAX; i++)
        person_open(&p, &devices[i], 1);
    for (int i = 0; i < LIVE_LINKS_PER_SEAT_MAX; i++)
        CHECK(!devices[i].ended);
    person_open(&p, &devices[LIVE_LINKS_PER_SEAT_MAX], 1);
    for (int i = 0; i <= LIVE_LINKS_PER_SEAT_MAX; i++)
        CHECK_EQ(devices[i].ended, i == 0);
    CHECK_EQ(person_got(&devices[0], "moved_device"), 1);
    for (int i = 0; i <= LIVE_LINKS_PER_SEAT_MAX; i++)
        person_close(&devices[i]);
    place_close(&p);
}

static void at_once(struct command command)
{
    CHECK_EQ(place_request(&p, command).reject, REJECT_NONE);
}

/* What somebody did in a room stays on their own path when they sit elsewhere. */
TEST(who_moved_sees_what_is_taken_back_in_the_room_where_they_played)
{
    uint8_t token;

    place_open(&p, (struct host_settings){0});
    p.rooms = 2;
    place_create(&p);
    token = place_join(&p, "Bea");
    at_once((struct command){.type = COMMAND_SESSION_START});
    at_once((struct command){.type = COMMAND_ROOM_NEXT, .room_next.step = STEP_SITUATION});
    at_once((struct command){.type = COMMAND_VOTE_CAST, .seat = 1, .vote_cast.option = 1});
    at_once((struct command){.type = COMMAND_ROOM_NEXT, .room_next.step = STEP_CHOICE});
    at_once((struct command){.type = COMMAND_ROOM_NEXT, .room_next.step = STEP_DISCUSSION});
    at_once((struct command){.type = COMMAND_ROOM_DECIDE, .room_decide.option = 1});
    at_once((struct command){.type = COMMAND_SEAT_MOVE, .seat_move = {.target = 1, .room = 1}});
    person_open(&p, &bea, token);
    CHECK_EQ(person_got(&bea, "\"path\":[{\"round\":0"), 1);
    person_forget(&bea);
    at_once((struct command){.type = COMMAND_ROOM_UNDO});
    CHECK_EQ(person_got(&bea, "\"path\":[]"), 1);
    person_close(&bea);
    place_close(&p);
}

/* Two taps on the button, or the first answer got lost: both at once with the phone's own token. */
TEST(joining_twice_at_once_with_one_token_is_one_seat)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    struct command command = {.type = COMMAND_SEAT_TAKE,
                              .seat = SEAT_NONE,
                              .seat_take = {.role = ROLE_PARTICIPANT,
                                            .room = ROOM_AUTO,
                                            .name = bytes_of("Bea"),
                                            .token_hash = {hash, sizeof hash}}};
    struct answer first = {0}, second = {0};

    memset(hash, 77, sizeof hash);
    place_open(&p, (struct host_settings){0});
    place_create(&p);
    CHECK(host_request(p.host, p.session, &command, place_answer, &first) != 0);
    CHECK(host_request(p.host, p.session, &command, place_answer, &second) != 0);
    place_run(&p);
    CHECK_EQ(first.calls + second.calls, 2);
    CHECK_EQ(first.reject, REJECT_NONE);
    CHECK_EQ(second.reject, REJECT_NONE);
    CHECK_EQ(first.seat, 1);
    CHECK_EQ(second.seat, 1);
    place_close(&p);
}
