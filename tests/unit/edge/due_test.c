/* In which order links are written to. */
#include "edge/due.h"

#include <stdint.h>

#include "test.h"

/* The queue never looks into a link, so a number stands for each. */
static struct edge_link *numbered(uintptr_t number)
{
    return (struct edge_link *)number; /* NOLINT(performance-no-int-to-ptr) */
}

static uintptr_t take(struct due *due, struct due_place *places)
{
    const uintptr_t number = (uintptr_t)due_next(due);

    if (number != 0)
        due_remove(due, &places[number - 1]);
    return number;
}

static void number_all(struct due_place *places, uintptr_t count)
{
    for (uintptr_t i = 0; i < count; i++)
        places[i] = (struct due_place){.link = numbered(i + 1)};
}

TEST(whoever_asked_is_answered_before_anybody_is_shown_what_it_changed)
{
    struct due due = {0};
    struct due_place places[5];

    number_all(places, 5);
    due_add(&due, &places[0], false);
    due_add(&due, &places[1], true);
    due_add(&due, &places[2], false);
    due_add(&due, &places[3], true);
    due_add(&due, &places[3], false); /* It is due already. */
    CHECK_EQ(take(&due, places), 2);
    CHECK_EQ(take(&due, places), 4);
    due_add(&due, &places[4], true);
    CHECK_EQ(take(&due, places), 5);
    CHECK_EQ(take(&due, places), 1);
    CHECK_EQ(take(&due, places), 3);
    CHECK_EQ(take(&due, places), 0);
}

TEST(a_link_that_goes_is_not_written_to_wherever_it_stood)
{
    for (uintptr_t gone = 0; gone < 3; gone++) {
        struct due due = {0};
        struct due_place places[3];

        number_all(places, 3);
        for (uintptr_t i = 0; i < 3; i++)
            due_add(&due, &places[i], false);
        due_remove(&due, &places[gone]);
        due_remove(&due, &places[gone]);
        for (uintptr_t i = 0; i < 3; i++)
            if (i != gone)
                CHECK_EQ(take(&due, places), i + 1);
        CHECK_EQ(take(&due, places), 0);
        due_add(&due, &places[gone], true);
        CHECK_EQ(take(&due, places), gone + 1);
    }
}
