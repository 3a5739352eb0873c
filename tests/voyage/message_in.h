/* message_in.h -- a message of the server, read from its bytes as a client would. */
#ifndef DK_TESTS_VOYAGE_MESSAGE_IN_H
#define DK_TESTS_VOYAGE_MESSAGE_IN_H

#include "protocol/message.h"
#include "protocol/writer.h"

enum message_kind {
    MESSAGE_WELCOME,
    MESSAGE_VIEW,
    MESSAGE_ACK,
    MESSAGE_REJECTED,
    MESSAGE_ERROR,
    MESSAGE_BYE,
    MESSAGE_PONG
};

struct message_in {
    enum message_kind kind;
    uint64_t id;    /* Of an ack, a rejection or an error; 0: of none. */
    uint64_t seq;   /* Of a view or an ack. */
    uint64_t since; /* Of a view with changes: what screen they are for. */
    uint8_t code;   /* enum reject, fault or bye. */
    uint16_t seat;
    uint64_t at_ms;
    uint32_t sections_count;
    enum section sections[SECTIONS_COUNT];
    struct bytes bytes[SECTIONS_COUNT]; /* Borrowed from the message. */
    bool is_change[SECTIONS_COUNT];
};

/* A section as it stands on a screen. */
struct shown {
    uint8_t *data; /* Owned. */
    size_t size;
    bool is_there;
};

/* Put what a view brings on a screen, of SECTIONS_COUNT sections. The name of a section on which a
 * change does not fit, or NULL. */
const char *message_in_show(const struct message_in *view, enum encoding encoding,
                            struct shown *screen);
void shown_clear(struct shown *screen);

/* false: it is no message that a client could read. */
bool message_in_read(struct bytes bytes, enum encoding encoding, struct message_in *out);

#endif
