#include "looks.h"

#include "protocol/schema.h"
#include "session/state.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

struct bytes look(const struct session *s, const struct audience *audience, enum section section,
                  enum encoding encoding, uint64_t now_ms)
{
    static uint8_t memory[SECTION_BYTES_MAX];
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, encoding);
    if (!session_view(s, audience, section, &w, now_ms)) {
        CHECK_EQ(out.size, 0);
        return (struct bytes){memory, 0};
    }
    if (!writer_ok(&w))
        test_fail(__FILE__, __LINE__, "section %s does not fit or is not closed",
                  section_name(section));
    return buffer_bytes(&out);
}

static uint32_t look_as(const struct session *s, const struct audience *a, uint64_t now_ms)
{
    uint32_t count = 0;
    char why[200];

    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        struct bytes bytes = look(s, a, section_at(i), ENCODING_MSGPACK, now_ms);

        if (bytes.size == 0) {
            CHECK(section_at(i) == SECTION_TRAINER && a->role != ROLE_TRAINER &&
                  a->role != ROLE_COTRAINER);
            continue;
        }
        count++;
        if (!schema_check_section(section_at(i), bytes, why, sizeof why))
            test_fail(__FILE__, __LINE__, "%s for %s: %s", section_name(section_at(i)),
                      role_name((enum role)a->role), why);
        look(s, a, section_at(i), ENCODING_JSON, now_ms);
    }
    return count;
}

uint32_t look_at_everything(const struct session *s, uint64_t now_ms)
{
    uint32_t count = 0;

    for (uint16_t i = 0; i < session_seats_count(s); i++) {
        struct audience a = session_audience(s, i);

        for (a.lang = 0; a.lang < LANG_COUNT; a.lang++)
            count += look_as(s, &a, now_ms);
    }
    return count;
}
