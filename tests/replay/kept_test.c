/* kept_test.c -- journals that earlier releases wrote stay readable for ever. With the same model
 * and rules they give the same state, teams included. With others, what people did is the same, and
 * the session says that it cannot go on. */
#include "kept.h"

#include "fixture.h"
#include "protocol/codec.h"
#include "session/export.h"
#include "session/state.h"
#include "test.h"
#include "world.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static struct event_list list;

static enum reject decide(const struct session *s, uint16_t seat, enum command_type type)
{
    struct command c = {.type = type, .seat = seat, .id = 77, .at_ms = s->settings.delete_at_ms};

    return session_decide(s, &c, &list, NULL);
}

/* ---- the bytes of an event ------------------------------------------------------------------ */

#define TYPES_0_1 32 /* Kinds of events of version 0.1. */

static uint64_t types_seen;

static size_t as_text(const struct event *event, uint8_t *memory, size_t size)
{
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, size);
    writer_init(&w, &out, ENCODING_JSON);
    codec_write_event_map(&w, event);
    CHECK(!out.overflowed);
    return out.size;
}

/* A field that was added later is written, too: the event then has more bytes but says the same. */
static void check_written_again(const char *name, struct bytes kept)
{
    static uint8_t memory[EVENT_BYTES_MAX], texts[2][8 * EVENT_BYTES_MAX];
    struct event event, again;
    struct buffer out;
    size_t size;

    CHECK_EQ(codec_read_event(kept, &event), RESULT_OK);
    buffer_init(&out, memory, sizeof memory);
    codec_write_event(&out, &event);
    types_seen |= UINT64_C(1) << event.type;
    if (bytes_equal(buffer_bytes(&out), kept))
        return;
    CHECK_EQ(codec_read_event(buffer_bytes(&out), &again), RESULT_OK);
    size = as_text(&event, texts[0], sizeof texts[0]);
    if (out.size <= kept.size || size != as_text(&again, texts[1], sizeof texts[1]) ||
        memcmp(texts[0], texts[1], size) != 0)
        test_fail(__FILE__, __LINE__, "%s: %s is written otherwise than it was", name,
                  event_name(event.type));
}

/* ---- every kept journal --------------------------------------------------------------------- */

static void check_same(const char *name, const struct kept *kept, const struct session *s)
{
    CHECK(!session_is_outdated(s));
    session_check(s);
    if (kept_teams(s) != kept->teams)
        test_fail(__FILE__, __LINE__,
                  "%s: teams fare otherwise than in that release; raise SIM_MODEL_VERSION", name);
}

/* Who leads: not always who began, as a trainer may hand over. Alone nobody does. */
static uint16_t lead_of(const struct session *s)
{
    for (uint16_t i = 0; i < s->seats_count; i++)
        if (session_seat(s, i)->role == ROLE_TRAINER)
            return i;
    return SEAT_NONE;
}

static void check_outdated(const struct session *s)
{
    const uint16_t lead = lead_of(s);

    CHECK(session_is_outdated(s));
    session_check(s);
    if (lead != SEAT_NONE)
        CHECK_EQ(decide(s, lead, COMMAND_SESSION_END), REJECT_SESSION_OUTDATED);
    CHECK_EQ(decide(s, SEAT_NONE, COMMAND_TICK), REJECT_SESSION_OUTDATED);
    CHECK_EQ(session_deadline_ms(s), 0);
}

static void check_kept(const char *name)
{
    char path[512];
    struct kept kept;
    struct session *s;

    snprintf(path, sizeof path, "%s/%s", KEPT_FOLDER, name);
    if (kept_read(path, &kept)) {
        for (uint32_t i = 0; i < kept.events_count; i++)
            check_written_again(name, kept.events[i]);
        s = kept_replay(&kept, NULL);
        CHECK_EQ(s->settings.model, kept.model);
        CHECK_EQ(s->settings.rules, kept.rules);
        if (kept_people(s) != kept.people)
            test_fail(__FILE__, __LINE__, "%s: what people did comes out otherwise", name);
        if (session_is_of_today(s))
            check_same(name, &kept, s);
        else
            check_outdated(s);
        free(s);
    }
    kept_free(&kept);
}

TEST(journals_of_every_release_are_read)
{
    DIR *folder = opendir(KEPT_FOLDER);
    const struct dirent *file;
    uint32_t count = 0;

    CHECK(folder != NULL);
    while (folder != NULL && (file = readdir(folder)) != NULL) {
        if (file->d_name[0] == '.')
            continue;
        check_kept(file->d_name);
        count++;
    }
    closedir(folder);
    CHECK(count >= 7);
    CHECK(__builtin_popcountll(types_seen) >= TYPES_0_1); /* Every kind of event is among them. */
}

