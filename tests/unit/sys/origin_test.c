/* Where people reach the server, however the operator wrote it. */
#include "sys/origin.h"

#include <stdio.h>
#include <string.h>

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
        {"https://Example.nl/Dilemma", "https://example.nl/Dilemma"},
        {"https://example.nl:443/hr/kamer_1/", "https://example.nl/hr/kamer_1"},
    };
    static const char *const wrong[] = {"",
                                        "dilemma.example",
                                        "ftp://dilemma.example",
                                        "https://",
                                        "https://:443",
                                        "https://dilemma.example:",
                                        "https://dilemma.example:123456",
                                        "https://dilemma.example//",
                                        "https://dilemma.example/zaal//",
                                        "https://dilemma.example/zaal/../x",
                                        "https://dilemma.example/zaal?x",
                                        "https://dilemma.example/zaal%20x",
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

TEST(an_origin_may_have_a_path_of_limited_length)
{
    char text[ORIGIN_BYTES_MAX], origin[ORIGIN_BYTES_MAX];
    int size;

    CHECK(origin_read("https://example.nl/kamer/", origin));
    CHECK_TEXT(origin_path(origin), "/kamer");
    CHECK(origin_read("http://[::1]:8080/", origin));
    CHECK_TEXT(origin_path(origin), "");
    CHECK_TEXT(origin_path(""), "");
    size = snprintf(text, sizeof text, "https://example.nl/");
    memset(text + size, 'k', ORIGIN_PATH_BYTES_MAX);
    text[size + ORIGIN_PATH_BYTES_MAX - 2] = '\0';
    CHECK(origin_read(text, origin));
    CHECK_EQ(strlen(origin_path(origin)), ORIGIN_PATH_BYTES_MAX - 1);
    text[size + ORIGIN_PATH_BYTES_MAX - 2] = 'k';
    text[size + ORIGIN_PATH_BYTES_MAX - 1] = '\0';
    CHECK(!origin_read(text, origin));
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
