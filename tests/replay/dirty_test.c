/* dirty_test.c -- no screen goes stale: what a screen holds after a command, the sections that
 * session_apply called dirty made anew and the others kept, is what a whole new view would show.
 *
 * In random sessions every seat of every role has a screen, as the host keeps it: by section, at
 * the bytes it had when that section was last sent. After every command that is taken, those of the
 * clock included, and whenever time went by, each is compared with a fresh view. */
#include "looks.h"
#include "random_play.h"
#include "session/state.h"
#include "test.h"

#include <stdio.h>

#define LARGE_SESSIONS 20
#define LARGE_COMMANDS 250
#define SMALL_SESSIONS 100
#define SMALL_COMMANDS 120 /* To the debrief, mostly. */

struct screen {
    bool open;
    struct audience audience;
    uint64_t sections[SECTIONS_COUNT]; /* A hash of the bytes that it holds. */
};
static struct screen screens[SEATS_MAX];
static uint32_t seed_now;
static uint32_t compared[ROLE_COUNT]; /* Screens, over all sessions. */
static uint32_t happened[EVENT_TYPE_MAX + 1u];

static uint64_t hash_of(struct bytes bytes)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < bytes.size; i++)
        hash = (hash ^ bytes.data[i]) * 1099511628211u;
    return hash;
}

/* As defined in session.h. */
static bool covers(const struct dirty *d, const struct audience *a, uint32_t section)
{
    if ((d->sections & section) == 0)
        return false;
    if (d->seat_only)
        return a->seat == d->seat;
    if (section == SECTION_ME && d->seat != SEAT_NONE)
        return a->seat == d->seat;
    return a->room == ROOM_NONE || d->room == ROOM_ALL || d->room == a->room;
}

/* What is sent to this audience for what was called dirty. */
static uint32_t sections_due(const struct world *w, const struct audience *a)
{
    uint32_t count, due = 0;
    const struct dirty *dirty = world_dirty(w, &count);

    for (uint32_t n = 0; n < count; n++) {
        for (uint32_t k = 0; k < SECTIONS_COUNT; k++)
            due |= covers(&dirty[n], a, section_at(k)) ? section_at(k) : 0;
    }
    return due;
}

static void screen_look(struct world *w, uint16_t seat, uint32_t due, const char *when)
{
    const struct session *s = world_session(w);
    struct screen *screen = &screens[seat];

    for (uint32_t k = 0; k < SECTIONS_COUNT; k++) {
        const struct bytes fresh =
            look(s, &screen->audience, section_at(k), ENCODING_MSGPACK, world_now_ms(w));

        if ((due & section_at(k)) != 0)
            screen->sections[k] = hash_of(fresh);
        else if (screen->sections[k] != hash_of(fresh))
            test_fail(__FILE__, __LINE__, "seed %u: %s of seat %u (%s) went stale %s", seed_now,
                      section_name(section_at(k)), seat,
                      role_name((enum role)screen->audience.role), when);
    }
    compared[screen->audience.role]++;
}

/* A seat that was away, or belongs to another audience now, gets everything. */
static void look_at_all(struct world *w, bool after_command, const char *when)
{
    const struct session *s = world_session(w);

    for (uint16_t i = 0; i < session_seats_count(s); i++) {
        const struct audience a = session_audience(s, i);
        struct screen *screen = &screens[i];
        const bool held = screen->open && random_same_audience(&a, &screen->audience);

        screen->open = session_seat_open(s, i);
        screen->audience = a;
        if (screen->open)
            screen_look(w, i, !held ? SECTIONS_ALL : after_command ? sections_due(w, &a) : 0, when);
    }
}

static void after_command(struct world *w)
{
    char when[64];
    uint32_t count;
    const enum event_type *events = world_events(w, &count);

    if (count == 0)
        return;
    for (uint32_t i = 0; i < count; i++)
        happened[events[i]]++;
    snprintf(when, sizeof when, "with %s", event_name(events[count - 1]));
    look_at_all(w, true, when);
}

static void watch(struct world *w, uint32_t seed)
{
    seed_now = seed;
    memset(screens, 0, sizeof screens);
    random_seat_roles(w);
    look_at_all(w, false, "at the beginning");
    world_watch(w, after_command);
}

static void play(struct world *w, uint32_t seed, uint32_t commands, uint32_t fitting_percent)
{
    watch(w, seed);
    for (uint32_t i = 0; i < commands; i++) {
        if (random_below(100) < fitting_percent)
            random_fitting(w);
        else
            random_command(w);
        world_elapse_s(w, random_below(100) < 20 ? random_below(40) : 0);
        look_at_all(w, false, "as time went by");
        world_hush(w);
    }
    world_abandon(w);
}

