#include "protocol/message.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

TEST(every_word_has_its_number_and_finds_its_way_back)
{
    for (uint32_t i = 0; i < WORDS_COUNT; i++) {
        const struct words *words = words_all[i];
        CHECK(words->count > 0);
        for (uint8_t value = 0; value < words->count; value++) {
            uint8_t back = 0xFF;
            CHECK(words->names[value] != NULL);
            CHECK(words_parse(words, bytes_of(words_name(words, value)), &back));
            CHECK_EQ(back, value);
        }
        CHECK_TEXT(words_name(words, words->count), "?");
    }
}

TEST(an_unknown_word_leaves_the_output_alone)
{
    uint8_t role = 7;

    CHECK(!role_parse(bytes_of("Trainer"), &role));
    CHECK(!role_parse(bytes_of("trainer "), &role));
    CHECK(!role_parse((struct bytes){NULL, 0}, &role));
    CHECK_EQ(role, 7);
}

TEST(sections_go_from_name_to_bit_and_back)
{
    enum section section = SECTION_SESSION;

    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        CHECK_EQ(section_index(section_at(i)), i);
        CHECK(section_parse(bytes_of(section_name(section_at(i))), &section));
        CHECK_EQ(section, section_at(i));
    }
    CHECK(!section_parse(bytes_of("secrets"), &section));
    CHECK_EQ(SECTIONS_ROOM | SECTION_SESSION, SECTIONS_ALL);
}

TEST(rules_are_found_by_number_and_by_name_and_no_field_takes_a_word_of_the_envelope)
{
    uint32_t count = 0;

    for (uint32_t type = 0; type < 300; type++) {
        const struct message_rule *rule = command_rule(type);
        if (rule == NULL)
            continue;
        count++;
        CHECK_EQ(rule->id, type);
        CHECK(command_rule_named(bytes_of(rule->name)) == rule);
        for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
            CHECK(strcmp(field->name, "t") != 0);
            CHECK(strcmp(field->name, "id") != 0);
            CHECK(strcmp(field->name, "type") != 0);
            CHECK(field->min <= field->max);
        }
    }
    CHECK(count > 30);
    CHECK(command_rule(9) == NULL);
    CHECK(event_rule(4711) == NULL);
}

TEST(who_may_send_what_stands_in_the_rule)
{
    CHECK_EQ(command_rule(COMMAND_SEAT_TAKE)->mask, 0);
    CHECK_EQ(command_rule(COMMAND_HAND_OVER)->mask, 1u << ROLE_TRAINER);
    CHECK(command_rule(COMMAND_VOTE_CAST)->mask & 1u << ROLE_PARTICIPANT);
    CHECK(!(command_rule(COMMAND_VOTE_CAST)->mask & 1u << ROLE_PROJECTOR));
    CHECK(!(command_rule(COMMAND_ROOM_NEXT)->mask & 1u << ROLE_OBSERVER));
}

TEST(a_pushed_event_carries_its_command_and_full_sticks)
{
    static struct event_list list;
    const struct command command = {
        .type = COMMAND_READY_SET, .seat = 4, .id = 99, .at_ms = 1234567};

    event_list_init(&list);
    for (uint32_t i = 0; i < EVENTS_PER_COMMAND_MAX; i++) {
        struct event *event = event_push(&list, EVENT_READY_SET, &command);
        CHECK_EQ(event->seat, 4);
        CHECK_EQ(event->command_id, 99);
        CHECK_EQ(event->at_ms, 1234567);
        CHECK(!event->ready_set.ready);
    }
    CHECK(!list.overflowed);
    event_push(&list, EVENT_READY_SET, &command)->ready_set.ready = true;
    event_push(&list, EVENT_READY_SET, &command)->ready_set.ready = true;
    CHECK(list.overflowed);
    CHECK_EQ(list.count, EVENTS_PER_COMMAND_MAX);
    CHECK(!list.items[EVENTS_PER_COMMAND_MAX - 1].ready_set.ready);
}

/* A command as it was, and as a later release has it. */
struct tap {
    uint32_t option;
    uint32_t hand, strength;
};
#define TAP_FIELD(name, may_miss, standard)                                                        \
    {                                                                                              \
#name, FIELD_UINT, 0, 9, NULL, offsetof(struct tap, name), may_miss, standard, "a number"  \
    }
#define TAP_END                                                                                    \
    {                                                                                              \
        NULL, FIELD_BOOL, 0, 0, NULL, 0, true, 0, NULL                                             \
    }
static const struct message_field fields_before[] = {TAP_FIELD(option, false, 0), TAP_END};
static const struct message_field fields_after[] = {
    TAP_FIELD(option, false, 0), TAP_FIELD(hand, true, 2), TAP_FIELD(strength, true, 0), TAP_END};

