/* twin_test.c -- page.c does what clients/core does: it is played the days that
 * clients/tests/twin.test.ts wrote down, and must do the same at every step. */
#include "page.h"
#include "test.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#define TABS_MAX 2

struct twin {
    uint32_t index;
    bool is_open;
    struct page page;
    struct shelf shelf;
};

static struct twin twins[TABS_MAX];
static struct shelf device;
static const cJSON *drawn; /* What the page draws next. */
static char out[4096];
static uint64_t now_ms;

static void say(const struct page *page, const char *what, uint64_t number, bool has_number)
{
    const struct twin *t = page->owner;
    const size_t at = strlen(out);

    if (has_number)
        snprintf(out + at, sizeof out - at, "%u %s %llu;", t->index, what,
                 (unsigned long long)number);
    else
        snprintf(out + at, sizeof out - at, "%u %s;", t->index, what);
}

static void on_open(struct page *page, enum road road)
{
    static const char *const kinds[] = {"open socket", "open stream", "open poll"};

    say(page, kinds[road], 0, false);
}

static void on_close(struct page *page)
{
    say(page, "close", 0, false);
}

static void on_hello(struct page *page)
{
    say(page, "hello", page->client, true);
}

static void on_ping(struct page *page)
{
    say(page, "ping", 0, false);
}

static void on_send(struct page *page, const struct pending *pending)
{
    say(page, "send", pending->id, true);
}

static uint32_t on_random(struct page *page)
{
    const cJSON *now = drawn;

    (void)page;
    if (now == NULL) {
        test_fail(__FILE__, __LINE__, "it draws what the page did not draw");
        return 0;
    }
    drawn = drawn->next;
    return (uint32_t)now->valueint;
}

static const struct page_parts parts = {on_open, on_close,  on_hello, on_ping,
                                        on_send, on_random, NULL,     NULL};

/* ---- time ------------------------------------------------------------------------------------ */

static uint64_t first_due(struct twin **whose, bool *is_again)
{
    uint64_t due_ms = 0;

    for (uint32_t i = 0; i < TABS_MAX; i++) {
        const uint64_t timer_ms = twins[i].is_open ? twins[i].page.timer_ms : 0;
        const uint64_t again_ms = twins[i].is_open ? twins[i].page.again_ms : 0;

        if (timer_ms != 0 && (due_ms == 0 || timer_ms < due_ms)) {
            due_ms = timer_ms;
            *whose = &twins[i];
            *is_again = false;
        }
        if (again_ms != 0 && (due_ms == 0 || again_ms < due_ms)) {
            due_ms = again_ms;
            *whose = &twins[i];
            *is_again = true;
        }
    }
    return due_ms;
}

static void elapse(uint64_t ms)
{
    const uint64_t end_ms = now_ms + ms;
    struct twin *whose = NULL;
    bool is_again = false;

    for (uint64_t due_ms; (due_ms = first_due(&whose, &is_again)) != 0 && due_ms <= end_ms;) {
        now_ms = due_ms;
        if (is_again)
            page_again(&whose->page, now_ms);
        else
            page_timer(&whose->page, now_ms);
    }
    now_ms = end_ms;
}

/* ---- steps ----------------------------------------------------------------------------------- */

static uint32_t number_of(const cJSON *wish, const char *name)
{
    return (uint32_t)cJSON_GetObjectItem(wish, name)->valueint;
}

static struct command wish_of(const cJSON *wish)
{
    const char *type = cJSON_GetObjectItem(wish, "type")->valuestring;

    if (strcmp(type, "vote_cast") == 0)
        return (struct command){
            .type = COMMAND_VOTE_CAST,
            .vote_cast = {.round = number_of(wish, "round"), .option = number_of(wish, "option")}};
    if (strcmp(type, "ready_set") == 0)
        return (struct command){
            .type = COMMAND_READY_SET,
            .ready_set = {.round = number_of(wish, "round"), .step = STEP_CHOICE, .ready = true}};
    return (struct command){.type = COMMAND_ROOM_EXTEND, .room_extend = {.seconds = 60}};
}

