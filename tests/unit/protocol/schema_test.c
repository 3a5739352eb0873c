#include "protocol/schema.h"

#include "protocol/writer.h"
#include "test.h"

static uint8_t memory[1024];
static struct buffer out;
static struct writer w;
static char why[120];

static void start(void)
{
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_MSGPACK);
}

static void expect(enum section section, const char *reason)
{
    strcpy(why, "right");
    CHECK(writer_ok(&w));
    CHECK_EQ(schema_check_section(section, buffer_bytes(&out), why, sizeof why),
             strcmp(reason, "right") == 0);
    CHECK_TEXT(why, reason);
}

/* timer: {rooms: [{room, deadline_ms, closes, remaining_ms, began_ms, closing_ms}]}, with
 * one thing changed. */
static void write_timer(const char *rename, bool closes_as_number)
{
    static const char *const numbers[] = {"room", "deadline_ms", "remaining_ms", "began_ms",
                                          "closing_ms"};

    start();
    writer_map(&w, 1);
    writer_key(&w, "rooms"), writer_list(&w, 2);
    for (int room = 0; room < 2; room++) {
        writer_map(&w, 6);
        for (int i = 0; i < 5; i++)
            writer_put_int(&w, i == 1 && room == 1 && rename != NULL ? rename : numbers[i], i);
        writer_key(&w, "closes");
        if (closes_as_number && room == 1)
            writer_int(&w, 1);
        else
            writer_bool(&w, true);
    }
}

TEST(a_section_of_the_right_shape_passes)
{
    write_timer(NULL, false);
    expect(SECTION_TIMER, "right");
}

TEST(what_is_wrong_in_a_section_is_said_with_its_place)
{
    write_timer("deadline", false);
    expect(SECTION_TIMER, "timer.rooms[1].deadline: unknown");
    write_timer("room", false);
    expect(SECTION_TIMER, "timer.rooms[1].room: twice");
    write_timer(NULL, true);
    expect(SECTION_TIMER, "timer.rooms[1].closes: not a boolean");
    write_timer(NULL, false);
    buffer_append_byte(&out, 0);
    expect(SECTION_TIMER, "timer: bytes behind it");
    start();
    writer_map(&w, 0);
    expect(SECTION_TIMER, "timer.rooms: missing");
    start();
    writer_list(&w, 0);
    expect(SECTION_TIMER, "timer: not a map");
}

TEST(words_lists_and_absent_records_are_checked)
{
    start();
    writer_map(&w, 3);
    writer_put_int(&w, "room", 0);
    writer_put_word(&w, "step", "chioce");
    writer_key(&w, "dilemma"), writer_null(&w);
    expect(SECTION_ROUND, "round.step: not one of its words");
    start();
    writer_map(&w, 2);
    writer_key(&w, "dilemma"), writer_null(&w);
    writer_key(&w, "steps"), writer_list(&w, 2);
    writer_word(&w, "choice"), writer_int(&w, 1);
    expect(SECTION_ROUND, "round.steps[1]: not one of its words");
    start();
    writer_map(&w, 1);
    writer_key(&w, "dilemma"), writer_map(&w, 1);
    writer_key(&w, "about"), writer_list(&w, 1), writer_word(&w, "x");
    expect(SECTION_ROUND, "round.dilemma.about[0]: not an integer");
}

TEST(damaged_bytes_are_an_answer_and_no_accident)
{
    write_timer(NULL, false);
    for (size_t size = 0; size < out.size; size++)
        CHECK(!schema_check_section(SECTION_TIMER, (struct bytes){memory, size}, why, sizeof why));
}

TEST(no_record_has_more_fields_than_the_check_can_tick_off)
{
    for (const struct schema_record *const *record = schema_records; *record != NULL; record++) {
        uint32_t count = 0;
        while ((*record)->fields[count].name != NULL)
            count++;
        CHECK(count > 0 && count <= 32);
    }
}