TEST(numbers_added_at_the_end_of_a_command_leave_its_digest_as_it_was)
{
    const struct message_rule before = {.name = "tap", .id = 50, .fields = fields_before};
    const struct message_rule after = {.name = "tap", .id = 50, .fields = fields_after};
    const struct tap unsaid = {.option = 1, .hand = 2},
                     strong = {.option = 1, .hand = 2, .strength = 1},
                     other_hand = {.option = 1, .hand = 1};

    CHECK_EQ(message_digest(&after, &unsaid), message_digest(&before, &unsaid));
    CHECK(message_digest(&after, &strong) != message_digest(&after, &unsaid));
    CHECK(message_digest(&after, &other_hand) != message_digest(&after, &unsaid));
    CHECK(message_digest(&after, &other_hand) != message_digest(&after, &strong));
}

/* Each command with its fields at their least, or what they are when they are missing. They stand
 * in journals, and commands are compared with them after an update: a number here never changes. */
static const struct {
    const char *name;
    uint32_t digest;
} kept[] = {
    {"session_create", 879916978u},     {"seat_take", 775575590u},
    {"presence_set", 366994548u},       {"tick", 3498167628u},
    {"token_issue", 3325060358u},       {"token_use", 251765890u},
    {"session_renew", 1285290101u},     {"doors_open", 1273012611u},
    {"session_lock", 1135861100u},      {"session_start", 2003072543u},
    {"session_pause", 4012166201u},     {"room_next", 868628811u},
    {"room_undo", 3548270859u},         {"room_extend", 1714108338u},
    {"room_reopen", 1446557254u},       {"result_show", 1748155357u},
    {"message_send", 2259734456u},      {"seat_move", 2963091762u},
    {"seat_remove", 147828824u},        {"hand_over", 3055806297u},
    {"session_end", 2378493653u},       {"reason_hide", 3818914157u},
    {"room_decide", 1993400844u},       {"happening_bring", 1378131767u},
    {"projector_show", 933609682u},     {"room_bring", 2142762436u},
    {"room_hold", 1868253054u},         {"happening_drop", 2473364898u},
    {"projector_curtain", 4081944728u}, {"reason_light", 4263759546u},
    {"vote_cast", 1325536831u},         {"guess_cast", 3852877566u},
    {"second_cast", 2521319963u},       {"objection_set", 2698748946u},
    {"decision_make", 266157351u},      {"ready_set", 2798676831u},
    {"reflection_share", 1471240942u},  {"mover_cast", 2625867851u},
    {"language_set", 2822068993u},      {"seat_leave", 2415438500u},
    {"room_choose", 3491705907u},       {"scan_close", 355859331u},
    {"own_team_set", 1658789504u},      {"scan_answer", 1675820575u},
    {"happening_write", 4152180876u},   {"happening_erase", 3731027159u},
};

/* A body of these fields; its text is empty, its blob zero. */
static void body_fill(uint8_t *body, const struct message_field *field)
{
    static const uint8_t zero[64];

    for (; field->name != NULL; field++) {
        uint8_t *at = body + field->offset;
        if (field->kind == FIELD_UINT)
            memcpy(at, &field->standard, sizeof field->standard);
        if (field->kind == FIELD_BLOB)
            *(struct bytes *)(void *)at = (struct bytes){zero, field->max};
        CHECK(field->kind != FIELD_BLOB || field->max <= sizeof zero);
    }
}

static uint32_t kept_digest(const char *name)
{
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        if (strcmp(kept[i].name, name) == 0)
            return kept[i].digest;
    return 0;
}

TEST(the_digest_of_every_command_is_for_ever)
{
    uint32_t count = 0;

    for (uint32_t type = 0; type <= COMMAND_TYPE_MAX; type++) {
        const struct message_rule *rule = command_rule(type);
        union {
            struct command command;
            uint8_t bytes[sizeof(struct command)];
        } body = {0};

        if (rule == NULL)
            continue;
        count++;
        body_fill(body.bytes, rule->fields);
        if (message_digest(rule, body.bytes) != kept_digest(rule->name))
            printf("a new command gets a line in `kept`: {\"%s\", %uu}; one that was there must "
                   "keep its "
                   "digest (shared/protocol/messages.def says how a field is added)\n",
                   rule->name, message_digest(rule, body.bytes));
        CHECK_EQ(message_digest(rule, body.bytes), kept_digest(rule->name));
    }
    CHECK_EQ(count, sizeof kept / sizeof kept[0]);
}

TEST(the_digest_of_a_vote_is_for_ever)
{
    const struct command vote = {.type = COMMAND_VOTE_CAST,
                                 .vote_cast = {.round = 2, .option = 1, .reason = bytes_of("x")}};
    struct command sure = vote;

    sure.vote_cast.confidence = 3;
    CHECK_EQ(command_digest(&vote), 3418120478);
    CHECK_EQ(command_digest(&sure), 4235875115);
}