/* A few people who mostly do what is asked, so that all are in, agree, and object. */
static struct world *open_small(uint32_t seed)
{
    return world_started((struct world_settings){.rule = (enum rule)(seed % RULE_COUNT),
                                                 .pace = PACE_ROOM,
                                                 .close = (enum close)(seed / 8 % CLOSE_COUNT),
                                                 .names_shown = seed / RULE_COUNT % 2 == 0,
                                                 .seed = seed},
                         "Bo Cas Dirk Els");
}

/* Before anybody could watch. */
static bool is_of_the_beginning(uint32_t type)
{
    return type == EVENT_SESSION_CREATED || type == EVENT_SESSION_RENEWED ||
           type == EVENT_DOORS_OPENED || type == EVENT_SESSION_STARTED ||
           type == EVENT_SCAN_ANSWERED || type == EVENT_OWN_TEAM_SET;
}

TEST(what_a_screen_holds_after_a_command_is_what_a_whole_new_view_shows)
{
    for (uint32_t seed = 1; seed <= LARGE_SESSIONS; seed++)
        play(random_open(seed), seed, LARGE_COMMANDS, 40);
    for (uint32_t seed = 1; seed <= SMALL_SESSIONS; seed++)
        play(open_small(seed), seed, SMALL_COMMANDS, 75);
    for (uint32_t role = 0; role < ROLE_COUNT; role++) {
        if (compared[role] == 0)
            test_fail(__FILE__, __LINE__, "no screen of a %s", role_name((enum role)role));
    }
    for (uint32_t type = 1; type <= EVENT_TYPE_MAX; type++) {
        if (event_rule(type) != NULL && happened[type] == 0 && !is_of_the_beginning(type))
            test_fail(__FILE__, __LINE__, "%s never happened", event_name(type));
    }
}

static struct command answered(const char *answers)
{
    return (struct command){.type = COMMAND_SCAN_ANSWER, .scan_answer.answers = bytes_of(answers)};
}

TEST(who_answers_a_scan_leaves_no_screen_behind)
{
    static const char *const people[] = {"Bo", "Cas", "Dirk", "Els", "Fatima", "Gijs", "Hanna"};
    struct world *w = world_open((struct world_settings){.scan = SCAN_USE_ROOM});
    struct command out = {.type = COMMAND_SEAT_REMOVE, .seat_remove.removed = true};

    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        CHECK_EQ(world_join(w, people[i], 0), REJECT_NONE);
    watch(w, 0);
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        CHECK_EQ(world_do(w, people[i], answered("1123451234512345ebbbba")), REJECT_NONE);
    CHECK_EQ(world_do(w, "Bo", answered("1555555555555555eaaaae")), REJECT_NONE);
    out.seat_remove.target = world_seat(w, "Cas");
    CHECK_EQ(world_do(w, TRAINER, out), REJECT_NONE);
    CHECK_EQ(world_simply(w, "Dirk", COMMAND_SEAT_LEAVE), REJECT_NONE);
    CHECK_EQ(world_simply(w, TRAINER, COMMAND_SCAN_CLOSE), REJECT_NONE);
    CHECK_EQ(
        world_do(w, TRAINER,
                 (struct command){.type = COMMAND_OWN_TEAM_SET,
                                  .own_team_set.own_team = bytes_of("1555555555555555eaaaae")}),
        REJECT_NONE);
    CHECK_EQ(world_simply(w, TRAINER, COMMAND_SESSION_START), REJECT_NONE);
    world_to(w, STEP_CONSEQUENCE);
    CHECK_EQ(world_simply(w, TRAINER, COMMAND_SESSION_END), REJECT_NONE);
    CHECK(happened[EVENT_SCAN_ANSWERED] > 0 && happened[EVENT_OWN_TEAM_SET] > 0);
    world_close(w);
}

