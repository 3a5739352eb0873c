#include "random_play.h"

#include "session/inside.h"
#include "test.h"

#include <stdio.h>

static uint32_t state;

uint32_t random_below(uint32_t bound)
{
    state = state * 1664525u + 1013904223u;
    return bound == 0 ? 0 : (uint32_t)((uint64_t)(state >> 8) * bound >> 24);
}

static bool chance(uint32_t percent)
{
    return random_below(100) < percent;
}

static struct bytes draw_text(uint32_t bytes_max)
{
    static const char *const texts[] = {
        "",       "Omdat het kan.",   "Ik twijfel nog", "\"tja\" \\ ",
        "drukte", "wat een dag\nzeg", "caf\xc3\xa9",    "x"};
    struct bytes text = bytes_of(texts[random_below(8)]);

    return text.size > bytes_max ? (struct bytes){NULL, 0} : text;
}

/* Every number gives another name, so that joins succeed. */
static struct bytes draw_name(void)
{
    static char names[64][8];
    uint32_t i = random_below(64);

    snprintf(names[i], sizeof names[i], "P%u", random_below(90));
    return bytes_of(names[i]);
}

static uint32_t drawn_type; /* The last one: some only mean something after another. */
static uint32_t drawn_target;

/* To whom the session is handed over: to a co-trainer, where there is one. */
static uint32_t draw_cotrainer(const struct session *s)
{
    for (uint32_t i = 0; i < s->seats_count; i++) {
        if (session_seat(s, i)->role == ROLE_COTRAINER)
            return i;
    }
    return random_below(s->seats_count);
}

/* The number of a text that stands. */
static uint32_t draw_reason(const struct session *s)
{
    const uint16_t seat = (uint16_t)random_below(s->seats_count);
    const uint8_t round = session_seat(s, seat)->reason_round;

    return round == ROUND_NONE ? 0 : reason_number(s, seat, round);
}

static uint32_t draw_uint(const struct session *s, const struct message_field *f, uint16_t seat)
{
    uint32_t room = random_below(s->settings.rooms_count);
    const struct room *r;

    if (seat < s->seats_count && session_seat(s, seat)->room < s->settings.rooms_count)
        room = session_seat(s, seat)->room;
    r = session_room(s, room);
    if (strcmp(f->name, "round") == 0 && r->round != ROUND_NONE && chance(95))
        return r->round;
    if (strcmp(f->name, "room") == 0)
        return chance(40)   ? ROOM_ALL
               : chance(20) ? ROOM_AUTO
               : chance(95) ? room
                            : random_below(256);
    if (strcmp(f->name, "target") == 0 && drawn_type == COMMAND_HAND_OVER)
        return draw_cotrainer(s);
    if (strcmp(f->name, "target") == 0 && chance(30))
        return drawn_target; /* The same as before. */
    if (strcmp(f->name, "target") == 0 && chance(97))
        return drawn_target = random_below(s->seats_count);
    if (strcmp(f->name, "reason") == 0 && chance(97))
        return draw_reason(s);
    if (strcmp(f->name, "member") == 0)
        return random_below(4);
    if (strcmp(f->name, "option") == 0 && chance(60))
        return 0; /* Rooms agree now and then, and somebody objects to just that. */
    return (uint32_t)f->min + random_below((uint32_t)(f->max - f->min + 1));
}

static void draw_field(const struct session *s, const struct message_field *f, uint16_t seat,
                       void *message)
{
    static uint8_t hash[TOKEN_HASH_BYTES];
    void *at = (uint8_t *)message + f->offset;
    uint8_t room = seat < s->seats_count ? session_seat(s, seat)->room : 0;

    switch (f->kind) {
    case FIELD_UINT: *(uint32_t *)at = draw_uint(s, f, seat); break;
    case FIELD_BOOL: *(bool *)at = chance(60); break;
    case FIELD_WORD:
        *(uint8_t *)at = (uint8_t)random_below((uint32_t)f->max + 1);
        if (strcmp(f->name, "step") == 0)
            *(uint8_t *)at = session_room(s, room < s->settings.rooms_count ? room : 0)->step;
        if (strcmp(f->name, "role") == 0 && chance(70))
            *(uint8_t *)at = ROLE_PARTICIPANT;
        break;
    case FIELD_TEXT:
        *(struct bytes *)at = strcmp(f->name, "name") == 0 ? draw_name()
                              : strcmp(f->name, "pulse") == 0 && chance(80)
                                  ? bytes_of("drukte") /* A happening there is. */
                                  : draw_text((uint32_t)(f->min > 0 ? f->min : f->max));
        break;
    case FIELD_BLOB:
        hash[0] = (uint8_t)(chance(80) ? drawn_target : random_below(256)); /* Issued, and used. */
        *(struct bytes *)at = (struct bytes){hash, sizeof hash};
        break;
    default: break;
    }
}

