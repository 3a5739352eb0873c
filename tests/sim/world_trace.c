/* world_trace.c -- what a story tells: each command and what came of it, with names for numbers. */
#include "world_inside.h"

#include "protocol/codec.h"
#include "test.h"

#include <inttypes.h>
#include <stdio.h>

void world_say(struct world *w, const char *text)
{
    if (!w->quiet)
        buffer_append_text(&w->trace, text);
}

static void say_number(struct world *w, const char *before, uint64_t number)
{
    char text[64];

    snprintf(text, sizeof text, "%s%" PRIu64, before, number);
    world_say(w, text);
}

static void say_clock(struct world *w, uint64_t at_ms)
{
    char text[32];
    uint64_t s = (at_ms - WORLD_EPOCH_MS) / 1000;

    snprintf(text, sizeof text, "%" PRIu64 ":%02" PRIu64, s / 60, s % 60);
    world_say(w, text);
}

static const char *name_of(const struct world *w, uint32_t seat)
{
    return seat < SEATS_MAX && w->names[seat][0] != '\0' ? w->names[seat] : "host";
}

/* A field that has its default is left out, so that a story stays what it is when messages get more
 * fields; except these, which a story is about whatever their value. */
static bool is_always_said(const char *name)
{
    static const char *const names[] = {"round", "option",  "step",    "role",    "lang",
                                        "phase", "member",  "reason",  "seconds", "view",
                                        "how",   "paused",  "locked",  "present", "shown",
                                        "ready", "objects", "removed", "hidden"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

static bool is_default(const struct message_field *f, const void *at)
{
    switch (f->kind) {
    case FIELD_UINT: return *(const uint32_t *)at == f->standard;
    case FIELD_TIME: return *(const uint64_t *)at == 0;
    case FIELD_BOOL: return !*(const bool *)at;
    case FIELD_WORD: return *(const uint8_t *)at == 0;
    case FIELD_TEXT: return ((const struct bytes *)at)->size == 0;
    case FIELD_BLOB: return true; /* Hashes say nothing to a reader. */
    }
    return false;
}

/* Who, where and what: names instead of numbers. true: this field is said that way. */
static bool say_by_name(struct world *w, const char *name, uint32_t value)
{
    char letter[3] = {' ', (char)('A' + value % 26), '\0'};
    bool speaks = strcmp(name, "spokesperson") == 0;

    if (strcmp(name, "option") == 0) {
        world_say(w, letter);
    } else if (strcmp(name, "room") == 0) {
        if (w->rooms > 1 && value == ROOM_ALL)
            world_say(w, " all rooms");
        else if (w->rooms > 1 && value < w->rooms)
            say_number(w, " room ", value);
    } else if (speaks || strcmp(name, "target") == 0) {
        if (value != SEAT_NONE) {
            world_say(w, speaks ? ", spokesperson " : " ");
            world_say(w, name_of(w, value));
        }
    } else {
        return strcmp(name, "dilemma") == 0; /* The round says it. */
    }
    return true;
}

static void say_uint(struct world *w, const char *name, uint32_t value)
{
    world_say(w, " ");
    world_say(w, name);
    say_number(w, " ", value);
}

static void say_text(struct world *w, struct bytes text)
{
    if (w->quiet)
        return;
    buffer_append_text(&w->trace, " \"");
    buffer_append(&w->trace, text.data, text.size);
    buffer_append_text(&w->trace, "\"");
}

static void say_field(struct world *w, const struct message_field *f, const void *message)
{
    const void *at = (const uint8_t *)message + f->offset;

    if (f->kind == FIELD_UINT && say_by_name(w, f->name, *(const uint32_t *)at))
        return;
    if (is_default(f, at) && (f->kind == FIELD_TEXT || !is_always_said(f->name)))
        return;
    switch (f->kind) {
    case FIELD_UINT: say_uint(w, f->name, *(const uint32_t *)at); break;
    case FIELD_TIME:
        world_say(w, ", until ");
        say_clock(w, *(const uint64_t *)at);
        break;
    case FIELD_BOOL:
        world_say(w, *(const bool *)at ? " " : " not ");
        world_say(w, f->name);
        break;
    case FIELD_WORD:
        world_say(w, " ");
        world_say(w, words_name(f->words, *(const uint8_t *)at));
        break;
    case FIELD_TEXT: say_text(w, *(const struct bytes *)at); break;
    case FIELD_BLOB: break;
    }
}

void world_say_message(struct world *w, const struct message_rule *rule, const void *fields)
{
    world_say(w, rule->name);
    if (rule == event_rule(EVENT_SESSION_CREATED) || rule == command_rule(COMMAND_SESSION_CREATE))
        return;
    for (const struct message_field *f = rule->fields; f->name != NULL; f++)
        say_field(w, f, fields);
}

void world_say_command(struct world *w, const struct command *c)
{
    world_say(w, "[");
    say_clock(w, c->at_ms);
    world_say(w, "] ");
    world_say(w, c->seat == SEAT_NONE ? "host" : name_of(w, c->seat));
    world_say(w, " > ");
    world_say_message(w, command_rule(c->type), &c->session_create);
    world_say(w, "\n");
}

void world_hush(struct world *w)
{
    buffer_reset(&w->trace);
}

void world_expect_at(const char *file, int line, struct world *w, const char *trace)
{
    buffer_append_byte(&w->trace, '\0');
    test_check_text(file, line, "the story (./dev test stories --accept NAME writes it down)",
                    (const char *)w->trace.data, trace);
    buffer_reset(&w->trace);
}
