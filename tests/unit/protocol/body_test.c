/* Bodies of HTTP are written and read as bodies.def says, and in no other way. */
#include "protocol/body.h"

#include "test.h"

static uint8_t memory[4096], scratch_memory[CODEC_SCRATCH_BYTES];
static struct buffer scratch = {scratch_memory, 0, sizeof scratch_memory, false};
static struct body_fault fault;

static void expect_written(const struct body_record *record, const void *value, const char *json)
{
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, sizeof memory - 1);
    writer_init(&w, &out, ENCODING_JSON);
    body_write(&w, record, value);
    CHECK(writer_ok(&w));
    memory[out.size] = '\0';
    CHECK_TEXT((const char *)memory, json);
}

TEST(an_answer_has_every_field_in_the_order_of_its_record)
{
    const struct body_door doors[] = {{.room = 0, .taken = 2, .seats = 6}, {.room = 1, .seats = 6}};

    expect_written(&body_doors,
                   &(struct body_doors){.title = bytes_of("Groep \"3\""),
                                        .scenario = bytes_of("De nieuwe vrijheid"),
                                        .lang = LANG_EN,
                                        .status = STATUS_LOBBY,
                                        .rooms = {doors, 2}},
                   "{\"title\":\"Groep \\\"3\\\"\",\"scenario\":\"De nieuwe vrijheid\","
                   "\"lang\":\"en\",\"status\":\"lobby\",\"scan\":\"none\",\"rooms\":["
                   "{\"room\":0,\"taken\":2,\"seats\":6},{\"room\":1,\"taken\":0,\"seats\":6}]}");
}

TEST(what_may_be_missing_is_left_out_and_what_may_be_null_is_null)
{
    struct body_problem problem = {.code = bytes_of("busy"), .message = bytes_of("Even wachten.")};
    const struct body_export_member member = {
        .name = bytes_of("Soumaya"), .phase_before = BODY_NO_WORD, .phase = BODY_NO_WORD};
    const int64_t counts[] = {3, 2};

    expect_written(&body_failure, &(struct body_failure){&problem},
                   "{\"error\":{\"code\":\"busy\",\"message\":\"Even wachten.\"}}");
    problem.field = bytes_of("name");
    expect_written(
        &body_failure, &(struct body_failure){&problem},
        "{\"error\":{\"code\":\"busy\",\"message\":\"Even wachten.\",\"field\":\"name\"}}");
    expect_written(&body_export_member, &member,
                   "{\"name\":\"Soumaya\",\"phase_before\":null,\"phase\":null}");
    expect_written(&body_export_counts, &(struct body_export_counts){.people = 3},
                   "{\"people\":3,\"counts\":null}");
    expect_written(&body_export_counts,
                   &(struct body_export_counts){.people = 5, .counts = {counts, 2}},
                   "{\"people\":5,\"counts\":[3,2]}");
    expect_written(&body_withdrawn, &(struct body_withdrawn){true, BODY_NO_WORD},
                   "{\"withdrawn\":true}");
    expect_written(&body_withdrawn, &(struct body_withdrawn){false, WITHDRAW_REFUSAL_DISK},
                   "{\"withdrawn\":false,\"reason\":\"disk\"}");
}

TEST(a_record_within_a_record_gives_its_fields_and_what_was_made_earlier_goes_in_as_it_is)
{
    const struct body_trouble trouble = {.code = bytes_of("id_form"),
                                         .level = TROUBLE_LEVEL_WARNING,
                                         .file = STORY_FILE_NL,
                                         .path = bytes_of("id")};
    const struct body_troubles troubles = {.warnings = 1, .problems = {&trouble, 1}};

    expect_written(
        &body_draft_loaded,
        &(struct body_draft_loaded){
            .reason = LOAD_REFUSAL_ERRORS, .id = bytes_of("x"), .troubles = &troubles},
        "{\"loaded\":false,\"reason\":\"errors\",\"id\":\"x\",\"version\":\"\",\"errors\":0,"
        "\"warnings\":1,\"problems\":[{\"code\":\"id_form\",\"level\":\"warning\","
        "\"file\":\"nl\",\"path\":\"id\",\"message\":\"\",\"meant\":\"\"}]}");
    expect_written(&body_tryout, &(struct body_tryout){.number = 1, .state = TRYOUT_STATE_RUNNING},
                   "{\"number\":1,\"state\":\"running\",\"percent\":0,\"report\":null}");
    expect_written(&body_tryout,
                   &(struct body_tryout){.number = 1,
                                         .state = TRYOUT_STATE_DONE,
                                         .percent = 100,
                                         .report = bytes_of("{\"plays\":7}")},
                   "{\"number\":1,\"state\":\"done\",\"percent\":100,\"report\":{\"plays\":7}}");
}

