/* The parts of the edge that need no network. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "edge/frame.h"
#include "edge/limit.h"
#include "edge/qr.h"
#include "edge/rewrite.h"
#include "edge/static.h"
#include "edge/texts.h"
#include "edge/token.h"
#include "test.h"

/* ---- tokens --------------------------------------------------------------------------- */

TEST(a_token_is_22_characters_and_known_by_its_hash_only)
{
    struct token a, b;
    uint8_t hash[TOKEN_HASH_BYTES];

    token_make(&a);
    token_make(&b);
    CHECK_EQ(strlen(a.text), 22);
    CHECK(strcmp(a.text, b.text) != 0);
    CHECK(token_hash(bytes_of(a.text), hash));
    CHECK(token_hash_equal(hash, a.hash));
    CHECK(!token_hash_equal(hash, b.hash));
    hash[31] ^= 1;
    CHECK(!token_hash_equal(hash, a.hash));
}

TEST(what_is_no_token_is_not_hashed)
{
    uint8_t hash[TOKEN_HASH_BYTES];

    CHECK(!token_hash(bytes_of(""), hash));
    CHECK(!token_hash(bytes_of("abcdefghijklmnopqrstu"), hash));
    CHECK(!token_hash(bytes_of("abcdefghijklmnopqrstuvw"), hash));
    CHECK(!token_hash(bytes_of("abcdefghijklmnopqrst+/"), hash));
    CHECK(!token_hash(bytes_of("abcdefghijklmnopqrst v"), hash));
}

/* ---- limits --------------------------------------------------------------------------- */

TEST(a_bucket_gives_its_burst_and_then_its_rate)
{
    const struct bucket_rule rule = {.burst = 3, .per_minute = 60};
    struct bucket bucket = {0};
    uint64_t now_ms = 1000000;

    for (int i = 0; i < 3; i++)
        CHECK(bucket_take(&bucket, &rule, now_ms));
    CHECK(!bucket_take(&bucket, &rule, now_ms));
    now_ms += 999;
    CHECK(!bucket_take(&bucket, &rule, now_ms));
    now_ms += 1;
    CHECK(bucket_take(&bucket, &rule, now_ms));
    CHECK(!bucket_take(&bucket, &rule, now_ms));
    now_ms += 3600000;
    for (int i = 0; i < 3; i++)
        CHECK(bucket_take(&bucket, &rule, now_ms));
    CHECK(!bucket_take(&bucket, &rule, now_ms));
}

/* Looking often must not lose the fractions that have been filled. */
TEST(a_bucket_that_is_looked_at_often_still_fills)
{
    const struct bucket_rule rule = {.burst = 1, .per_minute = 20};
    struct bucket bucket = {0};
    uint64_t now_ms = 1000000, taken = 0;

    for (int i = 0; i < 60000; i++)
        taken += bucket_take(&bucket, &rule, now_ms++);
    CHECK(taken >= 20 && taken <= 21);
}

TEST(a_clock_that_goes_back_gives_nothing_away_and_takes_nothing)
{
    const struct bucket_rule rule = {.burst = 2, .per_minute = 60};
    struct bucket bucket = {0};

    CHECK(bucket_take(&bucket, &rule, 1000000));
    CHECK(bucket_take(&bucket, &rule, 1000000));
    CHECK(!bucket_take(&bucket, &rule, 10));
    CHECK(!bucket_take(&bucket, &rule, 900));
    CHECK(bucket_take(&bucket, &rule, 1010));
}

static uint64_t key(const char *address)
{
    return limit_key(42, address, LIMIT_HOUSEHOLD_BYTES);
}

TEST(addresses_have_their_own_budget_and_a_household_of_ipv6_has_one)
{
    struct limit *limit = malloc(sizeof *limit);

    limit_init(limit, (struct bucket_rule){.burst = 2, .per_minute = 1});
    CHECK(limit_take(limit, key("192.0.2.1"), 1000));
    CHECK(limit_take(limit, key("192.0.2.1"), 1000));
    CHECK(!limit_has(limit, key("192.0.2.1"), 1000));
    CHECK(limit_has(limit, key("192.0.2.2"), 1000));
    CHECK(limit_take(limit, key("2001:db8:1:2::1"), 1000));
    CHECK(limit_take(limit, key("2001:db8:1:2::2"), 1000));
    CHECK(!limit_has(limit, key("2001:db8:1:2:ffff::"), 1000));
    CHECK(limit_has(limit, key("2001:db8:1:3::1"), 1000));
    CHECK(limit_key(42, "2001:db8:1:3::1", LIMIT_NETWORK_BYTES) ==
          limit_key(42, "2001:db8:1:2::1", LIMIT_NETWORK_BYTES));
    free(limit);
}

