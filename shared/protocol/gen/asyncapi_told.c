/* asyncapi_told.c -- the prose of asyncapi.json: all that a client must know besides the shape of
 * the messages. Every number comes from the constant that the server uses. */
#include "protocol/gen/asyncapi_told.h"

#include "protocol/codec.h"
#include "protocol/live.h"

#define LIMIT(name)                                                                                \
    {                                                                                              \
#name, name                                                                                \
    }

/* Limits that no schema of the document states. */
static const struct named_limit live_limits[] = {
    LIMIT(PROTOCOL_VERSION),         LIMIT(COMMAND_KEYS_MAX),  LIMIT(COMMAND_DEPTH_MAX),
    LIMIT(TOKEN_TEXT_BYTES),         LIMIT(LIVE_HELLO_MS),     LIMIT(LIVE_MESSAGES_BURST),
    LIMIT(LIVE_MESSAGES_PER_MINUTE), LIMIT(LIVE_STRIKES_MAX),  LIMIT(LIVE_COMMANDS_MAX),
    LIMIT(LIVE_LINKS_PER_SEAT_MAX),  LIMIT(LIVE_PING_SECONDS), LIMIT(LIVE_HANGUP_SECONDS),
    LIMIT(LIVE_STREAM_BEAT_MS),      LIMIT(LIVE_CLOSE_CODE),   {NULL, 0},
};

static const struct named_limit *find_limit(const struct named_limit *list, const char *name,
                                            size_t size)
{
    for (; list->name != NULL; list++) {
        if (strlen(list->name) == size && memcmp(list->name, name, size) == 0)
            return list;
    }
    return NULL;
}

static bool is_in_name(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '_';
}

/* A copy of the text in which each name of a limit is followed by (or, in braces, replaced by) its
 * value: "ROOM_ALL" is "ROOM_ALL (254)", "{LIVE_CLOSE_CODE}" is "1000". */
void asyncapi_say(struct buffer *out, const char *text)
{
    while (*text != '\0') {
        const bool braced = *text == '{';
        const char *name = braced ? text + 1 : text;
        size_t size = 0;
        const struct named_limit *limit;

        while (is_in_name(name[size]))
            size++;
        limit = find_limit(named_limits, name, size);
        if (limit == NULL)
            limit = find_limit(live_limits, name, size);
        if (size == 0 || limit == NULL) {
            size = size > 0 && !braced ? size : 1;
            buffer_append(out, text, size);
            text += size;
        } else if (braced) {
            buffer_append_int(out, limit->value);
            text = name + size + 1;
        } else {
            buffer_append(out, name, size);
            buffer_append_text(out, " (");
            buffer_append_int(out, limit->value);
            buffer_append_text(out, ")");
            text += size;
        }
    }
}

