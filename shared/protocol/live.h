/* live.h -- what both ends of a link must know beside the messages themselves: how fast, how long,
 * how many. The server keeps to these numbers, and asyncapi.json tells them to whoever writes a
 * client. */
#ifndef DK_PROTOCOL_LIVE_H
#define DK_PROTOCOL_LIVE_H

#define LIVE_HELLO_MS            10000 /* A socket that has not said hello by then is ended. */
#define LIVE_MESSAGES_BURST      60    /* Messages of one link at once, after a rest, */
#define LIVE_MESSAGES_PER_MINUTE 600   /* and in the long run. One more is error too_fast, */
#define LIVE_STRIKES_MAX         100   /* and after so many of those comes bye misbehaved. */
#define LIVE_COMMANDS_MAX        16    /* Commands of one link without an answer yet. */
#define LIVE_LINKS_PER_SEAT_MAX  8     /* A ninth device: the oldest link gets bye moved_device. */
#define LIVE_PING_SECONDS        25    /* A socket that is silent so long is pinged, */
#define LIVE_HANGUP_SECONDS      45    /* and closed when it is silent so long. */
#define LIVE_STREAM_BEAT_MS      20000 /* A comment line on every stream: proxies see it live. */
#define LIVE_CLOSE_CODE          1000  /* Of the server's close frame, after bye or a last error. */

#endif
