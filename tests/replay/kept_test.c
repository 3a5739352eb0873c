/* kept_test.c -- journals of earlier versions, kept in kept/ as they were written then: a line says
 * how many rooms and seats, then a line of hexadecimal digits for each event. Every event is still
 * read, means what it meant (written again it is the same bytes) and can be applied.
 *
 * A file is never changed; another version adds one (keep_journal.c). */
#include "fixture.h"
#include "protocol/codec.h"
#include "session/session.h"
#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define TYPES_0_1 32 /* Event types of version 0.1. */

static uint64_t types_seen;

/* The bytes of a line of digits; -1: it is no such line. */
static int bytes_of_line(const char *line, uint8_t *bytes)
{
    const size_t digits = strcspn(line, "\n");
    unsigned value;

    if (digits == 0 || digits % 2 != 0 || digits > 2 * EVENT_BYTES_MAX)
        return -1;
    for (size_t i = 0; i < digits; i += 2) {
        if (sscanf(line + i, "%2x", &value) != 1)
            return -1;
        bytes[i / 2] = (uint8_t)value;
    }
    return (int)(digits / 2);
}

static void same_when_written_again(const struct event *event, struct bytes kept)
{
    uint8_t memory[EVENT_BYTES_MAX];
    struct buffer out;

    buffer_init(&out, memory, sizeof memory);
    codec_write_event(&out, event);
    if (!bytes_equal(buffer_bytes(&out), kept))
        test_fail(__FILE__, __LINE__, "event %lu, %s, is written otherwise than it was",
                  (unsigned long)event->seq, event_name(event->type));
}

static void replay(struct session *s, FILE *file)
{
    static char line[2 * EVENT_BYTES_MAX + 2];
    uint8_t bytes[EVENT_BYTES_MAX];

    while (fgets(line, sizeof line, file) != NULL) {
        const int size = bytes_of_line(line, bytes);
        struct bytes kept = {bytes, size > 0 ? (size_t)size : 0};
        struct event event;

        CHECK(size > 0);
        if (codec_read_event(kept, &event) != RESULT_OK) {
            test_fail(__FILE__, __LINE__, "not read: %s", line);
            return;
        }
        event.seq = session_seq(s) + 1;
        same_when_written_again(&event, kept);
        session_apply(s, &event); /* Asserts the invariants of the session. */
        types_seen |= UINT64_C(1) << event.type;
    }
}

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "r");
    uint32_t rooms, seats;
    void *memory;
    struct session *s;

    CHECK(file != NULL);
    if (file == NULL)
        return;
    CHECK_EQ(fscanf(file, "rooms %u seats %u\n", &rooms, &seats), 2);
    memory = malloc(session_bytes(rooms, seats));
    s = session_init(memory, fixture_scenario(), rooms, seats);
    replay(s, file);
    CHECK(session_seq(s) > 0);
    free(memory);
    fclose(file);
}

TEST(journals_of_earlier_versions_are_read_and_written_as_they_were)
{
    char path[512];
    uint32_t files = 0;
    DIR *folder;

    snprintf(path, sizeof path, "%s/tests/replay/kept", test_source_root());
    folder = opendir(path);
    CHECK(folder != NULL);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        if (strstr(entry->d_name, ".txt") == NULL)
            continue;
        snprintf(path, sizeof path, "%s/tests/replay/kept/%s", test_source_root(), entry->d_name);
        replay_file(path);
        files++;
    }
    if (folder != NULL)
        closedir(folder);
    CHECK(files > 0);
    CHECK(__builtin_popcountll(types_seen) >= TYPES_0_1); /* Every kind of event is among them. */
}
