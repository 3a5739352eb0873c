#include "outbox.h"

#include <assert.h>

bool outbox_same_slot(const struct command *a, const struct command *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case COMMAND_VOTE_CAST: return a->vote_cast.round == b->vote_cast.round;
    case COMMAND_SECOND_CAST: return a->second_cast.round == b->second_cast.round;
    case COMMAND_DECISION_MAKE: return a->decision_make.round == b->decision_make.round;
    case COMMAND_REFLECTION_SHARE: return a->reflection_share.round == b->reflection_share.round;
    case COMMAND_OBJECTION_SET:
        return a->objection_set.round == b->objection_set.round &&
               a->objection_set.option == b->objection_set.option;
    case COMMAND_GUESS_CAST:
        return a->guess_cast.round == b->guess_cast.round &&
               a->guess_cast.member == b->guess_cast.member;
    case COMMAND_READY_SET:
        return a->ready_set.round == b->ready_set.round && a->ready_set.step == b->ready_set.step;
    case COMMAND_LANGUAGE_SET:
    case COMMAND_ROOM_CHOOSE: return true;
    default: return false;
    }
}

void outbox_take_out(struct outbox *o, uint32_t i)
{
    memmove(&o->items[i], &o->items[i + 1], (o->count - i - 1) * sizeof o->items[0]);
    o->count--;
}

/* The text of a command, if it has one. */
static struct bytes *text_of(struct command *c)
{
    switch (c->type) {
    case COMMAND_VOTE_CAST: return &c->vote_cast.reason;
    case COMMAND_OBJECTION_SET: return &c->objection_set.reason;
    case COMMAND_REFLECTION_SHARE: return &c->reflection_share.text;
    case COMMAND_MESSAGE_SEND: return &c->message_send.text;
    case COMMAND_HAPPENING_WRITE: return &c->happening_write.text;
    default: return NULL;
    }
}

void pending_own(struct pending *p)
{
    struct bytes *text = text_of(&p->command);

    if (text != NULL)
        text->data = (const uint8_t *)p->text;
}

void pending_take(struct pending *p, const struct command *command)
{
    const struct bytes *text;

    p->command = *command;
    text = text_of(&p->command);
    if (text == NULL)
        return;
    assert(text->size < sizeof p->text);
    if (text->size > 0)
        memcpy(p->text, text->data, text->size);
    pending_own(p);
}

void outbox_own(struct outbox *o)
{
    for (uint32_t i = 0; i < o->count; i++)
        pending_own(&o->items[i]);
}

struct pending *outbox_find(struct outbox *o, uint64_t id)
{
    for (uint32_t i = 0; i < o->count; i++)
        if (o->items[i].id == id)
            return &o->items[i];
    return NULL;
}

void outbox_copy(struct outbox *to, const struct outbox *from, bool only_unacked)
{
    to->count = 0;
    for (uint32_t i = 0; i < from->count; i++)
        if (!only_unacked || from->items[i].acked == PENDING_NOT)
            to->items[to->count++] = from->items[i];
    outbox_own(to);
}
