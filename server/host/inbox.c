#include "host/inbox.h"

#include "host/host.h"

#include <assert.h>
#include <stdlib.h>

#define INBOX_KEPT_BYTES (16 * 1024) /* An empty inbox keeps no more than this. */
#define INBOX_BYTES_MIN  2048

static bool is_text(const struct message_field *field)
{
    return field->kind == FIELD_TEXT || field->kind == FIELD_BLOB;
}

/* Offsets in the table count from the union in struct command. */
static struct bytes *text_of(struct command *command, const struct message_field *field)
{
    uint8_t *fields = (uint8_t *)&command->session_create;

    return (struct bytes *)(void *)(fields + field->offset);
}

static size_t texts_bytes(const struct command *command, const struct message_field *fields)
{
    struct command copy = *command;
    size_t bytes = 0;

    for (const struct message_field *f = fields; f->name != NULL; f++)
        if (is_text(f))
            bytes += text_of(&copy, f)->size;
    return bytes;
}

void inbox_clear(struct inbox *inbox)
{
    free(inbox->data);
    *inbox = (struct inbox){0};
}

/* Make room at the tail: move all to the front of the memory, or grow it. */
static bool inbox_make_room(struct inbox *inbox, size_t bytes)
{
    size_t used = inbox->tail - inbox->head, capacity = inbox->capacity;
    uint8_t *data;

    if (bytes <= inbox->capacity - inbox->tail)
        return true;
    if (used + bytes > HOST_INBOX_BYTES_MAX)
        return false;
    if (inbox->head > 0)
        memmove(inbox->data, inbox->data + inbox->head, used);
    inbox->head = 0;
    inbox->tail = used;
    if (bytes <= capacity - used)
        return true;
    capacity = capacity < INBOX_BYTES_MIN ? INBOX_BYTES_MIN : capacity;
    while (capacity < used + bytes)
        capacity *= 2;
    data = realloc(inbox->data, capacity);
    if (data == NULL)
        return false;
    inbox->data = data;
    inbox->capacity = capacity;
    return true;
}

bool inbox_push(struct inbox *inbox, const struct inbox_item *item)
{
    const struct message_rule *rule = command_rule(item->command.type);
    struct inbox_item copy = *item;
    size_t bytes = sizeof copy;
    uint8_t *at;

    assert(rule != NULL);
    bytes += (texts_bytes(&item->command, rule->fields) + 15) & ~(size_t)15;
    if (inbox->count >= HOST_INBOX_COMMANDS_MAX || !inbox_make_room(inbox, bytes))
        return false;
    copy.bytes = (uint32_t)bytes;
    at = inbox->data + inbox->tail;
    memcpy(at, &copy, sizeof copy);
    at += sizeof copy;
    for (const struct message_field *f = rule->fields; f->name != NULL; f++) {
        struct bytes *text;

        if (!is_text(f))
            continue;
        text = text_of(&copy.command, f);
        if (text->size > 0)
            memcpy(at, text->data, text->size);
        at += text->size;
    }
    inbox->tail += bytes;
    inbox->count++;
    return true;
}

struct inbox_item *inbox_pop(struct inbox *inbox)
{
    struct inbox_item *item;
    const struct message_rule *rule;
    uint8_t *at;

    if (inbox->count == 0) {
        /* Nobody holds an item any more, so memory can be freed or used from its start again. */
        inbox->head = inbox->tail = 0;
        if (inbox->capacity > INBOX_KEPT_BYTES)
            inbox_clear(inbox);
        return NULL;
    }
    item = (struct inbox_item *)(void *)(inbox->data + inbox->head);
    at = (uint8_t *)(item + 1);
    rule = command_rule(item->command.type);
    for (const struct message_field *f = rule->fields; f->name != NULL; f++) {
        struct bytes *text;

        if (!is_text(f))
            continue;
        text = text_of(&item->command, f);
        text->data = at;
        at += text->size;
    }
    inbox->head += item->bytes;
    inbox->count--;
    return item;
}