/* Thousands of addresses that come once do not wipe out the one that keeps failing. */
TEST(an_address_that_is_out_of_budget_stays_so_in_a_crowd)
{
    struct limit *limit = malloc(sizeof *limit);
    char address[32];

    limit_init(limit, (struct bucket_rule){.burst = 2, .per_minute = 1});
    limit_take(limit, key("192.0.2.1"), 1000);
    limit_take(limit, key("192.0.2.1"), 1000);
    for (int i = 0; i < 20000; i++) {
        snprintf(address, sizeof address, "10.%d.%d.%d", i >> 16, i >> 8 & 255, i & 255);
        limit_take(limit, key(address), 1000);
    }
    CHECK(!limit_has(limit, key("192.0.2.1"), 1000));
    free(limit);
}

/* ---- frames --------------------------------------------------------------------------- */

static void append_frame(enum frame_kind kind, struct buffer *out, size_t payload)
{
    const size_t mark = frame_begin(kind, out);

    for (size_t i = 0; i < payload; i++)
        buffer_append_byte(out, (uint8_t)i);
    frame_end(kind, out, mark);
}

TEST(frames_follow_each_other_with_the_shortest_head)
{
    static uint8_t memory[200000];
    struct buffer out;

    buffer_init(&out, memory, sizeof memory);
    append_frame(FRAME_TEXT, &out, 0);
    append_frame(FRAME_BINARY, &out, 125);
    append_frame(FRAME_TEXT, &out, 126);
    append_frame(FRAME_TEXT, &out, 65535);
    append_frame(FRAME_TEXT, &out, 65536);
    CHECK(memcmp(memory, "\x81\x00\x82\x7D\x00\x01", 6) == 0);
    CHECK(memcmp(memory + 2 + 127, "\x81\x7E\x00\x7E\x00\x01", 6) == 0);
    CHECK(memcmp(memory + 2 + 127 + 130, "\x81\x7E\xFF\xFF\x00\x01", 6) == 0);
    CHECK(memcmp(memory + 2 + 127 + 130 + 65539, "\x81\x7F\0\0\0\0\0\x01\0\0\x00\x01", 12) == 0);
    CHECK_EQ(out.size, 2 + 127 + 130 + 65539 + 65546);
}

TEST(a_frame_that_does_not_fit_leaves_no_trace)
{
    uint8_t memory[40];
    struct buffer out;

    buffer_init(&out, memory, sizeof memory);
    append_frame(FRAME_TEXT, &out, 5);
    append_frame(FRAME_TEXT, &out, 50);
    CHECK(out.overflowed);
    CHECK_EQ(out.size, 7);
}

TEST(events_of_a_stream_are_lines_of_data)
{
    uint8_t memory[100];
    struct buffer out;
    size_t mark;

    buffer_init(&out, memory, sizeof memory);
    mark = frame_begin(FRAME_EVENT, &out);
    buffer_append_text(&out, "{\"t\":\"pong\"}");
    frame_end(FRAME_EVENT, &out, mark);
    mark = frame_begin(FRAME_EVENT, &out);
    frame_cancel(&out, mark);
    buffer_append_byte(&out, 0);
    CHECK_TEXT((const char *)memory, "data: {\"t\":\"pong\"}\n\n");
}

/* ---- QR ------------------------------------------------------------------------------- */