/* Each is a section with its heading. */
static const char *const told[] = {
    "How phones, dashboards and walls talk with a session of Dilemmakamer. What is not live, "
    "joining among it, is described in openapi.json beside this document.\n\n",
    "## Roads\n\n"
    "- **WebSocket** on `/ws`, with the subprotocol `dilemmakamer.v1.msgpack` (binary frames, "
    "MessagePack maps with texts as keys) or `dilemmakamer.v1.json` (text frames). The same "
    "messages; numbers are integers, exact to 2^53 - 1. A page must come from this server's own "
    "origin.\n"
    "- **Event stream**, where WebSocket is blocked: `GET /live/events?client=7&link=3&lang=nl` is "
    "a text/event-stream with one JSON message an event; `POST /live/command?link=3` brings one "
    "JSON message, is answered 202 without a body, and every answer comes down the stream. Both "
    "have the token in `Authorization: Bearer`, which with `client`, `lang` and "
    "`changes` stands for hello. "
    "`link` is a number, 1 .. 2^53-1, that the client draws for each stream that it opens: what it "
    "posts is for that stream only, and 409 hello_first says that there is none (any more). Post "
    "one message after another, each when the one before was answered.\n"
    "- **Polling**, where streams are kept on the way until they end: `GET "
    "/live/poll?open=1&client=7&link=3&lang=nl` opens such a link, the same without `open` goes on "
    "with it. Each is answered, whole, when there is something, at the latest after "
    "{LIVE_STREAM_BEAT_MS} ms, with the same events; then ask again. Whoever does not ask for "
    "three times as long, or whose request is cut off, has left. Commands go up as with a "
    "stream.\n\n"
    "A message from a client has at most {COMMAND_BYTES_MAX} bytes, {COMMAND_KEYS_MAX} keys and "
    "{COMMAND_DEPTH_MAX} levels. Unknown fields are skipped; an unknown type is error "
    "type_unknown.\n\n",
    "## Coming in\n\n"
    "1. The client says hello, with its seat's token and version {PROTOCOL_VERSION}, within "
    "{LIVE_HELLO_MS} ms; otherwise comes error hello_first, and the end. Another version is "
    "version_unknown.\n"
    "2. The server says welcome, then view with every section this role has. Nothing needs to be "
    "remembered from before.\n"
    "3. Of one seat {LIVE_LINKS_PER_SEAT_MAX} links may be open; when one more comes in, the "
    "oldest gets bye moved_device.\n\n",
    "## Views and seq\n\n"
    "- A section comes whole and replaces what was there; a section that is not in a message has "
    "not changed. Keep the newest of each.\n"
    "- A client that says `changes` 1 in its hello is sent in `changes` what differs in sections "
    "that "
    "it has, once it has had its first whole view. A screen of seq `since` or later can take it: "
    "the "
    "fields that are there replace those of the section, and the rest stays. Of a list that comes "
    "as "
    "`rows` the rows with the same first field are replaced field by field, new ones come whole, "
    "and "
    "`order`, if it is there, names all rows that remain, in their order. Taken twice it does no "
    "harm. Whoever finds that it does not fit comes back with a new hello, without `changes` if it "
    "likes.\n"
    "- `seq` numbers the events of the session from 1 without gaps; a view tells the newest event "
    "that it shows. On one link it never goes back. A view that is too large for one message goes "
    "on in the next, under the same seq.\n"
    "- Nothing is shown or acknowledged before it is on disk. So after a restart of the server seq "
    "is at least what any client has seen; only an operator who puts back an older copy of the "
    "data turns it back. A client takes what follows a welcome as a new beginning.\n"
    "- Times are milliseconds since the epoch by the server's clock; `at_ms` tells how far the "
    "client's own differs.\n\n",
    "## Commands and ids\n\n"
    "- A client is whoever counts ids: a page in one tab, a program. It draws a number once, keeps "
    "it beside its seat's token and its last id, and gives it in each hello (`client`). Ids begin "
    "at 1 and grow by 1; chance and clocks have no part in them. Tabs and devices of one seat are "
    "clients of their own.\n"
    "- Every command is answered once on the link that brought it: ack (durable; views from its "
    "seq on show it), rejected (the game says no), or error with its id (it was not taken, now or "
    "before); or it gets no answer, and the link ends. At most {LIVE_COMMANDS_MAX} may wait for "
    "their answer; one more is error too_fast.\n"
    "- What got no answer when a link ended is sent again after the next welcome, in the same "
    "order and with the same ids. What had its effect is acknowledged again and has no second "
    "one.\n"
    "- The server remembers the highest id of each client, for the life of the session: in the "
    "journal, so also after a restart. A command at or below it has no effect. It is acknowledged "
    "when the very same is among the last {COMMANDS_KNOWN_MAX} commands of the seat; otherwise, "
    "and when another command comes under a used id, the answer is error id_used. So no more than "
    "{COMMANDS_KNOWN_MAX} may be without an answer. What was rejected or changed nothing uses up "
    "its id, too; that is remembered while the session is in memory.\n"
    "- Error too_fast and busy with an id pass, and the command was not taken: send it again after "
    "some seconds, under a new id, for a later one may have been taken meanwhile. Without an id, "
    "as journal_failed and shutting_down are, an error is about the link. Error storage_full is "
    "about one command, too: it was not taken in, as the server's disk is full; so is "
    "storage_away, as its database cannot be reached. Links stay, and views go on.\n"
    "- Error moved without an id says that another server has the session; `field` is its name. "
    "Open the same road again below that name (`/n2/ws` for `n2`), at once; when that one cannot "
    "be "
    "reached, go back to the address without a name. After three in a row wait, as after any end.\n"
    "- Error token_unknown and version_unknown without an id are final; so are session_outdated, "
    "when the session began under other rules than this server plays, session_damaged, when what "
    "is stored of it cannot be used, and scenario_unknown, when the story that it began with "
    "cannot "
    "be read.\n"
    "- When a client says hello again, its older link reads nothing more. What that had read is "
    "answered there; then comes bye replaced. A client that did not say that hello itself has a "
    "twin (a copied tab): it draws a new number, counts from 1, gives what has no answer new ids, "
    "and comes back. None of that was taken on this link; what was asked on one that broke, or "
    "stands where the twin may read it, keeps its number and id until it has its answer.\n"
    "- Of each seat {CLIENTS_PER_SEAT_MAX} clients are remembered; past that the one whose last "
    "effect is longest ago is forgotten, and begins anew. Without `client` in hello a link has no "
    "highest id: only the last {COMMANDS_KNOWN_MAX} commands of the seat are known, by id.\n\n",
    "## Limits\n\n"
    "- One link may send {LIVE_MESSAGES_BURST} messages at once and {LIVE_MESSAGES_PER_MINUTE} a "
    "minute. What is more is error too_fast; after {LIVE_STRIKES_MAX} of those comes bye "
    "misbehaved. The same when answers are not read.\n"
    "- What people write (names, reasons, notes, titles, messages) is cleaned where it comes in: "
    "Unicode NFC, one line, blanks folded into one space, without control characters, marks of "
    "direction and letters that nobody sees. After that it is counted in characters, as people "
    "count them (x-chars-max; extended grapheme clusters, UAX 29). All texts are counted in bytes "
    "of UTF-8 (x-bytes-max). `x-limits` holds the other numbers by name.\n"
    "- Rooms and seats are numbered from 0. Where a command has a room, ROOM_ALL means all of "
    "them, ROOM_AUTO the one with the most chairs left, ROOM_NONE none.\n\n",
    "## Staying and leaving\n\n"
    "- The server pings a socket that was silent for {LIVE_PING_SECONDS} s (a ping frame, which "
    "browsers answer by themselves) and closes one that was silent for {LIVE_HANGUP_SECONDS} s. A "
    "client that wants to know says ping and gets pong. On a stream the server writes a comment "
    "line every {LIVE_STREAM_BEAT_MS} ms.\n"
    "- The last message is bye, or an error without an id; then the server closes with code "
    "{LIVE_CLOSE_CODE}. Any other end (1006, or 1002, 1007, 1009 for broken frames) tells nothing "
    "about the session: come back.\n"
    "- After bye moved_device, removed or deleted stay away. After restarting, too_slow, "
    "misbehaved, replaced or no bye at all come back after a delay that doubles, with chance in "
    "it: half a "
    "second at first, at most fifteen.\n\n"
    "Generated by `dilemma protocol --asyncapi` from shared/protocol/*.def."};

void asyncapi_say_all(struct buffer *out)
{
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        asyncapi_say(out, told[i]);
}

void asyncapi_add_limits(cJSON *root)
{
    cJSON *limits = cJSON_AddObjectToObject(root, "x-limits");

    for (const struct named_limit *limit = named_limits; limit->name != NULL; limit++)
        cJSON_AddNumberToObject(limits, limit->name, limit->value);
    for (const struct named_limit *limit = live_limits; limit->name != NULL; limit++)
        cJSON_AddNumberToObject(limits, limit->name, limit->value);
}
