/* Where people reach the server, however the operator wrote it. */
#include "sys/origin.h"

#include "test.h"

TEST(an_origin_is_written_as_browsers_do)
{
    static const char *const cases[][2] = {
        {"https://dilemma.example", "https://dilemma.example"},
        {"https://Dilemma.Example/", "https://dilemma.example"},
        {"HTTPS://dilemma.example:443", "https://dilemma.example"},
        {"http://dilemma.example:80/", "http://dilemma.example"},
        {"http://dilemma.example:443", "http://dilemma.example:443"},
        {"http://192.168.1.20:8080", "http://192.168.1.20:8080"},
        {"http://[FE80::1]:8080", "http://[fe80::1]:8080"},
    };
    static const char *const wrong[] = {"",
                                        "dilemma.example",
                                        "ftp://dilemma.example",
                                        "https://",
                                        "https://:443",
                                        "https://dilemma.example:",
                                        "https://dilemma.example:123456",
                                        "https://dilemma.example/zaal",
                                        "https://dilemma.example?x",
                                        "https://user@dilemma.example",
                                        "https://[::1",
                                        "https://a b"};
    char origin[ORIGIN_BYTES_MAX];

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK(origin_read(cases[i][0], origin));
        CHECK_TEXT(origin, cases[i][1]);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (origin_read(wrong[i], origin))
            test_fail(__FILE__, __LINE__, "'%s' is read as '%s'", wrong[i], origin);
    }
}

TEST(without_a_public_origin_it_is_the_address_and_port)
{
    static const char *const cases[][2] = {{"127.0.0.1", "http://127.0.0.1:8080"},
                                           {"0.0.0.0", "http://localhost:8080"},
                                           {"::", "http://localhost:8080"},
                                           {"::1", "http://[::1]:8080"}};
    struct server_settings settings = {.port = 8080, .public_origin = ""};
    char origin[ORIGIN_BYTES_MAX], why[FLAG_WHY_BYTES_MAX];

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        settings.address = cases[i][0];
        CHECK(origin_of_settings(&settings, origin, why));
        CHECK_TEXT(origin, cases[i][1]);
    }
    settings.public_origin = "dilemma.example";
    CHECK(!origin_of_settings(&settings, origin, why));
    CHECK(strstr(why, "--public-origin is 'dilemma.example'") != NULL);
}
