/* event_forget.c -- takes what somebody wrote out of the journal when they leave, and what anybody
 * answered to a scan when it is over. The events stay, because votes stay counted. Leaving, and
 * the end of a scan, clear these texts in the state, so from that event on a replay gives the same
 * state with and without them. */
#include "protocol/codec.h"

static bool is_theirs(const struct event *event, uint16_t seat)
{
    if (seat == SEAT_NONE)
        return event->type == EVENT_SCAN_ANSWERED;
    return event->seat == seat ||
           (event->type == EVENT_SEAT_TAKEN && event->seat_taken.target == seat);
}

/* What takes the place of a text. A note counts as shared also when its words are gone: whether the
 * notes of others were shown to the trainer hangs on how many there were. */
static struct bytes left_of(const struct event *event)
{
    return event->type == EVENT_REFLECTION_SHARED ? bytes_of("-") : (struct bytes){NULL, 0};
}

bool codec_forget_seat(struct bytes bytes, uint16_t seat, struct buffer *out)
{
    const struct message_field *field;
    struct event event;
    bool wrote = false;

    if (codec_read_event(bytes, &event) != RESULT_OK || !is_theirs(&event, seat))
        return false;
    for (field = event_rule(event.type)->fields; field->name != NULL; field++) {
        struct bytes *text =
            (struct bytes *)(void *)((uint8_t *)&event.session_created + field->offset);

        if (field->kind != FIELD_TEXT || text->size == 0 || bytes_equal(*text, left_of(&event)))
            continue;
        *text = left_of(&event);
        wrote = true;
    }
    if (wrote)
        codec_write_event(out, &event);
    return wrote;
}
