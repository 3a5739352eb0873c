/* change_test.c -- what differs between two views makes the newer one of the older one, byte for
 * byte, in both encodings: of random sessions, for every audience, after every command.
 *
 * Screens follow the session at their own pace: some look at every state, some skip many, so that
 * changes over one event and over a hundred are made. */
#include "looks.h"
#include "merge.h"
#include "protocol/change.h"
#include "random_play.h"
#include "session/state.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define SESSIONS  12
#define COMMANDS  200
#define MARKS_MAX 8192

/* One section as an audience had it when it last looked. */
struct looked {
    uint8_t *data;
    size_t size;
    struct writer_mark *marks;
    uint32_t marks_count;
    struct audience audience;
    bool is_there;
};
static struct looked screens[SEATS_MAX][SECTIONS_COUNT][ENCODINGS_COUNT];
static uint32_t seed_now, made[SECTIONS_COUNT], saved;
static struct writer_mark marks_memory[MARKS_MAX];
static uint8_t view_memory[SECTION_BYTES_MAX], change_memory[SECTION_BYTES_MAX],
    merged_memory[SECTION_BYTES_MAX];

static bool write_section(const struct world *w, const struct audience *a, enum section section,
                          enum encoding encoding, struct written_section *out)
{
    struct writer_marks marks = {.items = marks_memory, .capacity = MARKS_MAX};
    struct buffer built;
    struct writer writer;

    buffer_init(&built, view_memory, sizeof view_memory);
    writer_init(&writer, &built, encoding);
    writer_mark(&writer, &marks);
    if (!session_view(world_session((struct world *)(uintptr_t)w), a, section, &writer,
                      world_now_ms(w)))
        return false;
    CHECK(writer_ok(&writer) && !marks.overflowed);
    *out = (struct written_section){buffer_bytes(&built), marks.items, marks.count};
    return true;
}

static void keep(struct looked *kept, const struct audience *a, const struct written_section *now)
{
    kept->data = realloc(kept->data, now->bytes.size);
    kept->marks = realloc(kept->marks, now->marks_count * sizeof *now->marks);
    CHECK(kept->data != NULL && kept->marks != NULL);
    memcpy(kept->data, now->bytes.data, now->bytes.size);
    memcpy(kept->marks, now->marks, now->marks_count * sizeof *now->marks);
    kept->size = now->bytes.size;
    kept->marks_count = now->marks_count;
    kept->audience = *a;
    kept->is_there = true;
}

static void must_make(struct bytes older, struct bytes change, struct bytes newer,
                      enum encoding encoding, enum section section, const char *of)
{
    struct buffer merged;

    buffer_init(&merged, merged_memory, sizeof merged_memory);
    if (!merge_section(encoding, older, change, &merged) ||
        !bytes_equal(buffer_bytes(&merged), newer))
        test_fail(__FILE__, __LINE__, "seed %u: a change of %s does not make the newer %s, in %s",
                  seed_now, section_name(section), of,
                  encoding == ENCODING_JSON ? "JSON" : "MessagePack");
}

static void compare(const struct looked *kept, const struct written_section *now,
                    enum encoding encoding, enum section section)
{
    const struct written_section before = {
        {kept->data, kept->size}, kept->marks, kept->marks_count};
    struct buffer out;
    struct writer w;
    enum change change;

    buffer_init(&out, change_memory, sizeof change_memory);
    writer_init(&w, &out, encoding);
    change = change_write(&w, &before, now);
    CHECK(change != CHANGE_WHOLE && writer_ok(&w));
    CHECK_EQ(change == CHANGE_NONE, bytes_equal(before.bytes, now->bytes));
    if (change == CHANGE_NONE)
        return;
    made[section_index(section)]++;
    saved += out.size * 4 < now->bytes.size;
    must_make(before.bytes, buffer_bytes(&out), now->bytes, encoding, section, "of the older");
    must_make(now->bytes, buffer_bytes(&out), now->bytes, encoding, section, "of itself");
}

static void look_at_section(struct world *w, uint16_t seat, enum section section,
                            enum encoding encoding)
{
    const struct audience a = session_audience(world_session(w), seat);
    struct looked *kept = &screens[seat][section_index(section)][encoding];
    struct written_section now;

    if (!write_section(w, &a, section, encoding, &now)) {
        kept->is_there = false;
        return;
    }
    if (kept->is_there && random_same_audience(&a, &kept->audience))
        compare(kept, &now, encoding, section);
    keep(kept, &a, &now);
}

static void after_command(struct world *w)
{
    const struct session *s = world_session(w);

    for (uint16_t seat = 0; seat < session_seats_count(s); seat++) {
        if (!session_seat_open(s, seat) || random_below(1 + seat % 5) != 0)
            continue;
        for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
            for (uint32_t encoding = 0; encoding < ENCODINGS_COUNT; encoding++)
                look_at_section(w, seat, section_at(i), (enum encoding)encoding);
    }
}

static void forget_screens(void)
{
    for (uint32_t seat = 0; seat < SEATS_MAX; seat++)
        for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
            for (uint32_t encoding = 0; encoding < ENCODINGS_COUNT; encoding++) {
                struct looked *kept = &screens[seat][i][encoding];

                free(kept->data);
                free(kept->marks);
                *kept = (struct looked){0};
            }
}

TEST(what_differs_between_two_views_makes_the_newer_of_the_older)
{
    for (uint32_t seed = 1; seed <= SESSIONS; seed++) {
        struct world *w = random_open(seed);

        seed_now = seed;
        random_seat_roles(w);
        world_watch(w, after_command);
        for (uint32_t i = 0; i < COMMANDS; i++) {
            if (random_below(100) < 70)
                random_fitting(w);
            else
                random_command(w);
            world_elapse_s(w, random_below(100) < 20 ? random_below(40) : 0);
            world_hush(w);
        }
        world_abandon(w);
        forget_screens();
    }
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        if (made[i] == 0)
            test_fail(__FILE__, __LINE__, "%s never differed", section_name(section_at(i)));
    }
    CHECK(saved > 1000); /* Most are a small part of the whole. */
}
