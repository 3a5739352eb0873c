/* keep_journal.c -- not a test: plays a random session and prints its journal in the form that
 * kept_test.c replays. Run once a release, by the program of that release:
 *
 *     DK_SEED=3 DK_COMMANDS=300 keep_journal > tests/replay/kept/<version>-<what>.txt */
#include "random_play.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

static uint32_t number_of(const char *variable, uint32_t standard)
{
    const char *text = getenv(variable);

    return text == NULL ? standard : (uint32_t)strtoul(text, NULL, 10);
}

static void print_events(struct bytes journal)
{
    size_t at = 0;

    while (at < journal.size) {
        uint32_t size;

        memcpy(&size, journal.data + at, sizeof size);
        at += sizeof size;
        for (uint32_t i = 0; i < size; i++)
            printf("%02x", journal.data[at++]);
        printf("\n");
    }
}

TEST(keep)
{
    const uint32_t commands = number_of("DK_COMMANDS", 300);
    struct world *w = random_open(number_of("DK_SEED", 1));
    const struct session *s = world_session(w);

    for (uint32_t i = 0; i < commands; i++) {
        random_command(w);
        world_elapse_s(w, random_below(100) < 20 ? random_below(90) : 0);
        world_hush(w);
    }
    printf("rooms %u seats %u\n", s->settings.rooms_count, s->settings.seats_max);
    print_events(world_journal(w));
    world_close(w);
}
