/* What the host promises while all goes well. */
#include "fixture.h"
#include "host_fixture.h"

#include "test.h"

#include <stdio.h>

static struct place p;
static struct person anna, bea, chris;

TEST(a_session_is_made_found_by_its_code_and_looked_at)
{
    struct looked looked;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    looked = place_look_code(&p, p.code);
    CHECK_EQ(looked.fault, FAULT_NONE);
    CHECK_EQ(looked.seat, SEAT_NONE);
    looked = place_look(&p, 1);
    CHECK_EQ(looked.fault, FAULT_NONE);
    CHECK_EQ(looked.seat, 0);
    CHECK(looked.seq >= 3);
    CHECK_EQ(place_look(&p, 99).fault, FAULT_TOKEN_UNKNOWN);
    CHECK_EQ(place_look_code(&p, "ZZZZZZ").fault, FAULT_CODE_UNKNOWN);
    place_close(&p);
}

TEST(who_says_hello_gets_a_welcome_and_the_whole_view)
{
    uint8_t token;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    token = place_join(&p, "Bea");
    CHECK(token != 0);
    person_open(&p, &bea, token);
    CHECK(bea.count >= 2);
    CHECK_EQ(person_got(&bea, "{\"t\":\"welcome\",\"seat\":1,\"role\":\"participant\""), 1);
    CHECK(person_got(&bea, "\"sections\":{\"session\":{") >= 1);
    CHECK(person_got(&bea, "\"me\":{\"seat\":1,\"name\":\"Bea\"") >= 1);
    CHECK_EQ(person_got(&bea, "\"trainer\":{"), 0);
    person_close(&bea);
    place_close(&p);
}

TEST(an_unknown_token_is_told_so_and_let_go)
{
    place_open(&p, (struct host_settings){0});
    place_create(&p);
    person_open(&p, &bea, 200);
    CHECK_EQ(bea.count, 1);
    CHECK_EQ(person_got(&bea, "token_unknown"), 1);
    CHECK(bea.ended);
    person_close(&bea);
    place_close(&p);
}

TEST(nothing_is_acknowledged_or_shown_before_it_is_durable)
{
    uint8_t token;
    uint64_t id;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    token = place_join(&p, "Bea");
    person_open(&p, &anna, 1);
    person_open(&p, &bea, token);
    person_forget(&anna);
    person_forget(&bea);
    journal_memory_hold(p.journal, true);
    id = person_set_language(&bea, LANG_EN, 0);
    CHECK_EQ(id, 1);
    place_run(&p);
    place_elapse_ms(&p, 3000);
    person_read(&bea); /* Also not when the socket happens to be writable. */
    person_read(&anna);
    CHECK_EQ(bea.count, 0);
    CHECK_EQ(anna.count, 0);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "{\"t\":\"ack\",\"id\":1,"), 1);
    CHECK_EQ(person_got(&bea, "\"lang\":\"en\""), 1);
    person_close(&anna);
    person_close(&bea);
    place_close(&p);
}

TEST(a_command_sent_again_has_no_second_effect_and_gets_its_ack)
{
    uint8_t token;
    uint64_t id, seq;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    token = place_join(&p, "Bea");
    person_open(&p, &bea, token);
    id = person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    seq = place_look(&p, token).seq;
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 1);
    person_set_language(&bea, LANG_EN, id);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 2);
    CHECK_EQ(place_look(&p, token).seq, seq);
    /* Also when both are under way at once. */
    journal_memory_hold(p.journal, true);
    id = person_set_language(&bea, LANG_NL, 0);
    person_set_language(&bea, LANG_NL, id);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 2);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 4);
    CHECK_EQ(place_look(&p, token).seq, seq + 1);
    person_close(&bea);
    place_close(&p);
}

TEST(a_refused_command_is_told_why_and_changes_nothing)
{
    uint8_t token;
    uint64_t seq;
    struct command command = {.type = COMMAND_SESSION_END, .id = 12};

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    token = place_join(&p, "Bea");
    person_open(&p, &bea, token);
    seq = place_look(&p, token).seq;
    host_link_command(&bea.link, &command);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "{\"t\":\"rejected\",\"id\":12,\"code\":\"not_allowed\""), 1);
    CHECK_EQ(place_look(&p, token).seq, seq);
    person_close(&bea);
    place_close(&p);
}