/* Commands that keep a session going and commands that end things have different rates. */
static uint32_t draw_type(void)
{
    static const uint8_t often[] = {COMMAND_VOTE_CAST,     COMMAND_SECOND_CAST,  COMMAND_READY_SET,
                                    COMMAND_GUESS_CAST,    COMMAND_PRESENCE_SET, COMMAND_ROOM_NEXT,
                                    COMMAND_OBJECTION_SET, COMMAND_DECISION_MAKE};
    uint32_t type;

    if (drawn_type == COMMAND_TOKEN_ISSUE && chance(50))
        return COMMAND_TOKEN_USE;
    if (drawn_type == COMMAND_HAPPENING_BRING && chance(50))
        return COMMAND_HAPPENING_DROP;
    if (drawn_type == COMMAND_HAPPENING_WRITE && chance(50))
        return COMMAND_HAPPENING_ERASE;
    if (chance(70))
        return often[random_below(sizeof often)];
    do
        type = random_below(COMMAND_TYPE_MAX + 1);
    while (command_rule(type) == NULL || type == COMMAND_SESSION_CREATE);
    if (type == COMMAND_SESSION_END && chance(97))
        return COMMAND_ROOM_NEXT;
    if ((type == COMMAND_SEAT_LEAVE || type == COMMAND_SEAT_REMOVE) && chance(70))
        return COMMAND_SEAT_TAKE;
    return type;
}

static uint16_t draw_sender(const struct session *s, const struct message_rule *rule)
{
    if (chance(3))
        return (uint16_t)random_below(s->seats_count); /* Whoever. */
    if (rule->mask == BY_HOST)
        return SEAT_NONE;
    for (uint32_t i = 0; i < 40; i++) {
        uint16_t seat = (uint16_t)random_below(s->seats_count);

        if ((rule->mask >> session_seat(s, seat)->role & 1u) != 0)
            return seat;
    }
    return 0;
}

static void send_drawn(struct world *w, enum command_type type, uint16_t seat)
{
    struct command c = {.type = type};

    for (const struct message_field *f = command_rule(type)->fields; f->name != NULL; f++)
        draw_field(world_session(w), f, seat, &c.session_create);
    world_send(w, seat, c);
}

void random_command(struct world *w)
{
    const enum command_type type = (enum command_type)draw_type();

    drawn_type = type;
    send_drawn(w, type, draw_sender(world_session(w), command_rule(type)));
}

static enum command_type fitting_decision(const struct session *s, const struct room *r)
{
    if (s->settings.rule == RULE_CONSENSUS) /* Mostly when they are asked, as people do. */
        return chance(r->consent_ms != 0 ? 60 : 8) ? COMMAND_OBJECTION_SET : COMMAND_SECOND_CAST;
    return chance(80) ? COMMAND_SECOND_CAST : COMMAND_DECISION_MAKE;
}

static enum command_type fitting_type(const struct session *s, const struct room *r)
{
    switch (r->step) {
    case STEP_DIAGNOSIS: return COMMAND_GUESS_CAST;
    case STEP_CHOICE: return COMMAND_VOTE_CAST;
    case STEP_DECISION: return fitting_decision(s, r);
    case STEP_CONSEQUENCE: return chance(50) ? COMMAND_MOVER_CAST : COMMAND_READY_SET;
    case STEP_REFLECTION: return chance(50) ? COMMAND_REFLECTION_SHARE : COMMAND_READY_SET;
    default: return COMMAND_READY_SET;
    }
}

