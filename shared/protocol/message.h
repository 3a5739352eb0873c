/* message.h -- commands, events and the words they use, as C types. Everything here comes from
 * enums.def, messages.def and sections.def; message.c holds the same lines as tables, which the
 * codecs and generators use. No function here allocates. */
#ifndef DK_PROTOCOL_MESSAGE_H
#define DK_PROTOCOL_MESSAGE_H

#include "base/bytes.h"
#include "protocol/limits.h"

/* ---- words: enum role { ROLE_TRAINER, ... ROLE_COUNT } and so on ---------------------- */

#define ENUM(TYPE, type, doc)           enum type {
#define VALUE(TYPE, NAME, name, number) TYPE##_##NAME = number,
#define ENUM_END(TYPE, type)                                                                       \
    TYPE##_COUNT                                                                                   \
    }                                                                                              \
    ;
#include "protocol/enums.def"

/* A closed list of words. Numbers are 0..count-1 (checked by a test). */
struct words {
    const char *type; /* "role" */
    const char *doc;
    const char *const *names; /* "trainer", ... */
    uint8_t count;
};

/* const char *role_name(enum role): the word as on the wire; "?" outside the list. Never NULL.
 * bool role_parse(struct bytes, uint8_t *out): false, and *out unchanged, for any other word. */
#define ENUM(TYPE, type, doc)                                                                      \
    extern const struct words words_##type;                                                        \
    const char *type##_name(enum type value);                                                      \
    bool type##_parse(struct bytes word, uint8_t *out);
#include "protocol/enums.def"

/* All lists, in the order of enums.def. */
enum {
    WORDS_COUNT = 0
#define ENUM(TYPE, type, doc) +1
#include "protocol/enums.def"
};
extern const struct words *const words_all[WORDS_COUNT];

const char *words_name(const struct words *words, uint32_t value);
bool words_parse(const struct words *words, struct bytes word, uint8_t *out);

/* ---- sections: one bit each, so that "which are dirty" is one integer ----------------- */

enum section {
#define SECTION(NAME, name, bit, record, doc) SECTION_##NAME = 1u << (bit),
#include "protocol/sections.def"
};
#define SECTIONS_COUNT 12
#define SECTIONS_ALL   ((1u << SECTIONS_COUNT) - 1)
#define SECTIONS_ROOM  (SECTIONS_ALL & ~(uint32_t)SECTION_SESSION)
#define SECTIONS_SEAT                                                                              \
    SECTIONS_ALL /* Everything, for one seat that now belongs to another audience. */

/* 0..SECTIONS_COUNT-1 of a section, for arrays; and back. */
uint32_t section_index(enum section section);
enum section section_at(uint32_t index);
const char *section_name(enum section section);
bool section_parse(struct bytes word, enum section *out);

/* ---- roles as masks, for "who may send it" -------------------------------------------- */

#define BY_HOST         0u
#define BY_LEAD         (1u << ROLE_TRAINER)
#define BY_TRAINERS     (1u << ROLE_TRAINER | 1u << ROLE_COTRAINER)
#define BY_PARTICIPANTS (1u << ROLE_PARTICIPANT)
#define BY_ANYONE       ((1u << ROLE_COUNT) - 1)

/* ---- commands and events -------------------------------------------------------------- */

enum command_type {
#define COMMAND(NAME, name, id, roles, doc) COMMAND_##NAME = id,
#define COMMAND_END(name)
#include "protocol/messages.def"
};
#define COMMAND_TYPE_MAX 63 /* Ids are below 64, so that a set of them fits an integer. */

enum event_type {
#define EVENT(NAME, name, id, sections, doc) EVENT_##NAME = id,
#define EVENT_END(name)
#include "protocol/messages.def"
};
#define EVENT_TYPE_MAX 63

/* struct command_vote_cast { uint32_t round; ... }, struct event_vote_cast { ... } and so on. */
#define COMMAND(NAME, name, id, roles, doc) struct command_##name {
#define COMMAND_END(name)                                                                          \
    bool unused; /* C has no empty structs. */                                                     \
    }                                                                                              \
    ;
#define EVENT(NAME, name, id, sections, doc)     struct event_##name {
#define EVENT_END(name)                          COMMAND_END(name)
#define UINT(field, min, max, doc)               uint32_t field;
#define MAY_UINT(field, min, max, standard, doc) uint32_t field;
#define TIME(field, doc)                         uint64_t field;
#define BOOL(field, doc)                         bool field;
#define WORD(field, TYPE, type, doc)             uint8_t field;
#define TEXT(field, bytes_max, doc)              struct bytes field;
#define WRITTEN(field, chars_max, doc)           struct bytes field;
#define BLOB(field, blob_bytes, doc)             struct bytes field;
#include "protocol/messages.def"