TEST(who_reads_slowly_gets_the_newest_view_and_no_queue)
{
    uint8_t first, second;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    first = place_join(&p, "Bea");
    second = place_join(&p, "Chris");
    person_open(&p, &anna, 1);
    person_open(&p, &bea, first);
    person_open(&p, &chris, second);
    person_forget(&anna);
    anna.reading = false;
    for (int i = 0; i < 30; i++) {
        char text[32];
        struct command command = {
            .type = COMMAND_MESSAGE_SEND, .seat = 0, .message_send = {.room = ROOM_ALL}};

        snprintf(text, sizeof text, "bericht %d", i);
        command.message_send.text = bytes_of(text);
        CHECK_EQ(place_request(&p, command).reject, REJECT_NONE);
    }
    CHECK(bea.views >= 30);
    CHECK_EQ(anna.count, 0);
    anna.reading = true;
    person_read(&anna);
    CHECK_EQ(anna.views, 1);
    CHECK_EQ(person_got(&anna, "bericht 29"), 1);
    CHECK_EQ(person_got(&anna, "bericht 28"), 0);
    person_close(&anna);
    person_close(&bea);
    person_close(&chris);
    place_close(&p);
}

TEST(a_view_is_cut_when_there_is_little_room_and_goes_on)
{
    static uint8_t memory[HOST_ROOM_BYTES_MIN];
    struct buffer out;
    uint32_t messages = 0;
    enum host_write done;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    memset(&anna, 0, sizeof anna);
    {
        uint8_t hash[TOKEN_HASH_BYTES];

        memset(hash, 1, sizeof hash);
        host_link_init(&anna.link, p.host, ENCODING_MSGPACK, NULL, NULL);
        host_link_hello(&anna.link, hash, LANG_COUNT, 0);
        place_run(&p);
    }
    buffer_init(&out, memory, 3);
    CHECK_EQ(host_link_write(&anna.link, &out), HOST_WRITE_FULL);
    CHECK_EQ(out.size, 0);
    for (size_t room = 256; messages < 40;) {
        buffer_init(&out, memory, room);
        done = host_link_write(&anna.link, &out);
        if (done == HOST_WRITE_NOTHING)
            break;
        if (done == HOST_WRITE_FULL)
            room *= 2; /* Until the largest section fits. */
        else
            messages++;
    }
    CHECK(messages > 2 && messages < 14);
    buffer_init(&out, memory, sizeof memory);
    CHECK_EQ(host_link_write(&anna.link, &out), HOST_WRITE_NOTHING);
    host_link_close(&anna.link);
    place_close(&p);
}

TEST(present_at_once_and_away_only_after_a_while)
{
    uint8_t token;

    place_open(&p, (struct host_settings){.away_ms = 8000});
    place_create(&p);
    token = place_join(&p, "Bea");
    person_open(&p, &anna, 1);
    person_open(&p, &bea, token);
    CHECK(place_look(&p, 1).present[1]);
    person_close(&bea);
    place_elapse_ms(&p, 7900);
    CHECK(place_look(&p, 1).present[1]);
    person_open(&p, &bea, token); /* Back in time: nobody noticed. */
    place_elapse_ms(&p, 60000);
    CHECK(place_look(&p, 1).present[1]);
    person_close(&bea);
    place_elapse_ms(&p, 8001);
    CHECK(!place_look(&p, 1).present[1]);
    person_open(&p, &bea, token);
    CHECK(place_look(&p, 1).present[1]);
    person_close(&anna);
    person_close(&bea);
    place_close(&p);
}

TEST(an_idle_session_leaves_memory_and_comes_back_as_it_was)
{
    struct looked before, after;
    uint8_t token;

    place_open(&p, (struct host_settings){.idle_ms = 60000});
    place_create(&p);
    token = place_join(&p, "Bea");
    before = place_look(&p, token);
    place_elapse_ms(&p, 200000);
    after = place_look(&p, token);
    CHECK_EQ(after.fault, FAULT_NONE);
    CHECK_EQ(after.seq, before.seq);
    CHECK(after.hash == before.hash);
    place_close(&p);
}

TEST(a_session_deletes_itself_when_its_days_are_over)
{
    uint8_t token;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    token = place_join(&p, "Bea");
    person_open(&p, &bea, token);
    place_elapse_ms(&p, UINT64_C(2) * 24 * 3600 * 1000 - 60000);
    CHECK(!bea.ended);
    place_elapse_ms(&p, 180000);
    CHECK(!bea.ended); /* Never while somebody is there. */
    person_close(&bea);
    place_elapse_ms(&p, 120000);
    CHECK_EQ(place_look(&p, token).fault, FAULT_TOKEN_UNKNOWN);
    CHECK_EQ(place_look_code(&p, p.code).fault, FAULT_CODE_UNKNOWN);
    place_close(&p);
}

