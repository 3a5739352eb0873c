/* limits.h -- every bound of a session and its messages. _BYTES_MAX and _BYTES count bytes,
 * _CHARS_MAX characters, _DEPTH_MAX nested lists and maps, all others pieces. They size the state,
 * the codecs and the messages. Raising one of the first two groups changes the layout of snapshots
 * (recovery then replays from the first event). */
#ifndef DK_PROTOCOL_LIMITS_H
#define DK_PROTOCOL_LIMITS_H

#include <stdint.h>

#define PROTOCOL_VERSION 1

#define ROOMS_MAX              64  /* Rooms in a session. */
#define SEATS_MAX              640 /* Seats in a session, trainers and projectors included. */
#define ROUNDS_MAX             12  /* Dilemmas played in a session. */
#define OPTIONS_MAX            4   /* Options of a dilemma. */
#define MEMBERS_MAX            12  /* Members of a team. */
#define DIAGNOSES_MAX          2   /* Members asked about in a diagnosis. */
#define PHASES_COUNT           5   /* unaware .. continuous, as enum sim_phase */
#define CLOSING_SECONDS_MAX    60  /* Of quiet before a step ends that all are done with. */
#define CLOSING_SECONDS        8   /* Of those, unless a session asks for another number. */
#define HAPPENINGS_BROUGHT_MAX 4   /* Happenings a trainer may bring into one round of a room. */
#define REHEARSED_IN_ROOM_MAX  12  /* Simulated people in a room, when a trainer practises. */
#define REHEARSAL_HOURS        4   /* Then a rehearsal deletes itself, wherever it is. */
#define COMMANDS_KNOWN_MAX     16  /* Commands remembered per seat; outboxes are no longer. */
#define CLIENTS_PER_SEAT_MAX   16  /* Clients of a seat whose highest id is remembered. */

/* What people write is counted in characters, as people count them (protocol/written.h). The memory
 * for it has three bytes for each: one code point of every script. Texts of signs that take more
 * (emoji, letters of several code points) may have fewer characters; pages stop at that, too. */
#define NAME_CHARS_MAX       48  /* Display name. */
#define REASON_CHARS_MAX     280 /* One line that says why. */
#define MESSAGE_CHARS_MAX    280 /* Trainer's message to a room or to all. */
#define HAPPENING_CHARS_MAX  280 /* What befalls a team, in a trainer's own words. */
#define NOTE_CHARS_MAX       600 /* A shared reflection. */
#define TITLE_CHARS_MAX      80  /* Title of a session. */
#define WRITTEN_BYTES(chars) ((chars)*3)
#define NAME_BYTES_MAX       WRITTEN_BYTES(NAME_CHARS_MAX)
#define REASON_BYTES_MAX     WRITTEN_BYTES(REASON_CHARS_MAX)
#define MESSAGE_BYTES_MAX    WRITTEN_BYTES(MESSAGE_CHARS_MAX)
#define HAPPENING_BYTES_MAX  WRITTEN_BYTES(HAPPENING_CHARS_MAX)
#define NOTE_BYTES_MAX       WRITTEN_BYTES(NOTE_CHARS_MAX)
#define TITLE_BYTES_MAX      WRITTEN_BYTES(TITLE_CHARS_MAX)

#define ID_BYTES_MAX      64 /* Ids of scenarios, dilemmas, pulses. */
#define VERSION_BYTES_MAX 32 /* Scenario version. */
#define CODE_BYTES        6  /* Join code. */
#define OWN_TEAM_BYTES    22 /* Answers of a scan: scenario/own_team.h. */
#define TOKEN_HASH_BYTES  32 /* SHA-256 of a seat token. */

/* What one message from a client may hold, in either encoding. */
#define COMMAND_BYTES_MAX  4096
#define COMMAND_KEYS_MAX   40  /* In its map. */
#define COMMAND_VALUES_MAX 512 /* Its map and all in it; a pair of key and value is two. */
#define COMMAND_DEPTH_MAX  6   /* Its map included. */

/* What one event in the journal may hold; what a newer program adds included. */
#define EVENT_BYTES_MAX  2048
#define EVENT_VALUES_MAX 256
#define EVENT_DEPTH_MAX  6

#define EVENTS_PER_COMMAND_MAX 200 /* ROOMS_MAX rooms may be let go and take two steps at once. */
#define SECTION_BYTES_MAX      (256 * 1024) /* One encoded section. */
#define WRITER_DEPTH_MAX       12           /* Whatever we write. */
#define UNPACK_DEPTH_MAX       12           /* Whatever we read as MessagePack. */
#define FIELD_NAME_BYTES_MAX   31           /* Our own keys in maps. */
#define EXPORT_FORMAT          2            /* Of the file with all figures; see bodies.def. */
#define TOKEN_TEXT_BYTES       22           /* 128 bits in base64url, without padding. */

/* The largest integer that a number in JavaScript is sure of: 2^53-1. Ids, times, counts. */
#define EXACT_MAX INT64_C(9007199254740991)

#define SEAT_NONE   0xFFFFu /* No seat: the host, or nobody. */
#define ROOM_NONE   0xFFu   /* No room: trainers, projectors, unplaced. */
#define ROOM_ALL    0xFEu   /* All rooms at once, in a trainer's command. */
#define ROOM_AUTO   0xFDu   /* On joining: the room with the most chairs left. */
#define OPTION_NONE 0xFFu
#define PHASE_NONE  0xFFu

#endif
