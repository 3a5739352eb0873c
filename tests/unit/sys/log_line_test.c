/* A line of the log can be read back by programs, whatever stands in it. */
#include "sys/log_line.h"

#include "test.h"

#include <string.h>

static const struct log_head head = {
    .unix_ms = 1777627800123, .level = LOG_INFO, .area = "host", .event = "loaded"};

static const char *line_of(enum log_format format, const struct log_field *fields)
{
    static char line[LOG_LINE_BYTES_MAX + 1];
    const size_t size = log_line_write(format, &head, fields, line);

    CHECK(size > 0 && size <= LOG_LINE_BYTES_MAX);
    CHECK_EQ(line[size - 1], '\n');
    line[size - 1] = '\0';
    return line;
}

TEST(a_line_of_the_log_is_logfmt_or_one_json_object)
{
    const struct log_field fields[] = {log_id("session", 0xAB),
                                       log_count("seq", UINT64_MAX),
                                       log_signed("by_ms", -7),
                                       log_text("fault", "busy"),
                                       {0}};

    CHECK_TEXT(line_of(LOG_LOGFMT, fields),
               "time=2026-05-01T09:30:00.123Z level=info area=host event=loaded "
               "session=00000000000000ab seq=18446744073709551615 by_ms=-7 fault=busy");
    CHECK_TEXT(line_of(LOG_JSON, fields),
               "{\"time\":\"2026-05-01T09:30:00.123Z\",\"level\":\"info\",\"area\":\"host\","
               "\"event\":\"loaded\",\"session\":\"00000000000000ab\","
               "\"seq\":18446744073709551615,\"by_ms\":-7,\"fault\":\"busy\"}");
}

TEST(nobody_forges_a_field_or_a_line_of_the_log)
{
    const struct log_field fields[] = {log_text("path", "a level=error b\"c\\d\ne\x7F"),
                                       log_text("none", ""),
                                       log_text("broken", "\xC3(\xF5"),
                                       log_text("town", "Den Haag caf\xC3\xA9"),
                                       {0}};

    CHECK(strstr(line_of(LOG_LOGFMT, fields),
                 " path=\"a level=error b\\\"c\\\\d\\u000ae\\u007f\" none=\"\" broken=\"?(?\" "
                 "town=\"Den Haag caf\xC3\xA9\"") != NULL);
    CHECK(strstr(line_of(LOG_JSON, fields),
                 ",\"path\":\"a level=error b\\\"c\\\\d\\u000ae\\u007f\",\"none\":\"\","
                 "\"broken\":\"?(?\",\"town\":\"Den Haag caf\xC3\xA9\"}") != NULL);
}

TEST(a_line_that_is_too_long_is_cut_and_still_whole)
{
    char text[2 * LOG_LINE_BYTES_MAX];

    memset(text, '"', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (size_t skip = 0; skip < 600; skip++) {
        const struct log_field fields[] = {log_text("bare", text + sizeof text - 1 - skip),
                                           log_text("long", text),
                                           log_count("last", 1),
                                           {0}};
        const char *line = line_of(LOG_JSON, fields);
        const size_t size = strlen(line);

        CHECK_EQ(line[0], '{');
        CHECK_TEXT(line + size - 2, "\"}");
        CHECK(strstr(line, "last") == NULL);
    }
}
