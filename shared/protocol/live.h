/* live.h -- what both ends of a link must know besides the messages: how fast, how long, how many.
 * The server uses these numbers, and asyncapi.json states them for people who write a client. */
#ifndef DK_PROTOCOL_LIVE_H
#define DK_PROTOCOL_LIVE_H

#define LIVE_HELLO_MS            10000 /* A socket without a hello after this is ended. */
#define LIVE_MESSAGES_BURST      60    /* Messages of one link at once, after a rest. */
#define LIVE_MESSAGES_PER_MINUTE 600   /* In the long run; more are refused: too_fast. */
#define LIVE_STRIKES_MAX         100   /* After so many too_fast: bye misbehaved. */
#define LIVE_COMMANDS_MAX        16    /* Commands of one link without an answer yet. */
#define LIVE_LINKS_PER_SEAT_MAX  8     /* A ninth device: the oldest link gets bye moved_device. */
#define LIVE_PING_SECONDS        25    /* A socket that was silent this long is pinged. */
#define LIVE_HANGUP_SECONDS      45 /* A socket that was pinged and silent this long is closed. */
#define LIVE_STREAM_BEAT_MS      20000 /* A comment line on every stream; keeps proxies awake. */
#define LIVE_CLOSE_CODE          1000  /* In the server's close frame, after bye or a last error. */

#endif