/* Whoever comes or goes changes whether all are in, and with that what a room may see. */
TEST(who_comes_and_goes_leaves_no_screen_behind)
{
    const struct command back = {.type = COMMAND_PRESENCE_SET, .presence_set.present = true};

    for (uint32_t seed = 0; seed < RULE_COUNT * 4; seed++) {
        struct world *w = world_started(
            (struct world_settings){.rule = (enum rule)(seed / 4), .close = CLOSE_TRAINER},
            "Bo Cas Dirk");
        const uint16_t dirk = world_seat(w, "Dirk");
        struct command gone = {.type = COMMAND_PRESENCE_SET, .presence_set.target = dirk};

        watch(w, seed);
        world_to(w, STEP_DECISION);
        CHECK_EQ(world_second(w, "Bo", 'A'), REJECT_NONE);
        world_object(w, "Bo", 'B', true);
        CHECK_EQ(world_second(w, "Cas", 'B'), REJECT_NONE);
        if (seed % 4 == 1)
            gone = (struct command){.type = COMMAND_SEAT_REMOVE,
                                    .seat_remove = {.target = dirk, .removed = true}};
        else if (seed % 4 == 2)
            gone = (struct command){.type = COMMAND_SEAT_LEAVE};
        CHECK_EQ(world_send(w,
                            seed % 4 == 2   ? dirk
                            : seed % 4 == 1 ? 0
                                            : SEAT_NONE,
                            gone),
                 REJECT_NONE);
        if (seed % 4 == 3) {
            struct command again = back;

            again.presence_set.target = dirk;
            CHECK_EQ(world_send(w, SEAT_NONE, again), REJECT_NONE);
        }
        world_join(w, "Els", 0);
        world_elapse_s(w, 60);
        look_at_all(w, false, "as time went by");
        world_abandon(w);
    }
}

static struct command next_of(struct world *w, uint32_t room)
{
    const struct room *r = session_room(world_session(w), room);

    return (struct command){.type = COMMAND_ROOM_NEXT,
                            .room_next = {.room = room, .round = r->round, .step = r->step}};
}

/* What they cast before goes with them, out of what the other room sees. */
TEST(who_is_moved_and_votes_again_leaves_no_screen_behind)
{
    struct world *w =
        world_started((struct world_settings){.rooms = 2, .close = CLOSE_TRAINER}, "Bo Cas Dirk");
    struct command vote = {.type = COMMAND_VOTE_CAST, .vote_cast.reason = bytes_of("Omdat.")};
    const uint16_t bo = world_seat(w, "Bo"), els = session_seats_count(world_session(w));

    CHECK_EQ(world_join(w, "Els", 1), REJECT_NONE);
    CHECK_EQ(session_seat(world_session(w), els)->room, 1);
    watch(w, 0);
    world_to(w, STEP_CHOICE);
    CHECK_EQ(world_send(w, bo, vote), REJECT_NONE);
    while (session_room(world_session(w), 0)->step != STEP_CONSEQUENCE) {
        for (const char **who = (const char *[]){"Bo", "Cas", "Dirk", NULL}; *who != NULL; who++)
            world_second(w, *who, 'A'); /* Refused before its step. */
        CHECK_EQ(world_do(w, TRAINER, next_of(w, 0)), REJECT_NONE);
    }
    CHECK_EQ(world_do(w, TRAINER,
                      (struct command){.type = COMMAND_SEAT_MOVE,
                                       .seat_move = {.target = bo, .room = 1}}),
             REJECT_NONE);
    vote.vote_cast.option = 1;
    CHECK_EQ(world_send(w, bo, vote), REJECT_NONE);
    world_abandon(w);
}

static void fatima_leaves(struct world *w)
{
    CHECK_EQ(world_simply(w, "Fatima", COMMAND_SEAT_LEAVE), REJECT_NONE);
}

static void wim_is_asked_out(struct world *w)
{
    CHECK_EQ(world_do(w, TRAINER,
                      (struct command){
                          .type = COMMAND_SEAT_REMOVE,
                          .seat_remove = {.target = world_seat(w, "Wim"), .removed = true}}),
             REJECT_NONE);
}

static void dirk_comes(struct world *w)
{
    static const uint8_t hash[TOKEN_HASH_BYTES] = {1};

    CHECK_EQ(world_send(w, SEAT_NONE,
                        (struct command){.type = COMMAND_SEAT_TAKE,
                                         .seat_take = {.role = ROLE_PARTICIPANT,
                                                       .room = 0,
                                                       .name = bytes_of("Dirk"),
                                                       .token_hash = {hash, sizeof hash}}}),
             REJECT_NONE);
}

/* The trainer's screen follows the first room in which somebody sits. Found by a voyage. */
TEST(a_room_that_is_emptied_or_filled_changes_the_room_that_the_trainer_follows)
{
    struct world *w = world_open((struct world_settings){.mode = MODE_ROOMS, .rooms = 3});

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 1);
    world_join(w, "Jan", 2);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_do(w, TRAINER,
             (struct command){.type = COMMAND_ROOM_NEXT,
                              .room_next = {.room = 1, .step = STEP_SITUATION}});
    watch(w, 0);
    fatima_leaves(w);
    wim_is_asked_out(w);
    dirk_comes(w);
    world_abandon(w);
}
