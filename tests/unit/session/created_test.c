/* created_test.c -- every way in which a session is not begun, each with the field that is wrong;
 * and how long a rehearsal is kept. */
#include "fixture.h"
#include "test.h"
#include "world.h"

#include "protocol/limits.h"

#include <stdlib.h>
#include <string.h>

#define KEEP_DAYS 30
#define HOUR_MS   (UINT64_C(3600) * 1000)

static struct event_list events;

static struct command good(void)
{
    static const uint8_t hash[TOKEN_HASH_BYTES] = {1};
    const struct scenario *scenario = fixture_scenario();

    return (struct command){.type = COMMAND_SESSION_CREATE,
                            .seat = SEAT_NONE,
                            .id = 1,
                            .at_ms = UINT64_C(1767000000000),
                            .session_create = {.scenario = scenario->id,
                                               .scenario_version = scenario->version,
                                               .seed = 7,
                                               .title = bytes_of("Proef"),
                                               .code = bytes_of("ABC234"),
                                               .mode = MODE_ROOMS,
                                               .quorum_percent = 60,
                                               .time_percent = 100,
                                               .rooms_count = 2,
                                               .seats_max = 40,
                                               .room_seats_max = 12,
                                               .keep_days = KEEP_DAYS,
                                               .trainer_name = bytes_of(TRAINER),
                                               .token_hash = {hash, sizeof hash}}};
}

static enum reject decided(const struct command *c, const char **field)
{
    void *memory = malloc(session_bytes(2, 40));
    struct session *s = session_init(memory, fixture_scenario(), 2, 40);
    const enum reject reject = session_decide(s, c, &events, field);

    free(memory);
    return reject;
}

static void expect(const struct command *c, enum reject reject, const char *field)
{
    const char *said = NULL;

    CHECK_EQ(decided(c, &said), reject);
    CHECK_EQ(events.count, 0);
    if (field != NULL)
        CHECK_TEXT(said, field);
}

#define REFUSED(name, value, ...)                                                                  \
    do {                                                                                           \
        struct command c = good();                                                                 \
        c.session_create.name = (value);                                                           \
        expect(&c, __VA_ARGS__);                                                                   \
    } while (0)

TEST(what_a_session_cannot_be_begun_with_is_refused_and_named)
{
    const char *field;
    const struct command right = good();

    CHECK_EQ(decided(&right, &field), REJECT_NONE);
    CHECK(events.count > 1);
    REFUSED(scenario, bytes_of("een-ander"), REJECT_FIELD_INVALID, "scenario");
    REFUSED(scenario_version, bytes_of("9.9.9"), REJECT_FIELD_INVALID, "scenario_version");
    REFUSED(rooms_count, 1, REJECT_FIELD_INVALID, "rooms_count"); /* There is memory for two. */
    REFUSED(mode, MODE_ONE_ROOM, REJECT_FIELD_INVALID, "rooms_count");
    REFUSED(seats_max, 39, REJECT_FIELD_INVALID, "seats_max");
    REFUSED(title, bytes_of("twee\nregels"), REJECT_FIELD_INVALID, "title");
    REFUSED(trainer_name, bytes_of("An\nna"), REJECT_FIELD_INVALID, "trainer_name");
    REFUSED(code, bytes_of("ABC23"), REJECT_FIELD_INVALID, "code");
}

static uint64_t kept_ms(bool rehearsal)
{
    struct command c = good();
    const char *field;

    c.session_create.rehearsal = rehearsal;
    CHECK_EQ(decided(&c, &field), REJECT_NONE);
    CHECK_EQ(events.items[0].session_created.rehearsal, rehearsal);
    return events.items[0].session_created.delete_at_ms - c.at_ms;
}

TEST(a_session_is_kept_as_long_as_was_asked_and_a_rehearsal_some_hours)
{
    CHECK_EQ(kept_ms(false), KEEP_DAYS * 24 * HOUR_MS);
    CHECK(kept_ms(true) % HOUR_MS == 0 && kept_ms(true) <= 24 * HOUR_MS);
}
