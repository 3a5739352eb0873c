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
    uint64_t id;  /* Of an ack, a rejection or an error; 0: of none. */
    uint64_t seq; /* Of a view or an ack. */
    uint8_t code; /* enum reject, fault or bye. */
    uint16_t seat;
    uint64_t at_ms;
    uint32_t sections_count;
    enum section sections[SECTIONS_COUNT];
    struct bytes bytes[SECTIONS_COUNT]; /* Borrowed from the message. */
};

/* false: it is no message that a client could read. */
bool message_in_read(struct bytes bytes, enum encoding encoding, struct message_in *out);

#endif