TEST(a_link_becomes_a_picture_and_nonsense_an_error)
{
    static uint8_t memory[QR_SVG_BYTES_MAX];
    uint8_t small[100];
    char long_text[QR_TEXT_BYTES_MAX + 2];
    struct buffer out;

    buffer_init(&out, memory, sizeof memory - 1);
    CHECK_EQ(qr_svg(bytes_of("http://127.0.0.1:8080/?c=ABC234"), &out), RESULT_OK);
    memory[out.size] = '\0';
    CHECK(strncmp((const char *)memory, "<svg xmlns=", 11) == 0);
    /* The finder pattern, top left: seven dark modules behind the quiet zone. */
    CHECK(strstr((const char *)memory, "M4 4h7v1h-7z") != NULL);
    CHECK_EQ(qr_svg((struct bytes){NULL, 0}, &out), RESULT_INVALID);
    memset(long_text, 'a', sizeof long_text);
    CHECK_EQ(qr_svg((struct bytes){(const uint8_t *)long_text, QR_TEXT_BYTES_MAX + 1}, &out),
             RESULT_INVALID);
    buffer_init(&out, small, sizeof small);
    CHECK_EQ(qr_svg(bytes_of("http://127.0.0.1/"), &out), RESULT_FULL);
    buffer_init(&out, memory, sizeof memory);
    CHECK_EQ(qr_svg((struct bytes){(const uint8_t *)long_text, QR_TEXT_BYTES_MAX}, &out),
             RESULT_OK);
}

TEST(a_link_becomes_lines_for_a_terminal)
{
    static const char first[] = "\x1b[30;107m    \u2588\u2580\u2580\u2580\u2580\u2580\u2588 ";
    static char memory[QR_LINES_BYTES_MAX];
    struct buffer out;
    const char *third;

    buffer_init(&out, (uint8_t *)memory, sizeof memory - 1);
    CHECK_EQ(qr_lines(bytes_of("http://192.168.1.20:8080/"), &out), RESULT_OK);
    memory[out.size] = '\0';
    /* Two lines are the quiet zone; the third holds the first two rows of the finder pattern. */
    third = strchr(strchr(memory, '\n') + 1, '\n') + 1;
    CHECK(strncmp(third, first, sizeof first - 1) == 0);
    CHECK(memory[out.size - 1] == '\n');
    CHECK_EQ(qr_lines((struct bytes){NULL, 0}, &out), RESULT_INVALID);
    buffer_init(&out, (uint8_t *)memory, 100);
    CHECK_EQ(qr_lines(bytes_of("http://127.0.0.1/"), &out), RESULT_FULL);
}

/* ---- sentences ------------------------------------------------------------------------ */

TEST(a_fault_is_a_sentence_in_the_persons_language)
{
    char sentence[200];

    CHECK_EQ(sentences_open(), RESULT_OK);
    CHECK(strlen(texts_fault(LANG_NL, FAULT_BUSY)) > 0);
    CHECK(strcmp(texts_fault(LANG_NL, FAULT_BUSY), texts_fault(LANG_EN, FAULT_BUSY)) != 0);
    texts_fault_field(LANG_NL, FAULT_FIELD_MISSING, "name", sentence, sizeof sentence);
    CHECK_TEXT(sentence, "Er ontbreekt iets: de naam.");
    texts_fault_field(LANG_EN, FAULT_FIELD_WRONG, "zzz", sentence, sizeof sentence);
    CHECK_TEXT(sentence, "Something is not right with zzz.");
    CHECK_TEXT(sentences_get(LANG_EN, "there.is.no.such.key"), "");
    sentences_close();
}

/* ---- screens -------------------------------------------------------------------------- */

static void write_file(const char *folder, const char *name, const char *content)
{
    char path[300];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    CHECK(file != NULL);
    fputs(content, file);
    fclose(file);
}

static bool form_is(const struct static_file *file, enum static_packing packing, const char *text)
{
    return bytes_equal_text(file->forms[packing].bytes, text);
}

