/* What people answer to a scan of their own team is in the journal while it is open, and no
 * longer. */
#include "host_fixture.h"

#include "test.h"

#include <string.h>

#define FIRST  "1512342512345123ebbbba"
#define SECOND "1412342512345123ebbbba"

static struct place p;

struct search {
    const char *text;
    uint32_t found;
};

static bool has(struct bytes bytes, const char *text)
{
    return bytes.size > 0 && memmem(bytes.data, bytes.size, text, strlen(text)) != NULL;
}

static void search_page(void *arg, const struct journal_page *page)
{
    struct search *search = arg;

    CHECK_EQ(page->result, RESULT_OK);
    CHECK(!page->more);
    search->found += has(page->snapshot, search->text);
    for (uint32_t i = 0; i < page->events_count; i++)
        search->found += has(page->events[i], search->text);
}

/* In how many of its events, and in its snapshot with those after it. */
static uint32_t journal_has(const char *text)
{
    struct search search = {.text = text};

    for (int snapshot = 0; snapshot < 2; snapshot++)
        CHECK_EQ(journal_read(p.journal, p.session, 1, snapshot == 1, search_page, &search),
                 RESULT_OK);
    while (journal_wait(p.journal))
        journal_poll(p.journal);
    return search.found;
}

static void answer(uint16_t seat, const char *answers)
{
    const struct command command = {
        .type = COMMAND_SCAN_ANSWER, .seat = seat, .scan_answer.answers = bytes_of(answers)};

    CHECK_EQ(place_request(&p, command).reject, REJECT_NONE);
}

static void ends_by(enum command_type type)
{
    uint64_t before;

    place_open(&p, (struct host_settings){0});
    p.scan = SCAN_USE_ROOM;
    place_create(&p);
    for (const char *const *name = (const char *const[]){"Bea", "Cas", "Dirk", "Eva", "Gijs", NULL};
         *name != NULL; name++)
        place_join(&p, *name);
    for (uint16_t seat = 1; seat <= 5; seat++)
        answer(seat, FIRST);
    answer(2, SECOND);
    CHECK(journal_has(FIRST) >= 5 && journal_has(SECOND) >= 1); /* Acknowledged is durable. */
    CHECK_EQ(place_request(&p, (struct command){.type = type}).reject, REJECT_NONE);
    CHECK_EQ(journal_has(SECOND), 0);
    if (type != COMMAND_SCAN_CLOSE) /* What most of them said is also their mean. */
        CHECK_EQ(journal_has(FIRST), 0);
    before = place_look(&p, 1).hash;
    place_restart(&p);
    CHECK(place_look(&p, 1).hash == before);
    place_close(&p);
}

TEST(what_was_answered_goes_from_the_journal_when_the_scan_closes)
{
    ends_by(COMMAND_SCAN_CLOSE);
}

TEST(what_was_answered_goes_from_the_journal_when_the_story_begins_without_it)
{
    ends_by(COMMAND_SESSION_START);
}

TEST(what_was_answered_goes_from_the_journal_when_the_session_ends)
{
    ends_by(COMMAND_SESSION_END);
}