TEST(lists_of_every_kind_are_written)
{
    const struct bytes texts[] = {bytes_of("a"), bytes_of("b")};
    const uint8_t layers[] = {LAYER_TASK, LAYER_HR}, phases[] = {PHASE_ACTING};
    const int64_t square[] = {1, 2, 3, 4}, decisions[] = {1, 0};
    const struct body_export_counts none = {.people = 0};
    const struct body_intervention action = {.id = bytes_of("buddy"),
                                             .layers = {layers, 2},
                                             .phases = {phases, 1},
                                             .certainty = CERTAINTY_STUDY,
                                             .hours = 1,
                                             .hours_least = -1,
                                             .weeks = 26};

    expect_written(&body_intervention, &action,
                   "{\"id\":\"buddy\",\"name\":\"\",\"text\":\"\",\"layers\":[\"task\",\"hr\"],"
                   "\"phases\":[\"acting\"],\"certainty\":\"study\",\"up\":0,\"forced\":false,"
                   "\"hours\":1,\"hours_least\":-1,\"weeks\":26}");
    expect_written(
        &body_export_round,
        &(struct body_export_round){.room = BODY_NONE,
                                    .round = 1,
                                    .options = {texts, 2},
                                    .first = &none,
                                    .second = &none,
                                    .confidence = &none,
                                    .shifts = {square, 2},
                                    .decision = BODY_NONE,
                                    .decided_by = BODY_NO_WORD,
                                    .decisions = {decisions, 2}},
        "{\"room\":null,\"room_name\":\"\",\"round\":1,\"dilemma\":\"\",\"title\":\"\","
        "\"options\":[\"a\",\"b\"],\"first\":{\"people\":0,\"counts\":null},"
        "\"second\":{\"people\":0,\"counts\":null},\"confidence\":{\"people\":0,\"counts\":null},"
        "\"shifts\":[[1,2],[3,4]],\"decision\":null,\"decided_by\":null,\"decisions\":[1,0],"
        "\"members\":[],\"happenings\":[]}");
}

/* ---- requests --------------------------------------------------------------------------- */

TEST(a_request_is_read_with_what_it_leaves_out)
{
    struct body_session_settings settings;
    struct body_join join;

    CHECK(body_read(&body_session_settings, bytes_of("{\"scenario\":\"zorg\",\"other\":[1]}"),
                    &scratch, &settings, &fault));
    CHECK(bytes_equal_text(settings.scenario, "zorg"));
    CHECK_EQ(settings.mode, MODE_ONE_ROOM);
    CHECK_EQ(settings.room_seats_max, 40);
    CHECK_EQ(settings.lang, BODY_NO_WORD);
    CHECK(!settings.gate);
    CHECK_EQ(settings.title.size, 0);
    CHECK(body_read(&body_join,
                    bytes_of("{\"code\":\"ABCDEF\",\"name\":\"J\\u00f6\",\"lang\":\"en\","
                             "\"room\":63,\"token\":\"AAAAAAAAAAAAAAAAAAAA-_\"}"),
                    &scratch, &join, &fault));
    CHECK(bytes_equal_text(join.name, "J\xC3\xB6"));
    CHECK_EQ(join.room, 63);
    CHECK_EQ(join.lang, LANG_EN);
    CHECK_EQ(join.token.size, TOKEN_TEXT_BYTES);
}

TEST(a_name_is_taken_as_it_was_meant_and_counted_in_letters)
{
    struct body_join join;

    CHECK(body_read(&body_join,
                    bytes_of("{\"code\":\"ABCDEF\","
                             "\"name\":\" \\u202aJo\\u0007ost\\u202c\\u000b \"}"),
                    &scratch, &join, &fault));
    CHECK(bytes_equal_text(join.name, "Joost"));
    CHECK(body_read(&body_join,
                    bytes_of("{\"code\":\"ABCDEF\",\"name\":\"\u0410\u043b\u0435\u043a\u0441\u0430"
                             "\u043d\u0434\u0440\u0430\u041a\u043e\u043d\u0441\u0442\u0430\u043d"
                             "\u0442\u0438\u043d\u043e\u0432\u0430\"}"),
                    &scratch, &join, &fault));
    CHECK(join.name.size > 44); /* 23 letters of two bytes. */
}