TEST(a_browser_gets_the_smallest_form_that_it_asks_for)
{
    static const struct {
        const char *header;
        enum static_packing all, gzip_only;
    } cases[] = {
        {"", STATIC_PLAIN, STATIC_PLAIN},
        {"identity", STATIC_PLAIN, STATIC_PLAIN},
        {"gzip", STATIC_GZIP, STATIC_GZIP},
        {"gzip, deflate, br, zstd", STATIC_BROTLI, STATIC_GZIP},
        {"br", STATIC_BROTLI, STATIC_PLAIN},
        {"BR;q=0.1,\tgzip;q=1.0", STATIC_BROTLI, STATIC_GZIP},
        {"gzip, br;q=0", STATIC_GZIP, STATIC_GZIP},
        {"gzip;q=0.000, br ; q=0.001", STATIC_BROTLI, STATIC_PLAIN},
        {"x-gzip, brotli, bread", STATIC_PLAIN, STATIC_PLAIN},
        {",,,gzip,", STATIC_GZIP, STATIC_GZIP},
    };
    const struct bytes some = bytes_of("some");
    const struct static_file all = {.forms = {{some, ""}, {some, ""}, {some, ""}}};
    const struct static_file gzip_only = {.forms = {{some, ""}, {some, ""}}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const uint32_t accepted = static_accepted(cases[i].header);
        CHECK_EQ(static_best(&all, accepted), cases[i].all);
        CHECK_EQ(static_best(&gzip_only, accepted), cases[i].gzip_only);
    }
    CHECK(static_coding(STATIC_PLAIN) == NULL);
    CHECK(strcmp(static_coding(STATIC_BROTLI), "br") == 0);
}

TEST(screens_are_served_from_a_table_that_no_path_leads_out_of)
{
    char folder[] = "/tmp/dilemma-static-XXXXXX", inner[64];
    struct static_files *files = NULL;
    const struct static_file *file;

    CHECK(mkdtemp(folder) != NULL);
    snprintf(inner, sizeof inner, "%s/trainer", folder);
    mkdir(inner, 0700);
    write_file(folder, "index.html", "<p>");
    write_file(folder, "trainer/index.html", "<b>");
    write_file(folder, "trainer/app-4A5B6C7D.js", "let x");
    write_file(folder, "trainer/app-4A5B6C7D.js.gz", "packed");
    write_file(folder, "trainer/app-4A5B6C7D.js.br", "packed well");
    write_file(folder, "shared.html", "<meta property=\"og:image\" content=\"/a.png\">");
    write_file(folder, "shared.html.gz", "packed");
    write_file(folder, ".secret", "no");
    CHECK_EQ(static_open(&files, folder), RESULT_OK);
    CHECK_EQ(static_count(files), 4);
    file = static_find(files, "/trainer/app-4A5B6C7D.js");
    CHECK(file != NULL && file->immutable && form_is(file, STATIC_PLAIN, "let x") &&
          form_is(file, STATIC_GZIP, "packed") && form_is(file, STATIC_BROTLI, "packed well"));
    CHECK(file != NULL &&
          strcmp(file->forms[STATIC_PLAIN].etag, file->forms[STATIC_GZIP].etag) != 0 &&
          strcmp(file->forms[STATIC_GZIP].etag, file->forms[STATIC_BROTLI].etag) != 0);
    file = static_find(files, "/trainer/");
    CHECK(file != NULL && !file->immutable && form_is(file, STATIC_PLAIN, "<b>"));
    CHECK(static_find(files, "/") != NULL);
    CHECK(static_find(files, "/trainer") == NULL);
    CHECK(static_find(files, "/trainer/index.html") == NULL);
    CHECK(static_find(files, "/.secret") == NULL);
    CHECK(static_find(files, "/trainer/../.secret") == NULL);
    CHECK(static_find(files, "") == NULL);
    CHECK_EQ(rewrite_origin(files, "https://dilemma.example/kamer"), RESULT_OK);
    file = static_find(files, "/shared.html");
    CHECK(form_is(file, STATIC_PLAIN,
                  "<meta property=\"og:image\" content=\"https://dilemma.example/kamer/a.png\">"));
    CHECK_EQ(static_best(file, UINT32_MAX), STATIC_PLAIN);
    CHECK(form_is(static_find(files, "/trainer/"), STATIC_PLAIN, "<b>"));
    static_close(files);
    CHECK_EQ(static_open(&files, "/nowhere/at/all"), RESULT_OK);
    CHECK_EQ(static_count(files), 0);
    static_close(files);
    snprintf(inner, sizeof inner, "rm -r %s", folder);
    CHECK_EQ(system(inner), 0);
}
