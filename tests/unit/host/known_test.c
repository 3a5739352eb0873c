#include "host/host_inside.h"

#include "test.h"

#include <stdio.h>

TEST(sessions_are_found_by_id_and_by_code_in_any_case)
{
    struct known_table t;
    struct known_session *known;

    CHECK_EQ(known_open(&t, 8), RESULT_OK);
    known = known_add(&t, (struct session_id){77}, "ABC234");
    CHECK(known != NULL);
    CHECK(known_find(&t, (struct session_id){77}) == known);
    CHECK(known_find_code(&t, bytes_of("abc234")) == known);
    CHECK(known_find_code(&t, bytes_of("ABC235")) == NULL);
    CHECK(known_find_code(&t, bytes_of("")) == NULL);
    CHECK(known_find_code(&t, bytes_of("ABC2345")) == NULL);
    CHECK(known_find(&t, (struct session_id){0}) == NULL);
    CHECK(known_add(&t, (struct session_id){78}, "ABC234") == NULL); /* The code is taken. */
    CHECK(known_add(&t, (struct session_id){77}, "XYZ234") == NULL);
    known_remove(&t, known);
    CHECK(known_find_code(&t, bytes_of("ABC234")) == NULL);
    known_close(&t);
}

/* Many come and go: the maps must close their gaps. */
TEST(the_table_stays_right_while_sessions_come_and_go)
{
    enum { COUNT = 300 };
    static uint64_t ids[COUNT];
    struct known_table t;
    uint64_t random = 7;

    CHECK_EQ(known_open(&t, COUNT), RESULT_OK);
    for (uint32_t turn = 0; turn < 20000; turn++) {
        uint32_t i;
        char code[CODE_BYTES + 1];

        random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
        i = (uint32_t)(random >> 33) % COUNT;
        snprintf(code, sizeof code, "%06u", i);
        if (ids[i] == 0) {
            ids[i] = (random >> 2) | 1;
            CHECK(known_add(&t, (struct session_id){ids[i]}, code) != NULL);
        } else {
            struct known_session *known = known_find(&t, (struct session_id){ids[i]});

            CHECK(known != NULL && known == known_find_code(&t, bytes_of(code)));
            if (known == NULL)
                break;
            known_remove(&t, known);
            CHECK(known_find(&t, (struct session_id){ids[i]}) == NULL);
            ids[i] = 0;
        }
    }
    for (uint32_t i = 0; i < COUNT; i++)
        CHECK(ids[i] == 0 || known_find(&t, (struct session_id){ids[i]}) != NULL);
    known_close(&t);
}
