#include "kept.h"

#include "base/hash.h"
#include "fixture.h"
#include "protocol/codec.h"
#include "session/state.h"
#include "test.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- reading -------------------------------------------------------------------------------- */

static int nibble(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_event(struct kept *kept, const char *hex, uint8_t **free_memory)
{
    uint8_t *bytes = *free_memory;
    size_t size = 0;

    if (kept->events_count == KEPT_EVENTS_MAX)
        return false;
    for (; nibble(hex[0]) >= 0 && nibble(hex[1]) >= 0; hex += 2)
        bytes[size++] = (uint8_t)(nibble(hex[0]) << 4 | nibble(hex[1]));
    kept->events[kept->events_count++] = (struct bytes){bytes, size};
    *free_memory += size;
    return *hex == '\0' && size > 0 && size <= EVENT_BYTES_MAX;
}

static bool read_line(struct kept *kept, const char *line, uint8_t **free_memory)
{
    if (strncmp(line, "event ", 6) == 0)
        return read_event(kept, line + 6, free_memory);
    return sscanf(line, "model %" SCNu32, &kept->model) == 1 ||
           sscanf(line, "rules %" SCNu32, &kept->rules) == 1 ||
           sscanf(line, "people %" SCNx64, &kept->people) == 1 ||
           sscanf(line, "teams %" SCNx64, &kept->teams) == 1;
}

bool kept_read(const char *path, struct kept *out)
{
    size_t size;
    char *text = test_read_file(path, &size), *rest = text;
    uint8_t *free_memory;
    bool good = text != NULL;

    *out = (struct kept){.memory = malloc(good ? size : 1)};
    free_memory = out->memory;
    for (char *line; good && (line = strtok_r(rest, "\n", &rest)) != NULL;) {
        good = read_line(out, line, &free_memory);
        if (!good)
            test_fail(__FILE__, __LINE__, "%s: '%.40s' is no line of a kept journal", path, line);
    }
    free(text);
    return good && out->events_count > 0;
}

void kept_free(struct kept *kept)
{
    free(kept->memory);
    kept->memory = NULL;
}

struct session *kept_replay(const struct kept *kept, void (*change)(struct event *first))
{
    struct session *s = NULL;

    for (uint32_t i = 0; i < kept->events_count; i++) {
        struct event e;

        CHECK_EQ(codec_read_event(kept->events[i], &e), RESULT_OK);
        if (i == 0) {
            const struct event_session_created *c = &e.session_created;

            CHECK_EQ(e.type, EVENT_SESSION_CREATED);
            if (change != NULL)
                change(&e);
            s = session_init(malloc(session_bytes(c->rooms_count, c->seats_max)),
                             fixture_scenario(), c->rooms_count, c->seats_max);
        }
        e.seq = i + 1;
        session_apply(s, &e);
    }
    return s;
}

/* ---- digests -------------------------------------------------------------------------------- */

static void add(uint64_t *hash, uint64_t number)
{
    *hash = hash64(*hash, &number, sizeof number);
}

static void add_bytes(uint64_t *hash, struct bytes bytes)
{
    add(hash, bytes.size);
    *hash = hash64(*hash, bytes.data, bytes.size);
}

static void add_ballot(uint64_t *hash, const struct ballot *b)
{
    add(hash, b->room);
    add(hash, b->first);
    add(hash, b->second);
    add(hash, b->confidence);
    for (uint32_t i = 0; i < DIAGNOSES_MAX; i++)
        add(hash, b->guess[i]);
}

static void add_seat(uint64_t *hash, const struct session *s, uint32_t i)
{
    const struct seat *seat = session_seat(s, i);
    const struct seat_texts *t = session_texts(s, i);

    add(hash, seat->role);
    add(hash, seat->room);
    add(hash, seat->lang);
    add(hash, seat->removed);
    add(hash, seat->left);
    add(hash, seat->reason_hidden);
    add_bytes(hash, seat_name(s, i));
    add_bytes(hash, (struct bytes){t->reason, t->reason_bytes});
    add_bytes(hash, (struct bytes){t->note, t->note_bytes});
    add_bytes(hash, (struct bytes){t->token, TOKEN_HASH_BYTES});
    for (uint32_t round = 0; round < 12; round++)
        add_ballot(hash, &session_ballots(s, i)[round]);
}

static void add_room(uint64_t *hash, const struct room *r)
{
    add(hash, r->step);
    add(hash, r->round);
    add(hash, r->deadline_ms);
    add(hash, r->consent_ms);
    add_bytes(hash, (struct bytes){r->message, r->message_bytes});
    for (uint32_t i = 0; i < 12; i++) {
        const struct room_round *round = &r->rounds[i];

        add(hash, round->dilemma);
        add(hash, round->decision);
        add(hash, round->decided_by);
        add(hash, round->told);
        add(hash, round->changed);
        add(hash, round->spokesperson);
        add(hash, round->brought_count);
    }
}

uint64_t kept_people(const struct session *s)
{
    uint64_t hash = HASH64_START;

    add(&hash, s->seq);
    add(&hash, s->status);
    add(&hash, s->locked);
    add(&hash, s->settings.seed);
    add(&hash, s->settings.delete_at_ms);
    add_bytes(&hash, (struct bytes){s->settings.title, s->settings.title_bytes});
    for (uint32_t i = 0; i < s->seats_count; i++)
        add_seat(&hash, s, i);
    for (uint32_t i = 0; i < s->settings.rooms_count; i++)
        add_room(&hash, session_room(s, i));
    return hash;
}

static void add_mark(uint64_t *hash, const struct room_mark *mark)
{
    for (uint32_t i = 0; i < 12; i++) {
        add(hash, mark->phases[i]);
        add(hash, mark->changed[i]);
        add(hash, mark->demands[i]);
        add(hash, mark->control[i]);
    }
    for (uint32_t i = 0; i < SERIES_COUNT; i++)
        add(hash, mark->series[i]);
}

uint64_t kept_teams(const struct session *s)
{
    uint64_t hash = HASH64_START;

    for (uint32_t room = 0; room < s->settings.rooms_count; room++) {
        const struct room *r = session_room(s, room);

        add_mark(&hash, &r->start);
        for (uint32_t i = 0; i < 12 && r->rounds[i].told; i++)
            add_mark(&hash, &r->rounds[i].after);
    }
    return hash;
}
