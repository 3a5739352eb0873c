/* What the host does with sessions that were begun with another version of the program: those in
 * which nobody has played go on, the others say plainly that they cannot, and nothing is lost. */
#include "host_fixture.h"

#include "fixture.h"
#include "protocol/codec.h"
#include "session/state.h"
#include "test.h"

#include <stdio.h>

#define EVENTS_MAX 64
#define TOKEN      9 /* The trainer's, in the session of another version. */

static struct place p;
static struct person anna;
static const char *story = "klein"; /* Of the session of another version. */

/* A journal as another version would have left it: a copy of a session of ours that names another
 * version, with its own id and token. */
struct copy {
    uint8_t bytes[EVENTS_MAX * EVENT_BYTES_MAX];
    struct bytes events[EVENTS_MAX];
    uint32_t count;
    uint32_t model, rules;
};

static void copy_event(struct copy *copy, struct bytes bytes, struct buffer *out)
{
    static uint8_t hash[TOKEN_HASH_BYTES];
    size_t start = out->size;
    struct event event;

    CHECK_EQ(codec_read_event(bytes, &event), RESULT_OK);
    memset(hash, TOKEN, sizeof hash);
    if (event.type == EVENT_SESSION_CREATED) {
        event.session_created.model = copy->model;
        event.session_created.rules = copy->rules;
    } else if (event.type == EVENT_SEAT_TAKEN && event.seat_taken.target == 0) {
        event.seat_taken.token_hash = (struct bytes){hash, sizeof hash};
    }
    codec_write_event(out, &event);
    copy->events[copy->count++] = (struct bytes){out->data + start, out->size - start};
}

static void copy_page(void *arg, const struct journal_page *page)
{
    struct copy *copy = arg;
    struct buffer out;

    CHECK_EQ(page->result, RESULT_OK);
    CHECK(!page->more && page->events_count <= EVENTS_MAX);
    buffer_init(&out, copy->bytes, sizeof copy->bytes);
    for (uint32_t i = 0; i < page->events_count; i++)
        copy_event(copy, page->events[i], &out);
}

static void copy_done(void *arg, enum result result)
{
    (void)arg;
    CHECK_EQ(result, RESULT_OK);
}

/* Makes the copy the session of the place, in a host that has just started. */
static void session_of_version(uint32_t model, uint32_t rules)
{
    static struct copy copy;
    struct journal_entry entry = {.session = {p.session.value + 1},
                                  .code = "ZZZ234",
                                  .created_ms = p.now_ms,
                                  .delete_at_ms = p.now_ms + 24 * 3600 * 1000};
    struct journal_token token = {.change = JOURNAL_TOKEN_ADD};
    struct journal_batch batch = {.session = entry.session,
                                  .seq_first = 1,
                                  .created = &entry,
                                  .tokens = &token,
                                  .tokens_count = 1};

    copy = (struct copy){.model = model, .rules = rules};
    memset(token.hash, TOKEN, sizeof token.hash);
    snprintf(entry.scenario, sizeof entry.scenario, "%s", story);
    memcpy(entry.scenario_version, fixture_scenario()->version.data,
           fixture_scenario()->version.size);
    CHECK_EQ(journal_read(p.journal, p.session, 1, false, copy_page, &copy), RESULT_OK);
    while (journal_wait(p.journal))
        journal_poll(p.journal);
    batch.events = copy.events;
    batch.events_count = copy.count;
    CHECK_EQ(journal_append(p.journal, &batch, copy_done, NULL), RESULT_OK);
    while (journal_wait(p.journal))
        journal_poll(p.journal);
    p.session = entry.session;
    place_restart(&p);
}

static void trainer_does(enum command_type type)
{
    CHECK_EQ(place_request(&p, (struct command){.type = type, .seat = 0}).reject, REJECT_NONE);
}

static void begun(bool played)
{
    place_open(&p, (struct host_settings){0});
    place_create(&p);
    place_join(&p, "Bea");
    if (played)
        trainer_does(COMMAND_SESSION_START);
}

