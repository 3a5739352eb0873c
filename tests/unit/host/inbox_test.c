#include "host/host.h"
#include "host/inbox.h"

#include "test.h"

#include <stdio.h>

static struct inbox_item vote(uint64_t id, const char *reason)
{
    return (struct inbox_item){.link_number = 9,
                               .command = {.type = COMMAND_VOTE_CAST,
                                           .seat = 3,
                                           .id = id,
                                           .vote_cast = {.option = 2, .reason = bytes_of(reason)}}};
}

TEST(commands_come_out_as_they_went_in_with_their_texts)
{
    struct inbox inbox = {0};
    struct inbox_item *item;
    char reason[300];

    for (uint64_t id = 1; id <= 500; id++) {
        struct inbox_item in;

        snprintf(reason, sizeof reason, "reden %d", (int)id);
        in = vote(id, reason);
        CHECK(inbox_push(&inbox, &in));
        memset(reason, 'x', sizeof reason); /* It must have been copied. */
        /* Half as many leave as come: it grows and moves. */
        if (id % 2 == 0) {
            item = inbox_pop(&inbox);
            CHECK_EQ(item->command.id, id / 2);
        }
    }
    for (uint64_t id = 251; id <= 500; id++) {
        char expected[32];

        item = inbox_pop(&inbox);
        snprintf(expected, sizeof expected, "reden %d", (int)id);
        CHECK(item != NULL && item->command.id == id);
        CHECK(bytes_equal_text(item->command.vote_cast.reason, expected));
        CHECK_EQ(item->command.vote_cast.option, 2);
        CHECK_EQ(item->link_number, 9);
    }
    CHECK(inbox_pop(&inbox) == NULL);
    CHECK_EQ(inbox.head, 0);
    inbox_clear(&inbox);
}

TEST(several_texts_of_one_command_stay_apart)
{
    struct inbox inbox = {0};
    struct inbox_item in = {.command = {.type = COMMAND_SESSION_CREATE}}, *item;
    uint8_t hash[TOKEN_HASH_BYTES];

    memset(hash, 7, sizeof hash);
    in.command.session_create.scenario = bytes_of("de-proef");
    in.command.session_create.title = bytes_of("Groep 3");
    in.command.session_create.token_hash = (struct bytes){hash, sizeof hash};
    CHECK(inbox_push(&inbox, &in));
    memset(hash, 0, sizeof hash);
    item = inbox_pop(&inbox);
    CHECK(bytes_equal_text(item->command.session_create.scenario, "de-proef"));
    CHECK(bytes_equal_text(item->command.session_create.title, "Groep 3"));
    CHECK_EQ(item->command.session_create.code.size, 0);
    CHECK_EQ(item->command.session_create.token_hash.data[31], 7);
    inbox_clear(&inbox);
}

TEST(the_inbox_is_bounded_in_number_and_bytes)
{
    struct inbox inbox = {0};
    struct inbox_item small = vote(1, ""), large = vote(1, "");
    char note[NOTE_BYTES_MAX + 1];
    uint32_t count = 0;

    while (count < 100000 && inbox_push(&inbox, &small))
        count++;
    CHECK_EQ(count, HOST_INBOX_COMMANDS_MAX);
    while (inbox_pop(&inbox) != NULL)
        ;
    memset(note, 'n', NOTE_BYTES_MAX);
    note[NOTE_BYTES_MAX] = '\0';
    large.command.type = COMMAND_REFLECTION_SHARE;
    large.command.reflection_share = (struct command_reflection_share){.text = bytes_of(note)};
    for (count = 0; count < 100000 && inbox_push(&inbox, &large);)
        count++;
    CHECK(count >= SEATS_MAX && inbox.capacity <= HOST_INBOX_BYTES_MAX);
    while (inbox_pop(&inbox) != NULL)
        ;
    CHECK(inbox.capacity <= 16 * 1024); /* Memory goes when it is empty. */
    inbox_clear(&inbox);
}
