/* codec.h -- messages as bytes. From clients: MessagePack or JSON, within the limits of limits.h.
 * Nothing is allocated, so no number from outside can ask for memory. Both encodings obey the same
 * rules:
 *
 *   - one map, keys are texts, at most COMMAND_KEYS_MAX of them, none twice; nothing follows it
 *   - `t` is the type; a command has `id` (1 .. EXACT_MAX), `type` and its fields, flat
 *   - unknown keys are skipped, whatever their value, as a newer client may send them
 *   - at most COMMAND_DEPTH_MAX deep, at most COMMAND_VALUES_MAX values in all
 *   - texts are valid UTF-8 everywhere; what somebody wrote is cleaned (written.h) and has no more
 *     characters than its field may have; other texts have no control characters and no more bytes
 *
 * To clients: the functions codec_write_*. Events have one form, that of the journal. */
#ifndef DK_PROTOCOL_CODEC_H
#define DK_PROTOCOL_CODEC_H

#include "base/result.h"
#include "protocol/message.h"
#include "protocol/writer.h"

/* What all texts of a message take, unescaped and cleaned. */
#define CODEC_SCRATCH_BYTES (4 * COMMAND_BYTES_MAX)

enum client_type { CLIENT_HELLO, CLIENT_COMMAND, CLIENT_PING, CLIENT_TYPES_COUNT };

struct client_hello {
    struct bytes token; /* At most TOKEN_TEXT_BYTES. */
    uint32_t version;
    bool lang_given;
    uint8_t lang;    /* enum lang, if lang_given */
    uint64_t client; /* 0: not given. */
    bool changes;    /* It takes views that bring only what differs. */
};

struct client_message {
    enum client_type type;
    union {
        struct client_hello hello;
        struct command command; /* seat, at_ms, client and digest are the shell's to fill in. */
    };
};

/* Why a message was not taken. */
struct codec_fault {
    enum fault fault;  /* FAULT_NONE: it was taken. */
    const char *field; /* The field that is wrong, one of our own names, or NULL. */
    uint64_t id;       /* The command's id, to be put in the error; 0: it could not be read. */
};

/* Read one message from a client.
 *
 * message  at most COMMAND_BYTES_MAX bytes, longer is FAULT_TOO_LARGE
 * scratch  at least CODEC_SCRATCH_BYTES, emptied first; texts that had JSON escapes or were cleaned
 *          are put here
 * out      borrows from both; meaningful only on success
 * fault    filled in on success too
 *
 * Commands of the host (BY_HOST) do not exist for clients: FAULT_TYPE_UNKNOWN. */
bool codec_read_client(enum encoding encoding, struct bytes message, struct buffer *scratch,
                       struct client_message *out, struct codec_fault *fault);

/* Write a message as a client would: for load tests, tools and the tests of the codecs. */
void codec_write_hello(struct writer *w, struct bytes token, const char *lang /* or NULL */,
                       uint64_t client /* or 0 */, bool changes);
void codec_write_command(struct writer *w, const struct command *command);

/* ---- to clients: envelopes, see envelopes.def ----------------------------------------- */

void codec_write_welcome(struct writer *w, uint16_t seat, enum role role, uint64_t at_ms);
/* {"t":"view","seq","at_ms","sections":{...}}. The caller continues with, sections_count times,
 * writer_key for the section's name and writer_raw for its bytes; the message then closes by
 * itself. */
void codec_write_view(struct writer *w, uint64_t seq, uint64_t at_ms, uint32_t sections_count);
/* The same, up to its sections. If `since` is not 0 the view also brings changes, against the
 * state of that seq. The caller continues with "changes", if there are any, and "sections",
 * each a map. */
void codec_write_view_head(struct writer *w, uint64_t seq, uint64_t at_ms, uint64_t since);
void codec_write_ack(struct writer *w, uint64_t id, uint64_t seq);
/* `field`: the name of the field that is wrong, or NULL. */
void codec_write_rejected(struct writer *w, uint64_t id, enum reject code, const char *field);
/* `id`: that of the command this is about, or 0. */
void codec_write_error(struct writer *w, uint64_t id, enum fault code, const char *field);
void codec_write_bye(struct writer *w, enum bye code);
void codec_write_pong(struct writer *w, uint64_t at_ms);

/* ---- events: the journal's form ------------------------------------------------------- */

/* MessagePack [type, at_ms, seat, command_id, {field: value, ...}, client, digest]; words as
 * numbers. The last two are left out where neither is known, as in journals from before clients
 * counted. An older program skips fields that it does not know. A field that an older journal lacks
 * has its smallest value, false or "". Appends at most EVENT_BYTES_MAX bytes. */
void codec_write_event(struct buffer *out, const struct event *event);
/* RESULT_INVALID: damaged, or of an unknown type. Texts are borrowed from `bytes`; seq is left 0
 * and filled in by whoever reads the journal. */
enum result codec_read_event(struct bytes bytes, struct event *out);
/* A command in the same form, the host's own included, with all that the shell fills in: for a
 * core that decides elsewhere than where it was taken in (wasm/module.h). At most EVENT_BYTES_MAX
 * bytes. */
void codec_write_asked(struct buffer *out, const struct command *command);
enum result codec_read_asked(struct bytes bytes, struct command *out);
/* If this event holds a text that the seat wrote, or its name, append the event without it, as
 * codec_write_event would write it, and return true. SEAT_NONE: of any seat, answers to a scan. */
bool codec_forget_seat(struct bytes bytes, uint16_t seat, struct buffer *out);
/* An event as a readable map in either encoding, for exports and `dilemma replay`:
 * {"seq","type","at_ms","by_seat","command_id", fields ...}. Words are names; blobs (token hashes)
 * are left out. */
void codec_write_event_map(struct writer *w, const struct event *event);

#endif