TEST(a_session_played_with_another_model_says_that_it_cannot_go_on)
{
    begun(true);
    session_of_version(SIM_MODEL_VERSION + 1, SESSION_RULES_VERSION);
    person_open(&p, &anna, TOKEN);
    CHECK(anna.ended);
    CHECK_EQ(person_got(&anna, "\"t\":\"error\",\"code\":\"session_outdated\""), 1);
    CHECK_EQ(person_got(&anna, "\"t\":\"view\""), 0);
    person_close(&anna);
    CHECK_EQ(place_request(&p, (struct command){.type = COMMAND_SESSION_END, .seat = 0}).reject,
             REJECT_SESSION_OUTDATED);
    place_close(&p);
}

/* The journal stays as it was, whatever the clock says meanwhile, and can be looked at. */
TEST(a_session_that_cannot_go_on_loses_nothing)
{
    struct looked before, after;

    begun(true);
    session_of_version(SIM_MODEL_VERSION + 1, SESSION_RULES_VERSION);
    before = place_look(&p, TOKEN);
    CHECK_EQ(before.fault, FAULT_NONE);
    place_elapse_ms(&p, 2 * 3600 * 1000);
    place_restart(&p);
    after = place_look(&p, TOKEN);
    CHECK_EQ(after.seq, before.seq);
    CHECK(after.hash == before.hash);
    CHECK_EQ(after.seat, 0);
    place_close(&p);
}

static void deletes(void)
{
    struct answer answer = {0};

    CHECK(host_delete(p.host, p.session, place_answer, &answer) != 0);
    place_run(&p);
    CHECK_EQ(answer.calls, 1);
    CHECK_EQ(answer.fault, FAULT_NONE);
    CHECK_EQ(place_look(&p, TOKEN).fault, FAULT_TOKEN_UNKNOWN);
}

TEST(a_session_that_cannot_go_on_can_be_deleted)
{
    begun(true);
    session_of_version(SIM_MODEL_VERSION + 1, SESSION_RULES_VERSION);
    deletes();
    place_close(&p);
}

/* Rules that we do not know yet may mean something else by the same events. */
TEST(a_session_of_newer_rules_is_not_read_by_older_ones)
{
    begun(true);
    session_of_version(SIM_MODEL_VERSION, SESSION_RULES_VERSION + 1);
    CHECK_EQ(place_look(&p, TOKEN).fault, FAULT_SESSION_OUTDATED);
    person_open(&p, &anna, TOKEN);
    CHECK(anna.ended);
    CHECK_EQ(person_got(&anna, "session_outdated"), 1);
    person_close(&anna);
    place_close(&p);
}

/* Made the evening before an upgrade, for the morning after it. */
TEST(a_session_in_the_lobby_goes_on_with_the_model_of_today)
{
    struct looked before;

    begun(false);
    session_of_version(SIM_MODEL_VERSION + 1, SESSION_RULES_VERSION);
    before = place_look(&p, TOKEN);
    trainer_does(COMMAND_SESSION_START);
    place_restart(&p);
    person_open(&p, &anna, TOKEN);
    CHECK(!anna.ended);
    CHECK_EQ(person_got(&anna, "\"step\":\"situation\""), 1);
    CHECK(place_look(&p, TOKEN).seq > before.seq);
    person_close(&anna);
    place_close(&p);
}

/* The catalogue that was kept with it may lack what decides how it goes (scenario_archive.h). */
TEST(a_session_whose_story_is_not_there_says_so_and_can_be_deleted)
{
    begun(true);
    story = "elders";
    session_of_version(SIM_MODEL_VERSION, SESSION_RULES_VERSION);
    story = "klein";
    person_open(&p, &anna, TOKEN);
    CHECK(anna.ended);
    CHECK_EQ(person_got(&anna, "\"t\":\"error\",\"code\":\"scenario_unknown\""), 1);
    person_close(&anna);
    CHECK_EQ(place_look(&p, TOKEN).fault, FAULT_SCENARIO_UNKNOWN);
    deletes();
    place_close(&p);
}

/* Both at once: the story is gone, and the rules of the session are not ours. */
TEST(an_outdated_session_whose_story_is_not_there_says_so_and_can_be_deleted)
{
    begun(true);
    story = "elders";
    session_of_version(SIM_MODEL_VERSION + 1, SESSION_RULES_VERSION);
    story = "klein";
    person_open(&p, &anna, TOKEN);
    CHECK(anna.ended);
    CHECK_EQ(person_got(&anna, "\"t\":\"error\",\"code\":\"scenario_unknown\""), 1);
    person_close(&anna);
    deletes();
    place_close(&p);
}
