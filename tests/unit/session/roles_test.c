/* roles_test.c -- who may send what: every command by every role, against a table written out here
 * by hand (not the one the core uses). What is not in it is refused. */
#include "test.h"
#include "world.h"

#define T         (1u << ROLE_TRAINER)
#define C         (1u << ROLE_COTRAINER)
#define P         (1u << ROLE_PARTICIPANT)
#define O         (1u << ROLE_OBSERVER)
#define J         (1u << ROLE_PROJECTOR)
#define HOST_ONLY 0u

static const struct {
    enum command_type type;
    uint32_t roles;
} allowed[] = {
    {COMMAND_SESSION_CREATE, HOST_ONLY},
    {COMMAND_SEAT_TAKE, HOST_ONLY},
    {COMMAND_PRESENCE_SET, HOST_ONLY},
    {COMMAND_TICK, HOST_ONLY},
    {COMMAND_TOKEN_ISSUE, HOST_ONLY},
    {COMMAND_TOKEN_USE, HOST_ONLY},
    {COMMAND_SESSION_RENEW, HOST_ONLY},
    {COMMAND_DOORS_OPEN, T | C},
    {COMMAND_SESSION_LOCK, T | C},
    {COMMAND_SESSION_START, T | C},
    {COMMAND_SESSION_PAUSE, T | C},
    {COMMAND_ROOM_NEXT, T | C},
    {COMMAND_ROOM_UNDO, T | C},
    {COMMAND_ROOM_EXTEND, T | C},
    {COMMAND_ROOM_REOPEN, T | C},
    {COMMAND_RESULT_SHOW, T | C},
    {COMMAND_MESSAGE_SEND, T | C},
    {COMMAND_SEAT_MOVE, T | C},
    {COMMAND_SEAT_REMOVE, T | C},
    {COMMAND_HAND_OVER, T},
    {COMMAND_SESSION_END, T | C},
    {COMMAND_REASON_HIDE, T | C},
    {COMMAND_REASON_LIGHT, T | C},
    {COMMAND_ROOM_DECIDE, T | C},
    {COMMAND_HAPPENING_BRING, T | C},
    {COMMAND_PROJECTOR_SHOW, T | C},
    {COMMAND_ROOM_BRING, T | C},
    {COMMAND_ROOM_HOLD, T | C},
    {COMMAND_HAPPENING_DROP, T | C},
    {COMMAND_PROJECTOR_CURTAIN, T | C},
    {COMMAND_SCAN_CLOSE, T | C},
    {COMMAND_OWN_TEAM_SET, T | C},
    {COMMAND_HAPPENING_WRITE, T | C},
    {COMMAND_HAPPENING_ERASE, T | C},
    {COMMAND_SCAN_ANSWER, P},
    {COMMAND_VOTE_CAST, P},
    {COMMAND_GUESS_CAST, P},
    {COMMAND_SECOND_CAST, P},
    {COMMAND_MOVER_CAST, P},
    {COMMAND_OBJECTION_SET, P},
    {COMMAND_DECISION_MAKE, P},
    {COMMAND_READY_SET, P},
    {COMMAND_REFLECTION_SHARE, P},
    {COMMAND_LANGUAGE_SET, T | C | P | O | J},
    {COMMAND_SEAT_LEAVE, P},
    {COMMAND_ROOM_CHOOSE, P},
};

static const char *const people[ROLE_COUNT] = {TRAINER, "Kees", "Fatima", "Olga", ""};

static void take(struct world *w, enum role role)
{
    static uint8_t hash[TOKEN_HASH_BYTES];
    struct command c = {.type = COMMAND_SEAT_TAKE};

    c.seat_take.role = (uint8_t)role;
    c.seat_take.room = role == ROLE_OBSERVER ? 0 : ROOM_NONE;
    c.seat_take.name = bytes_of(people[role]);
    c.seat_take.token_hash = (struct bytes){hash, sizeof hash};
    CHECK_EQ(world_do(w, NULL, c), REJECT_NONE);
}