TEST(the_first_thing_that_is_wrong_in_a_request_is_told)
{
    static const struct {
        const char *json;
        enum fault fault;
        const char *field;
    } cases[] = {
        {"{\"code\":\"ABCDEF\"", FAULT_MALFORMED, NULL},
        {"[]", FAULT_MALFORMED, NULL},
        {"{\"code\":\"ABCDEF\",\"code\":\"ABCDEF\"}", FAULT_MALFORMED, NULL},
        {"{\"name\":\"Jo\"}", FAULT_FIELD_MISSING, "code"},
        {"{\"code\":7,\"name\":\"Jo\"}", FAULT_FIELD_WRONG, "code"},
        {"{\"code\":null,\"name\":\"Jo\"}", FAULT_FIELD_WRONG, "code"},
        {"{\"code\":\"ABCDEFG\",\"name\":\"Jo\"}", FAULT_FIELD_WRONG, "code"},
        {"{\"code\":\"ABCDEF\",\"name\":\"0123456789012345678901234567890123456789012345678\"}",
         FAULT_FIELD_WRONG, "name"},
        {"{\"code\":\"ABCDEF\",\"name\":\"Jo\",\"lang\":\"de\"}", FAULT_FIELD_WRONG, "lang"},
        {"{\"code\":\"ABCDEF\",\"name\":\"Jo\",\"room\":64}", FAULT_FIELD_WRONG, "room"},
        {"{\"code\":\"ABCDEF\",\"name\":\"Jo\",\"room\":-1}", FAULT_FIELD_WRONG, "room"},
        {"{\"code\":\"ABCDEF\",\"name\":\"Jo\",\"room\":\"1\"}", FAULT_FIELD_WRONG, "room"},
        {"{\"code\":\"ABCDEF\",\"name\":\"Jo\",\"token\":\"\"}", FAULT_FIELD_WRONG, "token"},
        {"{\"code\":\"ABCDEF\",\"name\":\"Jo\",\"token\":\"AAAAAAAAAAAAAAAAAAAA+/\"}",
         FAULT_FIELD_WRONG, "token"},
    };
    struct body_join join;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK(!body_read(&body_join, bytes_of(cases[i].json), &scratch, &join, &fault));
        if (fault.fault != cases[i].fault)
            test_fail(cases[i].json, 0, "%s", fault_name(fault.fault));
        CHECK((fault.field == NULL) == (cases[i].field == NULL));
        if (cases[i].field != NULL)
            CHECK_TEXT(fault.field, cases[i].field);
    }
}

/* The language a person asked for holds also for what else is wrong with what they asked. */
TEST(what_is_right_in_a_request_is_read_even_when_something_else_is_wrong)
{
    struct body_join join;

    CHECK(
        !body_read(&body_join, bytes_of("{\"code\":7,\"lang\":\"en\"}"), &scratch, &join, &fault));
    CHECK_TEXT(fault.field, "code");
    CHECK_EQ(join.lang, LANG_EN);
    CHECK_EQ(join.code.size, 0);
    CHECK(!body_read(&body_join, bytes_of("nonsense"), &scratch, &join, &fault));
    CHECK_EQ(join.lang, BODY_NO_WORD);
    CHECK_EQ(join.room, BODY_NONE);
}

TEST(a_word_that_is_not_for_this_field_is_wrong)
{
    struct body_role_link link;
    struct body_session_settings settings;

    CHECK(body_read(&body_role_link, bytes_of("{\"role\":\"observer\"}"), &scratch, &link, &fault));
    CHECK(!body_read(&body_role_link, bytes_of("{\"role\":\"trainer\"}"), &scratch, &link, &fault));
    CHECK_TEXT(fault.field, "role");
    CHECK(!body_read(&body_session_settings, bytes_of("{\"scenario\":\"x\",\"mode\":\"solo\"}"),
                     &scratch, &settings, &fault));
    CHECK_TEXT(fault.field, "mode");
}