/* What somebody asks for. Texts and blobs are borrowed from the message that it was read from. */
struct command {
    enum command_type type;
    uint16_t seat;   /* Who asks; SEAT_NONE: the host. Set by the shell, never by the client. */
    uint64_t id;     /* Counted by the client; 0 for the host's own. */
    uint64_t at_ms;  /* When the host took it in, milliseconds since the epoch. */
    uint64_t client; /* Who counts the id, as told in hello; 0: not told. Set by the shell. */
    uint32_t digest; /* command_digest, where there is an id. Set by the shell. */
    union {
#define COMMAND(NAME, name, id, roles, doc) struct command_##name name;
#define COMMAND_END(name)
#include "protocol/messages.def"
    };
};

/* What has happened, a fact: journaled, never refused. Replaying it asks no rule of the game again
 * (who may do what, when a step closes, who speaks). It does need the scenario and the team model
 * that session_created names, because what a decision does to a team is computed, not journaled. */
struct event {
    enum event_type type;
    uint16_t seat;       /* Who did it; SEAT_NONE: the host. */
    uint64_t seq;        /* 1, 2, ... within the session; not part of the encoded form. */
    uint64_t at_ms;      /* Of its command. */
    uint64_t command_id; /* Of its command; 0 for the host's own. */
    uint64_t client;     /* Of its command; 0: not told, as in older journals. */
    uint32_t digest;     /* Of its command; 0: not known. */
    union {
#define EVENT(NAME, name, id, sections, doc) struct event_##name name;
#define EVENT_END(name)
#include "protocol/messages.def"
    };
};

/* The events that one command leads to. Once it is full, further pushes go to the spare item. */
struct event_list {
    uint32_t count;
    bool overflowed;
    char own_team[OWN_TEAM_BYTES]; /* A text that none of the command's fields has. */
    struct event items[EVENTS_PER_COMMAND_MAX + 1]; /* The last one is the spare. */
};

static inline void event_list_init(struct event_list *list)
{
    list->count = 0;
    list->overflowed = false;
}

/* Append an event with seat, time and id of its command, all else zero. Never NULL. */
struct event *event_push(struct event_list *list, enum event_type type,
                         const struct command *command);

struct message_rule;

/* What is asked, as a number: type and fields, not who asks or when. Never 0. It goes into
 * journals, so a command has the same digest for ever. */
uint32_t command_digest(const struct command *command);
/* The same of any type's fields. Numbers at the end that may miss and have their standard are no
 * part of it: a command has the digest that it had before these were added. */
uint32_t message_digest(const struct message_rule *rule, const void *body);

/* ---- the same, as tables -------------------------------------------------------------- */

enum field_kind { FIELD_UINT, FIELD_TIME, FIELD_BOOL, FIELD_WORD, FIELD_TEXT, FIELD_BLOB };

struct message_field {
    const char *name; /* NULL: end of the list. */
    enum field_kind kind;
    /* Of a number its bounds. Of a text or blob `max` is its bytes, and `min` its characters if
     * somebody writes it, else 0. */
    uint64_t min, max;
    const struct words *words; /* FIELD_WORD only. */
    uint16_t offset;           /* In struct command_x or struct event_x. */
    bool may_miss;             /* In a command of a client. */
    uint32_t standard;         /* What a missing number is. */
    const char *doc;
};

struct message_rule {
    const char *name; /* "vote_cast" */
    uint16_t id;
    uint32_t mask; /* Commands: roles that may send it. Events: sections it dirties. */
    const char *doc;
    const struct message_field *fields; /* Ends with a NULL name. */
};

/* The rule of a type, or NULL if there is no such type. `type` may be any number. */
const struct message_rule *command_rule(uint32_t type);
const struct message_rule *event_rule(uint32_t type);
/* The rule with this name, or NULL. */
const struct message_rule *command_rule_named(struct bytes name);

static inline const char *command_name(enum command_type type)
{
    const struct message_rule *rule = command_rule(type);
    return rule != NULL ? rule->name : "?";
}

static inline const char *event_name(enum event_type type)
{
    const struct message_rule *rule = event_rule(type);
    return rule != NULL ? rule->name : "?";
}

#endif