static struct world *with_every_role(void)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, people[ROLE_PARTICIPANT]);

    take(w, ROLE_COTRAINER);
    take(w, ROLE_OBSERVER);
    take(w, ROLE_PROJECTOR);
    return w;
}

static uint16_t seat_with(struct world *w, enum role role)
{
    const struct session *s = world_session(w);

    for (uint16_t i = 0; i < s->seats_count; i++) {
        if (session_seat(s, i)->role == role)
            return i;
    }
    return SEAT_NONE;
}

/* Fields that would be valid, so that nothing else is the reason for a refusal. */
static void fill(struct command *c)
{
    static uint8_t hash[TOKEN_HASH_BYTES];
    const struct message_rule *rule = command_rule(c->type);

    for (const struct message_field *f = rule->fields; f->name != NULL; f++) {
        void *at = (uint8_t *)&c->session_create + f->offset;

        if (f->kind == FIELD_UINT)
            *(uint32_t *)at = (uint32_t)f->min;
        else if (f->kind == FIELD_BLOB)
            *(struct bytes *)at = (struct bytes){hash, sizeof hash};
    }
}

TEST(every_command_of_every_role_is_refused_unless_allowed)
{
    static struct event_list list;
    uint32_t known = 0;

    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
        for (int role = 0; role < ROLE_COUNT; role++) {
            struct world *w = with_every_role();
            struct command c = {.type = allowed[i].type, .at_ms = world_now_ms(w), .id = 99};
            bool may = (allowed[i].roles >> role & 1u) != 0;
            enum reject reject;

            c.seat = seat_with(w, (enum role)role);
            fill(&c);
            reject = session_decide(world_session(w), &c, &list, NULL);
            /* Objections need a step that is not running: another refusal, so not this one. */
            if ((reject != REJECT_NOT_ALLOWED) != may && allowed[i].type != COMMAND_HAND_OVER &&
                allowed[i].type != COMMAND_SEAT_REMOVE && allowed[i].type != COMMAND_SEAT_MOVE)
                test_fail(__FILE__, __LINE__, "%s by %s: %s", command_name(c.type),
                          role_name((enum role)role), reject_name(reject));
            if (!may) {
                CHECK_EQ(reject, REJECT_NOT_ALLOWED);
                CHECK_EQ(list.count, 0);
            }
            world_close(w);
        }
        known++;
    }
    for (uint32_t type = 0; type <= COMMAND_TYPE_MAX; type++)
        known -= command_rule(type) != NULL;
    CHECK_EQ(known, 0); /* The table has them all. */
}

TEST(host_may_send_its_own_commands_only)
{
    static struct event_list list;
    struct world *w = with_every_role();

    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
        struct command c = {.type = allowed[i].type, .seat = SEAT_NONE, .at_ms = world_now_ms(w)};

        if (allowed[i].roles == HOST_ONLY)
            continue;
        fill(&c);
        CHECK_EQ(session_decide(world_session(w), &c, &list, NULL), REJECT_NOT_ALLOWED);
    }
    world_close(w);
}

TEST(seat_that_does_not_exist_may_nothing)
{
    static struct event_list list;
    struct world *w = with_every_role();
    struct command c = {.type = COMMAND_DOORS_OPEN, .seat = 77, .at_ms = world_now_ms(w)};

    CHECK_EQ(session_decide(world_session(w), &c, &list, NULL), REJECT_SEAT_UNKNOWN);
    world_close(w);
}

/* The trainer's role moves with hand_over; who had it keeps a co-trainer's rights. */
TEST(lead_that_handed_over_may_not_do_it_again)
{
    struct world *w = with_every_role();
    struct command over = {.type = COMMAND_HAND_OVER};

    over.hand_over.target = world_seat(w, "Kees");
    CHECK_EQ(world_do(w, TRAINER, over), REJECT_NONE);
    CHECK_EQ(world_do(w, TRAINER, over), REJECT_NOT_ALLOWED);
    CHECK_EQ(world_next(w), REJECT_NONE);
    world_close(w);
}
