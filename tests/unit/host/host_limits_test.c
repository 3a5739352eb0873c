/* host_limits_test.c -- places of those who are entering, and names of nodes that are heard of: as
 * many as there may be, and one more is told to try again. */
#include "host_fixture.h"

#include "host/host_inside.h"
#include "test.h"

#include <stdio.h>

static struct place p;

static void woken(struct host_link *link, void *arg)
{
    (void)link;
    *(bool *)arg = true;
}

/* Whoever says hello now has nothing to wait for. */
static void check_is_told_to_try_again(void)
{
    static struct host_link link;
    static char text[4096];
    const uint8_t hash[TOKEN_HASH_BYTES] = {1};
    struct buffer out;
    bool wakes = false;

    host_link_init(&link, p.host, ENCODING_JSON, woken, &wakes);
    host_link_hello(&link, hash, LANG_COUNT, 0);
    CHECK(wakes);
    buffer_init(&out, text, sizeof text - 1);
    CHECK_EQ(host_link_write(&link, &out), HOST_WRITE_LAST);
    text[out.size] = '\0';
    CHECK(strstr(text, "\"busy\"") != NULL);
    host_link_close(&link);
}

TEST(as_many_links_enter_as_there_are_places_and_one_more_is_told_to_try_again)
{
    static struct ticket *taken[HOST_TICKETS_MAX];
    static struct person person;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    for (uint32_t i = 0; i + 1 < HOST_TICKETS_MAX; i++)
        taken[i] = ticket_take(p.host, TICKET_LINK, NULL);
    CHECK(taken[HOST_TICKETS_MAX - 2] != NULL);
    person_open(&p, &person, 1); /* The last place. */
    CHECK(person_got(&person, "\"t\":\"hello\"") == 1 || person.views > 0);
    person_close(&person);
    taken[HOST_TICKETS_MAX - 1] = ticket_take(p.host, TICKET_LINK, NULL);
    CHECK(taken[HOST_TICKETS_MAX - 1] != NULL);
    CHECK(ticket_take(p.host, TICKET_LINK, NULL) == NULL);
    check_is_told_to_try_again();
    for (uint32_t i = 0; i < HOST_TICKETS_MAX; i++)
        ticket_free(taken[i]);
    person_open(&p, &person, 1); /* There is place again. */
    CHECK(person.views > 0);
    person_close(&person);
    place_close(&p);
}

/* What is said to whoever asks for a session that a node of this name has. */
static enum fault asked(struct home *home, struct known_session *known, const char *node)
{
    const struct journal_entry entry = {.session = home->id};
    const struct journal_page page = {.result = RESULT_FENCED, .node = node, .entry = &entry};
    const enum fault fault = shared_take(home, &page);

    if (fault == FAULT_MOVED)
        CHECK_TEXT(known->node, node);
    known->node = NULL;
    return fault;
}

TEST(as_many_nodes_are_heard_of_as_may_be_and_sessions_of_one_more_are_busy)
{
    struct known_session *known;
    struct home *home;
    char name[JOURNAL_NODE_BYTES_MAX];

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    known = known_find(&p.host->known, p.session);
    home = home_get(p.host, p.session);
    for (uint32_t i = 0; i < HOST_NODES_MAX; i++) {
        snprintf(name, sizeof name, "n%u", i);
        CHECK_EQ(asked(home, known, name), FAULT_MOVED);
    }
    CHECK_EQ(asked(home, known, "eenmeer"), FAULT_BUSY);
    CHECK_EQ(asked(home, known, "n0"), FAULT_MOVED); /* It is still known. */
    CHECK_EQ(asked(home, known, name), FAULT_MOVED);
    place_close(&p);
}