static void hear(struct twin *t, const char *text)
{
    struct message_in message;

    CHECK(message_in_read(bytes_of(text), ENCODING_JSON, &message));
    if (t->page.has_road)
        page_heard(&t->page, &message, now_ms);
}

static void load(struct twin *t)
{
    t->is_open = true;
    page_open(&t->page, &parts, t, &device, &t->shelf, now_ms);
}

static void leave(struct twin *t)
{
    page_close(&t->page);
    t->is_open = false;
}

static void act(struct twin *t, const cJSON *what)
{
    const char *word = cJSON_GetArrayItem(what, 0)->valuestring;
    const cJSON *more = cJSON_GetArrayItem(what, 1);
    struct command wish;

    if (strcmp(word, "load") == 0) {
        load(t);
    } else if (strcmp(word, "heard") == 0) {
        hear(t, more->valuestring);
    } else if (strcmp(word, "wish") == 0) {
        wish = wish_of(more);
        page_command(&t->page, &wish, 0, now_ms);
    } else if (strcmp(word, "wake") == 0) {
        page_wake(&t->page, now_ms);
    } else if (strcmp(word, "leave") == 0) {
        leave(t);
    } else if (strcmp(word, "opened") == 0) {
        page_opened(&t->page, now_ms);
    } else if (t->page.has_road) {
        page_lost(&t->page, now_ms);
    }
}

static void outbox_said(const struct twin *t, char *text, size_t size)
{
    text[0] = '\0';
    for (uint32_t i = 0; t->is_open && i < t->page.outbox.count; i++) {
        const struct pending *p = &t->page.outbox.items[i];
        const size_t at = strlen(text);

        snprintf(text + at, size - at, "%s%llu", i == 0 ? "" : " ", (unsigned long long)p->id);
        if (p->acked != PENDING_NOT)
            snprintf(text + strlen(text), size - strlen(text), "+%llu",
                     (unsigned long long)p->acked);
    }
}

static bool is_as_written(const cJSON *step)
{
    char written[4096] = "", outbox[512];
    const cJSON *line;

    cJSON_ArrayForEach(line, cJSON_GetObjectItem(step, "out"))
    {
        strncat(written, line->valuestring, sizeof written - strlen(written) - 2);
        strcat(written, ";");
    }
    CHECK_TEXT(out, written);
    for (int i = 0; i < TABS_MAX; i++) {
        outbox_said(&twins[i], outbox, sizeof outbox);
        line = cJSON_GetArrayItem(cJSON_GetObjectItem(step, "outboxes"), i);
        CHECK_TEXT(outbox, line->valuestring);
        if (strcmp(outbox, line->valuestring) != 0)
            return false;
    }
    return strcmp(out, written) == 0;
}

static void play_day(const cJSON *day, int number)
{
    const cJSON *step;
    int steps = 0;

    memset(twins, 0, sizeof twins);
    memset(&device, 0, sizeof device);
    now_ms = 1000000;
    for (uint32_t i = 0; i < TABS_MAX; i++)
        twins[i].index = i;
    cJSON_ArrayForEach(step, day)
    {
        struct twin *t = &twins[number_of(step, "tab")];

        out[0] = '\0';
        steps++;
        drawn = cJSON_GetObjectItem(step, "drawn")->child;
        elapse(number_of(step, "ms"));
        act(t, cJSON_GetObjectItem(step, "what"));
        if (is_as_written(step))
            continue;
        test_fail(__FILE__, __LINE__, "day %d, step %d: the twin does something else", number,
                  steps);
        return;
    }
}

TEST(the_twin_of_a_page_does_what_the_page_does)
{
    char path[512];
    char *text;
    cJSON *days;
    const cJSON *day;
    int count = 0;

    snprintf(path, sizeof path, "%s/tests/voyage/twin.json", test_source_root());
    text = test_read_file(path, NULL);
    days = text != NULL ? cJSON_Parse(text) : NULL;
    cJSON_ArrayForEach(day, days)
    {
        play_day(day, ++count);
    }
    CHECK(count >= 40);
    cJSON_Delete(days);
    free(text);
}