void random_fitting(struct world *w)
{
    const struct session *s = world_session(w);
    const uint16_t seat = draw_sender(s, command_rule(COMMAND_VOTE_CAST));
    const uint8_t room = session_seat(s, seat)->room;

    if (chance(10))
        send_drawn(w, COMMAND_PRESENCE_SET, SEAT_NONE);
    else if (room < s->settings.rooms_count)
        send_drawn(w, fitting_type(s, session_room(s, room)), seat);
}

/* Of people who are no more than the story has parts. */
static const char *const scans[] = {"1123451234512345ebbbba", "1555555555555555eaaaae",
                                    "1000000000000000eaaaaa", "1311311311311311ecbaab"};

static const char *drawn_scan(uint32_t seed)
{
    return scans[seed / 5 % (sizeof scans / sizeof scans[0])];
}

static struct world_settings draw_settings(uint32_t seed)
{
    return (struct world_settings){
        .pace = (enum pace)random_below(PACE_COUNT),
        .rule = (enum rule)random_below(RULE_COUNT),
        .close = (enum close)random_below(CLOSE_COUNT),
        .quorum_percent = 1 + random_below(100),
        .rooms = 1 + random_below(4),
        .seats_max = 20 + random_below(40),
        .room_seats_max = 2 + random_below(10),
        .seed = seed,
        .closing_s = chance(50) ? CLOSING_SECONDS : 0,
        .gate = chance(50),
        .names_shown = chance(30),
        .with_diagnosis = chance(70),
        .mode = chance(10) ? MODE_SOLO : MODE_ONE_ROOM,
        .own_team = seed % 5 == 0 ? drawn_scan(seed) : NULL,
    };
}

/* Some of them answer a scan of their own team, and perhaps it makes one. */
static void play_scan(struct world *w, uint32_t seed)
{
    const uint32_t answers = seed % 9;

    for (uint32_t i = 0; i < answers && i + 1 < session_seats_count(world_session(w)); i++)
        world_send(w, (uint16_t)(i + 1),
                   (struct command){.type = COMMAND_SCAN_ANSWER,
                                    .scan_answer.answers = bytes_of(drawn_scan(seed + 5 * i))});
    if (seed % 2 == 0)
        world_simply(w, TRAINER, COMMAND_SCAN_CLOSE);
}

struct world *random_open(uint32_t seed)
{
    struct world_settings settings;
    struct world *w;

    state = seed * 2654435761u + 1;
    drawn_target = 0;
    drawn_type = 0;
    settings = draw_settings(seed);
    if (settings.mode == MODE_SOLO)
        settings.rooms = 1;
    else if (settings.own_team == NULL && seed % 3 == 0)
        settings.scan = SCAN_USE_ROOM;
    w = world_open(settings);
    for (int i = 0; settings.mode != MODE_SOLO && i < 8; i++) {
        char name[16];

        snprintf(name, sizeof name, "Q%d", i);
        world_join(w, name, ROOM_AUTO);
    }
    if (settings.scan == SCAN_USE_ROOM)
        play_scan(w, seed);
    if (settings.mode != MODE_SOLO)
        world_simply(w, TRAINER, COMMAND_SESSION_START);
    return w;
}

void random_seat_roles(struct world *w)
{
    static const enum role roles[] = {ROLE_COTRAINER, ROLE_OBSERVER, ROLE_PROJECTOR};
    static uint8_t hash[TOKEN_HASH_BYTES];
    const bool solo = world_session(w)->settings.mode == MODE_SOLO;

    for (uint32_t i = 0; !solo && i < sizeof roles / sizeof roles[0]; i++) {
        struct command c = {.type = COMMAND_SEAT_TAKE};

        hash[1] = (uint8_t)(i + 1);
        c.seat_take.role = (uint8_t)roles[i];
        c.seat_take.room = roles[i] == ROLE_OBSERVER ? 0 : ROOM_NONE;
        c.seat_take.name = bytes_of(roles[i] == ROLE_PROJECTOR ? "" : role_name(roles[i]));
        c.seat_take.token_hash = (struct bytes){hash, sizeof hash};
        CHECK_EQ(world_do(w, NULL, c), REJECT_NONE);
    }
}

bool random_same_audience(const struct audience *a, const struct audience *b)
{
    return a->role == b->role && a->room == b->room && a->lang == b->lang;
}
