/* known.c -- which commands of a seat have had their effect.
 *
 * A client counts the ids of its commands and sends again what got no answer, so one can come
 * twice; and what a dead connection held back can come late. Two memories hold that off, both made
 * of events only, so that they live as long as the session:
 *
 *  (1) the last COMMANDS_KNOWN_MAX commands of the seat: these are acknowledged again;
 *  (2) of each client of the seat the highest id that had an effect: nothing else at or below it
 *      has one. Past CLIENTS_PER_SEAT_MAX the client that was silent longest is forgotten.
 *
 * A client that does not say who it is (as older ones) has only the first. */
#include "session/inside.h"

/* A client in half the space. 0 is kept for a client that did not say who it is. */
static uint32_t mark_of(uint64_t client)
{
    const uint32_t mark = (uint32_t)(client ^ client >> 32);

    return client == 0 ? 0 : mark == 0 ? 1 : mark;
}

static const struct known_command *find_command(const struct seat_texts *t, uint64_t client,
                                                uint64_t id)
{
    const uint32_t mark = mark_of(client);

    for (uint32_t i = 0; i < COMMANDS_KNOWN_MAX; i++)
        if (t->known[i].id == id && t->known[i].client_mark == mark)
            return &t->known[i];
    return NULL;
}

static uint64_t highest_id(const struct seat_texts *t, uint64_t client)
{
    for (uint32_t i = 0; i < CLIENTS_PER_SEAT_MAX && client != 0; i++)
        if (t->clients[i].client == client)
            return t->clients[i].id_max;
    return 0;
}

enum command_seen session_command_seen(const struct session *s, const struct command *command)
{
    const struct seat_texts *t;
    const struct known_command *known;

    if (command->seat >= s->seats_count || command->id == 0)
        return COMMAND_NEW;
    t = session_texts(s, command->seat);
    known = find_command(t, command->client, command->id);
    if (known != NULL)
        return known->digest == 0 || known->digest == command->digest ? COMMAND_AGAIN
                                                                      : COMMAND_USED;
    return command->id <= highest_id(t, command->client) ? COMMAND_USED : COMMAND_NEW;
}

/* The client comes first; whoever was silent longest falls off the end. */
static void remember_client(struct seat_texts *t, uint64_t client, uint64_t id)
{
    struct known_client now = {client, id};
    uint32_t at = 0;

    while (at + 1 < CLIENTS_PER_SEAT_MAX && t->clients[at].client != client)
        at++;
    if (t->clients[at].client == client && t->clients[at].id_max > id)
        now.id_max = t->clients[at].id_max;
    memmove(&t->clients[1], &t->clients[0], at * sizeof t->clients[0]);
    t->clients[0] = now;
}

void known_remember(struct session *s, const struct event *e)
{
    struct seat *seat;
    struct seat_texts *t;

    if (e->seat >= s->seats_count || e->command_id == 0)
        return;
    seat = seat_at(s, e->seat);
    t = texts_at(s, e->seat);
    if (find_command(t, e->client, e->command_id) != NULL)
        return; /* A further event of the same command. */
    t->known[seat->known_next] =
        (struct known_command){e->command_id, mark_of(e->client), e->digest};
    seat->known_next = (uint8_t)((seat->known_next + 1) % COMMANDS_KNOWN_MAX);
    if (e->client != 0)
        remember_client(t, e->client, e->command_id);
}