TEST(deletion_by_the_trainer_answers_when_it_is_durable)
{
    struct answer answer = {0};

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    person_open(&p, &anna, 1);
    journal_memory_hold(p.journal, true);
    CHECK(host_delete(p.host, p.session, place_answer, &answer) != 0);
    place_run(&p);
    CHECK_EQ(answer.calls, 0);
    person_set_language(&anna, LANG_EN, 0); /* Too late. */
    place_run(&p);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(answer.calls, 1);
    CHECK_EQ(answer.fault, FAULT_NONE);
    CHECK_EQ(person_got(&anna, "\"code\":\"deleted\""), 1);
    person_close(&anna);
    CHECK_EQ(place_look(&p, 1).fault, FAULT_TOKEN_UNKNOWN);
    place_close(&p);
}

TEST(commands_without_reading_the_answers_are_too_fast)
{
    uint8_t token;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    token = place_join(&p, "Bea");
    person_open(&p, &bea, token);
    bea.reading = false;
    person_forget(&bea);
    for (int i = 0; i < LIVE_COMMANDS_MAX; i++)
        person_set_language(&bea, i % 2 == 0 ? LANG_EN : LANG_NL, 0);
    place_run(&p);
    person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    person_read(&bea);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), LIVE_COMMANDS_MAX);
    CHECK_EQ(person_got(&bea, "too_fast"), 1);
    CHECK(LIVE_COMMANDS_MAX < HOST_REPLIES_MAX); /* So that one is told, before it is let go. */
    CHECK(!bea.ended);
    person_forget(&bea);
    for (int i = 0; i < 200; i++)
        person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    person_read(&bea);
    CHECK(bea.ended); /* Bounded: it is let go. */
    CHECK_EQ(person_got(&bea, "misbehaved"), 1);
    person_close(&bea);
    place_close(&p);
}

TEST(who_asked_may_go_away_before_the_answer)
{
    struct answer answer = {0};
    struct command command = {
        .type = COMMAND_SESSION_LOCK, .seat = 0, .session_lock = {.locked = true}};
    uint32_t ticket;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    ticket = host_request(p.host, p.session, &command, place_answer, &answer);
    host_cancel(p.host, ticket);
    place_run(&p);
    CHECK_EQ(answer.calls, 0);
    host_cancel(p.host, ticket); /* Long gone: nothing happens. */
    journal_memory_hold(p.journal, true);
    person_open(&p, &anna, 1); /* Closed while its token is looked up. */
    person_close(&anna);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(place_look(&p, 1).fault, FAULT_NONE);
    place_close(&p);
}

TEST(a_scenario_that_is_not_there_is_told)
{
    struct answer answer = {0};
    struct command_session_create create = {
        .scenario = bytes_of("bestaat-niet"), .rooms_count = 1, .seats_max = 4};

    place_open(&p, (struct host_settings){0});
    CHECK(host_create(p.host, &create, HOST_OF_NOBODY, place_answer, &answer) != 0);
    place_run(&p);
    CHECK_EQ(answer.calls, 1);
    CHECK_EQ(answer.fault, FAULT_SCENARIO_UNKNOWN);
    place_close(&p);
}

/* Solo needs no key, so solo sessions must not be able to take all places. */
TEST(solo_sessions_leave_places_for_groups)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    struct command_session_create create = {.scenario = fixture_scenario()->id,
                                            .mode = MODE_SOLO,
                                            .quorum_percent = 60,
                                            .time_percent = 100,
                                            .rooms_count = 1,
                                            .seats_max = 1,
                                            .room_seats_max = 1,
                                            .keep_days = 30,
                                            .trainer_name = bytes_of("Anna"),
                                            .token_hash = {hash, sizeof hash}};
    uint32_t made = 0;

    place_open(&p, (struct host_settings){.sessions_max = 8});
    for (uint32_t i = 0; i < 10; i++) {
        struct answer answer = {0};

        memset(hash, (int)(100 + i), sizeof hash);
        CHECK(host_create(p.host, &create, HOST_OF_NOBODY, place_answer, &answer) != 0);
        place_run(&p);
        CHECK_EQ(answer.calls, 1);
        CHECK(answer.fault == FAULT_NONE || (i >= 6 && answer.fault == FAULT_BUSY));
        made += answer.fault == FAULT_NONE;
    }
    CHECK_EQ(made, 6);
    place_create(&p);
    place_create(&p);
    place_close(&p);
}