/* Otherwise nobody would notice what the next model does to a session of today. */
TEST(the_model_and_rules_of_today_are_kept)
{
    struct kept kept;
    char path[512];
    DIR *folder = opendir(KEPT_FOLDER);
    const struct dirent *file;
    bool found = false;

    while (folder != NULL && (file = readdir(folder)) != NULL) {
        if (file->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", KEPT_FOLDER, file->d_name);
        found = (kept_read(path, &kept) && kept.model == SIM_MODEL_VERSION &&
                 kept.rules == SESSION_RULES_VERSION) ||
                found;
        kept_free(&kept);
    }
    closedir(folder);
    CHECK(found); /* Raised a version? Keep a session of it: see keep_session.c. */
}

/* ---- another version ------------------------------------------------------------------------ */

static void other_model(struct event *first)
{
    first->session_created.model = SIM_MODEL_VERSION + 1;
}

static void other_rules(struct event *first)
{
    first->session_created.rules = SESSION_RULES_VERSION + 1;
}

static struct kept first_release(void)
{
    struct kept kept;

    CHECK(kept_read(KEPT_FOLDER "/0.1.0-rooms.txt", &kept));
    return kept;
}

TEST(a_journal_without_versions_is_of_version_1)
{
    struct kept kept = first_release();
    struct event e;

    CHECK_EQ(codec_read_event(kept.events[0], &e), RESULT_OK);
    CHECK_EQ(e.session_created.model, 1);
    CHECK_EQ(e.session_created.rules, 1);
    for (size_t i = 0; i + 5 < kept.events[0].size; i++)
        CHECK(memcmp(kept.events[0].data + i, "model", 5) != 0); /* It is older than the field. */
    kept_free(&kept);
}

TEST(votes_and_decisions_outlive_the_model)
{
    static struct export_round rounds[EXPORT_ROUNDS_MAX];
    struct kept kept = first_release();
    struct session *other = kept_replay(&kept, other_model);
    uint32_t count = export_rounds(other, rounds, EXPORT_ROUNDS_MAX);

    check_outdated(other);
    CHECK_EQ(kept_people(other), kept.people);
    CHECK(count >= 3);
    CHECK_EQ(rounds[0].decision, 0);
    CHECK_EQ(rounds[0].decided_by, DECIDED_BY_CONSENSUS);
    CHECK_EQ(session_room(other, 0)->rounds[0].after.phases[0], PHASE_NONE); /* Not made up. */
    free(other);
    other = kept_replay(&kept, other_rules);
    check_outdated(other);
    free(other);
    kept_free(&kept);
}

/* ---- each older model ----------------------------------------------------------------------- */

/* A session of every model that was ever played with. */
static const char *const older[] = {
    "0.1.0-rooms.txt",         "0.2.0-rooms.txt",         "0.3.0-model-3-rooms.txt",
    "0.3.0-model-4-rooms.txt", "0.3.0-model-5-rooms.txt",
};
#define OLDER_COUNT (sizeof older / sizeof older[0])

static struct kept of_older_model(uint32_t model)
{
    struct kept kept;
    char path[512];

    snprintf(path, sizeof path, "%s/%s", KEPT_FOLDER, older[model - 1]);
    CHECK(kept_read(path, &kept));
    CHECK_EQ(kept.model, model);
    return kept;
}

TEST(a_session_of_each_older_model_is_kept)
{
    CHECK_EQ(OLDER_COUNT, SIM_MODEL_VERSION - 1); /* Raised it? Move a journal of today here. */
}

TEST(a_session_played_with_an_older_model_shows_what_people_did_and_no_teams)
{
    static struct export_round rounds[EXPORT_ROUNDS_MAX];

    for (uint32_t model = 1; model < SIM_MODEL_VERSION; model++) {
        struct kept kept = of_older_model(model);
        struct session *s = kept_replay(&kept, NULL);

        check_outdated(s);
        CHECK_EQ(kept_people(s), kept.people);
        CHECK(export_rounds(s, rounds, EXPORT_ROUNDS_MAX) >= 3);
        CHECK_EQ(rounds[0].decided_by, DECIDED_BY_CONSENSUS);
        CHECK_EQ(session_room(s, 0)->rounds[0].after.phases[0], PHASE_NONE);
        CHECK_EQ(decide(s, SEAT_NONE, COMMAND_SESSION_RENEW), REJECT_SESSION_OUTDATED);
        free(s);
        kept_free(&kept);
    }
}

static void goes_on(struct session *s)
{
    struct event e;

    CHECK(!session_is_of_today(s) && !session_is_outdated(s));
    CHECK_EQ(decide(s, SEAT_NONE, COMMAND_SESSION_RENEW), REJECT_NONE);
    CHECK_EQ(list.count, 1);
    e = list.items[0];
    e.seq = session_seq(s) + 1;
    session_apply(s, &e);
    CHECK(session_is_of_today(s));
    CHECK_EQ(decide(s, SEAT_NONE, COMMAND_SESSION_RENEW), REJECT_NONE);
    CHECK_EQ(list.count, 0);
    free(s);
}

/* A session made before the upgrade: nobody has seen a team of the older model. */
TEST(a_session_that_nobody_played_in_goes_on_with_the_newer_model)
{
    for (uint32_t model = 1; model < SIM_MODEL_VERSION; model++) {
        struct kept kept = of_older_model(model);

        kept.events_count = 4; /* Created, trainer, doors, ... */
        goes_on(kept_replay(&kept, NULL));
        goes_on(kept_replay(&kept, other_model));
        kept_free(&kept);
    }
}

/* The state of another model is no state of this program. */
TEST(new_sessions_say_which_model_they_are_played_with)
{
    struct world *w = world_open((struct world_settings){0});

    CHECK_EQ(world_session(w)->settings.model, SIM_MODEL_VERSION);
    CHECK_EQ(world_session(w)->settings.rules, SESSION_RULES_VERSION);
    world_close(w);
}
